// A document with what was read in it marked in place, for a terminal.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/cli/lang.h"
#include "services/cli/render/marks.h"

namespace dondoc::cli {

// The text, harmless to a terminal, with marks: by colour, or by signs where `color` is false.
std::string RenderMarkedText(absl::string_view text, std::vector<MarkedSpan> spans, bool color);

// What the colours or the signs mean, on one line.
std::string MarkLegend(const Lang& lang, bool color);

}  // namespace dondoc::cli
