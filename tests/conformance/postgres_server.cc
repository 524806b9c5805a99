#include "tests/conformance/postgres_server.h"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <memory>
#include <pwd.h>
#include <signal.h>
#include <sstream>
#include <thread>
#include <unistd.h>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common/base/ids.h"
#include "common/base/mutex.h"
#include "common/base/status_macros.h"

namespace dondoc::testing {
namespace {

constexpr char kBinaries[] = "/usr/lib/postgresql/15/bin";
constexpr char kUser[] = "dondoc";
// A cold initdb on a loaded machine takes some seconds.
constexpr auto kStartTimeout = std::chrono::seconds(60);
constexpr auto kStopTimeout = std::chrono::seconds(15);
constexpr auto kPause = std::chrono::milliseconds(20);
// The free port may be taken between finding it and listening on it.
constexpr int kPortAttempts = 5;

absl::Status Failed(const std::string& what) {
  return absl::FailedPreconditionError(absl::StrCat("PostgreSQL for tests: ", what));
}

std::string Tail(const std::string& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  const std::string text = all.str();
  return text.size() <= 2000 ? text : text.substr(text.size() - 2000);
}

int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  int port = 0;
  if (fd >= 0 && bind(fd, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0) {
    port = ntohs(address.sin_port);
  }
  if (fd >= 0) close(fd);
  return port;
}

// A directory belongs to the process that holds the lock on the file "owner" in it. What crashed
// tests left behind is removed by the next one, since a server's files are large.
constexpr char kPrefix[] = "dondoc-pg-";

absl::StatusOr<int> Own(const std::string& directory) {
  // Locked before it has its name, so that nobody finds it unlocked while its owner lives.
  const std::string unnamed = directory + "/owner.new";
  const int fd = open(unnamed.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 ||
      rename(unnamed.c_str(), (directory + "/owner").c_str()) != 0) {
    if (fd >= 0) close(fd);
    return Failed("cannot own " + directory);
  }
  return fd;
}

void RemoveAbandoned(const std::string& base) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(base, ignored)) {
    if (!absl::StartsWith(entry.path().filename().string(), kPrefix)) continue;
    const int fd = open((entry.path() / "owner").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) continue;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) std::filesystem::remove_all(entry.path(), ignored);
    close(fd);
  }
}

// The account the server runs as: PostgreSQL refuses root.
struct Account {
  bool switch_user = false;
  uid_t uid = 0;
  gid_t gid = 0;
};

absl::StatusOr<Account> ServerAccount() {
  if (geteuid() != 0) return Account{};
  const passwd* entry = getpwnam("postgres");
  if (entry == nullptr) return Failed("there is no user postgres to run it as");
  return Account{true, entry->pw_uid, entry->pw_gid};
}

// Starts `arguments` as `account`, output to `log`; the process gets `death_signal` when we die.
int Spawn(const std::vector<std::string>& arguments, const Account& account,
          const std::string& directory, const std::string& log, int death_signal) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child != 0) return child;
  // Only async-signal-safe calls from here: the parent may have threads.
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  setsid();  // A Ctrl-C at the terminal is for the test, which then stops the server in order.
  if (account.switch_user &&
      (setgroups(0, nullptr) != 0 || setgid(account.gid) != 0 || setuid(account.uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, death_signal);
  if (getppid() != parent || chdir(directory.c_str()) != 0) _exit(126);
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

absl::StatusOr<PostgresServer*> PostgresServer::StartOrReuse() {
  static Mutex mutex;
  static std::unique_ptr<PostgresServer> server;
  MutexLock lock(mutex);
  if (server == nullptr) {
    auto starting = std::unique_ptr<PostgresServer>(new PostgresServer);
    RETURN_IF_ERROR(starting->Start());
    server = std::move(starting);
  }
  return server.get();
}

absl::Status PostgresServer::Start() {
  if (access(absl::StrCat(kBinaries, "/initdb").c_str(), X_OK) != 0) {
    return Failed(absl::StrCat(kBinaries, "/initdb is missing: install postgresql-15"));
  }
  ASSIGN_OR_RETURN(const Account account, ServerAccount());
  // Short: a Unix socket's path has at most 107 characters. In memory where that is possible, since
  // durability is not what these tests are about.
  const char* const base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  RemoveAbandoned(base);
  std::string pattern = absl::StrCat(base, "/", kPrefix, "XXXXXX");
  if (mkdtemp(pattern.data()) == nullptr) return Failed("mkdtemp");
  directory_ = pattern;
  ASSIGN_OR_RETURN(owner_, Own(directory_));
  if (account.switch_user && chown(directory_.c_str(), account.uid, account.gid) != 0) {
    return Failed("chown");
  }
  password_ = RandomHex(16);
  const std::string log = directory_ + "/log";
  const std::string data = directory_ + "/data";
  const std::string password_file = directory_ + "/password";
  for (const auto& [path, text] : {std::pair(log, std::string()), {password_file, password_}}) {
    std::ofstream(path) << text;
    if (chmod(path.c_str(), 0600) != 0 ||
        (account.switch_user && chown(path.c_str(), account.uid, account.gid) != 0)) {
      return Failed("cannot write to " + directory_);
    }
  }
  const int initdb = Spawn({absl::StrCat(kBinaries, "/initdb"), "-D", data, "-U", kUser, "--pwfile",
                            password_file, "--auth-local=trust", "--auth-host=scram-sha-256", "-E",
                            "UTF8", "--locale=C.UTF-8", "--no-sync"},
                           account, directory_, log, SIGKILL);
  int status = 0;
  if (initdb < 0 || waitpid(initdb, &status, 0) != initdb || status != 0) {
    return Failed("initdb: " + Tail(log));
  }
  for (int attempt = 0; attempt < kPortAttempts; ++attempt) {
    port_ = FreePort();
    // Nothing here must survive a power cut, so nothing waits for the disk. A deadlock is found
    // soon.
    std::vector<std::string> arguments = {absl::StrCat(kBinaries, "/postgres"),
                                          "-D",
                                          data,
                                          "-k",
                                          directory_,
                                          "-p",
                                          absl::StrCat(port_)};
    for (const char* setting :
         {"listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=100",
          "shared_buffers=32MB", "deadlock_timeout=100ms", "autovacuum=off",
          "unix_socket_permissions=0700", "max_wal_size=256MB", "log_min_messages=warning"}) {
      arguments.insert(arguments.end(), {"-c", setting});
    }
    // SIGQUIT ends the server at once, without a clean shutdown nobody would see.
    child_ = Spawn(arguments, account, directory_, log, SIGQUIT);
    if (child_ < 0) return Failed("fork");
    const auto until = std::chrono::steady_clock::now() + kStartTimeout;
    const std::string url =
        absl::StrCat("host=", directory_, " port=", port_, " user=", kUser, " dbname=postgres");
    while (std::chrono::steady_clock::now() < until) {
      if (PQping(url.c_str()) == PQPING_OK) return absl::OkStatus();
      if (waitpid(child_, &status, WNOHANG) == child_) {
        child_ = -1;
        break;  // Perhaps the port was taken meanwhile.
      }
      std::this_thread::sleep_for(kPause);
    }
    Stop();
  }
  return Failed("the server does not start: " + Tail(log));
}

void PostgresServer::Stop() {
  if (child_ <= 0) return;
  kill(child_, SIGINT);  // Fast shutdown: ends sessions, closes files.
  const auto until = std::chrono::steady_clock::now() + kStopTimeout;
  while (waitpid(child_, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) {
      kill(child_, SIGQUIT);
      waitpid(child_, nullptr, 0);
      break;
    }
    std::this_thread::sleep_for(kPause);
  }
  child_ = -1;
}

PostgresServer::~PostgresServer() {
  Stop();
  if (directory_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
  if (owner_ >= 0) close(owner_);
}

absl::Status PostgresServer::Admin(const std::string& sql) {
  const std::string url =
      absl::StrCat("host=", directory_, " port=", port_, " user=", kUser, " dbname=postgres");
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return Failed(PQerrorMessage(connection.get()));
  }
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    return Failed(PQerrorMessage(connection.get()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> PostgresServer::NewDatabase() {
  const std::string name = absl::StrCat("test_", ++databases_);
  RETURN_IF_ERROR(Admin(absl::StrCat("CREATE DATABASE ", name,
                                     " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu"
                                     " ICU_LOCALE 'vi' LOCALE 'C.UTF-8'")));
  return absl::StrCat("postgresql://", kUser, "@/", name, "?host=", directory_, "&port=", port_);
}

std::string PostgresServer::OverTcp(const std::string& url) const {
  const std::vector<std::string> parts = absl::StrSplit(url, absl::ByAnyChar("/?"));
  // postgresql: "" user@ name ...
  const std::string name = parts.size() > 3 ? parts[3] : "postgres";
  return absl::StrCat("postgresql://", kUser, ":", password_, "@127.0.0.1:", port_, "/", name);
}

absl::Status PostgresServer::DisconnectAll(const std::string& url) {
  const std::vector<std::string> parts = absl::StrSplit(url, absl::ByAnyChar("/?"));
  if (parts.size() <= 3) return Failed("not a test database: " + url);
  return Admin(absl::StrCat("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity",
                            " WHERE datname = '", parts[3], "'"));
}

}  // namespace dondoc::testing
