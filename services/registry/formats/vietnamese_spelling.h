// Whether words are spelt as Vietnamese syllables, which tells the encodings of a text apart.
#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// Onset and rime exist, there is at most one tone, and a rime that ends in a stop has a rising or
// a heavy tone. `word` is UTF-8 in NFC.
bool IsSyllable(absl::string_view word);

struct SpellingScore {
  size_t good = 0;
  size_t bad = 0;

  // Most of the words are Vietnamese; no encoding but the right one comes near.
  bool Convincing() const { return good > 0 && good * 10 >= (good + bad) * 6; }
};

// Counts the words of `utf8` that hold a letter outside of ASCII; the others look alike in all
// encodings.
SpellingScore ScoreSpelling(absl::string_view utf8);

}  // namespace dondoc::registry
