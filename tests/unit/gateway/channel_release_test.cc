// When the gateway hears that a call of its own is over, the call no longer holds its channel: the
// gateway may end then, and the last channel of a process must not go on a thread of gRPC's.
#include <future>
#include <memory>
#include <utility>

#include "gtest/gtest.h"

#include "common/rpc/channel.h"
#include "services/gateway/directory_client.h"
#include "services/gateway/handlers/get_board.h"
#include "tests/unit/gateway/fake_backend.h"

#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::gateway::testing {
namespace {

class ChannelReleaseTest : public ::testing::Test {
 protected:
  // How many hold the channel when a board is done.
  long HoldersWhenBoardIsDone(const std::string& parent) {
    BoardCall call{.sources = sources_, .language = Language::kEnglish};
    call.request.set_parent(parent);
    call.prepare = [](grpc::ClientContext&) {};
    std::promise<long> holders;
    call.done = [&](const absl::StatusOr<v1::Board>&) { holders.set_value(channel_.use_count()); };
    const auto task = GetBoard(std::move(call));
    return holders.get_future().get();
  }

  FakeBackend backend_;
  std::shared_ptr<grpc::Channel> channel_ = *rpc::MakeChannel({.target = backend_.target()});
  BoardSources sources_{channel_, channel_, channel_};
};

TEST_F(ChannelReleaseTest, OfTheQuestionForRoles) {
  DirectoryClient client(channel_);
  const long at_rest = channel_.use_count();
  for (const bool reachable : {true, false}) {
    if (!reachable) backend_.Stop();
    std::promise<long> holders;
    client.Ask(
        {.subject = "agencies/a/officers/b", .authorization = "Bearer x"},
        [&](const absl::StatusOr<identity::RoleSet>&) { holders.set_value(channel_.use_count()); });
    EXPECT_EQ(holders.get_future().get(), at_rest) << reachable;
  }
}

TEST_F(ChannelReleaseTest, OfTheBoard) {
  const long at_rest = channel_.use_count();
  EXPECT_EQ(HoldersWhenBoardIsDone("agencies/so-khcn"), at_rest);
  EXPECT_EQ(HoldersWhenBoardIsDone("units/x"), at_rest);
  backend_.Stop();
  EXPECT_EQ(HoldersWhenBoardIsDone("agencies/so-khcn"), at_rest);
}

}  // namespace
}  // namespace dondoc::gateway::testing
