// What stands on a page beside its text: page numbers, running heads and feet, footnotes, stamps of
// electronic signatures. Private to the PDF layout.
#pragma once

#include <deque>
#include <vector>

#include "services/registry/formats/pdf_frame.h"
#include "services/registry/formats/pdf_lines.h"

namespace dondoc::registry::pdf {

// Takes page numbers out of `pages` (their lines, from top to bottom), and running heads and feet;
// `asides`, of the same size, gets each running line where it stands first.
void TakeRunningLines(std::vector<std::vector<Line>>& pages,
                      std::vector<std::vector<Line>>& asides);

// Moves what is set in small type at the foot of the page (footnotes) and what an electronic
// signature prints from `lines` to `asides`. Marks of footnotes are taken out of the text; the
// words that close up behind them are made anew in `words`.
void TakeSmallPrint(const Frame& frame, std::vector<Line>& lines, std::vector<Line>& asides,
                    std::deque<PdfWord>& words);

}  // namespace dondoc::registry::pdf
