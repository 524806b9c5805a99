#include "services/registry/formats/run_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include <unicode/uchar.h>

#include "services/registry/formats/code_points.h"

namespace dondoc::registry {
namespace {

bool IsBlank(absl::string_view text) {
  return text.find_first_not_of(" \t\r\n") == absl::string_view::npos;
}

}  // namespace

FontKind FontKindOf(absl::string_view font_name) {
  FontKind kind;
  kind.legacy = LegacyEncodingOfFont(font_name, &kind.capitals);
  return kind;
}

std::string ToCapitals(absl::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = NextCodePoint(utf8, &at);
    AppendCodePoint(static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))), &out);
  }
  return out;
}

std::string RunWriter::Shown(absl::string_view text, const RunLook& look) {
  std::string shown(text);
  if (look.font.legacy.has_value()) {
    shown = FromLegacy(*look.font.legacy, text, look.font.capitals);
    if (shown != text) builder_.AddRemark(FormatRemark::kLegacyEncoding);
  }
  return look.capitals ? ToCapitals(shown) : shown;
}

void RunWriter::Text(absl::string_view text, const RunLook& look, WhiteSpace white_space) {
  if (builder_.full()) return;
  if (label_.has_value() && !IsBlank(text)) {
    const PendingLabel label = *std::exchange(label_, std::nullopt);
    builder_.AddText(absl::StrCat(Shown(label.text, label.look), " "), label.look.bold);
  }
  if (!look.font.legacy.has_value()) {
    Flush();
    if (look.capitals) {
      builder_.AddText(ToCapitals(text), look.bold, white_space);
    } else {
      builder_.AddText(text, look.bold, white_space);
    }
    return;
  }
  if (!legacy_text_.empty() && (legacy_look_ != look || legacy_space_ != white_space)) Flush();
  legacy_look_ = look;
  legacy_space_ = white_space;
  legacy_text_.append(text.data(), text.size());
  if (legacy_text_.size() > kMaxPendingLegacyBytes) Flush();
}

void RunWriter::Flush() {
  if (legacy_text_.empty()) return;
  builder_.AddText(Shown(std::exchange(legacy_text_, {}), legacy_look_), legacy_look_.bold,
                   legacy_space_);
}

void RunWriter::LineBreak() { Builder().LineBreak(); }

void RunWriter::Tab() { Builder().Tab(); }

void RunWriter::StartParagraph() {
  label_.reset();
  Builder().StartParagraph();
}

void RunWriter::Label(absl::string_view label, const RunLook& look) {
  label_ = PendingLabel{std::string(label), look};
}

void RunWriter::EndParagraph() {
  label_.reset();
  Builder().EndParagraph();
}

TextBuilder& RunWriter::Builder() {
  Flush();
  return builder_;
}

}  // namespace dondoc::registry
