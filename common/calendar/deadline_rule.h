// The part of ValidateDeadline that Resolve relies on. Internal to common/calendar.
#pragma once

#include "absl/strings/string_view.h"

#include "common/base/error.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::calendar::internal {

// Adds an error for everything in the rule that would make its arithmetic meaningless: impossible
// dates, unknown units, counts and ordinals out of range. Texts and the hour are not looked at.
void ValidateRule(const common::v1::Deadline& deadline, absl::string_view prefix,
                  FieldErrors& errors);

}  // namespace dondoc::calendar::internal
