// Failures that are of no rule, beside those of common/base/resource_errors.h: what is there
// already, what is used up.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/resource_errors.h"

namespace dondoc::inspection {

// ALREADY_EXISTS, reason PLAN_EXISTS or ENTITY_EXISTS, metadata `plan` or `entity`: the one that
// stands there.
absl::Status PlanExists(absl::string_view name);
absl::Status EntityExists(absl::string_view name);

// RESOURCE_EXHAUSTED, reason NUMBERS_EXHAUSTED: an agency's office numbers of a year are used up.
absl::Status NumbersExhausted(int year);

// ABORTED, reason ENTERPRISE_YEAR_CONTENDED: others keep taking and freeing this enterprise's year.
absl::Status EnterpriseYearContended(absl::string_view tax_code, int year);

}  // namespace dondoc::inspection
