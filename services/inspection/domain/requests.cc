#include "services/inspection/domain/requests.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "common/rpc/names.h"
#include "services/inspection/domain/fields.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/overlap.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;

// `agencies/{agency}` of an inspection's name, or "" with an error added.
std::string CheckName(absl::string_view name, absl::string_view field, FieldErrors& errors) {
  const auto parsed = rpc::ParseChild(field, name, "inspections");
  if (parsed.ok()) return std::string(parsed->agency);
  Merge(parsed.status(), errors);
  return "";
}

// Both days or neither, in order and not absurdly far apart.
void CheckDaysOnSite(bool has_first, const google::type::Date& first, bool has_last,
                     const google::type::Date& last, absl::string_view prefix,
                     FieldErrors& errors) {
  const std::string first_field = absl::StrCat(prefix, "first_day");
  const std::string last_field = absl::StrCat(prefix, "last_day");
  if (has_first != has_last) AddMissing(has_first ? last_field : first_field, errors);
  const auto first_day = OptionalDay(has_first, first, first_field, errors);
  const auto last_day = OptionalDay(has_last, last, last_field, errors);
  if (!first_day || !last_day) return;
  if (*last_day < *first_day) {
    errors.Add(last_field, {"must not be before the first day", "không được trước ngày bắt đầu"});
  } else if (*last_day - *first_day > kMaxFieldworkDays) {
    errors.Add(last_field,
               {absl::StrCat("must be at most ", kMaxFieldworkDays, " days after the first day"),
                absl::StrCat("không được quá ", kMaxFieldworkDays, " ngày sau ngày bắt đầu")});
  }
}

template <typename Enum>
void RequireEnum(Enum value, bool valid, absl::string_view field, FieldErrors& errors) {
  if (value == 0 || !valid) AddMissing(field, errors);
}

// What UpdateInspection may change.
constexpr std::array<absl::string_view, 4> kUpdatableInspectionFields = {"title", "scope",
                                                                         "lead_unit", "ground"};

void CheckReason(absl::string_view reason, FieldErrors& errors) {
  RequireText(reason, kMaxReasonChars, "reason", errors);
}

void CheckReference(absl::string_view reference_no, FieldErrors& errors) {
  RequireText(reference_no, kMaxReferenceChars, "reference_no", errors);
}

void CheckFindings(const v1::Conclusion& conclusion, FieldErrors& errors) {
  if (conclusion.findings_size() > kMaxFindings) {
    errors.Add("conclusion.findings", {absl::StrCat("must be at most ", kMaxFindings),
                                       absl::StrCat("không được quá ", kMaxFindings, " nội dung")});
    return;
  }
  for (int i = 0; i < conclusion.findings_size(); ++i) {
    const v1::Finding& finding = conclusion.findings(i);
    const std::string at = absl::StrCat("conclusion.findings[", i, "].");
    RequireText(finding.text(), kMaxFindingChars, absl::StrCat(at, "text"), errors);
    CheckLength(finding.legal_basis(), kMaxLegalBasisChars, absl::StrCat(at, "legal_basis"),
                errors);
    if (!v1::Finding::Severity_IsValid(finding.severity())) {
      AddMissing(absl::StrCat(at, "severity"), errors);
    }
    if (finding.amount_dong() < 0) {
      errors.Add(absl::StrCat(at, "amount_dong"), {"must not be negative", "không được là số âm"});
    }
  }
}

void CheckFollowUps(const v1::Conclusion& conclusion, FieldErrors& errors) {
  if (conclusion.follow_ups_size() > kMaxFollowUps) {
    errors.Add("conclusion.follow_ups",
               {absl::StrCat("must be at most ", kMaxFollowUps),
                absl::StrCat("không được quá ", kMaxFollowUps, " nội dung")});
    return;
  }
  for (int i = 0; i < conclusion.follow_ups_size(); ++i) {
    const v1::FollowUp& follow_up = conclusion.follow_ups(i);
    const std::string at = absl::StrCat("conclusion.follow_ups[", i, "].");
    RequireText(follow_up.text(), kMaxFindingChars, absl::StrCat(at, "text"), errors);
    OptionalDay(follow_up.has_due_date(), follow_up.due_date(), absl::StrCat(at, "due_date"),
                errors);
  }
}

}  // namespace

void CheckSubject(const v1::Subject& subject, absl::string_view agency, absl::string_view field,
                  FieldErrors& errors) {
  const bool has_entity = !subject.entity().empty();
  if (has_entity == (subject.units_size() > 0)) {
    errors.Add(field, {"must name either an entity or units",
                       "phải nêu một đối tượng bên ngoài hoặc các đơn vị trực thuộc"});
    return;
  }
  if (has_entity) {
    rpc::CheckChildOf(absl::StrCat(field, ".entity"), subject.entity(), "entities", agency, errors);
    return;
  }
  if (subject.units_size() > kMaxSubjectUnits) {
    errors.Add(absl::StrCat(field, ".units"),
               {absl::StrCat("must be at most ", kMaxSubjectUnits),
                absl::StrCat("không được quá ", kMaxSubjectUnits, " đơn vị")});
    return;
  }
  std::set<std::string> seen;
  for (int i = 0; i < subject.units_size(); ++i) {
    const std::string at = absl::StrCat(field, ".units[", i, "]");
    rpc::CheckChildOf(at, subject.units(i), "units", agency, errors);
    if (!seen.insert(subject.units(i)).second) {
      errors.Add(at, {"is named twice", "bị trùng"});
    }
  }
}

void CheckTeamShape(const v1::Team& team, absl::string_view agency, absl::string_view field,
                    FieldErrors& errors) {
  Require(team.leader(), absl::StrCat(field, ".leader"), errors);
  if (team.deputies_size() > kMaxDeputies || team.members_size() > kMaxMembers) {
    errors.Add(field, {absl::StrCat("must have at most ", kMaxDeputies, " deputies and ",
                                    kMaxMembers, " members"),
                       absl::StrCat("không được quá ", kMaxDeputies, " phó trưởng đoàn và ",
                                    kMaxMembers, " thành viên")});
    return;
  }
  std::set<std::string> seen;
  const auto check = [&](const std::string& person, const std::string& at) {
    rpc::CheckChildOf(at, person, "officers", agency, errors);
    if (!seen.insert(person).second) {
      errors.Add(at, {"stands in the team twice", "có mặt hai lần trong đoàn"});
    }
  };
  if (!team.leader().empty()) check(team.leader(), absl::StrCat(field, ".leader"));
  for (int i = 0; i < team.deputies_size(); ++i) {
    check(team.deputies(i), absl::StrCat(field, ".deputies[", i, "]"));
  }
  for (int i = 0; i < team.members_size(); ++i) {
    check(team.members(i), absl::StrCat(field, ".members[", i, "]"));
  }
}

absl::Status Validate(const v1::CreateInspectionRequest& request) {
  FieldErrors errors;
  const std::string& agency = request.parent();
  const bool placed = rpc::IsAgencyName(agency);
  if (!placed) Merge(rpc::CheckAgency("parent", agency), errors);
  if (!request.has_inspection()) {
    AddMissing("inspection", errors);
    return errors.ToStatus();
  }
  const Inspection& in = request.inspection();
  RequireEnum(in.kind(), Inspection::Kind_IsValid(in.kind()), "inspection.kind", errors);
  if (!Inspection::Basis_IsValid(in.basis())) AddMissing("inspection.basis", errors);
  RequireText(in.title(), kMaxTitleChars, "inspection.title", errors);
  CheckLength(in.scope(), kMaxScopeChars, "inspection.scope", errors);
  CheckLength(in.ground(), kMaxReasonChars, "inspection.ground", errors);
  if (in.basis() == Inspection::AD_HOC) Require(in.ground(), "inspection.ground", errors);
  if (in.plan_year() != 0 && (in.plan_year() < kMinPlanYear || in.plan_year() > kMaxPlanYear)) {
    errors.Add("inspection.plan_year",
               {absl::StrCat("must lie in ", kMinPlanYear, " to ", kMaxPlanYear),
                absl::StrCat("phải trong khoảng ", kMinPlanYear, " đến ", kMaxPlanYear)});
  }
  CheckDaysOnSite(in.has_first_day(), in.first_day(), in.has_last_day(), in.last_day(),
                  "inspection.", errors);
  if (placed) {
    if (!in.lead_unit().empty()) {
      rpc::CheckChildOf("inspection.lead_unit", in.lead_unit(), "units", agency, errors);
    }
    if (in.has_subject()) CheckSubject(in.subject(), agency, "inspection.subject", errors);
    if (in.has_team()) CheckTeamShape(in.team(), agency, "inspection.team", errors);
  }
  return errors.ToStatus();
}

absl::Status Validate(const v1::UpdateInspectionRequest& request) {
  FieldErrors errors;
  const Inspection& in = request.inspection();
  const std::string agency = CheckName(in.name(), "inspection.name", errors);
  if (in.etag().empty()) AddMissing("inspection.etag", errors);
  for (int i = 0; i < request.update_mask().paths_size(); ++i) {
    const std::string& path = request.update_mask().paths(i);
    if (std::find(kUpdatableInspectionFields.begin(), kUpdatableInspectionFields.end(), path) ==
        kUpdatableInspectionFields.end()) {
      errors.Add(absl::StrCat("update_mask.paths[", i, "]"),
                 {"cannot be changed here", "không thể thay đổi tại đây"});
    }
  }
  const bool titled =
      std::find(request.update_mask().paths().begin(), request.update_mask().paths().end(),
                "title") != request.update_mask().paths().end();
  if (titled) Require(in.title(), "inspection.title", errors);
  CheckLength(in.title(), kMaxTitleChars, "inspection.title", errors);
  CheckLength(in.scope(), kMaxScopeChars, "inspection.scope", errors);
  CheckLength(in.ground(), kMaxReasonChars, "inspection.ground", errors);
  if (!in.lead_unit().empty() && !agency.empty()) {
    rpc::CheckChildOf("inspection.lead_unit", in.lead_unit(), "units", agency, errors);
  }
  return errors.ToStatus();
}

absl::Status Validate(const v1::ScheduleInspectionRequest& request) {
  FieldErrors errors;
  const std::string agency = CheckName(request.name(), "name", errors);
  RequireEtag(request.etag(), errors);
  if (request.has_subject() && !agency.empty()) {
    CheckSubject(request.subject(), agency, "subject", errors);
  }
  CheckDaysOnSite(request.has_first_day(), request.first_day(), request.has_last_day(),
                  request.last_day(), "", errors);
  if (!request.has_subject() && !request.has_first_day() && !request.has_last_day()) {
    errors.Add("first_day",
               {"give a subject, days or both", "cần nêu đối tượng, thời gian hoặc cả hai"});
  }
  return errors.ToStatus();
}

absl::Status Validate(const v1::SetTeamRequest& request) {
  FieldErrors errors;
  const std::string agency = CheckName(request.name(), "name", errors);
  RequireEtag(request.etag(), errors);
  if (!agency.empty()) CheckTeamShape(request.team(), agency, "team", errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::DecideInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  const v1::Decision& decision = request.decision();
  RequireText(decision.reference_no(), kMaxReferenceChars, "decision.reference_no", errors);
  RequiredDay(decision.has_date(), decision.date(), "decision.date", errors);
  RequireText(decision.signer(), kMaxPersonNameChars, "decision.signer", errors);
  if (!v1::Decision::Body_IsValid(decision.body())) AddMissing("decision.body", errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::AnnounceInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  OptionalDay(request.has_announce_date(), request.announce_date(), "announce_date", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::SuspendInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  RequireEnum(request.ground(), v1::Suspension::Ground_IsValid(request.ground()), "ground", errors);
  OptionalDay(request.has_from(), request.from(), "from", errors);
  CheckReference(request.reference_no(), errors);
  CheckReason(request.reason(), errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::ResumeInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  OptionalDay(request.has_resume_date(), request.resume_date(), "resume_date", errors);
  CheckReference(request.reference_no(), errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::ExtendInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  if (request.days() < 1 || request.days() > kMaxFieldworkDays) {
    errors.Add("days", {absl::StrCat("must lie in 1 to ", kMaxFieldworkDays),
                        absl::StrCat("phải trong khoảng 1 đến ", kMaxFieldworkDays)});
  }
  CheckReference(request.reference_no(), errors);
  OptionalDay(request.has_date(), request.date(), "date", errors);
  CheckReason(request.reason(), errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::EndFieldworkRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  OptionalDay(request.has_end_date(), request.end_date(), "end_date", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::ConcludeInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  const v1::Conclusion& conclusion = request.conclusion();
  RequireText(conclusion.reference_no(), kMaxReferenceChars, "conclusion.reference_no", errors);
  RequiredDay(conclusion.has_date(), conclusion.date(), "conclusion.date", errors);
  CheckLength(conclusion.signer(), kMaxPersonNameChars, "conclusion.signer", errors);
  CheckLength(conclusion.summary(), kMaxSummaryChars, "conclusion.summary", errors);
  CheckFindings(conclusion, errors);
  CheckFollowUps(conclusion, errors);
  OptionalDay(request.has_fieldwork_end_date(), request.fieldwork_end_date(), "fieldwork_end_date",
              errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::CancelFromPlanRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  CheckReason(request.reason(), errors);
  CheckLength(request.reference_no(), kMaxReferenceChars, "reference_no", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::DiscontinueInspectionRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  RequireEnum(request.ground(), v1::Closing::Ground_IsValid(request.ground()), "ground", errors);
  CheckReason(request.reason(), errors);
  CheckReference(request.reference_no(), errors);
  OptionalDay(request.has_date(), request.date(), "date", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::RecordPublicationRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  OptionalDay(request.has_publish_date(), request.publish_date(), "publish_date", errors);
  RequireText(request.publish_place(), kMaxPlaceChars, "publish_place", errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::CompleteFollowUpRequest& request) {
  FieldErrors errors;
  CheckName(request.name(), "name", errors);
  if (request.ordinal() < 1 || request.ordinal() > kMaxFollowUps) {
    errors.Add("ordinal", {absl::StrCat("must lie in 1 to ", kMaxFollowUps),
                           absl::StrCat("phải trong khoảng 1 đến ", kMaxFollowUps)});
  }
  OptionalDay(request.has_complete_date(), request.complete_date(), "complete_date", errors);
  RequireText(request.evidence(), kMaxPlaceChars, "evidence", errors);
  return errors.ToStatus();
}

}  // namespace dondoc::inspection
