// Shows what was extracted, for tests and for people.
#pragma once

#include <string>

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// One line a row, " | " between cells, "/" between the ranges of a cell and "\n" for line ends in
// it; "*" before cells that span: "2x1*text" covers two columns. A blank line between tables.
std::string PrintTables(const DocumentText& document);

// "" or what is wrong with the document: ranges outside of the text, out of order or overlapping,
// cells out of the grid, text that is not UTF-8.
std::string CheckDocument(const DocumentText& document);

}  // namespace dondoc::registry
