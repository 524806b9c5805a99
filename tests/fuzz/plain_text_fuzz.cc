// Fuzzes the reading of text files and the search for tables in them: whatever the bytes, no crash,
// no range outside of the text, and only errors that a person can act upon. Built by CMake as a
// replay over seeds; with clang and -fsanitize=fuzzer it searches.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"

#include "services/registry/formats/plain_text.h"
#include "tests/unit/formats/table_printer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = dondoc::registry::ReadPlainText(bytes);
  const std::string problem = document.ok() ? dondoc::registry::CheckDocument(*document)
                              : absl::IsInvalidArgument(document.status())
                                  ? ""
                                  : document.status().ToString();
  if (problem.empty()) return 0;
  std::cerr << problem << "\n";
  std::abort();
}
