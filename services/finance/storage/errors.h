// Failures that only the records can find: what is missing, taken or changed meanwhile.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::finance {

// NOT_FOUND, reason NOT_FOUND, metadata "name".
absl::Status NotFound(absl::string_view name);

// ABORTED, reason ETAG_MISMATCH, metadata "name" and "current_etag": somebody changed it since.
absl::Status EtagMismatch(absl::string_view name, absl::string_view current);

// INVALID_ARGUMENT on `field`: this method needs the etag that was read.
absl::Status EtagRequired(absl::string_view field);

// ALREADY_EXISTS, reason FUNDING_SOURCE_EXISTS, metadata "name".
absl::Status FundingSourceExists(absl::string_view name);

// ALREADY_EXISTS, reason CONTRACT_NUMBER_TAKEN, metadata "number" and "contract".
absl::Status ContractNumberTaken(absl::string_view number, absl::string_view contract);

// ALREADY_EXISTS, reason VOUCHER_NUMBER_TAKEN, metadata "number" and "disbursement".
absl::Status VoucherNumberTaken(absl::string_view number, absl::string_view disbursement);

}  // namespace dondoc::finance
