// Many rows into one table with few statements: what a statement costs beside its rows is paid once
// for kRowsPerStatement of them.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"
#include "common/sql/value.h"

namespace dondoc::sql {

// Two statement texts a table (full and single rows) stay in the statement cache; 16 rows of some
// ten columns stay far below the engines' limits of parameters (SQLite 32766, PostgreSQL 65535).
inline constexpr size_t kRowsPerStatement = 16;

class BulkInsert {
 public:
  // `head` is "INSERT INTO table (a, b, c)" with `columns` columns.
  BulkInsert(Transaction& tx, absl::string_view head, size_t columns);
  BulkInsert(const BulkInsert&) = delete;
  BulkInsert& operator=(const BulkInsert&) = delete;

  // Adds a row of `columns` values. Text and bytes must live until Finish. Statements are deferred:
  // an error surfaces as Transaction::ExecuteDeferred says.
  void Add(std::initializer_list<Value> row);
  // Sends what is left. Rows added after the last Finish are not inserted.
  void Finish();

 private:
  void Send(size_t from, size_t rows);

  Transaction& tx_;
  const std::string head_;
  const size_t columns_;
  std::vector<Value> values_;
};

}  // namespace dondoc::sql
