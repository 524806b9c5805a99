// The registry's error catalogue, beside common/base/resource_errors.h: one named function a
// failure.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/resource_errors.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// ALREADY_EXISTS.
absl::Status AgencyExists(absl::string_view name);
absl::Status UnitExists(absl::string_view name);
absl::Status UnitNameTaken(absl::string_view text, absl::string_view by_unit);
absl::Status OfficerExists(absl::string_view name);

// FAILED_PRECONDITION, reason WRONG_STATE: `verb` is not for a task in `state`.
absl::Status WrongState(absl::string_view verb, v1::Task::State state, const std::string& accepted);

// FAILED_PRECONDITION, reason SEPARATION_OF_DUTIES.
absl::Status SubmitterCannotComplete(absl::string_view subject);

// FAILED_PRECONDITION, reason QUANTITY_NOT_REACHED.
absl::Status QuantityNotReached(int64_t done, int64_t target);

// FAILED_PRECONDITION, reason DEADLINE_ALREADY_SET.
absl::Status DeadlineAlreadySet(absl::string_view last_day);

// FAILED_PRECONDITION, reason NO_EVENT: the deadline counts from no event.
absl::Status DeadlineHasNoEvent();

// FAILED_PRECONDITION, reason LAST_ADMIN: an agency keeps at least one administrator.
absl::Status LastAdministrator();

}  // namespace dondoc::registry
