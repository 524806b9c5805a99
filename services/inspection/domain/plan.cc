#include "services/inspection/domain/plan.h"

#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/fields.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/warnings.h"

namespace dondoc::inspection {
namespace {

using Plan = v1::Plan;

// First plan year that Law 11/2022/QH15 puts into the provincial plan: the law holds from
// 01/07/2023.
constexpr int kFirstYearWithProvince = 2024;

constexpr std::array<absl::string_view, 5> kUpdatablePlanFields = {
    "title", "note", "provincial_submit_date", "provincial_reference_no",
    "provincial_reference_date"};

absl::Status WrongState(const Plan& plan, absl::string_view verb) {
  return Error(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
               {absl::StrCat(verb, " is not possible: the plan is ", Plan::State_Name(plan.state()),
                             "."),
                "Thao tác không áp dụng với kế hoạch đã được phê duyệt."})
      .With("state", Plan::State_Name(plan.state()))
      .With("verb", verb)
      .With("accepted", Plan::State_Name(Plan::DRAFT));
}

void CheckPlanFields(const Plan& plan, FieldErrors& errors) {
  CheckLength(plan.title(), kMaxTitleChars, "plan.title", errors);
  CheckLength(plan.note(), kMaxReasonChars, "plan.note", errors);
  CheckLength(plan.provincial_reference_no(), kMaxReferenceChars, "plan.provincial_reference_no",
              errors);
  OptionalDay(plan.has_provincial_submit_date(), plan.provincial_submit_date(),
              "plan.provincial_submit_date", errors);
  OptionalDay(plan.has_provincial_reference_date(), plan.provincial_reference_date(),
              "plan.provincial_reference_date", errors);
}

void RefreshWarnings(Plan& plan) {
  DropWarning(warning::kProvincialReferenceMissing, *plan.mutable_warnings());
  if (plan.state() == Plan::APPROVED && plan.year() >= kFirstYearWithProvince &&
      plan.provincial_reference_no().empty()) {
    SetWarning(warning::kProvincialReferenceMissing,
               "Chưa ghi nhận ý kiến của Thanh tra tỉnh về chồng chéo, trùng lặp.",
               {{"year", absl::StrCat(plan.year())}}, *plan.mutable_warnings());
  }
}

}  // namespace

absl::StatusOr<PlanName> ParsePlanName(absl::string_view name, absl::string_view field) {
  ASSIGN_OR_RETURN(const rpc::ChildName child, rpc::ParseChild(field, name, "plans"));
  int year = 0;
  if (child.id.size() != 4 || !absl::SimpleAtoi(child.id, &year) || year < kMinPlanYear ||
      year > kMaxPlanYear) {
    return InvalidField(field, {"must look like \"agencies/{agency}/plans/2022\"",
                                "phải có dạng \"agencies/{agency}/plans/2022\""});
  }
  return PlanName{std::string(child.agency), year};
}

std::string PlanResource(absl::string_view agency, int year) {
  return rpc::MakeChild(agency, "plans", absl::StrCat(year));
}

absl::Status Validate(const v1::CreatePlanRequest& request) {
  FieldErrors errors;
  Merge(rpc::CheckAgency("parent", request.parent()), errors);
  const Plan& plan = request.plan();
  if (plan.year() < kMinPlanYear || plan.year() > kMaxPlanYear) {
    errors.Add("plan.year",
               {absl::StrCat("must lie in ", kMinPlanYear, " to ", kMaxPlanYear),
                absl::StrCat("phải trong khoảng ", kMinPlanYear, " đến ", kMaxPlanYear)});
  }
  Require(plan.title(), "plan.title", errors);
  CheckPlanFields(plan, errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::UpdatePlanRequest& request) {
  FieldErrors errors;
  const auto name = ParsePlanName(request.plan().name(), "plan.name");
  if (!name.ok()) Merge(name.status(), errors);
  if (request.plan().etag().empty()) AddMissing("plan.etag", errors);
  for (int i = 0; i < request.update_mask().paths_size(); ++i) {
    const std::string& path = request.update_mask().paths(i);
    if (std::find(kUpdatablePlanFields.begin(), kUpdatablePlanFields.end(), path) ==
        kUpdatablePlanFields.end()) {
      errors.Add(absl::StrCat("update_mask.paths[", i, "]"),
                 {"cannot be changed here", "không thể thay đổi tại đây"});
    } else if (path == "title") {
      Require(request.plan().title(), "plan.title", errors);
    }
  }
  CheckPlanFields(request.plan(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::ApprovePlanRequest& request) {
  FieldErrors errors;
  const auto name = ParsePlanName(request.name(), "name");
  if (!name.ok()) Merge(name.status(), errors);
  RequireText(request.reference_no(), kMaxReferenceChars, "reference_no", errors);
  RequiredDay(request.has_approval_date(), request.approval_date(), "approval_date", errors);
  RequireEtag(request.etag(), errors);
  return errors.ToStatus();
}

Plan CreatePlan(const v1::CreatePlanRequest& request) {
  const Plan& in = request.plan();
  Plan plan;
  plan.set_name(PlanResource(request.parent(), in.year()));
  plan.set_year(in.year());
  plan.set_title(in.title());
  plan.set_state(Plan::DRAFT);
  plan.set_note(in.note());
  plan.set_provincial_reference_no(in.provincial_reference_no());
  if (in.has_provincial_submit_date()) {
    *plan.mutable_provincial_submit_date() = in.provincial_submit_date();
  }
  if (in.has_provincial_reference_date()) {
    *plan.mutable_provincial_reference_date() = in.provincial_reference_date();
  }
  return plan;
}

absl::StatusOr<Plan> UpdatePlan(const Plan& current, const v1::UpdatePlanRequest& request) {
  Plan updated = current;
  const Plan& in = request.plan();
  const auto& paths = request.update_mask().paths();
  const auto wanted = [&](absl::string_view path, bool populated) {
    return paths.empty() ? populated : std::find(paths.begin(), paths.end(), path) != paths.end();
  };
  if (wanted("title", !in.title().empty()) && in.title() != current.title()) {
    if (current.state() != Plan::DRAFT) return WrongState(current, "UpdatePlan");
    updated.set_title(in.title());
  }
  if (wanted("note", !in.note().empty())) updated.set_note(in.note());
  if (wanted("provincial_reference_no", !in.provincial_reference_no().empty())) {
    updated.set_provincial_reference_no(in.provincial_reference_no());
  }
  if (wanted("provincial_submit_date", in.has_provincial_submit_date())) {
    updated.clear_provincial_submit_date();
    if (in.has_provincial_submit_date()) {
      *updated.mutable_provincial_submit_date() = in.provincial_submit_date();
    }
  }
  if (wanted("provincial_reference_date", in.has_provincial_reference_date())) {
    updated.clear_provincial_reference_date();
    if (in.has_provincial_reference_date()) {
      *updated.mutable_provincial_reference_date() = in.provincial_reference_date();
    }
  }
  RefreshWarnings(updated);
  return updated;
}

absl::StatusOr<Plan> ApprovePlan(const Plan& current, const v1::ApprovePlanRequest& request,
                                 const Context& context) {
  if (current.state() != Plan::DRAFT) return WrongState(current, "ApprovePlan");
  ASSIGN_OR_RETURN(const absl::CivilDay date, calendar::ParseDate(request.approval_date()));
  if (date > context.today) {
    return InvalidField("approval_date", {"must not be after today", "không được sau hôm nay"});
  }
  Plan approved = current;
  approved.set_state(Plan::APPROVED);
  approved.set_approval_reference_no(request.reference_no());
  *approved.mutable_approval_date() = calendar::ToDate(date);
  approved.set_approved_by(context.actor);
  RefreshWarnings(approved);
  return approved;
}

}  // namespace dondoc::inspection
