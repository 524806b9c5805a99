// Order and pages: names are ordered by sort keys stored as bytes, ids by their bytes, and pages
// follow each other through ties without losing or repeating a row.
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

class SqlOrderTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE name (agency {{TEXT_C}} NOT NULL, id {{TEXT_C}} NOT NULL,"
        " sort_key {{BLOB}} NOT NULL, PRIMARY KEY (agency, id)) {{WITHOUT_ROWID}};"
        "CREATE INDEX name_by_key ON name (agency, sort_key, id);");
  }
};

TEST_P(SqlOrderTest, BytesAreOrderedByByte) {
  // Values that a signed comparison, a prefix rule or a collation would order otherwise.
  std::vector<std::string> keys = {"",
                                   std::string(1, '\0'),
                                   std::string("\0\0", 2),
                                   std::string("\0\x01", 2),
                                   "\x01",
                                   "A",
                                   "AB",
                                   "B",
                                   "a",
                                   "\x7F",
                                   "\x80",
                                   "\xC3\xA2",
                                   "\xC4\x90",
                                   "\xFF",
                                   "\xFF\xFF"};
  auto transaction = Begin(*writer_);
  for (size_t i = 0; i < keys.size(); ++i) {
    const size_t shuffled = (i * 7) % keys.size();
    ASSERT_OK(transaction->Execute("INSERT INTO name (agency, id, sort_key) VALUES ('a', $1, $2)",
                                   {absl::StrCat(shuffled), Bytes(keys[shuffled])}));
  }
  std::vector<std::string> read;
  ASSERT_OK(
      transaction->Query("SELECT sort_key FROM name ORDER BY sort_key", {}, [&](const Row& row) {
        read.emplace_back(row.Bytes(0));
        return absl::OkStatus();
      }));
  EXPECT_EQ(read, keys);
  ASSERT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM name WHERE sort_key > $1", {Bytes("\x7F")}),
            5);
}

TEST_P(SqlOrderTest, TextIsOrderedByItsUtf8Bytes) {
  // Any language's collation would put "ă" beside "a", and small letters beside capitals.
  std::vector<std::string> ids = {"",  "A", "B", "Z", "a", "a b", "a-b", "ab", "b",
                                  "z", "Đ", "ă", "đ", "ơ", "ạ",   "ế",   "ỹ"};
  std::sort(ids.begin(), ids.end());
  auto transaction = Begin(*writer_);
  for (auto it = ids.rbegin(); it != ids.rend(); ++it) {
    ASSERT_OK(transaction->Execute("INSERT INTO name (agency, id, sort_key) VALUES ('a', $1, $2)",
                                   {*it, Bytes("")}));
  }
  EXPECT_EQ(Texts(*transaction, "SELECT id FROM name ORDER BY id"), ids);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM name WHERE id > $1", {"z"}), 7);
  // Without an ORDER BY on the column the comparison in SQL must agree, too.
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM name WHERE id < $1", {"a"}), 4);
}

TEST_P(SqlOrderTest, PagesWalkThroughTiesWithoutLossOrRepetition) {
  {
    auto transaction = Begin(*writer_);
    for (int i = 0; i < 100; ++i) {
      // Ten sort keys, ten rows each; ids in an order of their own.
      const std::string id = absl::StrCat("id", (i * 37) % 100 + 100);
      const std::string key = {static_cast<char>(0xE0 + i % 10), '\0'};
      transaction->ExecuteDeferred("INSERT INTO name (agency, id, sort_key) VALUES ('a', $1, $2)",
                                   {id, Bytes(key)});
      transaction->ExecuteDeferred("INSERT INTO name (agency, id, sort_key) VALUES ('b', $1, $2)",
                                   {id, Bytes(key)});
    }
    ASSERT_OK(transaction->Commit());
  }
  auto reader = Connect(ConnectionKind::kReader);
  auto transaction = Begin(*reader);
  std::vector<std::pair<std::string, std::string>> walked;
  std::string after_key, after_id;
  for (int page = 0; page < 50; ++page) {
    int rows = 0;
    ASSERT_OK(transaction->Query(
        "SELECT sort_key, id FROM name WHERE agency = $1 AND"
        " (sort_key > $2 OR (sort_key = $2 AND id > $3)) ORDER BY sort_key, id LIMIT $4",
        {"a", Bytes(after_key), after_id, 7}, [&](const Row& row) {
          walked.emplace_back(std::string(row.Bytes(0)), std::string(row.Text(1)));
          ++rows;
          return absl::OkStatus();
        }));
    if (rows == 0) break;
    std::tie(after_key, after_id) = walked.back();
  }
  ASSERT_EQ(walked.size(), 100u);
  auto sorted = walked;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(walked, sorted);
  EXPECT_EQ(std::adjacent_find(walked.begin(), walked.end()), walked.end());
  // The row-value form is portable, too, and agrees.
  EXPECT_EQ(Count(*transaction,
                  "SELECT COUNT(*) FROM name WHERE agency = $1 AND (sort_key, id) > ($2, $3)",
                  {"a", Bytes(walked[49].first), walked[49].second}),
            50);
}

DONDOC_ON_EVERY_ENGINE(SqlOrderTest);

}  // namespace
}  // namespace dondoc::sql
