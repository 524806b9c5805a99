#include "tests/fault/commit_workload.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/sql/migrations.h"
#include "common/sql/transaction.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::testing {
namespace {

constexpr int kAgencies = 3;

// Up to three pages, so that a commit is more than one write.
std::string NoteOf(const std::string& id) {
  const std::string seed = Sha256Hex(id);
  std::string note;
  for (int n = (seed[0] % 16) * 12; n >= 0; --n) note += seed;
  return note;
}

}  // namespace

TempDirectory::TempDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-fault-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) std::abort();
  path_ = pattern;
}

TempDirectory::~TempDirectory() { std::filesystem::remove_all(path_); }

absl::Status Store::Open(const sql::Options& options) {
  ASSIGN_OR_RETURN(database, sql::OpenDatabase(options));
  {
    ASSIGN_OR_RETURN(auto writer, database->Connect(sql::ConnectionKind::kWriter));
    RETURN_IF_ERROR(sql::Migrate(*writer, commit::CommitSchema(), clock.Now()));
    static constexpr sql::Migration kNotes[] = {
        {1, "notes",
         "CREATE TABLE notes (agency TEXT NOT NULL, id TEXT NOT NULL, note TEXT NOT NULL, "
         "PRIMARY KEY (agency, id)) WITHOUT ROWID"}};
    RETURN_IF_ERROR(sql::Migrate(*writer, {"notes", kNotes}, clock.Now()));
  }
  commit::CommitOptions commit_options;
  commit_options.on_fatal = [this](const absl::Status&) { ++fatal; };
  ASSIGN_OR_RETURN(queue, commit::CommitQueue::Create(*database, clock, business_day, ids,
                                                      std::move(commit_options)));
  return absl::OkStatus();
}

absl::StatusOr<commit::Committed> SendOne(Store& store, Sent& sent) {
  common::v1::Cursor response;
  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = sent.agency;
  mutation->call.method = "test.Notes/Write";
  mutation->call.subject = sent.agency + "/officers/van-a";
  mutation->call.request_id = sent.id;
  mutation->call.request_hash = Sha256(sent.id);
  mutation->response = &response;
  mutation->body = [&](commit::WriteContext& write) -> absl::Status {
    RETURN_IF_ERROR(write.tx()
                        .Execute("INSERT INTO notes (agency, id, note) VALUES ($1, $2, $3)",
                                 {sent.agency, sent.id, NoteOf(sent.id)})
                        .status());
    write.Record({absl::StrCat(sent.agency, "/notes/", sent.id), "t", "", sent.id});
    response.set_agency(sent.id);
    response.set_revision(write.revision());
    return absl::OkStatus();
  };
  auto committed = store.queue->Run(std::move(mutation));
  if (committed.ok()) {
    sent.acknowledged = true;
    sent.answer = response.SerializeAsString();
  }
  return committed;
}

std::vector<Sent> SendAll(Store& store, int threads, int count, std::vector<absl::Status>& failed) {
  std::vector<Sent> all(static_cast<size_t>(count));
  std::mutex mutex;
  std::vector<std::thread> senders;
  for (int thread = 0; thread < threads; ++thread) {
    senders.emplace_back([&, thread] {
      for (int i = thread; i < count; i += threads) {
        Sent& sent = all[static_cast<size_t>(i)];
        sent.agency = absl::StrCat("agencies/a", i % kAgencies);
        sent.id = store.ids.Next();
        const auto committed = SendOne(store, sent);
        if (committed.ok()) continue;
        std::lock_guard<std::mutex> lock(mutex);
        failed.push_back(committed.status());
      }
    });
  }
  for (auto& sender : senders) sender.join();
  return all;
}

std::vector<std::string> Inspect(Store& store, const std::vector<Sent>& sent) {
  std::vector<std::string> faults;
  std::map<std::string, int> rows, answers, changes;
  const auto look = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(auto reader, store.database->Connect(sql::ConnectionKind::kReader));
    ASSIGN_OR_RETURN(auto tx, reader->Begin());
    ASSIGN_OR_RETURN(const auto intact, tx->QueryText("PRAGMA integrity_check"));
    const std::string verdict = intact.value_or("nothing");
    if (verdict != "ok") faults.push_back("integrity_check: " + verdict);
    const auto count = [&](const char* sql, std::map<std::string, int>& into) {
      return tx->Query(sql, {}, [&](const sql::Row& row) {
        ++into[std::string(row.Text(0))];
        return absl::OkStatus();
      });
    };
    RETURN_IF_ERROR(tx->Query("SELECT id, note FROM notes", {}, [&](const sql::Row& row) {
      const std::string id(row.Text(0));
      ++rows[id];
      if (row.Text(1) != NoteOf(id)) faults.push_back("another note: " + id);
      return absl::OkStatus();
    }));
    RETURN_IF_ERROR(count("SELECT request_id FROM request_ids", answers));
    for (int i = 0; i < kAgencies; ++i) {
      const std::string agency = absl::StrCat("agencies/a", i);
      ASSIGN_OR_RETURN(
          const auto found,
          commit::ReadChanges(*tx, "", {.agency = agency, .resource = "", .limit = 1000000}));
      int64_t revision = 0;
      for (const auto& change : found) {
        ++changes[change.request_id()];
        if (change.cursor().revision() != ++revision) faults.push_back("a hole in " + agency);
      }
      common::v1::VerifyChainRequest request;
      request.set_name(agency);
      ASSIGN_OR_RETURN(const auto verified,
                       commit::VerifyChain(*tx, store.queue->incarnation(), request, 1000000));
      if (!verified.complete()) faults.push_back(verified.ShortDebugString());
    }
    return absl::OkStatus();
  };
  if (absl::Status looked = look(); !looked.ok()) faults.push_back(looked.ToString());
  if (rows != answers || rows != changes) faults.push_back("rows, answers and changes differ");
  for (const Sent& one : sent) {
    const auto found = rows.find(one.id);
    const int times = found == rows.end() ? 0 : found->second;
    if (times > 1 || (one.acknowledged && times != 1)) {
      faults.push_back(absl::StrCat(one.id, one.acknowledged ? " acknowledged" : "", " found ",
                                    times, " times"));
      continue;
    }
    if (!one.acknowledged) continue;
    Sent again = one;
    const auto repeated = SendOne(store, again);
    if (!repeated.ok() || !repeated->repeated || again.answer != one.answer) {
      faults.push_back(absl::StrCat(one.id, " answered anew: ", repeated.status().ToString()));
    }
  }
  return faults;
}

}  // namespace dondoc::testing
