#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include <libpq-fe.h>

#include "common/sql/value.h"

namespace dondoc::sql::internal {

// The rows of a result in binary format, one after the other.
class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const PGresult* result)
      : result_(result), rows_(PQntuples(result)), columns_(PQnfields(result)) {}

  int columns() const override { return columns_; }
  bool IsNull(int column) const override;
  int64_t Int(int column) const override;
  absl::string_view Text(int column) const override;
  absl::string_view Bytes(int column) const override;

  bool at_end() const { return row_ >= rows_; }
  void Next() { ++row_; }
  bool misread() const { return misread_; }

 private:
  // The value's bytes where the column exists and is not NULL.
  bool Read(int column, absl::string_view& bytes, Oid& type) const;

  const PGresult* const result_;
  const int rows_;
  const int columns_;
  int row_ = 0;
  mutable bool misread_ = false;
};

// What a command says it inserted, updated or deleted; 0 where it does not count rows.
int64_t AffectedRows(PGresult* result);

}  // namespace dondoc::sql::internal
