#include "common/commit/change_log.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/commit/limits.h"
#include "dondoc_schema/commit.h"

namespace dondoc::commit {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";

void AppendBigEndian(std::string& out, uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

std::string LinkHash(absl::string_view previous, absl::string_view agency, int64_t revision,
                     int32_t ordinal, absl::string_view body) {
  std::string input;
  input.reserve(previous.size() + agency.size() + body.size() + 32);
  absl::StrAppend(&input, previous);
  AppendBigEndian(input, agency.size(), 4);
  absl::StrAppend(&input, agency);
  AppendBigEndian(input, static_cast<uint64_t>(revision), 8);
  AppendBigEndian(input, static_cast<uint64_t>(ordinal), 8);
  AppendBigEndian(input, body.size(), 4);
  absl::StrAppend(&input, body);
  return Sha256(input);
}

void SetAny(google::protobuf::Any& any, absl::string_view type, std::string bytes) {
  any.set_type_url(absl::StrCat(kTypePrefix, type));
  any.set_value(std::move(bytes));
}

void SetDate(google::type::Date& date, absl::CivilDay day) {
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
}

void SetTime(google::protobuf::Timestamp& stamp, absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp.set_seconds(micros / 1000000);
  stamp.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
}

absl::Status FeedDiverged(absl::string_view agency) {
  return Error(absl::StatusCode::kFailedPrecondition, "FEED_DIVERGED",
               {"the cursor belongs to another history (a restored backup?): list again and watch "
                "from the new revision",
                "con trỏ thuộc một lịch sử khác (đã khôi phục bản sao lưu?): hãy đọc lại danh sách "
                "rồi theo dõi từ phiên bản mới"})
      .With("agency", agency);
}

absl::Status SetCursor(const sql::Row& row, absl::string_view agency, absl::string_view incarnation,
                       common::v1::Cursor& cursor) {
  cursor.set_agency(std::string(agency));
  cursor.set_incarnation(std::string(incarnation));
  cursor.set_revision(row.Int(0));
  cursor.set_ordinal(static_cast<int32_t>(row.Int(1)));
  cursor.set_hash(std::string(row.Bytes(2)));
  return absl::OkStatus();
}

}  // namespace

sql::Schema CommitSchema() { return {.component = "commit", .migrations = schema::commit()}; }

absl::StatusOr<Head> LockHead(sql::Transaction& tx, absl::string_view agency) {
  // Making the row and locking it in one statement's order: a new agency's first two writers on
  // PostgreSQL meet on the primary key instead of both seeing nothing.
  Head head;
  const auto read = [&](const sql::Row& row) {
    head.revision = row.Int(0);
    head.ordinal = static_cast<int32_t>(row.Int(1));
    head.hash = std::string(row.Bytes(2));
    return absl::OkStatus();
  };
  constexpr absl::string_view kSelect =
      "SELECT revision, ordinal, head_hash FROM agency_revisions WHERE agency = $1 {{FOR_UPDATE}}";
  ASSIGN_OR_RETURN(bool found, tx.QueryRow(kSelect, {agency}, read));
  if (found) return head;
  RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO agency_revisions (agency, revision, ordinal, head_hash) VALUES ($1, 0, 0, $2) "
      "ON CONFLICT (agency) DO NOTHING",
      {agency, sql::Bytes(head.hash)}));
  ASSIGN_OR_RETURN(found, tx.QueryRow(kSelect, {agency}, read));
  if (!found) return absl::InternalError("agency_revisions row vanished while locked");
  return head;
}

void StoreHead(sql::Transaction& tx, absl::string_view agency, const Head& head) {
  tx.ExecuteDeferred(
      "UPDATE agency_revisions SET revision = $2, ordinal = $3, head_hash = $4 WHERE agency = $1",
      {agency, head.revision, head.ordinal, sql::Bytes(head.hash)});
}

absl::Status AppendChanges(sql::Transaction& tx, const Call& call,
                           absl::Span<const ChangeRecord> changes, absl::Time now,
                           absl::CivilDay today, bool today_pinned, Head& head) {
  if (changes.size() > kMaxChangesPerMutation) {
    return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_CHANGES",
                 {"this request would change too many records at once: split it",
                  "yêu cầu này thay đổi quá nhiều bản ghi một lúc: hãy chia nhỏ"})
        .With("limit", absl::StrCat(kMaxChangesPerMutation));
  }
  head.revision += 1;
  head.ordinal = 0;
  common::v1::Change body;
  std::string bytes;
  for (const ChangeRecord& change : changes) {
    head.ordinal += 1;
    body.Clear();
    body.set_name(change.name);
    body.set_method(call.method);
    body.set_actor(call.subject);
    body.set_on_behalf_of(call.on_behalf_of);
    SetTime(*body.mutable_commit_time(), now);
    SetDate(*body.mutable_business_date(), today);
    body.set_business_date_pinned(today_pinned);
    if (!change.before.empty()) SetAny(*body.mutable_before(), change.type, change.before);
    if (!change.after.empty()) SetAny(*body.mutable_after(), change.type, change.after);
    body.set_request_id(call.request_id);
    body.set_correlation_id(call.correlation_id);
    body.set_previous_hash(head.hash);
    body.SerializeToString(&bytes);
    if (bytes.size() > kMaxChangeBytes) {
      return Error(absl::StatusCode::kResourceExhausted, "CHANGE_TOO_LARGE",
                   {"this record is too large to be kept", "bản ghi này quá lớn, không lưu được"})
          .With("name", change.name)
          .With("limit_bytes", absl::StrCat(kMaxChangeBytes));
    }
    head.hash = LinkHash(head.hash, call.agency, head.revision, head.ordinal, bytes);
    tx.ExecuteDeferred(
        "INSERT INTO changes (agency, revision, ordinal, name, type, body, hash) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {call.agency, head.revision, head.ordinal, change.name, change.type, sql::Bytes(bytes),
         sql::Bytes(head.hash)});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> NewIncarnation(sql::Connection& writer, absl::Time now) {
  ASSIGN_OR_RETURN(auto tx, writer.Begin());
  const std::string incarnation = RandomHex(16);
  RETURN_IF_ERROR(
      tx->Execute("INSERT INTO incarnations (sequence, incarnation, since_micros) "
                  "SELECT COALESCE(MAX(sequence), 0) + 1, $1, $2 FROM incarnations",
                  {incarnation, absl::ToUnixMicros(now)}));
  RETURN_IF_ERROR(tx->Commit().status);
  return incarnation;
}

absl::StatusOr<std::string> LoadIncarnation(sql::Connection& writer, absl::Time now) {
  {
    ASSIGN_OR_RETURN(auto tx, writer.Begin());
    // Two replicas starting on an empty database meet on the primary key and both read the winner.
    RETURN_IF_ERROR(tx->Execute(
        "INSERT INTO incarnations (sequence, incarnation, since_micros) VALUES (1, $1, $2) "
        "ON CONFLICT (sequence) DO NOTHING",
        {RandomHex(16), absl::ToUnixMicros(now)}));
    RETURN_IF_ERROR(tx->Commit().status);
  }
  ASSIGN_OR_RETURN(auto tx, writer.Begin());
  ASSIGN_OR_RETURN(
      std::optional<std::string> incarnation,
      tx->QueryText("SELECT incarnation FROM incarnations ORDER BY sequence DESC LIMIT 1"));
  if (!incarnation) return absl::InternalError("incarnations is empty");
  return *incarnation;
}

absl::StatusOr<Head> ReadHead(sql::Transaction& tx, absl::string_view agency) {
  Head head;
  RETURN_IF_ERROR(
      tx.QueryRow("SELECT revision, ordinal, head_hash FROM agency_revisions WHERE agency = $1",
                  {agency}, [&](const sql::Row& row) {
                    head.revision = row.Int(0);
                    head.ordinal = static_cast<int32_t>(row.Int(1));
                    head.hash = std::string(row.Bytes(2));
                    return absl::OkStatus();
                  }));
  return head;
}

absl::StatusOr<std::vector<std::string>> ReadAgencies(sql::Transaction& tx, absl::string_view after,
                                                      int limit) {
  std::vector<std::string> agencies;
  RETURN_IF_ERROR(
      tx.Query("SELECT agency FROM agency_revisions WHERE agency > $1 ORDER BY agency LIMIT $2",
               {after, limit}, [&](const sql::Row& row) {
                 agencies.emplace_back(row.Text(0));
                 return absl::OkStatus();
               }));
  return agencies;
}

absl::StatusOr<std::vector<common::v1::Change>> ReadChanges(sql::Transaction& tx,
                                                            absl::string_view incarnation,
                                                            const ReadOptions& options) {
  std::vector<common::v1::Change> changes;
  const auto on_row = [&](const sql::Row& row) -> absl::Status {
    common::v1::Change change;
    const absl::string_view body = row.Bytes(3);
    if (!change.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
      return absl::DataLossError("a stored change does not parse");
    }
    RETURN_IF_ERROR(SetCursor(row, options.agency, incarnation, *change.mutable_cursor()));
    changes.push_back(std::move(change));
    return absl::OkStatus();
  };
  // Row values compare lexicographically, in the order of the primary key, on both engines.
  if (options.resource.empty()) {
    RETURN_IF_ERROR(
        tx.Query("SELECT revision, ordinal, hash, body FROM changes WHERE agency = $1 "
                 "AND (revision, ordinal) > ($2, $3) ORDER BY revision, ordinal LIMIT $4",
                 {options.agency, options.revision, options.ordinal, options.limit}, on_row));
  } else {
    RETURN_IF_ERROR(tx.Query(
        "SELECT revision, ordinal, hash, body FROM changes WHERE agency = $1 "
        "AND name = $5 AND (revision, ordinal) > ($2, $3) "
        "ORDER BY revision, ordinal LIMIT $4",
        {options.agency, options.revision, options.ordinal, options.limit, options.resource},
        on_row));
  }
  return changes;
}

absl::StatusOr<common::v1::Cursor> ResolveCursor(sql::Transaction& tx,
                                                 absl::string_view incarnation,
                                                 const common::v1::Cursor& cursor) {
  if (!cursor.incarnation().empty() && cursor.incarnation() != incarnation) {
    return FeedDiverged(cursor.agency());
  }
  common::v1::Cursor resolved = cursor;
  resolved.set_incarnation(std::string(incarnation));
  if (cursor.revision() == 0 && cursor.ordinal() == 0) {
    if (!cursor.hash().empty()) return FeedDiverged(cursor.agency());
    return resolved;
  }
  // Without an ordinal, the last change of the revision.
  const int64_t most =
      cursor.ordinal() > 0 ? cursor.ordinal() : std::numeric_limits<int32_t>::max();
  bool found = false;
  RETURN_IF_ERROR(
      tx.QueryRow("SELECT revision, ordinal, hash FROM changes WHERE agency = $1 AND revision = $2 "
                  "AND ordinal <= $3 ORDER BY ordinal DESC LIMIT 1",
                  {cursor.agency(), cursor.revision(), most}, [&](const sql::Row& row) {
                    found = cursor.ordinal() == 0 || row.Int(1) == cursor.ordinal();
                    return SetCursor(row, cursor.agency(), incarnation, resolved);
                  }));
  if (!found || (!cursor.hash().empty() && cursor.hash() != resolved.hash())) {
    return FeedDiverged(cursor.agency());
  }
  return resolved;
}

namespace {

// Why `row` (revision, ordinal, hash, body, name, type) does not follow `head`; null where it does.
const char* BrokenReason(const sql::Row& row, absl::string_view agency,
                         const common::v1::Cursor& head, common::v1::Change& change) {
  const int64_t revision = row.Int(0);
  const auto ordinal = static_cast<int32_t>(row.Int(1));
  const absl::string_view body = row.Bytes(3);
  // A mutation that changes nothing takes no revision, so neither number skips.
  const bool follows = revision == head.revision()
                           ? ordinal == head.ordinal() + 1
                           : revision == head.revision() + 1 && ordinal == 1;
  if (!follows) return "GAP";
  const bool parsed = change.ParseFromArray(body.data(), static_cast<int>(body.size()));
  if (parsed && change.previous_hash() != head.hash()) return "PREVIOUS_MISMATCH";
  if (row.Bytes(2) != LinkHash(head.hash(), agency, revision, ordinal, body)) {
    return "HASH_MISMATCH";
  }
  // The columns that lists are made from are copies of what the hash covers.
  const std::string& url =
      change.has_after() ? change.after().type_url() : change.before().type_url();
  const bool same = parsed && change.name() == row.Text(4) &&
                    (url.empty() || url == absl::StrCat(kTypePrefix, row.Text(5)));
  return same ? nullptr : "HASH_MISMATCH";
}

}  // namespace

absl::StatusOr<common::v1::VerifyChainResponse> VerifyChain(
    sql::Transaction& tx, absl::string_view incarnation,
    const common::v1::VerifyChainRequest& request, int limit) {
  const std::string& agency = request.name();
  common::v1::VerifyChainResponse response;
  common::v1::Cursor& head = *response.mutable_head();
  common::v1::Cursor after = request.after();
  after.set_agency(agency);
  ASSIGN_OR_RETURN(head, ResolveCursor(tx, incarnation, after));
  if (head.hash().empty()) head.set_hash(std::string(kSha256Bytes, '\0'));
  common::v1::Change change;
  bool more = true;
  while (more && !response.has_broken() && response.checked() < limit) {
    const int64_t chunk = std::min<int64_t>(kVerifyChunk, limit - response.checked());
    int64_t rows = 0;
    RETURN_IF_ERROR(tx.Query(
        "SELECT revision, ordinal, hash, body, name, type FROM changes WHERE agency = $1 "
        "AND (revision, ordinal) > ($2, $3) ORDER BY revision, ordinal LIMIT $4",
        {agency, head.revision(), head.ordinal(), chunk}, [&](const sql::Row& row) {
          ++rows;
          if (response.has_broken()) return absl::OkStatus();
          if (const char* reason = BrokenReason(row, agency, head, change); reason != nullptr) {
            response.mutable_broken()->set_reason(reason);
            return SetCursor(row, agency, incarnation, *response.mutable_broken()->mutable_at());
          }
          response.set_checked(response.checked() + 1);
          return SetCursor(row, agency, incarnation, head);
        }));
    more = rows == chunk;
  }
  if (!response.has_broken() && !more) {
    // The rows are all read: they must end where the head says, or the tail was cut off.
    ASSIGN_OR_RETURN(const Head newest, ReadHead(tx, agency));
    if (newest.hash != head.hash()) {
      response.mutable_broken()->set_reason("GAP");
      *response.mutable_broken()->mutable_at() = head;
    } else {
      response.set_complete(true);
    }
  }
  return response;
}

}  // namespace dondoc::commit
