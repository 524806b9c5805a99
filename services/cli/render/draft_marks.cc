#include "services/cli/render/draft_marks.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dondoc::cli {
namespace {

using registry::v1::DirectiveHeader;
using registry::v1::DraftTask;
using registry::v1::DraftWarning;
using registry::v1::FieldReading;
using registry::v1::NoticeDraft;
using registry::v1::SourcedDate;
using registry::v1::SourcedText;
using registry::v1::Span;

// The kind of mark of a field of a task; nothing for fields that have none.
std::optional<Mark> MarkOf(absl::string_view field) {
  if (field == "lead_unit" || absl::StartsWith(field, "cooperating_units")) return Mark::kUnit;
  if (field == "deadline") return Mark::kDeadline;
  if (field == "quantity") return Mark::kQuantity;
  if (field == "addressee") return Mark::kAddressee;
  if (absl::StartsWith(field, "citations")) return Mark::kCitation;
  if (absl::StartsWith(field, "amounts")) return Mark::kMoney;
  return std::nullopt;
}

class Collector {
 public:
  Collector(const NoticeDraft& draft, const Lang& lang) : draft_(draft), lang_(lang) {}

  std::vector<MarkedSpan> Run() {
    Header(draft_.header());
    Doubts(draft_.warnings(), 0);
    for (const auto& unit : draft_.proposed_units()) {
      Add(Mark::kUnit, unit.has_span() ? &unit.span() : nullptr, 0, 0,
          lang_(Text{"not in the directory", "chưa có trong danh mục"}));
    }
    for (const auto& decision : draft_.decisions()) {
      Add(Mark::kDecision, decision.has_span() ? &decision.span() : nullptr, 0, 0, "");
    }
    int number = 0;
    for (const DraftTask& task : draft_.tasks()) Task(task, ++number);
    return std::move(spans_);
  }

 private:
  void Add(Mark mark, const Span* span, int task, int sure, std::string note) {
    if (span == nullptr) return;
    if (sure > 0) absl::StrAppend(&note, note.empty() ? "" : " · ", sure, "%");
    spans_.push_back({mark, span->begin(), span->end(), "", std::move(note), task});
  }

  template <typename Sourced>
  void Said(const Sourced& value) {
    Add(Mark::kHeader, value.has_span() ? &value.span() : nullptr, 0, value.confidence(), "");
  }

  void Header(const DirectiveHeader& header) {
    for (const SourcedText* text :
         {&header.title(), &header.reference_no(), &header.issuer(), &header.concluded_by(),
          &header.signer(), &header.signer_title(), &header.scope_phrase()}) {
      Said(*text);
    }
    for (const SourcedDate* date : {&header.issue_date(), &header.conference_date()}) Said(*date);
    for (const auto* list : {&header.delegations(), &header.recipients()}) {
      for (const SourcedText& text : *list) Said(text);
    }
  }

  void Doubts(const google::protobuf::RepeatedPtrField<DraftWarning>& warnings, int task) {
    for (const DraftWarning& warning : warnings) {
      Add(Mark::kDoubt, warning.has_span() ? &warning.span() : nullptr, task, 0,
          warning.message().empty() ? warning.reason() : warning.message());
    }
  }

  void Task(const DraftTask& task, int number) {
    bool first = true;
    for (const Span& span : task.spans()) {
      spans_.push_back({Mark::kTask, span.begin(), span.end(),
                        absl::StrCat(number, first ? "" : "…"), "", number});
      first = false;
    }
    if (task.has_deadline_span()) {
      Add(Mark::kDeadline, &task.deadline_span(), number, SureOf(task, "deadline"), "");
    }
    int index = 0;
    for (const auto& citation : task.citations()) {
      Add(Mark::kCitation, citation.has_span() ? &citation.span() : nullptr, number,
          SureOf(task, absl::StrCat("citations[", index++, "]")), "");
    }
    index = 0;
    for (const auto& amount : task.amounts()) {
      Add(Mark::kMoney, amount.has_span() ? &amount.span() : nullptr, number,
          SureOf(task, absl::StrCat("amounts[", index++, "]")), "");
    }
    for (const FieldReading& reading : task.readings()) {
      const auto mark = MarkOf(reading.field());
      if (mark && reading.has_span()) {
        Add(*mark, &reading.span(), number, reading.confidence(), "");
      }
    }
    if (!task.addressee().empty() && ReadingOf(task, "addressee") == nullptr)
      Addressee(task, number);
    Doubts(task.warnings(), number);
  }

  // Without a reading the words are looked for where they are said to stand: in the task.
  void Addressee(const DraftTask& task, int number) {
    const std::string& text = draft_.text();
    for (const Span& span : task.spans()) {
      const auto begin = static_cast<size_t>(std::max<int64_t>(0, span.begin()));
      const size_t found = text.find(task.addressee(), begin);
      if (found == std::string::npos) continue;
      const auto end = static_cast<int64_t>(found + task.addressee().size());
      if (end > span.end()) continue;
      spans_.push_back({Mark::kAddressee, static_cast<int64_t>(found), end, "", "", number});
      return;
    }
  }

  const NoticeDraft& draft_;
  const Lang& lang_;
  std::vector<MarkedSpan> spans_;
};

}  // namespace

const FieldReading* ReadingOf(const DraftTask& task, absl::string_view field) {
  const auto found =
      std::find_if(task.readings().begin(), task.readings().end(),
                   [&](const FieldReading& reading) { return reading.field() == field; });
  return found == task.readings().end() ? nullptr : &*found;
}

int SureOf(const DraftTask& task, absl::string_view field) {
  const FieldReading* reading = ReadingOf(task, field);
  return reading == nullptr ? 0 : reading->confidence();
}

std::vector<MarkedSpan> MarksOf(const NoticeDraft& draft, const Lang& lang) {
  return Collector(draft, lang).Run();
}

}  // namespace dondoc::cli
