// The table of words that several commands share.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::cli {

struct WordEntry {
  const char* key;
  const char* en;
  const char* vi;
};

// The entry of `key`, null where there is none.
const WordEntry* FindWord(absl::string_view key);

}  // namespace dondoc::cli
