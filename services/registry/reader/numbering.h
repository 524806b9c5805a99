// What stands before a paragraph: "1.", "2.1.", "I.", "A.", "a)", "đ)", "-", "+", "•", "Điều 3.".
#pragma once

#include <optional>
#include <string>

#include "services/registry/reader/document.h"

namespace dondoc::registry {

// Ranks order headings: a paragraph closes every open heading of its own rank and below.
enum NumberingRank : int {
  kRankPart = 1,        // Phần, Chương
  kRankRoman = 2,       // I., A.
  kRankArticle = 3,     // Điều 1.
  kRankDecimal = 4,     // 1.; 2.1. is one more, up to five levels
  kRankUnnumbered = 9,  // A unit's name alone on its line
  kRankLetter = 10,     // a)
  kRankDash = 11,
  kRankPlus = 12,
  kRankBullet = 13,
  kRankText = 20,  // No numbering
};

struct Numbering {
  int rank = kRankText;
  // As written, without the closing mark: "2.1", "I", "a"; empty for dashes and bullets.
  std::string label;
  // First token after it.
  size_t next = 0;

  bool IsBullet() const { return rank >= kRankDash && rank <= kRankBullet; }
  bool IsNumbered() const { return rank < kRankDash; }
};

// The numbering of the paragraph `range`; nullopt where it has none.
std::optional<Numbering> ReadNumbering(const Document& document, TokenRange range);

}  // namespace dondoc::registry
