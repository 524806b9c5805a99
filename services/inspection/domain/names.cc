#include "services/inspection/domain/names.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/identity/principal.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/limits.h"

namespace dondoc::inspection {
namespace {

constexpr absl::string_view kNumberPrefix = "TT-";
// "TT-2022-12345".
constexpr size_t kMaxNumberBytes = 13;

}  // namespace

absl::StatusOr<InspectorChildName> ParseInspectorChild(absl::string_view field,
                                                       absl::string_view name,
                                                       absl::string_view collection) {
  const size_t id_at = name.rfind('/');
  const absl::string_view above = id_at == absl::string_view::npos ? "" : name.substr(0, id_at);
  const std::string suffix = absl::StrCat("/", collection);
  if (absl::EndsWith(above, suffix) && identity::IsResourceId(name.substr(id_at + 1))) {
    const absl::string_view inspector = above.substr(0, above.size() - suffix.size());
    const auto parsed = rpc::ParseChild(field, inspector, "inspectors");
    if (parsed.ok()) return InspectorChildName{parsed->agency, inspector, name.substr(id_at + 1)};
  }
  return InvalidField(
      field,
      {absl::StrCat("must be agencies/{agency}/inspectors/{officer}/", collection, "/{id}"),
       absl::StrCat("phải có dạng agencies/{cơ quan}/inspectors/{cán bộ}/", collection, "/{mã}")});
}

std::string OfficerOf(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, absl::MaxSplits('/', 4));
  if (parts.size() < 4 || parts[0] != "agencies" || parts[2] != "inspectors") return "";
  return absl::StrCat("agencies/", parts[1], "/officers/", parts[3]);
}

std::string FormatOfficeNumber(OfficeNumber number) {
  return absl::StrFormat("%s%04d-%04d", kNumberPrefix, number.year, number.serial);
}

std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text) {
  if (text.size() > kMaxNumberBytes || !absl::StartsWith(text, kNumberPrefix)) return std::nullopt;
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text.substr(kNumberPrefix.size()), '-');
  OfficeNumber number;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &number.year) ||
      !absl::SimpleAtoi(parts[1], &number.serial)) {
    return std::nullopt;
  }
  if (number.year < kMinPlanYear || number.year > kMaxPlanYear || number.serial < 1 ||
      number.serial > kMaxSerial || FormatOfficeNumber(number) != text) {
    return std::nullopt;
  }
  return number;
}

}  // namespace dondoc::inspection
