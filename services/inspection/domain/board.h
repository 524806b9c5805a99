// The board as sums over counters. The store keeps one counter per stage and last day, moved by
// every mutation; the board of any day is their sum, whatever the number of inspections.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// Everything the board needs to know of one inspection: the key of its counter.
struct Stage {
  int plan_year = 0;
  v1::Inspection::Kind kind = v1::Inspection::KIND_UNSPECIFIED;
  v1::Inspection::State state = v1::Inspection::STATE_UNSPECIFIED;
  // Without subject or days.
  bool awaiting = false;
  // Last allowed day of the step due next; kNoDay where none is.
  absl::CivilDay due_day;

  friend bool operator==(const Stage&, const Stage&) = default;
};

Stage StageOf(const v1::Inspection& inspection);

struct StageCount {
  Stage stage;
  int64_t count = 0;
};

// The board as of a day, without `revision`.
v1::InspectionBoard SumBoard(const std::vector<StageCount>& counts, absl::CivilDay as_of);

}  // namespace dondoc::inspection
