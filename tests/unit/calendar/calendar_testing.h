// What the calendar tests share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "common/calendar/official_tables.h"
#include "common/calendar/policy.h"

namespace dondoc::calendar {

inline absl::CivilDay D(int day, int month, int year) { return absl::CivilDay(year, month, day); }

inline Calendar Official() { return OfficialCalendar().value(); }

// The official calendar as it would be with the exchange of 23/11 and 28/11/2026 approved.
inline Calendar OfficialWithSwapApproved() {
  std::vector<YearTable> tables = OfficialTables();
  for (YearTable& table : tables) {
    for (DayRow& row : table.rows) row.status.reset();
  }
  return Calendar::Create(std::move(tables)).value();
}

// A table of an ordinary year: weekends off, nothing else.
inline YearTable PlainYear(int year, TableStatus status = TableStatus::kConfirmed) {
  YearTable table;
  table.year = year;
  table.status = status;
  table.version = "plain";
  return table;
}

inline DayRow Row(absl::CivilDay day, DayKind kind) {
  return DayRow{day, kind, "tên", "căn cứ", std::nullopt};
}

// The bad fields of a status, in order.
inline std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  const google::rpc::BadRequest bad = BadRequestOf(status);
  for (const auto& violation : bad.field_violations()) {
    fields.push_back(violation.field());
  }
  return fields;
}

inline std::vector<std::string> Fields(const FieldErrors& errors) {
  return Fields(errors.ToStatus());
}

inline common::v1::Deadline OnDay(absl::CivilDay day) {
  common::v1::Deadline deadline;
  *deadline.mutable_on_day() = ToDate(day);
  return deadline;
}

inline common::v1::Deadline BeforeDay(absl::CivilDay day) {
  common::v1::Deadline deadline;
  *deadline.mutable_before_day() = ToDate(day);
  return deadline;
}

inline common::v1::Deadline Within(common::v1::Period::Unit unit, int ordinal, int year) {
  common::v1::Deadline deadline;
  deadline.mutable_within()->set_unit(unit);
  deadline.mutable_within()->set_ordinal(ordinal);
  deadline.mutable_within()->set_year(year);
  return deadline;
}

inline common::v1::Deadline Term(absl::CivilDay event, int count, common::v1::EventTerm::Unit unit,
                                 bool before_event = false) {
  common::v1::Deadline deadline;
  auto* term = deadline.mutable_from_event();
  term->set_count(count);
  term->set_unit(unit);
  term->set_before_event(before_event);
  term->set_event("APPROVAL");
  *term->mutable_event_date() = ToDate(event);
  return deadline;
}

inline common::v1::Deadline Receipt(absl::CivilDay day, int count,
                                    common::v1::EventTerm::Unit unit) {
  common::v1::Deadline deadline = Term(day, count, unit);
  deadline.mutable_from_event()->set_event("VALID_DOSSIER");
  return deadline;
}

inline common::v1::Deadline Resolved(const Calendar& calendar, common::v1::Deadline deadline,
                                     const Policy& policy = Policy()) {
  Resolve(calendar, policy, deadline);
  return deadline;
}

// "dd/mm/yyyy", or the name of the resolution where there is no last day.
inline std::string LastDay(const common::v1::Deadline& deadline) {
  if (!deadline.has_last_day()) return common::v1::Resolution_Name(deadline.resolution());
  return FormatDay(*CivilDayOf(deadline.last_day()));
}

// "REASON" or "REASON dd/mm/yyyy" of every warning.
inline std::vector<std::string> Warnings(const common::v1::Deadline& deadline) {
  std::vector<std::string> result;
  for (const auto& warning : deadline.warnings()) {
    std::string text = warning.reason();
    if (warning.has_day()) absl::StrAppend(&text, " ", FormatDay(*CivilDayOf(warning.day())));
    result.push_back(text);
  }
  return result;
}

// "dd/mm REASON count" of every step.
inline std::vector<std::string> Steps(const common::v1::Deadline& deadline) {
  std::vector<std::string> result;
  for (const auto& step : deadline.trace()) {
    result.push_back(absl::StrCat(FormatDay(*CivilDayOf(step.day())).substr(0, 5), " ",
                                  common::v1::TraceStep::Reason_Name(step.reason()), " ",
                                  step.count()));
  }
  return result;
}

}  // namespace dondoc::calendar
