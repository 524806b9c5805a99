// The encodings of Vietnamese before Unicode, which archives still hold: TCVN3 (fonts ".VnTime",
// ".VnArial", ...; TCVN 5712:1993, VSCII-3) with one byte a letter, and VNI ("VNI-Times", ...) with
// a base letter and a byte for its mark. A word processor's file keeps such text as Latin letters
// in a font of that name; a text file keeps the bytes.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

enum class LegacyEncoding { kTcvn3, kVni };

// The encoding of text set in the font called `name`; nullopt for a Unicode font. `capitals` is set
// for fonts that show small letters as capitals (".VnTimeH").
std::optional<LegacyEncoding> LegacyEncodingOfFont(absl::string_view name, bool* capitals);

// `utf8`, whose characters stand for bytes (U+0000 to U+00FF, and those that Windows-1252 puts at
// 0x80 to 0x9F), as Unicode in NFC. Other characters stay. `capitals`: small letters become
// capitals.
std::string FromLegacy(LegacyEncoding encoding, absl::string_view utf8, bool capitals);

// The encoding that `bytes`, which are not UTF-8, are most likely in, judged by how well they turn
// into Vietnamese syllables; nullopt where neither does.
std::optional<LegacyEncoding> GuessLegacyEncoding(absl::string_view bytes);

// `bytes` of a text file as UTF-8.
std::string BytesFromLegacy(LegacyEncoding encoding, absl::string_view bytes);

}  // namespace dondoc::registry
