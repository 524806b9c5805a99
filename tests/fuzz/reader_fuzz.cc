// Fuzzes the reader: whatever the bytes, no crash, no span outside the text, no invalid deadline.
// Built by CMake as a replay over seeds; with clang and -fsanitize=fuzzer it searches.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/deadline.h"
#include "common/calendar/official_tables.h"
#include "services/registry/formats/format.h"
#include "services/registry/reader/reader.h"
#include "tests/unit/reader/draft_printer.h"
#include "tests/unit/reader/read_bytes.h"
#include "tests/unit/reader/sample_directory.h"

namespace {

[[noreturn]] void Fail(absl::string_view what) {
  std::cerr << what << "\n";
  std::abort();
}

const dondoc::calendar::Calendar& OfficialCalendar() {
  static const auto& calendar = *new dondoc::calendar::Calendar(
      *dondoc::calendar::Calendar::Create(dondoc::calendar::OfficialTables()));
  return calendar;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto& directory =
      *new dondoc::registry::ReaderDirectory(dondoc::registry::SampleDirectory());
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Bytes that claim to be a PDF go to the program of its own that reads them.
  const auto format = dondoc::registry::DetectFormat(bytes);
  if (format.ok() && *format == dondoc::registry::Format::kPdf) return 0;
  const auto draft =
      dondoc::registry::ReadBytes(bytes, "fuzz.txt", directory, &OfficialCalendar(), {});
  if (!draft.ok()) {
    if (draft.status().code() != absl::StatusCode::kInvalidArgument)
      Fail(draft.status().ToString());
    return 0;
  }
  if (const std::string problems = dondoc::registry::CheckSpans(*draft); !problems.empty())
    Fail(problems);
  if (draft->SerializeAsString().empty()) Fail("draft cannot be serialised");
  if (draft->tasks_size() > dondoc::registry::kMaxTasks) Fail("too many tasks");
  for (const auto& task : draft->tasks()) {
    dondoc::FieldErrors errors;
    dondoc::calendar::ValidateDeadline(task.deadline(), "", errors);
    if (!errors.empty()) Fail(errors.ToStatus().ToString());
    if (task.text().empty() || task.confidence() < 0 || task.confidence() > 100) Fail("bad task");
  }
  return 0;
}
