#include "services/inspection/storage/conditions.h"

#include <utility>

#include "absl/strings/match.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "common/text/fold.h"
#include "services/inspection/storage/rows.h"

namespace dondoc::inspection {

using Operator = rpc::Condition::Operator;

absl::Status BadOperator(const rpc::Condition& condition, absl::string_view allowed) {
  const absl::string_view given = rpc::OperatorText(condition.op);
  return InvalidField("filter",
                      {absl::StrCat(condition.field, " takes ", allowed, ", not ", given),
                       absl::StrCat(condition.field, " dùng ", allowed, ", không dùng ", given)});
}

absl::Status BadValue(const rpc::Condition& condition, absl::string_view expected) {
  return InvalidField(
      "filter",
      {absl::StrCat(condition.field, " needs ", expected, ", not \"", condition.value, "\""),
       absl::StrCat(condition.field, " cần ", expected, ", không phải \"", condition.value, "\"")});
}

absl::Status UnknownField(const rpc::Condition& condition, absl::string_view known) {
  return InvalidField(
      "filter", {absl::StrCat("\"", condition.field, "\" is no field; known: ", known),
                 absl::StrCat("không có trường \"", condition.field, "\"; có thể dùng: ", known)});
}

absl::StatusOr<std::string> FullName(const rpc::Condition& condition, absl::string_view agency,
                                     absl::string_view collection) {
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  std::string name = condition.value;
  if (!name.empty() && !absl::StrContains(name, '/')) {
    name = rpc::MakeChild(agency, collection, name);
  }
  const auto parsed = rpc::ParseChild("filter", name, collection);
  if (!parsed.ok() || parsed->agency != agency) {
    return BadValue(condition, absl::StrCat(agency, "/", collection, "/{id}"));
  }
  return name;
}

absl::StatusOr<Bound> FlagCondition(const rpc::Condition& condition, absl::string_view column) {
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  if (condition.value != "true" && condition.value != "false") {
    return BadValue(condition, "true, false");
  }
  return Bound{absl::StrCat(column, " = ?"), {condition.value == "true" ? 1 : 0}, {}};
}

absl::StatusOr<Bound> DayCondition(const rpc::Condition& condition, absl::string_view column) {
  if (condition.op == Operator::kHas || condition.op == Operator::kNotEqual) {
    return BadOperator(condition, "= < <= > >=");
  }
  const auto day = calendar::ParseDay(condition.value);
  if (!day.ok()) return BadValue(condition, "YYYY-MM-DD");
  return Bound{
      absl::StrCat(column, " ", rpc::OperatorText(condition.op), " ? AND ", column, " < ?"),
      {DayNumber(*day), kNoDayNumber},
      {}};
}

absl::StatusOr<std::vector<std::string>> WordsOf(const rpc::Condition& condition) {
  if (condition.op != Operator::kHas) return BadOperator(condition, ":");
  std::vector<std::string> words = text::QueryTokens(condition.value);
  if (words.empty()) return BadValue(condition, "a word (từ)");
  return words;
}

}  // namespace dondoc::inspection
