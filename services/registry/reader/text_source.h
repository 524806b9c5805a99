// First step of reading: from the bytes of a file to text. Only plain UTF-8 text is read here;
// other formats come through the same door, each as one more way to make a SourceText.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/text/normalize.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// INVALID_ARGUMENT (NOTICE_TOO_LARGE) for a document of `size` bytes; also for whoever gathers the
// bytes, who stops at the limit instead of keeping them.
absl::Status NoticeTooLarge(size_t size);

// A document's text in two forms: as it came, where citations point, and normalised, where rules
// look. Immutable after construction.
class SourceText {
 public:
  // Errors, all INVALID_ARGUMENT: NOTICE_TOO_LARGE (over kMaxNoticeBytes), NOTICE_EMPTY (nothing
  // but space), NOTICE_NOT_TEXT (an office, PDF or archive file, UTF-16, or control characters),
  // and INVALID_UTF8 with the byte `offset` of the first ill-formed sequence.
  static absl::StatusOr<SourceText> FromBytes(absl::string_view bytes);
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
