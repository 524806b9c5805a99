#include "services/registry/reader/text_source.h"

#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::registry {
namespace {

absl::Status Empty() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_EMPTY",
               {"The document has no text.", "Văn bản không có chữ nào."});
}

}  // namespace

absl::StatusOr<SourceText> SourceText::FromText(std::string original) {
  SourceText source;
  source.original_ = std::move(original);
  ASSIGN_OR_RETURN(source.normalized_, text::NormalizedText::From(source.original_));
  const std::string& text = source.normalized_.text();
  if (text.find_first_not_of(" \t\n") == std::string::npos) return Empty();
  return source;
}

v1::Span SourceText::OriginalSpan(size_t begin, size_t end) const {
  const text::Span span = normalized_.OriginalSpan(begin, end);
  v1::Span result;
  result.set_begin(static_cast<int64_t>(span.begin));
  result.set_end(static_cast<int64_t>(span.end));
  return result;
}

absl::string_view SourceText::OriginalText(const v1::Span& span) const {
  return absl::string_view(original_).substr(static_cast<size_t>(span.begin()),
                                             static_cast<size_t>(span.end() - span.begin()));
}

}  // namespace dondoc::registry
