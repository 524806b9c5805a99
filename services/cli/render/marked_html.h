// A document with what was read in it marked in place, for a page.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/cli/lang.h"
#include "services/cli/render/marks.h"

namespace dondoc::cli {

// Writes a marked text piece by piece: a page puts other things between the pieces.
class MarkedHtml {
 public:
  // `spans` as MendMarks gives them; both must outlive this.
  MarkedHtml(absl::string_view text, const std::vector<MarkedSpan>& spans, const Lang& lang)
      : text_(text), spans_(spans), lang_(lang) {}

  // Bytes [begin, end) as HTML: everything escaped, marks properly nested (those that cross are cut
  // where the outer one ends and go on behind it). A task's first mark is the anchor "d1" and its
  // number links to "t1", where the page says what was read.
  std::string Piece(size_t begin, size_t end);

 private:
  std::string OpeningTag(const MarkedSpan& span, bool again);

  const absl::string_view text_;
  const std::vector<MarkedSpan>& spans_;
  const Lang& lang_;
  std::set<int> anchored_;
};

// The short word that stands before a mark of this kind; empty for kinds that have none.
std::string TagOf(Mark mark, const Lang& lang);

// CSS class of a kind.
const char* MarkClass(Mark mark);

// Colours that tasks take in turn: neighbours differ, and each passes for the colour-blind.
inline constexpr int kTaskColors = 5;

}  // namespace dondoc::cli
