// Everybody at once: "các sở, ban, ngành", "UBND các huyện", "các tỉnh Quảng Ngãi, Bình Định".
#pragma once

#include "services/registry/reader/tokens.h"

namespace dondoc::registry {

// End of a collective name that begins at `at` ("các phòng, đơn vị trực thuộc", "UBND các huyện,
// thành phố"); `at` where there is none.
size_t CollectiveEnd(const std::vector<Token>& tokens, size_t at, size_t end);

}  // namespace dondoc::registry
