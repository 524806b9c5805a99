// One batch of mutations in one transaction: locks, savepoints, change rows, first answers, commit,
// and what to do when the engine says no.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/commit/change_log.h"
#include "common/commit/mutation.h"
#include "common/sql/database.h"
#include "common/sql/transaction.h"

namespace dondoc::commit {

// What became of a mutation.
struct Committed {
  // The agency's revision after it.
  int64_t revision = 0;
  // True where this is the first answer to an earlier, equal request.
  bool repeated = false;
};

struct Mutation {
  Call call;
  // May the caller do this at all? Asked inside the transaction before the first answer is looked
  // up, so that whoever has lost the right reads no old answers either. May be empty.
  absl::AnyInvocable<absl::Status(sql::Transaction&)> admit;
  Body body;
  // Filled by `body`, or with the first answer. Not owned; may be null for consumers. Must live
  // until `done` is called.
  google::protobuf::Message* response = nullptr;
  // Runs `body`, answers, and keeps nothing of it.
  bool validate_only = false;
  // Asked just before each run of the mutation; an error is its result, and nothing of it is kept.
  // May be empty.
  absl::AnyInvocable<absl::Status()> still_wanted;
  // Called exactly once, without locks held.
  absl::AnyInvocable<void(absl::StatusOr<Committed>)> done;
};

// Runs batches on one connection. One thread at a time.
class BatchRunner {
 public:
  struct Environment {
    sql::Database& database;
    Clock& clock;
    BusinessDay& business_day;
    IdGenerator& ids;
    std::string incarnation;
    std::function<void(const absl::Status&)> on_fatal;
  };

  BatchRunner(Environment environment, std::unique_ptr<sql::Connection> connection)
      : environment_(std::move(environment)), connection_(std::move(connection)) {}

  // Runs the batch until it is committed or given up, and returns one result a mutation, in order.
  // Adds the agencies that changed to `changed`.
  std::vector<absl::StatusOr<Committed>> Run(absl::Span<const std::unique_ptr<Mutation>> batch,
                                             std::vector<std::string>& changed);

 private:
  enum class Verdict {
    kDone,
    // Nothing was kept; the same batch may succeed if run again.
    kRetry,
    // One mutation failed after it had written something: run them again, each under a savepoint.
    kIsolate,
    // The engine threw the whole transaction away because of one mutation: run them one by one.
    kSplit,
  };
  using Results = std::vector<absl::StatusOr<Committed>>;

  // Most mutations succeed, or are refused before they write, and a savepoint costs about a
  // twentieth of one: the first try goes without (`isolated` false), and is thrown away where one
  // of them would have needed it.
  Verdict TryOnce(absl::Span<const std::unique_ptr<Mutation>> batch, bool isolated,
                  Results& results, std::vector<std::string>& changed);
  // Runs one mutation. Anything but kDone ends the batch; `result` is then its error.
  Verdict RunOne(sql::Transaction& tx, Mutation& mutation, bool isolated, absl::Time now,
                 Head& head, absl::StatusOr<Committed>& result);
  // Runs its body and appends its changes; `savepoint` is released where there is one.
  absl::Status RunBody(sql::Transaction& tx, Mutation& mutation, absl::Time now,
                       sql::Savepoint* savepoint, const Head& head, Head& next);
  // Forgets old first answers of the agencies whose rows this batch holds.
  void Expire(sql::Transaction& tx, const std::map<std::string, Head>& heads, absl::Time now);
  Verdict Commit(sql::Transaction& tx, const std::map<std::string, Head>& heads,
                 absl::Status& status);
  absl::StatusOr<bool> WasCommitted(const std::map<std::string, Head>& heads);
  absl::Status Reconnect();

  Environment environment_;
  std::unique_ptr<sql::Connection> connection_;
  // The last try ended in one of the mutations, not in the store.
  bool blamed_ = false;
  // When an agency's old answers were last found to be gone.
  absl::flat_hash_map<std::string, absl::Time> last_expiry_;
};

}  // namespace dondoc::commit
