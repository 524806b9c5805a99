// ListChanges and VerifyChain over the wire.
#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;
using common::v1::ListChangesRequest;
using common::v1::ListChangesResponse;

class FeedListTest : public RpcTest {
 protected:
  absl::Status List(const ListChangesRequest& request, ListChangesResponse& response,
                    const std::string& token = "") {
    response.Clear();
    return FromGrpcStatus(
        feed_->ListChanges(Context(token.empty() ? Token() : token).get(), request, &response));
  }
};

TEST_F(FeedListTest, PagesMeetWithoutGapOrOverlap) {
  Commit(kAgency, 25);
  Commit(kOther, 3);
  for (const int size : {1, 7, 25, 100}) {
    ListChangesRequest request;
    request.set_parent(kAgency);
    request.set_page_size(size);
    std::vector<int64_t> revisions;
    ListChangesResponse response;
    int pages = 0;
    do {
      ASSERT_OK(List(request, response));
      EXPECT_EQ(response.revision(), 25);
      EXPECT_LE(response.changes_size(), size);
      for (const auto& change : response.changes()) revisions.push_back(change.cursor().revision());
      request.set_page_token(response.next_page_token());
      // What is committed while paging neither shifts nor hides anything.
      ASSERT_LT(++pages, 30);
    } while (!request.page_token().empty());
    ASSERT_EQ(revisions.size(), 25);
    for (int i = 0; i < 25; ++i) EXPECT_EQ(revisions[i], i + 1);
  }
}

TEST_F(FeedListTest, ATokenGoesWithItsListOnly) {
  Commit(kAgency, 3);
  ListChangesRequest request;
  request.set_parent(kAgency);
  request.set_page_size(1);
  ListChangesResponse response;
  ASSERT_OK(List(request, response));
  request.set_page_token(response.next_page_token());
  request.set_resource("agencies/so-khcn/tasks/1");
  EXPECT_CODE(List(request, response), StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH");
  request.clear_resource();
  request.set_page_token("AAAA");
  EXPECT_CODE(List(request, response), StatusCode::kInvalidArgument, "INVALID_FIELD");
}

TEST_F(FeedListTest, OtherAgenciesAreNotVisible) {
  Commit(kOther, 1);
  ListChangesRequest request;
  request.set_parent(kOther);
  ListChangesResponse response;
  EXPECT_CODE(List(request, response), StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY");
  ASSERT_OK(List(request, response, Token("services/finance")));
  EXPECT_EQ(response.changes_size(), 1);
}

TEST_F(FeedListTest, VerifiesAChain) {
  Commit(kAgency, 12);
  common::v1::VerifyChainRequest request;
  request.set_name(kAgency);
  common::v1::VerifyChainResponse response;
  ASSERT_OK(FromGrpcStatus(feed_->VerifyChain(Context().get(), request, &response)));
  EXPECT_EQ(response.checked(), 12);
  EXPECT_TRUE(response.complete());
  *request.mutable_after() = response.head();
  request.mutable_after()->set_hash(std::string(32, 'x'));
  EXPECT_CODE(FromGrpcStatus(feed_->VerifyChain(Context().get(), request, &response)),
              StatusCode::kFailedPrecondition, "FEED_DIVERGED");
}

}  // namespace
}  // namespace dondoc::rpc
