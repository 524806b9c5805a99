// An independent computation of the Vietnamese lunar calendar, to check tables with. Test only: the
// suite itself never computes a holiday.
#pragma once

#include "absl/time/civil_time.h"

namespace dondoc::calendar {

// The day, at UTC+7, of lunar new year (1/1) in solar year `year`; valid for 1950 to 2050.
absl::CivilDay LunarNewYear(int year);

// Day 10 of the third lunar month (Giỗ Tổ Hùng Vương) of that lunar year.
absl::CivilDay HungKingsDay(int year);

}  // namespace dondoc::calendar
