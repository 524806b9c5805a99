// What the registry's changes mean here: officers become inspectors and get their rights, units and
// calendars are copied, and what a directive orders becomes inspections.
#pragma once

#include "common/rpc/feed_handlers.h"
#include "services/inspection/handlers/environment.h"

namespace dondoc::inspection {

// What to do with the registry's changes. Safe to be called again with a change that was applied:
// copies are replaced by themselves, and every item of a directive gives its inspection once. What
// can never be applied is logged and skipped. `environment` outlives the handlers.
rpc::FeedHandlers RegistryHandlers(Environment& environment);

}  // namespace dondoc::inspection
