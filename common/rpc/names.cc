#include "common/rpc/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/identity/principal.h"

namespace dondoc::rpc {
namespace {

constexpr absl::string_view kAgencies = "agencies/";

// Ids as we make them, and office numbers ("NV-2022-0012"), which have capitals.
bool IsIdOrNumber(absl::string_view id) {
  if (identity::IsResourceId(id)) return true;
  return !id.empty() && id.size() <= identity::kMaxIdLength &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

Text NameSyntax(absl::string_view collection) {
  return {absl::StrCat("must be agencies/{agency}/", collection, "/{id}"),
          absl::StrCat("phải có dạng agencies/{cơ quan}/", collection, "/{mã}")};
}

}  // namespace

bool IsAgencyName(absl::string_view name) {
  return absl::ConsumePrefix(&name, kAgencies) && identity::IsResourceId(name);
}

absl::string_view AgencyOfName(absl::string_view name) {
  if (!absl::StartsWith(name, kAgencies)) return "";
  const size_t slash = name.find('/', kAgencies.size());
  const absl::string_view agency = name.substr(0, slash);
  return IsAgencyName(agency) ? agency : "";
}

absl::string_view LastSegment(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

absl::StatusOr<ChildName> ParseChild(absl::string_view field, absl::string_view name,
                                     absl::string_view collection) {
  const absl::string_view agency = AgencyOfName(name);
  absl::string_view rest = name.substr(agency.size());
  if (agency.empty() || !absl::ConsumePrefix(&rest, "/") ||
      !absl::ConsumePrefix(&rest, collection) || !absl::ConsumePrefix(&rest, "/") ||
      !IsIdOrNumber(rest)) {
    return InvalidField(field, NameSyntax(collection));
  }
  return ChildName{agency, rest};
}

void CheckChildOf(absl::string_view field, absl::string_view name, absl::string_view collection,
                  absl::string_view agency, FieldErrors& errors) {
  const auto parsed = ParseChild(field, name, collection);
  if (!parsed.ok()) {
    errors.Add(field, NameSyntax(collection));
  } else if (parsed->agency != agency) {
    errors.Add(field,
               {absl::StrCat("must belong to ", agency), absl::StrCat("phải thuộc ", agency)});
  }
}

absl::Status CheckAgency(absl::string_view field, absl::string_view name) {
  if (IsAgencyName(name)) return absl::OkStatus();
  return InvalidField(field, {"must be agencies/{agency}", "phải có dạng agencies/{cơ quan}"});
}

void CheckNewId(absl::string_view field, absl::string_view id, FieldErrors& errors) {
  if (!identity::IsResourceId(id) || !absl::ascii_islower(id[0])) {
    errors.Add(field,
               {"must be 1 to 63 lower-case letters, digits or hyphens, starting with a letter",
                "phải gồm 1 đến 63 chữ thường không dấu, chữ số hoặc gạch nối, bắt đầu bằng "
                "chữ cái"});
  }
}

std::string MakeChild(absl::string_view agency, absl::string_view collection,
                      absl::string_view id) {
  return absl::StrCat(agency, "/", collection, "/", id);
}

}  // namespace dondoc::rpc
