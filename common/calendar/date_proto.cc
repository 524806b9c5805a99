#include "common/calendar/date_proto.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace dondoc::calendar {
namespace {

// No date is longer ("dd/mm/yyyy"); what an error message quotes is cut here.
constexpr size_t kMaxDateChars = 10;

absl::Status InvalidDate(absl::string_view shown) {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_DATE",
               {absl::StrCat("not a date: '", shown, "'; write dd/mm/yyyy or yyyy-mm-dd"),
                absl::StrCat("không phải ngày hợp lệ: '", shown,
                             "'; hãy viết dd/mm/yyyy hoặc yyyy-mm-dd")})
      .With("date", shown);
}

// A run of `min_digits` to `max_digits` ASCII digits, or nullopt. At most four digits: no overflow.
std::optional<int> Digits(absl::string_view text, size_t min_digits, size_t max_digits) {
  if (text.size() < min_digits || text.size() > max_digits) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<absl::CivilDay> MakeDay(int year, int month, int day) {
  const absl::CivilDay civil(year, month, day);
  // CivilDay normalises 31/02 to 03/03: a changed field means that the day does not exist.
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return civil;
}

}  // namespace

std::optional<absl::CivilDay> CivilDayOf(const google::type::Date& date) {
  if (date.year() < 1 || date.year() > 9999) return std::nullopt;
  return MakeDay(date.year(), date.month(), date.day());
}

absl::StatusOr<absl::CivilDay> ParseDate(const google::type::Date& date) {
  if (const auto day = CivilDayOf(date)) return *day;
  return InvalidDate(absl::StrCat(date.day(), "/", date.month(), "/", date.year()));
}

google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

std::optional<absl::CivilDay> ValidateDate(const google::type::Date& date, absl::string_view field,
                                           FieldErrors& errors) {
  const auto day = CivilDayOf(date);
  if (!day) {
    errors.Add(field, {"must be a real day with year, month and day",
                       "phải là một ngày có thật, đủ ngày, tháng, năm"});
    return std::nullopt;
  }
  if (day->year() < kMinYear || day->year() > kMaxYear) {
    errors.Add(field, {absl::StrCat("year must be from ", kMinYear, " to ", kMaxYear),
                       absl::StrCat("năm phải từ ", kMinYear, " đến ", kMaxYear)});
    return std::nullopt;
  }
  return day;
}

std::string FormatDay(absl::CivilDay day) {
  return absl::StrFormat("%02d/%02d/%04d", day.day(), day.month(), day.year());
}

std::string FormatIsoDay(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text) {
  if (text.size() > kMaxDateChars) return InvalidDate("…");
  std::optional<int> year, month, day;
  if (const std::vector<absl::string_view> slashed = absl::StrSplit(text, '/');
      slashed.size() == 3) {
    day = Digits(slashed[0], 1, 2);
    month = Digits(slashed[1], 1, 2);
    year = Digits(slashed[2], 4, 4);
  } else if (const std::vector<absl::string_view> dashed = absl::StrSplit(text, '-');
             dashed.size() == 3) {
    year = Digits(dashed[0], 4, 4);
    month = Digits(dashed[1], 2, 2);
    day = Digits(dashed[2], 2, 2);
  }
  if (!year || !month || !day || *year < kMinYear || *year > kMaxYear) {
    return InvalidDate(absl::CHexEscape(text));
  }
  const auto civil = MakeDay(*year, *month, *day);
  if (!civil) return InvalidDate(text);
  return *civil;
}

}  // namespace dondoc::calendar
