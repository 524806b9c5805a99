#include "services/cli/render/notice_case.h"

#include <filesystem>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/notice.h"
#include "services/cli/context.h"
#include "services/cli/files.h"
#include "services/cli/notice_client.h"
#include "services/cli/paging.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::DirectoryService;
using registry::v1::ListUnitsRequest;
using registry::v1::ListUnitsResponse;
using registry::v1::NoticeDraft;
using registry::v1::Unit;

// The method's own maximum.
constexpr int32_t kUnitPage = 500;

struct CaseFlags {
  std::string what;
  std::string document;
  std::string folder;
  bool replace = false;
};

absl::StatusOr<std::vector<Unit>> UnitsOf(Context& context, const std::string& agency) {
  ASSIGN_OR_RETURN(const ListUnitsResponse list,
                   ListPages(PageFlags{}, kUnitPage, [&](int32_t size, const std::string& token) {
                     ListUnitsRequest request;
                     request.set_parent(agency);
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<DirectoryService>(
                         &DirectoryService::StubInterface::ListUnits, request);
                   }));
  return std::vector<Unit>(list.units().begin(), list.units().end());
}

// A case is somebody's work: another one of the same name is not overwritten by accident.
absl::Status CheckFree(const std::string& path, bool replace) {
  std::error_code error;
  if (replace || !std::filesystem::exists(path, error)) return absl::OkStatus();
  return Error(absl::StatusCode::kAlreadyExists, "CASE_EXISTS",
               {absl::StrCat(path, " exists already; --replace writes it anew"),
                absl::StrCat(path, " đã có; dùng --replace để ghi lại")})
      .With("path", path);
}

absl::Status WriteCase(Context& context, const CaseFlags& flags) {
  ASSIGN_OR_RETURN(const NoticeDraft draft, DraftNamed(context, flags.what));
  ASSIGN_OR_RETURN(const NoticeFile document, SourceOf(context, draft, flags.document));
  if (!flags.document.empty()) {
    ASSIGN_OR_RETURN(Client * client, context.client());
    ASSIGN_OR_RETURN(const NoticeDraft read, ParseNotice(*client, draft.agency(), document));
    NoteOtherText(context, read, draft);
  }
  ASSIGN_OR_RETURN(const std::vector<Unit> units, UnitsOf(context, draft.agency()));
  const std::string stem = (std::filesystem::path(flags.folder) / CaseName(draft)).string();
  const std::string extension = std::filesystem::path(document.file_name).extension().string();
  const std::string text_path = absl::StrCat(stem, extension.empty() ? ".txt" : extension);
  const std::string expected_path = absl::StrCat(stem, ".expected");
  RETURN_IF_ERROR(CheckFree(text_path, flags.replace));
  RETURN_IF_ERROR(CheckFree(expected_path, flags.replace));
  RETURN_IF_ERROR(WritePrivateFile(text_path, document.bytes));
  RETURN_IF_ERROR(WritePrivateFile(expected_path, RenderNoticeCase(draft, units)));
  context.out() << OneLine(text_path) << "\n" << OneLine(expected_path) << "\n";
  return absl::OkStatus();
}

}  // namespace

void RegisterNoticeCase(Command& notice) {
  const auto flags = std::make_shared<CaseFlags>();
  notice
      .Add(
          "case",
          {"keep a corrected draft as a case that the reader is measured on",
           "giữ bản nháp đã sửa làm mẫu thử để đo bộ đọc"},
          "notice case draft.json --to mau-thu\n"
          "notice case 0190a5d2-ac96-774b-bcce-b302099a8057 --document thong-bao.docx --to mau-thu")
      .Argument(
          "draft-or-directive", &flags->what,
          {"draft as corrected, or id of a directive", "bản nháp đã sửa hoặc mã văn bản đã nhập"})
      .Option("--to", &flags->folder,
              {"folder for NAME.txt and NAME.expected", "thư mục ghi TÊN.txt và TÊN.expected"},
              "DIR", Need::kRequired)
      .Option(
          "--document", &flags->document,
          {"the document itself, kept instead of its text", "chính văn bản, giữ thay cho phần chữ"},
          "FILE")
      .Flag("--replace", &flags->replace, {"write anew what is there already", "ghi lại nếu đã có"})
      .Run([flags](Context& context) { return WriteCase(context, *flags); });
}

}  // namespace dondoc::cli
