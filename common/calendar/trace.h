// The written account of a count: every day counted or skipped, and why, short enough to store with
// a deadline and to show to a person who doubts it.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::calendar {

// Steps kept of one count (proto `Deadline.trace`). A longer count keeps its beginning and its end,
// where the doubts are, and one SUMMARY step for what lies between.
inline constexpr int kMaxTraceSteps = 400;

// Collects the steps of one count, in order. Memory is bounded whatever the length of the count.
class Trace {
 public:
  using Reason = common::v1::TraceStep::Reason;

  // `count`: the running count after `day`.
  void Add(absl::CivilDay day, int count, Reason reason, std::string note);

  // Remembers that the count rests on a day of a proposed table, or passes a proposed row.
  void NoteProposed(absl::CivilDay day);
  // The first such day; set exactly when the result is provisional.
  const std::optional<absl::CivilDay>& first_proposed() const { return first_proposed_; }

  // At most kMaxTraceSteps steps.
  std::vector<common::v1::TraceStep> Steps() const;

 private:
  std::vector<common::v1::TraceStep> head_;
  std::deque<common::v1::TraceStep> tail_;
  int64_t omitted_ = 0;
  // The last step dropped between head and tail: its day and count stand on the SUMMARY step.
  common::v1::TraceStep last_omitted_;
  std::optional<absl::CivilDay> first_proposed_;
};

}  // namespace dondoc::calendar
