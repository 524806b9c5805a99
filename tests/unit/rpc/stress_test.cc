// Calls that are cancelled at every moment: each ends exactly once (gRPC aborts on a second Finish,
// and the server cannot stop while one is missing), and what was answered is there once.
#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

TEST_F(RpcTest, StressOfCancels) {
  constexpr int kClients = 6;
  constexpr auto kTime = std::chrono::milliseconds(2500);
  const auto until = std::chrono::steady_clock::now() + kTime;
  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::atomic<int> ended{0}, cancelled{0};
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      std::mt19937_64 random(static_cast<uint64_t>(client));
      auto channel = NewChannel();
      const auto tasks = v1::TaskService::NewStub(channel);
      const auto feed = v1::RegistryFeedService::NewStub(channel);
      const auto directives = v1::DirectiveService::NewStub(channel);
      while (std::chrono::steady_clock::now() < until) {
        auto context = Context();
        // Sometimes before it starts, mostly while it runs, sometimes never.
        std::thread canceller([&context, micros = random() % 3000] {
          std::this_thread::sleep_for(std::chrono::microseconds(micros));
          if (micros < 2500) context->TryCancel();
        });
        StatusCode code = StatusCode::kOk;
        switch (random() % 4) {
          case 0: {
            v1::GetTaskRequest request;
            request.set_name(kAgency + "/tasks/1");
            v1::Task task;
            code = FromGrpcStatus(tasks->GetTask(context.get(), request, &task)).code();
            break;
          }
          case 1: {
            const auto request = CreateRequest("x");
            v1::Task task;
            code = FromGrpcStatus(tasks->CreateTask(context.get(), request, &task)).code();
            if (code == StatusCode::kOk) {
              std::lock_guard<std::mutex> lock(mutex);
              acknowledged.insert(task.name());
            }
            break;
          }
          case 2: {
            common::v1::WatchChangesRequest request;
            request.add_cursors()->set_agency(kAgency);
            request.set_stop_when_caught_up(random() % 2 == 0);
            auto stream = feed->WatchChanges(context.get(), request);
            common::v1::WatchChangesResponse response;
            for (int i = 0; i < 3 && stream->Read(&response); ++i) {
            }
            context->TryCancel();
            code = FromGrpcStatus(stream->Finish()).code();
            break;
          }
          default: {
            v1::NoticeDraft draft;
            auto writer = directives->ParseNotice(context.get(), &draft);
            v1::ParseNoticeRequest request;
            request.mutable_header()->set_parent(kAgency);
            writer->Write(request);
            request.set_chunk(std::string(1000, 'x'));
            for (int i = 0; i < 5 && writer->Write(request); ++i) {
            }
            writer->WritesDone();
            code = FromGrpcStatus(writer->Finish()).code();
          }
        }
        canceller.join();
        ++ended;
        if (code == StatusCode::kCancelled) ++cancelled;
        EXPECT_TRUE(code == StatusCode::kOk || code == StatusCode::kCancelled ||
                    code == StatusCode::kUnavailable)
            << code;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_GT(ended, 20);
  EXPECT_GT(cancelled, 3);
  EXPECT_GT(acknowledged.size(), 0);
  std::multiset<std::string> found;
  {
    auto reader = database_->Connect(sql::ConnectionKind::kReader);
    auto tx = (*reader)->Begin();
    const auto changes =
        commit::ReadChanges(**tx, "", {.agency = kAgency, .resource = "", .limit = 1000000});
    ASSERT_TRUE(changes.ok());
    for (const auto& change : *changes) found.insert(change.name());
  }
  for (const std::string& name : acknowledged) EXPECT_EQ(found.count(name), 1) << name;
  const absl::Time begun = absl::Now();
  Stop();
  EXPECT_LT(absl::Now() - begun, absl::Seconds(5)) << "a call was not finished";
}

}  // namespace
}  // namespace dondoc::rpc
