// What begins something to be done: verbs, and what may stand before them.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {

// Verbs and adverbs that begin something to be done ("tham mưu", "chủ động", "tiếp tục").
const PhraseTable& ActionVerbs();

// As ActionVerbs().Match, but for the second syllable of a noun: "công trình", "chương trình".
std::optional<PhraseTable::Hit> VerbAt(const std::vector<Token>& tokens, size_t at, size_t end);

// Words that may stand before the verb: "trước ngày ..., hoàn thành ...".
bool BeginsAdverbial(const Token& token);

// True where a task can begin at `at`: an action verb, or an adverbial before one.
bool BeginsAction(const std::vector<Token>& tokens, size_t at, size_t end);

}  // namespace dondoc::registry
