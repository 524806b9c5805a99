#include "services/cli/names.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::cli {

absl::StatusOr<std::string> AgencyName(absl::string_view agency) {
  const absl::string_view id = absl::StripPrefix(agency, "agencies/");
  if (id.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "AGENCY_NEEDED",
                 {"say which agency: --agency ID, DONDOC_AGENCY, or `dondoc login --as OFFICER`",
                  "hãy cho biết cơ quan: --agency MÃ, biến DONDOC_AGENCY, hoặc `dondoc login --as "
                  "CÁN_BỘ`"});
  }
  if (absl::StrContains(id, '/')) {
    return InvalidField(
        "--agency", {"write an agency's id, e.g. so-khcn", "hãy viết mã cơ quan, ví dụ so-khcn"});
  }
  return absl::StrCat("agencies/", id);
}

absl::StatusOr<std::string> ResourceName(absl::string_view flag, absl::string_view agency,
                                         absl::string_view collection, absl::string_view text) {
  if (absl::StartsWith(text, "agencies/")) return std::string(text);
  const absl::string_view id = absl::StripPrefix(text, absl::StrCat(collection, "/"));
  if (id.empty() || absl::StrContains(id, '/')) {
    return InvalidField(flag, {absl::StrCat("'", text, "' is neither an id nor a resource name"),
                               absl::StrCat("'", text, "' không phải mã hay tên tài nguyên")});
  }
  return absl::StrCat(agency, "/", collection, "/", id);
}

std::string ShortName(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name : name.substr(slash + 1));
}

absl::StatusOr<std::string> SubjectFrom(absl::string_view agency, absl::string_view text) {
  for (const absl::string_view prefix : {"agencies/", "operators/", "services/"}) {
    if (absl::StartsWith(text, prefix)) return std::string(text);
  }
  ASSIGN_OR_RETURN(const std::string parent, AgencyName(agency));
  return ResourceName("--as", parent, "officers", text);
}

std::string QuoteFilter(absl::string_view value) {
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace dondoc::cli
