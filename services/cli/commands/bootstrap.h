// agency bootstrap.
#pragma once

#include "services/cli/command.h"

namespace dondoc::cli {

void RegisterBootstrap(Command& agency);

}  // namespace dondoc::cli
