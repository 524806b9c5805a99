#include "services/registry/storage/days.h"

#include "common/calendar/date_proto.h"

namespace dondoc::registry {

int64_t DayNumber(const google::type::Date& date) {
  const auto day = calendar::CivilDayOf(date);
  return day ? DayNumber(*day) : kNoDay;
}

}  // namespace dondoc::registry
