#include "services/gateway/role_cache.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "services/gateway/routes.h"

namespace dondoc::gateway {
namespace {

using identity::RoleSet;
using Verdict = RoleCache::Verdict;

// Answers when told to.
class ManualSource final : public RoleSource {
 public:
  void Ask(const RoleQuestion& question, Done done) override {
    asked.push_back(question.subject);
    pending.push_back(std::move(done));
  }
  void Answer(absl::StatusOr<RoleSet> roles) {
    auto done = std::move(pending.front());
    pending.erase(pending.begin());
    done(std::move(roles));
  }
  std::vector<std::string> asked;
  std::vector<Done> pending;
};

identity::MethodAccess ForOffice() {
  Access access;
  Grant& grant = *access.add_grants();
  grant.set_role(OFFICE);
  grant.set_relation(AGENCY);
  return identity::CompileAccess("/x.Y/Z", access);
}

class RoleCacheTest : public ::testing::Test {
 protected:
  FakeClock clock_{absl::FromUnixSeconds(1'660'000'000)};
  ManualSource source_;
  const identity::MethodAccess office_ = ForOffice();
};

TEST_F(RoleCacheTest, AsksOnceForAllThatWait) {
  RoleCache cache(source_, clock_);
  EXPECT_EQ(cache.Check("a", office_), Verdict::kAsk);
  int answered = 0;
  for (int i = 0; i < 5; ++i) {
    cache.Ask({.subject = "a"}, [&](RoleSet roles) { answered += roles.Contains(OFFICE); });
  }
  cache.Ask({.subject = "b"}, [&](RoleSet roles) { answered += roles.Contains(OFFICE); });
  EXPECT_EQ(source_.asked, (std::vector<std::string>{"a", "b"}));
  source_.Answer(RoleSet{OFFICE});
  EXPECT_EQ(answered, 5);
  source_.Answer(RoleSet{AUDITOR});
  EXPECT_EQ(answered, 5);
  EXPECT_EQ(cache.Check("a", office_), Verdict::kPass);
  EXPECT_EQ(cache.Check("b", office_), Verdict::kRefuse);
}

TEST_F(RoleCacheTest, AYesLivesLongerThanANo) {
  RoleCache cache(source_, clock_);
  for (const char* subject : {"yes", "no"}) cache.Ask({.subject = subject}, [](RoleSet) {});
  source_.Answer(RoleSet{OFFICE});
  source_.Answer(RoleSet{});
  clock_.Advance(kRoleRefusalLife);
  EXPECT_EQ(cache.Check("no", office_), Verdict::kAsk);
  EXPECT_EQ(cache.Check("yes", office_), Verdict::kPass);
  clock_.Advance(kRoleLife - kRoleRefusalLife);
  EXPECT_EQ(cache.Check("yes", office_), Verdict::kAsk);
}

TEST_F(RoleCacheTest, AFailureIsEveryRoleForAMoment) {
  RoleCache cache(source_, clock_);
  RoleSet given;
  cache.Ask({.subject = "a"}, [&](RoleSet roles) { given = roles; });
  source_.Answer(absl::UnavailableError("down"));
  EXPECT_EQ(given, OfficerRoles());
  EXPECT_EQ(cache.Check("a", office_), Verdict::kPass);
  clock_.Advance(kRoleFailureLife);
  EXPECT_EQ(cache.Check("a", office_), Verdict::kAsk);
}

TEST_F(RoleCacheTest, AClockThatStepsBackIsNotBelieved) {
  RoleCache cache(source_, clock_);
  cache.Ask({.subject = "a"}, [](RoleSet) {});
  source_.Answer(RoleSet{OFFICE});
  clock_.Set(clock_.Now() - absl::Hours(1));
  EXPECT_EQ(cache.Check("a", office_), Verdict::kAsk);
}

TEST_F(RoleCacheTest, IsBounded) {
  RoleCache cache(source_, clock_, /*capacity=*/3);
  for (int i = 0; i < 10; ++i) {
    cache.Ask({.subject = "s" + std::to_string(i)}, [](RoleSet) {});
    source_.Answer(RoleSet{OFFICE});
  }
  EXPECT_EQ(cache.size(), 3u);
  EXPECT_EQ(cache.Check("s6", office_), Verdict::kAsk);
  EXPECT_EQ(cache.Check("s9", office_), Verdict::kPass);
}

TEST_F(RoleCacheTest, TooManyWaitersGoOnWithout) {
  RoleCache cache(source_, clock_);
  int waited = 0;
  for (int i = 0; i < kMaxRoleWaiters; ++i) {
    cache.Ask({.subject = "a"}, [&](RoleSet) { ++waited; });
  }
  RoleSet given;
  cache.Ask({.subject = "b"}, [&](RoleSet roles) { given = roles; });
  EXPECT_EQ(given, OfficerRoles());
  EXPECT_EQ(waited, 0);
  source_.Answer(RoleSet{OFFICE});
  EXPECT_EQ(waited, kMaxRoleWaiters);
  cache.Ask({.subject = "b"}, [](RoleSet) {});
  EXPECT_EQ(source_.asked.back(), "b");
  source_.Answer(RoleSet{});
}

}  // namespace
}  // namespace dondoc::gateway
