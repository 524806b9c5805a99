#include "services/registry/storage/task_words.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "common/base/status_macros.h"
#include "common/sql/bulk_insert.h"
#include "common/text/fold.h"
#include "services/registry/storage/days.h"

namespace dondoc::registry {
namespace {

struct Posting {
  std::string word;
  int64_t last_day;
  std::string task;

  friend bool operator<(const Posting& a, const Posting& b) {
    return std::tie(a.word, a.last_day, a.task) < std::tie(b.word, b.last_day, b.task);
  }
};

// In byte order. The number has an index of its own, and its parts would match every task.
std::set<std::string> Words(const v1::Task& task) {
  const auto tokens = text::SearchTokens(absl::StrCat(task.topic(), " ", task.text()));
  return {tokens.begin(), tokens.end()};
}

absl::Status Insert(sql::Transaction& tx, absl::string_view agency, std::vector<Posting> postings) {
  // In the order of the table's key, so that neighbours meet on one page.
  std::sort(postings.begin(), postings.end());
  sql::BulkInsert rows(tx, "INSERT INTO task_tokens (agency, token, last_day, task)", 4);
  for (const Posting& posting : postings) {
    rows.Add({agency, posting.word, posting.last_day, posting.task});
  }
  rows.Finish();
  return tx.status();
}

void AppendPostings(const v1::Task& task, std::vector<Posting>& postings) {
  const int64_t last_day = LastDay(task);
  for (const std::string& word : Words(task)) postings.push_back({word, last_day, task.name()});
}

void Wait(sql::Transaction& tx, absl::string_view agency, const v1::Task& task) {
  tx.ExecuteDeferred(
      "INSERT INTO pending_words (agency, task, last_day, words) VALUES ($1, $2, $3, $4)",
      {agency, task.name(), LastDay(task), absl::StrJoin(Words(task), " ")});
}

absl::Status Fold(sql::Transaction& tx, absl::string_view agency) {
  std::vector<Posting> postings;
  std::string last;
  RETURN_IF_ERROR(tx.Query(
      "SELECT task, last_day, words FROM pending_words WHERE agency = $1 ORDER BY task LIMIT $2",
      {agency, kFoldEvery}, [&](const sql::Row& row) {
        last = std::string(row.Text(0));
        for (const absl::string_view word : absl::StrSplit(row.Text(2), ' ', absl::SkipEmpty())) {
          postings.push_back({std::string(word), row.Int(1), last});
        }
        return absl::OkStatus();
      }));
  tx.ExecuteDeferred("DELETE FROM pending_words WHERE agency = $1 AND task <= $2", {agency, last});
  return Insert(tx, agency, std::move(postings));
}

}  // namespace

absl::Status AddWords(sql::Transaction& tx, absl::string_view agency, const v1::Task& task) {
  Wait(tx, agency, task);
  // Counted, not told from the task's number: notices of many years number their tasks side by
  // side.
  ASSIGN_OR_RETURN(const auto waiting,
                   tx.QueryInt("SELECT COUNT(*) FROM pending_words WHERE agency = $1", {agency}));
  return waiting.value_or(0) < kFoldEvery ? absl::OkStatus() : Fold(tx, agency);
}

absl::Status ChangeWords(sql::Transaction& tx, absl::string_view agency, const v1::Task& before,
                         const v1::Task& after) {
  if (LastDay(before) == LastDay(after) && before.topic() == after.topic() &&
      before.text() == after.text()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const int64_t waited,
                   tx.Execute("DELETE FROM pending_words WHERE agency = $1 AND task = $2",
                              {agency, before.name()}));
  if (waited > 0) {
    Wait(tx, agency, after);
    return tx.status();
  }
  // Folded already. The new words go straight to the table: only creation makes rows that wait, so
  // that their number is bounded by the fold that creation brings.
  const int64_t last_day = LastDay(before);
  for (const std::string& word : Words(before)) {
    tx.ExecuteDeferred(
        "DELETE FROM task_tokens WHERE agency = $1 AND token = $2 AND last_day = $3 AND task = $4",
        {agency, word, last_day, before.name()});
  }
  std::vector<Posting> postings;
  AppendPostings(after, postings);
  return Insert(tx, agency, std::move(postings));
}

absl::StatusOr<std::vector<std::string>> PendingMatches(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        const std::vector<std::string>& words) {
  std::vector<std::string> tasks;
  RETURN_IF_ERROR(tx.Query(
      "SELECT task, words FROM pending_words WHERE agency = $1 ORDER BY task LIMIT $2",
      {agency, kFoldEvery}, [&](const sql::Row& row) {
        const std::vector<absl::string_view> has = absl::StrSplit(row.Text(1), ' ');
        const bool all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return std::binary_search(has.begin(), has.end(), word);
        });
        if (all) tasks.emplace_back(row.Text(0));
        return absl::OkStatus();
      }));
  return tasks;
}

}  // namespace dondoc::registry
