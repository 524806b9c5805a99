#include "services/registry/storage/task_query.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/filter.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "common/text/fold.h"
#include "services/registry/storage/bodies.h"
#include "services/registry/storage/days.h"

namespace dondoc::registry {
namespace {

using rpc::Condition;
using Operator = rpc::Condition::Operator;

absl::Status BadFilter(std::string en, std::string vi) {
  return InvalidField("filter", {std::move(en), std::move(vi)});
}

absl::Status BadOperator(const Condition& condition, absl::string_view allowed) {
  return BadFilter(
      absl::StrCat(condition.field, " takes ", allowed, ", not ", rpc::OperatorText(condition.op)),
      absl::StrCat(condition.field, " dùng ", allowed, ", không dùng ",
                   rpc::OperatorText(condition.op)));
}

absl::Status BadValue(const Condition& condition, absl::string_view expected) {
  return BadFilter(
      absl::StrCat(condition.field, " needs ", expected, ", not \"", condition.value, "\""),
      absl::StrCat(condition.field, " cần ", expected, ", không phải \"", condition.value, "\""));
}

// `agencies/a/units/u`, or the id alone.
absl::StatusOr<std::string> FullName(const Condition& condition, absl::string_view agency,
                                     absl::string_view collection) {
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

absl::StatusOr<TaskQuery::Bound> StateCondition(const Condition& condition) {
  v1::Task::State state;
  if (condition.op != Operator::kEqual && condition.op != Operator::kNotEqual) {
    return BadOperator(condition, "= !=");
  }
  if (!v1::Task::State_Parse(condition.value, &state)) {
    return BadValue(condition,
                    "UNASSIGNED, ASSIGNED, ACCEPTED, IN_PROGRESS, SUBMITTED, RETURNED, COMPLETED, "
                    "CANCELLED");
  }
  const char* sql = condition.op == Operator::kEqual ? "t.state = ?" : "t.state <> ?";
  return TaskQuery::Bound{sql, {static_cast<int64_t>(state)}, {}};
}

// The same rules as calendar::DeriveTimeliness, over columns.
absl::StatusOr<TaskQuery::Bound> TimelinessCondition(const Condition& condition, int64_t today) {
  v1::Task::Timeliness timeliness;
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  if (!v1::Task::Timeliness_Parse(condition.value, &timeliness) ||
      timeliness == v1::Task::TIMELINESS_UNSPECIFIED) {
    return BadValue(condition, "ON_TIME, LATE, IN_TIME, OVERDUE");
  }
  constexpr int64_t kCompleted = v1::Task::COMPLETED, kCancelled = v1::Task::CANCELLED;
  switch (timeliness) {
    case v1::Task::ON_TIME:
      return TaskQuery::Bound{"t.state = ? AND t.done_day <= t.last_day", {kCompleted}, {}};
    case v1::Task::LATE:
      return TaskQuery::Bound{"t.state = ? AND t.done_day > t.last_day", {kCompleted}, {}};
    case v1::Task::OVERDUE:
      return TaskQuery::Bound{
          "t.state NOT IN (?, ?) AND t.last_day < ?", {kCompleted, kCancelled, today}, {}};
    default:
      return TaskQuery::Bound{
          "t.state NOT IN (?, ?) AND t.last_day >= ?", {kCompleted, kCancelled, today}, {}};
  }
}

absl::StatusOr<TaskQuery::Bound> FlagCondition(const Condition& condition, int64_t today,
                                               int due_soon_days) {
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  if (condition.value != "true" && condition.value != "false") {
    return BadValue(condition, "true, false");
  }
  constexpr int64_t kCompleted = v1::Task::COMPLETED, kCancelled = v1::Task::CANCELLED;
  TaskQuery::Bound bound;
  if (condition.field == "no_date") {
    bound = {"t.last_day = ?", {kNoDay}, {}};
  } else {
    bound = {"t.state NOT IN (?, ?) AND t.last_day BETWEEN ? AND ?",
             {kCompleted, kCancelled, today, today + due_soon_days},
             {}};
  }
  if (condition.value == "false") bound.sql = absl::StrCat("NOT (", bound.sql, ")");
  return bound;
}

absl::StatusOr<TaskQuery::Bound> DueCondition(const Condition& condition) {
  if (condition.op == Operator::kHas || condition.op == Operator::kNotEqual) {
    return BadOperator(condition, "= < <= > >=");
  }
  const auto day = calendar::ParseDay(condition.value);
  if (!day.ok()) return BadValue(condition, "YYYY-MM-DD");
  return TaskQuery::Bound{
      absl::StrCat("t.last_day ", rpc::OperatorText(condition.op), " ? AND t.last_day < ?"),
      {DayNumber(*day), kNoDay},
      {}};
}

const char* OrderColumns(TaskQuery::Order order, bool by_word) {
  switch (order) {
    case TaskQuery::Order::kNumber:
    case TaskQuery::Order::kNumberDescending:
      return "t.number_year, t.number_sequence";
    case TaskQuery::Order::kUpdatedDescending:
      return "t.revision, t.task";
    default:
      // The same values; naming the driving table's lets its key give the order.
      return by_word ? "w.last_day, w.task" : "t.last_day, t.task";
  }
}

bool Descending(TaskQuery::Order order) {
  return order == TaskQuery::Order::kDueDescending ||
         order == TaskQuery::Order::kNumberDescending ||
         order == TaskQuery::Order::kUpdatedDescending;
}

// Collects a statement's parameters; `$n` in the order of adding.
class Statement {
 public:
  std::string Add(int64_t number) {
    values_.emplace_back(number);
    return Last();
  }
  std::string Add(absl::string_view text) {
    values_.emplace_back(text);
    return Last();
  }
  // Replaces each `?` of `bound` by a parameter.
  std::string Add(const TaskQuery::Bound& bound) {
    std::string sql;
    size_t number = 0, text = 0;
    for (const char c : bound.sql) {
      if (c != '?') {
        sql.push_back(c);
      } else if (number < bound.numbers.size()) {
        sql += Add(bound.numbers[number++]);
      } else {
        sql += Add(bound.texts[text++]);
      }
    }
    return sql;
  }
  sql::Params params() const { return values_; }

 private:
  std::string Last() const { return absl::StrCat("$", values_.size()); }
  std::vector<sql::Value> values_;
};

}  // namespace

int TaskQuery::key_count() const { return 2; }

absl::StatusOr<TaskQuery> ParseTaskQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by, absl::CivilDay as_of,
                                         int due_soon_days) {
  TaskQuery query;
  static constexpr std::pair<absl::string_view, TaskQuery::Order> kOrders[] = {
      {"", TaskQuery::Order::kDue},
      {"due", TaskQuery::Order::kDue},
      {"due desc", TaskQuery::Order::kDueDescending},
      {"number", TaskQuery::Order::kNumber},
      {"number desc", TaskQuery::Order::kNumberDescending},
      {"update_time desc", TaskQuery::Order::kUpdatedDescending}};
  bool known = false;
  for (const auto& [text, order] : kOrders) {
    if (order_by != text) continue;
    query.order = order;
    known = true;
  }
  if (!known) {
    return InvalidField("order_by",
                        {"must be due, due desc, number, number desc or update_time desc",
                         "phải là due, due desc, number, number desc hoặc update_time desc"});
  }
  const int64_t today = DayNumber(as_of);
  ASSIGN_OR_RETURN(const std::vector<Condition> conditions, rpc::ParseFilter(filter));
  for (const Condition& condition : conditions) {
    if (condition.field == "text") {
      if (condition.op != Operator::kHas) return BadOperator(condition, ":");
      for (std::string& word : text::QueryTokens(condition.value)) {
        query.words.push_back(std::move(word));
      }
      if (query.words.empty()) return BadValue(condition, "a word (từ)");
      continue;
    }
    TaskQuery::Bound bound;
    if (condition.field == "unit" || condition.field == "directive") {
      if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
      const bool unit = condition.field == "unit";
      ASSIGN_OR_RETURN(std::string name,
                       FullName(condition, agency, unit ? "units" : "directives"));
      bound.sql = unit ? "t.unit = ?" : "t.directive = ?";
      bound.texts.push_back(std::move(name));
    } else if (condition.field == "state") {
      ASSIGN_OR_RETURN(bound, StateCondition(condition));
    } else if (condition.field == "timeliness") {
      ASSIGN_OR_RETURN(bound, TimelinessCondition(condition, today));
    } else if (condition.field == "due_soon" || condition.field == "no_date") {
      ASSIGN_OR_RETURN(bound, FlagCondition(condition, today, due_soon_days));
    } else if (condition.field == "due") {
      ASSIGN_OR_RETURN(bound, DueCondition(condition));
    } else {
      return BadFilter(
          absl::StrCat("\"", condition.field,
                       "\" is no field; known: unit, state, timeliness, due_soon, no_date, due, "
                       "directive, text"),
          absl::StrCat("không có trường \"", condition.field,
                       "\"; có thể dùng: unit, state, timeliness, due_soon, no_date, due, "
                       "directive, text"));
    }
    query.conditions.push_back(std::move(bound));
  }
  return query;
}

absl::StatusOr<std::vector<v1::Task>> PageTasks(sql::Transaction& tx, absl::string_view agency,
                                                const TaskQuery& query,
                                                const common::v1::PageToken& token, int limit,
                                                std::vector<common::v1::PageToken>& keys) {
  Statement statement;
  const bool by_word = !query.words.empty();
  const std::string parent = statement.Add(agency);
  const char* columns = OrderColumns(query.order, by_word);
  std::string sql = absl::StrCat("SELECT t.body, ", columns, " FROM ");
  if (by_word) {
    absl::StrAppend(&sql, "task_tokens w JOIN tasks t ON t.agency = ", parent,
                    " AND t.task = w.task WHERE w.agency = ", parent,
                    " AND w.token = ", statement.Add(query.words[0]));
    for (size_t i = 1; i < query.words.size(); ++i) {
      absl::StrAppend(&sql, " AND EXISTS (SELECT 1 FROM task_tokens o WHERE o.agency = ", parent,
                      " AND o.token = ", statement.Add(query.words[i]),
                      " AND o.last_day = w.last_day AND o.task = w.task)");
    }
  } else {
    absl::StrAppend(&sql, "tasks t WHERE t.agency = ", parent);
  }
  for (const auto& condition : query.conditions) {
    absl::StrAppend(&sql, " AND ", statement.Add(condition));
  }
  const bool descending = Descending(query.order);
  const bool text_key = query.order != TaskQuery::Order::kNumber &&
                        query.order != TaskQuery::Order::kNumberDescending;
  if (!token.keys().empty()) {
    absl::StrAppend(
        &sql, " AND (", columns, ") ", descending ? "<" : ">", " (",
        statement.Add(token.keys(0).number()), ", ",
        text_key ? statement.Add(token.keys(1).text()) : statement.Add(token.keys(1).number()),
        ")");
  }
  std::string order = columns;
  if (descending) {
    const std::vector<absl::string_view> parts = absl::StrSplit(columns, ", ");
    order = absl::StrCat(parts[0], " DESC, ", parts[1], " DESC");
  }
  absl::StrAppend(&sql, " ORDER BY ", order, " LIMIT ", statement.Add(int64_t{limit}));

  std::vector<v1::Task> tasks;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    auto& key = keys.emplace_back();
    rpc::AddKey(key, row.Int(1));
    if (text_key) {
      rpc::AddKey(key, row.Text(2));
    } else {
      rpc::AddKey(key, row.Int(2));
    }
    return ParseBody(row.Bytes(0), tasks.emplace_back());
  }));
  return tasks;
}

}  // namespace dondoc::registry
