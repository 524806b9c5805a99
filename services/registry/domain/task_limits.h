// Limits of a task that whoever writes one keeps: the rules that refuse it and the reader that
// drafts it.
#pragma once

namespace dondoc::registry {

// Cooperating units of a task: far more than real ones name; it bounds what is stored.
inline constexpr int kMaxCooperatingUnits = 50;

}  // namespace dondoc::registry
