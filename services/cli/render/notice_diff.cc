#include "services/cli/render/notice_diff.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"

#include "services/cli/dates.h"
#include "services/cli/names.h"
#include "services/cli/render/notice_case.h"

namespace dondoc::cli {
namespace {

using registry::v1::Act;
using registry::v1::DirectiveHeader;
using registry::v1::DraftTask;
using registry::v1::NoticeDraft;

// A field and what it says, for comparing and for showing.
using Fields = std::vector<std::pair<std::string, std::string>>;

template <typename List, typename Words>
std::string Joined(const List& list, Words words) {
  std::string joined;
  for (const auto& item : list) absl::StrAppend(&joined, joined.empty() ? "" : "; ", words(item));
  return joined;
}

std::string Same(const std::string& words) { return words; }

// An order without a word for it is an assignment.
std::string ActName(Act act) {
  return registry::v1::Act_Name(act == registry::v1::ACT_UNSPECIFIED ? registry::v1::ASSIGNMENT
                                                                     : act);
}

std::string DeadlineWords(const common::v1::Deadline& deadline) {
  std::string words = DeadlineNotation(deadline);
  if (!deadline.condition().empty()) absl::StrAppend(&words, " ", deadline.condition());
  if (!deadline.phrase().empty()) absl::StrAppend(&words, " “", deadline.phrase(), "”");
  return words;
}

Fields FieldsOf(const DraftTask& task) {
  const auto unit = [](const std::string& name) { return ShortName(name); };
  return {
      {"section", task.section()},
      {"text", OneLine(task.text())},
      {"topic", task.topic()},
      {"act", ActName(task.act())},
      {"lead_unit", task.lead_unit().empty() ? "" : ShortName(task.lead_unit())},
      {"lead_unit_text", task.lead_unit_text()},
      {"cooperating_units", Joined(task.cooperating_units(), unit)},
      {"cooperating_units_text", Joined(task.cooperating_units_text(), Same)},
      {"deadline", DeadlineWords(task.deadline())},
      {"quantity", task.has_quantity()
                       ? absl::StrCat(task.quantity().target(), " ", task.quantity().noun())
                       : ""},
      {"product", task.product()},
      {"addressee", task.addressee()},
      {"amounts",
       Joined(task.amounts(), [](const auto& a) { return absl::StrCat(a.amount_vnd()); })},
      {"citations", Joined(task.citations(), [](const auto& c) { return c.reference_no(); })},
  };
}

Fields FieldsOf(const DirectiveHeader& header) {
  const auto value = [](const auto& text) { return text.value(); };
  return {
      {"header.type", DirectiveHeader::Type_Name(header.type())},
      {"header.title", header.title().value()},
      {"header.reference_no", header.reference_no().value()},
      {"header.issuer", header.issuer().value()},
      {"header.issue_date", IsoDate(header.issue_date().value())},
      {"header.conference_date", IsoDate(header.conference_date().value())},
      {"header.concluded_by", header.concluded_by().value()},
      {"header.signer", header.signer().value()},
      {"header.signer_title", header.signer_title().value()},
      {"header.delegations", Joined(header.delegations(), value)},
      {"header.recipients", Joined(header.recipients(), value)},
      {"header.scope_phrase", header.scope_phrase().value()},
  };
}

void Compare(int task, const Fields& read, const Fields& corrected, std::vector<Correction>* out) {
  for (size_t i = 0; i < read.size(); ++i) {
    if (read[i].second == corrected[i].second) continue;
    out->push_back({task, read[i].first, read[i].second, corrected[i].second});
  }
}

// The order's words of clauses and rulings: those that only one side has.
void CompareLists(const std::string& field, std::vector<std::string> read,
                  const std::vector<std::string>& corrected, std::vector<Correction>* out) {
  for (const std::string& item : corrected) {
    const auto found = std::find(read.begin(), read.end(), item);
    if (found != read.end()) {
      read.erase(found);
    } else {
      out->push_back({0, field, "", item});
    }
  }
  for (const std::string& item : read) out->push_back({0, field, item, ""});
}

std::vector<std::string> ClausesOf(const NoticeDraft& draft) {
  std::vector<std::string> clauses;
  for (const auto& clause : draft.clauses()) {
    std::string kind;
    if (clause.has_inspection()) {
      kind = absl::StrCat(registry::v1::InspectionClause::Action_Name(clause.inspection().action()),
                          " ", clause.inspection().count());
    } else {
      common::v1::Deadline deadline;
      *deadline.mutable_from_event() = clause.clock().term();
      kind = DeadlineNotation(deadline);
    }
    clauses.push_back(absl::StrCat(kind, ": ", OneLine(clause.text())));
  }
  return clauses;
}

std::vector<std::string> DecisionsOf(const NoticeDraft& draft) {
  std::vector<std::string> decisions;
  for (const auto& decision : draft.decisions()) decisions.push_back(OneLine(decision.text()));
  return decisions;
}

// Bytes that both stand on; one where they only say the same.
int64_t Shared(const DraftTask& a, const DraftTask& b) {
  int64_t shared = 0;
  for (const auto& left : a.spans()) {
    for (const auto& right : b.spans()) {
      shared += std::max<int64_t>(
          0, std::min(left.end(), right.end()) - std::max(left.begin(), right.begin()));
    }
  }
  if (shared == 0 && !a.text().empty() && a.text() == b.text()) shared = 1;
  return shared;
}

// For each corrected task the read one it comes from, both in order, or -1: the pairing that shares
// most.
std::vector<int> Origins(const NoticeDraft& read, const NoticeDraft& corrected) {
  const int n = corrected.tasks_size();
  const int m = read.tasks_size();
  std::vector<std::vector<int64_t>> best(static_cast<size_t>(n) + 1,
                                         std::vector<int64_t>(static_cast<size_t>(m) + 1, 0));
  const auto paired = [&](int i, int j) -> int64_t {
    const int64_t shared = Shared(corrected.tasks(i), read.tasks(j));
    return shared == 0 ? -1 : shared + best[static_cast<size_t>(i) + 1][static_cast<size_t>(j) + 1];
  };
  for (int i = n - 1; i >= 0; --i) {
    for (int j = m - 1; j >= 0; --j) {
      const auto a = static_cast<size_t>(i);
      const auto b = static_cast<size_t>(j);
      best[a][b] = std::max({best[a + 1][b], best[a][b + 1], paired(i, j)});
    }
  }
  std::vector<int> origins(static_cast<size_t>(n), -1);
  for (int i = 0, j = 0; i < n && j < m;) {
    const int64_t here = best[static_cast<size_t>(i)][static_cast<size_t>(j)];
    if (paired(i, j) == here) {
      origins[static_cast<size_t>(i++)] = j++;
    } else if (best[static_cast<size_t>(i) + 1][static_cast<size_t>(j)] == here) {
      ++i;
    } else {
      ++j;
    }
  }
  return origins;
}

}  // namespace

std::vector<Correction> CorrectionsOf(const NoticeDraft& read, const NoticeDraft& corrected) {
  std::vector<Correction> corrections;
  Compare(0, FieldsOf(read.header()), FieldsOf(corrected.header()), &corrections);
  CompareLists("clauses", ClausesOf(read), ClausesOf(corrected), &corrections);
  CompareLists("decisions", DecisionsOf(read), DecisionsOf(corrected), &corrections);
  int next = 0;
  const auto taken_out = [&](int until) {
    for (; next < until; ++next) {
      corrections.push_back({next + 1, "task", OneLine(read.tasks(next).text()), ""});
    }
  };
  const std::vector<int> origins = Origins(read, corrected);
  for (int i = 0; i < corrected.tasks_size(); ++i) {
    const int origin = origins[static_cast<size_t>(i)];
    if (origin < 0) {
      corrections.push_back({i + 1, "task", "", OneLine(corrected.tasks(i).text())});
      continue;
    }
    taken_out(origin);
    Compare(i + 1, FieldsOf(read.tasks(origin)), FieldsOf(corrected.tasks(i)), &corrections);
    next = origin + 1;
  }
  taken_out(read.tasks_size());
  return corrections;
}

Table CorrectionTable(const std::vector<Correction>& corrections, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("task"), Align::kRight},
                   {lang(Text{"Field", "Trường"})},
                   {lang(Text{"Read", "Máy đọc"}), Align::kLeft, true},
                   {lang(Text{"As corrected", "Đã sửa thành"}), Align::kLeft, true}};
  const auto shown = [](const std::string& words) {
    return words.empty() ? Cell("-", Style::kDim) : Cell(words);
  };
  for (const Correction& correction : corrections) {
    table.rows.push_back({correction.task == 0 ? "" : absl::StrCat(correction.task),
                          correction.field, shown(correction.read), shown(correction.corrected)});
  }
  table.notes = {corrections.empty()
                     ? lang(Text{"nothing was corrected", "không có gì phải sửa"})
                     : absl::StrCat(corrections.size(), lang(Text{" corrections", " chỗ đã sửa"}))};
  return table;
}

google::protobuf::Struct CorrectionStruct(const std::vector<Correction>& corrections) {
  google::protobuf::Struct result;
  auto* list = (*result.mutable_fields())["corrections"].mutable_list_value();
  for (const Correction& correction : corrections) {
    auto& fields = *list->add_values()->mutable_struct_value()->mutable_fields();
    fields["task"].set_number_value(correction.task);
    fields["field"].set_string_value(correction.field);
    fields["read"].set_string_value(correction.read);
    fields["corrected"].set_string_value(correction.corrected);
  }
  return result;
}

}  // namespace dondoc::cli
