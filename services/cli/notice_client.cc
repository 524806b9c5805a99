#include "services/cli/notice_client.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/files.h"
#include "services/cli/render/json.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::DirectiveService;
using registry::v1::NoticeDraft;
using registry::v1::ParseNoticeRequest;

// Bytes of one message: the contract's own bound.
constexpr size_t kChunkBytes = 64 * 1024;

}  // namespace

absl::StatusOr<NoticeFile> ReadNoticeFile(Context& context, const std::string& path) {
  NoticeFile file;
  file.file_name = path == "-" ? "" : std::filesystem::path(path).filename().string();
  ASSIGN_OR_RETURN(file.bytes, ReadFile(path, kMaxDraftBytes, context.in()));
  absl::string_view start = file.bytes;
  absl::ConsumePrefix(&start, "\xEF\xBB\xBF");
  file.is_draft = absl::StartsWith(absl::StripLeadingAsciiWhitespace(start), "{");
  if (!file.is_draft && file.bytes.size() > kMaxNoticeBytes) {
    return Error(absl::StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE",
                 {absl::StrCat(path, " is larger than 1 MiB, the most a notice may have"),
                  absl::StrCat(path, " lớn hơn 1 MiB, mức tối đa của một văn bản")});
  }
  return file;
}

absl::StatusOr<NoticeDraft> ParseNotice(Client& client, const std::string& agency,
                                        const NoticeFile& file) {
  grpc::ClientContext call;
  RETURN_IF_ERROR(client.Prepare(call, Client::CallKind::kUnary));
  const auto stub = DirectiveService::NewStub(client.channel());
  NoticeDraft draft;
  const auto writer = stub->ParseNotice(&call, &draft);
  ParseNoticeRequest part;
  part.mutable_header()->set_parent(agency);
  part.mutable_header()->set_file_name(file.file_name);
  // A refused write means that the server has answered already: Finish says what.
  bool open = writer->Write(part);
  for (size_t at = 0; open && at < file.bytes.size(); at += kChunkBytes) {
    part.set_chunk(file.bytes.substr(at, kChunkBytes));
    open = writer->Write(part);
  }
  writer->WritesDone();
  RETURN_IF_ERROR(client.ToStatus(writer->Finish()));
  return draft;
}

absl::StatusOr<NoticeDraft> DraftOf(Context& context, const NoticeFile& file) {
  if (!file.is_draft) {
    ASSIGN_OR_RETURN(const std::string agency, context.Agency());
    ASSIGN_OR_RETURN(Client * client, context.client());
    return ParseNotice(*client, agency, file);
  }
  absl::string_view json = file.bytes;
  absl::ConsumePrefix(&json, "\xEF\xBB\xBF");
  NoticeDraft draft;
  RETURN_IF_ERROR(FromJson(json, &draft));
  return draft;
}

}  // namespace dondoc::cli
