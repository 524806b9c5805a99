// Text in columns of a terminal. A column is one cell: combining marks take none, East Asian wide
// letters and emoji take two (UAX #11), so "Nguyễn" takes six however it is encoded. Text is never
// cut inside a grapheme cluster (UAX #29). Ill-formed UTF-8 is measured as U+FFFD; control
// characters count no column, see SafeForTerminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::text {

// Columns that `text` takes on one line.
size_t DisplayWidth(absl::string_view text);

// `text` followed, or preceded, by spaces up to `columns`; unchanged when already as wide.
std::string PadRight(absl::string_view text, size_t columns);
std::string PadLeft(absl::string_view text, size_t columns);

// `text` when it fits `columns`, else as much as fits followed by "…". Nothing for 0 columns.
std::string Truncate(absl::string_view text, size_t columns);

// `text` in lines of at most `columns` (taken as 1 when 0): broken at spaces, which are dropped
// there, and at LF; words wider than a line are broken between clusters. Only a cluster wider than
// `columns` may exceed a line. Always at least one line; leading spaces of a paragraph stay where
// they fit.
std::vector<std::string> Wrap(absl::string_view text, size_t columns);

// `text` that cannot command the terminal it is printed on: control characters and directional
// overrides become U+FFFD, except LF, and tabs become a space; ill-formed UTF-8 becomes U+FFFD.
std::string SafeForTerminal(absl::string_view text);

}  // namespace dondoc::text
