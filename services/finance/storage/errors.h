// Failures that only the records can find, beside those of common/base/resource_errors.h: what is
// taken.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/resource_errors.h"

namespace dondoc::finance {

// ALREADY_EXISTS, reason FUNDING_SOURCE_EXISTS, metadata "name".
absl::Status FundingSourceExists(absl::string_view name);

// ALREADY_EXISTS, reason CONTRACT_NUMBER_TAKEN, metadata "number" and "contract".
absl::Status ContractNumberTaken(absl::string_view number, absl::string_view contract);

// ALREADY_EXISTS, reason VOUCHER_NUMBER_TAKEN, metadata "number" and "disbursement".
absl::Status VoucherNumberTaken(absl::string_view number, absl::string_view disbursement);

}  // namespace dondoc::finance
