// The language of what the command says. Sentences stand beside the code that says them, in both
// languages; words that several commands share (states, roles, column heads) stand in words.cc.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "common/base/error.h"

namespace dondoc::cli {

class Lang {
 public:
  explicit Lang(Language language = Language::kVietnamese) : language_(language) {}

  Language language() const { return language_; }
  // "vi" or "en", as in `accept-language`.
  absl::string_view code() const { return vietnamese() ? "vi" : "en"; }
  bool vietnamese() const { return language_ == Language::kVietnamese; }

  // The sentence in this language.
  const std::string& operator()(const Text& text) const { return vietnamese() ? text.vi : text.en; }
  std::string operator()(Text&& text) const {
    return vietnamese() ? std::move(text.vi) : std::move(text.en);
  }

  // The shared word for `key`: an enum value's name ("IN_PROGRESS") or a column head ("unit").
  // A key without an entry is returned as it is.
  std::string Word(absl::string_view key) const;

 private:
  Language language_;
};

// "vi" or "en" (also "vi_VN.UTF-8" and the like); nullopt for anything else.
std::optional<Language> ParseLanguage(absl::string_view text);

}  // namespace dondoc::cli
