#include "services/inspection/storage/inspection_query.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/rpc/filter.h"
#include "common/rpc/page.h"
#include "services/inspection/domain/tax_code.h"
#include "services/inspection/storage/conditions.h"

namespace dondoc::inspection {
namespace {

using rpc::Condition;
using Inspection = v1::Inspection;
using Order = InspectionQuery::Order;

absl::StatusOr<Order> ParseOrder(absl::string_view order_by) {
  static constexpr std::pair<absl::string_view, Order> kOrders[] = {
      {"", Order::kFirstDay},
      {"first_day", Order::kFirstDay},
      {"first_day desc", Order::kFirstDayDescending},
      {"number", Order::kNumber},
      {"number desc", Order::kNumberDescending},
      {"update_time desc", Order::kUpdatedDescending}};
  for (const auto& [text, order] : kOrders) {
    if (order_by == text) return order;
  }
  return InvalidField(
      "order_by", {"must be first_day, first_day desc, number, number desc or update_time desc",
                   "phải là first_day, first_day desc, number, number desc hoặc update_time desc"});
}

absl::StatusOr<Bound> NameCondition(const Condition& condition, absl::string_view agency,
                                    absl::string_view collection, const char* sql) {
  ASSIGN_OR_RETURN(std::string name, FullName(condition, agency, collection));
  return Bound{sql, {}, {std::move(name)}};
}

absl::StatusOr<Bound> YearCondition(const Condition& condition) {
  if (condition.op != Condition::Operator::kEqual) return BadOperator(condition, "=");
  int64_t year = 0;
  if (!absl::SimpleAtoi(condition.value, &year)) return BadValue(condition, "2022");
  return Bound{"t.plan_year = ?", {year}, {}};
}

absl::StatusOr<Bound> EnterpriseCondition(const Condition& condition) {
  if (condition.op != Condition::Operator::kEqual) return BadOperator(condition, "=");
  const auto tax_code = NormalizeTaxCode(condition.value, "filter");
  if (!tax_code.ok()) return BadValue(condition, "\"0100109106\"");
  // Branches count with their enterprise.
  return Bound{"t.enterprise = ?", {}, {std::string(EnterpriseOf(*tax_code))}};
}

absl::StatusOr<Bound> ToBound(const Condition& condition, absl::string_view agency) {
  const std::string& field = condition.field;
  if (field == "state") {
    return EnumCondition<Inspection::State>(
        condition, "t.state", Inspection::State_Parse,
        "PLANNED, DECIDED, ANNOUNCED, SUSPENDED, REPORTING, CONCLUDED, CANCELLED_FROM_PLAN, "
        "DISCONTINUED");
  }
  if (field == "kind") {
    return EnumCondition<Inspection::Kind>(
        condition, "t.kind", Inspection::Kind_Parse,
        "SPECIALISED, ADMINISTRATIVE, EXAMINATION, INTERNAL_CHECK");
  }
  if (field == "basis") {
    return EnumCondition<Inspection::Basis>(condition, "t.basis", Inspection::Basis_Parse,
                                            "IN_PLAN, AD_HOC");
  }
  if (field == "plan_year") return YearCondition(condition);
  if (field == "awaiting") return FlagCondition(condition, "t.awaiting");
  if (field == "unit") return NameCondition(condition, agency, "units", "t.lead_unit = ?");
  if (field == "entity") return NameCondition(condition, agency, "entities", "t.entity = ?");
  if (field == "directive") {
    return NameCondition(condition, agency, "directives", "t.directive = ? AND t.directive <> ''");
  }
  if (field == "member") {
    return NameCondition(condition, agency, "officers",
                         "EXISTS (SELECT 1 FROM team_members m WHERE m.agency = t.agency "
                         "AND m.officer = ? AND m.first_day = t.first_day "
                         "AND m.inspection = t.inspection)");
  }
  if (field == "tax_code") return EnterpriseCondition(condition);
  if (field == "first_day") return DayCondition(condition, "t.first_day");
  if (field == "due") return DayCondition(condition, "t.due_day");
  return UnknownField(condition,
                      "state, kind, basis, plan_year, awaiting, unit, entity, tax_code, member, "
                      "first_day, due, directive, text");
}

const char* OrderColumns(Order order, bool by_word) {
  switch (order) {
    case Order::kNumber:
    case Order::kNumberDescending:
      return "t.number_year, t.number_sequence";
    case Order::kUpdatedDescending:
      return "t.revision, t.inspection";
    default:
      // The same values; naming the driving table's lets its key give the order.
      return by_word ? "w.first_day, w.inspection" : "t.first_day, t.inspection";
  }
}

}  // namespace

absl::StatusOr<InspectionQuery> ParseInspectionQuery(absl::string_view agency,
                                                     absl::string_view filter,
                                                     absl::string_view order_by) {
  InspectionQuery query;
  ASSIGN_OR_RETURN(query.order, ParseOrder(order_by));
  ASSIGN_OR_RETURN(const std::vector<Condition> conditions, rpc::ParseFilter(filter));
  for (const Condition& condition : conditions) {
    if (condition.field == "text") {
      ASSIGN_OR_RETURN(const auto words, WordsOf(condition));
      query.words.insert(query.words.end(), words.begin(), words.end());
      continue;
    }
    ASSIGN_OR_RETURN(Bound bound, ToBound(condition, agency));
    query.conditions.push_back(std::move(bound));
  }
  return query;
}

absl::StatusOr<std::vector<Inspection>> PageInspections(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        const InspectionQuery& query,
                                                        const common::v1::PageToken& token,
                                                        int limit, PageKeys& keys) {
  Statement statement;
  const bool by_word = !query.words.empty();
  const std::string parent = statement.Add(agency);
  const char* columns = OrderColumns(query.order, by_word);
  std::string sql = absl::StrCat("SELECT t.body, ", columns, " FROM ");
  if (by_word) {
    absl::StrAppend(&sql, "inspection_tokens w JOIN inspections t ON t.agency = ", parent,
                    " AND t.inspection = w.inspection WHERE w.agency = ", parent,
                    " AND w.token = ", statement.Add(absl::string_view(query.words[0])));
    for (size_t i = 1; i < query.words.size(); ++i) {
      absl::StrAppend(&sql,
                      " AND EXISTS (SELECT 1 FROM inspection_tokens o WHERE o.agency = ", parent,
                      " AND o.token = ", statement.Add(absl::string_view(query.words[i])),
                      " AND o.first_day = w.first_day AND o.inspection = w.inspection)");
    }
  } else {
    absl::StrAppend(&sql, "inspections t WHERE t.agency = ", parent);
  }
  for (const Bound& condition : query.conditions) {
    absl::StrAppend(&sql, " AND ", statement.Add(condition));
  }
  const bool descending = query.order == Order::kFirstDayDescending ||
                          query.order == Order::kNumberDescending ||
                          query.order == Order::kUpdatedDescending;
  const bool text_key = query.order != Order::kNumber && query.order != Order::kNumberDescending;
  if (!token.keys().empty()) {
    const std::string first = statement.Add(token.keys(0).number());
    const std::string second = text_key ? statement.Add(absl::string_view(token.keys(1).text()))
                                        : statement.Add(token.keys(1).number());
    absl::StrAppend(&sql, " AND (", columns, ") ", descending ? "<" : ">", " (", first, ", ",
                    second, ")");
  }
  std::string order = columns;
  if (descending) {
    const std::vector<absl::string_view> parts = absl::StrSplit(columns, ", ");
    order = absl::StrCat(parts[0], " DESC, ", parts[1], " DESC");
  }
  absl::StrAppend(&sql, " ORDER BY ", order, " LIMIT ", statement.Add(int64_t{limit}));

  std::vector<Inspection> inspections;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    auto& key = keys.emplace_back();
    rpc::AddKey(key, row.Int(1));
    if (text_key) {
      rpc::AddKey(key, row.Text(2));
    } else {
      rpc::AddKey(key, row.Int(2));
    }
    return ParseBody(row.Bytes(0), inspections.emplace_back());
  }));
  return inspections;
}

}  // namespace dondoc::inspection
