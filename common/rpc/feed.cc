#include "common/rpc/feed.h"

#include <memory>
#include <utility>

#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/commit/limits.h"
#include "common/rpc/limits.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "common/rpc/watch_stream.h"

namespace dondoc::rpc {

using common::v1::Change;
using common::v1::Cursor;

grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
    const Core& core, FeedHub& hub, grpc::CallbackServerContext* context, absl::string_view path,
    const common::v1::WatchChangesRequest* request) {
  auto stream = std::make_shared<WatchStream>(core, hub, context, core.Find(path), *request);
  stream->Begin();
  return stream.get();
}

absl::Status ListChanges(ReadCall& call, const common::v1::ListChangesRequest& request,
                         common::v1::ListChangesResponse& response) {
  RETURN_IF_ERROR(CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kMaxChangesPerMessage, /*max_size=*/1000));
  const std::string binding = PageBinding(request);
  ASSIGN_OR_RETURN(common::v1::PageToken token,
                   DecodePageToken(request.page_token(), binding, call.incarnation, 2));
  if (request.page_token().empty()) {
    ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, request.parent()));
    token.set_revision(head.revision);
    AddKey(token, int64_t{0});
    AddKey(token, int64_t{0});
  }
  ASSIGN_OR_RETURN(auto changes,
                   commit::ReadChanges(call.tx, call.incarnation,
                                       {.agency = request.parent(),
                                        .revision = token.keys(0).number(),
                                        .ordinal = static_cast<int32_t>(token.keys(1).number()),
                                        .resource = request.resource(),
                                        .limit = size + 1}));
  response.set_revision(token.revision());
  size_t bytes = 0;
  for (Change& change : changes) {
    bytes += change.ByteSizeLong();
    const bool full = response.changes_size() == size || bytes > kMaxFeedMessageBytes;
    if (full && !response.changes().empty()) {
      const Cursor& last = response.changes().rbegin()->cursor();
      token.clear_keys();
      AddKey(token, last.revision());
      AddKey(token, static_cast<int64_t>(last.ordinal()));
      response.set_next_page_token(EncodePageToken(token));
      break;
    }
    *response.add_changes() = std::move(change);
  }
  return absl::OkStatus();
}

absl::Status VerifyChain(ReadCall& call, const common::v1::VerifyChainRequest& request,
                         common::v1::VerifyChainResponse& response) {
  RETURN_IF_ERROR(CheckAgency("name", request.name()));
  ASSIGN_OR_RETURN(response,
                   commit::VerifyChain(call.tx, call.incarnation, request, commit::kVerifySlice));
  return absl::OkStatus();
}

}  // namespace dondoc::rpc
