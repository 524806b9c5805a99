#include "common/sql/bulk_insert.h"

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

namespace dondoc::sql {

BulkInsert::BulkInsert(Transaction& tx, absl::string_view head, size_t columns)
    : tx_(tx), head_(head), columns_(columns) {}

void BulkInsert::Add(std::initializer_list<Value> row) {
  values_.insert(values_.end(), row.begin(), row.end());
  if (values_.size() < kRowsPerStatement * columns_) return;
  Send(0, kRowsPerStatement);
  values_.clear();
}

void BulkInsert::Finish() {
  for (size_t from = 0; from < values_.size(); from += columns_) Send(from, 1);
  values_.clear();
}

void BulkInsert::Send(size_t from, size_t rows) {
  std::string sql = absl::StrCat(head_, " VALUES ");
  size_t number = 0;
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < columns_; ++column) {
      absl::StrAppend(&sql, column > 0 ? ", $" : (row > 0 ? ", ($" : "($"), ++number);
    }
    sql.push_back(')');
  }
  tx_.ExecuteDeferred(sql, absl::MakeConstSpan(values_).subspan(from, rows * columns_));
}

}  // namespace dondoc::sql
