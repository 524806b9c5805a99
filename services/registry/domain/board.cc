#include "services/registry/domain/board.h"

#include "common/calendar/date_proto.h"

namespace dondoc::registry {
namespace {

void Add(const v1::TaskCounts& counts, v1::TaskCounts& sum) {
  sum.set_total(sum.total() + counts.total());
  sum.set_on_time(sum.on_time() + counts.on_time());
  sum.set_late(sum.late() + counts.late());
  sum.set_in_time(sum.in_time() + counts.in_time());
  sum.set_due_soon(sum.due_soon() + counts.due_soon());
  sum.set_no_date(sum.no_date() + counts.no_date());
  sum.set_overdue(sum.overdue() + counts.overdue());
  sum.set_cancelled(sum.cancelled() + counts.cancelled());
}

void AddRow(const std::string& unit, const std::string& display_name, const v1::TaskCounts& counts,
            v1::TaskBoard& board) {
  v1::TaskBoardRow* row = board.add_rows();
  row->set_unit(unit);
  row->set_unit_display_name(display_name);
  *row->mutable_counts() = counts;
  Add(counts, *board.mutable_total());
}

bool ExistsOn(const v1::Unit& unit, absl::CivilDay day) {
  if (unit.has_valid_from() && calendar::CivilDayOf(unit.valid_from()) > day) return false;
  return !unit.has_valid_to() || calendar::CivilDayOf(unit.valid_to()) >= day;
}

}  // namespace

v1::TaskBoard MakeBoard(const v1::Agency& agency, const std::vector<v1::Unit>& units,
                        const std::map<std::string, v1::TaskCounts>& by_unit,
                        absl::CivilDay as_of) {
  v1::TaskBoard board;
  board.set_agency_display_name(agency.display_name());
  *board.mutable_as_of() = calendar::ToDate(as_of);
  board.mutable_total();
  for (const v1::Unit& unit : units) {
    const auto found = by_unit.find(unit.name());
    if (found == by_unit.end()) {
      if (ExistsOn(unit, as_of)) AddRow(unit.name(), unit.display_name(), {}, board);
    } else {
      AddRow(unit.name(), unit.display_name(), found->second, board);
    }
  }
  const auto nobody = by_unit.find("");
  if (nobody != by_unit.end()) AddRow("", "", nobody->second, board);
  return board;
}

}  // namespace dondoc::registry
