#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/notice.h"
#include "services/cli/commands/task.h"
#include "services/cli/context.h"
#include "services/cli/display_names.h"
#include "services/cli/names.h"
#include "services/cli/notice_client.h"
#include "services/cli/paging.h"
#include "services/cli/render/notice.h"
#include "services/cli/render/notice_page.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::Directive;
using registry::v1::DirectiveService;
using registry::v1::GetDirectiveRequest;
using registry::v1::ListTasksRequest;
using registry::v1::ListTasksResponse;
using registry::v1::NoticeDraft;
using registry::v1::Task;
using registry::v1::TaskService;

absl::StatusOr<ListTasksResponse> TasksOf(Context& context, const Directive& directive) {
  ListTasksRequest request;
  // "agencies/{agency}/directives/{directive}": the agency is what stands before.
  const size_t cut = directive.name().find("/directives/");
  request.set_parent(directive.name().substr(0, cut));
  request.set_filter(absl::StrCat("directive = ", QuoteFilter(directive.name())));
  request.set_order_by("number");
  return ListPages(PageFlags{}, kMaxTaskPage, [&](int32_t size, const std::string& token) {
    request.set_page_size(size);
    request.set_page_token(token);
    return context.Call<TaskService>(&TaskService::StubInterface::ListTasks, request);
  });
}

// What the page of a directive shows: the draft it was made from with its deadlines as they stand
// now, or, for those who may not see drafts, as much of it as the records say.
NoticeDraft DraftToShow(Context& context, const Directive& directive,
                        const ListTasksResponse& tasks) {
  auto draft = AppliedDraft(context, directive.name());
  if (!draft.ok()) return DraftOfRecord(directive, tasks);
  for (const Task& task : tasks.tasks()) {
    const int index = task.ordinal() - 1;
    if (index < 0 || index >= draft->tasks_size()) continue;
    *draft->mutable_tasks(index)->mutable_deadline() = task.deadline();
  }
  return *std::move(draft);
}

absl::Status ShowDirective(Context& context, const std::string& text) {
  GetDirectiveRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("directive", "directives", text));
  ASSIGN_OR_RETURN(
      const Directive directive,
      context.Call<DirectiveService>(&DirectiveService::StubInterface::GetDirective, request));
  const Output output = context.OutputOr();
  if (output == Output::kJson) return Print(context, directive, nullptr);
  ASSIGN_OR_RETURN(const ListTasksResponse tasks, TasksOf(context, directive));
  if (output == Output::kHtml) {
    context.out() << RenderNoticePage(DraftToShow(context, directive, tasks), NamesOf(context),
                                      context.lang());
  } else {
    context.out() << RenderDirective(directive, tasks, NamesOf(context), context.lang(),
                                     {context.color(), context.columns()});
  }
  return absl::OkStatus();
}

// A draft's file or a directive on record: a file wins, because it is at hand.
absl::Status ShowNotice(Context& context, const std::string& what) {
  if (absl::StartsWith(what, "agencies/")) return ShowDirective(context, what);
  auto file = ReadNoticeFile(context, what);
  if (absl::IsNotFound(file.status()) && !IsFileName(what)) return ShowDirective(context, what);
  RETURN_IF_ERROR(file.status());
  ASSIGN_OR_RETURN(const NoticeDraft draft, DraftOf(context, *file));
  switch (context.OutputOr()) {
    case Output::kJson:
      return Print(context, draft, nullptr);
    case Output::kHtml:
      context.out() << RenderNoticePage(draft, NamesOf(context), context.lang());
      return absl::OkStatus();
    default:
      context.out() << RenderDraft(draft, NamesOf(context), context.lang(),
                                   {context.color(), context.columns()});
      return absl::OkStatus();
  }
}

}  // namespace

Naming NamesOf(Context& context) {
  return [&context](const std::string& name) { return context.names().Of(name); };
}

void RegisterNoticeShow(Command& notice) {
  const auto what = std::make_shared<std::string>();
  notice
      .Add("show",
           {"a draft or a directive, with what was read marked; --output html for a page to print",
            "xem bản nháp hoặc văn bản đã nhập, đánh dấu những gì đã đọc; --output html để in"},
           "notice show draft.json\nnotice show thong-bao.pdf --output html > thong-bao.html\n"
           "notice show 0190a5d2-ac96-774b-bcce-b302099a8057")
      .Argument("draft-or-directive", what.get(),
                {"draft, document (txt, docx, odt, html, pdf) or id of a directive",
                 "bản nháp, văn bản (txt, docx, odt, html, pdf) hoặc mã văn bản đã nhập"})
      .Run([what](Context& context) { return ShowNotice(context, *what); }, Forms::kAlsoHtml);
}

}  // namespace dondoc::cli
