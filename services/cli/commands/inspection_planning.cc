// inspection create, update, schedule, team, propose: everything before the decision.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using inspection::v1::CreateInspectionRequest;
using inspection::v1::Inspection;
using inspection::v1::InspectionService;
using inspection::v1::ProposeScheduleRequest;
using inspection::v1::ProposeScheduleResponse;
using inspection::v1::ScheduleInspectionRequest;
using inspection::v1::ScheduleItem;
using inspection::v1::ScheduleSlot;
using inspection::v1::SetTeamRequest;
using inspection::v1::Subject;
using inspection::v1::Team;
using inspection::v1::UpdateInspectionRequest;
using InspectionStub = InspectionService::StubInterface;

const Text kDryRunHelp = {"check and show what would be stored, store nothing",
                          "kiểm tra và cho xem kết quả, không lưu"};

// The first and the last day on site stand or fall together.
absl::Status CheckBothDays(const std::string& first_day, const std::string& last_day) {
  if (first_day.empty() == last_day.empty()) return absl::OkStatus();
  return InvalidField(first_day.empty() ? "--first-day" : "--last-day",
                      {"give both days on site", "hãy cho cả ngày đầu và ngày cuối"});
}

void AddInspectionCreate(Command& group) {
  struct Flags {
    std::string kind;
    std::string title;
    std::string basis;
    std::optional<int64_t> year;
    std::string scope;
    std::string unit;
    std::string ground;
    SubjectFlags subject;
    std::string first_day;
    std::string last_day;
    TeamFlags team;
    bool dry_run = false;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string kinds = EnumValues<Inspection::Kind>();
  const std::string bases = EnumValues<Inspection::Basis>();
  Command create = group.Add(
      "create", {"plan an inspection", "lập một cuộc thanh tra, kiểm tra"},
      "inspection create examination 'Kiểm tra đo lường xăng dầu' --year 2022 --entity 0100109106 "
      "--first-day 10/10/2022 --last-day 14/10/2022 --leader tran-van-b\n"
      "inspection create internal-check 'Kiểm tra công vụ' --subject-unit van-phong");
  create
      .Argument("kind", &flags->kind,
                {kinds, absl::StrCat(kinds,
                                     " (thanh tra chuyên ngành, thanh tra hành chính, kiểm "
                                     "tra chuyên ngành, kiểm tra nội bộ)")})
      .Argument("title", &flags->title, {"what it is about", "nội dung"})
      .Option("--basis", &flags->basis,
              {absl::StrCat(bases, "; default in-plan"),
               absl::StrCat(bases, " (theo kế hoạch, đột xuất); mặc định in-plan")},
              "BASIS")
      .Option("--year", &flags->year, {"year of the plan", "năm kế hoạch"}, "YEAR")
      .Option("--scope", &flags->scope, {"what and for which period", "phạm vi, thời kỳ"})
      .Option("--unit", &flags->unit, {"unit that conducts it", "đơn vị chủ trì"}, "UNIT")
      .Option("--ground", &flags->ground, {"why, for an ad hoc one", "căn cứ tiến hành đột xuất"})
      .Option("--first-day", &flags->first_day, {"first day on site", "ngày đầu làm việc"}, "DATE")
      .Option("--last-day", &flags->last_day, {"last day on site", "ngày cuối làm việc"}, "DATE")
      .Flag("--dry-run", &flags->dry_run, kDryRunHelp);
  flags->subject.AddTo(create);
  flags->team.AddTo(create, Need::kOptional);
  create.Run([flags](Context& context) -> absl::Status {
    CreateInspectionRequest request;
    Inspection& item = *request.mutable_inspection();
    ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<Inspection::Kind>("kind", flags->kind));
    item.set_kind(kind);
    item.set_title(flags->title);
    if (!flags->basis.empty()) {
      ASSIGN_OR_RETURN(const auto basis, ParseEnum<Inspection::Basis>("--basis", flags->basis));
      item.set_basis(basis);
    }
    if (flags->year) {
      if (*flags->year < 1990 || *flags->year > 2200) {
        return InvalidField("--year", {"must be from 1990 to 2200", "phải từ 1990 đến 2200"});
      }
      item.set_plan_year(static_cast<int32_t>(*flags->year));
    }
    item.set_scope(flags->scope);
    item.set_ground(flags->ground);
    if (!flags->unit.empty()) {
      ASSIGN_OR_RETURN(*item.mutable_lead_unit(), context.UnitName(flags->unit));
    }
    RETURN_IF_ERROR(CheckBothDays(flags->first_day, flags->last_day));
    RETURN_IF_ERROR(
        ReadDate("--first-day", flags->first_day, item, &Inspection::mutable_first_day));
    RETURN_IF_ERROR(ReadDate("--last-day", flags->last_day, item, &Inspection::mutable_last_day));
    if (flags->team.given()) {
      ASSIGN_OR_RETURN(*item.mutable_team(), flags->team.ToTeam(context));
    }
    if (flags->subject.given()) {
      ASSIGN_OR_RETURN(*item.mutable_subject(), flags->subject.ToSubject(context));
    }
    request.set_validate_only(flags->dry_run);
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Inspection created,
                     context.Call<InspectionService>(&InspectionStub::CreateInspection, request));
    return PrintInspection(context, created);
  });
}

void AddInspectionUpdate(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string title;
    std::string scope;
    std::string unit;
    std::string ground;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("update", {"change its words before the decision", "sửa trước khi ra quyết định"},
           "--scope 'Từ 01/01/2021 đến nay'", *flags)
      .Option("--title", &flags->title, {"what it is about", "nội dung"})
      .Option("--scope", &flags->scope, {"what and for which period", "phạm vi, thời kỳ"})
      .Option("--unit", &flags->unit, {"unit that conducts it", "đơn vị chủ trì"}, "UNIT")
      .Option("--ground", &flags->ground, {"why, for an ad hoc one", "căn cứ đột xuất"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        UpdateInspectionRequest request;
        Inspection& item = *request.mutable_inspection();
        const auto set = [&](const std::string& value, const char* path,
                             std::string* (Inspection::*field)()) {
          if (value.empty()) return;
          *(item.*field)() = value;
          request.mutable_update_mask()->add_paths(path);
        };
        set(flags->title, "title", &Inspection::mutable_title);
        set(flags->scope, "scope", &Inspection::mutable_scope);
        set(flags->ground, "ground", &Inspection::mutable_ground);
        if (!flags->unit.empty()) {
          ASSIGN_OR_RETURN(*item.mutable_lead_unit(), context.UnitName(flags->unit));
          request.mutable_update_mask()->add_paths("lead_unit");
        }
        if (request.update_mask().paths().empty()) return NothingToChange();
        RETURN_IF_ERROR(verbs.Identify(context, *flags, &item));
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Inspection updated, context.Call<InspectionService>(
                                                       &InspectionStub::UpdateInspection, request));
        return PrintInspection(context, updated);
      });
}

void AddSchedule(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    SubjectFlags subject;
    std::string first_day;
    std::string last_day;
    bool dry_run = false;
  };
  const auto flags = std::make_shared<Flags>();
  Command schedule = verbs.Add(
      "schedule", {"set the subject and the days on site", "định đối tượng và lịch làm việc"},
      "--entity 0100109106 --first-day 10/10/2022 --last-day 14/10/2022", *flags);
  flags->subject.AddTo(schedule);
  schedule
      .Option("--first-day", &flags->first_day, {"first day on site", "ngày đầu làm việc"}, "DATE")
      .Option("--last-day", &flags->last_day, {"last day on site", "ngày cuối làm việc"}, "DATE")
      .Flag("--dry-run", &flags->dry_run, kDryRunHelp)
      .Run([verbs, flags](Context& context) -> absl::Status {
        ScheduleInspectionRequest request;
        RETURN_IF_ERROR(CheckBothDays(flags->first_day, flags->last_day));
        RETURN_IF_ERROR(ReadDate("--first-day", flags->first_day, request,
                                 &ScheduleInspectionRequest::mutable_first_day));
        RETURN_IF_ERROR(ReadDate("--last-day", flags->last_day, request,
                                 &ScheduleInspectionRequest::mutable_last_day));
        if (!flags->subject.given() && !request.has_first_day()) return NothingToChange();
        if (flags->subject.given()) {
          ASSIGN_OR_RETURN(*request.mutable_subject(), flags->subject.ToSubject(context));
        }
        request.set_validate_only(flags->dry_run);
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::ScheduleInspection,
                             request);
      });
}

void AddTeam(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    TeamFlags team;
    bool dry_run = false;
  };
  const auto flags = std::make_shared<Flags>();
  Command team = verbs.Add("team", {"set the whole team", "lập đoàn"},
                           "--leader tran-van-b --member le-thi-c --member pham-van-d", *flags);
  flags->team.AddTo(team, Need::kRequired);
  team.Flag("--dry-run", &flags->dry_run, kDryRunHelp)
      .Run([verbs, flags](Context& context) -> absl::Status {
        SetTeamRequest request;
        ASSIGN_OR_RETURN(*request.mutable_team(), flags->team.ToTeam(context));
        request.set_validate_only(flags->dry_run);
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::SetTeam, request);
      });
}

struct ProposeFlags {
  std::vector<std::string> inspections;
  std::optional<int64_t> days;
  std::optional<int64_t> people;
  std::vector<std::string> candidates;
  std::string from;
  std::string to;
};

Table ProposalTable(Context& context, const ProposeScheduleResponse& proposal) {
  const Lang& lang = context.lang();
  DisplayNames& names = context.names();
  Table table;
  table.columns = {{lang(Text{"Inspection", "Cuộc"})},
                   {lang(Text{"First day", "Ngày đầu"})},
                   {lang(Text{"Last day", "Ngày cuối"})},
                   {lang(Text{"Team", "Đoàn"}), Align::kLeft, true},
                   {lang(Text{"Days late", "Trễ (ngày)"}), Align::kRight}};
  for (const ScheduleSlot& slot : proposal.slots()) {
    table.rows.push_back({names.Of(slot.inspection()), FormatDate(slot.first_day(), lang),
                          FormatDate(slot.last_day(), lang), names.Joined(slot.team()),
                          absl::StrCat(slot.lateness_days())});
  }
  for (const std::string& name : proposal.unplaced()) {
    table.rows.push_back({names.Of(name),
                          Cell(lang(Text{"does not fit", "không xếp được"}), Style::kBad), "", "",
                          ""});
  }
  table.notes = {absl::StrCat(
      proposal.span_days(), lang(Text{" days in all; ", " ngày tất cả; "}),
      proposal.optimal() ? lang(Text{"nothing better exists", "không có phương án tốt hơn"})
                         : lang(Text{"a better one may exist", "có thể còn phương án tốt hơn"}))};
  return table;
}

absl::Status Propose(Context& context, const ProposeFlags& flags) {
  ProposeScheduleRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  // The contract's bounds, checked before they are narrowed to 32 bits.
  if (*flags.days < 1 || *flags.days > 260) {
    return InvalidField("--days", {"must be from 1 to 260", "phải từ 1 đến 260"});
  }
  if (flags.people && (*flags.people < 1 || *flags.people > 36)) {
    return InvalidField("--people", {"must be from 1 to 36", "phải từ 1 đến 36"});
  }
  ASSIGN_OR_RETURN(*request.mutable_earliest(), ParseDate("--from", flags.from));
  ASSIGN_OR_RETURN(*request.mutable_latest(), ParseDate("--to", flags.to));
  for (const std::string& candidate : flags.candidates) {
    ASSIGN_OR_RETURN(*request.add_candidates(), context.OfficerName(candidate));
  }
  for (const std::string& text : flags.inspections) {
    ScheduleItem& item = *request.add_items();
    ASSIGN_OR_RETURN(*item.mutable_inspection(), context.Name("inspection", "inspections", text));
    item.set_working_days(static_cast<int32_t>(*flags.days));
    item.set_inspector_count(static_cast<int32_t>(flags.people.value_or(0)));
  }
  ASSIGN_OR_RETURN(const ProposeScheduleResponse proposal,
                   context.Call<InspectionService>(&InspectionStub::ProposeSchedule, request));
  return Print(context, proposal, [&] { return ProposalTable(context, proposal); });
}

void AddPropose(Command& group) {
  const auto flags = std::make_shared<ProposeFlags>();
  group
      .Add(
          "propose", {"propose days and teams; stores nothing", "đề xuất lịch và đoàn; không lưu"},
          "inspection propose TT-2022-0003 TT-2022-0004 --days 5 --people 3 --from 10/10/2022 --to "
          "30/11/2022")
      .Arguments("inspections", &flags->inspections,
                 {"numbers, ids or names", "các số, mã hoặc tên"})
      .Option("--days", &flags->days, {"working days on site of each", "số ngày làm việc mỗi cuộc"},
              "N", Need::kRequired)
      .Option("--people", &flags->people,
              {"people needed where no team is set", "số người khi chưa có đoàn"})
      .Option("--candidate", &flags->candidates,
              {"who may be chosen, default every inspector; may be repeated",
               "người có thể chọn, mặc định mọi thanh tra viên; được lặp lại"},
              "OFFICER")
      .Option("--from", &flags->from, {"first day that may be used", "từ ngày"}, "DATE",
              Need::kRequired)
      .Option("--to", &flags->to, {"last day that may be used", "đến ngày"}, "DATE",
              Need::kRequired)
      .Run([flags](Context& context) { return Propose(context, *flags); });
}

}  // namespace

void SubjectFlags::AddTo(Command& command) {
  command
      .Option("--entity", &entity,
              {"who is inspected: id or tax code", "đối tượng: mã hoặc mã số thuế"}, "ENTITY")
      .Option("--subject-unit", &units,
              {"unit of the agency that is inspected; may be repeated",
               "đơn vị thuộc cơ quan được kiểm tra; được lặp lại"},
              "UNIT");
}

absl::StatusOr<Subject> SubjectFlags::ToSubject(Context& context) const {
  Subject subject;
  if (!entity.empty() && !units.empty()) {
    return InvalidField("--subject-unit", {"cannot go with --entity", "không dùng cùng --entity"});
  }
  for (const std::string& unit : units) {
    ASSIGN_OR_RETURN(*subject.add_units(), context.UnitName(unit));
  }
  if (!entity.empty()) {
    ASSIGN_OR_RETURN(*subject.mutable_entity(), EntityName(context, "--entity", entity));
  }
  return subject;
}

void TeamFlags::AddTo(Command& command, Need leader_needed) {
  command.Option("--leader", &leader, {"team leader", "trưởng đoàn"}, "OFFICER", leader_needed)
      .Option("--deputy", &deputies,
              {"deputy leader; may be repeated", "phó trưởng đoàn; được lặp lại"}, "OFFICER")
      .Option("--member", &members, {"member; may be repeated", "thành viên; được lặp lại"},
              "OFFICER");
}

absl::StatusOr<Team> TeamFlags::ToTeam(Context& context) const {
  Team team;
  if (!leader.empty()) {
    ASSIGN_OR_RETURN(*team.mutable_leader(), context.OfficerName(leader));
  }
  for (const std::string& officer : deputies) {
    ASSIGN_OR_RETURN(*team.add_deputies(), context.OfficerName(officer));
  }
  for (const std::string& officer : members) {
    ASSIGN_OR_RETURN(*team.add_members(), context.OfficerName(officer));
  }
  return team;
}

void RegisterInspectionPlanning(Command& inspection, const InspectionVerbs& verbs) {
  AddInspectionCreate(inspection);
  AddInspectionUpdate(verbs);
  AddSchedule(verbs);
  AddTeam(verbs);
  AddPropose(inspection);
}

}  // namespace dondoc::cli
