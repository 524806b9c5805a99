// Finds units of the directory by the names that documents give them: with or without diacritics,
// "Phòng QLKH" for "Phòng Quản lý khoa học", "Chi cục TCĐLCL", "KH&CN" and "KHCN".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/document.h"
#include "services/registry/reader/reader.h"

namespace dondoc::registry {

struct UnitMatch {
  // Resource name; empty where the name fits more than one unit.
  std::string unit;
  bool ambiguous = false;
  // One past the name's last token.
  size_t end = 0;
};

// Keeps nothing of the directory but copies. For one document and one thread: it remembers the
// words it has seen.
class UnitMatcher {
 public:
  explicit UnitMatcher(const ReaderDirectory& directory);

  // The unit of this name.
  std::optional<UnitMatch> MatchName(absl::string_view name) const;
  // The unit that all of `range` names.
  std::optional<UnitMatch> Match(const Document& document, TokenRange range) const;
  // The unit that the longest beginning of `range` names, at most kMaxUnitTokens tokens.
  std::optional<UnitMatch> MatchPrefix(const Document& document, TokenRange range) const;

  // Whether `range` begins like the name of a unit, known or not.
  static bool LooksLikeUnit(const Document& document, TokenRange range);

  // A name in the form in which names are compared: unmarked lower-case words, abbreviations
  // spelled out, "và" and "Sở" at the end left out.
  static std::string Key(absl::string_view name);
  // Lower-case ASCII id made from a name: "Văn phòng" is "van-phong"; "don-vi" for a name without
  // letters. At most 60 characters.
  static std::string Slug(absl::string_view name);

  // True where a unit of the directory has this id (last part of its resource name).
  bool HasId(absl::string_view id) const { return ids_.contains(id); }

  static constexpr size_t kMaxUnitTokens = 24;

 private:
  // Unmarked words of one token, looked up by the token's word.
  const std::vector<std::string>& WordsOf(const Document& document, size_t at) const;

  struct Entry {
    std::string unit;
    bool ambiguous = false;
  };
  using Index = absl::flat_hash_map<std::string, Entry>;

  void Add(Index* index, const std::string& key, const std::string& unit);
  std::optional<UnitMatch> Find(const std::string& key) const;

  // Full names, and what is made from them (initials, names without "Phòng"); the first wins.
  Index exact_;
  Index derived_;
  // First words of all names: most words of a text begin none.
  absl::flat_hash_set<std::string> first_words_;
  mutable absl::flat_hash_map<WordId, std::vector<std::string>> seen_;
  absl::flat_hash_map<std::string, bool> ids_;
};

}  // namespace dondoc::registry
