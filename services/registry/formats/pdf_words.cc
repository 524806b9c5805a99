#include "services/registry/formats/pdf_words.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

#include "services/registry/formats/legacy_encodings.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_errors.h"
#include "services/registry/formats/pdf_words_format.h"

namespace dondoc::registry {
namespace {

// A word may stick out of its page by this, in points: italics do.
constexpr float kOverhang = 2;

// Takes the helper's answer apart. Every Take* returns nothing where the next piece is not of its
// form; nothing is looked at twice.
class OutputReader {
 public:
  explicit OutputReader(absl::string_view rest) : rest_(rest) {}

  bool Take(absl::string_view word) { return absl::ConsumePrefix(&rest_, word); }
  bool at_end() const { return rest_.empty(); }

  // An integer of at most `limit` either way, and the character behind it.
  std::optional<int> TakeNumber(char behind, int limit) {
    const size_t end = rest_.substr(0, kMostDigits + 1).find(behind);
    int value = 0;
    if (end == absl::string_view::npos || !absl::SimpleAtoi(rest_.substr(0, end), &value)) {
      return std::nullopt;
    }
    rest_.remove_prefix(end + 1);
    if (value > limit || value < -limit) return std::nullopt;
    return value;
  }

  // "<length>:<bytes>\n".
  std::optional<absl::string_view> TakeText(size_t limit) {
    const auto size = TakeNumber(':', static_cast<int>(limit));
    if (!size || *size < 0 || static_cast<size_t>(*size) >= rest_.size()) return std::nullopt;
    const absl::string_view text = rest_.substr(0, static_cast<size_t>(*size));
    rest_.remove_prefix(text.size());
    if (!Take("\n")) return std::nullopt;
    return text;
  }

  std::optional<float> TakePoints(char behind) {
    const auto units = TakeNumber(behind, kMaxPdfPoints * kPdfUnitsPerPoint);
    if (!units) return std::nullopt;
    return static_cast<float>(*units) / kPdfUnitsPerPoint;
  }

 private:
  // Digits and sign of the longest number.
  static constexpr size_t kMostDigits = 9;
  absl::string_view rest_;
};

struct PdfFont {
  bool bold = false;
  // Its letters stand for those of an old Vietnamese font.
  std::optional<LegacyEncoding> legacy;
  bool capitals = false;
};

PdfFont FontOfName(absl::string_view name) {
  // Subsets are called "ABCDEF+Name".
  if (const size_t plus = name.find('+'); plus != absl::string_view::npos) {
    name.remove_prefix(plus + 1);
  }
  const std::string lower = absl::AsciiStrToLower(name);
  PdfFont font;
  for (const absl::string_view weight : {"bold", "black", "heavy"}) {
    font.bold = font.bold || absl::StrContains(lower, weight);
  }
  // ".VnTimeH,Bold" and, with some producers, "VnTimeH-Bold".
  std::string family(name.substr(0, name.find(',')));
  const bool dotted = absl::StartsWith(lower, ".vn");
  if (dotted || (absl::StartsWith(family, "Vn") && family.size() > 2 &&
                 absl::ascii_isupper(static_cast<unsigned char>(family[2])))) {
    family = (dotted ? "" : ".") + family.substr(0, family.find('-'));
  }
  font.legacy = LegacyEncodingOfFont(family, &font.capitals);
  return font;
}

// Bytes of the character that begins `text`, 0 where it is ill-formed.
size_t CharacterBytes(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  const size_t size = first < 0x80           ? 1
                      : (first >> 5) == 0x06 ? 2
                      : (first >> 4) == 0x0E ? 3
                      : (first >> 3) == 0x1E ? 4
                                             : 0;
  if (size == 0 || size > text.size()) return 0;
  unsigned code = size == 1 ? first : first & (0x7Fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) >> 6) != 2) return 0;
    code = code << 6 | (byte(i) & 0x3F);
  }
  constexpr unsigned kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
  return size;
}

// `text` without control characters; tabs and line ends would be taken for layout.
std::optional<std::string> CleanText(absl::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const size_t size = CharacterBytes(text);
    if (size == 0) return std::nullopt;
    if (size > 1 || !absl::ascii_iscntrl(static_cast<unsigned char>(text[0]))) {
      clean.append(text.data(), size);
    }
    text.remove_prefix(size);
  }
  absl::StripAsciiWhitespace(&clean);
  return clean;
}

// What lies outside the page or has no area is not seen by anybody.
bool IsVisible(const PdfWord& word, const PdfPage& page) {
  return word.left < word.right && word.top < word.bottom && word.left >= -kOverhang &&
         word.top >= -kOverhang && word.right <= page.width + kOverhang &&
         word.bottom <= page.height + kOverhang;
}

class Parser {
 public:
  explicit Parser(absl::string_view output) : in_(output) {}

  bool Run() {
    if (!in_.Take(kPdfWordsFirstLine) || !in_.Take("\n")) return false;
    while (true) {
      if (in_.Take("word ")) {
        if (!Word()) return false;
      } else if (in_.Take("page ")) {
        if (!Page()) return false;
      } else if (in_.Take("across ")) {
        if (!Rule(&PdfPage::across)) return false;
      } else if (in_.Take("down ")) {
        if (!Rule(&PdfPage::down)) return false;
      } else if (in_.Take("font ")) {
        if (!Font()) return false;
      } else {
        return End();
      }
    }
  }

  std::vector<PdfPage> TakePages() { return std::move(pages_); }

 private:
  bool Page() {
    const auto width = in_.TakePoints(' ');
    const auto height = width ? in_.TakePoints('\n') : std::nullopt;
    if (!height || *width < 0 || *height < 0 || pages_.size() >= kMaxPages) return false;
    PdfPage& page = pages_.emplace_back();
    page.width = *width;
    page.height = *height;
    return true;
  }

  bool Rule(std::vector<PdfRule> PdfPage::*rules) {
    const auto at = in_.TakePoints(' ');
    const auto begin = at ? in_.TakePoints(' ') : std::nullopt;
    const auto end = begin ? in_.TakePoints('\n') : std::nullopt;
    if (!end || pages_.empty() || *begin > *end) return false;
    if ((pages_.back().*rules).size() >= kMaxPdfRules) return false;
    (pages_.back().*rules).push_back({*at, *begin, *end});
    return true;
  }

  bool Font() {
    const auto number = in_.TakeNumber(' ', kMaxPdfFonts);
    const auto name = number ? in_.TakeText(kMaxPdfFontNameBytes) : std::nullopt;
    if (!name || *number != static_cast<int>(fonts_.size())) return false;
    fonts_.push_back(FontOfName(*name));
    return true;
  }

  bool Word() {
    PdfWord word;
    for (float* side : {&word.left, &word.top, &word.right, &word.bottom}) {
      const auto points = in_.TakePoints(' ');
      if (!points) return false;
      *side = *points;
    }
    const auto font = in_.TakeNumber(' ', kMaxPdfFonts);
    const auto space = font ? in_.TakeNumber(' ', 1) : std::nullopt;
    const auto text = space ? in_.TakeText(kMaxPdfWordBytes) : std::nullopt;
    if (!text || *font < -1 || *font >= static_cast<int>(fonts_.size()) || *space < 0) return false;
    if (pages_.empty() || ++words_ > kMaxPdfWords) return false;
    auto clean = CleanText(*text);
    if (!clean) return false;
    word.text = *std::move(clean);
    word.space_after = *space == 1;
    if (*font >= 0) SetFont(fonts_[static_cast<size_t>(*font)], word);
    if (!word.text.empty() && IsVisible(word, pages_.back())) {
      pages_.back().words.push_back(std::move(word));
    }
    return true;
  }

  void SetFont(const PdfFont& font, PdfWord& word) {
    word.bold = font.bold;
    if (!font.legacy) return;
    std::string unicode = FromLegacy(*font.legacy, word.text, font.capitals);
    if (unicode == word.text) return;
    word.text = std::move(unicode);
    pages_.back().legacy_encoding = true;
  }

  bool End() {
    if (!in_.Take("end ")) return false;
    const auto pages = in_.TakeNumber('\n', kMaxPages);
    return pages && *pages == static_cast<int>(pages_.size()) && in_.at_end();
  }

  OutputReader in_;
  std::vector<PdfFont> fonts_;
  std::vector<PdfPage> pages_;
  size_t words_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<PdfPage>> ParsePdfWords(absl::string_view output) {
  Parser parser(output);
  if (!parser.Run()) return PdfMalformed();
  return parser.TakePages();
}

}  // namespace dondoc::registry
