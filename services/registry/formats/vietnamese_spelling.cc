#include "services/registry/formats/vietnamese_spelling.h"

#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"

#include "services/registry/formats/code_points.h"
#include "services/registry/formats/vietnamese_letters.h"

namespace dondoc::registry {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

// Bytes of the longest syllable, "nghiêng", and some room for tones.
constexpr size_t kMaxSyllableBytes = 16;

const Words& Onsets() {
  static const auto& words = *new Words(
      absl::StrSplit(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x", ' '));
  return words;
}

// By the first vowel. Those with "uy" are also for q, whose u may count to either side.
const Words& Rimes() {
  static const auto& words = *new Words(absl::StrSplit(
      "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
      "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
      "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
      "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay "
      "oăc oăm oăn oăng oăt oe oem oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
      "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uô uôc uôi uôm uôn uông uôt uơ "
      "uy uya uych uyên uyêt uyn uynh uyp uyt uyu "
      "ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu",
      ' '));
  return words;
}

bool EndsInStop(absl::string_view rime) {
  const char last = rime.back();
  return last == 'c' || last == 'p' || last == 't' ||
         (last == 'h' && rime.size() > 1 && rime[rime.size() - 2] == 'c');
}

// Not part of a word: ASCII other than letters, the no-break space, and General Punctuation.
bool Separates(char32_t c) {
  if (c < 0x80) return !((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'));
  return c == 0xA0 || (c >= 0x2000 && c < 0x2070);
}

}  // namespace

bool IsSyllable(absl::string_view word) {
  std::string plain;
  Tone tone = Tone::kLevel;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = SmallLetter(NextCodePoint(word, &at));
    const std::optional<Vowel> vowel = VowelOf(c);
    if (vowel.has_value() && vowel->tone != Tone::kLevel) {
      if (tone != Tone::kLevel) return false;
      tone = vowel->tone;
    }
    AppendCodePoint(vowel.has_value() ? vowel->shape : c, &plain);
    if (plain.size() > kMaxSyllableBytes) return false;
  }
  for (size_t onset = 0; onset < plain.size() && onset <= 3; ++onset) {
    const absl::string_view rime = absl::string_view(plain).substr(onset);
    if (!Onsets().contains(absl::string_view(plain).substr(0, onset)) || !Rimes().contains(rime))
      continue;
    if (!EndsInStop(rime) || tone == Tone::kAcute || tone == Tone::kDot) return true;
  }
  return false;
}

SpellingScore ScoreSpelling(absl::string_view utf8) {
  SpellingScore score;
  size_t begin = 0;
  bool marked = false;
  const auto finish = [&](size_t end) {
    if (marked) ++(IsSyllable(utf8.substr(begin, end - begin)) ? score.good : score.bad);
    marked = false;
  };
  for (size_t at = 0; at < utf8.size();) {
    const size_t here = at;
    const char32_t c = NextCodePoint(utf8, &at);
    if (Separates(c)) {
      finish(here);
      begin = at;
    } else {
      marked |= c >= 0x80;
    }
  }
  finish(utf8.size());
  return score;
}

}  // namespace dondoc::registry
