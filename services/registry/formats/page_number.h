// Page headers that say no more than which page it is.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// True for "3", "- 3 -", "Trang 3/12", "Page 3 of 12", and for nothing at all.
bool IsPageNumber(absl::string_view text);

}  // namespace dondoc::registry
