#include "services/registry/reader/table_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/text/normalize.h"
#include "services/registry/domain/task_limits.h"
#include "services/registry/reader/amounts.h"
#include "services/registry/reader/citations.h"
#include "services/registry/reader/clause_splitter.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/numbering.h"
#include "services/registry/reader/paragraphs.h"
#include "services/registry/reader/quantities.h"
#include "services/registry/reader/time_cells.h"
#include "services/registry/reader/time_expressions.h"
#include "services/registry/reader/unit_words.h"

namespace dondoc::registry {
namespace {

using Ranges = std::vector<TokenRange>;
using Status = UnitReading::Status;

class TableReader {
 public:
  TableReader(const ReadingTools& tools, const TaskTable& table, const ClauseContext& context,
              std::optional<absl::CivilDay> base, v1::NoticeDraft* draft,
              std::vector<UnitReading>* unknown)
      : tools_(tools),
        document_(tools.document),
        tokens_(tools.document.tokens()),
        grid_(table.grid),
        header_(table.header),
        end_(table.end),
        context_(context),
        base_(base),
        draft_(draft),
        unknown_(unknown) {}

  bool Run() {
    for (size_t row = header_.body; row < end_; ++row) {
      if (RepeatsHeader(row) || IsTotal(row)) continue;
      if (IsGroup(row)) {
        ReadGroup(row);
        continue;
      }
      if (!ReadRow(row)) return false;
    }
    return true;
  }

 private:
  const CellGrid::Cell* CellOf(size_t row, ColumnRole role) const {
    const int column = header_.Column(role);
    return column < 0 ? nullptr : grid_.At(row, column);
  }

  Ranges RangesOf(size_t row, ColumnRole role) const {
    const CellGrid::Cell* cell = CellOf(row, role);
    return cell == nullptr ? Ranges{} : cell->ranges;
  }

  // "nt", "như trên", a ditto mark: what stands above.
  bool IsDitto(const Ranges& ranges) const {
    if (ranges.size() != 1) return false;
    const TokenRange range = ranges.front();
    if (range.size() == 1) {
      return tokens_[range.begin].IsWord("nt"_w) || tokens_[range.begin].IsMark('"');
    }
    if (tokens_[range.begin].IsWord("như"_w) && tokens_[range.begin + 1].IsWord("trên"_w)) {
      return true;
    }
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(range.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(range.end),
                       [](const Token& token) {
                         return token.IsMark('"') || token.IsMark('-') || token.IsWord("nt"_w);
                       }) &&
           tokens_[range.begin].IsMark('-') && range.size() == 3;
  }

  // The header again, on the next page.
  bool RepeatsHeader(size_t row) const {
    if (header_.body == 0) return false;
    const Ranges content = RangesOf(row, ColumnRole::kContent);
    const Ranges above = RangesOf(header_.body - 1, ColumnRole::kContent);
    return content.size() == 1 && above.size() == 1 &&
           document_.Line(content.front()) == document_.Line(above.front());
  }

  bool IsTotal(size_t row) const {
    for (int column = 0; column < grid_.columns(); ++column) {
      const CellGrid::Cell* cell = grid_.At(row, column);
      if (cell == nullptr || cell->empty()) continue;
      const TokenRange range = cell->ranges.front();
      return tokens_[range.begin].IsWord("tổng"_w) && range.size() <= 3 &&
             (IsWordAt(tokens_, range.begin + 1, range.end, "cộng"_w) ||
              IsWordAt(tokens_, range.begin + 1, range.end, "số"_w));
    }
    return true;  // An empty row.
  }

  // Whether any column but those of number and content says something in this very row.
  bool HasDetails(size_t row) const {
    for (int column = 0; column < grid_.columns(); ++column) {
      const ColumnRole role = header_.roles[static_cast<size_t>(column)];
      if (role == ColumnRole::kNumber || role == ColumnRole::kContent) continue;
      const CellGrid::Cell* cell = grid_.At(row, column);
      if (cell == nullptr || cell->empty()) continue;
      // A cell that covers the content as well is the content.
      if (cell == CellOf(row, ColumnRole::kContent)) continue;
      return true;
    }
    return false;
  }

  // A heading between rows: "I. Công tác ...", "Nhóm nhiệm vụ ...".
  bool IsGroup(size_t row) const {
    const CellGrid::Cell* content = FirstWords(row);
    if (content == nullptr) return true;
    const Ranges number = RangesOf(row, ColumnRole::kNumber);
    const bool arabic = number.size() == 1 && number.front().size() <= 2 &&
                        tokens_[number.front().begin].IsNumber();
    const bool counted =
        !number.empty() && !arabic && number.front().size() <= 2 &&
        CellOf(row, ColumnRole::kNumber) != content &&
        (RomanNumber(tokens_[number.front().begin]) ||
         (tokens_[number.front().begin].upper && tokens_[number.front().begin].size() == 1));
    if (!HasDetails(row)) {
      // A numbered row without anything beside it is a poor task, but one.
      if (arabic && content->column_span == 1 && header_.Column(ColumnRole::kLead) >= 0 &&
          !ReadUnit(document_, tools_.matcher, content->ranges.front())) {
        return false;
      }
      return true;
    }
    return counted && RangesOf(row, ColumnRole::kTime).empty();
  }

  // The first cell with words that is not the number's.
  const CellGrid::Cell* FirstWords(size_t row) const {
    for (int column = 0; column < grid_.columns(); ++column) {
      const CellGrid::Cell* cell = grid_.At(row, column);
      if (cell == nullptr || cell->empty()) continue;
      const bool number = header_.roles[static_cast<size_t>(column)] == ColumnRole::kNumber &&
                          cell->column_span == 1;
      if (!number) return cell;
    }
    return nullptr;
  }

  void ReadGroup(size_t row) {
    group_units_.clear();
    group_.clear();
    const CellGrid::Cell* cell = FirstWords(row);
    if (cell == nullptr) return;
    TokenRange range = cell->ranges.front();
    if (const auto numbering = ReadNumbering(document_, range)) range.begin = numbering->next;
    range = TrimClause(document_, range);
    if (range.empty()) return;
    group_ = document_.Line(range);
    if (text::CountCodePoints(group_) > kMaxTopicChars) group_.clear();
    group_units_ = ReadHeadingUnits(document_, tools_.matcher, range);
    // The group may name its unit in the unit's column.
    const std::vector<UnitReading> own = UnitsOf(RangesOf(row, ColumnRole::kLead));
    if (CellOf(row, ColumnRole::kLead) != cell && !own.empty()) group_units_ = own;
  }

  bool ReadRow(size_t row) {
    TableTask task;
    for (TokenRange range : RangesOf(row, ColumnRole::kContent)) {
      if (task.text.empty()) {
        const auto numbering = ReadNumbering(document_, range);
        if (numbering && (numbering->IsBullet() || header_.Column(ColumnRole::kNumber) < 0))
          range.begin = numbering->next;
      }
      if (!range.empty()) task.text.push_back(range);
    }
    if (!task.text.empty()) task.text.back() = TrimClause(document_, task.text.back());
    if (task.text.empty() || task.text.back().empty()) return true;

    const Ranges lead = Above(&lead_above_, RangesOf(row, ColumnRole::kLead));
    task.units = UnitsOf(lead);
    if (task.units.empty()) task.units = group_units_;
    if (task.units.empty()) task.units = context_.units;
    task.cooperating = UnitsOf(Above(&with_above_, RangesOf(row, ColumnRole::kCooperating)));
    task.deadline = ReadTimeCell(document_, Above(&time_above_, RangesOf(row, ColumnRole::kTime)),
                                 base_, header_.before);
    task.product = RangesOf(row, ColumnRole::kProduct);
    task.amounts = AmountsOf(row);
    for (const TokenRange range : RangesOf(row, ColumnRole::kSource)) {
      const std::vector<CitationFinding> found = FindCitations(document_, range);
      task.citations.insert(task.citations.end(), found.begin(), found.end());
    }
    task.topic = group_;
    ClauseContext context = context_;
    return ReadTableTask(tools_, task, context, draft_, unknown_);
  }

  // The cell, or the one above where it only repeats that.
  Ranges Above(Ranges* above, Ranges ranges) const {
    if (IsDitto(ranges)) return *above;
    *above = ranges;
    return ranges;
  }

  // Where the lines of a cell stand apart, its words are put together and read again.
  std::vector<UnitReading> UnitsOf(const Ranges& ranges) const {
    if (ranges.empty()) return {};
    if (ranges.size() == 1) return ReadUnitCell(document_, tools_.matcher, ranges.front());
    const auto joined = JoinedCell(document_, ranges);
    if (!joined) return {};
    const Document cell(*joined);
    std::vector<UnitReading> units = ReadUnitCell(cell, tools_.matcher, {0, cell.tokens().size()});
    for (UnitReading& unit : units) {
      unit.words = cell.Line(unit.range);
      unit.range = ranges.front();
    }
    return units;
  }

  std::vector<AmountFinding> AmountsOf(size_t row) const {
    std::vector<AmountFinding> amounts;
    for (int column = 0; column < grid_.columns(); ++column) {
      const ColumnRole role = header_.roles[static_cast<size_t>(column)];
      if (role != ColumnRole::kMoney && role != ColumnRole::kOther) continue;
      if (!grid_.BeginsAt(row, column)) continue;
      for (const TokenRange range : grid_.At(row, column)->ranges) {
        auto found = FindAmounts(document_, range, kMaxAmountsPerTask);
        if (found.empty() && role == ColumnRole::kMoney) {
          const auto number = ReadWholeNumber(tokens_, range.begin, range.end);
          if (number && number->next == range.end && number->value > 0) {
            found.push_back({range, number->value * header_.money_unit});
          }
        }
        amounts.insert(amounts.end(), found.begin(), found.end());
      }
    }
    return amounts;
  }

  const ReadingTools& tools_;
  const Document& document_;
  const Tokens& tokens_;
  const CellGrid& grid_;
  const TableHeader& header_;
  const size_t end_;
  const ClauseContext& context_;
  const std::optional<absl::CivilDay> base_;
  v1::NoticeDraft* draft_;
  std::vector<UnitReading>* unknown_;
  std::vector<UnitReading> group_units_;
  std::string group_;
  Ranges lead_above_;
  Ranges with_above_;
  Ranges time_above_;
};

// Where the rows of tasks begin and end in a grid that may hold the whole page.
void SetExtent(const Document& document, TaskTable* table) {
  const CellGrid& grid = table->grid;
  table->end = grid.rows();
  for (size_t row = table->header.first; row < grid.rows(); ++row) {
    for (int column = 0; column < grid.columns(); ++column) {
      if (!grid.BeginsAt(row, column)) continue;
      for (const TokenRange range : grid.At(row, column)->ranges) {
        if (row >= table->header.body &&
            (IsRecipientsHeading(document, range) || IsDelegation(document, range) ||
             IsLeaderPost(document, range))) {
          table->end = row;
          return;
        }
        table->tokens = table->tokens.empty()
                            ? range
                            : TokenRange{std::min(table->tokens.begin, range.begin),
                                         std::max(table->tokens.end, range.end)};
      }
    }
  }
}

}  // namespace

std::vector<TaskTable> FindTaskTables(const Document& document,
                                      const std::vector<TextTable>& tables) {
  std::vector<TaskTable> found;
  for (const TextTable& table : tables) {
    CellGrid grid(document, table);
    auto header = ReadTableHeader(document, grid);
    if (!header) continue;
    TaskTable task_table{std::move(grid), *std::move(header)};
    SetExtent(document, &task_table);
    found.push_back(std::move(task_table));
  }
  return found;
}

bool ReadTaskTable(const ReadingTools& tools, const TaskTable& table, const ClauseContext& context,
                   std::optional<absl::CivilDay> base, v1::NoticeDraft* draft,
                   std::vector<UnitReading>* unknown) {
  return TableReader(tools, table, context, base, draft, unknown).Run();
}

}  // namespace dondoc::registry
