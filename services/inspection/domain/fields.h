// Checks of single fields, which every request of this service is made of.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

#include "common/base/error.h"

namespace dondoc::inspection {

// Code points of a UTF-8 text; protobuf has checked that it is one.
size_t CountChars(absl::string_view utf8);

// Adds an error on `field` where the text is empty or blank.
void Require(absl::string_view text, absl::string_view field, FieldErrors& errors);
// Adds an error on `field` where the text is longer than `max_chars`.
void CheckLength(absl::string_view text, size_t max_chars, absl::string_view field,
                 FieldErrors& errors);
// Both.
void RequireText(absl::string_view text, size_t max_chars, absl::string_view field,
                 FieldErrors& errors);

// Adds an error on `field` where the etag is missing.
void RequireEtag(absl::string_view etag, FieldErrors& errors);

// The day of an optional date; nullopt where `present` is false or, with an error added, where it
// is no day.
std::optional<absl::CivilDay> OptionalDay(bool present, const google::type::Date& date,
                                          absl::string_view field, FieldErrors& errors);
// The same, with an error added where it is absent.
std::optional<absl::CivilDay> RequiredDay(bool present, const google::type::Date& date,
                                          absl::string_view field, FieldErrors& errors);

// Adds the field errors of `status`, made by a parser of names, to `errors`.
void Merge(const absl::Status& status, FieldErrors& errors);

// Adds "must be given" on `field`.
void AddMissing(absl::string_view field, FieldErrors& errors);

}  // namespace dondoc::inspection
