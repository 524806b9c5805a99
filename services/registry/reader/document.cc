#include "services/registry/reader/document.h"

namespace dondoc::registry {

std::string Document::Line(TokenRange range) const {
  std::string result;
  bool space = false;
  for (const char c : Text(range)) {
    if (c == ' ' || c == '\t' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !result.empty()) result.push_back(' ');
    space = false;
    result.push_back(c);
  }
  return result;
}

}  // namespace dondoc::registry
