// The board of tasks, put together. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "dondoc/registry/v1/directory.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// One row a unit that exists on `as_of` or has tasks, in the order of `units`; tasks nobody answers
// for come last.
v1::TaskBoard MakeBoard(const v1::Agency& agency, const std::vector<v1::Unit>& units,
                        const std::map<std::string, v1::TaskCounts>& by_unit, absl::CivilDay as_of);

}  // namespace dondoc::registry
