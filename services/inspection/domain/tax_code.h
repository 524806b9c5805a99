// Vietnamese tax codes (mã số thuế), by which an enterprise is the same enterprise in every agency.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::inspection {

// The written form of a tax code: "0100109106", "0100109106-001" for a branch, or the 12 digits of
// a personal identification number. Spaces and dots are dropped, 13 digits in a row get their
// hyphen. INVALID_ARGUMENT, reason INVALID_FIELD on `field`, for anything else. The check digit is
// not judged: registers hold codes that fail it, and a refusal would not mend them.
absl::StatusOr<std::string> NormalizeTaxCode(absl::string_view text, absl::string_view field);

// The enterprise a normalised tax code belongs to: its first 10 digits for a branch, else itself.
// A visit to a branch is a visit to the enterprise.
absl::string_view EnterpriseOf(absl::string_view tax_code);

}  // namespace dondoc::inspection
