#include "services/registry/formats/zip_package.h"

#include <utility>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/unpack_errors.h"

namespace dondoc::registry {
namespace {

// Every part has an entry of the directory that begins so.
constexpr absl::string_view kDirectoryEntry = "PK\x01\x02";

// More parts than `bytes` can have none of. Counted before the directory is read, because reading a
// directory of a million entries takes half a gigabyte.
size_t MostParts(absl::string_view bytes) {
  size_t count = 0;
  for (size_t at = bytes.find(kDirectoryEntry); at != absl::string_view::npos;
       at = bytes.find(kDirectoryEntry, at + kDirectoryEntry.size()))
    ++count;
  return count;
}

absl::Status CheckEntries(zip_t* zip) {
  const zip_int64_t count = zip_get_num_entries(zip, 0);
  if (count > kMaxPackageParts) return NoticeUnpacksTooLarge("parts", kMaxPackageParts);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat) != 0)
      return NoticeMalformed("zip");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return NoticeEncrypted();
  }
  return absl::OkStatus();
}

// Others need dictionaries of any size to unpack, and no office program writes them.
bool IsOrdinaryCompression(const zip_stat_t& stat) {
  return (stat.valid & ZIP_STAT_COMP_METHOD) != 0 &&
         (stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE);
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

absl::StatusOr<ZipPackage> ZipPackage::Open(absl::string_view bytes) {
  if (MostParts(bytes) > kMaxPackageParts) return NoticeUnpacksTooLarge("parts", kMaxPackageParts);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return NoticeMalformed("zip");
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (zip == nullptr) {
    zip_source_free(source);
    return NoticeMalformed("zip");
  }
  ZipPackage package(zip);
  if (absl::Status status = CheckEntries(zip); !status.ok()) return status;
  return package;
}

zip_int64_t ZipPackage::Find(absl::string_view part) const {
  const std::string name(part);
  const zip_int64_t index = zip_name_locate(zip_.get(), name.c_str(), 0);
  // Names of parts differ by more than case; some producers write "Word/Document.xml".
  return index >= 0 ? index : zip_name_locate(zip_.get(), name.c_str(), ZIP_FL_NOCASE);
}

absl::Status ZipPackage::ReadXmlPart(absl::string_view part, XmlHandler& handler) {
  const zip_int64_t found = Find(part);
  if (found < 0) return NoticeMalformed(part);
  const auto index = static_cast<zip_uint64_t>(found);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip_.get(), index, 0, &stat) != 0 || !IsOrdinaryCompression(stat))
    return NoticeMalformed(part);
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(zip_.get(), index, 0));
  if (file == nullptr) return NoticeMalformed(part);
  return ReadXml(
      part,
      [&](char* buffer, size_t size) -> absl::StatusOr<size_t> {
        const zip_int64_t read = zip_fread(file.get(), buffer, size);
        if (read < 0) return NoticeMalformed(part);
        unpacked_ += static_cast<size_t>(read);
        if (unpacked_ > kMaxUnpackedBytes)
          return NoticeUnpacksTooLarge("unpacked bytes", kMaxUnpackedBytes);
        return static_cast<size_t>(read);
      },
      handler);
}

}  // namespace dondoc::registry
