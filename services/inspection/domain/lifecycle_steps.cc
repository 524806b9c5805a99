#include "services/inspection/domain/lifecycle_steps.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/inspection/domain/duration.h"
#include "services/inspection/domain/limits.h"

namespace dondoc::inspection {

using Inspection = v1::Inspection;

absl::CivilDay DayOf(const google::type::Date& date) {
  return calendar::CivilDayOf(date).value_or(kNoDay);
}

absl::StatusOr<absl::CivilDay> PastDay(bool present, const google::type::Date& date,
                                       absl::string_view field, absl::CivilDay not_before,
                                       const Context& context) {
  const absl::CivilDay day = present ? DayOf(date) : context.today;
  if (day > context.today) {
    return InvalidField(
        field, {absl::StrCat("must not be after today, ", calendar::FormatIsoDay(context.today)),
                absl::StrCat("không được sau hôm nay, ", calendar::FormatDay(context.today))});
  }
  if (day < not_before) {
    return InvalidField(field,
                        {absl::StrCat("must not be before ", calendar::FormatIsoDay(not_before)),
                         absl::StrCat("không được trước ngày ", calendar::FormatDay(not_before))});
  }
  return day;
}

absl::Status Move(Verb verb, Inspection& inspection) {
  ASSIGN_OR_RETURN(const State next, Next(inspection.state(), verb));
  inspection.set_state(next);
  return absl::OkStatus();
}

absl::StatusOr<Inspection> Finish(Inspection inspection, const Context& context) {
  const bool planned = inspection.state() == Inspection::PLANNED;
  inspection.set_awaiting_subject(planned && !inspection.has_subject());
  inspection.set_awaiting_dates(planned && !inspection.has_first_day());
  RETURN_IF_ERROR(RefreshLimits(context.calendar, context.policy, inspection));
  return inspection;
}

}  // namespace dondoc::inspection
