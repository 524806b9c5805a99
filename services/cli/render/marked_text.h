// A document with what was read in it marked in place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::cli {

// What a stretch was read as. Where stretches overlap, the later kind shows.
enum class Mark { kHeader, kUnit, kTask, kCitation, kDeadline, kDoubt };

struct MarkedSpan {
  Mark mark;
  // Bytes of the text, `end` excluded. Stretches outside the text or inside a character are
  // widened or cut to what exists: a draft is edited by hand.
  int64_t begin = 0;
  int64_t end = 0;
  // Shown before the stretch, e.g. the task's number; may be empty.
  std::string label;
};

// The text, harmless to a terminal, with marks: by colour, or by signs where `color` is false
// (tasks ⟦1: …⟧, deadlines «…», cited documents ‹…›, the document's own data {…}, doubts (!)).
std::string RenderMarkedText(absl::string_view text, std::vector<MarkedSpan> spans, bool color);

}  // namespace dondoc::cli
