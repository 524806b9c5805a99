// ListTasks: from a filter and an order to one portable statement that pages by keyset.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/sql/transaction.h"

#include "dondoc/common/v1/page_token.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// A checked ListTasks request.
struct TaskQuery {
  struct Bound {
    // A condition of our own making, with `?` for its values in order; never a caller's text.
    std::string sql;
    std::vector<int64_t> numbers;
    std::vector<std::string> texts;
  };
  enum class Order { kDue, kDueDescending, kNumber, kNumberDescending, kUpdatedDescending };
  std::vector<Bound> conditions;
  // Words that the task must have, rarest last (their first drives the search).
  std::vector<std::string> words;
  Order order = Order::kDue;
  // Columns of the order: all descending or all ascending.
  int key_count() const;
};

// INVALID_ARGUMENT on `filter` or `order_by`, saying what is known.
absl::StatusOr<TaskQuery> ParseTaskQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by, absl::CivilDay as_of,
                                         int due_soon_days);

// One page, after the keys of `token` where it has some.
absl::StatusOr<std::vector<v1::Task>> PageTasks(sql::Transaction& tx, absl::string_view agency,
                                                const TaskQuery& query,
                                                const common::v1::PageToken& token, int limit,
                                                std::vector<common::v1::PageToken>& keys);

}  // namespace dondoc::registry
