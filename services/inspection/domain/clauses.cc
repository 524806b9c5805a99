#include "services/inspection/domain/clauses.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/warnings.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;
using Clause = registry::v1::InspectionClause;

// The first `max_chars` code points.
std::string Clip(absl::string_view text, size_t max_chars) {
  size_t chars = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U && chars++ == max_chars) {
      return std::string(text.substr(0, i));
    }
  }
  return std::string(text);
}

Inspection::Kind KindOf(const Clause& clause) {
  if (clause.action() == Clause::INTERNAL_CHECK) return Inspection::INTERNAL_CHECK;
  switch (clause.inspection_kind()) {
    case Clause::ADMINISTRATIVE:
      return Inspection::ADMINISTRATIVE;
    case Clause::EXAMINATION:
      return Inspection::EXAMINATION;
    case Clause::CIVIL_SERVICE:
      return Inspection::INTERNAL_CHECK;
    default:
      // "Thanh tra" without more, said by a department, is its own field's.
      return Inspection::SPECIALISED;
  }
}

absl::string_view TitleOf(Inspection::Kind kind) {
  switch (kind) {
    case Inspection::ADMINISTRATIVE:
      return "Thanh tra hành chính";
    case Inspection::EXAMINATION:
      return "Kiểm tra chuyên ngành";
    case Inspection::INTERNAL_CHECK:
      return "Kiểm tra công vụ";
    default:
      return "Thanh tra chuyên ngành";
  }
}

std::optional<absl::CivilDay> DirectiveDay(const registry::v1::DirectiveHeader& header) {
  for (const registry::v1::SourcedDate* date : {&header.conference_date(), &header.issue_date()}) {
    if (!date->has_value()) continue;
    const auto day = calendar::CivilDayOf(date->value());
    if (day && day->year() >= kMinPlanYear && day->year() <= kMaxPlanYear) return day;
  }
  return std::nullopt;
}

std::string DirectiveTitle(const registry::v1::DirectiveHeader& header) {
  const std::string& number = header.reference_no().value();
  const std::string& title = header.title().value();
  if (number.empty()) return title;
  return title.empty() ? number : absl::StrCat(number, " – ", title);
}

}  // namespace

absl::StatusOr<std::vector<Inspection>> DeriveInspections(const registry::v1::Directive& directive,
                                                          const Source& source,
                                                          const Context& context) {
  const std::optional<absl::CivilDay> said = DirectiveDay(directive.header());
  const absl::CivilDay day = said.value_or(context.today);
  std::vector<Inspection> derived;
  for (const registry::v1::Clause& clause : directive.clauses()) {
    if (!clause.has_inspection() || clause.inspection().action() == Clause::ACTION_UNSPECIFIED) {
      continue;
    }
    const int count = std::max(1, clause.inspection().count());
    if (count > kMaxDerived - static_cast<int>(derived.size())) {
      return Error(absl::StatusCode::kInvalidArgument, "TOO_MANY_INSPECTIONS",
                   {absl::StrCat("A directive orders at most ", kMaxDerived, " inspections."),
                    absl::StrCat("Một văn bản chỉ giao tối đa ", kMaxDerived, " cuộc.")})
          .With("directive", directive.name());
    }
    const Inspection::Kind kind = KindOf(clause.inspection());
    for (int i = 1; i <= count; ++i) {
      Inspection inspection;
      inspection.set_kind(kind);
      inspection.set_basis(Inspection::IN_PLAN);
      inspection.set_plan_year(static_cast<int>(day.year()));
      inspection.set_title(count == 1 ? std::string(TitleOf(kind))
                                      : absl::StrCat(TitleOf(kind), " (", i, "/", count, ")"));
      inspection.set_lead_unit(clause.unit());
      const std::string title = DirectiveTitle(directive.header());
      v1::Origin& origin = *inspection.mutable_origin();
      origin.set_service("registry");
      origin.set_agency(source.agency);
      origin.set_revision(source.revision);
      origin.set_ordinal(source.ordinal);
      origin.set_item(static_cast<int>(derived.size()) + 1);
      v1::DirectiveClause& words = *inspection.mutable_clause();
      words.set_directive(directive.name());
      words.set_directive_title(title);
      words.set_text(clause.text());
      words.set_section(clause.section());
      words.set_task_ordinal(clause.task_ordinal());
      *words.mutable_date() = calendar::ToDate(day);
      if (clause.inspection().action() == Clause::CANCEL_FROM_PLAN) {
        inspection.set_state(Inspection::CANCELLED_FROM_PLAN);
        v1::Closing& closing = *inspection.mutable_closing();
        closing.set_reason(Clip(clause.text(), kMaxReasonChars));
        closing.set_reference_no(
            Clip(title.empty() ? directive.name() : title, kMaxReferenceChars));
        *closing.mutable_date() = calendar::ToDate(day);
        closing.set_by(std::string(kServiceActor));
      } else {
        inspection.set_state(Inspection::PLANNED);
        inspection.set_awaiting_subject(true);
        inspection.set_awaiting_dates(true);
      }
      if (!said) {
        SetWarning(warning::kYearAssumed,
                   absl::StrCat("Văn bản không có ngày; năm ", day.year(),
                                " được lấy theo ngày làm việc hiện tại."),
                   {{"plan_year", absl::StrCat(day.year())}}, *inspection.mutable_warnings());
      }
      if (clause.unit().empty()) {
        SetWarning(warning::kUnitUnknown, "Văn bản không nêu rõ đơn vị chủ trì.", {},
                   *inspection.mutable_warnings());
      }
      derived.push_back(std::move(inspection));
    }
  }
  return derived;
}

void MarkMatchingPlanned(const std::vector<std::string>& planned, Inspection& cancelled) {
  if (planned.empty()) {
    DropWarning(warning::kMatchingPlanned, *cancelled.mutable_warnings());
    return;
  }
  SetWarning(warning::kMatchingPlanned,
             absl::StrCat("Trong kế hoạch đang có ", planned.size(),
                          " cuộc cùng loại; nếu văn bản dừng một trong số đó, hãy dừng cuộc đó "
                          "khỏi kế hoạch."),
             {{"inspections", absl::StrJoin(planned, ",")}}, *cancelled.mutable_warnings());
}

}  // namespace dondoc::inspection
