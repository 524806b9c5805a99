// Vietnamese alphabetical order as bytes, so that a database without a Vietnamese collation sorts
// and pages names properly: a ă â b c d đ e ê ... o ô ơ ... u ư ..., tones next, then case (CLDR
// root and "vi" tailoring). Compare keys with memcmp (BYTEA, BLOB). Runs of digits sort by value:
// "Phòng 2" before "Phòng 10".
//
// All functions are thread-safe. The collator is loaded on first use, once for the process.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::text {

// Longest key, bytes. PostgreSQL refuses an index row over 2704 bytes; this leaves room for the
// agency, a second key and the id beside it.
inline constexpr size_t kMaxSortKeyBytes = 512;
// Code points of the text that take part in the order.
inline constexpr size_t kMaxSortChars = 200;

// The key of `utf8`, at most kMaxSortKeyBytes, empty for text without anything to sort by. Texts
// that differ only in Unicode form, tone placement or spacing have equal keys; so may texts that
// differ only beyond the limits, hence ORDER BY key, name. Ill-formed UTF-8 sorts as U+FFFD.
std::string SortKey(absl::string_view utf8);

// The key of a person's full name in the order of Vietnamese lists of people: by given name (the
// last word), then by the whole name. At most kMaxSortKeyBytes. Not comparable with SortKey's.
std::string PersonSortKey(absl::string_view full_name);

// Names the order that the keys follow: stored keys made under another value must be made again
// (it changes with the ICU library and with our own rules).
std::string SortKeyVersion();

}  // namespace dondoc::text
