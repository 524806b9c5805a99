// A DocumentText in words, for expectations.
#pragma once

#include <string>
#include <vector>

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// What `ranges` cover.
std::vector<std::string> Texts(const DocumentText& text, const std::vector<TextRange>& ranges);

// The tables, a line a row: "[column cSPAN rSPAN] text", line ends as "|"; an empty line between
// tables.
std::string Grid(const DocumentText& text);

// What is wrong with the ranges of `text`: outside it, empty, out of order, not at a character,
// cells that overlap. "" for a good one.
std::string CheckRanges(const DocumentText& text);

}  // namespace dondoc::registry
