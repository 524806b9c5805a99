// State machines as tables: every pair of state and verb is decided, the ones that are listed by
// where they lead, all others by WRONG_STATE.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/finance/domain/errors.h"

namespace dondoc::finance {

// One accepted pair.
template <typename State, typename Verb>
struct Transition {
  Verb verb;
  State from;
  State to;
};

// The state that `verb` leads to from `state`, by the `size` rows at `table`. FAILED_PRECONDITION,
// reason WRONG_STATE, where no row says so. `state_name` and `verb_name` give stable names.
template <typename State, typename Verb, size_t size>
absl::StatusOr<State> NextState(const Transition<State, Verb> (&table)[size], State state,
                                Verb verb, absl::string_view resource,
                                std::string (*state_name)(State),
                                absl::string_view (*verb_name)(Verb)) {
  std::vector<std::string> accepted;
  for (const Transition<State, Verb>& row : table) {
    if (row.verb != verb) continue;
    if (row.from == state) return row.to;
    accepted.push_back(state_name(row.from));
  }
  return WrongState(resource, state_name(state), verb_name(verb), accepted);
}

}  // namespace dondoc::finance
