// The parts of a zip package in memory, as office files are: unpacked piece by piece, and no more
// than a package may hold, whatever it says about itself.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <zip.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

class ZipPackage {
 public:
  // `bytes` must outlive the package. Errors, INVALID_ARGUMENT: NOTICE_MALFORMED (part "zip"),
  // NOTICE_UNPACKS_TOO_LARGE over kMaxPackageParts, NOTICE_ENCRYPTED.
  static absl::StatusOr<ZipPackage> Open(absl::string_view bytes);

  // Names are only looked up among those of the package; they are no paths of anything else.
  bool Has(absl::string_view part) const { return Find(part) >= 0; }

  // Reads `part` as XML into `handler`. Errors, INVALID_ARGUMENT: NOTICE_MALFORMED with the part
  // where it is missing or damaged, NOTICE_UNPACKS_TOO_LARGE as soon as all that was unpacked of
  // the package exceeds kMaxUnpackedBytes, and those of ReadXml.
  absl::Status ReadXmlPart(absl::string_view part, XmlHandler& handler);

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  explicit ZipPackage(zip_t* zip) : zip_(zip) {}

  zip_int64_t Find(absl::string_view part) const;

  std::unique_ptr<zip_t, Discard> zip_;
  size_t unpacked_ = 0;
};

}  // namespace dondoc::registry
