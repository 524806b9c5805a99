// Conditions of filters: what the lists of this service share.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/rpc/filter.h"
#include "services/inspection/storage/statement.h"

namespace dondoc::inspection {

// INVALID_ARGUMENT on `filter`.
absl::Status BadOperator(const rpc::Condition& condition, absl::string_view allowed);
absl::Status BadValue(const rpc::Condition& condition, absl::string_view expected);
absl::Status UnknownField(const rpc::Condition& condition, absl::string_view known);

// `agencies/a/units/u`, or the id alone.
absl::StatusOr<std::string> FullName(const rpc::Condition& condition, absl::string_view agency,
                                     absl::string_view collection);

// `column` = true or false.
absl::StatusOr<Bound> FlagCondition(const rpc::Condition& condition, absl::string_view column);

// `column` compared with a day; never true without a day.
absl::StatusOr<Bound> DayCondition(const rpc::Condition& condition, absl::string_view column);

// The words that `text : "..."` asks for.
absl::StatusOr<std::vector<std::string>> WordsOf(const rpc::Condition& condition);

// `column` = one of an enumeration's names, whose parser is given (`v1::Inspection::State_Parse`);
// 0 is no value.
template <typename Enum, typename Parse>
absl::StatusOr<Bound> EnumCondition(const rpc::Condition& condition, absl::string_view column,
                                    Parse parse, absl::string_view names) {
  const bool equal = condition.op == rpc::Condition::Operator::kEqual;
  if (!equal && condition.op != rpc::Condition::Operator::kNotEqual) {
    return BadOperator(condition, "= !=");
  }
  Enum value{};
  if (!parse(condition.value, &value) || value == 0) return BadValue(condition, names);
  return Bound{absl::StrCat(column, equal ? " = ?" : " <> ?"), {static_cast<int64_t>(value)}, {}};
}

}  // namespace dondoc::inspection
