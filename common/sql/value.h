// Values that go into and come out of SQL statements. The portable types are BIGINT, TEXT and BYTEA
// (macro {{BLOB}}); everything else is built from them by the repositories.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dondoc::sql {

// Bytes of one bound parameter, the same on both engines; a longer one is refused before anything
// is copied. SQLite itself stops at 10^9; a message to PostgreSQL carries its length in 31 bits,
// and the server stops at 1 GiB.
inline constexpr size_t kMaxValueBytes = size_t{512} << 20;

// SQL NULL. Columns are NOT NULL wherever the domain allows it.
struct Null {};

// Marks a string as BYTEA. Any bytes, NUL included.
struct Bytes {
  explicit Bytes(absl::string_view bytes) : data(bytes) {}
  absl::string_view data;
};

// One bound parameter. Does not own: it must not outlive the string it was made from, which the
// full expression of a call to Execute or Query never does.
class Value {
 public:
  enum class Type : char { kNull = 'n', kInt = 'i', kText = 't', kBytes = 'b' };

  // NOLINTBEGIN(google-explicit-constructor): parameters are written as a plain list.
  Value(Null) : type_(Type::kNull) {}
  // Every integer that fits int64; a uint64 must be cast by its owner, who knows its range.
  template <typename T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, char> &&
                                             (sizeof(T) < 8 || std::is_signed_v<T>),
                                         int> = 0>
  Value(T value) : type_(Type::kInt), int_(static_cast<int64_t>(value)) {}
  // TEXT: valid UTF-8 without NUL, or the statement fails (SQL_INVALID_TEXT) on both engines.
  Value(absl::string_view text) : type_(Type::kText), text_(text) {}
  Value(const std::string& text) : Value(absl::string_view(text)) {}
  Value(const char* text) : Value(absl::string_view(text)) {}
  Value(Bytes bytes) : type_(Type::kBytes), text_(bytes.data) {}
  Value(std::optional<int64_t> value)
      : type_(value ? Type::kInt : Type::kNull), int_(value.value_or(0)) {}
  // NOLINTEND(google-explicit-constructor)
  // Pointers would silently become booleans.
  template <typename T>
  Value(T*) = delete;

  Type type() const { return type_; }
  int64_t as_int() const { return int_; }
  absl::string_view as_bytes() const { return text_; }

 private:
  Type type_;
  int64_t int_ = 0;
  absl::string_view text_;
};

// The parameters of a statement: element 0 is $1.
using Params = absl::Span<const Value>;

// One row of a result, valid inside the row callback only. Columns count from 0. Reading a column
// as a type it does not have, reading NULL as a value, or reading past the last column yields 0 or
// "" and makes the query fail with INTERNAL, reason SQL_TYPE, when the callback returns: a mismatch
// is a defect of the statement, and engines that coerce must not hide it.
class Row {
 public:
  virtual ~Row() = default;
  virtual int columns() const = 0;
  virtual bool IsNull(int column) const = 0;
  // Integers and booleans (EXISTS). A sum of BIGINT is NUMERIC on PostgreSQL: write
  // CAST(SUM(x) AS BIGINT).
  virtual int64_t Int(int column) const = 0;
  // Valid until the callback returns.
  virtual absl::string_view Text(int column) const = 0;
  virtual absl::string_view Bytes(int column) const = 0;

  bool Bool(int column) const { return Int(column) != 0; }
};

}  // namespace dondoc::sql
