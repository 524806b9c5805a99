// Binary results that no statement of ours produces must be refused, not misread.
#include "common/sql/postgres_row.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace dondoc::sql::internal {
namespace {

struct ResultClearer {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultClearer>;

// One row with one column of type `type` holding `bytes`; null where `bytes` is null.
Result OneValue(Oid type, const std::string* bytes) {
  Result result(PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK));
  char name[] = "c";
  PGresAttDesc column{name, 0, 0, 1, type, -1, -1};
  EXPECT_EQ(PQsetResultAttrs(result.get(), 1, &column), 1);
  std::string value = bytes == nullptr ? "" : *bytes;
  EXPECT_EQ(PQsetvalue(result.get(), 0, 0, bytes == nullptr ? nullptr : value.data(),
                       bytes == nullptr ? -1 : static_cast<int>(value.size())),
            1);
  return result;
}

struct Read {
  int64_t value;
  bool misread;
};
Read ReadInt(Oid type, const std::string& bytes) {
  const Result result = OneValue(type, &bytes);
  const PostgresRow row(result.get());
  const int64_t value = row.Int(0);
  return {value, row.misread()};
}

TEST(PostgresRow, DecodesIntegersOfEveryWidth) {
  EXPECT_EQ(ReadInt(20, std::string("\x80\0\0\0\0\0\0\0", 8)).value,
            std::numeric_limits<int64_t>::min());
  EXPECT_EQ(ReadInt(20, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF").value,
            std::numeric_limits<int64_t>::max());
  EXPECT_EQ(ReadInt(20, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE").value, -2);
  EXPECT_EQ(ReadInt(23, std::string("\0\0\1\0", 4)).value, 256);
  EXPECT_EQ(ReadInt(23, "\xFF\xFF\xFF\xFF").value, -1);
  EXPECT_EQ(ReadInt(21, "\xFF\x7F").value, -129);
  EXPECT_EQ(ReadInt(16, "\x01").value, 1);
  EXPECT_EQ(ReadInt(16, std::string(1, '\0')).value, 0);
}

TEST(PostgresRow, RefusesOtherTypesAndWidths) {
  EXPECT_TRUE(ReadInt(20, std::string("\0\0\0\1", 4)).misread);
  EXPECT_TRUE(ReadInt(23, std::string(8, '\0')).misread);
  EXPECT_TRUE(ReadInt(23, "").misread);
  EXPECT_TRUE(ReadInt(1700, std::string(8, '\0')).misread);  // NUMERIC.
  EXPECT_TRUE(ReadInt(701, std::string(8, '\0')).misread);   // DOUBLE PRECISION.
  EXPECT_FALSE(ReadInt(20, std::string(8, '\0')).misread);
}

TEST(PostgresRow, NullIsRefusedUnlessAskedFor) {
  const Result result = OneValue(25, nullptr);
  const PostgresRow row(result.get());
  EXPECT_TRUE(row.IsNull(0));
  EXPECT_FALSE(row.misread());
  EXPECT_EQ(row.Text(0), "");
  EXPECT_TRUE(row.misread());
}

TEST(PostgresRow, TextAndBytesAreNotInterchangeable) {
  const std::string bytes("a\0b", 3);
  const Result blob = OneValue(17, &bytes);
  const PostgresRow blob_row(blob.get());
  EXPECT_EQ(blob_row.Bytes(0), bytes);
  EXPECT_FALSE(blob_row.misread());
  EXPECT_EQ(blob_row.Text(0), "");
  EXPECT_TRUE(blob_row.misread());
}

}  // namespace
}  // namespace dondoc::sql::internal
