#include "services/cli/files.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/identity/key_file.h"

namespace dondoc::cli {
namespace {

namespace fs = std::filesystem;

// Makes the folders of `folder` that are missing, for their owner alone.
absl::Status MakePrivateFolders(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return absl::OkStatus();
  RETURN_IF_ERROR(MakePrivateFolders(folder.parent_path()));
  if (fs::create_directory(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (!error && fs::is_directory(folder, error)) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "FILE_UNWRITABLE",
               {absl::StrCat("cannot make the folder ", folder.string(), ": ", error.message()),
                absl::StrCat("không tạo được thư mục ", folder.string(), ": ", error.message())})
      .With("path", folder.string());
}

// Reads until the end or until more than `max_bytes` came.
std::string ReadBounded(std::istream& in, size_t max_bytes) {
  std::string text;
  char buffer[64 * 1024];
  while (text.size() <= max_bytes && (in.read(buffer, sizeof buffer), in.gcount() > 0)) {
    text.append(buffer, static_cast<size_t>(in.gcount()));
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes, std::istream& in) {
  std::string text;
  if (path == "-") {
    text = ReadBounded(in, max_bytes);
  } else {
    std::error_code error;
    if (!fs::exists(path, error)) {
      return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND",
                   {absl::StrCat("there is no file ", path), absl::StrCat("không có tệp ", path)})
          .With("path", path);
    }
    std::ifstream file(path, std::ios::binary);
    if (fs::is_directory(path, error)) {
      return Error(absl::StatusCode::kInvalidArgument, "FILE_UNREADABLE",
                   {absl::StrCat(path, " is a folder, not a file"),
                    absl::StrCat(path, " là thư mục, không phải tệp")})
          .With("path", path);
    }
    if (!file) {
      return Error(absl::StatusCode::kInvalidArgument, "FILE_UNREADABLE",
                   {absl::StrCat("cannot read ", path), absl::StrCat("không đọc được ", path)})
          .With("path", path);
    }
    text = ReadBounded(file, max_bytes);
  }
  if (text.size() > max_bytes) {
    return Error(absl::StatusCode::kInvalidArgument, "FILE_TOO_LARGE",
                 {absl::StrCat(path, " is larger than ", max_bytes / 1024, " KiB"),
                  absl::StrCat(path, " lớn hơn ", max_bytes / 1024, " KiB")})
        .With("path", path);
  }
  return text;
}

absl::Status WritePrivateFile(const std::string& path, absl::string_view text) {
  RETURN_IF_ERROR(MakePrivateFolders(fs::path(path).parent_path()));
  const auto written = identity::WriteKeyFile(path, text, 0600, identity::IfExists::kReplace);
  if (written.ok()) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "FILE_UNWRITABLE",
               {absl::StrCat("cannot write ", path), absl::StrCat("không ghi được ", path)})
      .With("path", path);
}

}  // namespace dondoc::cli
