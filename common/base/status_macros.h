// Early return on error. Named as in newer Abseil, so that a later switch is mechanical.
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace dondoc::internal {
inline absl::Status ToStatus(absl::Status status) { return status; }
template <typename T>
absl::Status ToStatus(const absl::StatusOr<T>& result) {
  return result.status();
}
}  // namespace dondoc::internal

#define RETURN_IF_ERROR(expression)                                           \
  do {                                                                        \
    if (auto status_macro_result = (expression); !status_macro_result.ok()) { \
      return ::dondoc::internal::ToStatus(std::move(status_macro_result));    \
    }                                                                         \
  } while (false)

#define DONDOC_STATUS_CONCAT_INNER(a, b) a##b
#define DONDOC_STATUS_CONCAT(a, b) DONDOC_STATUS_CONCAT_INNER(a, b)

#define ASSIGN_OR_RETURN(target, expression) \
  DONDOC_ASSIGN_OR_RETURN_IMPL(DONDOC_STATUS_CONCAT(status_or_, __LINE__), target, expression)

#define DONDOC_ASSIGN_OR_RETURN_IMPL(result, target, expression) \
  auto result = (expression);                                    \
  if (!result.ok()) {                                            \
    return std::move(result).status();                           \
  }                                                              \
  target = *std::move(result)
