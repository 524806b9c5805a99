// Takes out of a page what no reader sees and what would cost the parser more than linear time.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// Attributes of one tag; honest ones have some twenty. libxml2 compares each with all others.
inline constexpr int kMaxHtmlAttributes = 64;

// `utf8` without comments, scripts and Word's conditions ("<![if ...]>", which browsers take for
// comments and the parser for text), and without the attributes that are too many; U+FFFD for what
// is ill-formed, a space for controls.
std::string CleanHtml(absl::string_view utf8);

}  // namespace dondoc::registry
