// The letters of Vietnamese taken apart: a vowel is one of twelve shapes with one of six tones.
#pragma once

#include <optional>
#include <string>

namespace dondoc::registry {

enum class Tone { kLevel, kGrave, kHook, kTilde, kAcute, kDot };

struct Vowel {
  char32_t shape = 0;  // Small, without tone: one of a ă â e ê i o ô ơ u ư y.
  Tone tone = Tone::kLevel;
  bool capital = false;
};

// nullopt where `c` is not a vowel of Vietnamese, precomposed.
std::optional<Vowel> VowelOf(char32_t c);

// The precomposed letter; `vowel.shape` must be one of the twelve.
char32_t LetterOf(const Vowel& vowel);

// For the letters of Vietnamese, ASCII among them; other characters stay.
char32_t SmallLetter(char32_t c);
char32_t CapitalLetter(char32_t c);

// The tone of a combining mark.
std::optional<Tone> ToneOfMark(char32_t c);

// Appends characters to a UTF-8 string and composes each vowel with the tone mark behind it.
class ToneComposer {
 public:
  explicit ToneComposer(std::string* out) : out_(out) {}
  ~ToneComposer() { Flush(); }
  ToneComposer(const ToneComposer&) = delete;
  ToneComposer& operator=(const ToneComposer&) = delete;

  void Push(char32_t c);
  // Gives the character before a tone where it takes one; otherwise does nothing.
  bool PushTone(Tone tone);

 private:
  void Flush();

  std::string* out_;
  char32_t held_ = 0;
};

}  // namespace dondoc::registry
