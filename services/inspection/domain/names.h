// Names that only this service has, beside what common/rpc/names.h knows: resources two levels
// below an agency, and office numbers.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::inspection {

// `agencies/{agency}/inspectors/{officer}/{collection}/{id}`; views into the name.
struct InspectorChildName {
  absl::string_view agency;     // `agencies/{agency}`.
  absl::string_view inspector;  // `agencies/{agency}/inspectors/{officer}`.
  absl::string_view id;
};

// INVALID_ARGUMENT, reason INVALID_FIELD on `field`, for anything else.
absl::StatusOr<InspectorChildName> ParseInspectorChild(absl::string_view field,
                                                       absl::string_view name,
                                                       absl::string_view collection);

// `agencies/a/officers/o` for `agencies/a/inspectors/o` and for resources below it; empty for other
// names.
std::string OfficerOf(absl::string_view name);

// An office number, "TT-2022-0003": numbered per agency and year from 1.
struct OfficeNumber {
  int year = 0;
  int serial = 0;
};
// Serial numbers an agency may use in a year. Five digits are accepted beyond 9,999.
inline constexpr int kMaxSerial = 99'999;
std::string FormatOfficeNumber(OfficeNumber number);
// nullopt for anything that FormatOfficeNumber would not write.
std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text);

}  // namespace dondoc::inspection
