// project create, update, approve, start, evaluate, terminate.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/verbs.h"

#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::ApproveProjectRequest;
using finance::v1::CreateProjectRequest;
using finance::v1::Evaluation;
using finance::v1::Project;
using finance::v1::ProjectService;
using finance::v1::RecordEvaluationRequest;
using finance::v1::StartProjectRequest;
using finance::v1::TerminateProjectRequest;
using finance::v1::UpdateProjectRequest;
using ProjectStub = ProjectService::StubInterface;
using ProjectVerbs = Verbs<ProjectService, Project>;

// What a project says about itself: given at creation, changed by update.
struct ProjectContentFlags {
  std::string title;
  std::string code;
  std::string kind;
  std::string funding_mode;
  std::string unit;
  std::string investigator;
  std::string host;
  std::string host_tax_code;
  std::string start;
  std::string end;
  std::vector<std::string> amounts;
  std::string task;

  void AddTo(Command& command) {
    const std::string kinds = EnumValues<Project::Kind>();
    const std::string modes = EnumValues<Project::FundingMode>();
    command.Option("--code", &code, {"code given by the programme", "mã số đề tài"})
        .Option("--kind", &kind, {kinds, absl::StrCat(kinds, " (đề tài, dự án SXTN, khác)")},
                "KIND")
        .Option("--funding-mode", &funding_mode,
                {modes, absl::StrCat(modes, " (khoán đến sản phẩm cuối cùng, khoán từng phần)")},
                "MODE")
        .Option("--unit", &unit, {"unit that manages it", "đơn vị quản lý"}, "UNIT")
        .Option("--investigator", &investigator, {"principal investigator", "chủ nhiệm"})
        .Option("--host", &host, {"host organisation", "tổ chức chủ trì"})
        .Option("--host-tax-code", &host_tax_code, {"its tax code", "mã số thuế của tổ chức"},
                "CODE")
        .Option("--start", &start, {"planned first day", "ngày bắt đầu"}, "DATE")
        .Option("--end", &end, {"planned last day", "ngày kết thúc"}, "DATE")
        .Option("--amount", &amounts,
                {"amount of a source; may be repeated", "kinh phí của nguồn; được lặp lại"},
                kSourceAmountMetavar)
        .Option("--task", &task, {"task of the registry it serves", "nhiệm vụ được giao liên quan"},
                "TASK");
  }
};

// Fills `project` from the flags and names what was given in `mask`.
absl::Status FillProject(Context& context, const ProjectContentFlags& flags, Project* project,
                         google::protobuf::FieldMask* mask) {
  if (!flags.title.empty()) {
    project->set_title(flags.title);
    mask->add_paths("title");
  }
  if (!flags.code.empty()) {
    project->set_code(flags.code);
    mask->add_paths("code");
  }
  if (!flags.kind.empty()) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<Project::Kind>("--kind", flags.kind));
    project->set_kind(kind);
    mask->add_paths("kind");
  }
  if (!flags.funding_mode.empty()) {
    ASSIGN_OR_RETURN(const auto mode,
                     ParseEnum<Project::FundingMode>("--funding-mode", flags.funding_mode));
    project->set_funding_mode(mode);
    mask->add_paths("funding_mode");
  }
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(*project->mutable_lead_unit(), context.UnitName(flags.unit));
    mask->add_paths("lead_unit");
  }
  if (!flags.investigator.empty()) {
    project->set_investigator(flags.investigator);
    mask->add_paths("investigator");
  }
  if (!flags.host.empty() || !flags.host_tax_code.empty()) {
    project->mutable_host()->set_display_name(flags.host);
    project->mutable_host()->set_tax_code(flags.host_tax_code);
    mask->add_paths("host");
  }
  RETURN_IF_ERROR(ReadDate("--start", flags.start, *project, &Project::mutable_start_date));
  if (project->has_start_date()) mask->add_paths("start_date");
  RETURN_IF_ERROR(ReadDate("--end", flags.end, *project, &Project::mutable_end_date));
  if (project->has_end_date()) mask->add_paths("end_date");
  if (!flags.amounts.empty()) {
    RETURN_IF_ERROR(
        AddSourceAmounts(context, "--amount", flags.amounts, project->mutable_approved_amounts()));
    mask->add_paths("approved_amounts");
  }
  if (!flags.task.empty()) {
    ASSIGN_OR_RETURN(*project->mutable_task(), context.TaskName(flags.task));
    mask->add_paths("task");
  }
  return absl::OkStatus();
}

void AddProjectCreate(Command& group) {
  const auto flags = std::make_shared<ProjectContentFlags>();
  Command create = group.Add(
      "create", {"propose a project", "đề xuất đề tài, dự án"},
      "project create 'Nghiên cứu chế biến mật ong' --kind research --funding-mode partial --unit "
      "quan-ly-khoa-hoc --host 'Trường Cao đẳng Kinh tế' --start 01/10/2022 --end 30/09/2024 "
      "--amount su-nghiep='1,2 tỷ'");
  create.Argument("title", &flags->title, {"title", "tên đề tài, dự án"});
  flags->AddTo(create);
  create.Run([flags](Context& context) -> absl::Status {
    CreateProjectRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
    google::protobuf::FieldMask unused;
    RETURN_IF_ERROR(FillProject(context, *flags, request.mutable_project(), &unused));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Project created,
                     context.Call<ProjectService>(&ProjectStub::CreateProject, request));
    return PrintProject(context, created);
  });
}

void AddProjectUpdate(const ProjectVerbs& verbs) {
  struct Flags : VerbFlags {
    ProjectContentFlags content;
  };
  const auto flags = std::make_shared<Flags>();
  Command update = verbs.Add("update", {"change what it says about itself", "sửa đề tài, dự án"},
                             "--end 31/12/2024", *flags);
  update.Option("--title", &flags->content.title, {"title", "tên đề tài, dự án"});
  flags->content.AddTo(update);
  update.Run([verbs, flags](Context& context) -> absl::Status {
    UpdateProjectRequest request;
    RETURN_IF_ERROR(FillProject(context, flags->content, request.mutable_project(),
                                request.mutable_update_mask()));
    if (request.update_mask().paths().empty()) return NothingToChange();
    RETURN_IF_ERROR(verbs.Identify(context, *flags, request.mutable_project()));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Project updated,
                     context.Call<ProjectService>(&ProjectStub::UpdateProject, request));
    return PrintProject(context, updated);
  });
}

void AddProjectApprove(const ProjectVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string decision;
    std::vector<std::string> amounts;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("approve", {"approve with its amounts", "phê duyệt cùng kinh phí"},
           "--decision '512/QĐ-UBND@15/09/2022' --amount su-nghiep='1,2 tỷ'", *flags)
      .Option("--decision", &flags->decision, {"the decision", "quyết định phê duyệt"},
              kDocumentMetavar, Need::kRequired)
      .Option("--amount", &flags->amounts,
              {"approved amount of a source, default as proposed; may be repeated",
               "kinh phí duyệt theo nguồn, mặc định như đề xuất; được lặp lại"},
              kSourceAmountMetavar)
      .Run([verbs, flags](Context& context) -> absl::Status {
        ApproveProjectRequest request;
        ASSIGN_OR_RETURN(*request.mutable_approval(), ParseDocument("--decision", flags->decision));
        RETURN_IF_ERROR(AddSourceAmounts(context, "--amount", flags->amounts,
                                         request.mutable_approved_amounts()));
        return verbs.Perform(context, *flags, Etag::kRequired, &ProjectStub::ApproveProject,
                             request);
      });
}

void AddEvaluate(const ProjectVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string grade;
    std::string minutes;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string grades = EnumValues<Evaluation::Grade>();
  verbs
      .Add("evaluate", {"record the acceptance council's grade", "ghi kết quả nghiệm thu"},
           "--grade passed --minutes '03/BB-HĐ@20/11/2022' --date 20/11/2022", *flags)
      .Option("--grade", &flags->grade,
              {grades, absl::StrCat(grades, " (xuất sắc, đạt, không đạt)")}, "GRADE",
              Need::kRequired)
      .Option("--minutes", &flags->minutes, {"the council's minutes", "biên bản hội đồng"},
              kDocumentMetavar, Need::kRequired)
      .Option("--date", &flags->date, {"day of the meeting", "ngày họp hội đồng"}, "DATE",
              Need::kRequired)
      .Run([verbs, flags](Context& context) -> absl::Status {
        RecordEvaluationRequest request;
        Evaluation& evaluation = *request.mutable_evaluation();
        ASSIGN_OR_RETURN(const auto grade, ParseEnum<Evaluation::Grade>("--grade", flags->grade));
        evaluation.set_grade(grade);
        ASSIGN_OR_RETURN(*evaluation.mutable_minutes(), ParseDocument("--minutes", flags->minutes));
        ASSIGN_OR_RETURN(*evaluation.mutable_evaluate_date(), ParseDate("--date", flags->date));
        return verbs.Perform(context, *flags, Etag::kRequired, &ProjectStub::RecordEvaluation,
                             request);
      });
}

void AddTerminate(const ProjectVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string reason;
    std::string decision;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("terminate", {"end before acceptance", "chấm dứt trước nghiệm thu"},
           "--reason 'Chủ nhiệm xin dừng' --decision '77/QĐ-SKHCN@01/12/2022'", *flags)
      .Option("--reason", &flags->reason, {"why", "lý do"}, "TEXT", Need::kRequired)
      .Option("--decision", &flags->decision,
              {"the decision; needed once a contract is signed",
               "quyết định; cần có khi đã ký hợp đồng"},
              kDocumentMetavar)
      .Run([verbs, flags](Context& context) -> absl::Status {
        TerminateProjectRequest request;
        request.set_reason(flags->reason);
        if (!flags->decision.empty()) {
          ASSIGN_OR_RETURN(*request.mutable_basis(), ParseDocument("--decision", flags->decision));
        }
        return verbs.Perform(context, *flags, Etag::kRequired, &ProjectStub::TerminateProject,
                             request);
      });
}

}  // namespace

void RegisterProjectVerbs(Command& project) {
  const ProjectVerbs verbs(project, {"project",
                                     "DA-2022-0003",
                                     "project",
                                     {"number, id or name", "số, mã hoặc tên"},
                                     [](Context& context, const std::string& text) {
                                       return context.Name("project", "projects", text);
                                     },
                                     GetProject,
                                     PrintProject});
  AddProjectCreate(project);
  AddProjectUpdate(verbs);
  AddProjectApprove(verbs);
  verbs.AddPlain<StartProjectRequest>("start", {"work has begun", "bắt đầu thực hiện"},
                                      Etag::kOptional, &ProjectStub::StartProject);
  AddEvaluate(verbs);
  AddTerminate(verbs);
}

}  // namespace dondoc::cli
