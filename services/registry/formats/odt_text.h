// The text of an ODT: its body, and the headers of its master pages.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/list_labels.h"
#include "services/registry/formats/odt_styles.h"
#include "services/registry/formats/run_writer.h"
#include "services/registry/formats/text_builder.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

enum class OdtTag;

// Lists that another list can name to go on with.
inline constexpr size_t kMaxOdtLists = 10000;

// Reads office:text and style:master-page.
class OdtTextReader : public XmlHandler {
 public:
  OdtTextReader(OdtStyles& styles, TextBuilder& builder) : styles_(styles), writer_(builder) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override;
  void EndElement(const XmlName& name) override;
  void Characters(absl::string_view text) override;
  bool Done() const override { return writer_.full(); }

 private:
  struct OpenList {
    std::string style;
    std::shared_ptr<ListCounter> counter;
    // The item that is open has no paragraph yet.
    bool item_begins = false;
    std::optional<int> item_start;
  };

  // One open story: the text of the part, or a box or note in the midst of its sentence.
  struct Story {
    std::vector<OpenList> lists;
    // Of the paragraph that is open and of the spans in it; empty outside.
    std::vector<OdtTextProperties> looks;
    // Of the paragraph that another story interrupts.
    std::optional<RunWriter::PendingLabel> label;
  };

  void StartParagraph(bool heading, const XmlAttributes& attributes);
  void EndParagraph();
  void StartSpan(const XmlAttributes& attributes);
  void StartList(const XmlAttributes& attributes);
  void StartItem(const XmlAttributes& attributes);
  void StartCell(const XmlAttributes& attributes);
  void Spaces(const XmlAttributes& attributes);
  void StartStory();
  void EndStory();
  // Writes the label of a paragraph in a list.
  void LabelItem(const OdtStyle& paragraph);
  void LabelHeading(int level, const OdtStyle& paragraph);
  void WriteLabel(const ListLevels& levels, ListCounter& counter, int level,
                  const OdtStyle& paragraph);
  bool Shown() { return !story().looks.empty() && !story().looks.back().hidden.value_or(false); }

  Story& story() { return stories_.back(); }

  OdtStyles& styles_;
  RunWriter writer_;
  std::vector<Story> stories_ = std::vector<Story>(1);
  int skipped_ = 0;
  ListCounter headings_;
  // For lists that go on with one before.
  absl::flat_hash_map<std::string, std::shared_ptr<ListCounter>> by_id_, by_style_;
};

}  // namespace dondoc::registry
