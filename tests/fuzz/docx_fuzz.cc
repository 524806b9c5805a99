// Fuzzes the reading of DOCX files: whatever the bytes, no crash and no range outside the text.
#include <cstddef>
#include <cstdint>

#include "services/registry/formats/docx.h"
#include "tests/fuzz/office_input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string package = dondoc::registry::PackageOfInput(input, "word/document.xml");
  dondoc::registry::CheckDocument(dondoc::registry::ReadDocx(package));
  return 0;
}
