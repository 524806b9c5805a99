// How resources and days stand in the tables.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

#include "common/calendar/date_proto.h"
#include "common/sql/bodies.h"
#include "services/inspection/domain/errors.h"

#include "dondoc/common/v1/page_token.pb.h"

namespace dondoc::inspection {

using sql::AllBodies;
using sql::FindBody;
using sql::GetBody;
using sql::ParseBody;

// Keys of each row of a page, ready for the next token.
using PageKeys = std::vector<common::v1::PageToken>;

// 9999-12-31, kNoDay of domain/limits.h: sort columns are never null, and what has no day comes
// last.
inline constexpr int64_t kNoDayNumber = 2932896;

// Days since 1970-01-01.
inline int64_t DayNumber(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }
inline int64_t DayNumber(const google::type::Date& date) {
  const auto day = calendar::CivilDayOf(date);
  return day ? DayNumber(*day) : kNoDayNumber;
}
inline absl::CivilDay DayOfNumber(int64_t number) { return absl::CivilDay(1970, 1, 1) + number; }

}  // namespace dondoc::inspection
