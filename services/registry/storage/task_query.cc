#include "services/registry/storage/task_query.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/filter.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "common/sql/bodies.h"
#include "common/text/fold.h"
#include "services/registry/storage/days.h"
#include "services/registry/storage/office_number.h"
#include "services/registry/storage/task_words.h"

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
      if (const auto number = ParseOfficeNumber(absl::AsciiStrToUpper(condition.value))) {
        query.conditions.push_back(
            {"t.number_year = ? AND t.number_sequence = ?", {number->year, number->sequence}, {}});
        continue;
      }
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

namespace {

struct Found {
  common::v1::PageToken key;
  v1::Task task;
};

bool HasTextKey(TaskQuery::Order order) {
  return order != TaskQuery::Order::kNumber && order != TaskQuery::Order::kNumberDescending;
}

bool Before(const common::v1::PageToken& a, const common::v1::PageToken& b) {
  const auto parts = [](const common::v1::PageToken& key) {
    return std::make_tuple(key.keys(0).number(), key.keys(1).number(),
                           absl::string_view(key.keys(1).text()));
  };
  return parts(a) < parts(b);
}

// Runs one statement: `from` (tables and their conditions) with the query's own conditions, order
// and the place where the page begins.
absl::StatusOr<std::vector<Found>> Select(sql::Transaction& tx, Statement statement,
                                          absl::string_view from, bool by_word,
                                          const TaskQuery& query,
                                          const common::v1::PageToken& token, int limit) {
  const char* columns = OrderColumns(query.order, by_word);
  std::string sql = absl::StrCat("SELECT t.body, ", columns, " FROM ", from);
  for (const auto& condition : query.conditions) {
    absl::StrAppend(&sql, " AND ", statement.Add(condition));
  }
  const bool descending = Descending(query.order);
  const bool text_key = HasTextKey(query.order);
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

  std::vector<Found> found;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    auto& [key, task] = found.emplace_back();
    rpc::AddKey(key, row.Int(1));
    if (text_key) {
      rpc::AddKey(key, row.Text(2));
    } else {
      rpc::AddKey(key, row.Int(2));
    }
    return sql::ParseBody(row.Bytes(0), task);
  }));
  return found;
}

absl::StatusOr<std::vector<Found>> SelectByWords(sql::Transaction& tx, absl::string_view agency,
                                                 const TaskQuery& query,
                                                 const common::v1::PageToken& token, int limit) {
  Statement statement;
  const std::string parent = statement.Add(agency);
  std::string from = absl::StrCat("task_tokens w JOIN tasks t ON t.agency = ", parent,
                                  " AND t.task = w.task WHERE w.agency = ", parent,
                                  " AND w.token = ", statement.Add(query.words[0]));
  for (size_t i = 1; i < query.words.size(); ++i) {
    absl::StrAppend(&from, " AND EXISTS (SELECT 1 FROM task_tokens o WHERE o.agency = ", parent,
                    " AND o.token = ", statement.Add(query.words[i]),
                    " AND o.last_day = w.last_day AND o.task = w.task)");
  }
  ASSIGN_OR_RETURN(std::vector<Found> found,
                   Select(tx, std::move(statement), from, /*by_word=*/true, query, token, limit));

  // And the tasks whose words are not in that table yet.
  ASSIGN_OR_RETURN(std::vector<std::string> names, PendingMatches(tx, agency, query.words));
  if (names.empty()) return found;
  Statement pending;
  from = absl::StrCat("tasks t WHERE t.agency = ", pending.Add(agency), " AND t.task IN (");
  // Repeating the last name to a power of two keeps the statement texts few enough to be prepared
  // once.
  const size_t places = absl::bit_ceil(names.size());
  for (size_t i = 0; i < places; ++i) {
    absl::StrAppend(&from, i > 0 ? ", " : "", pending.Add(names[std::min(i, names.size() - 1)]));
  }
  from.push_back(')');
  ASSIGN_OR_RETURN(std::vector<Found> newest,
                   Select(tx, std::move(pending), from, /*by_word=*/false, query, token, limit));
  std::vector<Found> merged;
  std::merge(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()),
             std::make_move_iterator(newest.begin()), std::make_move_iterator(newest.end()),
             std::back_inserter(merged),
             [descending = Descending(query.order)](const Found& a, const Found& b) {
               return descending ? Before(b.key, a.key) : Before(a.key, b.key);
             });
  if (merged.size() > static_cast<size_t>(limit)) merged.resize(limit);
  return merged;
}

absl::StatusOr<std::vector<Found>> SelectAll(sql::Transaction& tx, absl::string_view agency,
                                             const TaskQuery& query,
                                             const common::v1::PageToken& token, int limit) {
  Statement statement;
  const std::string from = absl::StrCat("tasks t WHERE t.agency = ", statement.Add(agency));
  return Select(tx, std::move(statement), from, /*by_word=*/false, query, token, limit);
}

}  // namespace

absl::StatusOr<std::vector<v1::Task>> PageTasks(sql::Transaction& tx, absl::string_view agency,
                                                const TaskQuery& query,
                                                const common::v1::PageToken& token, int limit,
                                                std::vector<common::v1::PageToken>& keys) {
  ASSIGN_OR_RETURN(std::vector<Found> found, query.words.empty()
                                                 ? SelectAll(tx, agency, query, token, limit)
                                                 : SelectByWords(tx, agency, query, token, limit));
  std::vector<v1::Task> tasks;
  for (auto& [key, task] : found) {
    keys.push_back(std::move(key));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace dondoc::registry
