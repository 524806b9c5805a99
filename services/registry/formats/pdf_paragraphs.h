// Where paragraphs begin. Private to the PDF layout.
#pragma once

#include "services/registry/formats/pdf_frame.h"
#include "services/registry/formats/pdf_lines.h"

namespace dondoc::registry::pdf {

// Told line after line; a line that is not of the text (a table) forgets what was before.
class Paragraphs {
 public:
  // Whether `line` begins a paragraph. `same_page` as the line before; over a page break the white
  // space between them says nothing.
  bool Begins(const Frame& frame, const Line& line, bool same_page);
  void Forget() { has_before_ = false; }

 private:
  bool IsNew(const Frame& frame, const Line& line, bool same_page) const;

  bool has_before_ = false;
  Line before_;
  // Where the lines of a hanging item go on; 0 where the paragraph is none.
  float hanging_ = 0;
};

}  // namespace dondoc::registry::pdf
