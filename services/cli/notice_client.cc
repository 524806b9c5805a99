#include "services/cli/notice_client.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/draft_check.h"
#include "services/cli/files.h"
#include "services/cli/render/json.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::DirectiveService;
using registry::v1::GetNoticeDraftRequest;
using registry::v1::NoticeDraft;
using registry::v1::ParseNoticeRequest;

// Bytes of one message: the contract's own bound.
constexpr size_t kChunkBytes = 64 * 1024;

absl::string_view WithoutMark(absl::string_view bytes) {
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  return bytes;
}

absl::Status DraftTooLarge(absl::string_view size_en, absl::string_view size_vi) {
  return Error(
      absl::StatusCode::kInvalidArgument, "DRAFT_TOO_LARGE",
      {absl::StrCat("the draft of this document is larger than what one message carries (", size_en,
                    "4 MiB at most): leave out annexes that order nothing and read the rest again"),
       absl::StrCat("bản nháp của văn bản này lớn hơn mức một lần gửi (", size_vi,
                    "tối đa 4 MiB): bỏ bớt phụ lục không giao việc rồi đọc lại")});
}

}  // namespace

bool LooksLikeDraft(absl::string_view bytes) {
  absl::string_view rest = absl::StripLeadingAsciiWhitespace(WithoutMark(bytes));
  // RTF begins with a brace as well: what follows decides.
  if (!absl::ConsumePrefix(&rest, "{")) return false;
  rest = absl::StripLeadingAsciiWhitespace(rest);
  return rest.empty() || rest.front() == '"' || rest.front() == '}';
}

bool IsFileName(absl::string_view what) {
  return what == "-" || (!absl::StartsWith(what, "agencies/") &&
                         what.find_first_of("./\\ ") != absl::string_view::npos);
}

absl::StatusOr<NoticeFile> ReadNoticeFile(Context& context, const std::string& path) {
  NoticeFile file;
  file.file_name = path == "-" ? "" : std::filesystem::path(path).filename().string();
  auto bytes = ReadFile(path, kMaxNoticeBytes, context.in());
  const bool too_large = ReasonOf(bytes.status()) == "FILE_TOO_LARGE";
  if (!bytes.ok() && !too_large) return bytes.status();
  if (bytes.ok()) file.bytes = *std::move(bytes);
  file.is_draft = LooksLikeDraft(file.bytes);
  if (too_large || (file.is_draft && file.bytes.size() > kMaxDraftBytes)) {
    return Error(
        absl::StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE",
        {absl::StrCat(path, " is larger than ", file.is_draft ? "16" : "64", " MiB, the most a ",
                      file.is_draft ? "draft" : "notice", " may have"),
         absl::StrCat(path, " lớn hơn ", file.is_draft ? "16" : "64", " MiB, mức tối đa của một ",
                      file.is_draft ? "bản nháp" : "văn bản")});
  }
  if (absl::StripAsciiWhitespace(WithoutMark(file.bytes)).empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "NOTICE_EMPTY",
                 {absl::StrCat(path, " is empty"), absl::StrCat(path, " không có gì")});
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
  const absl::Status status = client.ToStatus(writer->Finish());
  // The document went in pieces, so it is the answer that did not fit.
  if (absl::IsResourceExhausted(status) &&
      (ReasonOf(status) == "MESSAGE_TOO_LARGE" ||
       absl::StrContains(status.message(), "larger than max"))) {
    return DraftTooLarge("", "");
  }
  RETURN_IF_ERROR(status);
  return draft;
}

absl::StatusOr<NoticeDraft> DraftOf(Context& context, const NoticeFile& file) {
  if (!file.is_draft) {
    ASSIGN_OR_RETURN(const std::string agency, context.Agency());
    ASSIGN_OR_RETURN(Client * client, context.client());
    return ParseNotice(*client, agency, file);
  }
  NoticeDraft draft;
  RETURN_IF_ERROR(FromJson(WithoutMark(file.bytes), &draft));
  RETURN_IF_ERROR(CheckDraft(draft));
  return draft;
}

absl::StatusOr<NoticeDraft> AppliedDraft(Context& context, const std::string& name) {
  GetNoticeDraftRequest request;
  request.set_name(name);
  return context.Call<DirectiveService>(&DirectiveService::StubInterface::GetNoticeDraft, request);
}

absl::StatusOr<NoticeDraft> DraftNamed(Context& context, const std::string& what) {
  if (!absl::StartsWith(what, "agencies/")) {
    auto file = ReadNoticeFile(context, what);
    if (file.ok()) return DraftOf(context, *file);
    if (!absl::IsNotFound(file.status()) || IsFileName(what)) return file.status();
  }
  ASSIGN_OR_RETURN(const std::string name, context.Name("directive", "directives", what));
  return AppliedDraft(context, name);
}

absl::Status CheckDraftFits(const NoticeDraft& draft) {
  const size_t size = draft.ByteSizeLong();
  // The request around it takes a few dozen bytes more.
  constexpr size_t kAround = 1024;
  if (size + kAround <= kMaxDraftMessageBytes) return absl::OkStatus();
  const std::string has = absl::StrFormat("%.1f MiB, ", static_cast<double>(size) / (1 << 20));
  return DraftTooLarge(has, has);
}

}  // namespace dondoc::cli
