// The change feed through the gateway: complete, in order, chained, and only for those who may
// read.
#include <string>
#include <thread>
#include <vector>

#include "common/base/error.h"
#include "tests/e2e/department.h"

#include "dondoc/registry/v1/feed.grpc.pb.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using common::v1::Change;
using common::v1::Cursor;
using common::v1::ListChangesRequest;
using common::v1::VerifyChainRequest;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;
using registry::v1::RegistryFeedService;
using FeedStub = RegistryFeedService::StubInterface;

class FeedTest : public DepartmentTest {
 protected:
  // Everything committed so far after `after`.
  absl::StatusOr<std::vector<Change>> Watch(const std::string& subject, const Cursor& after) {
    WatchChangesRequest request;
    *request.add_cursors() = after;
    request.set_stop_when_caught_up(true);
    const auto context = suite().Context(subject);
    const auto stub = RegistryFeedService::NewStub(suite().channel());
    const auto reader = stub->WatchChanges(context.get(), request);
    std::vector<Change> changes;
    WatchChangesResponse message;
    while (reader->Read(&message)) {
      EXPECT_LE(message.changes_size(), 100);
      changes.insert(changes.end(), message.changes().begin(), message.changes().end());
    }
    const grpc::Status status = reader->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return changes;
  }
  Cursor Beginning() const {
    Cursor cursor;
    cursor.set_agency(agency());
    return cursor;
  }
};

TEST_F(FeedTest, HoldsEveryChangeInAChain) {
  for (int i = 0; i < 5; ++i) NewTask(absl::StrCat("Việc ", i), "unit-a", 20);
  const auto changes = Watch(Officer("auditor"), Beginning());
  ASSERT_TRUE(changes.ok()) << changes.status();
  // The agency with its administrator, two units, nine officers, five tasks.
  std::string names;
  for (const Change& change : *changes) absl::StrAppend(&names, change.name(), "\n");
  EXPECT_EQ(changes->size(), 1u + 1 + 2 + 9 + 5) << names;
  std::string hash(32, '\0');
  int64_t revision = 0;
  for (const Change& change : *changes) {
    EXPECT_EQ(change.previous_hash(), hash);
    hash = change.cursor().hash();
    EXPECT_EQ(hash.size(), 32u);
    EXPECT_GE(change.cursor().revision(), revision);
    revision = change.cursor().revision();
    EXPECT_FALSE(change.actor().empty());
    EXPECT_TRUE(change.business_date_pinned());
  }
  // From the middle comes the rest.
  const size_t middle = changes->size() / 2;
  const auto rest = Watch(Officer("auditor"), (*changes)[middle].cursor());
  ASSERT_TRUE(rest.ok()) << rest.status();
  EXPECT_EQ(rest->size(), changes->size() - middle - 1);

  VerifyChainRequest verify;
  verify.set_name(agency());
  const auto verified = As<RegistryFeedService>("auditor", &FeedStub::VerifyChain, verify);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->complete());
  EXPECT_FALSE(verified->has_broken());
  EXPECT_EQ(verified->checked(), static_cast<int64_t>(changes->size()));
  EXPECT_EQ(verified->head().hash(), hash);
}

TEST_F(FeedTest, TellsOfWhatHappensNext) {
  WatchChangesRequest request;
  *request.add_cursors() = Beginning();
  request.add_resource_types("dondoc.registry.v1.Task");
  const auto context = suite().Context(Officer("office"));
  const auto stub = RegistryFeedService::NewStub(suite().channel());
  const auto reader = stub->WatchChanges(context.get(), request);
  WatchChangesResponse message;
  do {
    ASSERT_TRUE(reader->Read(&message));
  } while (!message.caught_up());
  const auto task = NewTask("Việc vừa giao", "unit-a", 20);
  std::string seen;
  while (seen.empty() && reader->Read(&message)) {
    for (const Change& change : message.changes()) seen = change.name();
  }
  EXPECT_EQ(seen, task.name());
  context->TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(FeedTest, IsForThoseWhoMayReadIt) {
  for (const char* who : {"officer-a", "head-a", "accountant", "inspector"}) {
    EXPECT_TRUE(Refused(Watch(Officer(who), Beginning()).status(), StatusCode::kPermissionDenied,
                        "ROLE_NOT_ALLOWED"))
        << who;
  }
  Cursor everything;
  everything.set_agency("-");
  EXPECT_TRUE(absl::IsPermissionDenied(Watch(Officer("director"), everything).status()));
  Cursor other;
  other.set_agency("agencies/so-khac");
  EXPECT_TRUE(absl::IsPermissionDenied(Watch(Officer("director"), other).status()));
  const auto all = Watch("services/finance", everything);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_GE(all->size(), 13u);
}

TEST_F(FeedTest, NoticesAnotherHistory) {
  const auto changes = Watch(Officer("auditor"), Beginning());
  ASSERT_TRUE(changes.ok()) << changes.status();
  Cursor cursor = changes->back().cursor();
  cursor.set_hash(std::string(32, 'x'));
  EXPECT_TRUE(Refused(Watch(Officer("auditor"), cursor).status(), StatusCode::kFailedPrecondition,
                      "FEED_DIVERGED"));
  cursor = changes->back().cursor();
  cursor.set_incarnation("another");
  EXPECT_FALSE(Watch(Officer("auditor"), cursor).ok());
  cursor = changes->back().cursor();
  cursor.set_revision(cursor.revision() + 1000);
  EXPECT_FALSE(Watch(Officer("auditor"), cursor).ok());
}

TEST_F(FeedTest, ListsOneResourcesHistory) {
  const auto task = NewTask("Việc", "unit-a", 20);
  NewTask("Việc khác", "unit-a", 20);
  ListChangesRequest request;
  request.set_parent(agency());
  request.set_resource(task.name());
  const auto page = As<RegistryFeedService>("auditor", &FeedStub::ListChanges, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->changes_size(), 1);
  EXPECT_EQ(page->changes(0).name(), task.name());
  EXPECT_EQ(page->changes(0).method(), "dondoc.registry.v1.TaskService/CreateTask");
  EXPECT_FALSE(page->changes(0).has_before());
  EXPECT_TRUE(page->changes(0).has_after());
}

}  // namespace
}  // namespace dondoc::testing
