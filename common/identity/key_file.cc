#include "common/identity/key_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/base/error.h"
#include "common/base/ids.h"

namespace dondoc::identity {
namespace {

absl::Status FileError(absl::string_view reason, absl::string_view path, absl::string_view en,
                       absl::string_view vi) {
  return Error(
             absl::StatusCode::kFailedPrecondition, reason,
             {absl::StrCat("Key file ", path, ": ", en), absl::StrCat("Tệp khóa ", path, ": ", vi)})
      .With("path", path);
}

absl::Status Unreadable(absl::string_view path, int error) {
  return FileError("KEY_FILE_UNREADABLE", path, absl::StrCat("cannot be read: ", strerror(error)),
                   absl::StrCat("không đọc được: ", strerror(error)));
}

absl::Status Unwritable(absl::string_view path, int error) {
  return FileError("KEY_FILE_UNWRITABLE", path,
                   absl::StrCat("cannot be written: ", strerror(error)),
                   absl::StrCat("không ghi được: ", strerror(error)));
}

int64_t Nanoseconds(const timespec& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

FileStamp ToStamp(const struct stat& info) {
  return {.device = info.st_dev,
          .inode = info.st_ino,
          .size = info.st_size,
          .modified_ns = Nanoseconds(info.st_mtim),
          .changed_ns = Nanoseconds(info.st_ctim)};
}

absl::Status CheckMode(const std::string& path, const struct stat& info, KeyFileKind kind) {
  if (kind == KeyFileKind::kPrivate) {
    const bool ours = info.st_uid == geteuid() || info.st_uid == 0;
    if (!ours || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
      return FileError("KEY_FILE_TOO_OPEN", path,
                       "a private key belongs to its owner alone; run chmod 600 on it",
                       "khóa bí mật chỉ được thuộc về chủ của nó; hãy chạy chmod 600");
    }
  } else if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return FileError("KEY_FILE_TOO_OPEN", path,
                     "whoever writes this file decides who everybody is; run chmod go-w on it",
                     "ai ghi được tệp này thì mạo danh được mọi người; hãy chạy chmod go-w");
  }
  return absl::OkStatus();
}

bool WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(written);
  }
  return true;
}

// Makes a new name in the directory survive a power cut.
bool SyncDirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int fd = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = fsync(fd) == 0;
  close(fd);
  return synced;
}

}  // namespace

absl::StatusOr<KeyFile> ReadKeyFile(const std::string& path, KeyFileKind kind) {
  // O_NONBLOCK: a named pipe in its place must not hang the server.
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return Unreadable(path, errno);
  const auto closer = absl::MakeCleanup([fd] { close(fd); });
  struct stat info;
  if (fstat(fd, &info) != 0) return Unreadable(path, errno);
  if (!S_ISREG(info.st_mode)) return Unreadable(path, S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
  if (const auto status = CheckMode(path, info, kind); !status.ok()) return status;
  KeyFile file{.text = {}, .stamp = ToStamp(info)};
  // One byte more than allowed, so that a file growing under us is noticed.
  file.text.resize(kMaxKeyFileBytes + 1);
  size_t filled = 0;
  while (filled < file.text.size()) {
    const ssize_t got = read(fd, file.text.data() + filled, file.text.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(path, errno);
    if (got == 0) break;
    filled += got;
  }
  if (filled > kMaxKeyFileBytes) {
    return FileError("KEY_FILE_TOO_LARGE", path, "is larger than 256 KiB", "lớn hơn 256 KiB");
  }
  file.text.resize(filled);
  file.text.shrink_to_fit();
  return file;
}

absl::StatusOr<FileStamp> StampOf(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return Unreadable(path, errno);
  return ToStamp(info);
}

absl::StatusOr<bool> WriteKeyFile(const std::string& path, absl::string_view text, mode_t mode,
                                  IfExists if_exists) {
  const std::string temporary = absl::StrCat(path, ".", RandomHex(8), ".new");
  const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                      S_IRUSR | S_IWUSR);
  if (fd < 0) return Unwritable(path, errno);
  const auto remover = absl::MakeCleanup([&temporary] { unlink(temporary.c_str()); });
  const bool written = WriteAll(fd, text) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
  const int write_error = errno;
  if (close(fd) != 0) return Unwritable(path, errno);
  if (!written) return Unwritable(path, write_error);
  // link() refuses an existing name, as O_EXCL would, but the file it names is already whole.
  const int placed = if_exists == IfExists::kKeep ? link(temporary.c_str(), path.c_str())
                                                  : rename(temporary.c_str(), path.c_str());
  if (placed != 0) {
    if (if_exists == IfExists::kKeep && errno == EEXIST) return false;
    return Unwritable(path, errno);
  }
  if (!SyncDirectoryOf(path)) return Unwritable(path, errno);
  return true;
}

}  // namespace dondoc::identity
