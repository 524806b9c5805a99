// Fixed expressions of several words, found at a place in constant time.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/tokens.h"

namespace dondoc::registry {

// Immutable; shared between threads. Expressions are written in lower case, words separated by one
// space, as official typesetting writes them.
class PhraseTable {
 public:
  struct Entry {
    absl::string_view phrase;
    int value = 0;
  };
  struct Hit {
    int value = 0;
    // Words of the expression.
    size_t length = 0;
  };

  PhraseTable(std::initializer_list<Entry> entries);

  // The longest expression that begins at `at` and ends before `end`, its words in a row without
  // marks between them.
  std::optional<Hit> Match(const std::vector<Token>& tokens, size_t at, size_t end) const;

  // The first place in `range` where an expression begins.
  std::optional<size_t> Find(const std::vector<Token>& tokens, TokenRange range) const;

 private:
  struct Words {
    std::vector<WordId> words;
    int value = 0;
  };
  // By first word; longest first.
  absl::flat_hash_map<WordId, std::vector<Words>> by_first_word_;
};

}  // namespace dondoc::registry
