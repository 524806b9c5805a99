// Fuzzes the reading of what dondoc-pdf-words writes and its layout: whatever the bytes, no crash,
// no range outside of the text.
// Built by CMake as a replay over seeds; with clang and -fsanitize=fuzzer it searches.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"

#include "services/registry/formats/pdf_words.h"
#include "tests/unit/formats/table_printer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto pages = dondoc::registry::ParsePdfWords({reinterpret_cast<const char*>(data), size});
  if (!pages.ok()) return 0;
  const auto text = dondoc::registry::LayOutPdf(*pages);
  if (!text.ok()) return 0;
  if (const std::string problems = dondoc::registry::CheckDocument(*text); !problems.empty()) {
    std::cerr << problems << "\n";
    std::abort();
  }
  return 0;
}
