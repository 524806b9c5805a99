// How long there is.
#pragma once

#include <optional>
#include <string>

#include "google/type/date.pb.h"

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::cli {

// "còn 5 ngày", "hôm nay", "quá 2 ngày", in calendar days.
std::string DaysLeftText(const google::type::Date& last_day, const google::type::Date& today,
                         const Lang& lang);

// A last day with the days left, coloured when they run out; "" without a last day. Without
// `today` the days are left out rather than guessed.
Cell LastDayCell(const google::type::Date& last_day, const std::optional<google::type::Date>& today,
                 const Lang& lang);

// A clock: its last day and the days left while it runs, or the day it ended where it has.
// `ended`: absent (all zero) while it runs. "-" where there is no clock.
Cell ClockCell(const common::v1::Deadline& clock, const google::type::Date& ended,
               const std::optional<google::type::Date>& today, const Lang& lang);

}  // namespace dondoc::cli
