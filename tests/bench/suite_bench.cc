// The suite's figures against baselines of the same run: a raw gRPC echo with answers of the same
// size, a bare byte proxy, fdatasync. The same client, connections and calls in flight for all;
// every server is a process of its own. Prints one JSON object; only ratios hold on shared
// machines.
//
//   suite_bench [--rounds=5] [--seconds=1] [--tasks=1000000] [--only=create_1]
//
// --only=create_1 measures one create after another against the echo and fdatasync, and nothing
// else: two builds are then compared in many short turns.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/server_builder.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "common/commit/change_log.h"
#include "common/identity/key_set.h"
#include "common/identity/local_keys.h"
#include "common/identity/signer.h"
#include "common/rpc/channel.h"
#include "common/rpc/rights.h"
#include "common/sql/database.h"
#include "common/sql/transaction.h"
#include "dondoc_schema/registry_storage.h"
#include "services/registry/reader/reader.h"
#include "services/registry/storage/directory_store.h"
#include "services/registry/storage/task_store.h"
#include "tests/bench/byte_proxy.h"
#include "tests/e2e/process.h"
#include "tests/unit/reader/read_bytes.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::bench {
namespace {

using testing::Process;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "suite_bench: %s\n", what.c_str());
  std::exit(1);
}

void Check(const absl::Status& status) {
  if (!status.ok()) Die(std::string(status.message()));
}

template <typename T>
T Must(absl::StatusOr<T> result) {
  Check(result.status());
  return *std::move(result);
}

// ---------------------------------------------------------------------------------------------
// Figures.

class Report {
 public:
  void Add(const std::string& name, double value) { values_[name].push_back(value); }
  double Median(const std::string& name) { return At(name, 0.5); }
  void Print() {
    std::vector<std::string> lines;
    for (const auto& [name, values] : values_) {
      lines.push_back(absl::StrFormat("  \"%s\": {\"median\": %.3f, \"min\": %.3f, \"max\": %.3f}",
                                      name, At(name, 0.5), At(name, 0), At(name, 1)));
    }
    std::printf("{\n%s\n}\n", absl::StrJoin(lines, ",\n").c_str());
  }

 private:
  double At(const std::string& name, double share) {
    std::vector<double>& values = values_[name];
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
  }
  std::map<std::string, std::vector<double>> values_;
};

double Since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

double CpuMicros(int pid) {
  clockid_t clock;
  timespec time{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) Die("no clock");
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double RssMib(int pid) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  std::string word;
  while (status >> word) {
    double kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib / 1024;
  }
  return 0;
}

// ---------------------------------------------------------------------------------------------
// Load.

using RequestMaker = std::function<grpc::ByteBuffer()>;

grpc::ByteBuffer ToBuffer(const google::protobuf::MessageLite& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

// Keeps `in_flight` calls under way on one connection until it is destroyed.
class Load {
 public:
  Load(const std::shared_ptr<grpc::Channel>& channel, std::string method, std::string bearer,
       RequestMaker make, int in_flight)
      : stub_(channel),
        method_(std::move(method)),
        bearer_(std::move(bearer)),
        make_(std::move(make)),
        running_(in_flight) {
    for (int i = 0; i < in_flight; ++i) Next();
  }
  ~Load() {
    stop_ = true;
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
  }
  int64_t done() const { return done_.load(std::memory_order_relaxed); }

 private:
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer request, response;
  };
  void Next() {
    auto call = std::make_shared<Call>();
    call->context.AddMetadata("authorization", bearer_);
    call->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    call->request = make_();
    Call& c = *call;
    stub_.UnaryCall(&c.context, method_, {}, &c.request, &c.response,
                    [this, call = std::move(call)](const grpc::Status& status) {
                      if (!status.ok()) Die(method_ + ": " + status.error_message());
                      done_.fetch_add(1, std::memory_order_relaxed);
                      if (!stop_) return Next();
                      const std::lock_guard lock(mutex_);
                      if (--running_ == 0) ended_.notify_all();
                    });
  }

  grpc::GenericStub stub_;
  const std::string method_, bearer_;
  const RequestMaker make_;
  std::atomic<bool> stop_{false};
  std::atomic<int64_t> done_{0};
  std::mutex mutex_;
  std::condition_variable ended_;
  int running_;
};

struct Figures {
  double qps = 0, cpu_us = 0;
};

struct Target {
  std::string address;
  int pid = 0;
  std::string method;
  RequestMaker make;
};

// One connection a server for the whole run.
std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  static auto& channels = *new std::map<std::string, std::shared_ptr<grpc::Channel>>();
  auto& channel = channels[address];
  if (channel == nullptr) {
    channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                        rpc::ClientArguments());
  }
  return channel;
}

Figures Measure(const Target& target, const std::string& bearer, int in_flight, double seconds) {
  const auto channel = ChannelTo(target.address);
  Load load(channel, target.method, bearer, target.make, in_flight);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const double cpu = CpuMicros(target.pid);
  const int64_t done = load.done();
  const auto begun = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  const double calls = static_cast<double>(std::max<int64_t>(load.done() - done, 1));
  return {.qps = calls / Since(begun), .cpu_us = (CpuMicros(target.pid) - cpu) / calls};
}

// One call after another; returns the answer of the last.
std::string CallOnce(const Target& target, const std::string& bearer) {
  const auto channel = ChannelTo(target.address);
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.AddMetadata("authorization", bearer);
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  grpc::ByteBuffer request = target.make(), response;
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  stub.UnaryCall(&context, target.method, {}, &request, &response, [&](grpc::Status status) {
    if (!status.ok()) Die(target.method + ": " + status.error_message());
    const std::lock_guard lock(mutex);
    done = true;
    ended.notify_one();
  });
  std::unique_lock lock(mutex);
  ended.wait(lock, [&] { return done; });
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (response.Dump(&slices).ok()) {
    for (const auto& slice : slices) bytes.append(slice.begin(), slice.end());
  }
  return bytes;
}

// ---------------------------------------------------------------------------------------------
// Servers.

int Serve(grpc::CallbackGenericService& service, const std::string& name) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterCallbackGenericService(&service);
  const auto server = builder.BuildAndStart();
  if (server == nullptr) Die("cannot listen");
  std::printf("%s listening on 127.0.0.1:%d\n", name.c_str(), port);
  std::fflush(stdout);
  server->Wait();  // Killed by the parent.
  return 0;
}

struct Running {
  std::unique_ptr<Process> process;
  std::string address;
  double start_ms = 0;
};

Running Start(const std::string& name, std::vector<std::string> command,
              const std::string& directory) {
  // Files of its own: the address is read from them.
  static int started = 0;
  const std::string files = absl::StrCat(directory, "/", name, ++started);
  Running running;
  const auto begun = std::chrono::steady_clock::now();
  running.process = Must(Process::Start({.command = std::move(command),
                                         .environment = {},
                                         .out_path = files + ".out",
                                         .err_path = files + ".err"}));
  running.address = Must(running.process->WaitForAddress(name, absl::Seconds(60)));
  running.start_ms = Since(begun) * 1e3;
  return running;
}

// ---------------------------------------------------------------------------------------------
// Data.

std::string Agency(const std::string& id) { return "agencies/" + id; }

registry::v1::Task SampleTask(const std::string& agency, int64_t i) {
  registry::v1::Task task;
  task.set_number(registry::FormatOfficeNumber("NV", 2025, i));
  task.set_text(absl::StrCat("Tổng hợp biểu theo dõi kinh phí số ", i));
  task.set_section("2.1");
  task.set_lead_unit(absl::StrCat(agency, "/units/u", i % 6));
  task.set_state(i % 4 == 0 ? registry::v1::Task::COMPLETED : registry::v1::Task::ASSIGNED);
  const absl::CivilDay day = absl::CivilDay(2026, 1, 1) + i % 365;
  task.mutable_deadline()->set_phrase("trong hạn");
  *task.mutable_deadline()->mutable_on_day() = calendar::ToDate(day);
  *task.mutable_deadline()->mutable_last_day() = calendar::ToDate(day);
  if (task.state() == registry::v1::Task::COMPLETED) {
    *task.mutable_submit_date() = calendar::ToDate(day - i % 3);
  }
  task.set_etag("bench");
  return task;
}

// A million tasks' trees, so that filling does not read back what it wrote.
constexpr int kFillCacheKib = 2 * 1024 * 1024;

// An agency with its units, one officer of the Office, and `tasks` tasks.
void Fill(sql::Connection& writer, IdGenerator& ids, const std::string& id, int64_t tasks) {
  constexpr int64_t kPerTransaction = 50000;
  const std::string agency = Agency(id);
  {
    auto tx = Must(writer.Begin());
    Check(commit::LockHead(*tx, agency).status());
    registry::v1::Agency record;
    record.set_name(agency);
    record.set_display_name("Sở " + id);
    Check(registry::InsertAgency(*tx, record));
    for (int unit = 0; unit < 6; ++unit) {
      registry::v1::Unit row;
      row.set_name(absl::StrCat(agency, "/units/u", unit));
      row.set_display_name(absl::StrCat("Phòng ", unit));
      Check(registry::InsertUnit(*tx, agency, row));
    }
    registry::v1::Officer officer;
    officer.set_name(agency + "/officers/office");
    officer.set_display_name("Văn phòng");
    officer.add_roles(OFFICE);
    Check(registry::InsertOfficer(*tx, agency, officer));
    Check(tx->Commit().status);
  }
  for (int64_t i = 0; i < tasks;) {
    auto tx = Must(writer.Begin());
    for (int64_t end = std::min(tasks, i + kPerTransaction); i < end; ++i) {
      registry::v1::Task task = SampleTask(agency, i + 1);
      task.set_name(absl::StrCat(agency, "/tasks/", i == 0 ? "first" : ids.Next()));
      Check(registry::InsertTask(*tx, agency, 1, task));
    }
    Check(tx->Commit().status);
  }
}

// A file written and synced one block after another, over and over: the cheapest durable write.
class SyncedFile {
 public:
  explicit SyncedFile(const std::string& path)
      : file_(open(path.c_str(), O_CREAT | O_WRONLY, 0600)) {}
  ~SyncedFile() { close(file_); }
  SyncedFile(const SyncedFile&) = delete;
  SyncedFile& operator=(const SyncedFile&) = delete;

  void Write() {
    const off_t at = static_cast<off_t>(next_++ % kBlocks * block_.size());
    if (pwrite(file_, block_.data(), block_.size(), at) < 0 || fdatasync(file_) != 0) {
      Die("fdatasync");
    }
  }

  static constexpr size_t kBlocks = 200;

 private:
  const std::string block_ = std::string(4096, 'x');
  const int file_;
  size_t next_ = 0;
};

double FdatasyncMillis(const std::string& directory) {
  SyncedFile file(directory + "/sync");
  std::vector<double> millis;
  for (size_t i = 0; i < SyncedFile::kBlocks; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    file.Write();
    millis.push_back(Since(begun) * 1e3);
  }
  std::sort(millis.begin(), millis.end());
  return millis[millis.size() / 2];
}

double NoticesPerSecond(const std::string& path, double seconds) {
  const std::string text = testing::FileText(path);
  const auto calendar = Must(calendar::OfficialCalendar());
  registry::ReaderDirectory directory;
  directory.agency = Agency("bench");
  const auto begun = std::chrono::steady_clock::now();
  int64_t read = 0;
  while (Since(begun) < seconds) {
    Check(registry::ReadBytes(text, "notice.txt", directory, &calendar, {}).status());
    ++read;
  }
  return static_cast<double>(read) / Since(begun);
}

// ---------------------------------------------------------------------------------------------

struct Settings {
  int rounds = 5;
  double seconds = 1;
  int64_t tasks = 1000000;
  bool only_create_1 = false;
};

int Run(const std::string& self, const Settings& settings) {
  const std::string bin = std::filesystem::path(self).parent_path();
  std::string directory = std::filesystem::temp_directory_path() / "suite-bench-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) Die("mkdtemp");
  const auto keys = Must(identity::CreateLocalKeys(directory + "/keys"));
  const auto signer = Must(identity::Signer::Load(keys.signing_key_path, identity::kLocalIssuer));
  const auto bearer = [&](const std::string& agency) {
    return "Bearer " +
           Must(signer->Sign(Agency(agency) + "/officers/office", identity::kDefaultAudience,
                             identity::kLoginLifetime, absl::Now()));
  };
  SystemClock clock;
  IdGenerator ids(clock);
  const std::string database = "sqlite:" + directory + "/registry.db";
  const bool all = !settings.only_create_1;
  if (all) {
    std::fprintf(stderr, "filling: 1,000, 100,000 and %lld tasks\n",
                 static_cast<long long>(settings.tasks));
  }
  {
    // Nothing is measured while it fills: no waiting for the disk, and a cache that holds the
    // trees.
    auto db = Must(sql::OpenDatabase({.url = database,
                                      .writer_cache_kib = kFillCacheKib,
                                      .synchronous = sql::Synchronous::kOffForTestsOnly}));
    auto writer = Must(db->Connect(sql::ConnectionKind::kWriter));
    Check(sql::Migrate(*writer, commit::CommitSchema(), absl::Now()));
    Check(sql::Migrate(*writer, rpc::RightsSchema(), absl::Now()));
    Check(sql::Migrate(*writer, {.component = "registry", .migrations = schema::registry_storage()},
                       absl::Now()));
    Fill(*writer, ids, "small", 1000);
    if (all) {
      Fill(*writer, ids, "large", 100000);
      Fill(*writer, ids, "huge", settings.tasks);
    }
    Fill(*writer, ids, "writes", 1);
  }
  const std::string key_sets =
      absl::StrCat("--key_sets=issuer=", identity::kLocalIssuer, ";file=", keys.key_set_path,
                   ";kinds=officer,operator,service");
  Report report;

  // Fresh and idle.
  const auto idle = [&](const std::string& name, std::vector<std::string> arguments) {
    if (!std::filesystem::exists(bin + "/" + name)) return;
    for (int round = 0; round < 3; ++round) {
      std::vector<std::string> command = {bin + "/" + name, key_sets};
      for (std::string argument : arguments) {
        if (argument == "--database=") {
          argument += absl::StrCat("sqlite:", directory, "/idle-", name, round, ".db");
        }
        command.push_back(argument);
      }
      Running running = Start(name, command, directory);
      std::this_thread::sleep_for(std::chrono::seconds(1));
      report.Add("start_ms_" + name, running.start_ms);
      report.Add("rss_mib_" + name, RssMib(running.process->pid()));
    }
  };
  if (all) {
    std::fprintf(stderr, "idle servers\n");
    idle("registry", {"--database="});
    idle("finance", {"--database="});
    idle("inspection", {"--database="});
    idle("gateway",
         {"--registry=127.0.0.1:9", "--finance=127.0.0.1:9", "--inspection=127.0.0.1:9"});
  }

  const Running registry =
      Start("registry", {bin + "/registry", key_sets, "--database=" + database}, directory);
  const Running gateway =
      Start("gateway",
            {bin + "/gateway", key_sets, "--registry=" + registry.address, "--finance=127.0.0.1:9",
             "--inspection=127.0.0.1:9", "--subject_calls_per_second=1000000"},
            directory);

  registry::v1::GetTaskRequest get;
  get.set_name(Agency("small") + "/tasks/first");
  const auto make_get = [&get] { return ToBuffer(get); };
  const char* kGet = "/dondoc.registry.v1.TaskService/GetTask";
  const Target direct{registry.address, registry.process->pid(), kGet, make_get};
  const Target through{gateway.address, gateway.process->pid(), kGet, make_get};
  const size_t answer_bytes = CallOnce(direct, bearer("small")).size();
  CallOnce(through, bearer("small"));

  const Running echo_server = Start("echo", {self, "echo", absl::StrCat(answer_bytes)}, directory);
  const Running durable_server =
      Start("durable_echo", {self, "durable_echo", absl::StrCat(answer_bytes), directory + "/echo"},
            directory);
  // The proxy stands before the same registry, so that both proxies carry the same calls.
  const Running proxy_server = Start("proxy", {self, "proxy", registry.address}, directory);
  const Target echo{echo_server.address, echo_server.process->pid(), kGet, make_get};
  const Target durable_echo{durable_server.address, durable_server.process->pid(), kGet, make_get};
  const Target proxy{proxy_server.address, proxy_server.process->pid(), kGet, make_get};

  registry::v1::CreateTaskRequest create;
  create.set_parent(Agency("writes"));
  create.mutable_task()->set_text("Tổng hợp biểu theo dõi kinh phí");
  create.mutable_task()->set_lead_unit(Agency("writes") + "/units/u1");
  *create.mutable_task()->mutable_deadline()->mutable_before_day() =
      calendar::ToDate(absl::CivilDay(2026, 12, 15));
  const auto make_create = [&create, &ids] {
    registry::v1::CreateTaskRequest request = create;
    request.set_request_id(ids.Next());
    return ToBuffer(request);
  };
  const Target creating{registry.address, registry.process->pid(),
                        "/dondoc.registry.v1.TaskService/CreateTask", make_create};

  const auto list_of = [&](const std::string& agency) {
    registry::v1::ListTasksRequest list;
    list.set_parent(Agency(agency));
    list.set_page_size(25);
    list.set_filter("timeliness = OVERDUE AND unit = u1");
    return Target{registry.address, registry.process->pid(),
                  "/dondoc.registry.v1.TaskService/ListTasks", [list] { return ToBuffer(list); }};
  };
  const auto board_of = [&](const std::string& agency) {
    registry::v1::GetTaskBoardRequest board;
    board.set_parent(Agency(agency));
    return Target{registry.address, registry.process->pid(),
                  "/dondoc.registry.v1.TaskService/GetTaskBoard",
                  [board] { return ToBuffer(board); }};
  };

  // One create after another, against an echo and a sync measured apart, and against an echo that
  // syncs in each call: a thread that waits in between wakes more slowly than one that never does.
  const auto report_creates = [&](const Figures& e, const Figures& c, double sync) {
    const Figures durable = Measure(durable_echo, bearer("small"), 1, settings.seconds);
    report.Add("durable_echo_qps_1", durable.qps);
    report.Add("ratio_create_task_1_over_durable_echo", c.qps / durable.qps);
    report.Add("ratio_create_task_1_over_echo_plus_sync", c.qps * (1 / e.qps + sync / 1e3));
  };

  for (int round = 0; round < settings.rounds; ++round) {
    std::fprintf(stderr, "round %d of %d\n", round + 1, settings.rounds);
    const double sync = FdatasyncMillis(directory);
    report.Add("fdatasync_ms", sync);
    if (!all) {
      const Figures e = Measure(echo, bearer("small"), 1, settings.seconds);
      const Figures c = Measure(creating, bearer("writes"), 1, settings.seconds);
      report.Add("echo_qps_1", e.qps);
      report.Add("create_task_durable_qps_1", c.qps);
      report.Add("create_task_cpu_us_per_call", c.cpu_us);
      report_creates(e, c, sync);
      continue;
    }
    for (const int in_flight : {1, 16, 64}) {
      const auto name = [&](const char* what) { return absl::StrCat(what, "_", in_flight); };
      const double s = settings.seconds;
      const Figures e = Measure(echo, bearer("small"), in_flight, s);
      const Figures d = Measure(direct, bearer("small"), in_flight, s);
      const Figures p = Measure(proxy, bearer("small"), in_flight, s);
      const Figures g = Measure(through, bearer("small"), in_flight, s);
      const Figures c = Measure(creating, bearer("writes"), in_flight, s);
      report.Add(name("echo_qps"), e.qps);
      report.Add(name("get_task_direct_qps"), d.qps);
      report.Add(name("get_task_gateway_qps"), g.qps);
      report.Add(name("byte_proxy_qps"), p.qps);
      report.Add(name("create_task_durable_qps"), c.qps);
      report.Add("gateway_cpu_us_per_call", g.cpu_us);
      report.Add("byte_proxy_cpu_us_per_call", p.cpu_us);
      report.Add("ratio_gateway_cpu_over_byte_proxy", g.cpu_us / p.cpu_us);
      report.Add(name("ratio_get_task_direct_over_echo"), d.qps / e.qps);
      report.Add(name("ratio_create_task_over_echo"), c.qps / e.qps);
      if (in_flight == 1) report_creates(e, c, sync);
    }
    const auto micros = [&](const Target& target, const std::string& agency) {
      return 1e6 / Measure(target, bearer(agency), 1, settings.seconds).qps;
    };
    report.Add("list_25_cost_1m_over_1k",
               micros(list_of("huge"), "huge") / micros(list_of("small"), "small"));
    report.Add("board_cost_100k_over_1k",
               micros(board_of("large"), "large") / micros(board_of("small"), "small"));
    report.Add("notices_per_second",
               NoticesPerSecond("tests/data/notices/mau-thong-bao-ket-luan.txt", settings.seconds));
  }
  report.Print();
  std::filesystem::remove_all(directory);
  return 0;
}

int Main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  if (argc == 3 && words[1] == "echo") {
    EchoService service(std::string(static_cast<size_t>(std::stoul(words[2])), 'x'), "");
    return Serve(service, words[1]);
  }
  if (argc == 4 && words[1] == "durable_echo") {
    SyncedFile file(words[3]);
    EchoService service(std::string(static_cast<size_t>(std::stoul(words[2])), 'x'), "",
                        [&file] { file.Write(); });
    return Serve(service, words[1]);
  }
  if (argc == 3 && words[1] == "proxy") {
    ProxyService service(grpc::CreateCustomChannel(words[2], grpc::InsecureChannelCredentials(),
                                                   rpc::ClientArguments()));
    return Serve(service, "proxy");
  }
  Settings settings;
  for (size_t i = 1; i < words.size(); ++i) {
    absl::string_view word = words[i];
    const bool known =
        (absl::ConsumePrefix(&word, "--rounds=") && absl::SimpleAtoi(word, &settings.rounds)) ||
        (absl::ConsumePrefix(&word, "--seconds=") && absl::SimpleAtod(word, &settings.seconds)) ||
        (absl::ConsumePrefix(&word, "--tasks=") && absl::SimpleAtoi(word, &settings.tasks)) ||
        (word == "--only=create_1" && (settings.only_create_1 = true));
    if (!known || settings.rounds < 1 || settings.seconds <= 0 || settings.tasks < 1000) {
      Die("usage: suite_bench [--rounds=5] [--seconds=1] [--tasks=1000000] [--only=create_1]");
    }
  }
  return Run(self, settings);
}

}  // namespace
}  // namespace dondoc::bench

int main(int argc, char** argv) { return dondoc::bench::Main(argc, argv); }
