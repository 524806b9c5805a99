// A table as data, and as text for people. The same table becomes CSV (csv.h) or a printable page
// (html.h).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::cli {

// How a cell stands out on a terminal and on a page. Colour never carries what the words do not.
enum class Style { kPlain, kGood, kWarn, kBad, kDim, kStrong };

struct Cell {
  Cell() = default;
  Cell(std::string cell_text, Style cell_style = Style::kPlain)  // NOLINT: reads as a list of cells
      : text(std::move(cell_text)), style(cell_style) {}
  Cell(const char* cell_text) : text(cell_text) {}  // NOLINT(google-explicit-constructor)

  std::string text;
  Style style = Style::kPlain;
};

enum class Align { kLeft, kRight };

struct Column {
  std::string header;
  Align align = Align::kLeft;
  // True where long text may be broken over lines when the terminal is narrow.
  bool wraps = false;
  // True where the head may be broken between words to keep a column of numbers narrow.
  bool narrow_head = false;
};

struct Table {
  std::string title;  // May be empty.
  std::vector<Column> columns;
  // Each as long as `columns`.
  std::vector<std::vector<Cell>> rows;
  // Shown below a line, e.g. totals; same length as `columns`, or empty.
  std::vector<Cell> footer;
  // Lines beneath.
  std::vector<std::string> notes;
};

struct TableStyle {
  bool color = false;
  // Columns of the terminal; 0 = never wrap.
  int columns = 0;
};

// The table in columns by display width, ending in LF. Control characters of the texts are made
// harmless (text::SafeForTerminal) and line ends become spaces.
std::string RenderTable(const Table& table, const TableStyle& style);

// Columns that the table needs so that nothing is squeezed below its least width.
size_t LeastWidth(const Table& table);

// `text` in the colour of `style`, unchanged where `color` is false.
std::string Paint(absl::string_view text, Style style, bool color);

// One line of text made harmless: as SafeForTerminal, line ends become spaces, runs of spaces one.
std::string OneLine(absl::string_view text);

}  // namespace dondoc::cli
