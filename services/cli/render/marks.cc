#include "services/cli/render/marks.h"

#include <algorithm>

namespace dondoc::cli {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Cuts a span to the text and widens it to whole characters; false where nothing is left.
bool Mend(absl::string_view text, MarkedSpan* span) {
  const int64_t size = static_cast<int64_t>(text.size());
  span->begin = std::clamp<int64_t>(span->begin, 0, size);
  span->end = std::clamp<int64_t>(span->end, 0, size);
  if (span->begin >= span->end) return false;
  while (span->begin > 0 && IsContinuation(text[span->begin])) --span->begin;
  while (span->end < size && IsContinuation(text[span->end])) ++span->end;
  return true;
}

bool SaysTheSame(const MarkedSpan& a, const MarkedSpan& b) {
  return a.mark == b.mark && a.begin == b.begin && a.end == b.end && a.label == b.label;
}

}  // namespace

std::vector<MarkedSpan> MendMarks(absl::string_view text, std::vector<MarkedSpan> spans) {
  spans.erase(std::remove_if(spans.begin(), spans.end(),
                             [&](MarkedSpan& span) { return !Mend(text, &span); }),
              spans.end());
  std::stable_sort(spans.begin(), spans.end(), [](const MarkedSpan& a, const MarkedSpan& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.mark < b.mark;
  });
  // A unit's heading is read once for every task below it, and several doubts may have one place:
  // one mark says it all.
  std::vector<MarkedSpan> mended;
  for (MarkedSpan& span : spans) {
    if (mended.empty() || !SaysTheSame(mended.back(), span)) {
      mended.push_back(std::move(span));
    } else if (!span.note.empty() && span.note != mended.back().note) {
      if (!mended.back().note.empty()) mended.back().note += "\n";
      mended.back().note += span.note;
    }
  }
  return mended;
}

}  // namespace dondoc::cli
