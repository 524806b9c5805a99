// Words as numbers: grammar tables compare integers and need no shared dictionary.
//
// Vietnamese is written with the tone mark on one vowel or the other ("hòa", "hoà"; mistyped
// "sóat") and with "i" or "y" at the end of a syllable ("quý", "quí"). A syllable has one tone at
// most, so that its letters without the mark, and the mark, tell it: all spellings of one word have
// one id.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

using WordId = uint64_t;

namespace word_id_internal {

inline constexpr WordId kBasis = 0xcbf29ce484222325u;

// FNV-1a over code points.
constexpr WordId Mix(WordId hash, uint32_t value) { return (hash ^ value) * 0x100000001b3u; }

struct Letter {
  uint32_t base = 0;
  // 1 to 5 in the order sắc, huyền, hỏi, ngã, nặng; 0 for none.
  uint32_t tone = 0;
};

// The small letters from U+1EA1 on, every second code point, without their tone, and the tone.
inline constexpr char32_t kBases[] = U"aaâââââăăăăăeeeêêêêêiiooôôôôôơơơơơuuưưưưưyyyy";
inline constexpr char kTones[] =
    "531234512345"
    "53412345"
    "35"
    "531234512345"
    "5312345"
    "2534";
static_assert(sizeof(kBases) / sizeof(kBases[0]) == sizeof(kTones));

constexpr Letter WithoutTone(uint32_t c) {
  constexpr uint32_t kFirst = 0x1EA1;
  constexpr uint32_t kLast = kFirst + 2 * (sizeof(kTones) - 2);
  if (c < 0xE0) return {c, 0};
  if (c >= kFirst && c <= kLast && ((c - kFirst) & 1) == 0) {
    const uint32_t i = (c - kFirst) / 2;
    return {static_cast<uint32_t>(kBases[i]), static_cast<uint32_t>(kTones[i] - '0')};
  }
  switch (c) {
    case U'á':
      return {'a', 1};
    case U'à':
      return {'a', 2};
    case U'ã':
      return {'a', 4};
    case U'é':
      return {'e', 1};
    case U'è':
      return {'e', 2};
    case U'í':
      return {'i', 1};
    case U'ì':
      return {'i', 2};
    case U'ĩ':
      return {'i', 4};
    case U'ó':
      return {'o', 1};
    case U'ò':
      return {'o', 2};
    case U'õ':
      return {'o', 4};
    case U'ú':
      return {'u', 1};
    case U'ù':
      return {'u', 2};
    case U'ũ':
      return {'u', 4};
    case U'ý':
      return {'y', 1};
    default:
      return {c, 0};
  }
}

}  // namespace word_id_internal

// Makes the id of a word from its small letters, one after another.
class WordHasher {
 public:
  constexpr void Add(uint32_t lower) {
    const word_id_internal::Letter letter = word_id_internal::WithoutTone(lower);
    if (letter.tone != 0) tone_ = letter.tone;
    before_last_ = hash_;
    hash_ = word_id_internal::Mix(hash_, letter.base);
    third_last_ = second_last_;
    second_last_ = last_;
    last_ = letter.base;
    ++size_;
  }

  constexpr WordId Id() const {
    // Beyond every letter, so that a tone is never taken for one.
    constexpr uint32_t kToneBase = 0x110000;
    const WordId hash = EndsLikeI() ? word_id_internal::Mix(before_last_, 'i') : hash_;
    return tone_ == 0 ? hash : word_id_internal::Mix(hash, kToneBase + tone_);
  }

 private:
  // "kỳ, kì", "thi, thy", "quý, quí"; not "tuy" and "tui", nor "may" and "mai".
  constexpr bool EndsLikeI() const {
    if (last_ != 'y') return false;
    switch (second_last_) {
      case 'h':
      case 'k':
      case 'l':
      case 'm':
      case 's':
      case 't':
        return size_ <= 3;
      case 'u':
        return third_last_ == 'q' && size_ == 3;
      default:
        return false;
    }
  }

  WordId hash_ = word_id_internal::kBasis;
  // Without the last letter.
  WordId before_last_ = word_id_internal::kBasis;
  uint32_t tone_ = 0;
  uint32_t last_ = 0;
  uint32_t second_last_ = 0;
  uint32_t third_last_ = 0;
  uint32_t size_ = 0;
};

// The id of a word in lower case, valid UTF-8.
constexpr WordId HashWord(absl::string_view lower) {
  WordHasher hasher;
  for (size_t at = 0; at < lower.size();) {
    const auto byte = [&](size_t i) {
      return i < lower.size() ? static_cast<uint32_t>(static_cast<unsigned char>(lower[i])) : 0u;
    };
    const uint32_t lead = byte(at);
    if (lead < 0x80) {
      hasher.Add(lead);
      at += 1;
    } else if (lead < 0xE0) {
      hasher.Add(((lead & 0x1F) << 6) | (byte(at + 1) & 0x3F));
      at += 2;
    } else if (lead < 0xF0) {
      hasher.Add(((lead & 0x0F) << 12) | ((byte(at + 1) & 0x3F) << 6) | (byte(at + 2) & 0x3F));
      at += 3;
    } else {
      hasher.Add(((lead & 0x07) << 18) | ((byte(at + 1) & 0x3F) << 12) |
                 ((byte(at + 2) & 0x3F) << 6) | (byte(at + 3) & 0x3F));
      at += 4;
    }
  }
  return hasher.Id();
}

// "trước"_w: the id of a word written in lower case in this source.
constexpr WordId operator""_w(const char* word, size_t size) {
  return HashWord(absl::string_view(word, size));
}

}  // namespace dondoc::registry
