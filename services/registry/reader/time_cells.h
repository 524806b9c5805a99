// The deadline that stands alone in a table's cell, without the words that prose puts before it:
// "Tháng 3/2025", "Quý II", "30/6", "21-22/9", "Cả năm", "Hằng quý", "Theo yêu cầu".
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

#include "services/registry/reader/deadline_phrases.h"
#include "services/registry/reader/document.h"

namespace dondoc::registry {

// The words of a cell whose lines stand apart, as a text of its own; nullopt for an empty one.
std::optional<SourceText> JoinedCell(const Document& document, const std::vector<TokenRange>& cell);

// `base`: first day of the period that the plan is for, else the document's date; years that are
// missing count from it. `before`: the column is headed "trước". nullopt for an empty cell and one
// that says there is none.
std::optional<DeadlineFinding> ReadTimeCell(const Document& document,
                                            const std::vector<TokenRange>& cell,
                                            std::optional<absl::CivilDay> base, bool before);

}  // namespace dondoc::registry
