#include "services/inspection/domain/lifecycle.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/inspection/domain/duration.h"
#include "services/inspection/domain/lifecycle_steps.h"
#include "services/inspection/domain/regime.h"
#include "services/inspection/domain/warnings.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;

absl::Status CheckPlanYear(const Inspection& inspection) {
  if (inspection.basis() == Inspection::AD_HOC || !inspection.has_first_day() ||
      inspection.first_day().year() == inspection.plan_year()) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kFailedPrecondition, "OUTSIDE_PLAN_YEAR",
               {absl::StrCat("The first day must lie in the plan's year, ", inspection.plan_year(),
                             "."),
                absl::StrCat("Ngày bắt đầu phải thuộc năm kế hoạch ", inspection.plan_year(), ".")})
      .With("plan_year", absl::StrCat(inspection.plan_year()))
      .With("first_day", calendar::FormatIsoDay(DayOf(inspection.first_day())));
}

absl::Status CheckReady(const Inspection& inspection) {
  std::vector<std::string> missing;
  if (!inspection.has_subject()) missing.push_back("subject");
  if (!inspection.has_first_day()) missing.push_back("first_day");
  if (!inspection.has_last_day()) missing.push_back("last_day");
  if (inspection.team().leader().empty()) missing.push_back("team.leader");
  if (missing.empty()) return absl::OkStatus();
  const std::string list = absl::StrJoin(missing, ",");
  return Error(absl::StatusCode::kFailedPrecondition, "NOT_READY_TO_DECIDE",
               {absl::StrCat("Still missing: ", list, "."),
                absl::StrCat("Còn thiếu: ", list,
                             ". Cần có đối tượng, thời gian và trưởng đoàn trước khi ra quyết "
                             "định.")})
      .With("missing", list);
}

}  // namespace

absl::StatusOr<v1::Subject> ResolveSubject(Inspection::Kind kind, const v1::Subject& subject,
                                           const SubjectFacts& facts) {
  v1::Subject resolved;
  if (!subject.entity().empty()) {
    if (kind == Inspection::INTERNAL_CHECK) {
      return InvalidField("subject.entity", {"an internal check looks at units of the agency",
                                             "kiểm tra công vụ chỉ áp dụng với đơn vị trực thuộc"});
    }
    if (facts.entity == nullptr || facts.entity->name() != subject.entity()) {
      return Error(absl::StatusCode::kNotFound, "ENTITY_NOT_FOUND",
                   {absl::StrCat("There is no entity ", subject.entity(), "."),
                    absl::StrCat("Không có đối tượng ", subject.entity(), ".")})
          .With("entity", subject.entity());
    }
    if (facts.entity->dissolved()) {
      return Error(absl::StatusCode::kFailedPrecondition, "ENTITY_DISSOLVED",
                   {absl::StrCat(subject.entity(), " exists no more."),
                    absl::StrCat(facts.entity->display_name(), " không còn hoạt động.")})
          .With("entity", subject.entity());
    }
    resolved.set_entity(subject.entity());
    resolved.set_display_name(facts.entity->display_name());
    resolved.set_tax_code(facts.entity->tax_code());
    resolved.set_enterprise(facts.entity->type() == v1::Entity::ENTERPRISE);
    return resolved;
  }
  std::vector<std::string> names;
  for (const std::string& unit : subject.units()) {
    const auto found = std::find_if(facts.units.begin(), facts.units.end(),
                                    [&](const SubjectFacts::Unit& u) { return u.name == unit; });
    if (found == facts.units.end()) {
      return Error(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND",
                   {absl::StrCat("There is no unit ", unit, "."),
                    absl::StrCat("Không có đơn vị ", unit, ".")})
          .With("unit", unit);
    }
    resolved.add_units(unit);
    names.push_back(found->display_name);
  }
  resolved.set_display_name(absl::StrJoin(names, "; "));
  return resolved;
}

int PlanYearOf(const Inspection& input, const Context& context) {
  if (input.plan_year() != 0) return input.plan_year();
  if (input.has_first_day()) return input.first_day().year();
  return static_cast<int>(context.today.year());
}

absl::StatusOr<Inspection> Create(const v1::CreateInspectionRequest& request,
                                  const Identity& identity, const SubjectFacts& facts,
                                  const Context& context) {
  const Inspection& in = request.inspection();
  Inspection created;
  created.set_name(identity.name);
  created.set_number(identity.number);
  created.set_kind(in.kind());
  created.set_basis(in.basis() == Inspection::BASIS_UNSPECIFIED ? Inspection::IN_PLAN : in.basis());
  created.set_plan_year(PlanYearOf(in, context));
  created.set_title(in.title());
  created.set_scope(in.scope());
  created.set_lead_unit(in.lead_unit());
  created.set_ground(in.ground());
  if (in.has_subject()) {
    ASSIGN_OR_RETURN(*created.mutable_subject(), ResolveSubject(in.kind(), in.subject(), facts));
  }
  if (in.has_first_day()) *created.mutable_first_day() = in.first_day();
  if (in.has_last_day()) *created.mutable_last_day() = in.last_day();
  if (in.has_team()) *created.mutable_team() = in.team();
  created.set_state(Inspection::PLANNED);
  RETURN_IF_ERROR(CheckPlanYear(created));
  return Finish(std::move(created), context);
}

absl::StatusOr<Inspection> Update(const Inspection& current,
                                  const v1::UpdateInspectionRequest& request,
                                  const Context& context) {
  Inspection updated = current;
  RETURN_IF_ERROR(Move(Verb::kUpdate, updated));
  const Inspection& in = request.inspection();
  const auto& paths = request.update_mask().paths();
  // Without a mask every populated field is meant.
  const auto wanted = [&](absl::string_view path, const std::string& value) {
    if (paths.empty()) return !value.empty();
    return std::find(paths.begin(), paths.end(), path) != paths.end();
  };
  if (wanted("title", in.title())) updated.set_title(in.title());
  if (wanted("scope", in.scope())) updated.set_scope(in.scope());
  if (wanted("lead_unit", in.lead_unit())) updated.set_lead_unit(in.lead_unit());
  if (wanted("ground", in.ground())) updated.set_ground(in.ground());
  if (updated.basis() == Inspection::AD_HOC && updated.ground().empty()) {
    return InvalidField("inspection.ground",
                        {"an ad hoc inspection needs its ground", "cuộc đột xuất phải có căn cứ"});
  }
  return Finish(std::move(updated), context);
}

absl::StatusOr<Inspection> Schedule(const Inspection& current,
                                    const v1::ScheduleInspectionRequest& request,
                                    const SubjectFacts& facts, const Context& context) {
  Inspection scheduled = current;
  RETURN_IF_ERROR(Move(Verb::kSchedule, scheduled));
  if (request.has_subject()) {
    ASSIGN_OR_RETURN(*scheduled.mutable_subject(),
                     ResolveSubject(current.kind(), request.subject(), facts));
  }
  if (request.has_first_day()) {
    *scheduled.mutable_first_day() = request.first_day();
    *scheduled.mutable_last_day() = request.last_day();
  }
  RETURN_IF_ERROR(CheckPlanYear(scheduled));
  return Finish(std::move(scheduled), context);
}

absl::StatusOr<Inspection> SetTeam(const Inspection& current, const v1::SetTeamRequest& request,
                                   const Context& context) {
  Inspection staffed = current;
  RETURN_IF_ERROR(Move(Verb::kSetTeam, staffed));
  if (current.state() != Inspection::PLANNED && !context.Is(DIRECTOR)) {
    return Error(absl::StatusCode::kPermissionDenied, "ROLE_NOT_FOR_STATE",
                 {"After the decision only the director changes the team.",
                  "Sau khi có quyết định, chỉ Giám đốc được thay đổi thành phần đoàn."})
        .With("state", Inspection::State_Name(current.state()));
  }
  *staffed.mutable_team() = request.team();
  DropWarning(warning::kConflictOfInterest, *staffed.mutable_warnings());
  return Finish(std::move(staffed), context);
}

absl::StatusOr<Inspection> Decide(const Inspection& current,
                                  const v1::DecideInspectionRequest& request,
                                  const std::vector<DeclaredInterest>& interests,
                                  bool plan_approved, const Context& context) {
  Inspection decided = current;
  RETURN_IF_ERROR(Move(Verb::kDecide, decided));
  RETURN_IF_ERROR(CheckReady(decided));
  const absl::CivilDay date = DayOf(request.decision().date());
  if (date > context.today) {
    return InvalidField("decision.date", {"must not be after today", "không được sau hôm nay"});
  }
  if (date > DayOf(decided.first_day())) {
    return InvalidField("decision.date", {"must not be after the first day on site",
                                          "không được sau ngày bắt đầu trực tiếp"});
  }
  *decided.mutable_decision() = request.decision();
  if (decided.decision().body() == v1::Decision::BODY_UNSPECIFIED) {
    decided.mutable_decision()->set_body(v1::Decision::DEPARTMENT);
  }
  if (decided.kind() != Inspection::INTERNAL_CHECK) {
    decided.set_regime(RegimeOf(date));
    RETURN_IF_ERROR(CheckKindInRegime(decided.kind(), decided.decision().body(), date));
    RETURN_IF_ERROR(CheckDuration(context.calendar, context.policy, decided));
  }
  RETURN_IF_ERROR(CheckConflicts(decided, interests));
  DropWarning(warning::kConflictOfInterest, *decided.mutable_warnings());
  DropWarning(warning::kPlanNotApproved, *decided.mutable_warnings());
  const bool needs_plan =
      decided.basis() != Inspection::AD_HOC && decided.kind() != Inspection::INTERNAL_CHECK;
  if (needs_plan && !plan_approved) {
    SetWarning(warning::kPlanNotApproved,
               absl::StrCat("Kế hoạch năm ", decided.plan_year(), " chưa được phê duyệt."),
               {{"plan_year", absl::StrCat(decided.plan_year())}}, *decided.mutable_warnings());
  }
  return Finish(std::move(decided), context);
}

absl::StatusOr<Inspection> Announce(const Inspection& current,
                                    const v1::AnnounceInspectionRequest& request,
                                    const std::vector<DeclaredInterest>& interests,
                                    const Context& context) {
  Inspection announced = current;
  RETURN_IF_ERROR(Move(Verb::kAnnounce, announced));
  if (!context.Is(DIRECTOR) && context.actor != current.team().leader()) {
    return Error(absl::StatusCode::kPermissionDenied, "NOT_TEAM_LEADER",
                 {"Only the director or the team leader announces the decision.",
                  "Chỉ Giám đốc hoặc trưởng đoàn được công bố quyết định."})
        .With("leader", current.team().leader());
  }
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   PastDay(request.has_announce_date(), request.announce_date(), "announce_date",
                           DayOf(current.decision().date()), context));
  RETURN_IF_ERROR(CheckConflicts(announced, interests));
  DropWarning(warning::kConflictOfInterest, *announced.mutable_warnings());
  const int64_t length = DayOf(current.last_day()) - DayOf(current.first_day());
  *announced.mutable_announce_date() = calendar::ToDate(day);
  *announced.mutable_first_day() = calendar::ToDate(day);
  *announced.mutable_last_day() = calendar::ToDate(day + length);
  return Finish(std::move(announced), context);
}

}  // namespace dondoc::inspection
