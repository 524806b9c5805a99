#include "services/cli/deadline_flags.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/dates.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;

// The contract's own bound, so that a typing error is told without a round trip.
constexpr int64_t kMaxCount = 3660;

bool ParseNumber(absl::string_view text, int least, int most, int32_t* number) {
  int value = 0;
  if (text.empty() || text.size() > 4 || !absl::ascii_isdigit(text[0]) ||
      !absl::SimpleAtoi(text, &value) || value < least || value > most) {
    return false;
  }
  *number = value;
  return true;
}

// "10", "Q4", "H2" of a year.
bool ParseOrdinal(absl::string_view text, Period* period) {
  int32_t ordinal = 0;
  const char letter = text.empty() ? ' ' : absl::ascii_toupper(text[0]);
  if (letter == 'Q' && ParseNumber(text.substr(1), 1, 4, &ordinal)) {
    period->set_unit(Period::QUARTER);
  } else if (letter == 'H' && ParseNumber(text.substr(1), 1, 2, &ordinal)) {
    period->set_unit(Period::HALF);
  } else if (ParseNumber(text, 1, 12, &ordinal)) {
    period->set_unit(Period::MONTH);
  } else {
    return false;
  }
  period->set_ordinal(ordinal);
  return true;
}

}  // namespace

absl::StatusOr<Period> ParsePeriod(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar("-/"));
  Period period;
  int32_t year = 0;
  if (parts.size() == 1 && ParseNumber(parts[0], 1900, 9999, &year)) {
    period.set_unit(Period::YEAR);
    period.set_year(year);
    return period;
  }
  if (parts.size() == 2) {
    const bool year_first = ParseNumber(parts[0], 1900, 9999, &year);
    if ((year_first || ParseNumber(parts[1], 1900, 9999, &year)) &&
        ParseOrdinal(parts[year_first ? 1 : 0], &period)) {
      period.set_year(year);
      return period;
    }
  }
  return InvalidField(
      "--within",
      {absl::StrCat("'", text, "' is not a period; write 2022-10, 2022-Q4, 2022-H2 or 2022"),
       absl::StrCat("'", text,
                    "' không phải kỳ; hãy viết 10/2022, Q4/2022, H2/2022 hoặc "
                    "2022")});
}

void DeadlineFlags::AddTo(Command& command) {
  command.Option("--due", &on, {"last day, included", "ngày cuối cùng, tính cả ngày đó"}, "DATE")
      .Option("--before", &before,
              {"first day that is too late (trước ngày)", "trước ngày (ngày đó là đã muộn)"},
              "DATE")
      .Option("--within", &within,
              {"within a period: 2022-10, 2022-Q4, 2022-H2, 2022",
               "trong kỳ: 10/2022, Q4/2022, H2/2022, 2022"},
              "PERIOD")
      .Option("--days", &days, {"calendar days (ngày) from --from", "số ngày kể từ --from"})
      .Option("--working-days", &working_days,
              {"working days (ngày làm việc) from --from", "số ngày làm việc kể từ --from"})
      .Option("--from", &from,
              {"day of the event; it is not counted", "ngày xảy ra sự kiện; không tính ngày này"},
              "DATE")
      .Option("--event", &event,
              {"the event: VALID_DOSSIER, APPROVAL, ...", "sự kiện: VALID_DOSSIER, APPROVAL, ..."},
              "NAME")
      .Flag("--backward", &backward, {"count backward, before the event", "đếm lùi, trước sự kiện"})
      .Flag("--standing", &standing, {"standing work, no end", "việc thường xuyên"})
      .Option("--condition", &condition,
              {"depends on this, no date", "tùy điều kiện này, không có ngày"})
      .Option("--phrase", &phrase, {"the document's words for it", "nguyên văn cụm từ thời hạn"});
}

absl::StatusOr<Deadline> DeadlineFlags::ToDeadline() const {
  Deadline deadline;
  deadline.set_phrase(phrase);
  const int rules = !on.empty() + !before.empty() + !within.empty() + days.has_value() +
                    working_days.has_value() + standing + !condition.empty();
  if (rules > 1) {
    return InvalidField(
        "deadline", {"give one of --due, --before, --within, --days, --working-days, --standing, "
                     "--condition",
                     "chỉ dùng một trong --due, --before, --within, --days, --working-days, "
                     "--standing, --condition"});
  }
  const bool counted = days || working_days;
  FieldErrors errors;
  if (!counted && (!from.empty() || !event.empty() || backward)) {
    errors.Add("--from",
               {"goes with --days or --working-days", "đi cùng --days hoặc --working-days"});
  }
  const int64_t count = working_days.value_or(days.value_or(1));
  if (count < 1 || count > kMaxCount) {
    errors.Add(working_days ? "--working-days" : "--days",
               {"must be from 1 to 3660", "phải từ 1 đến 3660"});
  }
  RETURN_IF_ERROR(errors.ToStatus());
  if (!on.empty()) {
    ASSIGN_OR_RETURN(*deadline.mutable_on_day(), ParseDate("--due", on));
  } else if (!before.empty()) {
    ASSIGN_OR_RETURN(*deadline.mutable_before_day(), ParseDate("--before", before));
  } else if (!within.empty()) {
    ASSIGN_OR_RETURN(*deadline.mutable_within(), ParsePeriod(within));
  } else if (counted) {
    EventTerm& term = *deadline.mutable_from_event();
    term.set_count(static_cast<int32_t>(count));
    term.set_unit(working_days ? EventTerm::WORKING_DAY : EventTerm::DAY);
    term.set_before_event(backward);
    term.set_event(event.empty() ? "OTHER" : event);
    if (!from.empty()) {
      ASSIGN_OR_RETURN(*term.mutable_event_date(), ParseDate("--from", from));
    }
  } else if (standing) {
    deadline.set_standing(true);
  } else if (!condition.empty()) {
    deadline.set_condition(condition);
  }
  return deadline;
}

}  // namespace dondoc::cli
