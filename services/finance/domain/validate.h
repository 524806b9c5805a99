// Checks of single fields, each adding to FieldErrors so that the caller mends everything at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

#include "common/base/error.h"

#include "dondoc/finance/v1/document.pb.h"

namespace dondoc::finance {

// Lengths in characters (code points), as the contracts document them.
inline constexpr size_t kMaxNameChars = 200;
inline constexpr size_t kMaxTitleChars = 500;
inline constexpr size_t kMaxReasonChars = 2000;
inline constexpr size_t kMaxUriChars = 2000;
inline constexpr size_t kMaxClauseChars = 10'000;

// Sources of one project, contract or dossier.
inline constexpr int kMaxSourceAmounts = 10;
// Instalments of one contract.
inline constexpr int kMaxInstalments = 50;
// Annexes of one contract.
inline constexpr int kMaxAmendments = 20;
// Contracts of one project: every rule that looks at all of them stays one short read.
inline constexpr int kMaxContractsPerProject = 50;
// Budget years of one source.
inline constexpr int kMaxYearEstimates = 50;
// Documents of one dossier.
inline constexpr int kMaxDossierDocuments = 100;
// Returns for supplement of one dossier.
inline constexpr int kMaxSupplements = 50;

// Adds an error unless `text` has `min` to `max` characters of valid UTF-8, no control characters
// but tab and line feed, and, where `min` is above zero, something but white space.
void ValidateText(absl::string_view text, size_t min, size_t max, absl::string_view field,
                  FieldErrors& errors);

// INVALID_ARGUMENT on `reason` unless it is a text of 1 to kMaxReasonChars characters: for verbs
// that take nothing else to check.
absl::Status ValidateReason(absl::string_view reason);

// Adds an error unless the date is absent (where `optional`) or real. Returns the day when it is.
std::optional<absl::CivilDay> ValidateDay(bool present, const google::type::Date& date,
                                          bool optional, absl::string_view field,
                                          FieldErrors& errors);

// As ValidateDay for a day that must not lie after `today` or, where set, before `earliest`. An
// absent date gives `today`, or `earliest` where that is later by an earlier back-dated step.
std::optional<absl::CivilDay> ValidatePastDay(bool present, const google::type::Date& date,
                                              absl::CivilDay today,
                                              std::optional<absl::CivilDay> earliest,
                                              absl::string_view field, FieldErrors& errors);

// Adds every error of a document: reference, date (where `date_required`), address.
void ValidateDocument(bool present, const v1::Document& document, bool required, bool date_required,
                      absl::string_view field, FieldErrors& errors);

// Adds every error of a host or contractor.
void ValidateOrganisation(const v1::Organisation& organisation, bool tax_code_required,
                          absl::string_view field, FieldErrors& errors);

// Adds every error of amounts by source: `min` to kMaxSourceAmounts of them, sources of the agency
// named `agency_name`, each once, amounts in range.
void ValidateSourceAmounts(const google::protobuf::RepeatedPtrField<v1::SourceAmount>& amounts,
                           int min, absl::string_view agency_name, absl::string_view field,
                           FieldErrors& errors);

// Sum of amounts that were validated. Errors as CheckedAdd.
absl::StatusOr<int64_t> SumOf(const google::protobuf::RepeatedPtrField<v1::SourceAmount>& amounts);

// The amount of `source`; 0 where it is not among them.
int64_t AmountOf(const google::protobuf::RepeatedPtrField<v1::SourceAmount>& amounts,
                 absl::string_view source);

// True for 10 digits, 10 digits with "-" and 3 digits, or 12 digits.
bool IsTaxCode(absl::string_view text);

// `time` to the microsecond, as it is stored.
google::protobuf::Timestamp ToTimestamp(absl::Time time);

}  // namespace dondoc::finance
