#include "services/registry/formats/pdf_paragraphs.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry::pdf {
namespace {

// Lines of a paragraph stand at one distance; more than this share and this many points above it is
// white space between paragraphs (3 points under 13 point type are 16 %).
constexpr float kParagraphGap = 1.08F;
constexpr float kParagraphGapPoints = 1;
// First lines are indented by at least this, in heights.
constexpr float kIndented = 0.7F;
constexpr float kSameLeft = 0.4F;
// Room at the end of a line that the next word would not have needed to leave, in heights.
constexpr float kSpaceWidth = 0.22F;
constexpr float kSlack = 0.35F;

bool EndsSentence(const Line& line) {
  const std::string& text = line.words.back()->text;
  return absl::string_view(".;:").find(text.back()) != absl::string_view::npos;
}

// The first word of `after` would have stood at the end of `before`.
bool EndedEarly(const Frame& frame, const Line& before, const Line& after) {
  const float needed = kSpaceWidth * before.height + FirstWordOf(after).width();
  return before.right + needed < frame.right - kSlack * before.height;
}

// Where the text behind the label of an item begins; 0 where `line` is none.
float TextBehindLabel(const Line& line) {
  if (!StartsWithLabel(line)) return 0;
  const size_t label = FirstWordOf(line).words.size();
  return label < line.words.size() ? line.words[label]->left : 0;
}

}  // namespace

bool Paragraphs::IsNew(const Frame& frame, const Line& line, bool same_page) const {
  const float height = std::max(before_.height, line.height);
  if (same_page) {
    const float scale = std::max(1.0F, height / std::max(frame.height, 1.0F));
    const float usual = scale * frame.leading;
    if (line.middle() - before_.middle() > kParagraphGap * usual + kParagraphGapPoints) return true;
  }
  const bool centered = frame.IsCentered(line);
  if (centered != frame.IsCentered(before_)) return true;
  // A title of several lines is broken by hand.
  if (centered) return false;
  if (hanging_ > 0 && std::abs(line.left - hanging_) < kSameLeft * height) {
    return EndedEarly(frame, before_, line);
  }
  // Back from a hanging item without an indent: an item of its own, or the text around it.
  if (hanging_ > 0 && std::abs(before_.left - hanging_) < kSameLeft * height) return true;
  if (line.left > before_.left + kIndented * height) return true;
  if (frame.indent > 0 && std::abs(line.left - frame.indent) < kSameLeft * height) return true;
  if (StartsWithLabel(line) && EndsSentence(before_)) return true;
  return EndedEarly(frame, before_, line);
}

bool Paragraphs::Begins(const Frame& frame, const Line& line, bool same_page) {
  const bool begins = !has_before_ || IsNew(frame, line, same_page);
  if (begins) hanging_ = TextBehindLabel(line);
  before_ = line;
  has_before_ = true;
  return begins;
}

}  // namespace dondoc::registry::pdf
