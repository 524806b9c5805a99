#include "services/inspection/domain/inspector.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/fields.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/domain/tax_code.h"

namespace dondoc::inspection {
namespace {

constexpr std::array<absl::string_view, 3> kUpdatableInspectorFields = {"rank", "card_no",
                                                                        "ineligible"};

// The agency of a parent, or "" with an error added.
std::string CheckParent(absl::string_view parent, FieldErrors& errors) {
  const auto parsed = rpc::ParseChild("parent", parent, "inspectors");
  if (parsed.ok()) return std::string(parsed->agency);
  Merge(parsed.status(), errors);
  return "";
}

}  // namespace

absl::Status Validate(const v1::UpdateInspectorRequest& request) {
  FieldErrors errors;
  const v1::Inspector& in = request.inspector();
  const auto name = rpc::ParseChild("inspector.name", in.name(), "inspectors");
  if (!name.ok()) Merge(name.status(), errors);
  if (in.etag().empty()) AddMissing("inspector.etag", errors);
  CheckLength(in.rank(), kMaxRankChars, "inspector.rank", errors);
  CheckLength(in.card_no(), kMaxCardChars, "inspector.card_no", errors);
  for (int i = 0; i < request.update_mask().paths_size(); ++i) {
    if (std::find(kUpdatableInspectorFields.begin(), kUpdatableInspectorFields.end(),
                  request.update_mask().paths(i)) == kUpdatableInspectorFields.end()) {
      errors.Add(absl::StrCat("update_mask.paths[", i, "]"),
                 {"cannot be changed here", "không thể thay đổi tại đây"});
    }
  }
  return errors.ToStatus();
}

absl::Status Validate(const v1::CreateAbsenceRequest& request) {
  FieldErrors errors;
  CheckParent(request.parent(), errors);
  const v1::Absence& in = request.absence();
  const auto first = RequiredDay(in.has_first_day(), in.first_day(), "absence.first_day", errors);
  const auto last = RequiredDay(in.has_last_day(), in.last_day(), "absence.last_day", errors);
  if (first && last && (*last < *first || *last - *first > kMaxAbsenceDays)) {
    errors.Add("absence.last_day",
               {absl::StrCat("must be 0 to ", kMaxAbsenceDays, " days after the first day"),
                absl::StrCat("phải sau ngày đầu từ 0 đến ", kMaxAbsenceDays, " ngày")});
  }
  if (!v1::Absence::Type_IsValid(in.type())) AddMissing("absence.type", errors);
  CheckLength(in.note(), kMaxPlaceChars, "absence.note", errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::CancelAbsenceRequest& request) {
  FieldErrors errors;
  const auto name = ParseInspectorChild("name", request.name(), "absences");
  if (!name.ok()) Merge(name.status(), errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::DeclareInterestRequest& request) {
  FieldErrors errors;
  const std::string agency = CheckParent(request.parent(), errors);
  const v1::Interest& in = request.interest();
  if (in.subject_case() == v1::Interest::SUBJECT_NOT_SET) {
    errors.Add("interest", {"must name an entity or a unit", "phải nêu đối tượng hoặc đơn vị"});
  } else if (!agency.empty() && in.has_entity()) {
    rpc::CheckChildOf("interest.entity", in.entity(), "entities", agency, errors);
  } else if (!agency.empty()) {
    rpc::CheckChildOf("interest.unit", in.unit(), "units", agency, errors);
  }
  if (in.relation() == v1::Interest::RELATION_UNSPECIFIED ||
      !v1::Interest::Relation_IsValid(in.relation())) {
    AddMissing("interest.relation", errors);
  }
  CheckLength(in.detail(), kMaxInterestChars, "interest.detail", errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::WithdrawInterestRequest& request) {
  FieldErrors errors;
  const auto name = ParseInspectorChild("name", request.name(), "interests");
  if (!name.ok()) Merge(name.status(), errors);
  RequireText(request.reason(), kMaxInterestChars, "reason", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::StatusOr<v1::Inspector> UpdateInspector(const v1::Inspector& current,
                                              const v1::UpdateInspectorRequest& request,
                                              const std::vector<std::string>& live) {
  v1::Inspector updated = current;
  const v1::Inspector& in = request.inspector();
  const auto& paths = request.update_mask().paths();
  const auto wanted = [&](absl::string_view path, bool populated) {
    return paths.empty() ? populated : std::find(paths.begin(), paths.end(), path) != paths.end();
  };
  if (wanted("rank", !in.rank().empty())) updated.set_rank(in.rank());
  if (wanted("card_no", !in.card_no().empty())) updated.set_card_no(in.card_no());
  if (wanted("ineligible", in.ineligible())) updated.set_ineligible(in.ineligible());
  if (updated.ineligible() && !current.ineligible() && !live.empty()) {
    const std::string names = absl::StrJoin(live, ",");
    return Error(absl::StatusCode::kFailedPrecondition, "INSPECTOR_IN_LIVE_TEAM",
                 {absl::StrCat("Sits in live teams: ", names, ". Change the teams first."),
                  absl::StrCat("Đang tham gia các đoàn: ", names, ". Hãy thay đổi đoàn trước.")})
        .With("inspections", names);
  }
  return updated;
}

v1::Absence CreateAbsence(const v1::CreateAbsenceRequest& request, const std::string& name,
                          const std::vector<Booking>& bookings) {
  const v1::Absence& in = request.absence();
  v1::Absence absence;
  absence.set_name(name);
  *absence.mutable_first_day() = in.first_day();
  *absence.mutable_last_day() = in.last_day();
  absence.set_type(in.type());
  absence.set_note(in.note());
  const AwayDays away = AwayDaysOf(absence);
  for (const Booking& booking : bookings) {
    if (booking.officer == away.officer && booking.first_day <= away.last_day &&
        away.first_day <= booking.last_day) {
      absence.add_colliding_inspections(booking.inspection);
    }
  }
  return absence;
}

v1::Absence CancelAbsence(const v1::Absence& current) {
  v1::Absence cancelled = current;
  cancelled.set_cancelled(true);
  return cancelled;
}

AwayDays AwayDaysOf(const v1::Absence& absence) {
  return {OfficerOf(absence.name()), absence.name(),
          calendar::CivilDayOf(absence.first_day()).value_or(kNoDay),
          calendar::CivilDayOf(absence.last_day()).value_or(kNoDay)};
}

v1::Interest DeclareInterest(const v1::DeclareInterestRequest& request, const std::string& name,
                             const Context& context) {
  v1::Interest interest;
  const v1::Interest& in = request.interest();
  interest.set_name(name);
  if (in.has_entity()) {
    interest.set_entity(in.entity());
  } else {
    interest.set_unit(in.unit());
  }
  interest.set_relation(in.relation());
  interest.set_detail(in.detail());
  interest.set_declared_by(context.actor);
  *interest.mutable_declare_date() = calendar::ToDate(context.today);
  return interest;
}

v1::Interest WithdrawInterest(const v1::Interest& current,
                              const v1::WithdrawInterestRequest& request) {
  v1::Interest withdrawn = current;
  if (current.withdrawn()) return withdrawn;
  withdrawn.set_withdrawn(true);
  withdrawn.set_withdraw_reason(request.reason());
  return withdrawn;
}

DeclaredInterest DeclaredInterestOf(const v1::Interest& interest, const std::string& tax_code) {
  DeclaredInterest declared;
  declared.interest = interest.name();
  declared.officer = OfficerOf(interest.name());
  declared.relation = interest.relation();
  if (interest.has_entity()) {
    declared.enterprise = std::string(EnterpriseOf(tax_code));
    declared.entity = interest.entity();
  } else {
    declared.unit = interest.unit();
  }
  return declared;
}

}  // namespace dondoc::inspection
