// The reader: from the text of a conclusion notice to a draft of what it orders. Pure: no I/O, no
// clock, no global state; the same input gives the same draft. Time and memory are linear in the
// text, and every list of the draft is bounded (limits.h).
//
// The reader proposes and a person confirms: what it concludes is marked INFERRED, what it doubts
// is a warning with a place, what it cannot tell stays empty. It never invents a date.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"
#include "services/registry/formats/document_text.h"
#include "services/registry/reader/limits.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Changes whenever the same text may give another draft.
inline constexpr absl::string_view kReaderVersion = "2.0.0";

// What the agency is made of, as far as documents name it.
struct ReaderDirectory {
  struct Unit {
    // `agencies/{agency}/units/{unit}`.
    std::string name;
    std::string display_name;
    std::vector<std::string> aliases;
  };
  // `agencies/{agency}`.
  std::string agency;
  // Units that exist on the day of reading.
  std::vector<Unit> units;
};

// Reads `document`, got from the file called `file_name`. Deadlines are resolved as a preview
// with `calendar` and `policy`; where `calendar` is null only their kind is told. `text_sha256` of
// the draft is over the normalised text, so that one text in NFC and NFD, with either line end, is
// one document. Errors, all INVALID_ARGUMENT: NOTICE_EMPTY, INVALID_UTF8.
absl::StatusOr<v1::NoticeDraft> ReadNotice(DocumentText document, absl::string_view file_name,
                                           const ReaderDirectory& directory,
                                           const calendar::Calendar* calendar,
                                           const calendar::Policy& policy);

}  // namespace dondoc::registry
