#include "common/rpc/host.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "common/base/error.h"
#include "common/base/mutex.h"
#include "common/base/process.h"
#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/obs/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/limits.h"
#include "common/rpc/rights.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "Address to serve, host:port; port 0 picks one");
ABSL_FLAG(std::string, database, "", "sqlite:/path/file.db or postgresql://user@host/database");
ABSL_FLAG(std::string, key_sets, "",
          "Who vouches for callers, several separated by '|': "
          "issuer=I;file=keys.json;kinds=officer,operator[;audience=A][;subject=T]");
ABSL_FLAG(std::string, business_date, "",
          "Pins what today means for deadlines, YYYY-MM-DD; loopback only");
ABSL_FLAG(std::string, metrics_listen, "",
          "Address of http://.../metrics, host:port; empty = none");
ABSL_FLAG(std::string, tls_certificate, "", "PEM file of the server's certificate chain");
ABSL_FLAG(std::string, tls_key, "", "PEM file of its private key");
ABSL_FLAG(std::string, tls_ca, "",
          "PEM file of the authority whose certificates clients must show");
ABSL_FLAG(int, committers, 4, "Committers on PostgreSQL, 1 to 64; SQLite has one");
ABSL_FLAG(absl::Duration, drain_wait, absl::ZeroDuration(),
          "How long to answer NOT_SERVING before closing, at most 60s");

namespace dondoc::rpc {
namespace {

constexpr int kMaxCommitters = 64;
constexpr absl::Duration kMaxDrainWait = absl::Seconds(60);

absl::StatusOr<std::optional<absl::CivilDay>> PinnedDay(const std::string& text,
                                                        const std::string& listen) {
  if (text.empty()) return std::nullopt;
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) {
    return InvalidField("--business_date", {"must be YYYY-MM-DD", "phải có dạng YYYY-MM-DD"});
  }
  if (!IsLoopback(listen)) {
    return InvalidField("--business_date", {"is for demonstrations and tests, on loopback only",
                                            "chỉ dùng khi thử nghiệm trên máy nội bộ"});
  }
  return day;
}

// Ends the process unless destroyed in time: a call that never finishes must not hold it, and what
// is acknowledged is on disk.
class Watchdog {
 public:
  explicit Watchdog(absl::Duration patience)
      : thread_([this, until = std::chrono::steady_clock::now() +
                               absl::ToChronoMilliseconds(patience)] { Watch(until); }) {}
  ~Watchdog() {
    {
      MutexLock lock(mutex_);
      done_ = true;
    }
    wake_.NotifyAll();
    thread_.join();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void Watch(std::chrono::steady_clock::time_point until) {
    MutexLock lock(mutex_);
    while (!done_) {
      const auto left = until - std::chrono::steady_clock::now();
      if (left <= std::chrono::steady_clock::duration::zero()) {
        obs::LogError("calls did not end in time; ending the process");
        std::_Exit(1);
      }
      wake_.WaitFor(mutex_, absl::FromChrono(left));
    }
  }

  Mutex mutex_;
  CondVar wake_;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // Last: it uses the others.
};

}  // namespace

absl::StatusOr<HostConfig> HostConfigFromFlags(const sql::Schema& own,
                                               std::vector<std::string> services) {
  HostConfig config;
  config.name = std::string(own.component);
  config.services = std::move(services);
  config.schemas = {commit::CommitSchema(), RightsSchema(), own};
  config.server.listen = absl::GetFlag(FLAGS_listen);
  config.server.tls_certificate = absl::GetFlag(FLAGS_tls_certificate);
  config.server.tls_key = absl::GetFlag(FLAGS_tls_key);
  config.server.tls_ca = absl::GetFlag(FLAGS_tls_ca);
  config.database = absl::GetFlag(FLAGS_database);
  config.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  config.committers = absl::GetFlag(FLAGS_committers);
  config.drain_wait = absl::GetFlag(FLAGS_drain_wait);
  if (config.database.empty()) {
    return InvalidField("--database", {"is required", "bắt buộc"});
  }
  if (config.committers < 1 || config.committers > kMaxCommitters) {
    return InvalidField("--committers", {"must be 1 to 64", "phải từ 1 đến 64"});
  }
  if (config.drain_wait < absl::ZeroDuration() || config.drain_wait > kMaxDrainWait) {
    return InvalidField("--drain_wait", {"must be 0s to 60s", "phải từ 0s đến 60s"});
  }
  ASSIGN_OR_RETURN(config.business_date,
                   PinnedDay(absl::GetFlag(FLAGS_business_date), config.server.listen));
  for (const absl::string_view text :
       absl::StrSplit(absl::GetFlag(FLAGS_key_sets), '|', absl::SkipEmpty())) {
    ASSIGN_OR_RETURN(identity::KeySetConfig key_set, identity::ParseKeySetConfig(text));
    config.key_sets.push_back(std::move(key_set));
  }
  if (config.key_sets.empty()) {
    return InvalidField("--key_sets", {"is required: without it nobody can be known",
                                       "bắt buộc: thiếu nó thì không biết ai đang gọi"});
  }
  RETURN_IF_ERROR(identity::CheckKeySetConfigs(config.key_sets, IsLoopback(config.server.listen)));
  return config;
}

absl::Status MigrateDatabase(const HostConfig& config) {
  SystemClock clock;
  ASSIGN_OR_RETURN(auto database, sql::OpenDatabase({.url = config.database}));
  ASSIGN_OR_RETURN(auto writer, database->Connect(sql::ConnectionKind::kWriter));
  for (const sql::Schema& schema : config.schemas) {
    RETURN_IF_ERROR(sql::Migrate(*writer, schema, clock.Now()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Host>> Host::Create(HostConfig config) {
  auto host = std::unique_ptr<Host>(new Host(std::move(config)));
  const HostConfig& c = host->config_;
  host->business_day_ = std::make_unique<BusinessDay>(host->clock_, c.business_date);
  if (c.business_date) {
    obs::LogWarning("the business day is pinned",
                    {{"business_date", absl::FormatCivilTime(*c.business_date)}});
  }
  ASSIGN_OR_RETURN(identity::AccessTable access,
                   identity::AccessTable::Create(
                       *google::protobuf::DescriptorPool::generated_pool(), c.services));
  host->access_ = std::make_unique<identity::AccessTable>(std::move(access));
  identity::KeyRingOptions ring_options;
  ring_options.report = [](const identity::KeySetReport& report) {
    obs::Log(report.status.ok() ? obs::Severity::kInfo : obs::Severity::kError, "key set",
             {{"issuer", report.issuer},
              {"path", report.path},
              {"keys", absl::StrCat(report.keys)},
              {"status", std::string(report.status.message())}});
  };
  ASSIGN_OR_RETURN(host->key_ring_,
                   identity::KeyRing::Create(c.key_sets, host->clock_, std::move(ring_options)));
  host->verifier_ = std::make_unique<identity::TokenVerifier>(*host->key_ring_);

  ASSIGN_OR_RETURN(host->database_, sql::OpenDatabase({.url = c.database}));
  {
    ASSIGN_OR_RETURN(auto writer, host->database_->Connect(sql::ConnectionKind::kWriter));
    for (const sql::Schema& schema : c.schemas) {
      RETURN_IF_ERROR(sql::PrepareSchema(*writer, schema, host->clock_.Now()));
    }
  }
  // One connection a reading thread, so that none waits, and one for the bulk thread.
  host->readers_ = std::make_unique<sql::ReaderPool>(*host->database_, kReadThreads + kBulkThreads);
  host->hub_ = std::make_unique<FeedHub>(*host->database_, host->clock_);
  commit::CommitOptions options;
  options.committers = c.committers;
  options.on_commit = [hub = host->hub_.get()](const std::vector<std::string>& agencies) {
    hub->Changed(agencies);
  };
  ASSIGN_OR_RETURN(host->commits_,
                   commit::CommitQueue::Create(*host->database_, host->clock_, *host->business_day_,
                                               host->ids_, std::move(options)));
  host->read_executor_ = std::make_unique<Executor>(kReadThreads, kMaxWaitingReads);
  host->bulk_executor_ = std::make_unique<Executor>(kBulkThreads, kMaxWaitingBulk);
  host->core_ = std::make_unique<Core>(
      Parts{host->clock_, *host->business_day_, *host->verifier_, *host->access_, host->metrics_,
            *host->readers_, host->commits_.get(), *host->read_executor_, *host->bulk_executor_},
      c.services);
  host->hub_->Start();
  if (!c.metrics_listen.empty()) RETURN_IF_ERROR(host->metrics_.Serve(c.metrics_listen));
  return host;
}

Host::~Host() {
  // The hub first: its listeners use everything else.
  if (hub_ != nullptr) hub_->Stop();
  if (commits_ != nullptr) commits_->Stop();
  if (read_executor_ != nullptr) read_executor_->Stop();
  if (bulk_executor_ != nullptr) bulk_executor_->Stop();
}

absl::Status Host::Serve(const std::vector<grpc::Service*>& services, StopSignal& stop,
                         absl::AnyInvocable<void()> on_stop) {
  ASSIGN_OR_RETURN(auto server,
                   Server::Start(config_.server, services, /*generic=*/nullptr, config_.services));
  // The line that scripts wait for.
  std::printf("%s listening on %s\n", config_.name.c_str(), server->address().c_str());
  std::fflush(stdout);
  obs::LogInfo("serving", {{"address", server->address()},
                           {"database", sql::RedactedUrl(config_.database)},
                           {"incarnation", commits_->incarnation()}});
  stop.Wait();
  obs::LogInfo("stopping");
  server->SetServing(false);
  std::this_thread::sleep_for(absl::ToChronoMilliseconds(config_.drain_wait));
  const Watchdog watchdog(kDrainWatchdog);
  if (on_stop) on_stop();
  hub_->Stop();
  server->Drain();
  commits_->Stop();
  obs::LogInfo("stopped");
  return absl::OkStatus();
}

int RunMain(int argc, char** argv, absl::string_view usage,
            absl::AnyInvocable<absl::StatusOr<HostConfig>()> configure,
            absl::AnyInvocable<absl::Status(HostConfig, StopSignal&)> run) {
  PrepareProcess();
  StopSignal stop;
  absl::SetProgramUsageMessage(usage);
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  const auto fail = [](const absl::Status& status) {
    const absl::Status shown = Localized(status, Language::kEnglish);
    const auto detail = status.GetPayload("dondoc/internal");
    std::fprintf(stderr, "%s%s%s\n", std::string(shown.message()).c_str(), detail ? ": " : "",
                 detail ? std::string(*detail).c_str() : "");
    return 1;
  };
  auto config = configure();
  if (!config.ok()) return fail(config.status());
  obs::SetLogComponent(config->name);
  if (words.size() == 2 && absl::string_view(words[1]) == "migrate") {
    if (absl::Status status = MigrateDatabase(*config); !status.ok()) return fail(status);
    std::printf("%s: schema is up to date\n", config->name.c_str());
    return 0;
  }
  if (words.size() > 1) {
    return fail(
        InvalidField("arguments", {absl::StrCat("unknown: ", words[1], "; only 'migrate' is known"),
                                   absl::StrCat("không hiểu: ", words[1])}));
  }
  if (absl::Status status = run(*std::move(config), stop); !status.ok()) return fail(status);
  return 0;
}

}  // namespace dondoc::rpc
