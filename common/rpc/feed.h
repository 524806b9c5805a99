// The feed methods, the same in every service that owns data: WatchChanges, ListChanges,
// VerifyChain.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_callback.h"

#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"
#include "common/rpc/unary.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::rpc {

// Serves WatchChanges.
grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
    const Core& core, FeedHub& hub, grpc::CallbackServerContext* context, absl::string_view path,
    const common::v1::WatchChangesRequest* request);

// Handler of ListChanges.
absl::Status ListChanges(ReadCall& call, const common::v1::ListChangesRequest& request,
                         common::v1::ListChangesResponse& response);

// Handler of VerifyChain.
absl::Status VerifyChain(ReadCall& call, const common::v1::VerifyChainRequest& request,
                         common::v1::VerifyChainResponse& response);

}  // namespace dondoc::rpc
