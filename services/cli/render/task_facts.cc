#include "services/cli/render/task_facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "services/cli/dates.h"
#include "services/cli/money.h"
#include "services/cli/names.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/draft_marks.h"

namespace dondoc::cli {
namespace {

using registry::v1::Citation;
using registry::v1::DraftMoney;
using registry::v1::DraftTask;

void AppendTo(std::string* list, absl::string_view item) {
  if (!item.empty()) absl::StrAppend(list, list->empty() ? "" : "; ", item);
}

// The least sure of a list's items; 0 where the reader says of none.
int SureOfList(const DraftTask& task, absl::string_view field, int items) {
  int least = 0;
  for (int i = 0; i < items; ++i) {
    const int sure = SureOf(task, absl::StrCat(field, "[", i, "]"));
    if (sure > 0 && (least == 0 || sure < least)) least = sure;
  }
  return least;
}

// "Phòng Quản lý Khoa học (qlkh)"; the id alone where the directory cannot be asked.
std::string UnitWords(const std::string& unit, const Naming& name_of) {
  const std::string name = name_of(unit);
  const std::string id = ShortName(unit);
  return name == id ? id : absl::StrCat(name, " (", id, ")");
}

// "“Phòng QLKH” → Phòng Quản lý Khoa học (qlkh)".
TaskFact LeadUnit(const DraftTask& task, const Naming& name_of, const Lang& lang) {
  TaskFact fact{lang(Text{"Lead unit", "Chủ trì"}), "", SureOf(task, "lead_unit")};
  if (!task.lead_unit_text().empty()) fact.value = absl::StrCat("“", task.lead_unit_text(), "”");
  if (!task.lead_unit().empty()) {
    absl::StrAppend(&fact.value, fact.value.empty() ? "" : " → ",
                    UnitWords(task.lead_unit(), name_of));
    return fact;
  }
  fact.style = Style::kWarn;
  absl::StrAppend(
      &fact.value, fact.value.empty() ? "" : " → ",
      lang(task.lead_unit_text().empty() ? Text{"nobody is named", "không nêu đơn vị"}
                                         : Text{"not in the directory", "chưa có trong danh mục"}));
  return fact;
}

TaskFact Cooperating(const DraftTask& task, const Naming& name_of, const Lang& lang) {
  TaskFact fact{lang(Text{"Cooperating", "Phối hợp"})};
  for (const std::string& unit : task.cooperating_units()) {
    AppendTo(&fact.value, UnitWords(unit, name_of));
  }
  for (const std::string& words : task.cooperating_units_text()) {
    AppendTo(&fact.value, absl::StrCat("“", words, "”"));
  }
  fact.sure = SureOfList(task, "cooperating_units",
                         task.cooperating_units_size() + task.cooperating_units_text_size());
  return fact;
}

TaskFact DeadlineFact(const DraftTask& task, const Lang& lang) {
  TaskFact fact{lang.Word("deadline"), "", SureOf(task, "deadline")};
  const auto& deadline = task.deadline();
  if (deadline.phrase().empty() && deadline.rule_case() == common::v1::Deadline::RULE_NOT_SET) {
    fact.value = lang(Text{"none set", "không nêu"});
    fact.style = Style::kDim;
    return fact;
  }
  if (!deadline.phrase().empty()) fact.value = absl::StrCat("“", deadline.phrase(), "”");
  const std::string rule = RuleText(deadline, lang);
  // Words that are their own meaning are not said twice.
  if (!rule.empty() && rule != "-" && rule != deadline.phrase()) {
    absl::StrAppend(&fact.value, fact.value.empty() ? "" : " → ", rule);
  }
  return fact;
}

// The day itself, or why there is none yet.
TaskFact LastDay(const DraftTask& task, const Lang& lang) {
  const std::string day = DeadlineText(task.deadline(), lang);
  const bool said = day == "-" || task.deadline().standing();
  return {lang.Word("last_day"), said ? "" : day, 0, Style::kStrong};
}

// "4 đề tài": of a draft nothing is done yet.
std::string TargetWords(const registry::v1::Quantity& quantity) {
  if (quantity.target() == 0) return "";
  return absl::StrCat(quantity.target(), quantity.noun().empty() ? "" : " ", quantity.noun());
}

TaskFact Amounts(const DraftTask& task, const Lang& lang) {
  TaskFact fact{lang(Text{"Money", "Tiền"})};
  for (const DraftMoney& amount : task.amounts()) {
    AppendTo(
        &fact.value,
        absl::StrCat(FormatMoney(amount.amount_vnd(), lang), lang(Text{" VND", " đồng"}),
                     amount.phrase().empty() ? "" : absl::StrCat(" (“", amount.phrase(), "”)")));
  }
  fact.sure = SureOfList(task, "amounts", task.amounts_size());
  return fact;
}

TaskFact Citations(const DraftTask& task, const Lang& lang) {
  TaskFact fact{lang(Text{"Cited", "Viện dẫn"})};
  for (const Citation& citation : task.citations()) {
    std::string words = citation.document_type();
    if (!citation.reference_no().empty()) {
      absl::StrAppend(&words, words.empty() ? "" : " ", citation.reference_no());
    }
    if (citation.has_date()) {
      absl::StrAppend(&words, lang(Text{" of ", " ngày "}), FormatDate(citation.date(), lang));
    }
    AppendTo(&fact.value, words);
  }
  fact.sure = SureOfList(task, "citations", task.citations_size());
  return fact;
}

}  // namespace

std::string ActWords(registry::v1::Act act, const Lang& lang) {
  if (act == registry::v1::ACT_UNSPECIFIED) return "";
  return lang.Word(absl::StrCat("Act.", registry::v1::Act_Name(act)));
}

std::vector<TaskFact> FactsOf(const DraftTask& task, const Naming& name_of, const Lang& lang) {
  std::vector<TaskFact> facts;
  const auto add = [&](TaskFact fact, bool extra) {
    fact.extra = extra;
    if (!fact.value.empty()) facts.push_back(std::move(fact));
  };
  add(LeadUnit(task, name_of, lang), false);
  add(Cooperating(task, name_of, lang), true);
  add(DeadlineFact(task, lang), false);
  add(LastDay(task, lang), false);
  add({lang.Word("quantity"), TargetWords(task.quantity()), SureOf(task, "quantity")}, false);
  add({lang(Text{"Product", "Sản phẩm"}), task.product(), SureOf(task, "product")}, true);
  add({lang(Text{"Reported to", "Gửi, trình"}), task.addressee(), SureOf(task, "addressee")}, true);
  add(Amounts(task, lang), true);
  add(Citations(task, lang), true);
  return facts;
}

Style StyleOfSure(int sure) {
  if (sure < kHardlySure) return Style::kBad;
  return sure < kSureEnough ? Style::kWarn : Style::kGood;
}

std::string QuantityText(const registry::v1::Quantity& quantity) {
  if (quantity.target() == 0) return "";
  return absl::StrCat(quantity.done(), "/", quantity.target(), quantity.noun().empty() ? "" : " ",
                      quantity.noun());
}

}  // namespace dondoc::cli
