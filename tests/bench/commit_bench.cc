// Durable mutations through the commit queue on SQLite, beside what the disk and SQLite alone do in
// the same run: only the ratios hold on another machine. Prints one JSON object.
//
//   commit_bench [directory] [seconds per measurement]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <semaphore>
#include <sqlite3.h>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/commit/commit_queue.h"
#include "common/commit/request_log.h"
#include "common/sql/database.h"
#include "common/sql/migrations.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc {
namespace {

using Steady = std::chrono::steady_clock;

constexpr char kTasks[] =
    "CREATE TABLE tasks (agency TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL, "
    "unit TEXT NOT NULL, state BIGINT NOT NULL, last_day BIGINT NOT NULL, body BLOB NOT NULL, "
    "PRIMARY KEY (agency, id)) WITHOUT ROWID;"
    "CREATE INDEX tasks_by_unit ON tasks (agency, unit, state, last_day, id);";
constexpr char kInsert[] =
    "INSERT INTO tasks (agency, id, number, unit, state, last_day, body) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";

void Require(bool fine, const std::string& what) {
  if (fine) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

registry::v1::CreateTaskRequest MakeRequest(const std::string& agency, const std::string& id) {
  registry::v1::CreateTaskRequest request;
  request.set_parent(agency);
  request.set_request_id(id);
  auto& task = *request.mutable_task();
  task.set_text(
      "Giao Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị liên quan rà soát, tham mưu ban "
      "hành kế hoạch triển khai nhiệm vụ khoa học và công nghệ năm 2022, báo cáo Giám đốc Sở.");
  task.set_lead_unit(agency + "/units/van-phong");
  task.set_section("2.1");
  return request;
}

// Repeats `once` for `seconds`; times a second.
double Rate(double seconds, const std::function<void()>& once) {
  const auto begun = Steady::now();
  const auto until = begun + std::chrono::duration<double>(seconds);
  int64_t times = 0;
  while (Steady::now() < until) {
    once();
    ++times;
  }
  return static_cast<double>(times) / std::chrono::duration<double>(Steady::now() - begun).count();
}

double Fdatasyncs(const std::string& directory, double seconds) {
  const std::string path = directory + "/sync";
  const int fd = open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  Require(fd >= 0, "cannot open " + path);
  const std::string page(4096, 'x');
  const double rate = Rate(seconds, [&] {
    Require(write(fd, page.data(), page.size()) == static_cast<ssize_t>(page.size()) &&
                fdatasync(fd) == 0,
            "cannot write " + path);
  });
  close(fd);
  std::filesystem::remove(path);
  return rate;
}

// One task row a commit, by SQLite's own API.
double RawSqlite(const std::string& directory, double seconds) {
  sqlite3* db = nullptr;
  Require(sqlite3_open((directory + "/raw.db").c_str(), &db) == SQLITE_OK, "cannot open raw.db");
  for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", kTasks}) {
    Require(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
  }
  std::string insert = kInsert;
  for (char& c : insert) c = c == '$' ? '?' : c;
  sqlite3_stmt* statement = nullptr;
  Require(sqlite3_prepare_v2(db, insert.c_str(), -1, &statement, nullptr) == SQLITE_OK,
          sqlite3_errmsg(db));
  SystemClock clock;
  IdGenerator ids(clock);
  const double rate = Rate(seconds, [&] {
    const std::string id = ids.Next();
    const std::string body = MakeRequest("agencies/so-khcn", id).task().SerializeAsString();
    const auto bind = [&](int index, const std::string& text) {
      sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    };
    bind(1, "agencies/so-khcn");
    bind(2, id);
    bind(3, "NV-2022-0001");
    bind(4, "van-phong");
    sqlite3_bind_int64(statement, 5, 1);
    sqlite3_bind_int64(statement, 6, 20221231);
    sqlite3_bind_blob(statement, 7, body.data(), static_cast<int>(body.size()), SQLITE_TRANSIENT);
    Require(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(db));
    sqlite3_reset(statement);
  });
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return rate;
}

// What a service does for CreateTask: hash, row, change, answer.
absl::Status CreateTask(commit::WriteContext& write, const registry::v1::CreateTaskRequest& request,
                        registry::v1::Task& response) {
  const std::string id = write.NewId();
  response = request.task();
  response.set_name(absl::StrCat(request.parent(), "/tasks/", id));
  response.set_number(absl::StrCat("NV-2022-", write.revision()));
  response.set_etag(write.Etag());
  const std::string body = response.SerializeAsString();
  write.tx().ExecuteDeferred(kInsert, {request.parent(), id, response.number(), "van-phong", 1,
                                       20221231, sql::Bytes(body)});
  write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

double Queue(const std::string& directory, double seconds, int in_flight, double& batch) {
  SystemClock clock;
  BusinessDay day(clock, std::nullopt);
  IdGenerator ids(clock);
  auto database =
      sql::OpenDatabase({.url = absl::StrCat("sqlite:", directory, "/queue", in_flight, ".db")});
  Require(database.ok(), database.status().ToString());
  {
    auto writer = (*database)->Connect(sql::ConnectionKind::kWriter);
    Require(writer.ok(), writer.status().ToString());
    const sql::Migration tasks[] = {{1, "tasks", kTasks}};
    Require(sql::Migrate(**writer, commit::CommitSchema(), clock.Now()).ok(), "migrate");
    Require(sql::Migrate(**writer, {"tasks", tasks}, clock.Now()).ok(), "migrate");
  }
  std::atomic<int64_t> batches{0};
  commit::CommitOptions options;
  options.on_commit = [&](const std::vector<std::string>&) { ++batches; };
  auto queue = commit::CommitQueue::Create(**database, clock, day, ids, std::move(options));
  Require(queue.ok(), queue.status().ToString());
  struct Call {
    registry::v1::CreateTaskRequest request;
    registry::v1::Task response;
  };
  std::counting_semaphore<1024> free(in_flight);
  int64_t sent = 0;
  const auto begun = Steady::now();
  const auto until = begun + std::chrono::duration<double>(seconds);
  while (Steady::now() < until) {
    free.acquire();
    auto call = std::make_shared<Call>();
    call->request = MakeRequest("agencies/so-khcn", ids.Next());
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = call->request.parent();
    mutation->call.method = "dondoc.registry.v1.TaskService/CreateTask";
    mutation->call.subject = "agencies/so-khcn/officers/van-a";
    mutation->call.request_id = call->request.request_id();
    mutation->call.request_hash = commit::RequestHash(call->request);
    mutation->response = &call->response;
    mutation->body = [call](commit::WriteContext& write) {
      return CreateTask(write, call->request, call->response);
    };
    mutation->done = [&free](const absl::StatusOr<commit::Committed>& committed) {
      Require(committed.ok(), committed.status().ToString());
      free.release();
    };
    (*queue)->Submit(std::move(mutation));
    ++sent;
  }
  (*queue)->Stop();
  const double took = std::chrono::duration<double>(Steady::now() - begun).count();
  batch = static_cast<double>(sent) / static_cast<double>(std::max<int64_t>(1, batches));
  return static_cast<double>(sent) / took;
}

void Main(const std::string& parent, double seconds) {
  std::string directory = parent + "/dondoc-bench-XXXXXX";
  Require(mkdtemp(directory.data()) != nullptr, "cannot make a directory in " + parent);
  std::string json = absl::StrCat("{\"fdatasync_per_s\":", Fdatasyncs(directory, seconds),
                                  ",\"raw_sqlite_commits_per_s\":", RawSqlite(directory, seconds));
  for (const int in_flight : {1, 16, 64, 256}) {
    double batch = 0;
    const double rate = Queue(directory, seconds, in_flight, batch);
    absl::StrAppend(&json, ",\"queue_", in_flight, "_per_s\":", rate, ",\"queue_", in_flight,
                    "_batch\":", batch);
  }
  std::printf("%s}\n", json.c_str());
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace dondoc

int main(int argc, char** argv) {
  dondoc::Main(argc > 1 ? argv[1] : std::filesystem::temp_directory_path().string(),
               argc > 2 ? std::atof(argv[2]) : 3);
  return 0;
}
