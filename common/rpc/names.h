// Resource names: `agencies/{agency}/tasks/{task}`. The only place that knows their syntax.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

namespace dondoc::rpc {

// `agencies/{agency}/{collection}/{id}`; views into the name.
struct ChildName {
  absl::string_view agency;  // The agency's own name, `agencies/{agency}`.
  absl::string_view id;
};

// True for `agencies/{id}`.
bool IsAgencyName(absl::string_view name);

// The `agencies/{id}` that `name` begins with, or "".
absl::string_view AgencyOfName(absl::string_view name);

// The last segment of a name.
absl::string_view LastSegment(absl::string_view name);

// Splits `agencies/{agency}/{collection}/{id}`. INVALID_ARGUMENT naming `field` where it is none;
// ids are resource ids or office numbers (letters, digits, hyphens, at most 63).
absl::StatusOr<ChildName> ParseChild(absl::string_view field, absl::string_view name,
                                     absl::string_view collection);

// As above, adding to `errors`; also refuses another agency than `agency`.
void CheckChildOf(absl::string_view field, absl::string_view name, absl::string_view collection,
                  absl::string_view agency, FieldErrors& errors);

// OK for `agencies/{agency}`.
absl::Status CheckAgency(absl::string_view field, absl::string_view name);

// OK for an id that a client chooses: a-z, 0-9, hyphens, starts with a letter, at most 63.
void CheckNewId(absl::string_view field, absl::string_view id, FieldErrors& errors);

// `{agency}/{collection}/{id}`.
std::string MakeChild(absl::string_view agency, absl::string_view collection, absl::string_view id);

}  // namespace dondoc::rpc
