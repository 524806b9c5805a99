#include "common/commit/batch.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "absl/time/time.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/commit/limits.h"
#include "common/commit/request_log.h"
#include "common/sql/transaction.h"

namespace dondoc::commit {
namespace {

absl::Status TryAgainLater() {
  return Error(absl::StatusCode::kUnavailable, "STORAGE_BUSY",
               {"the store is busy or unreachable: try again with the same request_id",
                "kho dữ liệu đang bận hoặc không kết nối được: hãy thử lại với cùng request_id"})
      .RetryAfter(kOverloadRetry);
}

// Sleeps in real time: a pause between tries is about the machine, not about the business day.
void Backoff(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  const absl::Duration most = kFirstBackoff * (1 << attempt);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  std::this_thread::sleep_for(absl::ToChronoMicroseconds(most * share(random)));
}

}  // namespace

std::vector<absl::StatusOr<Committed>> BatchRunner::Run(
    absl::Span<const std::unique_ptr<Mutation>> batch, std::vector<std::string>& changed) {
  Results results;
  for (int attempt = 0; attempt < kMaxTries; ++attempt) {
    if (attempt > 0) Backoff(attempt);
    results = Results(batch.size());  // Errors, until each has its own result.
    Verdict verdict = TryOnce(batch, /*isolated=*/false, results, changed);
    if (verdict == Verdict::kIsolate) {
      results = Results(batch.size());
      verdict = TryOnce(batch, /*isolated=*/true, results, changed);
    }
    if (verdict == Verdict::kDone) return results;
    if (verdict == Verdict::kSplit && batch.size() > 1) {
      for (size_t i = 0; i < batch.size(); ++i) {
        results[i] = std::move(Run(batch.subspan(i, 1), changed).front());
      }
      return results;
    }
    if (verdict == Verdict::kSplit) return results;  // Alone, and its error is its result.
  }
  // One of the batch never gets through: it must not hold up the others.
  if (batch.size() > 1 && blamed_) {
    for (size_t i = 0; i < batch.size(); ++i) {
      results[i] = std::move(Run(batch.subspan(i, 1), changed).front());
    }
    return results;
  }
  results.assign(batch.size(), absl::StatusOr<Committed>(TryAgainLater()));
  return results;
}

BatchRunner::Verdict BatchRunner::TryOnce(absl::Span<const std::unique_ptr<Mutation>> batch,
                                          bool isolated, Results& results,
                                          std::vector<std::string>& changed) {
  blamed_ = false;
  if (!Reconnect().ok()) return Verdict::kRetry;
  auto begun = connection_->Begin();
  if (!begun.ok()) {
    if (sql::IsRetryable(begun.status())) return Verdict::kRetry;
    // A store that cannot even begin fails them all alike, and at once.
    std::fill(results.begin(), results.end(), absl::StatusOr<Committed>(begun.status()));
    return Verdict::kDone;
  }
  sql::Transaction& tx = **begun;
  const absl::Time now = environment_.clock.Now();

  // Ordered, so that two batches on PostgreSQL could never lock in opposite orders.
  std::map<std::string, Head> heads, original;
  for (const auto& mutation : batch) heads.emplace(mutation->call.agency, Head());
  for (auto& [agency, head] : heads) {
    auto locked = LockHead(tx, agency);
    if (!locked.ok()) {
      std::fill(results.begin(), results.end(), absl::StatusOr<Committed>(locked.status()));
      return sql::IsRetryable(locked.status()) ? Verdict::kRetry : Verdict::kSplit;
    }
    head = *locked;
  }
  original = heads;

  for (size_t i = 0; i < batch.size(); ++i) {
    Mutation& mutation = *batch[i];
    if (mutation.still_wanted) {
      if (absl::Status wanted = mutation.still_wanted(); !wanted.ok()) {
        results[i] = wanted;
        continue;
      }
    }
    const Verdict verdict =
        RunOne(tx, mutation, isolated, now, heads[mutation.call.agency], results[i]);
    if (verdict != Verdict::kDone) {
      // A lost connection is nobody's fault; a conflict may be this one's.
      blamed_ = connection_->alive();
      return verdict;
    }
  }

  Expire(tx, heads, now);

  for (auto it = heads.begin(); it != heads.end();) {
    it = it->second.revision == original[it->first].revision ? heads.erase(it) : std::next(it);
  }
  absl::Status status;
  const Verdict verdict = Commit(tx, heads, status);
  if (!status.ok()) {
    for (auto& result : results) {
      if (result.ok()) result = status;
    }
  } else if (verdict == Verdict::kDone) {
    for (const auto& [agency, head] : heads) changed.push_back(agency);
  }
  return verdict;
}

BatchRunner::Verdict BatchRunner::RunOne(sql::Transaction& tx, Mutation& mutation, bool isolated,
                                         absl::Time now, Head& head,
                                         absl::StatusOr<Committed>& result) {
  const Call& call = mutation.call;
  // Of an error that leaves the transaction unusable.
  const auto ended = [&](absl::Status status) {
    const bool again = sql::IsRetryable(status);
    result = std::move(status);
    if (again) return Verdict::kRetry;
    return isolated || tx.engine_ended() ? Verdict::kSplit : Verdict::kIsolate;
  };
  if (mutation.response != nullptr) mutation.response->Clear();
  if (mutation.admit) {
    if (absl::Status admitted = mutation.admit(tx); !admitted.ok()) {
      if (!tx.status().ok()) return ended(tx.status());
      result = admitted;
      return Verdict::kDone;
    }
  }
  if (!call.request_id.empty()) {
    auto answer = FindAnswer(tx, call);
    if (!answer.ok()) {
      // A failed read poisons the transaction; a reused id is the caller's own fault.
      if (!tx.status().ok()) return ended(answer.status());
      result = answer.status();
      return Verdict::kDone;
    }
    if (answer->has_value()) {
      if (mutation.response != nullptr &&
          !mutation.response->ParseFromString((*answer)->response)) {
        return ended(absl::DataLossError("a stored answer does not parse"));
      }
      result = Committed{(*answer)->revision, /*repeated=*/true};
      return Verdict::kDone;
    }
  }

  std::optional<sql::Savepoint> savepoint;
  // What is only validated is always undone.
  if (isolated || mutation.validate_only) savepoint.emplace(tx);
  const int64_t writes = tx.writes();
  Head next = head;
  const absl::Status status =
      RunBody(tx, mutation, now, savepoint ? &*savepoint : nullptr, head, next);
  if (status.ok() && !mutation.validate_only) {
    head = next;
    result = Committed{head.revision, /*repeated=*/false};
    return Verdict::kDone;
  }
  if (savepoint) {
    const absl::Status undone = savepoint->Rollback();
    if (tx.engine_ended() || !undone.ok()) return ended(status.ok() ? undone : status);
  } else if (tx.writes() != writes || !tx.status().ok()) {
    return ended(status);
  }
  if (sql::IsRetryable(status)) return ended(status);
  if (status.ok()) {
    result = Committed{head.revision, /*repeated=*/false};
  } else {
    result = status;
  }
  return Verdict::kDone;
}

absl::Status BatchRunner::RunBody(sql::Transaction& tx, Mutation& mutation, absl::Time now,
                                  sql::Savepoint* savepoint, const Head& head, Head& next) {
  const Call& call = mutation.call;
  const absl::CivilDay today = environment_.business_day.Today();
  WriteContext context(tx, call, environment_.incarnation, head.revision + 1, now, today,
                       environment_.ids);
  RETURN_IF_ERROR(mutation.body(context));
  // Without a savepoint an error that comes late ends the try, whoever it is laid to.
  if (savepoint != nullptr) RETURN_IF_ERROR(tx.Flush());
  if (mutation.validate_only) return absl::OkStatus();
  if (!context.changes().empty()) {
    RETURN_IF_ERROR(AppendChanges(tx, call, context.changes(), now, today,
                                  environment_.business_day.pinned(), next));
  }
  if (!call.request_id.empty()) {
    StoreAnswer(tx, call,
                mutation.response == nullptr ? "" : mutation.response->SerializeAsString(),
                next.revision, now);
  }
  return savepoint == nullptr ? absl::OkStatus() : savepoint->Release();
}

void BatchRunner::Expire(sql::Transaction& tx, const std::map<std::string, Head>& heads,
                         absl::Time now) {
  for (const auto& [agency, head] : heads) {
    absl::Time& last = last_expiry_.try_emplace(agency, absl::InfinitePast()).first->second;
    if (now - last < kExpireInterval && now >= last) continue;
    sql::Savepoint savepoint(tx);
    const auto removed = ExpireAnswers(tx, agency, now);
    if (!removed.ok() || !savepoint.Release().ok()) {
      savepoint.Rollback().IgnoreError();  // Housekeeping: the next batch tries again.
      return;
    }
    // Where a whole slice went there may be more behind it: the next batch goes on.
    if (*removed < kExpirePerBatch) last = now;
  }
}

BatchRunner::Verdict BatchRunner::Commit(sql::Transaction& tx,
                                         const std::map<std::string, Head>& heads,
                                         absl::Status& status) {
  for (const auto& [agency, head] : heads) StoreHead(tx, agency, head);
  const sql::CommitResult commit = tx.Commit();
  switch (commit.outcome) {
    case sql::CommitOutcome::kCommitted:
      return Verdict::kDone;
    case sql::CommitOutcome::kAborted:
      status = commit.status;
      return sql::IsRetryable(status) ? Verdict::kRetry : Verdict::kSplit;
    case sql::CommitOutcome::kIoError:
      environment_.on_fatal(commit.status);
      status = commit.status;
      return Verdict::kDone;
    case sql::CommitOutcome::kUnknown: {
      for (int attempt = 0; attempt < kMaxTries; ++attempt) {
        Backoff(attempt);
        const auto committed = WasCommitted(heads);
        if (committed.ok()) return *committed ? Verdict::kDone : Verdict::kRetry;
      }
      // Never "failed": the callers repeat with the same request ids and learn the truth.
      status = TryAgainLater();
      return Verdict::kDone;
    }
  }
  return Verdict::kRetry;
}

absl::StatusOr<bool> BatchRunner::WasCommitted(const std::map<std::string, Head>& heads) {
  // Nothing to lose: running the batch again has the same effect.
  if (heads.empty()) return false;
  RETURN_IF_ERROR(Reconnect());
  ASSIGN_OR_RETURN(auto tx, connection_->Begin());
  const auto& [agency, head] = *heads.begin();
  // The server may still be at work on the commit of the lost connection: taking the agency's row
  // waits until it has ended, one way or the other.
  RETURN_IF_ERROR(LockHead(*tx, agency).status());
  bool same = false;
  RETURN_IF_ERROR(tx->QueryRow(
      "SELECT hash FROM changes WHERE agency = $1 AND revision = $2 AND ordinal = $3",
      {agency, head.revision, head.ordinal}, [&, &expected = head](const sql::Row& row) {
        same = row.Bytes(0) == expected.hash;
        return absl::OkStatus();
      }));
  return same;
}

absl::Status BatchRunner::Reconnect() {
  if (connection_ != nullptr && connection_->alive()) return absl::OkStatus();
  ASSIGN_OR_RETURN(connection_, environment_.database.Connect(sql::ConnectionKind::kWriter));
  return absl::OkStatus();
}

}  // namespace dondoc::commit
