// The words tasks are found by. Folding each word of a task into the token table touches as many
// pages as the task has words; new tasks therefore wait in `pending_words`, one row each, and are
// folded kFoldEvery at a time, in the order of the table. A search reads both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// Tasks of an agency that wait when they are folded; fewer wait at any other time. A search looks
// through all of them; a fold of some thousand words holds up the writers for a few milliseconds.
inline constexpr int kFoldEvery = 128;

// Makes a new task findable.
absl::Status AddWords(sql::Transaction& tx, absl::string_view agency, const v1::Task& task);

// Keeps the words in step with a changed topic or last day.
absl::Status ChangeWords(sql::Transaction& tx, absl::string_view agency, const v1::Task& before,
                         const v1::Task& after);

// Names of the tasks not yet folded that have all of `words`, fewer than kFoldEvery.
absl::StatusOr<std::vector<std::string>> PendingMatches(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        const std::vector<std::string>& words);

}  // namespace dondoc::registry
