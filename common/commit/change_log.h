// The change table: audit trail, feed and outbox in one, one hash chain an agency.
//
// hash(n) = SHA-256( hash(n-1) | len agency | agency | revision | ordinal | len body | body )
// with lengths as 32-bit and numbers as 64-bit big-endian; hash(0) is 32 zero bytes. The stored
// bytes are hashed, so a later version of the message definition verifies old rows unchanged.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/commit/mutation.h"
#include "common/sql/migrations.h"
#include "common/sql/transaction.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::commit {

// The schema of this directory, component "commit".
sql::Schema CommitSchema();

// The newest change of an agency.
struct Head {
  int64_t revision = 0;
  int32_t ordinal = 0;
  std::string hash = std::string(32, '\0');
};

// Reads, and on PostgreSQL locks, an agency's head; makes it where the agency is new here.
absl::StatusOr<Head> LockHead(sql::Transaction& tx, absl::string_view agency);

// Stores an agency's head, once per batch.
void StoreHead(sql::Transaction& tx, absl::string_view agency, const Head& head);

// Appends the changes of one mutation at `head.revision + 1` and advances `head`. Deferred: errors
// surface at the next flush. RESOURCE_EXHAUSTED (TOO_MANY_CHANGES) beyond kMaxChangesPerMutation,
// (CHANGE_TOO_LARGE) beyond kMaxChangeBytes.
absl::Status AppendChanges(sql::Transaction& tx, const Call& call,
                           absl::Span<const ChangeRecord> changes, absl::Time now,
                           absl::CivilDay today, bool today_pinned, Head& head);

// The history this database holds; made at first use.
absl::StatusOr<std::string> LoadIncarnation(sql::Connection& writer, absl::Time now);

// Starts a new history, after a restore.
absl::StatusOr<std::string> NewIncarnation(sql::Connection& writer, absl::Time now);

// An agency's head as seen by a reader; revision 0 where nothing has happened.
absl::StatusOr<Head> ReadHead(sql::Transaction& tx, absl::string_view agency);

// Every agency with a history, in byte order, after `after`, at most `limit`.
absl::StatusOr<std::vector<std::string>> ReadAgencies(sql::Transaction& tx, absl::string_view after,
                                                      int limit);

// Where to read, and what.
struct ReadOptions {
  std::string agency;
  // After this position.
  int64_t revision = 0;
  int32_t ordinal = 0;
  // Only this resource; empty = all.
  std::string resource;
  int limit = 0;
};

// Changes after a position, oldest first, cursors and hashes filled in.
absl::StatusOr<std::vector<common::v1::Change>> ReadChanges(sql::Transaction& tx,
                                                            absl::string_view incarnation,
                                                            const ReadOptions& options);

// The position that `cursor` means in this history, its ordinal, hash and incarnation filled in;
// FAILED_PRECONDITION (FEED_DIVERGED) where it is none. A revision with neither ordinal nor hash is
// that of a List page: all of that revision has been seen.
absl::StatusOr<common::v1::Cursor> ResolveCursor(sql::Transaction& tx,
                                                 absl::string_view incarnation,
                                                 const common::v1::Cursor& cursor);

// Recomputes at most `limit` links of an agency's chain, after `request.after`, which must be a
// position of this history (FEED_DIVERGED). Names the first broken one: GAP (a row is missing, in
// between or at the end), PREVIOUS_MISMATCH (a row before it was replaced), HASH_MISMATCH (it was
// altered itself).
absl::StatusOr<common::v1::VerifyChainResponse> VerifyChain(
    sql::Transaction& tx, absl::string_view incarnation,
    const common::v1::VerifyChainRequest& request, int limit);

}  // namespace dondoc::commit
