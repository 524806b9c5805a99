#include "services/registry/formats/legacy_encodings.h"

#include <cstddef>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/code_points.h"
#include "services/registry/formats/vietnamese_letters.h"
#include "services/registry/formats/vietnamese_spelling.h"

namespace dondoc::registry {
namespace {

// Bytes from the first that is not ASCII that are enough to tell an encoding: some thousand words.
constexpr size_t kGuessBytes = size_t{64} << 10;
// Word processors keep the bytes of a font that calls itself a symbol font in this private area.
constexpr char32_t kSymbolArea = 0xF000;

// TCVN3 from 0xA0; a dot where it has no letter. There are no capitals with tones: they are set in
// a font that shows small letters as capitals.
constexpr char32_t kTcvn3[] =
    U"\u00A0ĂÂÊÔƠƯĐăâêôơưđ."
    U".....àảãáạ.ằẳẵắ."
    U"......ặầẩẫấậè.ẻẽ"
    U"éẹềểễếệìỉ...ĩíịò"
    U".ỏõóọồổỗốộờởỡớợù"
    U".ủũúụừửữứựỳỷỹýỵ.";
static_assert(sizeof(kTcvn3) / sizeof(kTcvn3[0]) == 0x60 + 1);

// The standard has combining tones here; fonts often show the Latin-1 character instead, so they
// count only behind a vowel.
constexpr char32_t kTcvn3FirstTone = 0xB0;
constexpr Tone kTcvn3Tones[] = {Tone::kGrave, Tone::kHook, Tone::kTilde, Tone::kAcute, Tone::kDot};

// What a mark byte of VNI (small; capitals have marks of their own, 0x20 below) adds to the letter
// before it.
enum class Shape { kNone, kCircumflex, kBreve };
struct VniMark {
  char32_t byte;
  Shape shape;
  Tone tone;
};
constexpr VniMark kVniMarks[] = {
    {U'ù', Shape::kNone, Tone::kAcute},       {U'ø', Shape::kNone, Tone::kGrave},
    {U'û', Shape::kNone, Tone::kHook},        {U'õ', Shape::kNone, Tone::kTilde},
    {U'ï', Shape::kNone, Tone::kDot},         {U'â', Shape::kCircumflex, Tone::kLevel},
    {U'á', Shape::kCircumflex, Tone::kAcute}, {U'à', Shape::kCircumflex, Tone::kGrave},
    {U'å', Shape::kCircumflex, Tone::kHook},  {U'ã', Shape::kCircumflex, Tone::kTilde},
    {U'ä', Shape::kCircumflex, Tone::kDot},   {U'ê', Shape::kBreve, Tone::kLevel},
    {U'é', Shape::kBreve, Tone::kAcute},      {U'è', Shape::kBreve, Tone::kGrave},
    {U'ú', Shape::kBreve, Tone::kHook},       {U'ü', Shape::kBreve, Tone::kTilde},
    {U'ë', Shape::kBreve, Tone::kDot},
};

// Letters that VNI has whole.
struct VniLetter {
  char32_t byte;
  char32_t letter;
};
constexpr VniLetter kVniLetters[] = {{U'ô', U'ơ'}, {U'ö', U'ư'}, {U'ñ', U'đ'},
                                     {U'í', U'í'}, {U'ì', U'ì'}, {U'æ', U'ỉ'},
                                     {U'ó', U'ĩ'}, {U'ò', U'ị'}, {U'î', U'ỵ'}};

// Capital letters of Latin-1 lie 0x20 below the small ones.
bool IsLatinCapital(char32_t c) { return c >= 0xC0 && c <= 0xDE; }

const VniMark* FindVniMark(char32_t c) {
  if (c < 0xC0 || c > 0xFF) return nullptr;
  const char32_t small = IsLatinCapital(c) ? c + 0x20 : c;
  for (const VniMark& mark : kVniMarks) {
    if (mark.byte == small) return &mark;
  }
  return nullptr;
}

char32_t VniLetterOf(char32_t c) {
  if (c < 0xC0 || c > 0xFF) return c;
  const bool capital = IsLatinCapital(c);
  for (const VniLetter& letter : kVniLetters) {
    if (letter.byte == (capital ? c + 0x20 : c))
      return capital ? CapitalLetter(letter.letter) : letter.letter;
  }
  return c;
}

// The plain vowel `shape` with `mark` on it; 0 where no letter looks like that.
char32_t WithShape(char32_t shape, Shape mark) {
  if (mark == Shape::kNone) return shape;
  if (mark == Shape::kBreve) return shape == U'a' ? U'ă' : 0;
  return shape == U'a' ? U'â' : shape == U'e' ? U'ê' : shape == U'o' ? U'ô' : 0;
}

// Puts a mark on a vowel; marks come in either order and one may stand for two.
bool PutMark(const VniMark& mark, Vowel* vowel) {
  const char32_t shape = WithShape(vowel->shape, mark.shape);
  if (shape == 0 || (mark.tone != Tone::kLevel && vowel->tone != Tone::kLevel)) return false;
  vowel->shape = shape;
  if (mark.tone != Tone::kLevel) vowel->tone = mark.tone;
  return true;
}

// The next character, with symbol fonts' bytes where they belong.
char32_t NextByte(absl::string_view utf8, size_t* at) {
  const char32_t c = NextCodePoint(utf8, at);
  return c >= kSymbolArea + 0x20 && c <= kSymbolArea + 0xFF ? c - kSymbolArea : c;
}

std::string FromTcvn3(absl::string_view utf8, bool capitals) {
  std::string out;
  out.reserve(utf8.size() + utf8.size() / 2);
  ToneComposer composer(&out);
  for (size_t at = 0; at < utf8.size();) {
    char32_t c = NextByte(utf8, &at);
    if (c >= kTcvn3FirstTone && c < kTcvn3FirstTone + std::size(kTcvn3Tones) &&
        composer.PushTone(kTcvn3Tones[c - kTcvn3FirstTone]))
      continue;
    if (c >= 0xA0 && c <= 0xFF && kTcvn3[c - 0xA0] != U'.') c = kTcvn3[c - 0xA0];
    composer.Push(capitals ? CapitalLetter(c) : c);
  }
  return out;
}

std::string FromVni(absl::string_view utf8, bool capitals) {
  std::string out;
  out.reserve(utf8.size() + utf8.size() / 2);
  for (size_t at = 0; at < utf8.size();) {
    char32_t c = VniLetterOf(NextByte(utf8, &at));
    if (std::optional<Vowel> vowel = VowelOf(c); vowel.has_value()) {
      while (at < utf8.size()) {
        size_t next = at;
        const VniMark* mark = FindVniMark(NextByte(utf8, &next));
        if (mark == nullptr || !PutMark(*mark, &*vowel)) break;
        at = next;
      }
      c = LetterOf(*vowel);
    }
    AppendCodePoint(capitals ? CapitalLetter(c) : c, &out);
  }
  return out;
}

// Letters that neither encoding nor Latin-1 has: a run with these is in Unicode, whatever its font
// is called, as where text was pasted into an old document.
bool HoldsUnicodeVietnamese(absl::string_view utf8) {
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = NextCodePoint(utf8, &at);
    if (c >= 0x1EA0 && c <= 0x1EF9) return true;
  }
  return false;
}

}  // namespace

std::optional<LegacyEncoding> LegacyEncodingOfFont(absl::string_view name, bool* capitals) {
  *capitals = false;
  name = absl::StripAsciiWhitespace(name);
  if (absl::StartsWithIgnoreCase(name, ".vn")) {
    // ".VnTimeH", ".VnArial NarrowH"; ".VnMonotype corsivaH".
    *capitals = absl::EndsWith(name, "H");
    return LegacyEncoding::kTcvn3;
  }
  if (absl::StartsWithIgnoreCase(name, "vni-") || absl::StartsWithIgnoreCase(name, "vni "))
    return LegacyEncoding::kVni;
  return std::nullopt;
}

std::string FromLegacy(LegacyEncoding encoding, absl::string_view utf8, bool capitals) {
  if (HoldsUnicodeVietnamese(utf8)) return std::string(utf8);
  return encoding == LegacyEncoding::kTcvn3 ? FromTcvn3(utf8, capitals) : FromVni(utf8, capitals);
}

std::optional<LegacyEncoding> GuessLegacyEncoding(absl::string_view bytes) {
  size_t first = 0;
  while (first < bytes.size() && static_cast<unsigned char>(bytes[first]) < 0x80) ++first;
  // From the beginning of the word, which is ASCII.
  while (first > 0 && absl::ascii_isalpha(static_cast<unsigned char>(bytes[first - 1]))) --first;
  const std::string latin = FromWindows1252(bytes.substr(first, kGuessBytes));
  const SpellingScore plain = ScoreSpelling(latin);
  const SpellingScore tcvn3 = ScoreSpelling(FromTcvn3(latin, false));
  const SpellingScore vni = ScoreSpelling(FromVni(latin, false));
  const bool is_vni = vni.good > tcvn3.good;
  const SpellingScore& best = is_vni ? vni : tcvn3;
  if (!best.Convincing() || best.good <= plain.good) return std::nullopt;
  return is_vni ? LegacyEncoding::kVni : LegacyEncoding::kTcvn3;
}

std::string BytesFromLegacy(LegacyEncoding encoding, absl::string_view bytes) {
  return FromLegacy(encoding, FromWindows1252(bytes), false);
}

}  // namespace dondoc::registry
