// A case written from a draft is read back by what measures the reader, and agrees with the draft.
#include "services/cli/render/notice_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/render/notice_diff.h"
#include "tests/reader/expectation.h"
#include "tests/reader/scoring.h"
#include "tests/unit/cli/notice_draft.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Everything that differs, and every figure below one.
std::vector<std::string> Disagreements(const NoticeDraft& draft) {
  const auto expected = registry::ParseExpectation(RenderNoticeCase(draft, SampleUnits()));
  if (!expected.ok()) return {std::string(expected.status().message())};
  const registry::Score score = registry::Compare(*expected, draft);
  std::vector<std::string> all = score.disagreements;
  for (int i = 0; i < registry::kMeasures; ++i) {
    const registry::Tally& tally = score.tallies[static_cast<size_t>(i)];
    if (tally.Precision() < 1 || tally.Recall() < 1) {
      all.emplace_back(registry::NameOf(static_cast<registry::Measure>(i)));
    }
  }
  return all;
}

TEST(NoticeCaseTest, AgreesWithItsOwnDraft) {
  EXPECT_THAT(Disagreements(SampleDraft()), IsEmpty());
}

TEST(NoticeCaseTest, SaysWhatTheGuideAsks) {
  const std::string text = RenderNoticeCase(SampleDraft(), SampleUnits());
  for (const char* line :
       {"type: NOTICE\n", "reference: 12/TB-SKHCN\n", "issued: -\n", "conference: -\n",
        "signer: Nguyễn Văn A\n", "unit qlkh: Phòng Quản lý Khoa học | Phòng QLKH\n",
        "lead: qlkh\n", "to: UBND tỉnh\n", "deadline: BEFORE_DAY 2024-05-15\n", "quantity: 4\n",
        "cites: 16/KH-UBND\n", "money: 1500000000\n", "lead: ?Hội Nông dân; tỉnh\n",
        "with: vp; ?các phòng\n", "act: REQUEST\n", "deadline: STANDING\n", "product: Báo cáo\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(NoticeCaseTest, WhatAPersonEnteredIsNotAskedOfTheReader) {
  NoticeDraft draft = SampleDraft();
  draft.mutable_header()->mutable_reference_no()->set_provenance(ENTERED);
  EXPECT_THAT(RenderNoticeCase(draft, {}), HasSubstr("reference: -\n"));
  EXPECT_THAT(Disagreements(draft), IsEmpty());
}

TEST(NoticeCaseTest, LeavesOutTheLeadInThatTheReaderRepeats) {
  NoticeDraft draft = SampleDraft();
  DraftTask& task = *draft.mutable_tasks(1);
  task.set_text("2.1. Phòng QLKH: Phối hợp <Văn phòng> & các phòng tổng hợp.");
  *task.mutable_spans(0) = SpanOf(draft.text(), "2.1. Phòng QLKH:");
  *task.add_spans() = SpanOf(draft.text(), "Phối hợp <Văn phòng> & các phòng tổng hợp.");
  EXPECT_THAT(RenderNoticeCase(draft, {}),
              HasSubstr("task: Phối hợp <Văn phòng> & các phòng tổng hợp\n"));
  // Words that the clerk put in stand nowhere and are kept.
  task.set_text("Tổng hợp biểu mẫu");
  EXPECT_THAT(RenderNoticeCase(draft, {}), HasSubstr("task: Tổng hợp biểu mẫu\n"));
}

TEST(NoticeCaseTest, NothingBreaksTheLines) {
  NoticeDraft draft = SampleDraft();
  draft.mutable_tasks(0)->set_text("một\nlead: vp\r\n# hai");
  draft.mutable_tasks(0)->set_addressee("a\ntask: b");
  std::vector<Unit> units = SampleUnits();
  units[0].set_display_name("Phòng | KH");
  const auto parsed = registry::ParseExpectation(RenderNoticeCase(draft, units));
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->tasks.size(), 2u);
  EXPECT_EQ(parsed->tasks[0].lead, "qlkh");
  EXPECT_EQ(parsed->directory.units[0].display_name, "Phòng / KH");
}

TEST(NoticeCaseTest, EveryDeadlineInTheGuidesNotation) {
  std::vector<common::v1::Deadline> all(9);
  all[0].mutable_on_day()->set_year(2024);
  all[0].mutable_on_day()->set_month(5);
  all[0].mutable_on_day()->set_day(1);
  all[0].set_minute_of_day(16 * 60);
  *all[1].mutable_before_day() = all[0].on_day();
  all[2].mutable_within()->set_unit(common::v1::Period::QUARTER);
  all[2].mutable_within()->set_ordinal(2);
  all[2].mutable_within()->set_year(2024);
  all[3].mutable_within()->set_unit(common::v1::Period::YEAR);
  all[3].mutable_within()->set_year(2024);
  all[4].mutable_from_event()->set_count(7);
  all[4].mutable_from_event()->set_unit(common::v1::EventTerm::WORKING_DAY);
  all[4].mutable_from_event()->set_before_event(true);
  all[5].mutable_recurring()->set_frequency(common::v1::Recurrence::QUARTERLY);
  all[5].mutable_recurring()->set_day(20);
  all[5].mutable_recurring()->set_month_of_period(3);
  all[5].mutable_recurring()->set_exclusive(true);
  all[5].set_minute_of_day(60);
  all[6].mutable_recurring()->set_frequency(common::v1::Recurrence::WEEKLY);
  all[6].mutable_recurring()->set_weekday(7);
  all[7].set_standing(true);
  all[8].set_condition("kịp thời");
  for (const auto& deadline : all) {
    EXPECT_EQ(DeadlineNotation(deadline), registry::CanonicalDeadline(deadline));
  }
  EXPECT_EQ(DeadlineNotation(all[4]), "TERM -7 WORKING_DAY");
  EXPECT_EQ(DeadlineNotation({}), "");
}

TEST(NoticeCaseTest, NameIsFitForAFile) {
  NoticeDraft draft = SampleDraft();
  EXPECT_EQ(CaseName(draft), "thong-bao-so-12");
  draft.set_file_name("../../Đường (2).PDF");
  EXPECT_EQ(CaseName(draft), "duong-2");
  draft.set_file_name("");
  EXPECT_EQ(CaseName(draft), "12-tb-skhcn");
  draft.clear_header();
  draft.set_text_sha256("0123456789abcdef");
  EXPECT_EQ(CaseName(draft), "van-ban-01234567");
}

std::vector<std::string> Lines(const std::vector<Correction>& corrections) {
  std::vector<std::string> lines;
  for (const Correction& c : corrections) {
    lines.push_back(absl::StrCat(c.task, " ", c.field, ": ", c.read, " -> ", c.corrected));
  }
  return lines;
}

TEST(NoticeDiffTest, NothingCorrectedNothingSaid) {
  EXPECT_THAT(CorrectionsOf(SampleDraft(), SampleDraft()), IsEmpty());
  // Confidence and doubts are the reader's, not the clerk's.
  NoticeDraft draft = SampleDraft();
  draft.mutable_tasks(0)->clear_readings();
  draft.mutable_tasks(0)->clear_warnings();
  EXPECT_THAT(CorrectionsOf(SampleDraft(), draft), IsEmpty());
}

TEST(NoticeDiffTest, SaysFieldReadAndCorrected) {
  NoticeDraft corrected = SampleDraft();
  corrected.mutable_header()->mutable_signer()->set_value("Nguyễn Văn B");
  corrected.mutable_tasks(0)->set_lead_unit("agencies/so-khcn/units/vp");
  corrected.mutable_tasks(1)->clear_product();
  corrected.clear_decisions();
  EXPECT_THAT(Lines(CorrectionsOf(SampleDraft(), corrected)),
              ElementsAre("0 header.signer: Nguyễn Văn A -> Nguyễn Văn B",
                          "0 decisions: Đồng ý phương án 1 -> ", "1 lead_unit: qlkh -> vp",
                          "2 product: Báo cáo -> "));
}

TEST(NoticeDiffTest, TasksPutInAndTakenOutAreNotTakenForOthers) {
  NoticeDraft corrected = SampleDraft();
  corrected.mutable_tasks()->DeleteSubrange(0, 1);
  corrected.add_tasks()->set_text("Việc thêm");
  EXPECT_THAT(Lines(CorrectionsOf(SampleDraft(), corrected)),
              ElementsAre(HasSubstr("1 task: Thẩm định"), "2 task:  -> Việc thêm"));
}

}  // namespace
}  // namespace dondoc::cli
