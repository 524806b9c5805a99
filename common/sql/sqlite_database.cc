#include "common/sql/sqlite_database.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <sys/file.h>
#include <sys/stat.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/sqlite_session.h"

namespace dondoc::sql::internal {
namespace {

constexpr mode_t kFileMode = 0600;

absl::Status SystemError(absl::string_view what, absl::string_view path, int error) {
  const ErrorKind kind = error == ENOSPC || error == EDQUOT ? ErrorKind::kDiskFull : ErrorKind::kIo;
  return SqlError(kind, absl::StrCat(what, " ", path, ": ", std::strerror(error)));
}

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Makes a file's existence, or its absence, durable.
absl::Status SyncDirectory(const std::string& directory) {
  const int fd = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return SystemError("open", directory, errno);
  const absl::Cleanup close_fd = [fd] { close(fd); };
  return fsync(fd) == 0 ? absl::OkStatus() : SystemError("fsync", directory, errno);
}

absl::Status SyncFile(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError("open", path, errno);
  const absl::Cleanup close_fd = [fd] { close(fd); };
  return fsync(fd) == 0 ? absl::OkStatus() : SystemError("fsync", path, errno);
}

// Absolute, links in the directory resolved, so that one file has one lock whatever it is called.
absl::StatusOr<std::string> Canonical(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::string directory = DirectoryOf(path);
  char resolved[PATH_MAX];
  struct stat info {};
  if (realpath(directory.c_str(), resolved) == nullptr || stat(resolved, &info) != 0 ||
      !S_ISDIR(info.st_mode)) {
    return Error(absl::StatusCode::kFailedPrecondition, "DATABASE_DIRECTORY",
                 {absl::StrCat("the database directory ", directory, " does not exist"),
                  absl::StrCat("thư mục cơ sở dữ liệu ", directory, " không tồn tại")})
        .With("directory", directory);
  }
  return absl::StrCat(resolved, std::strcmp(resolved, "/") == 0 ? "" : "/", name);
}

absl::Status CreateOrTighten(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kFileMode);
  if (fd >= 0) {
    close(fd);
    return SyncDirectory(DirectoryOf(path));
  }
  if (errno != EEXIST) return SystemError("create", path, errno);
  // Never opened here: closing any descriptor of the file would drop SQLite's locks on it.
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return SystemError("stat", path, errno);
  if (!S_ISREG(info.st_mode)) {
    return SqlError(ErrorKind::kIo, absl::StrCat(path, " is not a regular file"));
  }
  if ((info.st_mode & 077) != 0 && chmod(path.c_str(), kFileMode) != 0) {
    return SystemError("chmod", path, errno);
  }
  return absl::OkStatus();
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, Options options, std::shared_ptr<FileLock> lock)
      : path_(std::move(path)),
        options_(std::move(options)),
        lock_(std::move(lock)),
        gathering_(std::make_shared<GatheringVfs>(options_.sqlite_vfs)) {}

  Engine engine() const override { return Engine::kSqlite; }

  absl::StatusOr<std::unique_ptr<Connection>> Connect(ConnectionKind kind) override {
    ASSIGN_OR_RETURN(auto session, Open(kind));
    return std::make_unique<Connection>(std::move(session));
  }

  absl::Status BackupTo(const std::string& path) override;

  // Write-ahead logging is a property of the file; this also reads its header.
  absl::Status EnableWal() {
    ASSIGN_OR_RETURN(auto session, Open(ConnectionKind::kWriter));
    std::string mode;
    const auto take_mode = [](void* out, int, char** values, char**) {
      *static_cast<std::string*>(out) = values[0];
      return 0;
    };
    const int code =
        sqlite3_exec(session->db(), "PRAGMA journal_mode=WAL", +take_mode, &mode, nullptr);
    if (code != SQLITE_OK) return SqliteError(session->db(), code, "journal_mode");
    if (mode != "wal") return SqlError(ErrorKind::kIo, absl::StrCat("journal_mode is ", mode));
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::unique_ptr<SqliteSession>> Open(ConnectionKind kind) const {
    return SqliteSession::Open(path_, kind, options_, lock_, gathering_);
  }

  const std::string path_;
  const Options options_;
  const std::shared_ptr<FileLock> lock_;
  const std::shared_ptr<GatheringVfs> gathering_;
};

absl::Status SqliteDatabase::BackupTo(const std::string& path) {
  const auto exists = [&]() -> absl::Status {
    return Error(absl::StatusCode::kAlreadyExists, "BACKUP_EXISTS",
                 {absl::StrCat("the backup ", path, " already exists"),
                  absl::StrCat("bản sao lưu ", path, " đã tồn tại")})
        .With("path", path);
  };
  ASSIGN_OR_RETURN(const std::string target, Canonical(path));
  if (access(target.c_str(), F_OK) == 0) return exists();
  // Written under another name first: a file under the real one is complete.
  const std::string partial = absl::StrCat(target, ".partial");
  unlink(partial.c_str());
  RETURN_IF_ERROR(CreateOrTighten(partial));
  absl::Cleanup remove_partial = [&] { unlink(partial.c_str()); };
  {
    ASSIGN_OR_RETURN(auto session, Open(ConnectionKind::kWriter));
    RETURN_IF_ERROR(session->RunRaw(
        absl::StrCat("VACUUM INTO '", absl::StrReplaceAll(partial, {{"'", "''"}}), "'")));
  }
  RETURN_IF_ERROR(SyncFile(partial));
  // link, not rename: it refuses to replace what appeared meanwhile.
  if (link(partial.c_str(), target.c_str()) != 0) {
    return errno == EEXIST ? exists() : SystemError("link", target, errno);
  }
  std::move(remove_partial).Invoke();
  return SyncDirectory(DirectoryOf(target));
}

}  // namespace

absl::StatusOr<std::shared_ptr<FileLock>> FileLock::Take(const std::string& path) {
  const std::string lock_path = absl::StrCat(path, ".lock");
  const int fd = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kFileMode);
  if (fd < 0) return SystemError("open", lock_path, errno);
  auto lock = std::shared_ptr<FileLock>(new FileLock(fd));
  // flock belongs to the open file: a second open in the same process is refused as well. The lock
  // file stays behind on purpose, since removing it would race with the next owner.
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemError("flock", lock_path, errno);
    char owner[32] = {};
    const ssize_t length = pread(fd, owner, sizeof owner - 1, 0);
    const std::string pid(owner, length > 0 ? static_cast<size_t>(length) : 0);
    return Error(
               absl::StatusCode::kFailedPrecondition, "DATABASE_IN_USE",
               {absl::StrCat("the database file ", path, " belongs to a running process ", pid),
                absl::StrCat("tệp cơ sở dữ liệu ", path, " đang do tiến trình ", pid, " sử dụng")})
        .With("path", path)
        .With("pid", pid);
  }
  const std::string pid = absl::StrCat(getpid());
  if (ftruncate(fd, 0) != 0 ||
      pwrite(fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return SystemError("write", lock_path, errno);
  }
  return lock;
}

FileLock::~FileLock() { close(fd_); }

absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const std::string& path,
                                                     const Options& options) {
  if (path.empty() || path.back() == '/' || path.find('\0') != std::string::npos) {
    return Error(absl::StatusCode::kInvalidArgument, "DATABASE_URL",
                 {"a sqlite: URL names a file, as in sqlite:/var/lib/dondoc/registry.db",
                  "URL sqlite: phải nêu một tệp, ví dụ sqlite:/var/lib/dondoc/registry.db"});
  }
  ConfigureSqlite();
  ASSIGN_OR_RETURN(std::string canonical, Canonical(path));
  ASSIGN_OR_RETURN(auto lock, FileLock::Take(canonical));
  RETURN_IF_ERROR(CreateOrTighten(canonical));
  auto database = std::make_unique<SqliteDatabase>(std::move(canonical), options, std::move(lock));
  RETURN_IF_ERROR(database->EnableWal());
  return database;
}

}  // namespace dondoc::sql::internal
