#include "services/cli/lang.h"

#include "absl/strings/ascii.h"

#include "services/cli/words.h"

namespace dondoc::cli {

std::string Lang::Word(absl::string_view key) const {
  const WordEntry* entry = FindWord(key);
  if (entry == nullptr) return std::string(key);
  return vietnamese() ? entry->vi : entry->en;
}

std::optional<Language> ParseLanguage(absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(text);
  const absl::string_view primary = absl::string_view(lower).substr(0, lower.find_first_of("-_."));
  if (primary == "vi") return Language::kVietnamese;
  if (primary == "en") return Language::kEnglish;
  return std::nullopt;
}

}  // namespace dondoc::cli
