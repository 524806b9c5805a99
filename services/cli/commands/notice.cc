// notice parse, import, list; the others have files of their own.
#include "services/cli/render/notice.h"

#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/notice.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/notice_client.h"
#include "services/cli/paging.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/json.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::Directive;
using registry::v1::DirectiveHeader;
using registry::v1::DirectiveService;
using registry::v1::ImportNoticeRequest;
using registry::v1::ImportNoticeResponse;
using registry::v1::ListDirectivesRequest;
using registry::v1::ListDirectivesResponse;
using registry::v1::NoticeDraft;
using registry::v1::Task;

constexpr int32_t kMaxDirectivePage = 200;

std::string Summary(const NoticeDraft& draft, const Lang& lang) {
  return absl::StrCat(draft.tasks_size(), lang(Text{" tasks, ", " nhiệm vụ, "}),
                      draft.clauses_size(), lang(Text{" clauses, ", " điều khoản, "}),
                      DoubtCount(draft), lang(Text{" points to check, ", " điểm cần xem, "}),
                      draft.proposed_units_size(), lang(Text{" unknown units", " đơn vị chưa có"}));
}

// The draft is the result, so JSON is the default here; what is said about it goes to stderr.
absl::Status Parse(Context& context, const std::string& path) {
  const Output output = context.OutputOr(Output::kJson);
  ASSIGN_OR_RETURN(const NoticeFile file, ReadNoticeFile(context, path));
  ASSIGN_OR_RETURN(const NoticeDraft draft, DraftOf(context, file));
  const Lang& lang = context.lang();
  if (output == Output::kJson) {
    ASSIGN_OR_RETURN(const std::string json, ToJson(draft));
    context.out() << json;
  } else {
    context.out() << RenderDraft(draft, NamesOf(context), lang,
                                 {context.color(), context.columns()});
  }
  context.err() << Summary(draft, lang) << "\n"
                << lang(Text{
                       "look at it with `dondoc notice show DRAFT`, mend it, then `dondoc "
                       "notice import DRAFT`",
                       "xem bằng `dondoc notice show BẢN_NHÁP`, sửa nếu cần, rồi `dondoc notice "
                       "import BẢN_NHÁP`"})
                << "\n";
  return absl::OkStatus();
}

Table ImportTable(Context& context, const ImportNoticeResponse& response) {
  const Lang& lang = context.lang();
  Table table;
  table.title = absl::StrCat(lang.Word(ImportNoticeResponse::Outcome_Name(response.outcome())),
                             ": ", response.directive().header().title().value(), " (",
                             ShortName(response.directive().name()), ")");
  table.columns = {{"#", Align::kRight},
                   {lang.Word("number")},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("task"), Align::kLeft, true},
                   {lang.Word("last_day")}};
  for (const Task& task : response.tasks()) {
    table.rows.push_back({absl::StrCat(task.ordinal()), task.number(),
                          context.names().Of(task.lead_unit()), task.text(),
                          DeadlineText(task.deadline(), lang)});
  }
  if (response.outcome() == ImportNoticeResponse::UNCHANGED) {
    table.notes = {lang(Text{"this draft was imported before; nothing changed",
                             "bản này đã nhập trước đây; không có gì thay đổi"})};
  }
  return table;
}

absl::Status Import(Context& context, const std::string& path, bool dry_run) {
  ASSIGN_OR_RETURN(const NoticeFile file, ReadNoticeFile(context, path));
  ImportNoticeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_draft(), DraftOf(context, file));
  // A draft says for which agency it was read; another one is refused by the service.
  if (context.settings().agency.empty() && !request.draft().agency().empty()) {
    request.set_parent(request.draft().agency());
  } else {
    ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  }
  RETURN_IF_ERROR(CheckDraftFits(request.draft()));
  request.set_validate_only(dry_run);
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const ImportNoticeResponse response,
      context.Call<DirectiveService>(&DirectiveService::StubInterface::ImportNotice, request));
  RETURN_IF_ERROR(Print(context, response, [&] { return ImportTable(context, response); }));
  if (!file.is_draft) context.err() << Summary(request.draft(), context.lang()) << "\n";
  return absl::OkStatus();
}

absl::Status ListNotices(Context& context, const PageFlags& pages) {
  ASSIGN_OR_RETURN(const std::string parent, context.Agency());
  ASSIGN_OR_RETURN(const ListDirectivesResponse list,
                   ListPages(pages, kMaxDirectivePage, [&](int32_t size, const std::string& token) {
                     ListDirectivesRequest request;
                     request.set_parent(parent);
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<DirectiveService>(
                         &DirectiveService::StubInterface::ListDirectives, request);
                   }));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("kind")},
                     {lang.Word("reference_no")},
                     {lang.Word("conference")},
                     {lang(Text{"Subject", "Trích yếu"}), Align::kLeft, true},
                     {lang.Word("tasks"), Align::kRight}};
    for (const Directive& directive : list.directives()) {
      const DirectiveHeader& header = directive.header();
      table.rows.push_back(
          {ShortName(directive.name()), lang.Word(DirectiveHeader::Type_Name(header.type())),
           header.reference_no().value(), FormatDate(header.conference_date().value(), lang),
           header.title().value(), absl::StrCat(directive.task_count())});
    }
    if (!list.next_page_token().empty()) table.notes = {MoreNote(list.next_page_token(), lang)};
    return table;
  });
}

}  // namespace

void RegisterNotice(Command& root) {
  Command notice = root.Add("notice",
                            {"notices of conclusions: read, check, import, keep as cases",
                             "thông báo kết luận: đọc, xem, nhập, giữ làm mẫu thử"},
                            "notice import thong-bao.docx");
  const auto parsed = std::make_shared<std::string>();
  notice
      .Add("parse",
           {"read a document into a draft; writes nothing",
            "đọc văn bản thành bản nháp; không ghi gì"},
           "notice parse thong-bao.docx > draft.json\nnotice parse thong-bao.pdf --output table")
      .Argument(
          "file", parsed.get(),
          {"document: txt, docx, odt, html or pdf with text, at most 64 MiB; - for standard "
           "input",
           "văn bản: txt, docx, odt, html hoặc pdf có chữ, tối đa 64 MiB; - là đầu vào chuẩn"})
      .Run([parsed](Context& context) { return Parse(context, *parsed); });

  struct ImportFlags {
    std::string path;
    bool dry_run = false;
  };
  const auto import = std::make_shared<ImportFlags>();
  notice
      .Add(
          "import",
          {"import a draft, or a document as it is read", "nhập bản nháp, hoặc nhập thẳng văn bản"},
          "notice import draft.json\nnotice import thong-bao.docx --dry-run")
      .Argument("file", &import->path,
                {"draft (JSON, at most 4 MiB when sent) or document: txt, docx, odt, html, pdf",
                 "bản nháp (JSON, tối đa 4 MiB khi gửi) hoặc văn bản: txt, docx, odt, html, pdf"})
      .Flag("--dry-run", &import->dry_run,
            {"check and say what would happen", "chỉ kiểm tra và cho biết sẽ làm gì"})
      .Run([import](Context& context) { return Import(context, import->path, import->dry_run); });

  RegisterNoticeShow(notice);
  RegisterNoticeCase(notice);
  RegisterNoticeDiff(notice);

  const auto pages = std::make_shared<PageFlags>();
  Command list = notice.Add(
      "list", {"directives on record, newest first", "các văn bản đã nhập, mới nhất trước"},
      "notice list");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListNotices(context, *pages); });
}

}  // namespace dondoc::cli
