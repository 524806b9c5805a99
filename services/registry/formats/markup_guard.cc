#include "services/registry/formats/markup_guard.h"

#include <cstring>

namespace dondoc::registry {

bool MarkupGuard::Accept(absl::string_view piece) {
  const char* at = piece.data();
  const char* const end = at + piece.size();
  while (at < end) {
    if (state_ == State::kText) {
      at = static_cast<const char*>(std::memchr(at, '<', static_cast<size_t>(end - at)));
      if (at == nullptr) return true;
      state_ = State::kOpened;
      ++at;
    } else if (state_ == State::kQuoted) {
      at = static_cast<const char*>(std::memchr(at, quote_, static_cast<size_t>(end - at)));
      if (at == nullptr) return true;
      state_ = State::kTag;
      ++at;
    } else if (!AcceptByte(*at++)) {
      return false;
    }
  }
  return true;
}

bool MarkupGuard::AcceptByte(char c) {
  switch (state_) {
    case State::kText:
    case State::kQuoted:
      return true;  // Accept skips these.
    case State::kOpened:
      attributes_ = 0;
      doctype_ = false;
      before_last_ = last_ = 0;
      prefix_length_ = 0;
      end_ = "?>";
      state_ = c == '!' ? State::kDeclaration : c == '?' ? State::kSection : State::kTag;
      if (c == '>') state_ = State::kText;
      return true;
    case State::kDeclaration:
      // "<!--", "<![CDATA[" or "<!DOCTYPE"; the parser refuses all others.
      ++prefix_length_;
      if (prefix_length_ == 1 && c == '-') return true;
      if (prefix_length_ == 2 && c == '-') {
        end_ = "-->";
        state_ = State::kSection;
      } else if (prefix_length_ == 1 && c == '[') {
        end_ = "]]>";
        state_ = State::kSection;
      } else {
        doctype_ = true;
        state_ = c == '>' ? State::kText : State::kTag;
      }
      return true;
    case State::kSection: {
      const bool ends = c == '>' && last_ == end_[end_.size() - 2] &&
                        (end_.size() == 2 || before_last_ == end_[0]);
      before_last_ = last_;
      last_ = c;
      if (ends) state_ = State::kText;
      return true;
    }
    case State::kTag:
      if (c == '"' || c == '\'') {
        quote_ = c;
        state_ = State::kQuoted;
        return ++attributes_ <= kMaxAttributes;
      }
      if (c == '>') state_ = State::kText;
      // The parser takes no tag inside a tag, and nobody needs declarations.
      return c != '<' && !(doctype_ && c == '[');
  }
  return true;
}

}  // namespace dondoc::registry
