#include "services/registry/reader/document.h"

#include <algorithm>

#include "services/registry/reader/limits.h"

namespace dondoc::registry {

absl::string_view Document::ReadPart(absl::string_view text) {
  if (text.size() <= kMaxReadTextBytes) return text;
  const size_t cut = text.find_last_of("\n ", kMaxReadTextBytes);
  // Without any space within the limit there is nothing to read.
  return cut == absl::string_view::npos ? absl::string_view() : text.substr(0, cut);
}

std::string Document::Line(TokenRange range) const {
  std::string result;
  bool space = false;
  for (const char c : Text(range)) {
    if (c == ' ' || c == '\t' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !result.empty()) result.push_back(' ');
    space = false;
    result.push_back(c);
  }
  return result;
}

TokenRange Document::TokensOf(TextRange range) const {
  // Tokens ascend in the original too: normalising never reorders words.
  const auto begins_before = [&](const Token& token, size_t offset) {
    return source_.OriginalOffset(token.begin) < offset;
  };
  const auto first = std::lower_bound(tokens_.begin(), tokens_.end(), range.begin, begins_before);
  const auto last = std::lower_bound(first, tokens_.end(), range.end, begins_before);
  return {static_cast<size_t>(first - tokens_.begin()),
          static_cast<size_t>(last - tokens_.begin())};
}

}  // namespace dondoc::registry
