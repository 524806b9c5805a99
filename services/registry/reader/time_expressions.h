// The atoms of deadline phrases: dates, hours, weekdays, periods and counted terms, read at a place
// and as written. What is missing (a year) stays missing; deadline_builder decides.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "services/registry/reader/tokens.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::registry {

// A value and the index of the first token after it.
template <typename T>
struct Read {
  T value;
  size_t next = 0;
};

// "07/10/2022", "20.7.2020", "15-11-2022", "15 tháng 4 năm 2026", "15/11", "20.4", "20 tháng 6".
struct DateParts {
  int day = 0;              // 1 to 31; not checked against the month.
  int month = 0;            // 1 to 12.
  int year = 0;             // Four digits; 0 where the text has none.
  bool short_year = false;  // Two digits stood there; `year` is 2000 and them.
};
std::optional<Read<DateParts>> ReadDate(const Tokens& tokens, size_t at, size_t end);

// "20/12", "20.4", "20 tháng 6": a date that must not have a year.
std::optional<Read<DateParts>> ReadDayMonth(const Tokens& tokens, size_t at, size_t end);

// A day of the month alone, not the beginning of a date: "25" of "ngày 25 hằng tháng".
std::optional<Read<int>> ReadDayOfMonth(const Tokens& tokens, size_t at, size_t end);

// Minutes after 00:00: "15h00", "10h", "16 giờ 00", "08 giờ 30 phút", "15:00".
std::optional<Read<int>> ReadHour(const Tokens& tokens, size_t at, size_t end);

// ISO weekday: "thứ Sáu" and "thứ 6" are 5, "Chủ nhật" is 7.
std::optional<Read<int>> ReadWeekday(const Tokens& tokens, size_t at, size_t end);

// "tháng 10/2022", "tháng 9 năm 2026", "tháng 11-2019", "quý II/2026", "quý 2 năm 2026", "6 tháng
// đầu năm 2022", "năm 2026", "tháng này"; with further ones behind ("Quý III và Quý IV/2026") the
// last.
struct PeriodParts {
  common::v1::Period::Unit unit = common::v1::Period::UNIT_UNSPECIFIED;
  int ordinal = 0;      // As in common.v1.Period; for a relative one unset.
  int year = 0;         // 0 where the text has none.
  int first_month = 0;  // Where the first period of a range begins; 0 for a relative one.
  bool range = false;
  std::optional<int> relative;  // 0: this one, 1: the next one, counted from the document's date.
};
std::optional<Read<PeriodParts>> ReadPeriod(const Tokens& tokens, size_t at, size_t end);

// "07 ngày làm việc", "03 (ba) ngày", "04 tháng", "ba ngày", "24 giờ".
struct TermParts {
  int count = 0;
  common::v1::EventTerm::Unit unit = common::v1::EventTerm::UNIT_UNSPECIFIED;
  bool hours = false;         // Counted in hours, which no rule of a deadline has.
  bool words_differ = false;  // "03 (bốn)".
};
std::optional<Read<TermParts>> ReadTerm(const Tokens& tokens, size_t at, size_t end);

// A small number, in digits or as one word ("ba"); the bracket that repeats it in words is read
// with it. `words_differ` says that the bracket disagrees.
struct SmallNumber {
  int value = 0;
  bool words_differ = false;
};
std::optional<Read<SmallNumber>> ReadSmallNumber(const Tokens& tokens, size_t at, size_t end);

// 1 to 12 for "I" to "XII" in capitals; nullopt otherwise.
std::optional<int> RomanNumber(const Token& token);

}  // namespace dondoc::registry
