#include "common/calendar/trace.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"

namespace dondoc::calendar {
namespace {

constexpr size_t kHeadSteps = kMaxTraceSteps / 2;
// One place is kept for the SUMMARY step.
constexpr size_t kTailSteps = kMaxTraceSteps - kHeadSteps - 1;

}  // namespace

void Trace::Add(absl::CivilDay day, int count, Reason reason, std::string note) {
  common::v1::TraceStep step;
  *step.mutable_day() = ToDate(day);
  step.set_count(count);
  step.set_reason(reason);
  step.set_note(std::move(note));
  if (head_.size() < kHeadSteps) {
    head_.push_back(std::move(step));
    return;
  }
  tail_.push_back(std::move(step));
  // One more than the tail may hold fits while nothing is omitted: no SUMMARY step is needed yet.
  if (tail_.size() > kTailSteps + (omitted_ == 0 ? 1 : 0)) {
    const size_t drop = tail_.size() - kTailSteps;
    omitted_ += static_cast<int64_t>(drop);
    last_omitted_ = std::move(tail_[drop - 1]);
    tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(drop));
  }
}

void Trace::NoteProposed(absl::CivilDay day) {
  if (!first_proposed_) first_proposed_ = day;
}

std::vector<common::v1::TraceStep> Trace::Steps() const {
  std::vector<common::v1::TraceStep> steps = head_;
  if (omitted_ > 0) {
    common::v1::TraceStep summary = last_omitted_;
    summary.set_reason(common::v1::TraceStep::SUMMARY);
    summary.set_note(absl::StrCat("Lược ", omitted_, " bước"));
    steps.push_back(std::move(summary));
  }
  steps.insert(steps.end(), tail_.begin(), tail_.end());
  return steps;
}

}  // namespace dondoc::calendar
