// Civil days as they travel (google.type.Date), as people read them (dd/mm/yyyy) and as flags and
// files write them (dd/mm/yyyy or ISO 8601). A day here is always a whole day in Vietnam; partial
// dates (year only, month only) that google.type.Date allows are refused everywhere.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

#include "common/base/error.h"

namespace dondoc::calendar {

// Years accepted from a client and in calendar tables. Wide enough for archives and for long
// programmes, narrow enough that day arithmetic cannot overflow and a mistyped year is caught.
inline constexpr int kMinYear = 1900;
inline constexpr int kMaxYear = 2200;

// The day of a full and real date in years 1 to 9999; nullopt for partial or impossible dates
// ("31/02", month 0).
std::optional<absl::CivilDay> CivilDayOf(const google::type::Date& date);

// The same, or INVALID_ARGUMENT with reason INVALID_DATE.
absl::StatusOr<absl::CivilDay> ParseDate(const google::type::Date& date);

// `day` must be in years 1 to 9999, which every day computed by this library is.
google::type::Date ToDate(absl::CivilDay day);

// Adds an error on `field` unless `date` is a real day in kMinYear to kMaxYear. Returns the day
// when it is.
std::optional<absl::CivilDay> ValidateDate(const google::type::Date& date, absl::string_view field,
                                           FieldErrors& errors);

// "07/10/2022", as Vietnamese offices write it.
std::string FormatDay(absl::CivilDay day);

// "2022-10-07".
std::string FormatIsoDay(absl::CivilDay day);

// Reads "07/10/2022" (day first; one-digit days and months allowed, as in "30/7/2026") or
// "2022-10-07". Nothing else: no spaces, no signs, no two-digit years, only years kMinYear to
// kMaxYear. INVALID_ARGUMENT with reason INVALID_DATE otherwise.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text);

}  // namespace dondoc::calendar
