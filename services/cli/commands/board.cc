// board: how the agency stands, for the wall, the meeting and the spreadsheet.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/money.h"
#include "services/cli/render/csv.h"
#include "services/cli/render/html.h"
#include "services/cli/render/output.h"

#include "dondoc/gateway/v1/overview.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::FinanceTotals;
using gateway::v1::Board;
using gateway::v1::BoardRow;
using gateway::v1::GetBoardRequest;
using gateway::v1::OverviewService;
using gateway::v1::ServiceAvailability;
using inspection::v1::Inspection;
using inspection::v1::InspectionBoardRow;
using inspection::v1::InspectionCounts;
using registry::v1::TaskCounts;
using Row = std::vector<Cell>;

// Numbers for people have separators, numbers for spreadsheets have none.
enum class Numbers { kForPeople, kForSpreadsheets };

// Zero is shown quietly; what is late or overdue stands out.
Cell Count(int64_t count, Style style) {
  return {absl::StrCat(count), count == 0 ? Style::kDim : style};
}

// Null = the registry did not answer: empty, never zero.
void AppendTasks(const TaskCounts* counts, Row* row) {
  if (counts == nullptr) {
    row->insert(row->end(), 8, Cell());
    return;
  }
  row->insert(row->end(),
              {Count(counts->total(), Style::kStrong), Count(counts->on_time(), Style::kGood),
               Count(counts->late(), Style::kWarn), Count(counts->in_time(), Style::kPlain),
               Count(counts->due_soon(), Style::kWarn), Count(counts->no_date(), Style::kPlain),
               Count(counts->overdue(), Style::kBad), Count(counts->cancelled(), Style::kDim)});
}

void AppendMoney(const FinanceTotals* totals, Numbers numbers, const Lang& lang, Row* row) {
  if (totals == nullptr) {
    row->insert(row->end(), 3, Cell());
    return;
  }
  const auto amount = [&](int64_t dong) {
    return Cell(numbers == Numbers::kForPeople ? FormatMoney(dong, lang) : absl::StrCat(dong),
                dong == 0 ? Style::kDim : Style::kPlain);
  };
  row->push_back(amount(totals->contracted_amount()));
  row->push_back(amount(totals->disbursed_amount()));
  // Without contracts there is nothing to have a share of.
  row->push_back(totals->has_disbursed_basis_points()
                     ? Cell(FormatShare(totals->disbursed_basis_points(), lang))
                     : Cell(numbers == Numbers::kForPeople ? "-" : "", Style::kDim));
}

void AppendInspections(const InspectionCounts* counts, Row* row) {
  if (counts == nullptr) {
    row->insert(row->end(), 4, Cell());
    return;
  }
  row->insert(row->end(),
              {Count(counts->planned(), Style::kPlain), Count(counts->running(), Style::kStrong),
               Count(counts->concluded(), Style::kGood), Count(counts->cancelled(), Style::kDim)});
}

void AddColumns(std::initializer_list<const char*> keys, const Lang& lang, Table* table) {
  for (const char* key : keys) {
    table->columns.push_back({lang.Word(key), Align::kRight, false, true});
  }
}

std::string UnitText(const BoardRow& row, const Lang& lang) {
  if (!row.unit_display_name().empty()) return row.unit_display_name();
  const std::string id = ShortName(row.unit());
  return id.empty() ? lang.Word("UNASSIGNED") : id;
}

enum class Part { kTasks, kMoney, kBoth };

Table UnitTable(const Board& board, Part part, Numbers numbers, const Lang& lang) {
  Table table;
  table.columns.push_back({lang.Word("unit"), Align::kLeft, true});
  if (part != Part::kMoney) {
    AddColumns(
        {"total", "on_time", "late", "in_time", "due_soon", "no_date", "overdue", "cancelled"},
        lang, &table);
  }
  if (part != Part::kTasks) {
    AddColumns({"board.contracted", "board.disbursed", "board.share"}, lang, &table);
  }
  const auto cells = [&](std::string unit, const TaskCounts* tasks, const FinanceTotals* money) {
    Row row = {Cell(std::move(unit))};
    if (part != Part::kMoney) AppendTasks(tasks, &row);
    if (part != Part::kTasks) AppendMoney(money, numbers, lang, &row);
    return row;
  };
  for (const BoardRow& row : board.rows()) {
    table.rows.push_back(cells(UnitText(row, lang), row.has_tasks() ? &row.tasks() : nullptr,
                               row.has_money() ? &row.money() : nullptr));
  }
  table.footer = cells(lang.Word("total"), board.has_tasks() ? &board.tasks() : nullptr,
                       board.has_money() ? &board.money() : nullptr);
  return table;
}

Table InspectionCountsTable(const Board& board, const Lang& lang) {
  Table table;
  table.title = lang.Word("inspections");
  table.columns.push_back({lang.Word("kind"), Align::kLeft, true});
  AddColumns({"planned", "running", "concluded", "cancelled"}, lang, &table);
  const auto cells = [&](std::string kind, const InspectionCounts* counts) {
    Row row = {Cell(std::move(kind))};
    AppendInspections(counts, &row);
    return row;
  };
  for (const InspectionBoardRow& row : board.inspection_rows()) {
    table.rows.push_back(
        cells(lang.Word(absl::StrCat("board.", Inspection::Kind_Name(row.kind()))), &row.counts()));
  }
  table.rows.push_back(cells(lang.Word("board.INTERNAL_CHECK"),
                             board.has_internal_checks() ? &board.internal_checks() : nullptr));
  table.footer = cells(lang.Word("board.inspection_total"),
                       board.has_inspections() ? &board.inspections() : nullptr);
  return table;
}

// Why the columns of `name` are empty; nothing where they are not.
void AddAbsence(const Board& board, absl::string_view name, const Lang& lang,
                std::vector<std::string>* notes) {
  for (const ServiceAvailability& service : board.services()) {
    if (service.reachable() || service.service() != name) continue;
    notes->push_back(
        absl::StrCat(lang.Word(absl::StrCat("board.", name)),
                     lang(Text{": no figures: ", ": không có số liệu: "}),
                     service.message().empty()
                         ? lang(Text{"the service does not answer", "dịch vụ không trả lời"})
                         : service.message(),
                     " (", service.reason(), ")"));
  }
}

std::vector<std::string> AbsentServices(const Board& board, const Lang& lang) {
  std::vector<std::string> notes;
  for (const char* name : {"registry", "finance", "inspection"}) {
    AddAbsence(board, name, lang, &notes);
  }
  return notes;
}

// Everything in one rectangle; the agency's inspections stand in the last row.
Table SpreadsheetTable(const Board& board, const Lang& lang) {
  Table table = UnitTable(board, Part::kBoth, Numbers::kForSpreadsheets, lang);
  for (const char* key : {"planned", "running", "concluded", "cancelled"}) {
    table.columns.push_back(
        {absl::StrCat(lang.Word("inspections"), ": ", lang.Word(key)), Align::kRight});
  }
  for (Row& row : table.rows) AppendInspections(nullptr, &row);
  AppendInspections(board.has_inspections() ? &board.inspections() : nullptr, &table.footer);
  return table;
}

// Tasks and money side by side where the terminal is wide enough, below each other otherwise.
std::vector<Table> PageTables(const Board& board, int columns, const Lang& lang) {
  std::vector<Table> tables = {UnitTable(board, Part::kBoth, Numbers::kForPeople, lang)};
  if (columns > 0 && LeastWidth(tables[0]) > static_cast<size_t>(columns)) {
    tables = {UnitTable(board, Part::kTasks, Numbers::kForPeople, lang),
              UnitTable(board, Part::kMoney, Numbers::kForPeople, lang)};
    tables[1].title = lang.Word("board.finance");
  }
  // Whoever adds the columns up must know which are part of another.
  if (board.has_tasks()) tables[0].notes.push_back(lang.Word("board.part_of_in_time"));
  AddAbsence(board, "registry", lang, &tables[0].notes);
  AddAbsence(board, "finance", lang, &tables.back().notes);
  tables[0].title = absl::StrCat(
      board.agency_display_name().empty() ? ShortName(board.parent()) : board.agency_display_name(),
      " · ", lang(Text{"as of ", "tính đến ngày "}), FormatDate(board.as_of(), lang));
  tables.push_back(InspectionCountsTable(board, lang));
  AddAbsence(board, "inspection", lang, &tables.back().notes);
  return tables;
}

void PrintTables(Context& context, const std::vector<Table>& tables) {
  for (size_t i = 0; i < tables.size(); ++i) {
    if (i > 0) context.out() << "\n";
    PrintTable(context, tables[i]);
  }
}

absl::Status ShowBoard(Context& context, const std::string& as_of) {
  GetBoardRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  if (!as_of.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_as_of(), ParseDate("--as-of", as_of));
  }
  ASSIGN_OR_RETURN(const Board board, context.Call<OverviewService>(
                                          &OverviewService::StubInterface::GetBoard, request));
  const Lang& lang = context.lang();
  switch (context.OutputOr()) {
    case Output::kCsv:
      context.out() << RenderCsv(SpreadsheetTable(board, lang));
      // A rectangle has no room for reasons, and an empty cell must not be taken for nothing.
      for (const std::string& note : AbsentServices(board, lang))
        context.err() << OneLine(note) << "\n";
      return absl::OkStatus();
    case Output::kHtml:
      context.out() << RenderHtml(PageTables(board, 0, lang), lang);
      return absl::OkStatus();
    case Output::kJson:
      return Print(context, board, nullptr);
    case Output::kTable:
      PrintTables(context, PageTables(board, context.columns(), lang));
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

}  // namespace

void RegisterBoard(Command& root) {
  const auto as_of = std::make_shared<std::string>();
  root.Add("board",
           {"how the agency stands: tasks, money, inspections",
            "bảng theo dõi của cơ quan: nhiệm vụ, kinh phí, thanh tra"},
           "board --as-of 03/10/2022\nboard --output html > bang.html\nboard --output csv > "
           "bang.csv")
      .Option("--as-of", as_of.get(), {"judge by this day", "xét theo ngày này"}, "DATE")
      .Run([as_of](Context& context) { return ShowBoard(context, *as_of); },
           Forms::kAlsoCsvAndHtml);
}

}  // namespace dondoc::cli
