#include "services/registry/formats/pdf_columns.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry::pdf {
namespace {

// Lines of a letterhead, and of what may stand above the motto in it.
constexpr size_t kMostHeadLines = 20;
constexpr size_t kMottoWithin = 8;
// Words (letters, where each is a word to the PDF) of a line with the motto.
constexpr size_t kMostHeadWords = 100;
// Lines of a signature with its recipients.
constexpr size_t kMostSignatureLines = 60;
// White space between the columns, in heights. A number or day that is left open leaves gaps too;
// what they part stands on one side all the same.
constexpr float kColumnGap = 1;
// The right column begins behind this share of the text's width.
constexpr float kRightBegins = 0.25F;
// Room for a signature and a seal, in heights.
constexpr float kSealGap = 10;
// The first line of the right column may stand higher than that of the left, in heights.
constexpr float kHigher = 1.2F;

// How the right column of a letterhead begins; plain (pdf_lines.h).
constexpr absl::string_view kMottoes[] = {"cong hoa xa hoi chu nghia", "dang cong san viet nam",
                                          "doc lap - tu do"};

// Where the motto begins on `line`; nullptr where it does not.
const PdfWord* MottoOf(const Line& line) {
  if (line.words.size() > kMostHeadWords) return nullptr;
  const std::string text = PlainTextOf(line);
  for (const absl::string_view motto : kMottoes) {
    const size_t at = text.find(motto.data(), 0, motto.size());
    if (at == std::string::npos) continue;
    // The word whose end lies behind that place.
    for (size_t count = 1; count <= line.words.size(); ++count) {
      const auto begin = line.words.begin();
      const Line start = MakeLine({begin, begin + static_cast<ptrdiff_t>(count)});
      if (PlainTextOf(start).size() > at) return start.words.back();
    }
  }
  return nullptr;
}

// Gathers the words of both sides.
class Sides {
 public:
  void Add(const Line& part, bool to_right) {
    auto& words = to_right ? right_ : left_;
    words.insert(words.end(), part.words.begin(), part.words.end());
  }
  bool both() const { return !left_.empty() && !right_.empty(); }
  TwoColumns Take(size_t begin, size_t end) {
    return {begin, end, GatherLines(std::move(left_)), GatherLines(std::move(right_))};
  }

 private:
  std::vector<const PdfWord*> left_, right_;
};

// Which column of a letterhead a part of a line is in: the one whose middle is nearest. The title
// below it stands in the middle of the page.
enum class Side { kLeft, kRight, kNeither };

struct HeadColumns {
  float left_center = 0;
  float right_center = 0;
  float page_center = 0;
  // Where the motto begins; what reaches from far left to beyond it is a line of the page.
  float right_begins = 0;

  Side SideOf(const Line& part) const {
    const float left = std::abs(part.center() - left_center);
    const float right = std::abs(part.center() - right_center);
    const float page = std::abs(part.center() - page_center);
    if (page < left && page < right) return Side::kNeither;
    if (part.left < left_center && part.right > right_begins + part.height) return Side::kNeither;
    return left < right ? Side::kLeft : Side::kRight;
  }
};

bool IsPlaceAndDay(const std::string& plain) {
  return absl::StrContains(plain, "ngay") && absl::StrContains(plain, "thang") &&
         absl::StrContains(plain, "nam");
}

bool BeginsRecipients(const Line& part) { return absl::StartsWith(PlainTextOf(part), "noi nhan"); }

// Adds the parts of `line` to `sides`; false where one of them reaches over both columns.
bool AddSignatureLine(const Line& line, float right_begins, float* left_end, Sides& sides) {
  const auto parts = SplitAtGaps(line, kColumnGap);
  for (const Line& part : parts) {
    const bool to_right = part.left > right_begins;
    // Recipients wrap before the signer's column begins.
    if (to_right && part.left < *left_end) *left_end = part.left;
    if (!to_right && part.right > *left_end) return false;
  }
  for (const Line& part : parts) sides.Add(part, part.left > right_begins);
  return true;
}

}  // namespace

std::optional<TwoColumns> FindLetterhead(const Frame& frame, const std::vector<Line>& lines) {
  const PdfWord* motto = nullptr;
  size_t motto_at = 0;
  for (size_t i = 0; i < std::min(kMottoWithin, lines.size()) && motto == nullptr; ++i) {
    motto = MottoOf(lines[i]);
    motto_at = i;
  }
  if (motto == nullptr || motto->left < frame.left + kRightBegins * frame.width()) {
    return std::nullopt;
  }
  HeadColumns columns;
  columns.page_center = frame.center();
  columns.right_begins = motto->left;
  std::vector<const PdfWord*> motto_words;
  for (const PdfWord* word : lines[motto_at].words) {
    if (word->left >= motto->left) motto_words.push_back(word);
  }
  columns.right_center = MakeLine(std::move(motto_words)).center();
  // The first line that has something left of the motto tells the middle of the left column.
  const Line* first_left = nullptr;
  std::vector<Line> parts;
  for (size_t i = 0; i < std::min(kMottoWithin, lines.size()) && first_left == nullptr; ++i) {
    parts = SplitAtGaps(lines[i], kColumnGap);
    if (parts[0].right < motto->left) first_left = &parts[0];
  }
  if (first_left == nullptr) return std::nullopt;
  columns.left_center = first_left->center();

  Sides sides;
  size_t end = 0;
  bool has_day = false;
  for (; end < std::min(kMostHeadLines, lines.size()); ++end) {
    parts = SplitAtGaps(lines[end], kColumnGap);
    const bool outside = std::any_of(parts.begin(), parts.end(), [&](const Line& part) {
      return columns.SideOf(part) == Side::kNeither;
    });
    // A line of the page between, or a paragraph that begins at the left margin.
    if (outside && end > motto_at) break;
    if (has_day && parts.size() == 1 && frame.IsCentered(lines[end])) break;
    for (const Line& part : parts) {
      const bool to_right = columns.SideOf(part) == Side::kRight;
      sides.Add(part, to_right);
      has_day = has_day || (to_right && IsPlaceAndDay(PlainTextOf(part)));
    }
  }
  if (!sides.both()) return std::nullopt;
  return sides.Take(0, end);
}

std::optional<TwoColumns> FindSignature(const Frame& frame, const std::vector<Line>& lines) {
  size_t anchor = lines.size();
  for (size_t i = lines.size(); i-- > 0;) {
    if (BeginsRecipients(lines[i])) {
      anchor = i;
      break;
    }
  }
  if (anchor == lines.size()) return std::nullopt;
  const float right_begins = lines[anchor].left + kRightBegins * frame.width();
  size_t begin = anchor;
  if (begin > 0 && lines[begin - 1].left > right_begins &&
      lines[anchor].middle() - lines[begin - 1].middle() < kHigher * lines[anchor].height) {
    --begin;
  }
  Sides sides;
  float left_end = frame.right;
  size_t end = begin;
  for (; end < std::min(begin + kMostSignatureLines, lines.size()); ++end) {
    if (end > begin && lines[end].top - lines[end - 1].bottom > kSealGap * lines[anchor].height) {
      break;
    }
    if (!AddSignatureLine(lines[end], right_begins, &left_end, sides)) break;
  }
  if (!sides.both()) return std::nullopt;
  return sides.Take(begin, end);
}

}  // namespace dondoc::registry::pdf
