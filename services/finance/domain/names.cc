#include "services/finance/domain/names.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

#include "common/base/status_macros.h"

namespace dondoc::finance {
namespace {

// Digits of an office number's counter: four at least, as offices write it.
constexpr int kMinOrdinalDigits = 4;
// Digits at most: ten million dossiers a year and agency are more than any office numbers by hand.
constexpr size_t kMaxOrdinalDigits = 8;
// Longest text looked at as a name; longer ones are refused unread.
constexpr size_t kMaxNameLength = 400;

absl::string_view CollectionId(Collection collection) {
  switch (collection) {
    case Collection::kFundingSources:
      return "fundingSources";
    case Collection::kProjects:
      return "projects";
    case Collection::kDossiers:
      return "dossiers";
    case Collection::kDisbursements:
      return "disbursements";
    case Collection::kAccounts:
      return "accounts";
    case Collection::kJournals:
      return "journals";
  }
  return "";
}

absl::string_view PrefixOf(Collection collection) {
  switch (collection) {
    case Collection::kProjects:
      return kProjectPrefix;
    case Collection::kDossiers:
      return kDossierPrefix;
    case Collection::kDisbursements:
      return kDisbursementPrefix;
    default:
      return "";
  }
}

// Account ids are three ids joined by dots at most ("advance.{contract}.{source}").
bool IsAccountId(absl::string_view id) {
  const std::vector<absl::string_view> parts = absl::StrSplit(id, '.');
  if (parts.size() != 3) return false;
  for (absl::string_view part : parts) {
    if (!IsId(part)) return false;
  }
  return true;
}

absl::Status NotAName(absl::string_view field, absl::string_view pattern) {
  return InvalidField(field, {absl::StrCat("A name of the form ", pattern, " is needed here."),
                              absl::StrCat("Cần tên có dạng ", pattern, ".")});
}

// Splits off the agency; empty parts where the text is no name.
std::vector<absl::string_view> Segments(absl::string_view name) {
  if (name.size() > kMaxNameLength) return {};
  std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() < 2 || parts[0] != "agencies" || !IsId(parts[1])) return {};
  return parts;
}

// Fills `id` or `number`; false where the segment is neither.
bool ReadSegment(absl::string_view segment, Collection collection, ParsedName& parsed) {
  if (const absl::string_view prefix = PrefixOf(collection); !prefix.empty()) {
    parsed.number = ParseOfficeNumber(segment, prefix);
    if (parsed.number) return true;
  }
  const bool valid = collection == Collection::kAccounts ? IsAccountId(segment) : IsId(segment);
  if (valid) parsed.id = std::string(segment);
  return valid;
}

}  // namespace

bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > kMaxIdLength) return false;
  if (id.front() == '-' || id.back() == '-') return false;
  for (const char c : id) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '-') return false;
  }
  return true;
}

std::string FormatOfficeNumber(const OfficeNumber& number) {
  return absl::StrFormat("%s-%04d-%0*d", number.prefix, number.year, kMinOrdinalDigits,
                         number.ordinal);
}

std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text, absl::string_view prefix) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() != 3 || !absl::EqualsIgnoreCase(parts[0], prefix)) return std::nullopt;
  if (parts[1].size() != 4 || parts[2].size() < kMinOrdinalDigits ||
      parts[2].size() > kMaxOrdinalDigits) {
    return std::nullopt;
  }
  for (const absl::string_view digits : {parts[1], parts[2]}) {
    for (const char c : digits) {
      if (!absl::ascii_isdigit(c)) return std::nullopt;
    }
  }
  OfficeNumber number;
  number.prefix = std::string(prefix);
  if (!absl::SimpleAtoi(parts[1], &number.year) || !absl::SimpleAtoi(parts[2], &number.ordinal) ||
      number.year == 0 || number.ordinal == 0) {
    return std::nullopt;
  }
  // "00007" is not how 7 is written: every number has one spelling.
  if (!absl::EqualsIgnoreCase(FormatOfficeNumber(number), text)) return std::nullopt;
  return number;
}

std::string AgencyName(absl::string_view agency) { return absl::StrCat("agencies/", agency); }

std::string ResourceName(absl::string_view agency, Collection collection, absl::string_view id) {
  return absl::StrCat("agencies/", agency, "/", CollectionId(collection), "/", id);
}

std::string ContractName(absl::string_view agency, absl::string_view project,
                         absl::string_view contract) {
  return absl::StrCat("agencies/", agency, "/projects/", project, "/contracts/", contract);
}

std::string ClockPolicyName(absl::string_view agency) {
  return absl::StrCat("agencies/", agency, "/clockPolicy");
}

absl::StatusOr<std::string> ParseAgencyName(absl::string_view name, absl::string_view field) {
  const std::vector<absl::string_view> parts = Segments(name);
  if (parts.size() != 2) return NotAName(field, "agencies/{agency}");
  return std::string(parts[1]);
}

absl::StatusOr<ParsedName> ParseResourceName(absl::string_view name, Collection collection,
                                             absl::string_view field) {
  const std::vector<absl::string_view> parts = Segments(name);
  ParsedName parsed;
  if (parts.size() != 4 || parts[2] != CollectionId(collection) ||
      !ReadSegment(parts[3], collection, parsed)) {
    return NotAName(field, absl::StrCat("agencies/{agency}/", CollectionId(collection), "/{id}"));
  }
  parsed.agency = std::string(parts[1]);
  return parsed;
}

absl::StatusOr<std::string> ParseClockPolicyName(absl::string_view name, absl::string_view field) {
  const std::vector<absl::string_view> parts = Segments(name);
  if (parts.size() != 3 || parts[2] != "clockPolicy") {
    return NotAName(field, "agencies/{agency}/clockPolicy");
  }
  return std::string(parts[1]);
}

absl::StatusOr<ParsedContractName> ParseContractName(absl::string_view name,
                                                     absl::string_view field) {
  const std::vector<absl::string_view> parts = Segments(name);
  ParsedContractName parsed;
  if (parts.size() != 6 || parts[2] != "projects" || parts[4] != "contracts" || !IsId(parts[5]) ||
      !ReadSegment(parts[3], Collection::kProjects, parsed.project)) {
    return NotAName(field, "agencies/{agency}/projects/{project}/contracts/{contract}");
  }
  parsed.project.agency = std::string(parts[1]);
  parsed.contract = std::string(parts[5]);
  return parsed;
}

absl::string_view LastSegment(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

absl::string_view AgencyOf(absl::string_view name) {
  constexpr absl::string_view kPrefix = "agencies/";
  if (!absl::StartsWith(name, kPrefix)) return "";
  const size_t end = name.find('/', kPrefix.size());
  return end == absl::string_view::npos ? name : name.substr(0, end);
}

std::string ProjectOfContract(absl::string_view contract_name) {
  const size_t at = contract_name.rfind("/contracts/");
  return std::string(at == absl::string_view::npos ? "" : contract_name.substr(0, at));
}

void ValidateNameBelow(absl::string_view name, absl::string_view agency_name,
                       absl::string_view collection, bool optional, absl::string_view field,
                       FieldErrors& errors) {
  if (name.empty() && optional) return;
  const std::string prefix = absl::StrCat(agency_name, "/", collection, "/");
  if (absl::StartsWith(name, prefix) && IsId(name.substr(prefix.size()))) return;
  errors.Add(field, {absl::StrCat("A name of the form ", prefix, "{id} is needed here."),
                     absl::StrCat("Cần tên có dạng ", prefix, "{id}.")});
}

}  // namespace dondoc::finance
