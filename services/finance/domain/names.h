// Resource names of finance: the only place that knows their syntax. Ids are made by the service
// (UUIDs) or given by a client; office numbers ("HS-2022-0007") stand wherever an id stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

namespace dondoc::finance {

// Longest id, in characters.
inline constexpr size_t kMaxIdLength = 63;

// True for 1 to 63 characters of a-z, 0-9 and '-', without '-' at either end.
bool IsId(absl::string_view id);

// An office number: prefix, year, and a counter of that year. Written "HS-2022-0007"; the counter
// has at least four digits.
struct OfficeNumber {
  std::string prefix;
  int32_t year = 0;
  int64_t ordinal = 0;

  friend bool operator==(const OfficeNumber& a, const OfficeNumber& b) = default;
};

inline constexpr absl::string_view kProjectPrefix = "DA";
inline constexpr absl::string_view kDossierPrefix = "HS";
inline constexpr absl::string_view kDisbursementPrefix = "GN";

// "HS-2022-0007".
std::string FormatOfficeNumber(const OfficeNumber& number);
// nullopt for anything that FormatOfficeNumber would not write with `prefix`, except that
// lower-case prefixes are taken too.
std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text, absl::string_view prefix);

// The collections directly below an agency.
enum class Collection {
  kFundingSources,
  kProjects,
  kDossiers,
  kDisbursements,
  kAccounts,
  kJournals,
};

// "agencies/{agency}".
std::string AgencyName(absl::string_view agency);
// "agencies/{agency}/dossiers/{id}" and so on.
std::string ResourceName(absl::string_view agency, Collection collection, absl::string_view id);
// "agencies/{agency}/projects/{project}/contracts/{contract}".
std::string ContractName(absl::string_view agency, absl::string_view project,
                         absl::string_view contract);
// "agencies/{agency}/clockPolicy".
std::string ClockPolicyName(absl::string_view agency);

// The parts of a name. Exactly one of `id` and `number` is set.
struct ParsedName {
  std::string agency;
  std::string id;
  std::optional<OfficeNumber> number;
};

// Every Parse function fails with INVALID_ARGUMENT, reason INVALID_FIELD, on `field`.

// "agencies/{agency}".
absl::StatusOr<std::string> ParseAgencyName(absl::string_view name, absl::string_view field);
// A resource directly below an agency, by id or, for collections that have them, office number.
absl::StatusOr<ParsedName> ParseResourceName(absl::string_view name, Collection collection,
                                             absl::string_view field);
// "agencies/{agency}/clockPolicy"; gives the agency.
absl::StatusOr<std::string> ParseClockPolicyName(absl::string_view name, absl::string_view field);

// A contract's name, its project by id or office number.
struct ParsedContractName {
  ParsedName project;
  std::string contract;
};
absl::StatusOr<ParsedContractName> ParseContractName(absl::string_view name,
                                                     absl::string_view field);

// Last segment of a name.
absl::string_view LastSegment(absl::string_view name);
// "agencies/{agency}" of any valid name below an agency; empty for others.
absl::string_view AgencyOf(absl::string_view name);
// The project's name of a contract's name.
std::string ProjectOfContract(absl::string_view contract_name);

// Adds an error on `field` unless `name` is "{agency}/{collection}/{id}" of the agency named
// `agency_name` ("agencies/a"), e.g. a unit or an officer. Empty names are accepted where
// `optional`.
void ValidateNameBelow(absl::string_view name, absl::string_view agency_name,
                       absl::string_view collection, bool optional, absl::string_view field,
                       FieldErrors& errors);

}  // namespace dondoc::finance
