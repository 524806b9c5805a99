// Comparing and searching Vietnamese text. Two people write one word differently (hoà and hòa, Thuý
// and THÚY, NFC and NFD, two spaces for one) and mean the same; a searcher without a Vietnamese
// keyboard types "hoa". Everything here is for comparing and indexing; what is stored and shown is
// the text as given. None of the functions fails: ill-formed UTF-8 is read as U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::text {

// Longest token kept, code points. A Vietnamese syllable has seven letters at most; this leaves
// room for office numbers and foreign names. Texts and queries are cut alike, so a long word still
// finds itself.
inline constexpr size_t kMaxTokenChars = 32;
// Most tokens of one text, counting marked and unmarked forms: bounds the rows one write adds to a
// token table. A clause of a notice has under a hundred different words.
inline constexpr size_t kMaxSearchTokens = 512;
// Most tokens of one query: each is one join.
inline constexpr size_t kMaxQueryTokens = 16;
// Bytes of a text that are looked at for tokens; what follows is not indexed.
inline constexpr size_t kMaxTokenizedBytes = size_t{64} << 10;

// `utf8` normalised, with the tone marks of the pairs oa, oe, uy where one spelling has them: on
// the second vowel when another letter of the syllable follows (hoàn, hoài, huỳnh), else on the
// first (hòa, khỏe, thúy), as most official typesetting does; after q always behind the u (quý,
// quá). Case stays.
std::string CanonicalTonePlacement(absl::string_view utf8);

// The form in which two texts are equal when a reader would call them the same: normalised, lower
// case, canonical tone placement, every run of white space one space, none at the ends; Eth, which
// legacy typing puts for Đ, reads as đ. Folding twice changes nothing.
std::string Fold(absl::string_view utf8);

// Fold without diacritics and with d for đ: "Đường Hoà Bình" is "duong hoa binh".
std::string StripMarks(absl::string_view utf8);

// The distinct words of `utf8` for a token table, in order of appearance: each word folded, and
// unmarked where that differs. Words are runs of letters and digits ("12/KL-SNV" is 12, kl, snv).
std::vector<std::string> SearchTokens(absl::string_view utf8);

// The distinct words of a query, folded and as typed: "hòa" finds only hòa (and hoà), "hoa" finds
// hoa, hòa, hóa and hoả, because SearchTokens keeps the unmarked form of each. A text matches when
// it has all of them.
std::vector<std::string> QueryTokens(absl::string_view utf8);

}  // namespace dondoc::text
