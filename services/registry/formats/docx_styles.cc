#include "services/registry/formats/docx_styles.h"

#include <utility>

#include "services/registry/formats/docx_names.h"

namespace dondoc::registry {

const DocxStyle& DocxStyles::Resolved(absl::string_view id) {
  if (id.empty()) id = default_paragraph_style_;
  if (const auto known = resolved_.find(id); known != resolved_.end()) return known->second;
  static const DocxStyle& none = *new DocxStyle();
  auto style = styles_.find(id);
  if (style == styles_.end()) return none;
  DocxStyle resolved = style->second;
  if (resolved.paragraph.list.has_value()) resolved.list_style = style->first;
  for (int i = 0; i < kMaxStyleChain; ++i) {
    style = styles_.find(style->second.base);
    if (style == styles_.end()) break;
    resolved.run.Inherit(style->second.run);
    if (resolved.list_style.empty() && style->second.paragraph.list.has_value())
      resolved.list_style = style->first;
    resolved.paragraph.Inherit(style->second.paragraph);
  }
  return resolved_.emplace(id, std::move(resolved)).first->second;
}

DocxRunLook DocxStyles::LookOf(const RunProperties& run, absl::string_view paragraph) {
  // Copies, because resolving another style may move the first.
  const RunProperties of_paragraph = Resolved(paragraph).run;
  const RunProperties of_style = run.style.empty() ? RunProperties() : Resolved(run.style).run;
  // Styles switch such a property over; only the run itself says how it is (ECMA-376, 17.7.3).
  const auto toggled = [&](std::optional<bool> RunProperties::*property) {
    if ((run.*property).has_value()) return *(run.*property);
    return (defaults_.*property).value_or(false) ||
           (of_paragraph.*property).value_or(false) != (of_style.*property).value_or(false);
  };
  RunProperties fonts = run;
  fonts.Inherit(of_style);
  fonts.Inherit(of_paragraph);
  fonts.Inherit(defaults_);
  DocxRunLook look;
  look.look.bold = toggled(&RunProperties::bold);
  look.look.capitals = toggled(&RunProperties::capitals);
  look.hidden = toggled(&RunProperties::hidden);
  look.look.font = fonts.high_font.value_or(FontKind());
  if (!look.look.font.legacy.has_value()) look.look.font = fonts.ascii_font.value_or(FontKind());
  return look;
}

void DocxStylesReader::StartStyle(const XmlAttributes& attributes) {
  const absl::string_view id = WordAttribute(attributes, "styleId");
  unnamed_ = {};
  const bool kept = !id.empty() && styles_.styles_.size() < kMaxDocxStyles;
  style_ = !kept ? &unnamed_ : &styles_.styles_[id];
  const absl::string_view is_default = WordAttribute(attributes, "default");
  if ((is_default == "1" || is_default == "true") &&
      WordAttribute(attributes, "type") == "paragraph")
    styles_.default_paragraph_style_ = std::string(id);
}

void DocxStylesReader::StartElement(const XmlName& name, const XmlAttributes& attributes) {
  // What a table style says of single rows and columns, and of former states.
  if (skipped_ > 0 || !IsWord(name.space) || name.local == "tblStylePr" ||
      name.local == "latentStyles" || IsFormerState(name.local)) {
    ++skipped_;
    return;
  }
  if (name.local == "style") return StartStyle(attributes);
  if (name.local == "docDefaults") {
    in_defaults_ = true;
  } else if (name.local == "rPr") {
    in_run_ = true;
  } else if (in_run_) {
    if (in_defaults_) styles_.defaults_.Read(name.local, attributes);
    if (style_ != nullptr) style_->run.Read(name.local, attributes);
  } else if (style_ != nullptr) {
    if (name.local == "basedOn") style_->base = std::string(WordAttribute(attributes, "val"));
    style_->paragraph.Read(name.local, attributes);
  }
}

void DocxStylesReader::EndElement(const XmlName& name) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (name.local == "style") {
    style_ = nullptr;
  } else if (name.local == "docDefaults") {
    in_defaults_ = false;
  } else if (name.local == "rPr") {
    in_run_ = false;
  }
}

}  // namespace dondoc::registry
