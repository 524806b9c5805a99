// Tables with ruled lines: each cell is what the lines around it enclose. Private to the PDF
// layout.
#pragma once

#include <vector>

#include "services/registry/formats/pdf_lines.h"
#include "services/registry/formats/pdf_tables.h"
#include "services/registry/formats/pdf_words.h"

namespace dondoc::registry::pdf {

// What lies between these heights of a page, in points.
struct Extent {
  float top = 0;
  float bottom = 0;
};

// Where `page` has what may be ruled tables, from top to bottom.
std::vector<Extent> RuledExtents(const PdfPage& page);

// The ruled tables among `lines` of `page`, from top to bottom; what is left of `lines` may hold
// tables without rules. `before`: the table that ended the page before, where one did.
std::vector<Table> FindRuledTables(const PdfPage& page, const std::vector<Line>& lines,
                                   const Table* before);

}  // namespace dondoc::registry::pdf
