#include "tests/fuzz/office_input.h"

#include <cstdlib>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

#include "common/text/normalize.h"
#include "services/registry/formats/limits.h"
#include "tests/unit/formats/describe.h"
#include "tests/unit/formats/package_builder.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kPartMark = "@@ ";

[[noreturn]] void FailInput(absl::string_view what) {
  std::cerr << what << "\n";
  std::abort();
}

// What the builder of packages takes; names that no zip can hold come with whole packages.
bool IsPartName(absl::string_view name) {
  constexpr size_t kMaxNameBytes = 200;
  return !name.empty() && name.size() <= kMaxNameBytes && text::IsControlFree(name);
}

}  // namespace

std::string PackageOfInput(absl::string_view input, absl::string_view unnamed) {
  if (absl::StartsWith(input, "PK")) return std::string(input);
  PackageBuilder package;
  std::string name(unnamed);
  std::string content;
  for (absl::string_view line : absl::StrSplit(input, '\n')) {
    if (!absl::StartsWith(line, kPartMark)) {
      content.append(line.data(), line.size()).push_back('\n');
      continue;
    }
    package.Part(name, content);
    name = std::string(line.substr(kPartMark.size()));
    if (!IsPartName(name)) name = std::string(unnamed);
    content.clear();
  }
  return package.Part(name, content).Build();
}

void CheckDocument(const absl::StatusOr<DocumentText>& text) {
  if (!text.ok()) {
    if (text.status().code() != absl::StatusCode::kInvalidArgument)
      FailInput(text.status().ToString());
    return;
  }
  if (text->text.size() > 2 * kMaxTextBytes) FailInput("too much text");
  if (const std::string wrong = CheckRanges(*text); !wrong.empty()) FailInput(wrong);
}

}  // namespace dondoc::registry
