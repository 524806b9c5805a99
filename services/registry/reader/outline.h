// The body as paragraphs in order, each with its numbering, ready to be read one by one.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/numbering.h"
#include "services/registry/reader/paragraphs.h"

namespace dondoc::registry {

// One logical paragraph: lines that were wrapped, and paragraphs into which one sentence was
// broken, are joined.
struct Block {
  Numbering numbering;
  // What stands behind the numbering.
  TokenRange content;
  // First tokens of paragraphs that were joined although a blank line stands before them.
  std::vector<size_t> breaks;
};

// The blocks of the lines [begin, end). Stops at kMaxBlocks and then sets `truncated`.
std::vector<Block> ReadBlocks(const Document& document, const Layout& layout, size_t begin,
                              size_t end, bool* truncated);

// True where `range` ends a sentence or clause, or announces a list.
bool EndsClosed(const Document& document, TokenRange range);

// Tokens before the colon that ends the lead-in of `range` ("Công tác tài chính: ..."), the colon
// not included; nullopt where it has none. A colon in a bracket, in an hour, or behind the first
// sentence opens no lead-in.
std::optional<TokenRange> LeadIn(const Document& document, TokenRange range);

}  // namespace dondoc::registry
