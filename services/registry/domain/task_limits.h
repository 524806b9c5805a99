// Limits of a task that whoever writes one keeps: the rules that refuse it and the reader that
// drafts it.
#pragma once

#include <cstddef>

namespace dondoc::registry {

// Cooperating units of a task: far more than real ones name; it bounds what is stored.
inline constexpr int kMaxCooperatingUnits = 50;
// Characters of a topic: what does not fit in a line of a table names no subject.
inline constexpr size_t kMaxTopicChars = 200;

}  // namespace dondoc::registry
