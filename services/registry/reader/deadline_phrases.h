// Finds the deadline phrases of a piece of text.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

#include "services/registry/reader/deadline_builder.h"
#include "services/registry/reader/document.h"

namespace dondoc::registry {

struct DeadlinePhrases {
  // In the order of the text; they do not overlap.
  std::vector<DeadlineFinding> findings;
  // Doubts about what looked like a deadline and was not taken (a day before the document's).
  std::vector<DoubtAt> dropped;
};

// Every deadline phrase in `range`. `masked`: ranges, ascending, that are read otherwise (citations
// with their dates). Linear in the range.
DeadlinePhrases FindDeadlines(const Document& document, TokenRange range,
                              const std::vector<TokenRange>& masked,
                              std::optional<absl::CivilDay> document_date);

// The one that counts: the strongest, of equals the first. Null where there is none. `several` is
// set where another one that names a day stands beside it.
const DeadlineFinding* StrongestDeadline(const DeadlinePhrases& phrases, bool* several);

// True for deadlines that name a day, a period, an event or a repetition, as opposed to conditions
// and exhortations.
bool IsDated(const DeadlineFinding& finding);

// "Hằng quý báo cáo ... trước ngày 10 của tháng đầu quý", "02 lần/tuần, báo cáo vào thứ Bảy": the
// second says what the first leaves open.
bool TellsDayOf(const common::v1::Deadline& first, const common::v1::Deadline& second);

}  // namespace dondoc::registry
