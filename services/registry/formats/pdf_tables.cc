#include "services/registry/formats/pdf_tables.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "services/registry/formats/pdf_gutters.h"
#include "services/registry/formats/pdf_rows.h"

namespace dondoc::registry::pdf {
namespace {

// White space between the words of a head that are in different columns, in heights.
constexpr float kHeadGap = 0.7F;
// Least white space between columns, in heights: two cell margins of word processors.
constexpr float kGutter = 0.33F;
// Gutters of a table, and of one that says by its head that it has a column of numbers.
constexpr size_t kLeastGutters = 2;
constexpr size_t kLeastNumberedGutters = 1;
// Lines over which the gutters have stayed: what closes one now is not of its columns.
constexpr size_t kStableLines = 4;
// Lines in a row that may reach over columns: the title of a group of rows.
constexpr size_t kMostCrossing = 2;
// Lines that are asked whether they, too, close a gutter.
constexpr size_t kVoters = 6;
// White space between lines of a table, in heights.
constexpr float kMostRowGap = 2.5F;
// Lines of a table, and of those with more than one cell.
constexpr size_t kLeastLines = 2;
// Lines of a head may stand higher than the first that is seen as one, by less than a line.
constexpr size_t kMostHeadLinesAbove = 3;
constexpr float kHeadLineAbove = 0.95F;
// How far the rest of a cell may begin from the left of its column, in points.
constexpr float kSameLeft = 2;
// Work per word of a page before the search for tables is given up: pages of honest tables take
// one to three.
constexpr size_t kWorkPerWord = 64;
constexpr size_t kLeastWork = 10000;

// A stretch of lines that keep to columns.
struct Region {
  size_t begin = 0;
  size_t end = 0;
  std::vector<Column> columns;
  // Of the lines from `begin`: true where one reaches over columns.
  std::vector<bool> crossing;
  size_t lines_with_cells = 0;
};

bool HasNumberHead(const Line& line) { return IsNumberHead(SplitAtGaps(line, kHeadGap).front()); }

class TableFinder {
 public:
  TableFinder(const std::vector<Line>& lines, const Table* before)
      : lines_(lines), before_(before) {
    size_t words = 0;
    for (const Line& line : lines) words += line.words.size();
    work_left_ = kWorkPerWord * words + kLeastWork;
  }

  std::vector<Table> Run() {
    std::vector<Table> tables;
    size_t at = 0;
    if (before_ != nullptr && !lines_.empty()) {
      Region rest = Extend(0, &before_->columns);
      if (rest.end > 0) {
        at = rest.end;
        tables.push_back(Build(rest, before_));
      }
    }
    while (at < lines_.size() && work_left_ > 0) {
      if (!MayBegin(lines_[at])) {
        ++at;
        continue;
      }
      Region region = Extend(at, nullptr);
      if (!IsTable(region)) {
        ++at;
        continue;
      }
      TakeHeadAbove(tables.empty() ? 0 : tables.back().end, region);
      at = region.end;
      tables.push_back(Build(region, nullptr));
    }
    return tables;
  }

 private:
  void Spend(size_t work) { work_left_ -= std::min(work_left_, work); }

  bool MayBegin(const Line& line) {
    Spend(line.words.size());
    const size_t parts = SplitAtGaps(line, kHeadGap).size();
    return parts > kLeastGutters || (parts > kLeastNumberedGutters && HasNumberHead(line));
  }

  bool IsTable(const Region& region) const {
    const bool enough = region.columns.size() > kLeastGutters ||
                        (region.columns.size() > kLeastNumberedGutters && IsNumbered(region));
    return enough && region.columns.size() <= kMaxTableColumns &&
           region.end - region.begin >= kLeastLines && region.lines_with_cells >= kLeastLines;
  }

  // The first column holds numbers and nothing else.
  bool IsNumbered(const Region& region) const {
    for (size_t i = region.begin; i < region.end; ++i) {
      std::vector<const PdfWord*> words = lines_[i].words;
      words.erase(std::remove_if(words.begin(), words.end(),
                                 [&](const PdfWord* word) {
                                   return ColumnAt(region.columns, word->left) > 0;
                                 }),
                  words.end());
      if (words.empty() || region.crossing[i - region.begin]) continue;
      const Line first = MakeLine(std::move(words));
      if (!IsNumberHead(first) && !IsNumberLabel(TextOf(first))) return false;
    }
    return true;
  }

  // How many columns `line` has something in.
  static size_t CellsOf(const Line& line, const std::vector<Column>& columns) {
    size_t cells = 0;
    size_t last = columns.size();
    for (const PdfWord* word : line.words) {
      const size_t column = ColumnAt(columns, (word->left + word->right) / 2);
      if (column != last) ++cells;
      last = column;
    }
    return cells;
  }

  // The lines from `begin` that leave gutters free; those of the table before, where `columns` are
  // given.
  Region Extend(size_t begin, const std::vector<Column>* columns) {
    Coverage coverage(kGutter * lines_[begin].height);
    size_t least = HasNumberHead(lines_[begin]) ? kLeastNumberedGutters : kLeastGutters;
    size_t stable = 0;
    if (columns != nullptr) {
      coverage.Add(*columns);
      least = std::min(least, coverage.gutters());
      stable = kStableLines;
    }
    Region region;
    region.begin = begin;
    region.end = begin;
    size_t crossing = 0;
    for (size_t i = begin; i < lines_.size() && work_left_ > 0; ++i) {
      const Line& line = lines_[i];
      Spend(line.words.size() + coverage.columns().size());
      if (i > begin && line.top - lines_[i - 1].bottom > kMostRowGap * line.height) break;
      const size_t gutters = coverage.GuttersWith(line);
      const bool any = coverage.gutters() > 0;
      const bool closes = gutters < coverage.gutters();
      if (any &&
          (gutters < least || (closes && (stable >= kStableLines || !MayClose(i, coverage))))) {
        if (++crossing > kMostCrossing) break;
        region.crossing.push_back(true);
        continue;
      }
      const size_t cells = CellsOf(line, coverage.columns());
      // Behind what reaches over the columns, or at the top of a page, a line in one column is as
      // likely to be a paragraph.
      if (any && cells < 2 && (crossing > 0 || !IsRestOfCell(region, columns, line))) break;
      const size_t before = coverage.gutters();
      coverage.Add(line);
      stable = any && coverage.gutters() == before ? stable + 1 : any ? 0 : stable;
      if (coverage.gutters() == 0) break;
      if (CellsOf(line, coverage.columns()) > 1) ++region.lines_with_cells;
      crossing = 0;
      region.crossing.push_back(false);
      region.end = i + 1;
    }
    region.crossing.resize(region.end - begin);
    region.columns = coverage.columns();
    return region;
  }

  // Whether line `at`, which closes gutters of `coverage`, shows that they are none: the lines
  // behind it close them as well. Else it is a title over columns, or no line of the table.
  bool MayClose(size_t at, const Coverage& coverage) {
    size_t closing = 1;
    size_t keeping = 0;
    for (size_t i = at + 1; i < std::min(lines_.size(), at + 1 + kVoters); ++i) {
      Spend(lines_[i].words.size() + coverage.columns().size());
      if (CellsOf(lines_[i], coverage.columns()) < 2) continue;
      ++(coverage.GuttersWith(lines_[i]) < coverage.gutters() ? closing : keeping);
    }
    return closing > keeping;
  }

  bool IsRestOfCell(const Region& region, const std::vector<Column>* columns,
                    const Line& line) const {
    if (columns == nullptr || region.lines_with_cells > 0 || IsOfHeadBefore(line)) return true;
    const Column& column = (*columns)[ColumnAt(*columns, line.center())];
    return std::abs(line.left - column.left) < kSameLeft;
  }

  // A line of the head of the table before, which is repeated.
  bool IsOfHeadBefore(const Line& line) const {
    if (before_ == nullptr || before_->head_rows == 0) return false;
    const std::string text = TextOf(line);
    for (const Cell& cell : before_->rows.front().cells) {
      for (const Line& head : cell.lines) {
        if (TextOf(head) == text) return true;
      }
    }
    return false;
  }

  void TakeHeadAbove(size_t least, Region& region) {
    for (size_t i = 0; i < kMostHeadLinesAbove && region.begin > least; ++i) {
      const Line& above = lines_[region.begin - 1];
      const Line& first = lines_[region.begin];
      Coverage coverage(kGutter * first.height);
      coverage.Add(region.columns);
      if (first.middle() - above.middle() > kHeadLineAbove * first.height ||
          coverage.GuttersWith(above) < coverage.gutters()) {
        return;
      }
      coverage.Add(above);
      region.columns = coverage.columns();
      --region.begin;
      region.crossing.insert(region.crossing.begin(), false);
    }
  }

  Table Build(const Region& region, const Table* before) const {
    Table table;
    table.begin = region.begin;
    table.end = region.end;
    table.columns = region.columns;
    std::vector<std::vector<const PdfWord*>> words(table.columns.size());
    std::vector<Piece> pieces;
    for (size_t i = region.begin; i < region.end; ++i) {
      for (Line& part : PartsOf(lines_[i], region.crossing[i - region.begin])) {
        const size_t first = ColumnAt(table.columns, part.words.front()->left);
        const size_t last = ColumnAt(table.columns, part.words.back()->right);
        if (region.crossing[i - region.begin] && first < last) {
          pieces.push_back({first, last - first + 1, std::move(part)});
          continue;
        }
        for (const PdfWord* word : part.words) {
          words[ColumnAt(table.columns, (word->left + word->right) / 2)].push_back(word);
        }
      }
    }
    for (size_t column = 0; column < words.size(); ++column) {
      for (Line& line : GatherLines(std::move(words[column]))) {
        pieces.push_back({column, 1, std::move(line)});
      }
    }
    MakeRows(std::move(pieces), before, table);
    return table;
  }

  static std::vector<Line> PartsOf(const Line& line, bool crossing) {
    if (crossing) return SplitAtGaps(line, kHeadGap);
    return {line};
  }

  const std::vector<Line>& lines_;
  const Table* const before_;
  size_t work_left_ = 0;
};

bool SameColumns(const std::vector<Column>& a, const std::vector<Column>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].left > b[i].right || b[i].left > a[i].right) return false;
  }
  return true;
}

// Heads are compared as words: where they wrap depends on the widest cell of the page.
std::string WordsOf(const Row& row) {
  std::string text;
  for (const Cell& cell : row.cells) {
    for (const Line& line : cell.lines) absl::StrAppend(&text, TextOf(line), " ");
  }
  return text;
}

bool EndsItem(const Line& line) {
  const std::string& text = line.words.back()->text;
  return absl::StrContains(".;:", text.substr(text.size() - 1));
}

}  // namespace

std::vector<Table> FindTables(const std::vector<Line>& lines, const Table* before) {
  return TableFinder(lines, before).Run();
}

bool TakeContinuation(Table& table, Table& next) {
  if (next.begin != 0 || !SameColumns(table.columns, next.columns)) return false;
  auto row = next.rows.begin();
  for (size_t i = 0; i < next.head_rows; ++i, ++row) {
    if (i >= table.head_rows || WordsOf(*row) != WordsOf(table.rows[i])) return false;
  }
  if (next.begins_within_row && row != next.rows.end() && !table.rows.empty()) {
    for (Cell& cell : row->cells) AddToRow(std::move(cell), table.rows.back());
    SortRow(table.rows.back());
    ++row;
  }
  std::move(row, next.rows.end(), std::back_inserter(table.rows));
  for (size_t i = 0; i < table.columns.size(); ++i) {
    table.columns[i].left = std::min(table.columns[i].left, next.columns[i].left);
    table.columns[i].right = std::max(table.columns[i].right, next.columns[i].right);
  }
  return true;
}

bool IsWrapped(const Line& before, const Line& after, float width) {
  const float space = kGutter * before.height;
  if (before.width() + space + FirstWordOf(after).width() < width) return false;
  return !StartsWithLabel(after) || !EndsItem(before);
}

}  // namespace dondoc::registry::pdf
