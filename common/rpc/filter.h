// Filters of List methods: a small part of AIP-160, conditions joined by AND.
//
//   filter    = condition { "AND" condition }
//   condition = field operator value
//   operator  = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":"
//   value     = word | "quoted text", with \" and \\ inside
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::rpc {

struct Condition {
  enum class Operator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kHas };
  std::string field;
  Operator op;
  std::string value;
};

// "=" and so on.
absl::string_view OperatorText(Condition::Operator op);

// INVALID_ARGUMENT on `filter`, saying where, for anything else, and beyond kMaxFilterConditions or
// kMaxFilterBytes.
absl::StatusOr<std::vector<Condition>> ParseFilter(absl::string_view filter);

}  // namespace dondoc::rpc
