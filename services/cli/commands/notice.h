// The commands below `notice` that have files of their own.
#pragma once

#include "services/cli/command.h"
#include "services/cli/render/task_facts.h"

namespace dondoc::cli {

class Context;

void RegisterNoticeShow(Command& notice);
void RegisterNoticeCase(Command& notice);
void RegisterNoticeDiff(Command& notice);

// What people call the resources of this run.
Naming NamesOf(Context& context);

}  // namespace dondoc::cli
