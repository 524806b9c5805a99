// Lines of a document and the regions they belong to.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/reader/document.h"

namespace dondoc::registry {

// The lines that carry anything, in order, without the tokens of `apart` (ascending): tables and
// notes are read on their own. A line of spaces is nothing.
std::vector<TokenRange> SplitLines(const Document& document, const std::vector<TokenRange>& apart);

// The cells of a line: letterheads and signatures stand in two columns, which come as tabs or runs
// of spaces when a table is saved as text.
std::vector<TokenRange> SplitCells(const Document& document, TokenRange line);

// True for a line of marks only ("-----", "***").
bool IsSeparator(const Document& document, TokenRange line);

// True where every word of `range` is in capitals and there is one.
bool IsUpper(const Document& document, TokenRange range);

// Where what stands, as indices of lines.
struct Layout {
  std::vector<TokenRange> lines;
  // The line of the document's kind ("THÔNG BÁO"); nullopt where none is found.
  std::optional<size_t> type_line;
  // The line of "Kính gửi" of a letter, which has no kind; nullopt where there is none.
  std::optional<size_t> letter_line;
  // [title_begin, title_end) holds the subject; the opening follows up to body_begin.
  size_t title_begin = 0;
  size_t title_end = 0;
  size_t body_begin = 0;
  // First line of "Trên đây là ..."; footer_begin where there is none.
  size_t closing_begin = 0;
  // First line of the recipients or the signature; lines.size() where there is none.
  size_t footer_begin = 0;
  // First line of an appendix behind the footer ("PHỤ LỤC"); lines.size() where there is none.
  size_t annex_begin = 0;
};

Layout FindLayout(const Document& document, const std::vector<TokenRange>& apart);

// "Bến Tre, ngày 16 tháng 11 năm 2008" and nothing else: place and day of issue.
bool IsPlaceAndDay(const Document& document, TokenRange cell);

// True for a cell that opens a signature: a delegation ("TL.GIÁM ĐỐC") or a leader's post in
// capitals.
bool IsDelegation(const Document& document, TokenRange cell);
bool IsLeaderPost(const Document& document, TokenRange cell);
// "Nơi nhận".
bool IsRecipientsHeading(const Document& document, TokenRange cell);

}  // namespace dondoc::registry
