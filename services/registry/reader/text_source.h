// First step of reading: the text of a document in the form in which rules look at it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/text/normalize.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// A document's text in two forms: as it came, where citations point, and normalised, where rules
// look. Immutable after construction.
class SourceText {
 public:
  // Errors: NOTICE_EMPTY (nothing but space), INVALID_UTF8.
  static absl::StatusOr<SourceText> FromText(std::string text);

  const std::string& original() const { return original_; }
  // Normal form of common/text: NFC, LF, plain spaces, nothing invisible.
  const std::string& text() const { return normalized_.text(); }

  // Where in original() the byte at `offset` of text() came from.
  size_t OriginalOffset(size_t offset) const { return normalized_.OriginalOffset(offset); }
  // The bytes of original() that became [begin, end) of text().
  v1::Span OriginalSpan(size_t begin, size_t end) const;
  // Those bytes.
  absl::string_view OriginalText(const v1::Span& span) const;

 private:
  std::string original_;
  text::NormalizedText normalized_;
};

}  // namespace dondoc::registry
