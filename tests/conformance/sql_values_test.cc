// What goes in comes out, the same on every engine.
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;

class SqlValuesTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE v (id BIGINT NOT NULL PRIMARY KEY, n BIGINT, t {{TEXT_C}}, b {{BLOB}});");
  }
};

TEST_P(SqlValuesTest, IntegersKeepTheirExtremes) {
  auto transaction = Begin(*writer_);
  int64_t id = 0;
  for (const int64_t n : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0}, int64_t{1},
                          int64_t{9'007'199'254'740'993}, std::numeric_limits<int64_t>::max()}) {
    ++id;
    ASSERT_OK(transaction->Execute("INSERT INTO v (id, n) VALUES ($1, $2)", {id, n}));
    EXPECT_EQ(Count(*transaction, "SELECT n FROM v WHERE id = $1", {id}), n);
    EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM v WHERE n = $1", {n}), 1);
  }
}

TEST_P(SqlValuesTest, TextKeepsVietnameseAndEmptiness) {
  auto transaction = Begin(*writer_);
  int64_t id = 0;
  for (const std::string& text :
       {std::string("Sở Khoa học và Công nghệ tỉnh Quảng Trị"), std::string("ĐÔN ĐỐC ăâđêôơư ẵ"),
        std::string("'; DROP TABLE v; --"), std::string(), std::string("\xF0\x9F\x93\x8C"),
        std::string(100'000, 'x'), std::string("e\xCC\x82\xCC\xA3")}) {
    ++id;
    ASSERT_OK(transaction->Execute("INSERT INTO v (id, t) VALUES ($1, $2)", {id, text}));
    const auto read = transaction->QueryText("SELECT t FROM v WHERE id = $1", {id});
    ASSERT_OK(read);
    EXPECT_EQ(read->value_or("none"), text);
  }
}

TEST_P(SqlValuesTest, BytesKeepNulAndEveryByte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  auto transaction = Begin(*writer_);
  int64_t id = 0;
  for (const std::string& bytes : {all, std::string(1, '\0'), std::string(), all + all}) {
    ++id;
    ASSERT_OK(transaction->Execute("INSERT INTO v (id, b) VALUES ($1, $2)", {id, Bytes(bytes)}));
    std::string read = "none";
    ASSERT_OK(transaction->Query("SELECT b FROM v WHERE id = $1", {id}, [&](const Row& row) {
      EXPECT_FALSE(row.IsNull(0));
      read = std::string(row.Bytes(0));
      return absl::OkStatus();
    }));
    EXPECT_EQ(read, bytes);
  }
}

TEST_P(SqlValuesTest, NullIsNeitherZeroNorEmpty) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("INSERT INTO v (id, n, t, b) VALUES (1, $1, $2, $3)",
                                 {Null(), Null(), Null()}));
  ASSERT_OK(transaction->Execute("INSERT INTO v (id, n, t, b) VALUES (2, $1, $2, $3)",
                                 {std::optional<int64_t>(), "", Bytes("")}));
  int rows = 0;
  ASSERT_OK(transaction->Query("SELECT n, t, b FROM v ORDER BY id", {}, [&](const Row& row) {
    EXPECT_EQ(row.columns(), 3);
    EXPECT_TRUE(row.IsNull(0));
    EXPECT_EQ(row.IsNull(1), rows == 0);
    EXPECT_EQ(row.IsNull(2), rows == 0);
    ++rows;
    return absl::OkStatus();
  }));
  EXPECT_EQ(rows, 2);
}

TEST_P(SqlValuesTest, TheSameStatementTakesValueOrNull) {
  auto transaction = Begin(*writer_);
  constexpr absl::string_view kInsert = "INSERT INTO v (id, n) VALUES ($1, $2)";
  ASSERT_OK(transaction->Execute(kInsert, {1, 7}));
  ASSERT_OK(transaction->Execute(kInsert, {2, Null()}));
  ASSERT_OK(transaction->Execute(kInsert, {3, 8}));
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(n) FROM v"), 2);
  EXPECT_EQ(Count(*transaction, "SELECT CAST(SUM(n) AS BIGINT) FROM v"), 15);
}

TEST_P(SqlValuesTest, TextThatOneEngineWouldRefuseIsRefusedByBoth) {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\xC0\xAF"), std::string("\xED\xA0\x80"),
        std::string("\xFF"), std::string("\xE1\xBB"), std::string("\xF4\x90\x80\x80")}) {
    auto transaction = Begin(*writer_);
    EXPECT_ERROR(transaction->Execute("INSERT INTO v (id, t) VALUES (1, $1)", {text}),
                 StatusCode::kInvalidArgument, "SQL_INVALID_TEXT");
    EXPECT_FALSE(transaction->status().ok());
  }
}

TEST_P(SqlValuesTest, ReadingAColumnAsAnotherTypeFails) {
  Run("INSERT INTO v (id, n, t) VALUES (1, 5, 'x')");
  const std::vector<std::pair<std::string, std::function<void(const Row&)>>> misreadings = {
      {"SELECT t FROM v", [](const Row& row) { EXPECT_EQ(row.Int(0), 0); }},
      {"SELECT n FROM v", [](const Row& row) { EXPECT_EQ(row.Text(0), ""); }},
      {"SELECT n FROM v", [](const Row& row) { EXPECT_EQ(row.Bytes(0), ""); }},
      {"SELECT b FROM v", [](const Row& row) { EXPECT_EQ(row.Bytes(0), ""); }},
      {"SELECT n FROM v", [](const Row& row) { EXPECT_EQ(row.Int(1), 0); }},
      {"SELECT n FROM v", [](const Row& row) { EXPECT_EQ(row.Int(-1), 0); }},
      {"SELECT n FROM v", [](const Row& row) { EXPECT_TRUE(row.IsNull(9)); }},
  };
  for (const auto& [sql, misread] : misreadings) {
    auto transaction = Begin(*writer_);
    const absl::Status status = transaction->Query(sql, {}, [&misread = misread](const Row& row) {
      misread(row);
      return absl::OkStatus();
    });
    EXPECT_ERROR(status, StatusCode::kInternal, "SQL_TYPE");
  }
}

TEST_P(SqlValuesTest, BooleansOfTheEngineReadAsIntegers) {
  Run("INSERT INTO v (id, n) VALUES (1, 5)");
  auto transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, "SELECT EXISTS (SELECT 1 FROM v WHERE n = $1)", {5}), 1);
  EXPECT_EQ(Count(*transaction, "SELECT EXISTS (SELECT 1 FROM v WHERE n = $1)", {6}), 0);
}

TEST_P(SqlValuesTest, ResultsKeepTheirShape) {
  auto transaction = Begin(*writer_);
  const auto none = transaction->QueryInt("SELECT n FROM v WHERE id = 99");
  ASSERT_OK(none);
  EXPECT_FALSE(none->has_value());
  ASSERT_OK(transaction->Execute("INSERT INTO v (id, n) VALUES (1, 1), (2, 2)"));
  EXPECT_ERROR(transaction->QueryInt("SELECT n FROM v"), StatusCode::kInternal,
               "SQL_TOO_MANY_ROWS");
}

DONDOC_ON_EVERY_ENGINE(SqlValuesTest);

}  // namespace
}  // namespace dondoc::sql
