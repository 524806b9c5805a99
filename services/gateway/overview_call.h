// A call to OverviewService, which the gateway answers itself.
#pragma once

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/base/mutex.h"
#include "services/gateway/call.h"
#include "services/gateway/handlers/get_board.h"

namespace dondoc::gateway {

// OverviewService.GetBoard.
class GetBoardCall final : public GatewayCall {
 public:
  GetBoardCall(Parts& parts, grpc::GenericCallbackServerContext& context, const Route& route,
               const BoardSources& sources)
      : GatewayCall(parts, context, route), sources_(sources) {}

  void OnReadDone(bool ok) override;

 private:
  void Serve() override { StartRead(&request_); }
  void Cancelled() override ABSL_LOCKS_EXCLUDED(mutex_);
  void Made(absl::StatusOr<v1::Board> board);

  const BoardSources& sources_;
  grpc::ByteBuffer request_, response_;
  Mutex mutex_;
  std::shared_ptr<BoardTask> task_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::gateway
