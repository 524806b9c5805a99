// From a matched phrase to a deadline as data: years that the text leaves out, events by name, and
// the doubts that go with each.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

#include "services/registry/reader/deadline_rules.h"
#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::registry {

// A deadline phrase and what was made of it.
struct DeadlineFinding {
  TokenRange range;
  // Rule and phrase; no rule where the phrase says a deadline that cannot be told. Output-only
  // fields are not filled.
  common::v1::Deadline deadline;
  int strength = 0;
  // Stands in a bracket with other words: what is said outside counts more.
  bool in_bracket = false;
  std::vector<DoubtAt> doubts;
  // Id of the grammar row.
  absl::string_view rule_id;
};

// What `match` of `rule` at `range` says. `document_date`: the day of the document, by which
// missing years are told. `before`: the finding before this one in the same text, null where there
// is none. nullopt where it is no deadline after all; the reasons, if they are worth telling, are
// added to `dropped`.
std::optional<DeadlineFinding> BuildDeadline(const Document& document, const DeadlineRule& rule,
                                             TokenRange range, const Captures& captures,
                                             std::optional<absl::CivilDay> document_date,
                                             const DeadlineFinding* before,
                                             std::vector<DoubtAt>* dropped);

// Stable name of an event told in words: VALID_DOSSIER, RECEIPT, APPROVAL, ACCEPTANCE,
// ANNOUNCEMENT, OPINION, RESULT, CONTRACT_EFFECTIVE, CONTRACT_END, ISSUANCE, MEETING, COMPLETION or
// OTHER.
absl::string_view EventName(const Document& document, TokenRange words);

// First and last day of a period as written; nullopt where its year is unknown.
struct DaySpan {
  absl::CivilDay first;
  absl::CivilDay last;
};
std::optional<DaySpan> DaysOf(const PeriodParts& parts,
                              std::optional<absl::CivilDay> document_date);

// The day, with a missing year taken from `document_date` and never before it; nullopt where the
// year cannot be told. Check with IsRealDay first.
std::optional<absl::CivilDay> DayOf(const DateParts& parts,
                                    std::optional<absl::CivilDay> document_date);

// False for 31/02, whatever the year; 29/02 without year is real.
bool IsRealDay(const DateParts& parts);

}  // namespace dondoc::registry
