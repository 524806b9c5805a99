#include "services/inspection/domain/clauses.h"

#include "gtest/gtest.h"

#include "services/inspection/domain/board.h"
#include "services/inspection/domain/overlap.h"
#include "services/inspection/domain/warnings.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;
using C = registry::v1::InspectionClause;

const Source kSource{"agencies/skhcn", 7, 3};

void AddClause(C::Action action, C::Kind kind, int count, const std::string& text,
               const std::string& unit, registry::v1::Directive& directive) {
  registry::v1::Clause& clause = *directive.add_clauses();
  clause.mutable_inspection()->set_action(action);
  clause.mutable_inspection()->set_inspection_kind(kind);
  clause.mutable_inspection()->set_count(count);
  clause.set_text(text);
  clause.set_unit(unit);
  clause.set_section("2.2");
  clause.set_task_ordinal(8);
}

// The inspection clauses of the notice of 03/10/2022.
registry::v1::Directive Notice() {
  registry::v1::Directive directive;
  directive.set_name("agencies/skhcn/directives/d1");
  directive.mutable_header()->mutable_title()->set_value("Kết luận Hội nghị sơ kết 9 tháng");
  *directive.mutable_header()->mutable_conference_date()->mutable_value() = Date(D(3, 10, 2022));
  directive.add_clauses()->mutable_clock();
  AddClause(C::INTERNAL_CHECK, C::CIVIL_SERVICE, 1, "Tăng cường kiểm tra công vụ công chức",
            Unit("van-phong"), directive);
  AddClause(C::PLAN, C::SPECIALISED, 2, "Tổ chức 02 cuộc thanh tra chuyên ngành", Unit("thanh-tra"),
            directive);
  AddClause(C::CANCEL_FROM_PLAN, C::ADMINISTRATIVE, 1,
            "Dừng 01 cuộc thanh tra hành chính đơn vị trực thuộc Sở", Unit("thanh-tra"), directive);
  return directive;
}

TEST(Clauses, TheNoticeGivesTwoPlannedOneCancelledOneInternalCheck) {
  const auto derived = DeriveInspections(Notice(), kSource, On(D(5, 10, 2022)));
  ASSERT_TRUE(derived.ok());
  ASSERT_EQ(derived->size(), 4U);
  const I& check = (*derived)[0];
  EXPECT_EQ(check.kind(), I::INTERNAL_CHECK);
  EXPECT_EQ(check.state(), I::PLANNED);
  EXPECT_EQ(check.lead_unit(), Unit("van-phong"));
  for (const int i : {1, 2}) {
    const I& planned = (*derived)[static_cast<size_t>(i)];
    EXPECT_EQ(planned.kind(), I::SPECIALISED);
    EXPECT_EQ(planned.basis(), I::IN_PLAN);
    EXPECT_EQ(planned.state(), I::PLANNED);
    EXPECT_TRUE(planned.awaiting_subject());
    EXPECT_TRUE(planned.awaiting_dates());
    EXPECT_EQ(planned.plan_year(), 2022);
    EXPECT_EQ(planned.origin().item(), i + 1);
    EXPECT_EQ(planned.origin().revision(), 7);
    EXPECT_EQ(planned.origin().ordinal(), 3);
    EXPECT_EQ(planned.origin().service(), "registry");
    EXPECT_EQ(planned.clause().text(), "Tổ chức 02 cuộc thanh tra chuyên ngành");
    EXPECT_EQ(planned.clause().directive(), "agencies/skhcn/directives/d1");
    EXPECT_EQ(planned.clause().task_ordinal(), 8);
    EXPECT_EQ(planned.warnings_size(), 0);
  }
  const I& cancelled = (*derived)[3];
  EXPECT_EQ(cancelled.kind(), I::ADMINISTRATIVE);
  EXPECT_EQ(cancelled.state(), I::CANCELLED_FROM_PLAN);
  EXPECT_EQ(cancelled.closing().by(), "services/inspection");
  EXPECT_EQ(cancelled.closing().reason(), cancelled.clause().text());
  EXPECT_EQ(Day(cancelled.closing().date()), D(3, 10, 2022));
  EXPECT_TRUE(BookingsOf(cancelled).empty());

  std::vector<StageCount> stages;
  for (const I& inspection : *derived) stages.push_back({StageOf(inspection), 1});
  const v1::InspectionBoard board = SumBoard(stages, D(3, 10, 2022));
  EXPECT_EQ(board.total().planned(), 2);
  EXPECT_EQ(board.total().awaiting(), 2);
  EXPECT_EQ(board.total().cancelled(), 1);
  EXPECT_EQ(board.total().total(), 2);
  EXPECT_EQ(board.internal_checks().planned(), 1);
}

TEST(Clauses, AreTheSameWheneverAsked) {
  const auto once = DeriveInspections(Notice(), kSource, On(D(5, 10, 2022)));
  const auto again = DeriveInspections(Notice(), kSource, On(D(9, 3, 2024)));
  ASSERT_EQ(once->size(), again->size());
  for (size_t i = 0; i < once->size(); ++i) {
    EXPECT_EQ((*once)[i].SerializeAsString(), (*again)[i].SerializeAsString());
  }
}

TEST(Clauses, AMissingDateOrUnitIsMarked) {
  registry::v1::Directive directive = Notice();
  directive.mutable_header()->clear_conference_date();
  directive.mutable_clauses(2)->clear_unit();
  *directive.mutable_header()->mutable_issue_date()->mutable_value() = Date(D(9, 1, 2023));
  EXPECT_EQ((*DeriveInspections(directive, kSource, On(D(5, 2, 2024))))[1].plan_year(), 2023);
  directive.mutable_header()->clear_issue_date();
  const auto derived = DeriveInspections(directive, kSource, On(D(5, 2, 2024)));
  EXPECT_EQ((*derived)[1].plan_year(), 2024);
  EXPECT_TRUE(HasWarning(warning::kYearAssumed, (*derived)[1].warnings()));
  EXPECT_TRUE(HasWarning(warning::kUnitUnknown, (*derived)[1].warnings()));
  EXPECT_FALSE(HasWarning(warning::kUnitUnknown, (*derived)[0].warnings()));
}

TEST(Clauses, CountsAreBounded) {
  registry::v1::Directive directive;
  AddClause(C::PLAN, C::SPECIALISED, -5, "x", "", directive);
  EXPECT_EQ(DeriveInspections(directive, kSource, On(D(3, 10, 2022)))->size(), 1U);
  AddClause(C::PLAN, C::SPECIALISED, kMaxDerived, "x", "", directive);
  EXPECT_EQ(ReasonOf(DeriveInspections(directive, kSource, On(D(3, 10, 2022))).status()),
            "TOO_MANY_INSPECTIONS");
  directive.mutable_clauses(1)->mutable_inspection()->set_count(2'147'483'647);
  EXPECT_EQ(ReasonOf(DeriveInspections(directive, kSource, On(D(3, 10, 2022))).status()),
            "TOO_MANY_INSPECTIONS");
}

TEST(Clauses, ALongClauseIsClippedOnACharacter) {
  registry::v1::Directive directive;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "ờ";
  AddClause(C::CANCEL_FROM_PLAN, C::ADMINISTRATIVE, 1, text, "", directive);
  const auto derived = DeriveInspections(directive, kSource, On(D(3, 10, 2022)));
  EXPECT_EQ((*derived)[0].closing().reason().size(), 2000 * std::string("ờ").size());
  EXPECT_EQ((*derived)[0].clause().text(), text);
}

TEST(Clauses, MatchingPlannedInspectionsAreNamed) {
  I cancelled;
  MarkMatchingPlanned({InspectionName("a"), InspectionName("b")}, cancelled);
  ASSERT_TRUE(HasWarning(warning::kMatchingPlanned, cancelled.warnings()));
  MarkMatchingPlanned({}, cancelled);
  EXPECT_EQ(cancelled.warnings_size(), 0);
}

TEST(Board, CountsAlwaysAddUp) {
  std::vector<StageCount> stages;
  int64_t all = 0;
  for (int k = I::Kind_MIN + 1; k <= I::Kind_MAX; ++k) {
    for (int s = I::State_MIN + 1; s <= I::State_MAX; ++s) {
      for (const absl::CivilDay due : {D(1, 10, 2022), D(31, 12, 9999)}) {
        Stage stage;
        stage.plan_year = 2022;
        stage.kind = static_cast<I::Kind>(k);
        stage.state = static_cast<I::State>(s);
        stage.awaiting = stage.state == I::PLANNED;
        stage.due_day = due;
        stages.push_back({stage, k * 10 + s});
        all += k * 10 + s;
      }
    }
  }
  const v1::InspectionBoard board = SumBoard(stages, D(3, 10, 2022));
  const auto adds_up = [](const v1::InspectionCounts& c) {
    EXPECT_EQ(c.total(), c.planned() + c.running() + c.concluded() + c.discontinued());
    EXPECT_LE(c.awaiting() + c.decided(), c.planned());
    EXPECT_LE(c.suspended(), c.running());
    EXPECT_LE(c.overdue(), c.planned() + c.running());
    EXPECT_GT(c.overdue(), 0);
  };
  ASSERT_EQ(board.rows_size(), 3);
  int64_t rows = 0;
  for (const auto& row : board.rows()) {
    adds_up(row.counts());
    rows += row.counts().total();
  }
  adds_up(board.total());
  adds_up(board.internal_checks());
  EXPECT_EQ(rows, board.total().total());
  EXPECT_EQ(all, board.total().total() + board.total().cancelled() +
                     board.internal_checks().total() + board.internal_checks().cancelled());
}

}  // namespace
}  // namespace dondoc::inspection
