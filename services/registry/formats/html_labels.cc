#include "services/registry/formats/html_labels.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "services/registry/formats/code_points.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kBullet = "-";
// Numbers of items that are believed.
constexpr int kMaxItemNumber = 100000;

// Of a list-style-type or a type attribute; kBullet for what is no number.
NumberFormat FormatNamed(absl::string_view name) {
  if (name == "1" || name == "decimal") return NumberFormat::kDecimal;
  if (name == "decimal-leading-zero") return NumberFormat::kDecimalZero;
  if (name == "a" || name == "lower-alpha" || name == "lower-latin")
    return NumberFormat::kLowerLetterRow;
  if (name == "A" || name == "upper-alpha" || name == "upper-latin")
    return NumberFormat::kUpperLetterRow;
  if (name == "i" || name == "lower-roman") return NumberFormat::kLowerRoman;
  if (name == "I" || name == "upper-roman") return NumberFormat::kUpperRoman;
  return name == "none" ? NumberFormat::kNone : NumberFormat::kBullet;
}

// Words that begin with a sign or number of a list already.
bool BringLabel(absl::string_view words) {
  words = absl::StripLeadingAsciiWhitespace(words);
  for (const absl::string_view sign : {"-", "+", "*", "–", "•", "·"}) {
    if (words.substr(0, sign.size()) == sign) return true;
  }
  size_t digits = 0;
  while (digits < words.size() && absl::ascii_isdigit(static_cast<unsigned char>(words[digits])))
    ++digits;
  return digits > 0 && digits + 1 < words.size() &&
         (words[digits] == '.' || words[digits] == ')') && words[digits + 1] == ' ';
}

}  // namespace

void HtmlLabels::StartList(bool ordered, const Attributes& attributes, const CssStyle& style) {
  List& list = lists_.emplace_back();
  const std::string named = style.list_type.value_or(std::string(attributes.Get("type")));
  list.format = FormatNamed(named);
  if (ordered && list.format == NumberFormat::kBullet) list.format = NumberFormat::kDecimal;
  int start = 1;
  if (absl::SimpleAtoi(attributes.Get("start"), &start) && start >= 0 && start <= kMaxItemNumber)
    list.next = start;
}

void HtmlLabels::EndList() {
  if (!lists_.empty()) lists_.pop_back();
  waiting_.clear();
}

void HtmlLabels::StartItem(const Attributes& attributes, const CssStyle& style) {
  waiting_.clear();
  List stray;
  List& list = lists_.empty() ? stray : lists_.back();
  int value = 0;
  if (absl::SimpleAtoi(attributes.Get("value"), &value) && value >= 0 && value <= kMaxItemNumber)
    list.next = value;
  const int number = list.next++;
  if (list.format == NumberFormat::kNone || style.list_type == "none") return;
  waiting_ = list.format == NumberFormat::kBullet
                 ? std::string(kBullet)
                 : absl::StrCat(FormatNumber(list.format, number), ".");
}

void HtmlLabels::SetLabel(absl::string_view text) {
  const std::string plain = absl::StrReplaceAll(text, {{"\u00A0", " "}});
  const absl::string_view label = absl::StripAsciiWhitespace(plain);
  waiting_ = std::string(label);
  if (label.empty()) return;
  // One character without a full stop is a bullet, in a symbol font any letter; numbers have more.
  size_t end = 0;
  const char32_t first = NextCodePoint(label, &end);
  if (end == label.size() && !(first >= U'0' && first <= U'9')) waiting_ = BulletText(label);
}

std::string HtmlLabels::TakeLabel(absl::string_view words) {
  std::string label = std::exchange(waiting_, "");
  return label == kBullet && BringLabel(words) ? "" : label;
}

}  // namespace dondoc::registry
