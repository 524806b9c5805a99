// What a mutation is: a function of (WriteContext, request) that touches nothing outside its
// transaction. It may run more than once and never runs on a gRPC thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/sql/transaction.h"

namespace dondoc::commit {

// Who asks for what.
struct Call {
  // `agencies/{agency}`: whose history this extends, and whose revision row is locked.
  std::string agency;
  // Full rpc name, e.g. "dondoc.registry.v1.TaskService/AcceptTask".
  std::string method;
  // Subject of the caller's token.
  std::string subject;
  // Person a service acts for; recorded, never used for rights.
  std::string on_behalf_of;
  // As in the logs.
  std::string correlation_id;
  // Idempotency key (UUID); empty for a consumer's own mutation, which has its cursor instead.
  std::string request_id;
  // SHA-256 of the request without its id.
  std::string request_hash;
};

// One resource touched by one mutation. Bytes are serialised messages of `type`.
struct ChangeRecord {
  std::string name;
  std::string type;
  std::string before;  // Empty for a creation.
  std::string after;   // Empty for a deletion.
};

// What the mutation sees of its transaction. Not thread-safe; lives for one run.
class WriteContext {
 public:
  WriteContext(sql::Transaction& transaction, const Call& call, absl::string_view incarnation,
               int64_t revision, absl::Time now, absl::CivilDay today, IdGenerator& ids)
      : transaction_(transaction),
        call_(call),
        incarnation_(incarnation),
        revision_(revision),
        now_(now),
        today_(today),
        ids_(ids) {}

  sql::Transaction& tx() { return transaction_; }
  const Call& call() const { return call_; }
  // The revision this mutation will have if it succeeds.
  int64_t revision() const { return revision_; }
  // The same instant for every row of the batch, by the system clock.
  absl::Time now() const { return now_; }
  // The business day.
  absl::CivilDay today() const { return today_; }
  // A fresh UUIDv7.
  std::string NewId() { return ids_.Next(); }
  // Etag of everything this mutation writes.
  std::string Etag() const;

  // Notes that `name` changed. Every resource written must be noted exactly once.
  void Record(ChangeRecord change) { changes_.push_back(std::move(change)); }
  // As above, from messages; `before` is null for a creation, `after` for a deletion.
  void Record(absl::string_view name, const google::protobuf::Message* before,
              const google::protobuf::Message* after);

  const std::vector<ChangeRecord>& changes() const { return changes_; }

 private:
  sql::Transaction& transaction_;
  const Call& call_;
  absl::string_view incarnation_;
  int64_t revision_;
  absl::Time now_;
  absl::CivilDay today_;
  IdGenerator& ids_;
  std::vector<ChangeRecord> changes_;
};

// Etag of a resource last written at `revision` of history `incarnation`.
std::string MakeEtag(absl::string_view incarnation, int64_t revision);

// Fills the response and returns OK, or returns why not; then nothing it did remains.
using Body = absl::AnyInvocable<absl::Status(WriteContext&)>;

}  // namespace dondoc::commit
