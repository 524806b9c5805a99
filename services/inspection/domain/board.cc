#include "services/inspection/domain/board.h"

#include "common/calendar/date_proto.h"
#include "services/inspection/domain/limits.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;

void Add(const StageCount& counted, absl::CivilDay as_of, v1::InspectionCounts& counts) {
  const int64_t n = counted.count;
  const Stage& stage = counted.stage;
  bool open = true;
  switch (stage.state) {
    case Inspection::PLANNED:
    case Inspection::DECIDED:
      counts.set_planned(counts.planned() + n);
      if (stage.awaiting) counts.set_awaiting(counts.awaiting() + n);
      if (stage.state == Inspection::DECIDED) counts.set_decided(counts.decided() + n);
      break;
    case Inspection::ANNOUNCED:
    case Inspection::SUSPENDED:
    case Inspection::REPORTING:
      counts.set_running(counts.running() + n);
      if (stage.state == Inspection::SUSPENDED) counts.set_suspended(counts.suspended() + n);
      break;
    case Inspection::CONCLUDED:
      counts.set_concluded(counts.concluded() + n);
      open = false;
      break;
    case Inspection::DISCONTINUED:
      counts.set_discontinued(counts.discontinued() + n);
      open = false;
      break;
    case Inspection::CANCELLED_FROM_PLAN:
      counts.set_cancelled(counts.cancelled() + n);
      return;
    default:
      return;
  }
  counts.set_total(counts.total() + n);
  if (open && stage.due_day < as_of) counts.set_overdue(counts.overdue() + n);
}

}  // namespace

Stage StageOf(const Inspection& inspection) {
  Stage stage;
  stage.plan_year = inspection.plan_year();
  stage.kind = inspection.kind();
  stage.state = inspection.state();
  stage.awaiting = inspection.awaiting_subject() || inspection.awaiting_dates();
  stage.due_day = inspection.has_due_date()
                      ? calendar::CivilDayOf(inspection.due_date()).value_or(kNoDay)
                      : kNoDay;
  return stage;
}

v1::InspectionBoard SumBoard(const std::vector<StageCount>& counts, absl::CivilDay as_of) {
  v1::InspectionBoard board;
  *board.mutable_as_of() = calendar::ToDate(as_of);
  for (const Inspection::Kind kind :
       {Inspection::SPECIALISED, Inspection::ADMINISTRATIVE, Inspection::EXAMINATION}) {
    v1::InspectionBoardRow& row = *board.add_rows();
    row.set_kind(kind);
    row.mutable_counts();
  }
  board.mutable_total();
  board.mutable_internal_checks();
  for (const StageCount& counted : counts) {
    if (counted.stage.kind == Inspection::INTERNAL_CHECK) {
      Add(counted, as_of, *board.mutable_internal_checks());
      continue;
    }
    for (v1::InspectionBoardRow& row : *board.mutable_rows()) {
      if (row.kind() != counted.stage.kind) continue;
      Add(counted, as_of, *row.mutable_counts());
      Add(counted, as_of, *board.mutable_total());
    }
  }
  return board;
}

}  // namespace dondoc::inspection
