// What the commands of inspectors share.
#pragma once

#include <string>

#include "absl/status/statusor.h"

#include "services/cli/command.h"
#include "services/cli/context.h"

namespace dondoc::cli {

// The resource name of the inspector that `text` names: an officer's id or a resource name.
absl::StatusOr<std::string> InspectorName(Context& context, const std::string& text);

// Adds interests, declare-interest and withdraw-interest below `inspector`.
void RegisterInterests(Command& inspector);

}  // namespace dondoc::cli
