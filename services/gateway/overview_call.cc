#include "services/gateway/overview_call.h"

#include <chrono>
#include <utility>

#include "grpcpp/impl/codegen/proto_utils.h"

#include "services/gateway/domain/errors.h"
#include "services/gateway/domain/limits.h"

#include "dondoc/gateway/v1/overview.pb.h"

namespace dondoc::gateway {

void GetBoardCall::OnReadDone(bool ok) {
  if (!ok) return End(cancelled() ? absl::CancelledError("the caller has gone") : RequestMissing());
  BoardCall call{.sources = sources_, .language = language()};
  if (!grpc::SerializationTraits<v1::GetBoardRequest>::Deserialize(&request_, &call.request).ok()) {
    return End(RequestMalformed());
  }
  call.prepare = [this](grpc::ClientContext& context) {
    Prepare(context);
    // A service that is slow must not take the whole board with it.
    const auto now = std::chrono::system_clock::now();
    const auto share = std::chrono::duration<double>(context.deadline() - now) * kBoardServiceShare;
    context.set_deadline(now +
                         std::chrono::duration_cast<std::chrono::system_clock::duration>(share));
  };
  call.done = [this](absl::StatusOr<v1::Board> board) { Made(std::move(board)); };
  // The board may be made, and this call gone, before GetBoard returns.
  Ref();
  std::shared_ptr<BoardTask> task = GetBoard(std::move(call));
  {
    MutexLock lock(mutex_);
    task_ = task;
  }
  if (cancelled()) task->Cancel();
  Unref();
}

void GetBoardCall::Cancelled() {
  std::shared_ptr<BoardTask> task;
  {
    MutexLock lock(mutex_);
    task = task_;
  }
  if (task != nullptr) task->Cancel();
}

void GetBoardCall::Made(absl::StatusOr<v1::Board> board) {
  if (!board.ok()) return End(board.status());
  bool own_buffer = false;
  const grpc::Status written =
      grpc::SerializationTraits<v1::Board>::Serialize(*board, &response_, &own_buffer);
  if (!written.ok()) return End(absl::InternalError(written.error_message()));
  Answer(response_);
}

}  // namespace dondoc::gateway
