#include "services/registry/formats/html_cleaner.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "services/registry/formats/code_points.h"

namespace dondoc::registry {
namespace {

// Bytes of a condition, "<![if !supportLists]>".
constexpr size_t kMaxConditionalBytes = 200;

bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }
bool IsHtmlSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool BeginsName(char c) { return IsLetter(c) || c == '_' || c == ':' || c == '.'; }
bool ContinuesName(char c) {
  return BeginsName(c) || c == '-' || absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// Goes over the page once; every function moves on.
class HtmlCleaner {
 public:
  explicit HtmlCleaner(absl::string_view page) : page_(page) { out_.reserve(page.size()); }

  std::string Clean() && {
    while (at_ < page_.size()) {
      if (page_[at_] != '<') {
        CopyCharacter();
      } else if (Follows("<!--")) {
        // Also "<!-->", as browsers have it.
        at_ = EndOf("-->", at_ + 2);
      } else if (Follows("<![")) {
        SkipCondition();
      } else if (at_ + 1 < page_.size() && IsLetter(page_[at_ + 1])) {
        CopyTag();
      } else {
        out_ += page_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  bool Follows(absl::string_view what) const { return absl::StartsWith(page_.substr(at_), what); }

  // Behind the next `what`, or the end of the page.
  size_t EndOf(absl::string_view what, size_t from) const {
    const size_t found = page_.find(what, from);
    return found == absl::string_view::npos ? page_.size() : found + what.size();
  }

  void CopyCharacter() {
    const char32_t c = NextCodePoint(page_, &at_);
    AppendCodePoint(c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? U' ' : c, &out_);
  }

  void CopyUntil(size_t end) {
    while (at_ < end) CopyCharacter();
  }

  // Not the "<![endif]-->" that ends a comment.
  void SkipCondition() {
    const size_t end = page_.substr(at_, kMaxConditionalBytes).find('>');
    if (end != absl::string_view::npos && page_[at_ + end - 1] == ']') {
      at_ += end + 1;
    } else {
      out_ += page_[at_++];
    }
  }

  size_t NameEnd(size_t from) const {
    while (from < page_.size() && ContinuesName(page_[from])) ++from;
    return from;
  }

  size_t SpaceEnd(size_t from) const {
    while (from < page_.size() && IsHtmlSpace(page_[from])) ++from;
    return from;
  }

  void CopyTag() {
    const size_t name_end = NameEnd(at_ + 1);
    const std::string name = absl::AsciiStrToLower(page_.substr(at_ + 1, name_end - at_ - 1));
    CopyUntil(name_end);
    CopyAttributes();
    if (name == "script") {
      at_ = EndOfRaw("</script");
    } else if (name == "style") {
      CopyUntil(EndOfRaw("</style"));
    }
  }

  // Up to ">"; as the parser reads them, so that it finds no more of them than are counted here.
  void CopyAttributes() {
    for (int count = 0; at_ < page_.size();) {
      if (IsHtmlSpace(page_[at_])) {
        at_ = SpaceEnd(at_);
        out_ += ' ';
      } else if (page_[at_] == '>') {
        out_ += page_[at_++];
        return;
      } else if (BeginsName(page_[at_])) {
        const size_t end = AttributeEnd();
        if (++count <= kMaxHtmlAttributes) {
          CopyUntil(end);
        } else {
          at_ = end;
        }
      } else {
        // A slash, or what is no name.
        while (at_ < page_.size() && !IsHtmlSpace(page_[at_]) && page_[at_] != '>') ++at_;
      }
    }
  }

  // Behind the attribute's value.
  size_t AttributeEnd() const {
    const size_t name = NameEnd(at_);
    size_t end = SpaceEnd(name);
    if (end >= page_.size() || page_[end] != '=') return name;
    end = SpaceEnd(end + 1);
    if (end >= page_.size()) return end;
    if (page_[end] == '"' || page_[end] == '\'') return EndOf(page_.substr(end, 1), end + 1);
    while (end < page_.size() && !IsHtmlSpace(page_[end]) && page_[end] != '>') ++end;
    return end;
  }

  // Where the end tag `what` begins, in any case of letters.
  size_t EndOfRaw(absl::string_view what) const {
    for (size_t from = page_.find("</", at_); from != absl::string_view::npos;
         from = page_.find("</", from + 2)) {
      if (absl::StartsWithIgnoreCase(page_.substr(from), what)) return from;
    }
    return page_.size();
  }

  absl::string_view page_;
  size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string CleanHtml(absl::string_view utf8) { return HtmlCleaner(utf8).Clean(); }

}  // namespace dondoc::registry
