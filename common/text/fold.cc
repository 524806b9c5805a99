#include "common/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "common/text/normalize.h"
#include "common/text/unicode.h"

namespace dondoc::text {
namespace {

using internal::CheckIcu;
using internal::ToCodePoints;
using internal::ToUtf8;

// Each row: a vowel, then with grave, acute, hook above, tilde, dot below.
constexpr size_t kToneCount = 6;
constexpr std::array<const char32_t*, 12> kVowels = {U"aàáảãạ", U"eèéẻẽẹ", U"iìíỉĩị", U"oòóỏõọ",
                                                     U"uùúủũụ", U"yỳýỷỹỵ", U"AÀÁẢÃẠ", U"EÈÉẺẼẸ",
                                                     U"IÌÍỈĨỊ", U"OÒÓỎÕỌ", U"UÙÚỦŨỤ", U"YỲÝỶỸỴ"};
constexpr absl::string_view kVowelNames = "aeiouyaeiouy";

// A plain vowel with its tone. `row` is 0 for anything else, else one more than the row above.
struct Vowel {
  uint8_t row = 0;
  uint8_t tone = 0;

  char Name() const { return row == 0 ? '\0' : kVowelNames[row - 1]; }
  char32_t With(uint8_t new_tone) const { return kVowels[row - 1][new_tone]; }
};

// All of them lie below U+0180 or in U+1EA0..U+1EFF.
constexpr size_t kLowCount = 0x180;
constexpr size_t kHighBase = 0x1EA0;
constexpr size_t kHighCount = 0x60;

constexpr std::array<Vowel, kLowCount + kHighCount> MakeVowelTable() {
  std::array<Vowel, kLowCount + kHighCount> table{};
  for (size_t row = 0; row < kVowels.size(); ++row) {
    for (size_t tone = 0; tone < kToneCount; ++tone) {
      const char32_t c = kVowels[row][tone];
      const size_t index = c < kLowCount ? c : c - kHighBase + kLowCount;
      table[index].row = static_cast<uint8_t>(row + 1);
      table[index].tone = static_cast<uint8_t>(tone);
    }
  }
  return table;
}
constexpr auto kVowelTable = MakeVowelTable();

Vowel VowelOf(char32_t c) {
  if (c < kLowCount) return kVowelTable[c];
  if (c >= kHighBase && c < kHighBase + kHighCount) return kVowelTable[c - kHighBase + kLowCount];
  return {};
}

enum class ToneOn { kEither, kFirst, kSecond };

// Where the tone of the vowel pair at `i`, `i + 1` belongs.
ToneOn PlaceOf(const std::u32string& text, size_t i, Vowel first, Vowel second) {
  const char a = first.Name(), b = second.Name();
  const bool after_q = i > 0 && (text[i - 1] == 'q' || text[i - 1] == 'Q');
  if (a == 'u' && b != 'u' && after_q) return ToneOn::kSecond;  // The u belongs to the consonant.
  const bool ambiguous = (a == 'o' && (b == 'a' || b == 'e')) || (a == 'u' && b == 'y');
  if (!ambiguous) return ToneOn::kEither;
  const bool open = i + 2 >= text.size() || !u_isalpha(static_cast<UChar32>(text[i + 2]));
  return open ? ToneOn::kFirst : ToneOn::kSecond;
}

// Moves the tone of the vowel pair at `i`, `i + 1` where it belongs; returns whether it moved.
bool PlaceToneAt(std::u32string& text, size_t i) {
  const Vowel first = VowelOf(text[i]);
  if (first.row == 0) return false;
  const Vowel second = VowelOf(text[i + 1]);
  if (second.row == 0 || (first.tone == 0) == (second.tone == 0)) return false;
  // Not Vietnamese, and a vowel without its tone would compose with the mark that follows.
  if (i + 2 < text.size() && u_getCombiningClass(static_cast<UChar32>(text[i + 2])) != 0) {
    return false;
  }
  const ToneOn place = PlaceOf(text, i, first, second);
  if (place == (first.tone != 0 ? ToneOn::kFirst : ToneOn::kSecond)) return false;
  if (place == ToneOn::kEither) return false;
  const uint8_t tone = std::max(first.tone, second.tone);
  text[i] = first.With(place == ToneOn::kFirst ? tone : 0);
  text[i + 1] = second.With(place == ToneOn::kSecond ? tone : 0);
  return true;
}

// A moved tone may free the pair before it (only in nonsense such as "qúúy"), which is looked at
// again so that a second call finds nothing to do. Which way a pair moves its tone never changes
// and no chain of pairs is longer than two (q-uo-oa), so this is linear.
void PlaceTones(std::u32string& text) {
  for (size_t i = 0; i + 1 < text.size();) {
    if (PlaceToneAt(text, i) && i > 0) {
      --i;
    } else {
      ++i;
    }
  }
}

// Lower case of one code point. Case folding after it joins letters that have several lower cases
// (final sigma, long s); neither needs the neighbours, so folding stays linear and stable.
char32_t Lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x00D0 || c == 0x00F0 || c == 0x0189) return U'đ';  // Eth and African D.
  return static_cast<char32_t>(u_foldCase(u_tolower(static_cast<UChar32>(c)), U_FOLD_CASE_DEFAULT));
}

// True for what may be changed by normalising a sequence of already lower-case letters.
bool MayRecompose(char32_t c) { return c >= 0x300 && !(c >= 0x1EA0 && c <= 0x1EF9); }

std::u32string FoldedCodePoints(absl::string_view utf8) {
  const std::u32string normal = ToCodePoints(NormalizeLossy(utf8));
  std::u32string out;
  out.reserve(normal.size());
  bool recompose = false;
  for (const char32_t c : normal) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
      continue;
    }
    out.push_back(Lower(c));
    recompose = recompose || MayRecompose(c);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  if (recompose) out = ToCodePoints(NormalizeLossy(ToUtf8(out)));
  PlaceTones(out);
  return out;
}

// Lower-case Vietnamese letters by the letter that is left without their marks.
struct MarkedLetters {
  char bare;
  const char32_t* marked;
};
constexpr std::array<MarkedLetters, 7> kMarkedLetters = {{{'a', U"àáảãạăằắẳẵặâầấẩẫậ"},
                                                          {'d', U"đ"},
                                                          {'e', U"èéẻẽẹêềếểễệ"},
                                                          {'i', U"ìíỉĩị"},
                                                          {'o', U"òóỏõọôồốổỗộơờớởỡợ"},
                                                          {'u', U"ùúủũụưừứửữự"},
                                                          {'y', U"ỳýỷỹỵ"}}};

// All of them lie below U+01C0 or in U+1EA0..U+1EFF.
constexpr size_t kLowLetters = 0x1C0;

constexpr std::array<char, kLowLetters + kHighCount> MakeBareTable() {
  std::array<char, kLowLetters + kHighCount> table{};
  for (char c = 0x01; c < 0x7F; ++c) table[static_cast<size_t>(c)] = c;
  table[0x7F] = 0x7F;
  for (const MarkedLetters& letters : kMarkedLetters) {
    for (const char32_t* c = letters.marked; *c != 0; ++c) {
      table[*c < kLowLetters ? *c : *c - kHighBase + kLowLetters] = letters.bare;
    }
  }
  return table;
}
constexpr auto kBareTable = MakeBareTable();

// `c` of a folded text without its mark where `c` is ASCII or a Vietnamese letter, else 0.
char BareOf(char32_t c) {
  if (c < kLowLetters) return kBareTable[c];
  if (c >= kHighBase && c < kHighBase + kHighCount) return kBareTable[c - kHighBase + kLowLetters];
  return '\0';
}

// `folded` without marks, whatever its letters.
std::string UnmarkedByIcu(const std::u32string& folded) {
  icu::UnicodeString text, decomposed, bare, composed;
  for (const char32_t c : folded) text.append(static_cast<UChar32>(c));
  UErrorCode code = U_ZERO_ERROR;
  internal::Nfd().normalize(text, decomposed, code);
  CheckIcu(code, "Normalizer2::normalize");
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    bare.append(c == U'đ' ? UChar32{'d'} : c);
  }
  internal::Nfc().normalize(bare, composed, code);
  CheckIcu(code, "Normalizer2::normalize");
  std::string out;
  composed.toUTF8String(out);
  return out;
}

// `folded` without marks. Nearly all text is of letters in the table; one letter that is not sends
// the whole of it the long way, since what stands beside a letter may compose with it.
std::string Unmarked(const std::u32string& folded) {
  std::string bare;
  bare.reserve(folded.size());
  for (const char32_t c : folded) {
    const char letter = BareOf(c);
    if (letter == '\0') return UnmarkedByIcu(folded);
    bare.push_back(letter);
  }
  return bare;
}

// Calls `take(word)` for each word of `utf8` until it returns false.
template <typename Take>
void ForEachWord(absl::string_view utf8, Take take) {
  utf8 = utf8.substr(0, kMaxTokenizedBytes);
  std::u32string word;
  const auto done = [&] {
    if (word.empty()) return true;
    const bool more = take(word);
    word.clear();
    return more;
  };
  for (const char32_t c : FoldedCodePoints(utf8)) {
    const auto point = static_cast<UChar32>(c);
    const bool part =
        u_isalnum(point) || (!word.empty() && (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0);
    if (!part) {
      if (!done()) return;
    } else if (word.size() < kMaxTokenChars) {
      word.push_back(c);
    }
  }
  done();
}

// Tokens without repetition, up to a limit.
class TokenSet {
 public:
  explicit TokenSet(size_t limit) : limit_(limit) {}
  // Returns false when there is no room for more.
  bool Add(std::string token) {
    if (tokens_.size() < limit_ && seen_.insert(token).second) tokens_.push_back(std::move(token));
    return tokens_.size() < limit_;
  }
  std::vector<std::string> Take() && { return std::move(tokens_); }

 private:
  const size_t limit_;
  absl::flat_hash_set<std::string> seen_;
  std::vector<std::string> tokens_;
};

}  // namespace

std::string CanonicalTonePlacement(absl::string_view utf8) {
  std::u32string text = ToCodePoints(NormalizeLossy(utf8));
  PlaceTones(text);
  return ToUtf8(text);
}

std::string Fold(absl::string_view utf8) { return ToUtf8(FoldedCodePoints(utf8)); }

std::string StripMarks(absl::string_view utf8) {
  std::string bare = Unmarked(FoldedCodePoints(utf8));
  // A mark that stood alone leaves its space behind.
  absl::RemoveExtraAsciiWhitespace(&bare);
  return bare;
}

std::vector<std::string> SearchTokens(absl::string_view utf8) {
  TokenSet tokens(kMaxSearchTokens);
  ForEachWord(utf8, [&](const std::u32string& word) {
    return tokens.Add(ToUtf8(word)) && tokens.Add(Unmarked(word));
  });
  return std::move(tokens).Take();
}

std::vector<std::string> QueryTokens(absl::string_view utf8) {
  TokenSet tokens(kMaxQueryTokens);
  ForEachWord(utf8, [&](const std::u32string& word) { return tokens.Add(ToUtf8(word)); });
  return std::move(tokens).Take();
}

}  // namespace dondoc::text
