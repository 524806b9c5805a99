#include "services/registry/formats/table_clues.h"

#include <algorithm>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

#include "common/text/fold.h"

namespace dondoc::registry {
namespace {

// Bytes of the longest label.
constexpr size_t kMaxRowLabelBytes = 12;
// Bytes of a line that are looked at for the words of a letterhead.
constexpr size_t kMaxLetterheadBytes = 400;

// Without marks; a header cell holds one of them.
constexpr absl::string_view kHeaderWords[] = {
    "noi dung", "nhiem vu",  "cong viec", "don vi",     "co quan",  "chu tri",   "phoi hop",
    "thoi han", "thoi gian", "han",       "tien do",    "san pham", "ket qua",   "ghi chu",
    "kinh phi", "chi tieu",  "ho ten",    "ho va ten",  "chuc vu",  "dia diem",  "thanh phan",
    "linh vuc", "muc tieu",  "hang muc",  "phu trach",  "du an",    "thuc hien", "hoan thanh",
    "so luong", "so tien",   "ngay",      "trach nhiem"};

constexpr absl::string_view kLabelHeaders[] = {"stt", "tt", "so tt", "so thu tu", "#", "no", "no."};

constexpr absl::string_view kLetterheadWords[] = {
    "cong hoa xa hoi", "doc lap - tu do", "doc lap-tu do", "dang cong san viet nam", "noi nhan:"};

bool IsRomanDigit(char c) { return absl::string_view("IVXLC").find(c) != absl::string_view::npos; }

// Without "." or ")" behind it.
absl::string_view Bare(absl::string_view label) {
  if (!absl::ConsumeSuffix(&label, ".")) absl::ConsumeSuffix(&label, ")");
  return label;
}

bool IsRoman(absl::string_view label) {
  return !label.empty() && std::all_of(label.begin(), label.end(), IsRomanDigit);
}

// "3", "2.1.4".
bool IsDecimal(absl::string_view label) {
  bool digit = false;
  for (const char c : label) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digit = true;
    } else if (c == '.' && digit) {
      digit = false;
    } else {
      return false;
    }
  }
  return digit;
}

bool ContainsWord(absl::string_view text, absl::string_view word) {
  for (size_t at = text.find(word); at != absl::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    const auto letter = [&](size_t i) {
      return absl::ascii_isalnum(static_cast<unsigned char>(text[i]));
    };
    if ((at == 0 || !letter(at - 1)) && (end == text.size() || !letter(end))) return true;
  }
  return false;
}

}  // namespace

bool IsRowLabel(absl::string_view cell) {
  if (cell.empty() || cell.size() > kMaxRowLabelBytes) return false;
  if (cell == "-" || cell == "+" || cell == "–" || cell == "•" || cell == "*") return true;
  const absl::string_view label = Bare(cell);
  if (label.size() == 1 && absl::ascii_isalpha(static_cast<unsigned char>(label[0]))) return true;
  return label == "đ" || label == "Đ" || IsRoman(label) || IsDecimal(label);
}

bool IsPartHeading(absl::string_view line) {
  const size_t space = line.find_first_of(" \t");
  if (space == absl::string_view::npos) return false;
  const absl::string_view label = line.substr(0, space);
  if (label.size() > kMaxRowLabelBytes) return false;
  if (IsRoman(Bare(label))) return true;
  return label.size() == 2 && absl::ascii_isupper(static_cast<unsigned char>(label[0])) &&
         (label[1] == '.' || label[1] == ')');
}

bool HeadsLabels(absl::string_view cell) {
  if (cell.empty() || cell.size() > kMaxHeaderBytes) return false;
  return absl::c_linear_search(kLabelHeaders, text::StripMarks(cell));
}

bool IsHeaderCell(absl::string_view cell) {
  if (cell.empty() || cell.size() > kMaxHeaderBytes) return false;
  if (absl::string_view(".;:").find(cell.back()) != absl::string_view::npos) return false;
  const std::string plain = text::StripMarks(cell);
  return absl::c_linear_search(kLabelHeaders, plain) ||
         absl::c_any_of(kHeaderWords, [&](absl::string_view w) { return ContainsWord(plain, w); });
}

bool IsLetterhead(absl::string_view line) {
  const std::string plain = text::StripMarks(line.substr(0, kMaxLetterheadBytes));
  return absl::c_any_of(kLetterheadWords,
                        [&](absl::string_view w) { return absl::StrContains(plain, w); });
}

}  // namespace dondoc::registry
