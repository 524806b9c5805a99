// What the tests of the registry's rules share.
#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"

#include "common/base/error.h"

namespace dondoc::registry {

inline constexpr char kAgency[] = "agencies/so";

// The fields that an error complains about.
inline std::set<std::string> BadFields(const absl::Status& status) {
  std::set<std::string> fields;
  const google::rpc::BadRequest bad = BadRequestOf(status);
  for (const auto& violation : bad.field_violations()) {
    fields.insert(violation.field());
  }
  return fields;
}

inline std::set<std::string> BadFields(const FieldErrors& errors) {
  return BadFields(errors.ToStatus());
}

}  // namespace dondoc::registry
