// The text of one part of a DOCX: the document, a header, the notes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/docx_numbering.h"
#include "services/registry/formats/docx_properties.h"
#include "services/registry/formats/docx_styles.h"
#include "services/registry/formats/run_writer.h"
#include "services/registry/formats/text_builder.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

enum class DocxTag;

// What the parts of one document share.
struct DocxContext {
  DocxStyles styles;
  DocxNumbering numbering;
  // Headers of the first section, by relationship.
  std::string first_page_header, default_header;
  bool has_title_page = false;
  bool section_seen = false;
  // Notes that the text refers to; others were deleted.
  absl::flat_hash_set<int> footnotes, endnotes;
};

class DocxTextReader : public XmlHandler {
 public:
  // Body and headers are read whole; of a part of notes, those in `notes`.
  DocxTextReader(DocxContext& context, TextBuilder& builder,
                 const absl::flat_hash_set<int>* notes = nullptr)
      : context_(context), writer_(builder), notes_(notes) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override;
  void EndElement(const XmlName& name) override;
  void Characters(absl::string_view text) override;
  bool Done() const override { return writer_.full(); }

 private:
  // Whose properties are being read.
  enum class Properties { kParagraph, kMark, kRun, kCell, kRow, kSection };

  struct Paragraph {
    ParagraphProperties properties;
    RunProperties mark;
    bool begun = false;         // Its label is decided.
    bool has_text = false;      // Some of it is written.
    bool mark_deleted = false;  // The next paragraph goes on with it.
  };

  // A cell that is open; it begins with its content, when its properties are known.
  struct Cell {
    bool begun = false;
    int column_span = 1;
    bool continues = false;
  };

  // One open story: the body of the part or a text box in it. A box stands in the midst of a run.
  struct Story {
    Paragraph paragraph;
    bool in_paragraph = false;
    RunProperties run;
    bool in_run = false;
    // How the run looks, once somebody asked.
    std::optional<DocxRunLook> look;
    // The fields open in each other: true where what comes is the field's instruction.
    std::vector<bool> fields;
    int instructions = 0;
    // Of the paragraph that a box interrupts.
    std::optional<RunWriter::PendingLabel> label;
  };

  void StartWord(DocxTag tag, absl::string_view local, const XmlAttributes& attributes);
  void StartCompatibility(absl::string_view local);
  // Elements of the text's structure and of runs; each says whether the element was one.
  bool StartBlock(DocxTag tag, const XmlAttributes& attributes);
  void StartRunContent(DocxTag tag, const XmlAttributes& attributes);
  bool StartProperties(DocxTag tag);
  void ReadProperty(DocxTag tag, absl::string_view local, const XmlAttributes& attributes);
  void ReadSection(DocxTag tag, const XmlAttributes& attributes);
  void EndWord(DocxTag tag);

  void StartParagraph();
  // Decides the label, once the properties are known.
  void BeginParagraph();
  void EndParagraph();
  void BeginCell();
  void EndCell();
  void StartBox();
  void EndBox();
  void StartNote(const XmlAttributes& attributes);
  void EndText();
  void Break(absl::string_view type);
  void FieldCharacter(absl::string_view type);
  void SoftHyphen();
  void Symbol(const XmlAttributes& attributes);
  void Emit(absl::string_view text, const RunLook& look);
  // What the run that is open looks like; nullptr where it is not shown.
  const RunLook* ShownLook();

  Story& story() { return stories_.back(); }
  void Skip() { skipped_ = 1; }

  DocxContext& context_;
  RunWriter writer_;
  const absl::flat_hash_set<int>* notes_;
  std::vector<Story> stories_ = std::vector<Story>(1);
  int skipped_ = 0;
  bool row_deleted_ = false;
  // For each mc:AlternateContent that is open: whether one of its alternatives was read.
  std::vector<bool> alternatives_;
  std::vector<Properties> properties_;
  std::vector<Cell> cells_;
  bool in_text_ = false;
  bool keep_space_ = false;
  std::string text_;
};

}  // namespace dondoc::registry
