#include "common/sql/sql_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::sql::internal {
namespace {

std::string On(Engine engine, absl::string_view sql) {
  const auto text = ToEngineSql(sql, engine);
  return text.ok() ? text->text : ReasonOf(text.status());
}
std::string Sqlite(absl::string_view sql) { return On(Engine::kSqlite, sql); }
std::string Postgres(absl::string_view sql) { return On(Engine::kPostgres, sql); }

TEST(SqlText, PlaceholdersAreTranslatedForSqlite) {
  EXPECT_EQ(Sqlite("SELECT $1, $2, $10"), "SELECT ?1, ?2, ?10");
  EXPECT_EQ(Postgres("SELECT $1, $2, $10"), "SELECT $1, $2, $10");
  EXPECT_EQ(Sqlite("a=$1b"), "a=?1b");
}

TEST(SqlText, CountsTheHighestPlaceholder) {
  EXPECT_EQ(ToEngineSql("SELECT 1", Engine::kSqlite)->parameters, 0);
  EXPECT_EQ(ToEngineSql("SELECT $2, $3, $2", Engine::kSqlite)->parameters, 3);
  EXPECT_EQ(ToEngineSql("SELECT $32767", Engine::kPostgres)->parameters, 32767);
}

TEST(SqlText, QuotesAndCommentsAreLeftAlone) {
  for (const absl::string_view sql :
       {"SELECT '$1'", "SELECT 'it''s $1'", "SELECT \"$1\"", "SELECT \"a\"\"$1\"",
        "SELECT 1 -- $1 {{BLOB}}", "SELECT 1 -- it's\n, 2", "SELECT /* $1 '{{X}} */ 2", "SELECT ''",
        "SELECT '--', 1", "SELECT '/*', 1", "SELECT '?'"}) {
    EXPECT_EQ(Sqlite(sql), sql);
    EXPECT_EQ(Postgres(sql), sql);
  }
  EXPECT_EQ(Sqlite("SELECT '$1', $1 -- $2\n, $2"), "SELECT '$1', ?1 -- $2\n, ?2");
  EXPECT_EQ(Sqlite("SELECT 4 - -$1 / $2"), "SELECT 4 - -?1 / ?2");
}

TEST(SqlText, MacrosExpandPerEngine) {
  EXPECT_EQ(Sqlite("x {{BLOB}} NOT NULL"), "x BLOB NOT NULL");
  EXPECT_EQ(Postgres("x {{BLOB}} NOT NULL"), "x BYTEA NOT NULL");
  EXPECT_EQ(Sqlite("x {{TEXT_C}}"), "x TEXT");
  EXPECT_EQ(Postgres("x {{TEXT_C}}"), "x TEXT COLLATE \"C\"");
  EXPECT_EQ(Sqlite("SELECT 1 {{FOR_UPDATE}}"), "SELECT 1 ");
  EXPECT_EQ(Postgres("SELECT 1 {{FOR_UPDATE}}"), "SELECT 1 FOR UPDATE");
  EXPECT_EQ(Sqlite("() {{WITHOUT_ROWID}}"), "() WITHOUT ROWID");
  EXPECT_EQ(Postgres("() {{WITHOUT_ROWID}}"), "() ");
}

TEST(SqlText, DefectsAreRefused) {
  for (const std::string& sql :
       {std::string("SELECT {{NOPE}}"), std::string("SELECT {{BLOB"), std::string("SELECT 'open"),
        std::string("SELECT \"open"), std::string("SELECT /* open"), std::string("SELECT $"),
        std::string("SELECT $0"), std::string("SELECT $a"), std::string("SELECT $$text$$"),
        std::string("SELECT $32768"), std::string("SELECT $99999999999999999999"),
        std::string("SELECT ?"), std::string("SELECT ?1"), std::string("SELECT\0 1", 9),
        std::string(kMaxSqlBytes + 1, ' ')}) {
    EXPECT_EQ(Sqlite(sql), "SQL_STATEMENT") << sql.substr(0, 40);
    EXPECT_EQ(Postgres(sql), "SQL_STATEMENT") << sql.substr(0, 40);
  }
  EXPECT_EQ(Sqlite(std::string(kMaxSqlBytes, ' ')).size(), kMaxSqlBytes);
}

TEST(PortableText, TakesUtf8) {
  for (const absl::string_view text :
       {"", "a", "plain ASCII, longer than eight", "Đôn Đốc", "\xC2\x80", "\xDF\xBF",
        "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF", "1234567\x7F", "\x01\x02\x03\x04\x05\x06\x07\x08"}) {
    EXPECT_TRUE(IsPortableText(text)) << text;
  }
}

TEST(PortableText, RefusesTheRestAtEveryAlignment) {
  const std::vector<std::string> bad = {std::string(1, '\0'),
                                        "\x80",
                                        "\xBF",
                                        "\xC0\x80",
                                        "\xC1\xBF",
                                        "\xC2",
                                        "\xC2 ",
                                        "\xE0\x9F\xBF",
                                        "\xE1\x80",
                                        "\xED\xA0\x80",
                                        "\xED\xBF\xBF",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF1\x80\x80",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFE",
                                        "\xFF"};
  for (size_t before = 0; before < 17; ++before) {
    for (size_t after : {0, 1, 7, 8, 9}) {
      for (const std::string& bytes : bad) {
        const std::string text =
            absl::StrCat(std::string(before, 'a'), bytes, std::string(after, 'b'));
        EXPECT_FALSE(IsPortableText(text)) << before << " " << after;
      }
    }
  }
}

}  // namespace
}  // namespace dondoc::sql::internal
