// The orderly end: quick, whatever is open.
#include <future>
#include <thread>
#include <vector>

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;

class ShutdownTest : public RpcTest {
 protected:
  static WatchChangesRequest Request() {
    WatchChangesRequest request;
    request.add_cursors()->set_agency(kAgency);
    return request;
  }
  absl::Duration TimeStop() {
    const absl::Time begun = absl::Now();
    Stop();
    return absl::Now() - begun;
  }
};

TEST_F(ShutdownTest, IdleStreamsEndUnavailableAtOnce) {
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<WatchChangesResponse>>> streams;
  WatchChangesResponse response;
  for (int i = 0; i < 50; ++i) {
    contexts.push_back(Context());
    streams.push_back(feed_->WatchChanges(contexts.back().get(), Request()));
    ASSERT_TRUE(streams.back()->Read(&response));
    ASSERT_TRUE(response.caught_up());
  }
  EXPECT_LT(TimeStop(), absl::Seconds(3));
  for (auto& stream : streams) {
    EXPECT_FALSE(stream->Read(&response));
    EXPECT_CODE(FromGrpcStatus(stream->Finish()), StatusCode::kUnavailable, "STREAM_ENDED");
  }
}

TEST_F(ShutdownTest, AStreamThatNobodyReadsHoldsNothingUp) {
  for (int i = 0; i < 12; ++i) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = kAgency;
    mutation->body = [](commit::WriteContext& write) {
      write.Record({kAgency + "/tasks/x", "t", "", std::string(1'500'000, 'x')});
      return absl::OkStatus();
    };
    ASSERT_OK(commits_->Run(std::move(mutation)).status());
  }
  auto context = Context();
  auto stream = feed_->WatchChanges(context.get(), Request());
  // The client takes one message and no more; the window fills.
  WatchChangesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_LT(TimeStop(), absl::Seconds(5));
  while (stream->Read(&response)) {
  }
  const StatusCode code = FromGrpcStatus(stream->Finish()).code();
  EXPECT_TRUE(code == StatusCode::kUnavailable || code == StatusCode::kCancelled) << code;
}

TEST_F(ShutdownTest, ALateStreamIsTurnedAway) {
  hub_->Stop();
  auto context = Context();
  auto stream = feed_->WatchChanges(context.get(), Request());
  WatchChangesResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_CODE(FromGrpcStatus(stream->Finish()), StatusCode::kUnavailable, "SHUTTING_DOWN");
}

TEST_F(ShutdownTest, CallsUnderWayAreFinished) {
  std::promise<void> entered;
  handlers_.create = [&](WriteCall& call, const v1::CreateTaskRequest&, v1::Task& task) {
    entered.set_value();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    task.set_name("kept");
    call.write.Record(kAgency + "/tasks/1", nullptr, &task);
    return absl::OkStatus();
  };
  auto call = std::async(std::launch::async, [this] {
    v1::Task task;
    const absl::Status status = Create(*Context(), CreateRequest("x"), &task);
    EXPECT_EQ(task.name(), "kept");
    return status;
  });
  entered.get_future().wait();
  EXPECT_LT(TimeStop(), absl::Seconds(5));
  EXPECT_TRUE(call.get().ok());
}

}  // namespace
}  // namespace dondoc::rpc
