#include "services/registry/formats/docx_numbering.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

#include "services/registry/formats/docx_names.h"

namespace dondoc::registry {
namespace {

// Word's levels: one less than OpenDocument's.
constexpr int kDocxLevels = 9;

int ClampLevel(int level) { return std::clamp(level, 0, kDocxLevels - 1); }

std::optional<int> LevelAttribute(const XmlAttributes& attributes) {
  int level = 0;
  if (!absl::SimpleAtoi(WordAttribute(attributes, "ilvl"), &level) || level < 0 ||
      level >= kDocxLevels)
    return std::nullopt;
  return level;
}

NumberFormat FormatOf(absl::string_view name) {
  struct Named {
    absl::string_view name;
    NumberFormat format;
  };
  constexpr Named kFormats[] = {
      {"bullet", NumberFormat::kBullet},           {"none", NumberFormat::kNone},
      {"lowerLetter", NumberFormat::kLowerLetter}, {"upperLetter", NumberFormat::kUpperLetter},
      {"lowerRoman", NumberFormat::kLowerRoman},   {"upperRoman", NumberFormat::kUpperRoman},
      {"decimalZero", NumberFormat::kDecimalZero}};
  for (const Named& named : kFormats) {
    if (named.name == name) return named.format;
  }
  // The numbers of other scripts say the same in digits.
  return NumberFormat::kDecimal;
}

// "%1.%2)" taken apart.
std::vector<LabelPiece> PiecesOf(absl::string_view pattern) {
  std::vector<LabelPiece> pieces;
  const std::string text = AttributeText(pattern.substr(0, kMaxLabelBytes));
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9') {
      pieces.push_back({"", text[++at] - '1'});
    } else if (!pieces.empty() && pieces.back().level < 0) {
      pieces.back().text += text[at];
    } else {
      pieces.push_back({std::string(1, text[at])});
    }
  }
  return pieces;
}

}  // namespace

DocxNumbering::Definition* DocxNumbering::DefinitionOf(const Number& number, DocxStyles& styles) {
  const auto definition = definitions_.find(number.definition);
  if (definition == definitions_.end()) return nullptr;
  const std::string& link = definition->second.style_link;
  if (link.empty()) return &definition->second;
  const auto linked = numbers_.find(styles.Resolved(link).paragraph.list.value_or(0));
  if (linked == numbers_.end()) return &definition->second;
  const auto target = definitions_.find(linked->second.definition);
  return target == definitions_.end() ? &definition->second : &target->second;
}

void DocxNumbering::Prepare(Number& number, Definition& definition) {
  number.used = true;
  auto levels = std::make_unique<DocxListLevels>(definition.levels);
  for (int index = 0; index < kDocxLevels; ++index) {
    const Override& override = number.overrides[index];
    if (override.has_level) {
      levels->levels[index] = number.levels->levels[index];
      levels->looks[index] = number.levels->looks[index];
    }
    if (override.start.has_value()) definition.counter.Restart(index, *override.start);
  }
  number.levels = std::move(levels);
}

std::optional<DocxNumbering::Label> DocxNumbering::Next(int list, std::optional<int> level,
                                                        absl::string_view style,
                                                        std::optional<int> style_level,
                                                        DocxStyles& styles) {
  const auto found = numbers_.find(list);
  if (found == numbers_.end()) return std::nullopt;
  Number& number = found->second;
  Definition* definition = DefinitionOf(number, styles);
  if (definition == nullptr) return std::nullopt;
  if (!number.used) Prepare(number, *definition);
  const auto& looks = number.levels->looks;
  if (!level.has_value() && !style.empty()) {
    const auto own = std::find_if(looks.begin(), looks.end(),
                                  [&](const auto& look) { return look.paragraph_style == style; });
    level = own != looks.end() ? static_cast<int>(own - looks.begin()) : style_level;
  }
  const int index = ClampLevel(level.value_or(0));
  definition->counter.Next(number.levels->levels, index);
  Label label{definition->counter.Label(number.levels->levels, index), looks[index].run};
  label.text = std::string(absl::StripAsciiWhitespace(label.text));
  if (label.text.empty()) return std::nullopt;
  return label;
}

void DocxNumberingReader::StartDefinition(const XmlAttributes& attributes) {
  definition_ = nullptr;
  number_ = nullptr;
  override_ = nullptr;
  level_ = nullptr;
  int id = 0;
  auto& definitions = numbering_.definitions_;
  if (definitions.size() >= kMaxDocxListDefinitions ||
      !absl::SimpleAtoi(WordAttribute(attributes, "abstractNumId"), &id))
    return;
  definition_ = &definitions[id];
  // What levels are that nobody defines: no label.
  for (ListLevel& level : definition_->levels.levels) level.format = NumberFormat::kNone;
}

void DocxNumberingReader::StartNumber(const XmlAttributes& attributes) {
  definition_ = nullptr;
  number_ = nullptr;
  override_ = nullptr;
  level_ = nullptr;
  int id = 0;
  auto& numbers = numbering_.numbers_;
  if (numbers.size() < kMaxDocxLists && absl::SimpleAtoi(WordAttribute(attributes, "numId"), &id))
    number_ = &numbers[id];
}

void DocxNumberingReader::StartOverride(const XmlAttributes& attributes) {
  override_ = nullptr;
  level_ = nullptr;
  const std::optional<int> level = LevelAttribute(attributes);
  if (number_ != nullptr && level.has_value()) override_ = &number_->overrides[*level];
}

void DocxNumberingReader::StartLevel(const XmlAttributes& attributes) {
  level_ = nullptr;
  const std::optional<int> index = LevelAttribute(attributes);
  if (!index.has_value()) return;
  DocxListLevels* levels = nullptr;
  if (override_ != nullptr) {
    if (number_->levels == nullptr) number_->levels = std::make_unique<DocxListLevels>();
    number_->overrides[*index].has_level = true;
    levels = number_->levels.get();
  } else if (definition_ != nullptr) {
    levels = &definition_->levels;
  }
  if (levels == nullptr) return;
  level_ = &levels->levels[*index];
  look_ = &levels->looks[*index];
  *level_ = {};
  *look_ = {};
}

void DocxNumberingReader::ReadLevel(absl::string_view local, const XmlAttributes& attributes) {
  if (in_run_) {
    look_->run.Read(local, attributes);
  } else if (local == "numFmt") {
    level_->format = FormatOf(WordAttribute(attributes, "val"));
  } else if (local == "lvlText") {
    level_->pieces = PiecesOf(WordAttribute(attributes, "val"));
  } else if (local == "start") {
    level_->start = IntValue(attributes).value_or(1);
  } else if (local == "lvlRestart") {
    level_->restart_below = IntValue(attributes).value_or(kMaxListLevels);
  } else if (local == "isLgl") {
    level_->legal = IsOn(attributes);
  } else if (local == "pStyle") {
    look_->paragraph_style = std::string(WordAttribute(attributes, "val"));
  } else if (local == "rPr") {
    in_run_ = true;
  }
}

void DocxNumberingReader::StartElement(const XmlName& name, const XmlAttributes& attributes) {
  if (skipped_ > 0 || !IsWord(name.space) || IsFormerState(name.local)) {
    ++skipped_;
  } else if (name.local == "abstractNum") {
    StartDefinition(attributes);
  } else if (name.local == "num") {
    StartNumber(attributes);
  } else if (name.local == "lvlOverride") {
    StartOverride(attributes);
  } else if (name.local == "lvl") {
    StartLevel(attributes);
  } else if (level_ != nullptr) {
    ReadLevel(name.local, attributes);
  } else if (override_ != nullptr && name.local == "startOverride") {
    override_->start = IntValue(attributes);
  } else if (number_ != nullptr && name.local == "abstractNumId") {
    number_->definition = IntValue(attributes).value_or(-1);
  } else if (definition_ != nullptr && name.local == "numStyleLink") {
    definition_->style_link = std::string(WordAttribute(attributes, "val"));
  }
}

void DocxNumberingReader::EndElement(const XmlName& name) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (name.local == "rPr") {
    in_run_ = false;
  } else if (name.local == "lvl") {
    level_ = nullptr;
    in_run_ = false;
  } else if (name.local == "lvlOverride") {
    override_ = nullptr;
  } else if (name.local == "num") {
    number_ = nullptr;
  } else if (name.local == "abstractNum") {
    definition_ = nullptr;
  }
}

}  // namespace dondoc::registry
