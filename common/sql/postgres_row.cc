#include "common/sql/postgres_row.h"

#include "absl/strings/numbers.h"

namespace dondoc::sql::internal {
namespace {

// pg_type.dat.
enum : Oid {
  kBool = 16,
  kBytea = 17,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kVarchar = 1043,
};

}  // namespace

bool PostgresRow::Read(int column, absl::string_view& bytes, Oid& type) const {
  if (column < 0 || column >= columns_ || PQgetisnull(result_, row_, column) != 0) {
    misread_ = true;
    return false;
  }
  bytes = {PQgetvalue(result_, row_, column),
           static_cast<size_t>(PQgetlength(result_, row_, column))};
  type = PQftype(result_, column);
  return true;
}

bool PostgresRow::IsNull(int column) const {
  if (column < 0 || column >= columns_) {
    misread_ = true;
    return true;
  }
  return PQgetisnull(result_, row_, column) != 0;
}

int64_t PostgresRow::Int(int column) const {
  absl::string_view bytes;
  Oid type;
  if (!Read(column, bytes, type)) return 0;
  const bool integer = (type == kInt8 && bytes.size() == 8) ||
                       (type == kInt4 && bytes.size() == 4) ||
                       (type == kInt2 && bytes.size() == 2) || (type == kBool && bytes.size() == 1);
  if (!integer) {
    misread_ = true;
    return 0;
  }
  // Big endian, two's complement: the first byte carries the sign.
  int64_t value = type == kBool ? 0 : static_cast<signed char>(bytes[0]) < 0 ? -1 : 0;
  for (const unsigned char byte : bytes) {
    value = static_cast<int64_t>((static_cast<uint64_t>(value) << 8) | byte);
  }
  return value;
}

absl::string_view PostgresRow::Text(int column) const {
  absl::string_view bytes;
  Oid type;
  if (!Read(column, bytes, type)) return "";
  if (type == kText || type == kVarchar || type == kName) return bytes;
  misread_ = true;
  return "";
}

absl::string_view PostgresRow::Bytes(int column) const {
  absl::string_view bytes;
  Oid type;
  if (!Read(column, bytes, type)) return "";
  if (type == kBytea) return bytes;
  misread_ = true;
  return "";
}

int64_t AffectedRows(PGresult* result) {
  int64_t rows = 0;
  return absl::SimpleAtoi(PQcmdTuples(result), &rows) ? rows : 0;
}

}  // namespace dondoc::sql::internal
