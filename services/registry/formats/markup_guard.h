// Looks at the bytes of an XML part before the parser does and stops what would cost it more than
// linear time: libxml2 compares each attribute of a tag with all others. Also refuses what no
// office file has: declarations in a DOCTYPE, which are the way to blow a document up.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// Attributes of one tag; the longest honest ones (paragraph properties) have some seventy.
inline constexpr int kMaxAttributes = 128;

class MarkupGuard {
 public:
  // False for markup that is to be refused. Pieces of a part come in order, cut anywhere.
  bool Accept(absl::string_view piece);

 private:
  enum class State { kText, kOpened, kTag, kQuoted, kDeclaration, kSection };

  bool AcceptByte(char c);

  State state_ = State::kText;
  int attributes_ = 0;
  char quote_ = 0;
  bool doctype_ = false;
  // The first bytes behind "<!", as long as they may begin a comment or CDATA section.
  int prefix_length_ = 0;
  // The last two bytes of a section, which ends with `end_`.
  char before_last_ = 0;
  char last_ = 0;
  absl::string_view end_;
};

}  // namespace dondoc::registry
