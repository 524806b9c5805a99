// plan list, show, create, update, approve: annual plans of inspection.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/inspection/v1/plan.grpc.pb.h"

namespace dondoc::cli {
namespace {

using inspection::v1::ApprovePlanRequest;
using inspection::v1::CreatePlanRequest;
using inspection::v1::ListPlansRequest;
using inspection::v1::ListPlansResponse;
using inspection::v1::Plan;
using inspection::v1::PlanService;
using inspection::v1::UpdatePlanRequest;
using PlanStub = PlanService::StubInterface;
using PlanVerbs = Verbs<PlanService, Plan>;

// The contract's own maximum page size.
constexpr int32_t kMaxPlanPage = 200;

absl::StatusOr<std::string> PlanName(Context& context, const std::string& text) {
  return context.Name("plan", "plans", text);
}

absl::StatusOr<Plan> GetPlan(Context& context, const std::string& text) {
  inspection::v1::GetPlanRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanName(context, text));
  return context.Call<PlanService>(&PlanStub::GetPlan, request);
}

// "512/QĐ-SKHCN, 20/12/2021".
std::string PaperText(const std::string& number, const google::type::Date& day, const Lang& lang) {
  const std::string date = FormatDate(day, lang);
  return absl::StrCat(number, number.empty() || date.empty() ? "" : ", ", date);
}

absl::Status PrintPlan(Context& context, const Plan& plan) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, plan, [&] {
    return FactsTable(
        absl::StrCat(plan.year(), " · ", plan.title()),
        {{lang.Word("state"), EnumWord(plan.state(), lang)},
         {lang(Text{"Sent to the province", "Gửi Thanh tra tỉnh"}),
          FormatDate(plan.provincial_submit_date(), lang)},
         {lang(Text{"Answer of the province", "Văn bản của Thanh tra tỉnh"}),
          PaperText(plan.provincial_reference_no(), plan.provincial_reference_date(), lang)},
         {lang(Text{"Approval", "Quyết định"}),
          PaperText(plan.approval_reference_no(), plan.approval_date(), lang)},
         {lang(Text{"Approved by", "Người duyệt"}), context.names().Of(plan.approved_by())},
         {lang.Word("note"), plan.note()},
         {lang.Word("name"), Cell(plan.name(), Style::kDim)}});
  }));
  if (context.OutputOr() != Output::kJson) PrintWarnings(context, plan.warnings());
  return absl::OkStatus();
}

absl::Status ListPlans(Context& context, const PageFlags& pages) {
  ListPlansRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(
      const ListPlansResponse list,
      ListOf<PlanService>(context, pages, kMaxPlanPage, &PlanStub::ListPlans, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("year"), Align::kRight},
                     {lang(Text{"Plan", "Kế hoạch"}), Align::kLeft, true},
                     {lang.Word("state")},
                     {lang(Text{"Approval", "Quyết định"}), Align::kLeft, true}};
    for (const Plan& plan : list.plans()) {
      table.rows.push_back({absl::StrCat(plan.year()), plan.title(), EnumWord(plan.state(), lang),
                            PaperText(plan.approval_reference_no(), plan.approval_date(), lang)});
    }
    AddListNotes(list.plans_size(), {"plans", "kế hoạch"}, list.next_page_token(), lang, &table);
    return table;
  });
}

// What a plan says: given at creation, changed by update.
struct PlanContentFlags {
  std::string title;
  std::string note;
  std::string submitted;
  std::string reference_no;
  std::string reference_date;

  void AddTo(Command& command, Need title_needed) {
    command.Option("--title", &title, {"title", "tên kế hoạch"}, "TEXT", title_needed)
        .Option("--note", &note, {"anything else", "ghi chú"})
        .Option("--submitted", &submitted,
                {"day it went to the provincial inspectorate", "ngày gửi Thanh tra tỉnh"}, "DATE")
        .Option("--reference-no", &reference_no,
                {"number of its answer", "số văn bản trả lời của Thanh tra tỉnh"}, "NUMBER")
        .Option("--reference-date", &reference_date, {"day of its answer", "ngày văn bản trả lời"},
                "DATE");
  }
};

// Fills `plan` from the flags and names what was given in `mask`.
absl::Status FillPlan(const PlanContentFlags& flags, Plan* plan,
                      google::protobuf::FieldMask* mask) {
  if (!flags.title.empty()) {
    plan->set_title(flags.title);
    mask->add_paths("title");
  }
  if (!flags.note.empty()) {
    plan->set_note(flags.note);
    mask->add_paths("note");
  }
  RETURN_IF_ERROR(
      ReadDate("--submitted", flags.submitted, *plan, &Plan::mutable_provincial_submit_date));
  if (plan->has_provincial_submit_date()) mask->add_paths("provincial_submit_date");
  if (!flags.reference_no.empty()) {
    plan->set_provincial_reference_no(flags.reference_no);
    mask->add_paths("provincial_reference_no");
  }
  RETURN_IF_ERROR(ReadDate("--reference-date", flags.reference_date, *plan,
                           &Plan::mutable_provincial_reference_date));
  if (plan->has_provincial_reference_date()) mask->add_paths("provincial_reference_date");
  return absl::OkStatus();
}

void AddPlanCreate(Command& group) {
  struct Flags {
    std::optional<int64_t> year;
    PlanContentFlags content;
  };
  const auto flags = std::make_shared<Flags>();
  Command create = group.Add("create", {"draft the plan of a year", "lập dự thảo kế hoạch năm"},
                             "plan create --year 2023 --title 'Kế hoạch thanh tra năm 2023'");
  create.Option("--year", &flags->year, {"the year", "năm kế hoạch"}, "YEAR", Need::kRequired);
  flags->content.AddTo(create, Need::kRequired);
  create.Run([flags](Context& context) -> absl::Status {
    CreatePlanRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
    if (*flags->year < 1990 || *flags->year > 2200) {
      return InvalidField("--year", {"must be from 1990 to 2200", "phải từ 1990 đến 2200"});
    }
    request.mutable_plan()->set_year(static_cast<int32_t>(*flags->year));
    google::protobuf::FieldMask unused;
    RETURN_IF_ERROR(FillPlan(flags->content, request.mutable_plan(), &unused));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Plan created, context.Call<PlanService>(&PlanStub::CreatePlan, request));
    return PrintPlan(context, created);
  });
}

void AddPlanUpdate(const PlanVerbs& verbs) {
  struct Flags : VerbFlags {
    PlanContentFlags content;
  };
  const auto flags = std::make_shared<Flags>();
  Command update = verbs.Add("update", {"change a plan", "sửa kế hoạch"},
                             "--submitted 15/11/2022 --reference-no 45/TTr-NV1", *flags);
  flags->content.AddTo(update, Need::kOptional);
  update.Run([verbs, flags](Context& context) -> absl::Status {
    UpdatePlanRequest request;
    RETURN_IF_ERROR(
        FillPlan(flags->content, request.mutable_plan(), request.mutable_update_mask()));
    if (request.update_mask().paths().empty()) return NothingToChange();
    RETURN_IF_ERROR(verbs.Identify(context, *flags, request.mutable_plan()));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Plan updated, context.Call<PlanService>(&PlanStub::UpdatePlan, request));
    return PrintPlan(context, updated);
  });
}

void AddPlanApprove(const PlanVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string number;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("approve", {"approve a plan", "phê duyệt kế hoạch"},
           "--number 512/QĐ-SKHCN --date 20/12/2021", *flags)
      .Option("--number", &flags->number, {"number of the decision", "số quyết định"}, "NUMBER",
              Need::kRequired)
      .Option("--date", &flags->date, {"day of the decision", "ngày quyết định"}, "DATE",
              Need::kRequired)
      .Run([verbs, flags](Context& context) -> absl::Status {
        ApprovePlanRequest request;
        request.set_reference_no(flags->number);
        ASSIGN_OR_RETURN(*request.mutable_approval_date(), ParseDate("--date", flags->date));
        return verbs.Perform(context, *flags, Etag::kRequired, &PlanStub::ApprovePlan, request);
      });
}

}  // namespace

void RegisterPlan(Command& root) {
  Command group = root.Add(
      "plan", {"annual plans of inspection", "kế hoạch thanh tra, kiểm tra năm"}, "plan list");
  const auto pages = std::make_shared<PageFlags>();
  Command list = group.Add("list", {"list plans, newest first", "liệt kê, năm mới trước"},
                           "plan list --output json");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListPlans(context, *pages); });
  const auto name = std::make_shared<std::string>();
  group.Add("show", {"show the plan of a year", "xem kế hoạch năm"}, "plan show 2022")
      .Argument("year", name.get(), {"year or name", "năm hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Plan found, GetPlan(context, *name));
        return PrintPlan(context, found);
      });
  const PlanVerbs verbs(
      group,
      {"plan", "2022", "year", {"year or name", "năm hoặc tên"}, PlanName, GetPlan, PrintPlan});
  AddPlanCreate(group);
  AddPlanUpdate(verbs);
  AddPlanApprove(verbs);
}

}  // namespace dondoc::cli
