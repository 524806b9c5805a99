// OverviewService.GetBoard: three questions at once, one board.
#pragma once

#include <functional>
#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

#include "common/base/error.h"

#include "dondoc/finance/v1/board.grpc.pb.h"
#include "dondoc/gateway/v1/overview.pb.h"
#include "dondoc/inspection/v1/inspection.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::gateway {

// Who is asked.
struct BoardSources {
  using Channel = std::shared_ptr<grpc::Channel>;
  BoardSources(const Channel& registry, const Channel& finance, const Channel& inspection);

  std::unique_ptr<registry::v1::TaskService::StubInterface> tasks;
  std::unique_ptr<finance::v1::FinanceBoardService::StubInterface> money;
  std::unique_ptr<inspection::v1::InspectionService::StubInterface> inspections;
};

// A board in the making; Cancel may be called on any thread at any time.
class BoardTask {
 public:
  virtual ~BoardTask() = default;
  virtual void Cancel() = 0;
};

struct BoardCall {
  // Outlives the task.
  const BoardSources& sources;
  v1::GetBoardRequest request;
  Language language;
  // Makes a context ready for a call on behalf of the caller: token, headers, deadline.
  std::function<void(grpc::ClientContext&)> prepare;
  // Called exactly once, on any thread, when nothing is under way any more and no channel is held.
  absl::AnyInvocable<void(absl::StatusOr<v1::Board>)> done;
};

// Asks the three services for their boards. Where the request names no day and the services differ
// on what today is (around midnight, or one is pinned), those that differ are asked again for the
// board's day. Errors as BoardError (domain/board.h), and INVALID_FIELD.
std::shared_ptr<BoardTask> GetBoard(BoardCall call);

}  // namespace dondoc::gateway
