#include "common/text/width.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "common/text/normalize.h"
#include "common/text/unicode.h"

namespace dondoc::text {
namespace {

using internal::CheckIcu;
using internal::NextCodePoint;

constexpr char32_t kEmojiPresentation = 0xFE0F;  // Variation selector 16.
constexpr absl::string_view kEllipsis = "…";
constexpr size_t kEllipsisColumns = 1;

size_t CodePointWidth(UChar32 c) {
  if (c < 0) return 1;  // U+FFFD
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return 0;
  if (c < 0x300) return c == 0xAD ? 0 : 1;
  // Medial vowels and final consonants of Hangul join the block before them.
  if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF)) return 0;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t ClusterWidth(absl::string_view cluster) {
  size_t at = 0, sum = 0;
  const UChar32 first = NextCodePoint(cluster, &at);
  sum = CodePointWidth(first);
  if (at == cluster.size()) return sum;
  bool as_emoji = false;
  while (at < cluster.size()) {
    const UChar32 c = NextCodePoint(cluster, &at);
    as_emoji = as_emoji || c == static_cast<UChar32>(kEmojiPresentation);
    sum += CodePointWidth(c);
  }
  if (first < 0) return sum;
  if (as_emoji && u_hasBinaryProperty(first, UCHAR_EMOJI)) return 2;
  // Families, flags and skin tones are drawn as one picture.
  return u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                 u_hasBinaryProperty(first, UCHAR_REGIONAL_INDICATOR)
             ? std::min<size_t>(sum, 2)
             : sum;
}

icu::BreakIterator* MakeGraphemes() {
  UErrorCode code = U_ZERO_ERROR;
  icu::BreakIterator* made =
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), code);
  CheckIcu(code, "BreakIterator::createCharacterInstance");
  return made;
}

// A break iterator keeps state, so each thread that measures text has its own.
icu::BreakIterator& Graphemes() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator(MakeGraphemes());
  // The analyzer takes a thread_local for a local.
  return *iterator;  // NOLINT(clang-analyzer-cplusplus.NewDelete)
}

bool IsPrintableAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// Calls `take(cluster, columns)` for each cluster until it returns false.
template <typename Take>
void ForEachCluster(absl::string_view text, Take take) {
  if (IsPrintableAscii(text)) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (!take(text.substr(i, 1), size_t{1})) return;
    }
    return;
  }
  text = text.substr(0, kMaxNormalizeBytes);
  UErrorCode code = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &code);
  CheckIcu(code, "utext_openUTF8");
  icu::BreakIterator& clusters = Graphemes();
  clusters.setText(&utext, code);
  CheckIcu(code, "BreakIterator::setText");
  int32_t begin = clusters.first();
  for (int32_t end = clusters.next(); end != icu::BreakIterator::DONE; end = clusters.next()) {
    const absl::string_view cluster = text.substr(begin, end - begin);
    begin = end;
    if (!take(cluster, ClusterWidth(cluster))) break;
  }
  utext_close(&utext);
}

// Breaks one paragraph (no LF) into lines of at most `columns`.
class Wrapper {
 public:
  Wrapper(size_t columns, std::vector<std::string>& lines) : columns_(columns), lines_(lines) {}

  void Paragraph(absl::string_view text) {
    ForEachCluster(text, [&](absl::string_view cluster, size_t width) {
      if (cluster == " ") {
        EndWord();
        ++spaces_;
      } else {
        AddToWord(cluster, width);
      }
      return true;
    });
    EndWord();
    lines_.push_back(std::exchange(line_, ""));
    line_width_ = spaces_ = 0;
  }

 private:
  void AddToWord(absl::string_view cluster, size_t width) {
    // A word that cannot fit any line is cut where this line would be full.
    if (word_width_ > 0 && word_width_ + width > columns_) {
      EndWord();
      NextLine();
    }
    word_.append(cluster.data(), cluster.size());
    word_width_ += width;
  }

  // Puts the word on this line or, if it does not fit, on the next.
  void EndWord() {
    if (word_.empty()) return;
    if (!line_.empty() && line_width_ + spaces_ + word_width_ > columns_) NextLine();
    // Spaces that begin a paragraph stay only where the word still fits behind them.
    if (line_.empty() && spaces_ + word_width_ > columns_) spaces_ = 0;
    line_.append(spaces_, ' ').append(word_);
    line_width_ += spaces_ + word_width_;
    spaces_ = word_width_ = 0;
    word_.clear();
  }

  void NextLine() {
    lines_.push_back(std::exchange(line_, ""));
    line_width_ = spaces_ = 0;
  }

  const size_t columns_;
  std::vector<std::string>& lines_;
  std::string line_, word_;
  size_t line_width_ = 0, word_width_ = 0;
  size_t spaces_ = 0;  // Between line_ and word_.
};

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  if (IsPrintableAscii(text)) return text.size();
  size_t width = 0;
  ForEachCluster(text, [&](absl::string_view, size_t columns) {
    width += columns;
    return true;
  });
  return width;
}

std::string PadRight(absl::string_view text, size_t columns) {
  const size_t width = DisplayWidth(text);
  std::string out(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

std::string PadLeft(absl::string_view text, size_t columns) {
  const size_t width = DisplayWidth(text);
  std::string out(width < columns ? columns - width : 0, ' ');
  return out.append(text.data(), text.size());
}

std::string Truncate(absl::string_view text, size_t columns) {
  if (columns == 0) return "";
  // `kept`: what would stay in front of an ellipsis.
  size_t width = 0, kept = 0, seen = 0;
  ForEachCluster(text, [&](absl::string_view cluster, size_t cluster_width) {
    width += cluster_width;
    seen += cluster.size();
    if (width + kEllipsisColumns <= columns) kept = seen;
    return width <= columns;
  });
  if (width <= columns) return std::string(text);
  std::string out(text.substr(0, kept));
  return out.append(kEllipsis.data(), kEllipsis.size());
}

std::vector<std::string> Wrap(absl::string_view text, size_t columns) {
  std::vector<std::string> lines;
  Wrapper wrapper(std::max<size_t>(columns, 1), lines);
  for (size_t begin = 0;;) {
    const size_t end = text.find('\n', begin);
    if (end == absl::string_view::npos) {
      wrapper.Paragraph(text.substr(begin));
      return lines;
    }
    wrapper.Paragraph(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string SafeForTerminal(absl::string_view text) {
  if (IsPrintableAscii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    const UChar32 c = NextCodePoint(text, &i);
    const absl::string_view bytes = text.substr(begin, i - begin);
    if (c == '\n') {
      out.push_back('\n');
    } else if (c == '\t') {
      out.push_back(' ');
    } else if (c < 0 || !IsControlFree(bytes)) {
      internal::AppendUtf8(internal::kReplacement, &out);
    } else {
      out.append(bytes.data(), bytes.size());
    }
  }
  return out;
}

}  // namespace dondoc::text
