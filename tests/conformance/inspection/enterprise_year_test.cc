// One planned visit to an enterprise a year, across agencies and, on PostgreSQL, across
// transactions that run at once.

#include <atomic>
#include <thread>

#include "services/inspection/storage/enterprise_years.h"
#include "tests/conformance/inspection/inspection_fixture.h"

namespace dondoc::inspection {
namespace {

constexpr char kOther[] = "agencies/other";
constexpr char kTaxCode[] = "0100109106";

class EnterpriseYearTest : public InspectionStoreFixture {
 protected:
  std::optional<EnterpriseYearHolder> Holder(const std::string& tax_code = kTaxCode) {
    auto tx = Begin(*writer_);
    auto holder = FindHolder(*tx, {tax_code, 2022});
    EXPECT_TRUE(holder.ok()) << holder.status();
    return holder.ok() ? *holder : std::nullopt;
  }
  absl::Status TryInsert(const Inspection& inspection) {
    auto tx = Begin(*writer_);
    absl::Status status =
        InsertInspection(*tx, rpc::AgencyOfName(inspection.name()), 1, inspection);
    return status.ok() ? tx->Commit().status : status;
  }
  absl::Status TryUpdate(const Inspection& before, const Inspection& after) {
    auto tx = Begin(*writer_);
    absl::Status status = UpdateInspection(*tx, rpc::AgencyOfName(after.name()), 2, before, after);
    return status.ok() ? tx->Commit().status : status;
  }
};

TEST_P(EnterpriseYearTest, TheSecondAgencyIsRefusedUntilTheFirstCancels) {
  Inspection ours = Make(1);
  SetEnterprise(kTaxCode, ours);
  SetDays(kDay, kDay + 4, ours);
  ASSERT_OK(TryInsert(ours));
  Inspection theirs = Make(1, kOther);
  SetEnterprise("0100109106-001", theirs);  // A branch: the same enterprise.
  theirs.set_kind(Inspection::EXAMINATION);
  const absl::Status refused = TryInsert(theirs);
  EXPECT_ERROR(refused, absl::StatusCode::kFailedPrecondition, "ENTERPRISE_ALREADY_PLANNED");
  const auto info = ErrorInfoOf(refused);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("agency"), kAgency);
  EXPECT_EQ(info->metadata().at("precedence"), "HOLDER_PREVAILS");
  EXPECT_EQ(info->metadata().count("inspection"), 0u);

  Inspection next_year = theirs;
  next_year.set_plan_year(2023);
  ASSERT_OK(TryInsert(next_year));

  Inspection cancelled = ours;
  cancelled.set_state(Inspection::CANCELLED_FROM_PLAN);
  ASSERT_OK(TryUpdate(ours, cancelled));
  EXPECT_FALSE(Holder());
  Inspection again = Make(2, kOther);
  SetEnterprise("0100109106-001", again);
  ASSERT_OK(TryInsert(again));
  ASSERT_TRUE(Holder());
  EXPECT_EQ(Holder()->agency, kOther);
}

TEST_P(EnterpriseYearTest, MovingFreesTheOldAndTakesTheNewAndDaysFollow) {
  Inspection ours = Make(1);
  SetEnterprise(kTaxCode, ours);
  ASSERT_OK(TryInsert(ours));
  Inspection dated = ours;
  SetDays(kDay, kDay + 4, dated);
  ASSERT_OK(TryUpdate(ours, dated));
  EXPECT_EQ(Holder()->first_day, kDay);
  for (const char* other : {"0100109105", "0100109107"}) {
    Inspection moved = dated;
    SetEnterprise(other, moved);
    ASSERT_OK(TryUpdate(dated, moved));
    EXPECT_FALSE(Holder());
    EXPECT_TRUE(Holder(other));
    ASSERT_OK(TryUpdate(moved, dated));
    EXPECT_TRUE(Holder());
    EXPECT_FALSE(Holder(other));
  }
  // The visit began: a discontinued one still counts.
  Inspection stopped = dated;
  stopped.set_state(Inspection::DISCONTINUED);
  *stopped.mutable_announce_date() = calendar::ToDate(kDay);
  ASSERT_OK(TryUpdate(dated, stopped));
  EXPECT_TRUE(Holder());
  Inspection ad_hoc = Make(3);
  SetEnterprise(kTaxCode, ad_hoc);
  ad_hoc.set_basis(Inspection::AD_HOC);
  ASSERT_OK(TryInsert(ad_hoc));
  EXPECT_EQ(Holder()->inspection, dated.name());
}

TEST_P(EnterpriseYearTest, OfManyAgenciesAtOnceExactlyOneGetsTheYear) {
  constexpr int kAgencies = 6;
  std::atomic<int> taken{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kAgencies; ++i) {
    threads.emplace_back([this, i, &taken, &refused] {
      Inspection inspection = Make(1, absl::StrCat("agencies/a", i));
      SetEnterprise(kTaxCode, inspection);
      auto connection = database_->Connect(sql::ConnectionKind::kWriter);
      while (connection.ok()) {
        auto tx = (*connection)->Begin();
        if (!tx.ok()) continue;
        absl::Status status = InsertInspection(**tx, absl::StrCat("agencies/a", i), 1, inspection);
        if (status.ok()) status = (*tx)->Commit().status;
        if (status.ok()) {
          ++taken;
        } else if (ReasonOf(status) == "ENTERPRISE_ALREADY_PLANNED") {
          ++refused;
        } else {
          continue;  // Busy: again.
        }
        return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(refused, kAgencies - 1);
}

DONDOC_ON_EVERY_ENGINE(EnterpriseYearTest);

}  // namespace
}  // namespace dondoc::inspection
