// A PDF as words on pages, and from there to text: lines, columns, paragraphs and tables are found
// by where the words stand. Getting the words out is the business of a process of its own
// (pdf_words_main.cc), whose answer is read here.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// Points (1/72 inch) from the top left corner of the page.
struct PdfWord {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  bool bold = false;
  // A space stands behind it on the line.
  bool space_after = false;
  std::string text;  // UTF-8
};

// A ruled line: at this height from left to right, or at this place from top to bottom.
struct PdfRule {
  float at = 0;
  float begin = 0;
  float end = 0;
};

struct PdfPage {
  float width = 0;
  float height = 0;
  std::vector<PdfWord> words;
  // Ruled lines, as of tables: at most kMaxPdfRules each.
  std::vector<PdfRule> across;
  std::vector<PdfRule> down;
  // Some of the words were in an old Vietnamese font and have been turned into Unicode.
  bool legacy_encoding = false;
};

// What the helper has written (pdf_words_format.h), which a hostile PDF may have made it write.
// Words without a letter or outside their page are left out. Errors: INVALID_ARGUMENT
// (NOTICE_MALFORMED) where it is not of that form or cut off.
absl::StatusOr<std::vector<PdfPage>> ParsePdfWords(absl::string_view output);

// The text of `pages`. Running heads, page numbers and watermarks that repeat are asides or left
// out; a sentence goes on over a page break. Errors, INVALID_ARGUMENT: NOTICE_IS_SCANNED where the
// pages hold no words (what to do: recognise the text first, or type it), NOTICE_UNPACKS_TOO_LARGE.
absl::StatusOr<DocumentText> LayOutPdf(const std::vector<PdfPage>& pages);

}  // namespace dondoc::registry
