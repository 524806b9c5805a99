#include "common/obs/trace.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base/ids.h"

namespace dondoc::obs {
namespace {

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); });
}

bool AllZero(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

}  // namespace

std::string TraceContext::ToHeader() const {
  return absl::StrCat("00-", trace_id, "-", span_id, sampled ? "-01" : "-00");
}

TraceContext ContinueTrace(absl::string_view header) {
  TraceContext context;
  context.span_id = RandomHex(8);
  constexpr size_t kLength = 55;
  // Version 00 has exactly these fields; later ones may add some behind another hyphen.
  const bool ends =
      header.size() == kLength ||
      (header.size() > kLength && header[kLength] == '-' && header.substr(0, 2) != "00");
  const bool shaped = ends && header[2] == '-' && header[35] == '-' && header[52] == '-' &&
                      header.substr(0, 2) != "ff";
  if (shaped && IsHex(header.substr(0, 2)) && IsHex(header.substr(3, 32)) &&
      IsHex(header.substr(36, 16)) && IsHex(header.substr(53, 2)) &&
      !AllZero(header.substr(3, 32)) && !AllZero(header.substr(36, 16))) {
    context.trace_id = std::string(header.substr(3, 32));
    const char flags = header[54];
    context.sampled = ((flags >= 'a' ? flags - 'a' + 10 : flags - '0') & 1) != 0;
  } else {
    context.trace_id = RandomHex(16);
  }
  return context;
}

}  // namespace dondoc::obs
