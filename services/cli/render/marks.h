// Stretches of a document and what they were read as: what a terminal and a page mark in place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::cli {

// What a stretch was read as. Where stretches overlap, the later kind shows.
enum class Mark {
  kHeader,
  kDecision,
  kTask,
  kUnit,
  kCitation,
  kMoney,
  kQuantity,
  kAddressee,
  kDeadline,
  kDoubt,
};
inline constexpr int kMarks = 10;

struct MarkedSpan {
  Mark mark;
  // Bytes of the text, `end` excluded. Stretches outside the text or inside a character are
  // widened or cut to what exists: a draft is edited by hand.
  int64_t begin = 0;
  int64_t end = 0;
  // Shown before the stretch, e.g. the task's number; may be empty.
  std::string label;
  // Said of the stretch where there is room for it (a doubt's reason, how sure the reader is).
  std::string note;
  // Number of the task it belongs to, from 1; 0 for none.
  int task = 0;
};

// Cuts the stretches to whole characters of `text`, drops the empty ones and those that say the
// same as another, and orders them: by begin, longer ones first, so that they nest as they stand.
std::vector<MarkedSpan> MendMarks(absl::string_view text, std::vector<MarkedSpan> spans);

}  // namespace dondoc::cli
