// Doubts on a resource: set and cleared by reason, so that each stands there once.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

namespace warning {
inline constexpr absl::string_view kConflictOfInterest = "CONFLICT_OF_INTEREST";
inline constexpr absl::string_view kEnterpriseVisited = "ENTERPRISE_VISITED_THIS_YEAR";
inline constexpr absl::string_view kPlanNotApproved = "PLAN_NOT_APPROVED";
inline constexpr absl::string_view kLimitUnverified = "LIMIT_UNVERIFIED";
inline constexpr absl::string_view kMatchingPlanned = "MATCHING_PLANNED_INSPECTIONS";
inline constexpr absl::string_view kProvincialReferenceMissing = "PROVINCIAL_REFERENCE_MISSING";
inline constexpr absl::string_view kYearAssumed = "YEAR_ASSUMED";
inline constexpr absl::string_view kUnitUnknown = "LEAD_UNIT_UNKNOWN";
}  // namespace warning

using WarningList = google::protobuf::RepeatedPtrField<v1::InspectionWarning>;

// Removes the warning of that reason, where there is one.
inline void DropWarning(absl::string_view reason, WarningList& warnings) {
  for (int i = warnings.size() - 1; i >= 0; --i) {
    if (warnings.Get(i).reason() == reason) warnings.DeleteSubrange(i, 1);
  }
}

// Sets the warning of that reason, in place of an older one.
inline void SetWarning(absl::string_view reason, std::string message_vi,
                       std::initializer_list<std::pair<absl::string_view, std::string>> metadata,
                       WarningList& warnings) {
  DropWarning(reason, warnings);
  v1::InspectionWarning& added = *warnings.Add();
  added.set_reason(std::string(reason));
  added.set_message(std::move(message_vi));
  for (const auto& [key, value] : metadata) {
    (*added.mutable_metadata())[std::string(key)] = value;
  }
}

inline bool HasWarning(absl::string_view reason, const WarningList& warnings) {
  for (const v1::InspectionWarning& w : warnings) {
    if (w.reason() == reason) return true;
  }
  return false;
}

}  // namespace dondoc::inspection
