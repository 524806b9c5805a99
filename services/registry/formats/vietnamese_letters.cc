#include "services/registry/formats/vietnamese_letters.h"

#include <cstddef>

#include "services/registry/formats/code_points.h"

namespace dondoc::registry {
namespace {

constexpr size_t kShapes = 12;
constexpr size_t kTones = 6;

// By shape; in a row by tone, in the order of Tone.
constexpr char32_t kSmall[kShapes][kTones + 1] = {U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ",
                                                  U"êềểễếệ", U"iìỉĩíị", U"oòỏõóọ", U"ôồổỗốộ",
                                                  U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
constexpr char32_t kCapital[kShapes][kTones + 1] = {U"AÀẢÃÁẠ", U"ĂẰẲẴẮẶ", U"ÂẦẨẪẤẬ", U"EÈẺẼÉẸ",
                                                    U"ÊỀỂỄẾỆ", U"IÌỈĨÍỊ", U"OÒỎÕÓỌ", U"ÔỒỔỖỐỘ",
                                                    U"ƠỜỞỠỚỢ", U"UÙỦŨÚỤ", U"ƯỪỬỮỨỰ", U"YỲỶỸÝỴ"};

// Every vowel lies below this.
constexpr size_t kEnd = 0x1EFA;

// 1 + (shape * kTones + tone) * 2 + capital, by code point; 0 for what is no vowel.
struct Index {
  unsigned char place[kEnd] = {};

  constexpr Index() {
    for (size_t shape = 0; shape < kShapes; ++shape) {
      for (size_t tone = 0; tone < kTones; ++tone) {
        const auto at = static_cast<unsigned char>(1 + (shape * kTones + tone) * 2);
        place[kSmall[shape][tone]] = at;
        place[kCapital[shape][tone]] = at + 1;
      }
    }
  }
};
constexpr Index kIndex;

}  // namespace

std::optional<Vowel> VowelOf(char32_t c) {
  if (c >= kEnd || kIndex.place[c] == 0) return std::nullopt;
  const int at = kIndex.place[c] - 1;
  return Vowel{kSmall[at / 2 / kTones][0], static_cast<Tone>(at / 2 % kTones), at % 2 == 1};
}

char32_t LetterOf(const Vowel& vowel) {
  const size_t shape = (kIndex.place[vowel.shape] - 1) / 2 / kTones;
  const auto tone = static_cast<size_t>(vowel.tone);
  return vowel.capital ? kCapital[shape][tone] : kSmall[shape][tone];
}

char32_t SmallLetter(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c == U'Đ') return U'đ';
  if (c < 0x80 || c >= kEnd || kIndex.place[c] == 0) return c;
  Vowel vowel = *VowelOf(c);
  vowel.capital = false;
  return LetterOf(vowel);
}

char32_t CapitalLetter(char32_t c) {
  if (c >= U'a' && c <= U'z') return c - 0x20;
  if (c == U'đ') return U'Đ';
  if (c < 0x80 || c >= kEnd || kIndex.place[c] == 0) return c;
  Vowel vowel = *VowelOf(c);
  vowel.capital = true;
  return LetterOf(vowel);
}

std::optional<Tone> ToneOfMark(char32_t c) {
  switch (c) {
    case 0x0300:
      return Tone::kGrave;
    case 0x0309:
      return Tone::kHook;
    case 0x0303:
      return Tone::kTilde;
    case 0x0301:
      return Tone::kAcute;
    case 0x0323:
      return Tone::kDot;
    default:
      return std::nullopt;
  }
}

void ToneComposer::Push(char32_t c) {
  if (const std::optional<Tone> tone = ToneOfMark(c); tone.has_value() && PushTone(*tone)) return;
  Flush();
  held_ = c;
}

bool ToneComposer::PushTone(Tone tone) {
  std::optional<Vowel> vowel = VowelOf(held_);
  if (!vowel.has_value() || vowel->tone != Tone::kLevel) return false;
  vowel->tone = tone;
  held_ = LetterOf(*vowel);
  return true;
}

void ToneComposer::Flush() {
  if (held_ != 0) AppendCodePoint(held_, out_);
  held_ = 0;
}

}  // namespace dondoc::registry
