#include "services/registry/formats/code_pages.h"

#include "services/registry/formats/code_points.h"
#include "services/registry/formats/vietnamese_letters.h"

namespace dondoc::registry {
namespace {

// Both pages at 0x80 to 0x9F, but for the letters with caron, which the Vietnamese page lacks.
constexpr char32_t kPunctuation[] = U"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

char32_t At1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kPunctuation[byte - 0x80] : byte;
}

char32_t At1258(unsigned char byte) {
  switch (byte) {
    case 0x8A:
    case 0x8E:
    case 0x9A:
    case 0x9E:
      return kReplacementCharacter;
    case 0xC3:
      return U'Ă';
    case 0xCC:
      return 0x0300;
    case 0xD0:
      return U'Đ';
    case 0xD2:
      return 0x0309;
    case 0xD5:
      return U'Ơ';
    case 0xDD:
      return U'Ư';
    case 0xDE:
      return 0x0303;
    case 0xE3:
      return U'ă';
    case 0xEC:
      return 0x0301;
    case 0xF0:
      return U'đ';
    case 0xF2:
      return 0x0323;
    case 0xF5:
      return U'ơ';
    case 0xFD:
      return U'ư';
    case 0xFE:
      return U'₫';
    default:
      return At1252(byte);
  }
}

}  // namespace

std::string FromWindows1252(absl::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (const char byte : bytes) AppendCodePoint(At1252(static_cast<unsigned char>(byte)), &out);
  return out;
}

std::string FromWindows1258(absl::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  ToneComposer composer(&out);
  for (const char byte : bytes) composer.Push(At1258(static_cast<unsigned char>(byte)));
  return out;
}

}  // namespace dondoc::registry
