// Fuzzes the reading of ODT files: whatever the bytes, no crash and no range outside the text.
#include <cstddef>
#include <cstdint>

#include "services/registry/formats/odt.h"
#include "tests/fuzz/office_input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string package = dondoc::registry::PackageOfInput(input, "content.xml");
  dondoc::registry::CheckDocument(dondoc::registry::ReadOdt(package));
  return 0;
}
