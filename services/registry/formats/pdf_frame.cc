#include "services/registry/formats/pdf_frame.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dondoc::registry::pdf {
namespace {

// Lines of a centered block end this far from both margins, in heights, and about equally far:
// where lines are ragged, the right margin is known to a word only.
constexpr float kCenteredInset = 1.2F;
constexpr float kCenteredDifference = 1.6F;
// Footnotes are set in 10 points under 13 or 14.
constexpr float kSmallType = 0.87F;
// First lines are indented by more than this, in heights; most by 2 to 3.
constexpr float kLeastIndent = 0.7F;
constexpr float kMostIndent = 5;
// A margin is where at least this share of the lines begins: a lone line further out is not one.
constexpr float kMarginShare = 0.08F;
// A line this wide, as a share of the widest, tells where lines end.
constexpr float kFullLine = 0.9F;

// Text is at least this wide, as a share of its page.
constexpr float kLeastTextWidth = 0.5F;

// Counts of rounded values.
class Histogram {
 public:
  explicit Histogram(float step) : step_(step) {}
  void Add(float value, size_t weight = 1) {
    counts_[std::lround(value / step_)] += weight;
    total_ += weight;
  }
  // The most frequent value, the least of equals; 0 for none. Counted with its neighbour above, as
  // rounding parts what belongs together.
  float Mode() const {
    auto best = counts_.end();
    size_t most = 0;
    for (auto it = counts_.begin(); it != counts_.end(); ++it) {
      const auto next = std::next(it);
      const bool joined = next != counts_.end() && next->first == it->first + 1;
      const size_t count = it->second + (joined ? next->second : 0);
      if (count <= most) continue;
      most = count;
      best = joined && next->second > it->second ? next : it;
    }
    return best == counts_.end() ? 0 : Value(best->first);
  }
  // The least value which, with its neighbour, has `share` of all.
  float Least(float share) const {
    for (auto it = counts_.begin(); it != counts_.end(); ++it) {
      size_t count = it->second;
      if (const auto next = std::next(it); next != counts_.end() && next->first == it->first + 1) {
        count += next->second;
      }
      if (static_cast<float>(count) >= share * static_cast<float>(total_)) return Value(it->first);
    }
    return counts_.empty() ? 0 : Value(counts_.begin()->first);
  }
  size_t total() const { return total_; }

 private:
  float Value(long key) const { return static_cast<float>(key) * step_; }
  const float step_;
  std::map<long, size_t> counts_;
  size_t total_ = 0;
};

constexpr float kPointStep = 1;
constexpr float kFineStep = 0.5F;

// Where full lines end: some end a little early, few stick out.
float RightMargin(std::vector<float> ends) {
  if (ends.empty()) return 0;
  const auto high = ends.begin() + static_cast<ptrdiff_t>(ends.size() * 95 / 100);
  std::nth_element(ends.begin(), high, ends.end());
  return *high;
}

}  // namespace

bool Frame::IsCentered(const Line& line) const {
  const float before = line.left - left;
  const float after = right - line.right;
  return before > kCenteredInset * line.height && after > kCenteredInset * line.height &&
         std::abs(before - after) < kCenteredDifference * line.height &&
         (indent == 0 || std::abs(line.left - indent) > kPointStep);
}

bool Frame::IsSmall(const Line& line) const { return line.height < kSmallType * height; }

Frame MeasureFrame(const std::vector<const std::vector<Line>*>& pages, float page_width) {
  Frame frame;
  Histogram heights(kFineStep);
  float widest = 0;
  for (const auto* lines : pages) {
    for (const Line& line : *lines) {
      heights.Add(line.height, line.words.size());
      widest = std::max(widest, line.width());
    }
  }
  frame.height = heights.Mode();

  Histogram lefts(kPointStep), leadings(kFineStep);
  std::vector<float> ends;
  for (const auto* lines : pages) {
    const Line* before = nullptr;
    for (const Line& line : *lines) {
      const bool body = !frame.IsSmall(line);
      if (body) lefts.Add(line.left);
      if (line.width() > kFullLine * widest) ends.push_back(line.right);
      if (body && before != nullptr) {
        const float distance = line.middle() - before->middle();
        if (distance < 3 * frame.height) leadings.Add(distance);
      }
      before = body ? &line : nullptr;
    }
  }
  frame.left = lefts.Least(kMarginShare);
  frame.right = RightMargin(std::move(ends));
  // Short lines only: what they leave free on the right is no margin.
  if (frame.width() < kLeastTextWidth * page_width) frame.right = page_width - frame.left;
  frame.leading = leadings.total() > 0 ? leadings.Mode() : frame.height;

  Histogram indents(kPointStep);
  for (const auto* lines : pages) {
    for (const Line& line : *lines) {
      const float by = line.left - frame.left;
      if (by > kLeastIndent * frame.height && by < kMostIndent * frame.height) {
        indents.Add(line.left);
      }
    }
  }
  if (indents.total() >= 3) frame.indent = indents.Mode();
  return frame;
}

}  // namespace dondoc::registry::pdf
