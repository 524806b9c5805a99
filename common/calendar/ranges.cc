#include "common/calendar/ranges.h"

#include "absl/strings/str_cat.h"

namespace dondoc::calendar {

void CheckYears(absl::CivilDay day, absl::string_view field, FieldErrors& errors) {
  if (InYears(day)) return;
  errors.Add(field, {absl::StrCat("year must be from ", kMinYear, " to ", kMaxYear),
                     absl::StrCat("năm phải từ ", kMinYear, " đến ", kMaxYear)});
}

void CheckRange(int value, int min, int max, absl::string_view field, FieldErrors& errors) {
  if (value >= min && value <= max) return;
  errors.Add(field, {absl::StrCat("must be from ", min, " to ", max),
                     absl::StrCat("phải từ ", min, " đến ", max)});
}

}  // namespace dondoc::calendar
