// Full queues answer at once and say when to come back.
#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "google/rpc/error_details.pb.h"

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

class OverloadTest : public RpcTest {
 protected:
  void SetUp() override {}
  static void ExpectOverloaded(const absl::Status& status) {
    EXPECT_CODE(status, StatusCode::kUnavailable, "OVERLOADED");
    google::rpc::RetryInfo retry;
    const auto payload = status.GetPayload("type.googleapis.com/google.rpc.RetryInfo");
    ASSERT_TRUE(payload && retry.ParseFromString(std::string(*payload)));
    EXPECT_GT(retry.retry_delay().nanos(), 0);
  }
};

TEST_F(OverloadTest, Reads) {
  Start({.read_threads = 1, .max_waiting_reads = 2});
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> entered;
  std::atomic<bool> first{true};
  handlers_.get = [&](ReadCall&, const v1::GetTaskRequest&, v1::Task&) {
    if (first.exchange(false)) entered.set_value();
    opened.wait();
    return absl::OkStatus();
  };
  std::vector<std::future<absl::Status>> calls;
  const auto call = [&] {
    calls.push_back(
        std::async(std::launch::async, [this] { return Get(*Context(), kAgency + "/tasks/1"); }));
  };
  call();
  entered.get_future().wait();
  call();
  call();
  while (read_executor_->waiting() < 2) std::this_thread::yield();
  ExpectOverloaded(Get(*Context(), kAgency + "/tasks/1"));
  gate.set_value();
  for (auto& done : calls) EXPECT_TRUE(done.get().ok());
  ASSERT_OK(Get(*Context(), kAgency + "/tasks/1"));
}

TEST_F(OverloadTest, Writes) {
  Start({.commit = {.max_waiting = 1}});
  std::promise<void> gate, entered;
  auto opened = gate.get_future().share();
  std::atomic<bool> first{true};
  handlers_.create = [&](WriteCall&, const v1::CreateTaskRequest&, v1::Task&) {
    if (first.exchange(false)) entered.set_value();
    opened.wait();
    return absl::OkStatus();
  };
  auto running =
      std::async(std::launch::async, [this] { return Create(*Context(), CreateRequest("x")); });
  entered.get_future().wait();
  // One may wait; of the others each is told to come back.
  std::vector<std::future<absl::Status>> calls;
  for (int i = 0; i < 4; ++i) {
    calls.push_back(
        std::async(std::launch::async, [this] { return Create(*Context(), CreateRequest("x")); }));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  gate.set_value();
  EXPECT_TRUE(running.get().ok());
  int waited = 0;
  for (auto& done : calls) {
    const absl::Status status = done.get();
    if (status.ok()) {
      ++waited;
    } else {
      ExpectOverloaded(status);
    }
  }
  EXPECT_EQ(waited, 1);
}

}  // namespace
}  // namespace dondoc::rpc
