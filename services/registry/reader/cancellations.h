// Verbs that undo or stop something: "dừng", "không tổ chức", "thu hồi quyết định".
#pragma once

#include "services/registry/reader/tokens.h"

namespace dondoc::registry {

// One past the words at `at` that make an order a cancellation; `at` where none stand there.
size_t CancellationEnd(const Tokens& tokens, size_t at, size_t end);

}  // namespace dondoc::registry
