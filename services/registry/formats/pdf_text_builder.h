// Writes lines, tables and asides down as DocumentText. Private to the PDF layout.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"

#include "services/registry/formats/document_text.h"
#include "services/registry/formats/pdf_columns.h"
#include "services/registry/formats/pdf_lines.h"
#include "services/registry/formats/pdf_tables.h"

namespace dondoc::registry::pdf {

class PdfTextBuilder {
 public:
  PdfTextBuilder() { text_.format = Format::kPdf; }

  // A line of the text: of the paragraph before, or the first of a new one.
  void AddLine(const Line& line, bool begins_paragraph);
  void AddTable(const Table& table);
  // As a table of one row with two cells, each line a paragraph of its own but for
  // wrapped items.
  void AddTwoColumns(const TwoColumns& columns);
  // Lines that belong to no sentence, as a paragraph that is an aside.
  void AddAside(const std::vector<Line>& lines);

  DocumentText Take(std::vector<FormatRemark> remarks);

 private:
  // An empty line, where there is text before.
  void Separate();
  void Words(const Line& line);
  // Ends a run of bold words: a paragraph or a cell does.
  void EndBold();
  // Whether the second of two lines of a cell is the wrapped rest of the first.
  using Joins = absl::FunctionRef<bool(const Line&, const Line&)>;
  TableCell AddCell(const std::vector<Line>& lines, const Joins& joins);

  DocumentText text_;
  // The run of bold words that the last word belongs to.
  bool in_bold_ = false;
  size_t cells_ = 0;
};

}  // namespace dondoc::registry::pdf
