// Names of fields in errors.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {

// The path of `field` in what a client sent; `prefix` ends with a dot ("task.").
inline std::string FieldAt(absl::string_view prefix, absl::string_view field) {
  return absl::StrCat(prefix, field);
}

}  // namespace dondoc::registry
