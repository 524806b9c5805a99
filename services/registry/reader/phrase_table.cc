#include "services/registry/reader/phrase_table.h"

#include <algorithm>

#include "absl/strings/str_split.h"

namespace dondoc::registry {

PhraseTable::PhraseTable(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) {
    Words words;
    words.value = entry.value;
    for (absl::string_view word : absl::StrSplit(entry.phrase, ' ')) {
      words.words.push_back(HashWord(word));
    }
    by_first_word_[words.words.front()].push_back(std::move(words));
  }
  for (auto& [first, list] : by_first_word_) {
    std::stable_sort(list.begin(), list.end(), [](const Words& a, const Words& b) {
      return a.words.size() > b.words.size();
    });
  }
}

std::optional<PhraseTable::Hit> PhraseTable::Match(const std::vector<Token>& tokens, size_t at,
                                                   size_t end) const {
  if (at >= end || !tokens[at].IsWord()) return std::nullopt;
  const auto found = by_first_word_.find(tokens[at].word);
  if (found == by_first_word_.end()) return std::nullopt;
  for (const Words& entry : found->second) {
    const size_t length = entry.words.size();
    if (length > end - at) continue;
    size_t i = 1;
    while (i < length && tokens[at + i].IsWord(entry.words[i])) ++i;
    if (i == length) return Hit{entry.value, length};
  }
  return std::nullopt;
}

std::optional<size_t> PhraseTable::Find(const std::vector<Token>& tokens, TokenRange range) const {
  for (size_t at = range.begin; at < range.end; ++at) {
    if (Match(tokens, at, range.end)) return at;
  }
  return std::nullopt;
}

}  // namespace dondoc::registry
