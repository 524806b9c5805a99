#include "services/registry/storage/days.h"

#include "common/calendar/date_proto.h"

namespace dondoc::registry {

int64_t DayNumber(const google::type::Date& date) {
  const auto day = calendar::CivilDayOf(date);
  return day ? DayNumber(*day) : kNoDay;
}

int64_t LastDay(const v1::Task& task) {
  return task.deadline().has_last_day() ? DayNumber(task.deadline().last_day()) : kNoDay;
}

}  // namespace dondoc::registry
