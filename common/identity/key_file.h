// Key files: read with their permissions checked, written whole or not at all.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <sys/types.h>

namespace dondoc::identity {

// Largest key file read, in bytes: some hundred RSA keys; a larger file is a mistake or an attack.
inline constexpr size_t kMaxKeyFileBytes = 256 * 1024;

// What tells one version of a file from the next.
struct FileStamp {
  uint64_t device = 0;
  uint64_t inode = 0;
  int64_t size = 0;
  int64_t modified_ns = 0;
  // Moves with the permissions too.
  int64_t changed_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct KeyFile {
  std::string text;
  FileStamp stamp;
};

enum class KeyFileKind {
  kPublic,   // Others may read, only the owner may write.
  kPrivate,  // Owned by us or root; nobody else may read or write (0600 or 0400).
};

// Reads a regular file, following links (mounted secrets are links). FAILED_PRECONDITION with
// reason KEY_FILE_UNREADABLE, KEY_FILE_TOO_OPEN (permissions) or KEY_FILE_TOO_LARGE.
absl::StatusOr<KeyFile> ReadKeyFile(const std::string& path, KeyFileKind kind);

// The stamp of the file now, without reading it. KEY_FILE_UNREADABLE.
absl::StatusOr<FileStamp> StampOf(const std::string& path);

enum class IfExists { kKeep, kReplace };

// Writes `text` durably to `path` with exactly `mode`, through a new file (O_EXCL) in the same
// directory, so that no reader sees a part of it. Returns false when kKeep found a file and left it
// as it is. FAILED_PRECONDITION, reason KEY_FILE_UNWRITABLE.
absl::StatusOr<bool> WriteKeyFile(const std::string& path, absl::string_view text, mode_t mode,
                                  IfExists if_exists);

}  // namespace dondoc::identity
