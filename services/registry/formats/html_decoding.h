// The encoding of an HTML file: by its mark, by what it says, else by its bytes.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

struct HtmlText {
  std::string utf8;     // Well formed, without controls.
  bool legacy = false;  // Was in a code page that no program writes today.
};

HtmlText DecodeHtml(absl::string_view bytes);

}  // namespace dondoc::registry
