// Steps that the verbs of the life cycle share.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "services/inspection/domain/context.h"
#include "services/inspection/domain/inspection_state.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// The day of a date that validation let through; kNoDay for one that is absent.
absl::CivilDay DayOf(const google::type::Date& date);

// A date of a request, or the business day, which must lie in [not_before, today]; INVALID_FIELD on
// `field` otherwise.
absl::StatusOr<absl::CivilDay> PastDay(bool present, const google::type::Date& date,
                                       absl::string_view field, absl::CivilDay not_before,
                                       const Context& context);

// Moves `inspection` by `verb`, or WRONG_STATE.
absl::Status Move(Verb verb, v1::Inspection& inspection);

// What every verb does last: flags, limits and the due day follow what has happened.
absl::StatusOr<v1::Inspection> Finish(v1::Inspection inspection, const Context& context);

}  // namespace dondoc::inspection
