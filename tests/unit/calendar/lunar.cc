#include "lunar.h"

#include <cmath>
#include <numbers>

namespace dondoc::calendar {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
// Julian day of 01/01/1970 00:00 UTC.
constexpr double kUnixEpochJulian = 2440587.5;
constexpr double kVietnamOffsetDays = 7.0 / 24;
constexpr double kSynodicMonth = 29.530588861;

double Sin(double degrees) { return std::sin(degrees * kDegree); }

// Julian ephemeris day of new moon number `k` (0 = 06/01/2000): Meeus, Astronomical Algorithms,
// chapter 49, the periodic terms above a minute or so.
double NewMoon(double k) {
  const double t = k / 1236.85;
  const double mean = 2451550.09766 + kSynodicMonth * k + 0.00015437 * t * t;
  const double e = 1 - 0.002516 * t;
  const double sun = 2.5534 + 29.10535670 * k;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const double latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const double node = 124.7746 - 1.56375588 * k;
  return mean - 0.40720 * Sin(moon) + 0.17241 * e * Sin(sun) + 0.01608 * Sin(2 * moon) +
         0.01039 * Sin(2 * latitude) + 0.00739 * e * Sin(moon - sun) -
         0.00514 * e * Sin(moon + sun) + 0.00208 * e * e * Sin(2 * sun) -
         0.00111 * Sin(moon - 2 * latitude) - 0.00057 * Sin(moon + 2 * latitude) +
         0.00056 * e * Sin(2 * moon + sun) - 0.00042 * Sin(3 * moon) +
         0.00042 * e * Sin(sun + 2 * latitude) + 0.00038 * e * Sin(sun - 2 * latitude) -
         0.00024 * e * Sin(2 * moon - sun) - 0.00017 * Sin(node);
}

// Civil day at UTC+7. Ephemeris time is ahead of UTC by about 70 s in these years.
absl::CivilDay VietnamDayOf(double julian_ephemeris) {
  const double days = julian_ephemeris - 70.0 / 86400 + kVietnamOffsetDays - kUnixEpochJulian;
  return absl::CivilDay(1970, 1, 1) + static_cast<int64_t>(std::floor(days));
}

// Apparent longitude of the sun in degrees (Meeus chapter 25, low accuracy).
double SunLongitude(double julian) {
  const double t = (julian - 2451545.0) / 36525;
  const double mean = 280.46646 + 36000.76983 * t;
  const double anomaly = 357.52911 + 35999.05029 * t;
  const double centre = 1.914602 * Sin(anomaly) + 0.019993 * Sin(2 * anomaly);
  const double longitude = mean + centre - 0.00569 - 0.00478 * Sin(125.04 - 1934.136 * t);
  return longitude - 360 * std::floor(longitude / 360);
}

// Sun's longitude at the first moment of `day` at UTC+7.
double SunLongitudeAt(absl::CivilDay day) {
  const auto days = static_cast<double>(day - absl::CivilDay(1970, 1, 1));
  return SunLongitude(days + kUnixEpochJulian - kVietnamOffsetDays);
}

// First day of the lunar month of `year` in which the sun passes `longitude`, one of the twelve
// principal terms; `longitude` from 330 (January) to 30 (April). This names the months rightly also
// where a leap month, which has no principal term, stands before them.
absl::CivilDay MonthOfTerm(int year, double longitude) {
  int k = static_cast<int>(std::floor((year - 2000) * 12.3685)) - 1;
  while (true) {
    const double passed = SunLongitudeAt(VietnamDayOf(NewMoon(k + 1))) - longitude;
    // In (-180, 180]: negative before the passage, positive after it.
    if (passed - 360 * std::ceil((passed - 180) / 360) > 0) return VietnamDayOf(NewMoon(k));
    ++k;
  }
}

}  // namespace

// Vũ thủy, 330 degrees, names the first month; Cốc vũ, 30 degrees, the third.
absl::CivilDay LunarNewYear(int year) { return MonthOfTerm(year, 330); }

absl::CivilDay HungKingsDay(int year) { return MonthOfTerm(year, 30) + 9; }

}  // namespace dondoc::calendar
