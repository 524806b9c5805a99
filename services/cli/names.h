// Short names: people type ids and office numbers, contracts take resource names.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::cli {

// "agencies/so-khcn" from "so-khcn" or "agencies/so-khcn". INVALID_ARGUMENT (AGENCY_NEEDED) where
// empty.
absl::StatusOr<std::string> AgencyName(absl::string_view agency);

// "{agency}/{collection}/{id}" from an id or an office number; a text that is a resource name
// already is taken as it is. `flag` is named in errors. `agency` is "agencies/...".
absl::StatusOr<std::string> ResourceName(absl::string_view flag, absl::string_view agency,
                                         absl::string_view collection, absl::string_view text);

// The last segment of a resource name.
std::string ShortName(absl::string_view name);

// The subject that `text` means: a full subject as it is, otherwise an officer of `agency`, which
// may be empty where `text` is a full subject.
absl::StatusOr<std::string> SubjectFrom(absl::string_view agency, absl::string_view text);

// `value` as a quoted string of the filter language, with quotes and backslashes escaped.
std::string QuoteFilter(absl::string_view value);

}  // namespace dondoc::cli
