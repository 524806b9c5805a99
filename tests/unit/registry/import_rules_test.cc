#include "services/registry/domain/import_rules.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "tests/unit/registry/registry_testing.h"

namespace dondoc::registry {
namespace {

using ::testing::HasSubstr;

v1::NoticeDraft Draft() {
  v1::NoticeDraft draft;
  draft.set_agency(kAgency);
  draft.set_text("2.1. Văn phòng: Tổng hợp biểu (trước 15/11/2022). Thanh toán.");
  draft.set_text_sha256(*TextIdentity(draft.text()));
  *draft.mutable_header()->mutable_conference_date()->mutable_value() =
      calendar::ToDate(absl::CivilDay(2022, 10, 3));
  v1::DraftTask* task = draft.add_tasks();
  task->set_section("2.1");
  task->set_text("Tổng hợp biểu (trước 15/11/2022)");
  task->set_lead_unit("agencies/so/units/vp");
  task->mutable_deadline()->set_phrase("trước 15/11/2022");
  *task->mutable_deadline()->mutable_before_day() = calendar::ToDate(absl::CivilDay(2022, 11, 15));
  draft.add_tasks()->set_text("Thanh toán");
  return draft;
}

TEST(TextIdentity, IsTheSameForBothFormsOfATextAndBothLineEnds) {
  EXPECT_EQ(*TextIdentity("Hội nghị\nVăn phòng"),
            *TextIdentity("Ho\xcc\xa3\xcc\x82i nghi\xcc\xa3\r\nVa\xcc\x86n pho\xcc\x80ng"));
  EXPECT_NE(*TextIdentity("một"), *TextIdentity("hai"));
  EXPECT_FALSE(TextIdentity("\xff").ok());
}

TEST(ValidateDraft, AcceptsWhatTheReaderGives) {
  EXPECT_TRUE(ValidateDraft(Draft(), kAgency).ok());
}

TEST(ValidateDraft, RefusesAChangedTextAndAnotherAgency) {
  v1::NoticeDraft draft = Draft();
  draft.set_text("khác");
  EXPECT_EQ(BadFields(ValidateDraft(draft, kAgency)), std::set<std::string>{"draft.text_sha256"});
  EXPECT_EQ(BadFields(ValidateDraft(Draft(), "agencies/other")),
            std::set<std::string>{"draft.agency"});
}

TEST(ValidateDraft, NamesEveryBadTaskAndClause) {
  v1::NoticeDraft draft = Draft();
  draft.mutable_tasks(1)->clear_text();
  draft.mutable_tasks(0)->add_spans()->set_end(1000);
  draft.add_clauses()->mutable_inspection()->set_count(0);
  EXPECT_EQ(BadFields(ValidateDraft(draft, kAgency)),
            (std::set<std::string>{"draft.tasks[1].text", "draft.tasks[0].spans",
                                   "draft.clauses[0].inspection.action",
                                   "draft.clauses[0].inspection.count"}));
}

TEST(ValidateDraft, SpansOfWhatIsOnlyShownLieInTheTextToo) {
  v1::NoticeDraft draft = Draft();
  draft.mutable_tasks(0)->mutable_deadline_span()->set_end(1000);
  draft.mutable_tasks(0)->add_readings()->mutable_span()->set_begin(-1);
  draft.mutable_tasks(1)->add_amounts()->set_amount_vnd(-1);
  draft.add_decisions()->mutable_span()->set_end(1000);
  EXPECT_EQ(
      BadFields(ValidateDraft(draft, kAgency)),
      (std::set<std::string>{"draft.tasks[0].deadline_span", "draft.tasks[0].readings.span",
                             "draft.tasks[1].amounts.amount_vnd", "draft.decisions[0].span"}));
}

TEST(CanonicalDraft, IgnoresNotesForPeopleButNotContent) {
  v1::NoticeDraft noted = Draft();
  noted.set_file_name("b.txt");
  noted.set_reader_version("9");
  noted.mutable_tasks(0)->set_confidence(50);
  noted.mutable_tasks(0)->add_warnings()->set_reason("X");
  noted.mutable_tasks(0)->add_readings()->set_confidence(90);
  noted.mutable_header()->mutable_conference_date()->set_confidence(70);
  noted.add_decisions()->set_text("Đồng ý phương án 1");
  noted.set_format("pdf");
  *noted.mutable_tasks(0)->mutable_deadline()->mutable_last_day() =
      calendar::ToDate(absl::CivilDay(2022, 11, 14));
  EXPECT_EQ(DraftHash(CanonicalDraft(noted)), DraftHash(CanonicalDraft(Draft())));
  v1::NoticeDraft changed = Draft();
  changed.mutable_tasks(1)->set_lead_unit("agencies/so/units/vp");
  EXPECT_NE(DraftHash(CanonicalDraft(changed)), DraftHash(CanonicalDraft(Draft())));
}

TEST(Differences, NameTheFieldAndAreBounded) {
  v1::NoticeDraft other = Draft();
  other.mutable_tasks(1)->set_text("Thanh toán kinh phí");
  const auto lines = Differences(CanonicalDraft(Draft()), CanonicalDraft(other));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr("tasks[1].text"));
  for (int i = 0; i < 100; ++i) other.add_tasks()->set_text("thêm");
  EXPECT_EQ(Differences(CanonicalDraft(Draft()), CanonicalDraft(other)).size(),
            static_cast<size_t>(kMaxDifferences) + 1);
}

TEST(MakeTasks, KeepsOrderTextAndResolves) {
  const auto calendar = *calendar::OfficialCalendar();
  const auto tasks = MakeTasks(Draft(), calendar, {});
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].ordinal(), 1);
  EXPECT_EQ(tasks[0].text(), "Tổng hợp biểu (trước 15/11/2022)");
  EXPECT_EQ(tasks[0].deadline().phrase(), "trước 15/11/2022");
  EXPECT_EQ(calendar::CivilDayOf(tasks[0].deadline().last_day()), absl::CivilDay(2022, 11, 14));
  EXPECT_EQ(tasks[0].state(), v1::Task::ASSIGNED);
  EXPECT_EQ(tasks[1].state(), v1::Task::UNASSIGNED);
  EXPECT_FALSE(tasks[1].deadline().has_last_day());
  EXPECT_EQ(tasks[1].deadline().kind(), common::v1::Deadline::NONE);
}

TEST(NumberYear, ComesFromTheConference) {
  EXPECT_EQ(NumberYear(Draft().header(), 2026), 2022);
  EXPECT_EQ(NumberYear({}, 2026), 2026);
}

}  // namespace
}  // namespace dondoc::registry
