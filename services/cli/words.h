// The table of words that several commands share.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dondoc::cli {

struct WordEntry {
  const char* key;
  const char* en;
  const char* vi;
};

// The words of finance, of inspection and of changes, each in a file of its own.
absl::Span<const WordEntry> ChangeWords();
absl::Span<const WordEntry> FinanceWords();
absl::Span<const WordEntry> InspectionWords();

// The entry of `key`, null where there is none.
const WordEntry* FindWord(absl::string_view key);

}  // namespace dondoc::cli
