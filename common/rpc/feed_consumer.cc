#include "common/rpc/feed_consumer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/status.h"
#include "common/sql/transaction.h"

namespace dondoc::rpc {
namespace {

using common::v1::Change;
using common::v1::Cursor;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;

// Pauses between streams: short after a clean end, up to this when the source stays away.
constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
constexpr int kMaxDoublings = 6;

// Another replica moved the cursor first: read where it stands and go on from there.
constexpr absl::string_view kCursorMoved = "CURSOR_MOVED";

absl::Status CursorMoved(absl::string_view agency) {
  return Error(absl::StatusCode::kAborted, kCursorMoved,
               {"another replica applied this change", "bản sao khác đã áp dụng thay đổi này"})
      .With("agency", agency);
}

// Moves the stored cursor from `from` to `to`; refuses where it stands elsewhere.
absl::Status MoveCursor(sql::Transaction& tx, const std::string& source, const Cursor& from,
                        const Cursor& to) {
  const int64_t complete = to.partial() ? to.revision() - 1 : to.revision();
  absl::StatusOr<int64_t> moved;
  if (from.revision() == 0) {
    moved = tx.Execute(
        "INSERT INTO consumer_cursors (source, agency, incarnation, revision, ordinal, hash, "
        "complete_revision) VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (source, agency) DO NOTHING",
        {source, to.agency(), to.incarnation(), to.revision(), to.ordinal(), sql::Bytes(to.hash()),
         complete});
  } else {
    moved = tx.Execute(
        "UPDATE consumer_cursors SET incarnation = $3, revision = $4, ordinal = $5, hash = $6, "
        "complete_revision = $7 WHERE source = $1 AND agency = $2 AND incarnation = $8 "
        "AND revision = $9 AND ordinal = $10 AND hash = $11",
        {source, to.agency(), to.incarnation(), to.revision(), to.ordinal(), sql::Bytes(to.hash()),
         complete, from.incarnation(), from.revision(), from.ordinal(), sql::Bytes(from.hash())});
  }
  RETURN_IF_ERROR(moved.status());
  return *moved == 1 ? absl::OkStatus() : CursorMoved(to.agency());
}

}  // namespace

absl::StatusOr<std::map<std::string, Cursor>> ReadConsumerCursors(sql::Transaction& tx,
                                                                  absl::string_view source) {
  std::map<std::string, Cursor> cursors;
  RETURN_IF_ERROR(
      tx.Query("SELECT agency, incarnation, revision, ordinal, hash, complete_revision "
               "FROM consumer_cursors WHERE source = $1 ORDER BY agency",
               {source}, [&](const sql::Row& row) {
                 Cursor& cursor = cursors[std::string(row.Text(0))];
                 cursor.set_agency(std::string(row.Text(0)));
                 cursor.set_incarnation(std::string(row.Text(1)));
                 cursor.set_revision(row.Int(2));
                 cursor.set_ordinal(static_cast<int32_t>(row.Int(3)));
                 cursor.set_hash(std::string(row.Bytes(4)));
                 cursor.set_partial(row.Int(5) < row.Int(2));
                 return absl::OkStatus();
               }));
  return cursors;
}

absl::StatusOr<int64_t> ReadConsumerRevision(sql::Transaction& tx, absl::string_view source,
                                             absl::string_view agency) {
  ASSIGN_OR_RETURN(const auto revision,
                   tx.QueryInt("SELECT complete_revision FROM consumer_cursors "
                               "WHERE source = $1 AND agency = $2",
                               {source, agency}));
  return revision.value_or(0);
}

void FeedConsumer::Start() {
  thread_ = std::thread([this] { Run(); });
}

void FeedConsumer::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    if (stream_ != nullptr) stream_->TryCancel();
  }
  wake_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

bool FeedConsumer::Pause(int failures) {
  const absl::Duration pause =
      std::min(kFirstPause * (1 << std::min(failures, kMaxDoublings)), kLongestPause);
  MutexLock lock(mutex_);
  if (!stopping_) wake_.WaitFor(mutex_, pause);
  return !stopping_;
}

void FeedConsumer::Run() {
  int failures = 0;
  do {
    const absl::Status status = Follow();
    if (status.ok()) {
      failures = 0;
      continue;
    }
    const std::string reason = ReasonOf(status);
    if (reason == kCursorMoved || reason == "STREAM_ENDED" || reason == "SHUTTING_DOWN") {
      failures = 1;
      continue;
    }
    if (reason == "FEED_DIVERGED") {
      obs::LogError("the source's history was replaced; listing again",
                    {{"source", options_.source}});
      ForgetCursors().IgnoreError();  // The next round meets the same answer and tries again.
    } else if (failures == 0) {
      obs::LogWarning("feed interrupted", {{"source", options_.source},
                                           {"code", absl::StatusCodeToString(status.code())},
                                           {"reason", reason},
                                           {"error", std::string(status.message())}});
    }
    ++failures;
  } while (Pause(failures));
}

absl::Status FeedConsumer::LoadCursors() {
  ASSIGN_OR_RETURN(auto connection, database_.Connect(sql::ConnectionKind::kReader));
  ASSIGN_OR_RETURN(auto tx, connection->Begin());
  ASSIGN_OR_RETURN(cursors_, ReadConsumerCursors(*tx, options_.source));
  return absl::OkStatus();
}

absl::Status FeedConsumer::ForgetCursors() {
  for (const auto& [agency, cursor] : cursors_) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = agency;
    mutation->call.method = absl::StrCat("feed/", options_.source, "/forget");
    mutation->call.subject = options_.subject;
    mutation->body = [this, agency = agency](commit::WriteContext& write) {
      return write.tx()
          .Execute("DELETE FROM consumer_cursors WHERE source = $1 AND agency = $2",
                   {options_.source, agency})
          .status();
    };
    RETURN_IF_ERROR(commits_.Run(std::move(mutation)).status());
  }
  cursors_.clear();
  return absl::OkStatus();
}

absl::Status FeedConsumer::Follow() {
  RETURN_IF_ERROR(LoadCursors());
  ASSIGN_OR_RETURN(const std::string token, options_.token());
  grpc::ClientContext context;
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  WatchChangesRequest request;
  request.add_cursors()->set_agency("-");
  for (const auto& [agency, cursor] : cursors_) {
    *request.add_cursors() = cursor;
    request.mutable_cursors()->rbegin()->clear_partial();
  }
  for (const std::string& type : options_.resource_types) request.add_resource_types(type);
  {
    MutexLock lock(mutex_);
    if (stopping_) return absl::OkStatus();
    stream_ = &context;
  }
  const auto reader = options_.open(&context, request);
  absl::Status applied;
  WatchChangesResponse message;
  while (applied.ok() && reader->Read(&message)) applied = ApplyMessage(message);
  if (!applied.ok()) context.TryCancel();
  while (reader->Read(&message)) {
  }
  const absl::Status ended = FromGrpcStatus(reader->Finish());
  MutexLock lock(mutex_);
  stream_ = nullptr;
  return applied.ok() ? ended : applied;
}

absl::Status FeedConsumer::ApplyMessage(const WatchChangesResponse& message) {
  for (const Cursor& next : message.cursors()) {
    const Cursor& from = cursors_[next.agency()];
    // The same position may turn out to be the end of its revision.
    if (next.revision() == from.revision() && next.ordinal() == from.ordinal() &&
        next.partial() == from.partial()) {
      continue;
    }
    std::vector<const Change*> changes;
    for (const Change& change : message.changes()) {
      if (change.cursor().agency() == next.agency()) changes.push_back(&change);
    }
    RETURN_IF_ERROR(Advance(next, changes));
  }
  return absl::OkStatus();
}

absl::Status FeedConsumer::Advance(const Cursor& next, const std::vector<const Change*>& changes) {
  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = next.agency();
  mutation->call.method = absl::StrCat("feed/", options_.source);
  mutation->call.subject = options_.subject;
  if (!changes.empty()) {
    mutation->call.on_behalf_of = changes.back()->actor();
    mutation->call.correlation_id = changes.back()->correlation_id();
  }
  const Cursor from = cursors_[next.agency()];
  mutation->body = [&](commit::WriteContext& write) -> absl::Status {
    RETURN_IF_ERROR(MoveCursor(write.tx(), options_.source, from, next));
    for (const Change* change : changes) RETURN_IF_ERROR(options_.apply(write, *change));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(commits_.Run(std::move(mutation)).status());
  cursors_[next.agency()] = next;
  return absl::OkStatus();
}

}  // namespace dondoc::rpc
