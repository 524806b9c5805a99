// Writes runs, stretches of text in one look, into a TextBuilder, as people see them: small letters
// shown as capitals become capitals, letters of an old Vietnamese font become Unicode, and the
// label of a list item stands before its first word.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

#include "services/registry/formats/legacy_encodings.h"
#include "services/registry/formats/text_builder.h"

namespace dondoc::registry {

// Text of an old font that is turned at once; a letter is only cut where a run is longer.
inline constexpr size_t kMaxPendingLegacyBytes = size_t{64} << 10;

// What a font does to letters.
struct FontKind {
  std::optional<LegacyEncoding> legacy;
  bool capitals = false;

  bool operator==(const FontKind&) const = default;
};

FontKind FontKindOf(absl::string_view font_name);

struct RunLook {
  bool bold = false;
  bool capitals = false;
  FontKind font;

  bool operator==(const RunLook&) const = default;
};

// `utf8` with small letters as capitals.
std::string ToCapitals(absl::string_view utf8);

class RunWriter {
 public:
  struct PendingLabel {
    std::string text;
    RunLook look;
  };

  explicit RunWriter(TextBuilder& builder) : builder_(builder) {}

  void Text(absl::string_view text, const RunLook& look, WhiteSpace white_space);
  void LineBreak();
  void Tab();

  // Begins a paragraph. `label` stands before its first word, and nowhere where it has none.
  void StartParagraph();
  void Label(absl::string_view label, const RunLook& look);
  void EndParagraph();
  // The label that is still to be written, kept while a box interrupts the paragraph.
  std::optional<PendingLabel> TakeLabel() { return std::exchange(label_, std::nullopt); }
  void PutLabel(std::optional<PendingLabel> label) { label_ = std::move(label); }

  // For whoever is about to call the builder.
  TextBuilder& Builder();
  bool full() const { return builder_.full(); }

 private:
  void Flush();
  // As seen.
  std::string Shown(absl::string_view text, const RunLook& look);

  TextBuilder& builder_;
  std::optional<PendingLabel> label_;
  // Text of an old font, kept together because a letter and its mark may be runs of their own.
  std::string legacy_text_;
  RunLook legacy_look_;
  WhiteSpace legacy_space_ = WhiteSpace::kKeep;
};

}  // namespace dondoc::registry
