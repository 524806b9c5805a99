// What the registry's changes mean here: officers get their rights, units and calendars are copied,
// dossiers that waited for a calendar get their last day, and the clocks that a directive sets
// become the agency's clock policy.
#pragma once

#include "common/rpc/feed_handlers.h"
#include "services/finance/handlers/environment.h"

namespace dondoc::finance {

// What to do with the registry's changes. Safe to be called again with a change that was applied:
// copies are replaced by themselves, and a directive makes a policy once. What
// can never be applied is logged and skipped. `environment` outlives the handlers.
rpc::FeedHandlers RegistryHandlers(Environment& environment);

}  // namespace dondoc::finance
