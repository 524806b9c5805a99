#include "services/finance/storage/list_query.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {
namespace {

using rpc::Condition;
using Operator = rpc::Condition::Operator;
using Kind = FilterField::Kind;

absl::StatusOr<Bound> EnumCondition(const Condition& condition, const FilterField& field) {
  const bool equal = condition.op == Operator::kEqual;
  if (!equal && condition.op != Operator::kNotEqual) return BadOperator(condition, "= !=");
  const auto* value = field.values->FindValueByName(condition.value);
  if (value == nullptr || value->number() == 0) {
    std::vector<std::string> names;
    for (int i = 1; i < field.values->value_count(); ++i) {
      names.push_back(field.values->value(i)->name());
    }
    return BadValue(condition, absl::StrJoin(names, ", "));
  }
  return Bound{absl::StrCat("t.", field.column, equal ? " = ?" : " <> ?"),
               {int64_t{value->number()}}};
}

// A name given whole must be of the list's agency.
absl::Status CheckOwn(const Condition& condition, absl::string_view agency,
                      absl::string_view collection, std::string& name) {
  if (!absl::StrContains(name, '/')) name = rpc::MakeChild(agency, collection, name);
  if (!absl::StartsWith(name, absl::StrCat(agency, "/", collection, "/"))) {
    return BadValue(condition, absl::StrCat(agency, "/", collection, "/{id}"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Bound> NameCondition(const Condition& condition, const FilterField& field,
                                    absl::string_view agency) {
  std::string name = condition.value;
  RETURN_IF_ERROR(CheckOwn(condition, agency, field.collection, name));
  return Bound{absl::StrCat("t.", field.column, " = ?"), {std::move(name)}};
}

// By office number through the table that gives numbers.
absl::StatusOr<Bound> NumberedCondition(const Condition& condition, const FilterField& field,
                                        absl::string_view agency, Collection collection,
                                        absl::string_view collection_id, absl::string_view table) {
  std::string name = condition.value;
  RETURN_IF_ERROR(CheckOwn(condition, agency, collection_id, name));
  const auto parsed = ParseResourceName(name, collection, "filter");
  if (!parsed.ok()) return BadValue(condition, absl::StrCat(agency, "/", collection_id, "/{id}"));
  if (!parsed->number) return Bound{absl::StrCat("t.", field.column, " = ?"), {std::move(name)}};
  return Bound{absl::StrCat("t.", field.column, " = (SELECT n.", field.column, " FROM ", table,
                            " n WHERE n.agency = ? AND n.number_year = ? AND "
                            "n.number_sequence = ?)"),
               {std::string(agency), int64_t{parsed->number->year}, parsed->number->ordinal}};
}

absl::StatusOr<Bound> ContractCondition(const Condition& condition, const FilterField& field,
                                        absl::string_view agency) {
  const bool whole = absl::StrContains(condition.value, '/');
  if (whole &&
      (!ParseContractName(condition.value, "filter").ok() || AgencyOf(condition.value) != agency)) {
    return BadValue(condition, absl::StrCat(agency, "/projects/{project}/contracts/{contract}"));
  }
  // Ids of contracts are unique in the agency, so the last segment decides.
  return Bound{absl::StrCat("t.", field.column,
                            " = (SELECT n.contract FROM contracts n WHERE n.agency = ? AND "
                            "n.contract_id = ?)"),
               {std::string(agency), std::string(LastSegment(condition.value))}};
}

absl::StatusOr<Bound> DayCondition(const Condition& condition, const FilterField& field) {
  if (condition.op == Operator::kHas || condition.op == Operator::kNotEqual) {
    return BadOperator(condition, "= < <= > >=");
  }
  const auto day = calendar::ParseDay(condition.value);
  if (!day.ok()) return BadValue(condition, "YYYY-MM-DD");
  return Bound{absl::StrCat("t.", field.column, " ", rpc::OperatorText(condition.op), " ? AND t.",
                            field.column, " < ?"),
               {DayNumber(*day), kNoDay}};
}

absl::StatusOr<Bound> MakeCondition(const Condition& condition, const FilterField& field,
                                    absl::string_view agency, SpecialCondition special) {
  if (field.kind == Kind::kOther) return special(condition);
  if (field.kind == Kind::kEnum) return EnumCondition(condition, field);
  if (field.kind == Kind::kDay) return DayCondition(condition, field);
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  const std::string column = absl::StrCat("t.", field.column, " = ?");
  switch (field.kind) {
    case Kind::kName:
      return NameCondition(condition, field, agency);
    case Kind::kProject:
      return NumberedCondition(condition, field, agency, Collection::kProjects, "projects",
                               "projects");
    case Kind::kDossier:
      return NumberedCondition(condition, field, agency, Collection::kDossiers, "dossiers",
                               "dossiers");
    case Kind::kContract:
      return ContractCondition(condition, field, agency);
    case Kind::kNumber: {
      int64_t number = 0;
      if (!absl::SimpleAtoi(condition.value, &number)) return BadValue(condition, "a number (số)");
      return Bound{column, {number}};
    }
    case Kind::kFlag:
      if (condition.value != "true" && condition.value != "false") {
        return BadValue(condition, "true, false");
      }
      return Bound{column, {int64_t{condition.value == "true" ? 1 : 0}}};
    default:
      return Bound{column, {condition.value}};
  }
}

absl::Status UnknownField(const Condition& condition, absl::Span<const FilterField> fields) {
  const std::string known = absl::StrJoin(
      fields, ", ",
      [](std::string* out, const FilterField& field) { absl::StrAppend(out, field.name); });
  return InvalidField(
      "filter", {absl::StrCat("\"", condition.field, "\" is no field; known: ", known),
                 absl::StrCat("không có trường \"", condition.field, "\"; có thể dùng: ", known)});
}

}  // namespace

absl::Status BadOperator(const Condition& condition, absl::string_view allowed) {
  const absl::string_view given = rpc::OperatorText(condition.op);
  return InvalidField("filter",
                      {absl::StrCat(condition.field, " takes ", allowed, ", not ", given),
                       absl::StrCat(condition.field, " dùng ", allowed, ", không dùng ", given)});
}

absl::Status BadValue(const Condition& condition, absl::string_view expected) {
  return InvalidField(
      "filter",
      {absl::StrCat(condition.field, " needs ", expected, ", not \"", condition.value, "\""),
       absl::StrCat(condition.field, " cần ", expected, ", không phải \"", condition.value, "\"")});
}

absl::StatusOr<ListQuery> ParseListQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by,
                                         absl::Span<const FilterField> fields,
                                         absl::Span<const ListOrder> orders,
                                         SpecialCondition special) {
  ListQuery query;
  const ListOrder* chosen = order_by.empty() ? &orders[0] : nullptr;
  for (const ListOrder& order : orders) {
    if (order.text == order_by) chosen = &order;
  }
  if (chosen == nullptr) {
    const std::string known = absl::StrJoin(
        orders, ", ",
        [](std::string* out, const ListOrder& order) { absl::StrAppend(out, order.text); });
    return InvalidField("order_by", {absl::StrCat("must be one of: ", known),
                                     absl::StrCat("phải là một trong: ", known)});
  }
  query.order = *chosen;
  ASSIGN_OR_RETURN(const std::vector<Condition> conditions, rpc::ParseFilter(filter));
  for (const Condition& condition : conditions) {
    const FilterField* field = nullptr;
    for (const FilterField& known : fields) {
      if (known.name == condition.field) field = &known;
    }
    if (field == nullptr) return UnknownField(condition, fields);
    ASSIGN_OR_RETURN(Bound bound, MakeCondition(condition, *field, agency, special));
    query.conditions.push_back(std::move(bound));
  }
  return query;
}

absl::StatusOr<ListQuery> ParseListQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by,
                                         absl::Span<const FilterField> fields,
                                         absl::Span<const ListOrder> orders) {
  return ParseListQuery(agency, filter, order_by, fields, orders,
                        [](const Condition& condition) -> absl::StatusOr<Bound> {
                          return BadOperator(condition, "");
                        });
}

absl::Status PageRows(sql::Transaction& tx, absl::string_view table, absl::string_view agency,
                      const ListQuery& query, const common::v1::PageToken& token, int limit,
                      PageKeys& keys, absl::FunctionRef<absl::Status(absl::string_view)> on_body) {
  Statement statement;
  const ListOrder& order = query.order;
  std::string sql = absl::StrCat("SELECT t.body, t.", order.first, ", t.", order.second, " FROM ",
                                 table, " t WHERE t.agency = ", statement.Add(agency));
  for (const Bound& bound : query.conditions) {
    absl::StrAppend(&sql, " AND ", statement.Add(bound));
  }
  if (!token.keys().empty()) {
    absl::StrAppend(&sql, " AND (t.", order.first, ", t.", order.second, ") ",
                    order.descending ? "<" : ">", " (", statement.Add(token.keys(0).number()), ", ",
                    order.second_is_text ? statement.Add(absl::string_view(token.keys(1).text()))
                                         : statement.Add(token.keys(1).number()),
                    ")");
  }
  const absl::string_view direction = order.descending ? " DESC" : "";
  absl::StrAppend(&sql, " ORDER BY t.", order.first, direction, ", t.", order.second, direction,
                  " LIMIT ", statement.Add(int64_t{limit}));
  return tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    auto& key = keys.emplace_back();
    rpc::AddKey(key, row.Int(1));
    if (order.second_is_text) {
      rpc::AddKey(key, row.Text(2));
    } else {
      rpc::AddKey(key, row.Int(2));
    }
    return on_body(row.Bytes(0));
  });
}

}  // namespace dondoc::finance
