// What a fuzzer gives as a package. The check sum of a zip would stop nearly every change of its
// bytes, so an input may also be the parts of a package as plain text, each behind a line
// "@@ name".
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// `input` itself where it is a zip, otherwise a zip of its parts; what stands before the first line
// with a name is the part `unnamed`.
std::string PackageOfInput(absl::string_view input, absl::string_view unnamed);

// Ends the process where `text` is neither an error of the caller's nor sound.
void CheckDocument(const absl::StatusOr<DocumentText>& text);

}  // namespace dondoc::registry
