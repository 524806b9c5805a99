// Trace context as W3C Trace Context (traceparent) writes it, carried from call to call and into
// the logs.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::obs {

inline constexpr absl::string_view kTraceparentHeader = "traceparent";

struct TraceContext {
  std::string trace_id;  // 32 lower-case hexadecimal digits.
  std::string span_id;   // 16 of them.
  bool sampled = false;

  // "00-{trace_id}-{span_id}-{flags}".
  std::string ToHeader() const;
};

// Continues the trace of `header` with a span of our own, or starts a new one where the header is
// absent or malformed.
TraceContext ContinueTrace(absl::string_view header);

}  // namespace dondoc::obs
