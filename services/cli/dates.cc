#include "services/cli/dates.h"

#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "common/base/clock.h"

namespace dondoc::cli {
namespace {

bool AllDigits(absl::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<google::type::Date> ParseDate(absl::string_view flag, absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar("-/."));
  std::array<int, 3> numbers{};
  bool good = parts.size() == 3;
  for (size_t i = 0; good && i < parts.size(); ++i) {
    good = parts[i].size() <= 4 && AllDigits(parts[i]) && absl::SimpleAtoi(parts[i], &numbers[i]);
  }
  if (good) {
    // The part with four digits is the year; day first otherwise, as offices write.
    if (parts[0].size() == 4)
      std::swap(numbers[0], numbers[2]);
    else
      good = parts[2].size() == 4;
    const auto [day, month, year] = numbers;
    // CivilDay normalises 31/02 to 03/03: a day that does not survive unchanged does not exist.
    const absl::CivilDay civil(year, month, day);
    good = good && year >= 1900 && civil.year() == year && civil.month() == month &&
           civil.day() == day;
    if (good) {
      google::type::Date date;
      date.set_year(year);
      date.set_month(month);
      date.set_day(day);
      return date;
    }
  }
  return InvalidField(flag,
                      {absl::StrCat("'", text, "' is not a day; write 2022-10-31 or 31/10/2022"),
                       absl::StrCat("'", text,
                                    "' không phải là ngày; hãy viết 31/10/2022 hoặc "
                                    "2022-10-31")});
}

std::string FormatDate(const google::type::Date& date, const Lang& lang) {
  if (date.year() == 0) return "";
  return lang.vietnamese()
             ? absl::StrFormat("%02d/%02d/%04d", date.day(), date.month(), date.year())
             : IsoDate(date);
}

std::string IsoDate(const google::type::Date& date) {
  if (date.year() == 0) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string WeekdayName(const google::type::Date& date, const Lang& lang) {
  if (date.year() == 0) return "";
  static constexpr const char* kVietnamese[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                                "thứ Sáu", "thứ Bảy", "Chủ nhật"};
  static constexpr const char* kEnglish[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
  const auto weekday = absl::GetWeekday(absl::CivilDay(date.year(), date.month(), date.day()));
  const int index = static_cast<int>(weekday);
  return lang.vietnamese() ? kVietnamese[index] : kEnglish[index];
}

std::string FormatTime(const google::protobuf::Timestamp& time, const Lang& lang) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  return absl::FormatTime(lang.vietnamese() ? "%d/%m/%Y %H:%M:%S" : "%Y-%m-%d %H:%M:%S",
                          absl::FromUnixSeconds(time.seconds()), VietnamTimeZone());
}

}  // namespace dondoc::cli
