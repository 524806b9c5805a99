#include "services/inspection/domain/duration.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/regime.h"
#include "services/inspection/domain/warnings.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;
using Limit = v1::LegalLimit;

std::optional<absl::CivilDay> DayIfPresent(bool present, const google::type::Date& date) {
  return present ? calendar::CivilDayOf(date) : std::nullopt;
}

// The last day a suspension leaves out, excluded: where counting begins again.
std::optional<absl::CivilDay> CountedAgain(const v1::Suspension& suspension) {
  std::optional<absl::CivilDay> end = DayIfPresent(suspension.has_resumed(), suspension.resumed());
  if (suspension.ground() == v1::Suspension::SUBJECT_REQUEST) {
    const auto from = DayIfPresent(suspension.has_from(), suspension.from());
    if (from) {
      const absl::CivilDay capped = *from + kMaxRequestedPauseDays;
      end = end ? std::min(*end, capped) : capped;
    }
  }
  return end;
}

const LimitPolicy* LimitOf(const Inspection& inspection, Limit::Purpose purpose) {
  const auto decided = DayIfPresent(inspection.has_decision() && inspection.decision().has_date(),
                                    inspection.decision().date());
  if (!decided) return nullptr;
  return FindLimit(inspection.kind(), inspection.decision().body(), *decided, purpose);
}

// Last allowed day of `count` calendar days from `start`; the plain sum where the calendar's year
// is missing.
absl::StatusOr<calendar::ClockReading> Read(const calendar::Calendar& calendar,
                                            const calendar::Policy& policy, absl::CivilDay start,
                                            int count, std::vector<calendar::Pause> pauses) {
  calendar::ClockBudget budget;
  budget.unit = calendar::ClockBudget::Unit::kCalendarDays;
  budget.count = count;
  budget.start = start;
  budget.pauses = std::move(pauses);
  return calendar::ReadClock(calendar, policy, budget, start);
}

absl::Status OverLimit(absl::string_view reason, int64_t days, int64_t limit_days,
                       const LimitPolicy& row, Text message) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, std::move(message))
      .With("days", absl::StrCat(days))
      .With("limit_days", absl::StrCat(limit_days))
      .With("legal_source", row.legal_source)
      .With("regime", Inspection::Regime_Name(row.regime))
      .With("policy_version", kLimitPolicyVersion);
}

void WarnUnverified(int64_t days, int64_t limit_days, const LimitPolicy& row,
                    Inspection& inspection) {
  SetWarning(
      warning::kLimitUnverified,
      absl::StrCat("Thời gian ", days, " ngày vượt mức ", limit_days, " ngày thường áp dụng (",
                   row.legal_source, "); mức này chưa được đối chiếu với văn bản."),
      {{"days", absl::StrCat(days)},
       {"limit_days", absl::StrCat(limit_days)},
       {"legal_source", std::string(row.legal_source)}},
      *inspection.mutable_warnings());
}

}  // namespace

int64_t UncountedDays(const v1::Suspension& suspension, absl::CivilDay until) {
  const auto from = DayIfPresent(suspension.has_from(), suspension.from());
  if (!from) return 0;
  const absl::CivilDay end = std::min(CountedAgain(suspension).value_or(until), until);
  return std::max<int64_t>(0, end - *from);
}

std::vector<calendar::Pause> PausesOf(const Inspection& inspection) {
  std::vector<calendar::Pause> pauses;
  for (const v1::Suspension& suspension : inspection.suspensions()) {
    const auto from = DayIfPresent(suspension.has_from(), suspension.from());
    const auto to = CountedAgain(suspension);
    // A pause ended on the day it began leaves nothing out.
    if (from && (!to || *to > *from)) pauses.push_back({*from, to});
  }
  return pauses;
}

int64_t CountedFieldworkDays(const Inspection& inspection, absl::CivilDay last_day) {
  auto start = DayIfPresent(inspection.has_announce_date(), inspection.announce_date());
  if (!start) start = DayIfPresent(inspection.has_first_day(), inspection.first_day());
  if (!start) return 0;
  int64_t days = last_day - *start;
  for (const v1::Suspension& suspension : inspection.suspensions()) {
    // Only the part of the pause inside the count was left out of it. The first counted day is the
    // one after the start, so a pause from the start day itself leaves that day out for nothing.
    const auto from = DayIfPresent(suspension.has_from(), suspension.from());
    if (!from) continue;
    const absl::CivilDay begin = std::max(*from, *start + 1);
    const absl::CivilDay end =
        std::min(*from + UncountedDays(suspension, last_day + 1), last_day + 1);
    days -= std::max<int64_t>(0, end - begin);
  }
  return std::max<int64_t>(0, days);
}

absl::Status CheckDuration(const calendar::Calendar& calendar, const calendar::Policy& policy,
                           Inspection& inspection) {
  DropWarning(warning::kLimitUnverified, *inspection.mutable_warnings());
  const LimitPolicy* row = LimitOf(inspection, Limit::FIELDWORK);
  const auto first = DayIfPresent(inspection.has_first_day(), inspection.first_day());
  const auto last = DayIfPresent(inspection.has_last_day(), inspection.last_day());
  if (row == nullptr || !first || !last) return absl::OkStatus();
  const int limit_days = row->Base(inspection.decision().remote_area());
  const auto reading = Read(calendar, policy, *first, limit_days, {});
  RETURN_IF_ERROR(reading);
  const absl::CivilDay allowed = reading->last_day.value_or(*first + limit_days);
  if (*last <= allowed) return absl::OkStatus();
  const int64_t days = *last - *first;
  if (!row->Binding()) {
    WarnUnverified(days, limit_days, *row, inspection);
    return absl::OkStatus();
  }
  return OverLimit("DURATION_OVER_LIMIT", days, limit_days, *row,
                   {absl::StrCat("The days on site are ", days, "; the law allows ", limit_days,
                                 " (", row->legal_source, ")."),
                    absl::StrCat("Thời gian trực tiếp là ", days, " ngày; quy định cho phép ",
                                 limit_days, " ngày (", row->legal_source, ").")});
}

absl::Status CheckExtension(int days, Inspection& inspection) {
  DropWarning(warning::kLimitUnverified, *inspection.mutable_warnings());
  const LimitPolicy* row = LimitOf(inspection, Limit::FIELDWORK);
  const auto last = DayIfPresent(inspection.has_last_day(), inspection.last_day());
  if (row == nullptr || !last) return absl::OkStatus();
  const int64_t total = CountedFieldworkDays(inspection, *last) + days;
  const int max_total = row->MaxTotal(inspection.decision().remote_area());
  const bool over_extension = days > row->max_extension_days;
  if (!over_extension && total <= max_total) return absl::OkStatus();
  const int64_t asked = over_extension ? days : total;
  const int64_t allowed = over_extension ? row->max_extension_days : max_total;
  if (!row->Binding()) {
    WarnUnverified(asked, allowed, *row, inspection);
    return absl::OkStatus();
  }
  return OverLimit(
      "EXTENSION_OVER_LIMIT", asked, allowed, *row,
      {absl::StrCat(over_extension ? "The extension is " : "With the extension it is ", asked,
                    " days; the law allows ", allowed, " (", row->legal_source, ")."),
       absl::StrCat(over_extension ? "Gia hạn " : "Tổng thời gian sau gia hạn là ", asked,
                    " ngày; quy định cho phép ", allowed, " ngày (", row->legal_source, ").")});
}

absl::Status RefreshLimits(const calendar::Calendar& calendar, const calendar::Policy& policy,
                           Inspection& inspection) {
  inspection.clear_limits();
  inspection.clear_due_date();
  const struct {
    Limit::Purpose purpose;
    std::optional<absl::CivilDay> start;
    std::vector<calendar::Pause> pauses;
  } clocks[] = {
      {Limit::ANNOUNCEMENT,
       DayIfPresent(inspection.decision().has_date(), inspection.decision().date()),
       {}},
      {Limit::FIELDWORK, DayIfPresent(inspection.has_announce_date(), inspection.announce_date()),
       PausesOf(inspection)},
      {Limit::REPORT,
       DayIfPresent(inspection.has_fieldwork_end_date(), inspection.fieldwork_end_date()),
       {}},
      {Limit::CONCLUSION,
       DayIfPresent(inspection.has_fieldwork_end_date(), inspection.fieldwork_end_date()),
       {}},
      {Limit::PUBLICATION,
       DayIfPresent(inspection.conclusion().has_date(), inspection.conclusion().date()),
       {}},
  };
  for (const auto& clock : clocks) {
    const LimitPolicy* row = LimitOf(inspection, clock.purpose);
    if (row == nullptr) continue;
    Limit& limit = *inspection.add_limits();
    limit.set_purpose(clock.purpose);
    limit.set_days(row->Base(inspection.decision().remote_area()) +
                   (clock.purpose == Limit::FIELDWORK ? inspection.extension().days() : 0));
    limit.set_legal_source(std::string(row->legal_source));
    limit.set_certainty(row->certainty);
    if (!clock.start) continue;
    const auto reading = Read(calendar, policy, *clock.start, limit.days(), clock.pauses);
    RETURN_IF_ERROR(reading);
    limit.set_calendar_version(calendar.version());
    limit.set_provisional(reading->provisional);
    limit.set_missing_year(reading->missing_year.value_or(0));
    if (reading->last_day) *limit.mutable_last_day() = calendar::ToDate(*reading->last_day);
  }

  const auto due_by = [&](Limit::Purpose purpose) {
    for (const Limit& limit : inspection.limits()) {
      if (limit.purpose() == purpose && limit.has_last_day()) {
        *inspection.mutable_due_date() = limit.last_day();
      }
    }
  };
  switch (inspection.state()) {
    case Inspection::DECIDED:
      due_by(Limit::ANNOUNCEMENT);
      break;
    case Inspection::ANNOUNCED:
      // The decision's own last day: it lies within the law's.
      if (inspection.has_last_day()) *inspection.mutable_due_date() = inspection.last_day();
      break;
    case Inspection::REPORTING:
      due_by(Limit::CONCLUSION);
      break;
    case Inspection::CONCLUDED:
      if (!inspection.conclusion().has_publish_date()) due_by(Limit::PUBLICATION);
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
