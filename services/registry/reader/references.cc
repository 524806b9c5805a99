#include "services/registry/reader/references.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dondoc::registry {

void ResolveReference(const Document& document, const v1::NoticeDraft& draft, UnitReading* unit) {
  const Tokens& tokens = document.tokens();
  constexpr size_t kMaxReferenceTokens = 3;
  const TokenRange range = unit->range;
  if (unit->status == UnitReading::Status::kKnown || range.size() < 2 ||
      range.size() > kMaxReferenceTokens || !tokens[range.end - 1].IsWord("này"_w)) {
    return;
  }
  const std::string noun = LowerVietnamese(document.Line({range.begin, range.end - 1}));
  const bool any = noun == "đơn vị" || noun == "cơ quan" || noun == "địa phương";
  for (int i = draft.tasks_size(); i-- > 0;) {
    const v1::DraftTask& task = draft.tasks(i);
    const std::string name = LowerVietnamese(task.lead_unit_text());
    // "Bộ trưởng Bộ Y tế" is "Bộ này" as well.
    if (name.empty()) continue;
    if (!any && !absl::StartsWith(name, absl::StrCat(noun, " ")) &&
        !absl::StrContains(name, absl::StrCat(" ", noun, " "))) {
      continue;
    }
    unit->status =
        task.lead_unit().empty() ? UnitReading::Status::kUnknown : UnitReading::Status::kKnown;
    unit->unit = task.lead_unit();
    unit->words = task.lead_unit_text();
    return;
  }
}

}  // namespace dondoc::registry
