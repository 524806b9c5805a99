// ReadNotice as a whole: errors, invariants over every text, and the rules that single parts cannot
// show.
#include "services/registry/reader/reader.h"

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/calendar/deadline.h"
#include "common/calendar/official_tables.h"
#include "services/registry/formats/limits.h"
#include "services/registry/reader/limits.h"
#include "tests/unit/reader/draft_printer.h"
#include "tests/unit/reader/read_bytes.h"
#include "tests/unit/reader/sample_directory.h"

namespace dondoc::registry {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::string_view kOpening =
    "THÔNG BÁO\nKết luận Hội nghị giao ban\n\nNgày 03 tháng 10 năm 2022, Sở Khoa học và Công nghệ "
    "tổ chức Hội "
    "nghị. Sở Khoa học và Công nghệ thông báo kết luận của Giám đốc như sau:\n\n";

absl::StatusOr<v1::NoticeDraft> Read(absl::string_view bytes) {
  static const auto& calendar =
      *new calendar::Calendar(*calendar::Calendar::Create(calendar::OfficialTables()));
  return ReadBytes(bytes, "thong-bao.txt", SampleDirectory(), &calendar, {});
}

v1::NoticeDraft Draft(absl::string_view body) {
  const auto draft = Read(absl::StrCat(kOpening, body));
  EXPECT_TRUE(draft.ok()) << draft.status();
  if (!draft.ok()) return {};
  EXPECT_EQ(CheckSpans(*draft), "");
  return *draft;
}

std::vector<std::string> Texts(const v1::NoticeDraft& draft) {
  std::vector<std::string> texts;
  for (const v1::DraftTask& task : draft.tasks()) texts.push_back(task.text());
  return texts;
}

std::vector<std::string> Reasons(const v1::DraftTask& task) {
  std::vector<std::string> reasons;
  for (const v1::DraftWarning& warning : task.warnings()) reasons.push_back(warning.reason());
  return reasons;
}

std::vector<std::string> Reasons(const v1::NoticeDraft& draft) {
  std::vector<std::string> reasons;
  for (const v1::DraftWarning& warning : draft.warnings()) reasons.push_back(warning.reason());
  return reasons;
}

std::string ReasonFor(absl::string_view bytes) {
  const auto draft = Read(bytes);
  EXPECT_EQ(draft.status().code(), absl::StatusCode::kInvalidArgument);
  return dondoc::ReasonOf(draft.status());
}

TEST(ReadNoticeErrors, RefusesWhatIsNoText) {
  EXPECT_EQ(ReasonFor(""), "NOTICE_EMPTY");
  EXPECT_EQ(ReasonFor(" \r\n\t \xC2\xA0 \xEF\xBB\xBF \n"), "NOTICE_EMPTY");
  EXPECT_EQ(ReasonFor("PK\x03\x04rest"), "NOTICE_NOT_TEXT");
  EXPECT_EQ(ReasonFor("\xD0\xCF\x11\xE0 word"), "NOTICE_NOT_TEXT");
  EXPECT_EQ(ReasonFor(absl::string_view("a\0b", 3)), "NOTICE_NOT_TEXT");
  EXPECT_EQ(ReasonFor("Thông b\xE1o"), "INVALID_UTF8");
  EXPECT_EQ(ReasonFor(std::string(kMaxDocumentBytes + 1, 'a')), "NOTICE_TOO_LARGE");
}

TEST(ReadNoticeErrors, SaysWhereTheBadByteIs) {
  const auto draft = Read("abc\xFF");
  const auto info = ErrorInfoOf(draft.status());
  ASSERT_TRUE(info);
  EXPECT_EQ(info->metadata().at("offset"), "3");
}

TEST(ReadNoticeTest, KeepsTextNameAndVersion) {
  const std::string text = absl::StrCat("\xEF\xBB\xBF", kOpening, "1. Văn phòng: Tham mưu A.\r\n");
  const auto draft = Read(text);
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->text(), text);
  EXPECT_EQ(draft->agency(), "agencies/skhcn");
  EXPECT_EQ(draft->file_name(), "thong-bao.txt");
  EXPECT_EQ(draft->reader_version(), kReaderVersion);
  EXPECT_EQ(draft->text_sha256().size(), 64u);
}

TEST(ReadNoticeTest, ALongTextIsReadButNotKept) {
  std::string text(kOpening);
  absl::StrAppend(&text, "1. Văn phòng: Tham mưu Kế hoạch A.\n\n");
  while (text.size() <= kMaxDraftTextBytes)
    absl::StrAppend(&text, "Tuy nhiên, số liệu còn thiếu.\n\n");
  const auto draft = Read(text);
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->text(), "");
  EXPECT_EQ(draft->tasks_size(), 1);
  EXPECT_THAT(Reasons(*draft), Contains("TEXT_LEFT_OUT"));
  EXPECT_THAT(Reasons(*draft), Not(Contains("TEXT_NOT_READ_WHOLE")));
}

TEST(ReadNoticeTest, OnlyTheBeginningOfAHugeTextIsRead) {
  std::string text(kOpening);
  absl::StrAppend(&text, "1. Văn phòng: Tham mưu Kế hoạch A.\n\n");
  text.append(kMaxReadTextBytes, 'x');
  absl::StrAppend(&text, "\n\n2. Văn phòng: Tham mưu Kế hoạch B.\n");
  const auto draft = Read(text);
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->tasks_size(), 1);
  EXPECT_THAT(Reasons(*draft), Contains("TEXT_NOT_READ_WHOLE"));
}

TEST(ReadNoticeTest, ADraftFitsOneMessage) {
  std::string text(kOpening);
  // Sentences of a page each, so that the bytes run out before the number of tasks.
  std::string sentence = "1. Văn phòng: Tham mưu";
  while (sentence.size() < kMaxTaskTextBytes * 2) absl::StrAppend(&sentence, " nội dung");
  while (text.size() < 8 * kMaxDraftReadingBytes) absl::StrAppend(&text, sentence, ".\n\n");
  const auto draft = Read(text);
  ASSERT_TRUE(draft.ok());
  EXPECT_LT(draft->ByteSizeLong(), size_t{4} << 20);
  EXPECT_GT(draft->tasks_size(), 100);
  EXPECT_THAT(Reasons(draft->tasks(0)), Contains("TASK_TEXT_CUT"));
  EXPECT_THAT(Reasons(*draft), Contains("TOO_MANY_TASKS"));
}

TEST(ReadNoticeTest, FileNameIsMadeValid) {
  const auto draft = ReadBytes("THÔNG BÁO", "a\xFFz", SampleDirectory(), nullptr, {});
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->file_name(), "a\xEF\xBF\xBDz");
  const auto cut = ReadBytes("THÔNG BÁO", std::string(5000, 'x'), SampleDirectory(), nullptr, {});
  EXPECT_EQ(cut->file_name().size(), kMaxFileNameChars);
}

TEST(ReadNoticeTest, SpellingsOfOneTextAreOneDocument) {
  const std::string text =
      absl::StrCat(kOpening, "1. Văn phòng: Tham mưu kế hoạch trước ngày 15/11/2022.\n");
  const auto plain = Read(text);
  const auto crlf = Read(absl::StrReplaceAll(text, {{"\n", "\r\n"}}));
  const auto spaces = Read(absl::StrReplaceAll(text, {{" ", "\xC2\xA0"}}));
  ASSERT_TRUE(plain.ok() && crlf.ok() && spaces.ok());
  EXPECT_EQ(plain->text_sha256(), crlf->text_sha256());
  EXPECT_EQ(plain->text_sha256(), spaces->text_sha256());
  ASSERT_EQ(spaces->tasks_size(), 1);
  EXPECT_EQ(CheckSpans(*spaces), "");
  EXPECT_EQ(PrintDeadline(spaces->tasks(0).deadline()), "BEFORE_DAY 2022-11-15 -> 2022-11-14");
}

TEST(ReadNoticeTest, WithoutCalendarTheKindIsStillTold) {
  const auto draft =
      ReadBytes(absl::StrCat(kOpening, "1. Văn phòng: Tham mưu trước ngày 15/11/2022."), "a",
                SampleDirectory(), nullptr, {});
  ASSERT_TRUE(draft.ok());
  ASSERT_EQ(draft->tasks_size(), 1);
  EXPECT_EQ(draft->tasks(0).deadline().kind(), common::v1::Deadline::BEFORE_DAY);
  EXPECT_FALSE(draft->tasks(0).deadline().has_last_day());
}

TEST(ReadNoticeTest, OneBulletHoldsSeveralTasks) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng:\n- Công tác tài chính: Tổng hợp biểu (Hoàn thành ngày 07/10/2022). Đảm bảo "
      "tiến độ giải "
      "ngân; Quyết toán và thanh lý hợp đồng (không quá 07 ngày làm việc kể từ khi nhận được hồ sơ "
      "hợp lệ).\n");
  ASSERT_EQ(draft.tasks_size(), 3);
  for (const v1::DraftTask& task : draft.tasks()) {
    EXPECT_EQ(task.topic(), "Công tác tài chính");
    EXPECT_EQ(task.lead_unit(), "agencies/skhcn/units/van-phong");
    EXPECT_EQ(task.section(), "1");
  }
  ASSERT_EQ(draft.clauses_size(), 1);
  EXPECT_THAT(draft.clauses(0).clock().purposes(),
              ElementsAre(v1::ClockClause::SETTLEMENT, v1::ClockClause::LIQUIDATION));
  EXPECT_EQ(draft.clauses(0).task_ordinal(), 3);
}

TEST(ReadNoticeTest, SentenceWithTwoDaysIsTwoTasks) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng: Hoàn thiện hồ sơ trước ngày 10/10/2022 và trình UBND tỉnh trước ngày "
      "20/10/2022.\n");
  EXPECT_THAT(Texts(draft), ElementsAre("Hoàn thiện hồ sơ trước ngày 10/10/2022",
                                        "trình UBND tỉnh trước ngày 20/10/2022"));
  EXPECT_THAT(Reasons(draft.tasks(0)), Contains("TASK_SPLIT_BY_DEADLINE"));
}

TEST(ReadNoticeTest, PhraseBrokenOverParagraphsIsOneTask) {
  const v1::NoticeDraft draft =
      Draft("1. Phòng QLKH: Trình danh mục nhiệm vụ\n \n\nKH&CN năm 2023. Rà soát hồ sơ.\n");
  EXPECT_THAT(Texts(draft),
              ElementsAre("Trình danh mục nhiệm vụ\n \n\nKH&CN năm 2023", "Rà soát hồ sơ"));
  EXPECT_THAT(Reasons(draft.tasks(0)), ElementsAre("PHRASE_BROKEN_OVER_PARAGRAPHS"));
  EXPECT_THAT(Reasons(draft.tasks(1)), IsEmpty());
}

TEST(ReadNoticeTest, AssessmentMakesNoTasks) {
  const v1::NoticeDraft draft = Draft(
      "1. Đánh giá chung: Tham mưu tốt các nội dung. Tổ chức 02 hội nghị.\n\n2. Nhiệm vụ trọng tâm "
      "quý IV năm "
      "2022\n\n2.1. Văn phòng: Rà soát hồ sơ.\n");
  EXPECT_THAT(Texts(draft), ElementsAre("Rà soát hồ sơ"));
  EXPECT_EQ(draft.header().scope_phrase().value(), "quý IV năm 2022");
  EXPECT_EQ(draft.header().scope_from().month(), 10);
  EXPECT_EQ(draft.header().scope_to().day(), 31);
}

TEST(ReadNoticeTest, RemarksAndExhortationsAreNoTasks) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng: Tuy nhiên, chất lượng chưa cao. Các phòng đã chủ động báo cáo. Rà soát hồ "
      "sơ.\n\nYêu cầu các "
      "phòng, đơn vị nghiêm túc triển khai thực hiện./.\n");
  EXPECT_THAT(Texts(draft), ElementsAre("Rà soát hồ sơ"));
}

TEST(ReadNoticeTest, ClosingHoldsATaskOnlyWithADay) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng: Rà soát hồ sơ.\n\nTrên đây là kết luận. Yêu cầu các phòng báo cáo kết quả "
      "trước ngày "
      "15/12/2022. Đề nghị các phòng tích cực thực hiện./.\n");
  ASSERT_EQ(draft.tasks_size(), 2);
  EXPECT_EQ(draft.tasks(1).section(), "");
  EXPECT_EQ(draft.tasks(1).lead_unit_text(), "các phòng");
  EXPECT_THAT(Reasons(draft.tasks(1)), Contains("TASK_IN_CLOSING"));
}

TEST(ReadNoticeTest, ClosingBeginsWithAParagraph) {
  // The second line only goes on, though a closing may begin with its words.
  const auto draft = Draft(
      "1. Phòng Quản lý Khoa học trả lời kiến nghị trong 07 ngày làm việc kể từ ngày ban hành\n"
      "Thông báo này.\n2. Thanh tra Sở rà soát hồ sơ tố cáo.\nTrên đây là kết luận./.\n");
  EXPECT_EQ(draft.tasks_size(), 2) << PrintDraft(draft);
}

TEST(ReadNoticeTest, ABracketInTheTitleMayBeWrappedBeforeADash) {
  const auto draft = Read(
      "THÔNG BÁO\nKết luận tại buổi kiểm tra tuyến kênh (đoạn Bàu Sen\n- Hòa Lạc)\n\n"
      "Sau khi nghe báo cáo của\nThanh tra Sở, Văn phòng Sở; Giám đốc Sở kết luận như sau:\n\n"
      "1. Văn phòng Sở rà soát hồ sơ.\n");
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_THAT(Texts(*draft), ElementsAre("Văn phòng Sở rà soát hồ sơ"));
}

TEST(ReadNoticeTest, WhoApprovesIsNotTold) {
  const auto draft = Draft(
      "1. Phòng Quản lý Khoa học hoàn thiện phương án, trình Thanh tra Sở, Văn phòng Sở phê duyệt "
      "trước ngày 26/10/2022.\n");
  ASSERT_EQ(draft.tasks_size(), 1) << PrintDraft(draft);
  EXPECT_TRUE(draft.tasks(0).deadline().has_before_day());
}

TEST(ReadNoticeTest, LeadInLendsItsDayAndItsVerb) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng:\n- Hoàn thành trước ngày 15/11/2022:\n+ Kế hoạch chuyển đổi số;\n+ Rà soát hồ "
      "sơ trong tháng "
      "10/2022.\n");
  ASSERT_EQ(draft.tasks_size(), 2);
  EXPECT_EQ(draft.tasks(0).text(), "Hoàn thành trước ngày 15/11/2022: Kế hoạch chuyển đổi số");
  EXPECT_EQ(draft.tasks(0).spans_size(), 2);
  EXPECT_EQ(PrintDeadline(draft.tasks(0).deadline()), "BEFORE_DAY 2022-11-15 -> 2022-11-14");
  EXPECT_THAT(Reasons(draft.tasks(0)), ElementsAre("LEAD_IN_REPEATED", "DEADLINE_FROM_LEAD_IN"));
  EXPECT_EQ(PrintDeadline(draft.tasks(1).deadline()), "WITHIN_PERIOD MONTH 10 2022 -> 2022-10-31");
}

TEST(ReadNoticeTest, UnknownUnitIsProposedOnceWithAFreeId) {
  const v1::NoticeDraft draft = Draft(
      "1. Phòng QLKH mới: Rà soát A. Rà soát B.\n2. Trung tâm Số: Rà soát C.\n3. Trung tâm số: Rà "
      "soát D.\n");
  ASSERT_EQ(draft.proposed_units_size(), 2);
  EXPECT_EQ(draft.proposed_units(0).suggested_id(), "phong-qlkh-moi");
  EXPECT_EQ(draft.proposed_units(1).suggested_id(), "trung-tam-so");
  EXPECT_EQ(draft.tasks(0).lead_unit(), "");
  EXPECT_EQ(draft.tasks(0).lead_unit_text(), "Phòng QLKH mới");
  EXPECT_THAT(Reasons(draft.tasks(0)), ElementsAre("UNIT_UNKNOWN"));
  EXPECT_THAT(Reasons(draft), Contains("UNIT_UNKNOWN"));
}

TEST(ReadNoticeTest, AssignmentOverrulesTheHeading) {
  const v1::NoticeDraft draft = Draft(
      "1. Văn phòng: Rà soát A. Giao Phòng QLKH chủ trì, phối hợp với Thanh tra Sở rà soát B. Yêu "
      "cầu các phòng "
      "cung cấp số liệu.\n");
  ASSERT_EQ(draft.tasks_size(), 3);
  EXPECT_EQ(draft.tasks(0).lead_unit(), "agencies/skhcn/units/van-phong");
  EXPECT_EQ(draft.tasks(1).lead_unit(), "agencies/skhcn/units/qlkh");
  EXPECT_THAT(draft.tasks(1).cooperating_units(), ElementsAre("agencies/skhcn/units/thanh-tra"));
  EXPECT_EQ(draft.tasks(2).lead_unit(), "agencies/skhcn/units/van-phong");
  EXPECT_THAT(draft.tasks(2).cooperating_units_text(), ElementsAre("các phòng"));
}

TEST(ReadNoticeTest, InspectionClauses) {
  const v1::NoticeDraft draft = Draft(
      "1. Thanh tra: Tổ chức 02 cuộc thanh tra chuyên ngành. Dừng 01 cuộc thanh tra hành chính. "
      "Tăng cường kiểm tra "
      "công vụ. Báo cáo kết quả 03 cuộc thanh tra hành chính. Tăng cường công tác thanh tra. Tạm "
      "dừng 01 cuộc thanh "
      "tra chuyên ngành. Hủy 02 (hai) cuộc kiểm tra chuyên ngành.\n");
  std::vector<std::string> kinds;
  for (const v1::Clause& clause : draft.clauses()) {
    kinds.push_back(absl::StrCat(
        clause.task_ordinal(), " ", v1::InspectionClause::Action_Name(clause.inspection().action()),
        " ", v1::InspectionClause::Kind_Name(clause.inspection().inspection_kind()), " ",
        clause.inspection().count()));
    EXPECT_EQ(clause.unit(), "agencies/skhcn/units/thanh-tra");
  }
  EXPECT_THAT(kinds,
              ElementsAre("1 PLAN SPECIALISED 2", "2 CANCEL_FROM_PLAN ADMINISTRATIVE 1",
                          "3 INTERNAL_CHECK CIVIL_SERVICE 1", "7 CANCEL_FROM_PLAN EXAMINATION 2"));
  EXPECT_THAT(Reasons(draft.tasks(5)), ElementsAre("INSPECTION_SUSPENDED"));
}

TEST(ReadNoticeTest, DatesOfCitedDocumentsAreNoDeadlines) {
  const v1::NoticeDraft draft =
      Draft("1. Văn phòng: Hoàn thành Kế hoạch số 12/KH-UBND ngày 03/11/2022 của UBND tỉnh.\n");
  ASSERT_EQ(draft.tasks_size(), 1);
  EXPECT_EQ(draft.tasks(0).deadline().kind(), common::v1::Deadline::NONE);
  ASSERT_EQ(draft.tasks(0).citations_size(), 1);
  EXPECT_EQ(draft.tasks(0).citations(0).date().month(), 11);
}

TEST(ReadNoticeTest, LetterheadIsRead) {
  const auto draft = Read(
      "UBND TỈNH A                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ                 "
      "Độc lập - Tự do - "
      "Hạnh phúc\nSố: 05/TB-SNV             A, ngày 05 tháng 10 năm 2022\n\nTHÔNG BÁO\nKết luận "
      "cuộc họp\n\nNgày "
      "03/10, Sở Nội vụ họp. Giám đốc Sở kết luận như sau:\n1. Văn phòng: Rà soát.\n\nTL. CHỦ TỊCH "
      "- KT. CHÁNH VĂN "
      "PHÒNG - PHÓ CHÁNH VĂN PHÒNG\nNguyễn Văn A\n");
  ASSERT_TRUE(draft.ok());
  const v1::DirectiveHeader& header = draft->header();
  EXPECT_EQ(header.issuer().value(), "SỞ NỘI VỤ");
  EXPECT_EQ(header.reference_no().value(), "05/TB-SNV");
  EXPECT_EQ(header.issue_date().value().day(), 5);
  EXPECT_EQ(header.issue_date().provenance(), v1::READ_FROM_TEXT);
  EXPECT_EQ(header.conference_date().value().day(), 3);
  EXPECT_EQ(header.conference_date().value().year(), 2022);
  EXPECT_EQ(header.concluded_by().value(), "Giám đốc Sở");
  EXPECT_EQ(header.delegations_size(), 2);
  EXPECT_EQ(header.signer_title().value(), "PHÓ CHÁNH VĂN PHÒNG");
  EXPECT_EQ(header.signer().value(), "Nguyễn Văn A");
  EXPECT_EQ(CheckSpans(*draft), "");
  EXPECT_THAT(Reasons(*draft), IsEmpty());
}

TEST(ReadNoticeTest, ADateWrappedInItsCellIsTheDayOfIssue) {
  const auto draft = Read(
      "ỦY\nBAN NHÂN DÂN\nTỈNH A\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\nSố: "
      "12/TB-UBND\n|\nA, ngày\n23 tháng 6 năm 2022\n|\nTHÔNG BÁO\nKết luận cuộc họp\n1. Văn phòng "
      "rà soát hồ sơ.\n");
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->header().issue_date().value().day(), 23);
  EXPECT_EQ(draft->header().issue_date().value().year(), 2022);
}

TEST(ReadNoticeTest, ALetterheadAsItIsFilledIn) {
  const auto draft = Read(
      "ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n   TỈNH A\n Số:   4390   "
      "  "
      "/UBND-NLN              A, ngày 27 tháng 5 năm 2022\nV/v tổ chức triển khai\nNghị định số "
      "18/2022/NĐ-CP\n          Kính gửi:\n                  - Các sở, ban, ngành;\n               "
      "  "
      " - UBND các xã.\n     Chủ tịch UBND tỉnh giao:\n     1. Văn phòng rà soát hồ sơ.\n");
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->header().reference_no().value(), "4390/UBND-NLN");
  EXPECT_EQ(draft->header().title().value(), "tổ chức triển khai Nghị định số 18/2022/NĐ-CP");
}

TEST(ReadNoticeTest, MarksOfEmphasisAreNoPartOfADateOrAName) {
  const auto draft = Read(
      "| THỦ TƯỚNG CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| --- | --- |\n| Số: "
      "13/CT-TTg | "
      "*Hà Nội, ngày 02 tháng* *5 năm 2022* |\nCHỈ THỊ\nVề quản lý\n1. Văn phòng rà soát hồ sơ "
      "trước "
      "ngày 15/6.\n| *Nơi nhận:* - Như trên; | THỦ TƯỚNG     Phạm Văn A |\n");
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->header().issue_date().value().month(), 5);
  EXPECT_EQ(draft->header().signer().value(), "Phạm Văn A");
}

TEST(ReadNoticeTest, TheDayOfIssueMayStandAboveTheSignature) {
  const auto draft = Read(
      "THÔNG BÁO\nKết luận cuộc họp\n\n1. Văn phòng rà soát hồ sơ trước ngày 15/11.\n\nHà Giang, "
      "ngày 05 tháng 10 năm 2022\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn A\n");
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->header().issue_date().value().day(), 5);
  ASSERT_EQ(draft->tasks_size(), 1);
  EXPECT_EQ(draft->tasks(0).deadline().last_day().year(), 2022);
}

TEST(ReadNoticeTest, ALetterSpeaksToThoseInItsOpeningOrItsAddress) {
  constexpr absl::string_view kHead =
      "SỞ NỘI VỤ\nSố: 12/SNV-VP\nA, ngày 05 tháng 10 năm 2022\n\nKính gửi: Thanh tra Sở.\n\n";
  const auto opening =
      Read(absl::StrCat(kHead,
                        "Sở Nội vụ đề nghị các phòng, đơn vị thực hiện một số nội dung sau:"
                        "\n\n1. Rà soát hồ sơ tồn đọng.\n"));
  ASSERT_TRUE(opening.ok());
  ASSERT_EQ(opening->tasks_size(), 1);
  EXPECT_EQ(opening->tasks(0).lead_unit_text(), "các phòng, đơn vị");
  EXPECT_EQ(opening->tasks(0).act(), v1::REQUEST);
  EXPECT_THAT(Reasons(opening->tasks(0)), Contains("UNIT_FROM_OPENING"));
  const auto address =
      Read(absl::StrCat(kHead, "Để bảo đảm tiến độ, đề nghị:\n\n1. Rà soát hồ sơ.\n"));
  ASSERT_TRUE(address.ok());
  ASSERT_EQ(address->tasks_size(), 1);
  EXPECT_EQ(address->tasks(0).lead_unit_text(), "Thanh tra Sở");
}

TEST(ReadNoticeTest, MissingHeaderIsMarkedNotInvented) {
  const auto draft = Read("1. Văn phòng: Tham mưu trước ngày 15/11.\n");
  ASSERT_TRUE(draft.ok());
  EXPECT_THAT(Reasons(*draft), Contains("ISSUE_DATE_MISSING"));
  EXPECT_EQ(draft->header().issue_date().provenance(), v1::MISSING);
  EXPECT_FALSE(draft->header().issue_date().has_value());
  ASSERT_EQ(draft->tasks_size(), 1);
  EXPECT_FALSE(draft->tasks(0).deadline().has_last_day());
  EXPECT_THAT(Reasons(draft->tasks(0)), Contains("YEAR_UNKNOWN"));
}

TEST(ReadNoticeTest, ReadingIsDeterministic) {
  const std::string text =
      absl::StrCat(kOpening, "1. Văn phòng: Rà soát A; trình B trước ngày 15/11/2022.\n");
  EXPECT_EQ(Read(text)->SerializeAsString(), Read(text)->SerializeAsString());
}

TEST(ReadNoticeLimits, TasksAreCountedAndTheRestIsSaid) {
  std::string body = "1. Văn phòng:\n";
  for (int i = 0; i < kMaxTasks + 100; ++i) body += "- Rà soát hồ sơ.\n";
  const v1::NoticeDraft draft = Draft(body);
  EXPECT_EQ(draft.tasks_size(), kMaxTasks);
  EXPECT_THAT(Reasons(draft), Contains("TOO_MANY_TASKS"));
}

TEST(ReadNoticeLimits, ParagraphsAndNestingAreBounded) {
  std::string body;
  for (int i = 0; i < kMaxBlocks + 10; ++i) body += "- x:\n";
  EXPECT_THAT(Reasons(Draft(body)), Contains("TOO_MANY_PARAGRAPHS"));
}

TEST(ReadNoticeLimits, LeadInIsNotMultiplied) {
  // A long lead-in repeated with every item would make a draft of gigabytes.
  std::string body = absl::StrCat("1. Tham mưu ", std::string(200000, 'x'), ":\n");
  for (int i = 0; i < 900; ++i) body += "- mục\n";
  const v1::NoticeDraft draft = Draft(body);
  EXPECT_LT(draft.ByteSizeLong(), 4u << 20);
}

// Texts made to hurt: every one must be read in time that grows with its length only.
TEST(ReadNoticeLimits, TimeIsLinear) {
  const std::vector<std::string> seeds = {
      "(",
      ")",
      "1.",
      "- ",
      "a",
      "trước ",
      "kể từ ngày ",
      "không quá 07 ngày làm việc ",
      "16/KH-UBND ",
      ": ",
      "; ",
      "tháng 10, ",
      "phối hợp với Văn phòng, ",
      "Giao Văn phòng ",
      "hoàn thành ",
      "\n\nA",
      "1\t2   3",
      "quý I và ",
      "trong thời hạn không quá chậm nhất ",
      "03 (ba) ",
      "\xCC\x81",
      "Phòng A B C và D ",
      "số ",
      "Nơi nhận\t",
      "TL. A\n",
      "trước khi a b c d ",
  };
  for (const std::string& seed : seeds) {
    constexpr size_t kLongText = size_t{1} << 20;
    std::string text(kOpening);
    while (text.size() + seed.size() <= kLongText) text += seed;
    const auto start = std::chrono::steady_clock::now();
    const auto draft = Read(text);
    const auto elapsed = std::chrono::steady_clock::now() - start;
    ASSERT_TRUE(draft.ok()) << seed;
    EXPECT_LT(draft->ByteSizeLong(), 16u << 20) << seed;
    // A megabyte takes well under a second; a quadratic step takes hours. The margin is for
    // sanitizers and busy machines.
    EXPECT_LT(elapsed, std::chrono::seconds(20)) << seed;
  }
}

// Random cuts and splices of a real-looking notice: never a crash, spans always true, deadlines
// always valid.
TEST(ReadNoticeProperties, HoldForMutatedTexts) {
  const std::string base =
      absl::StrCat(kOpening,
                   "1. Đánh giá chung: Tốt.\n\n2. Nhiệm vụ quý IV năm 2022\n2.1. Văn phòng:\n- "
                   "Công tác CCHC: Tổ chức 02 cuộc kiểm "
                   "tra công vụ; tự chấm điểm (Hoàn trước 15/11/2022)\n- Thanh toán không quá 03 "
                   "(ba) ngày kể từ khi được phê "
                   "duyệt.\n2.2. Phòng QLKH: Trình danh mục\n\nKH&CN năm 2023 theo Kế hoạch "
                   "16/KH-UBND.\nTrên đây là kết luận./.\nNơi "
                   "nhận:\n- Như trên;\nTL.GIÁM ĐỐC\nNguyễn Văn A\n");
  const std::vector<std::string> splices = {
      "\n",       "\n\n",     ". ",  "; ",         ":",           "(",
      ")",        " ",        "\t",  "31/02/2023", "trước ngày ", "tháng 13",
      "\xCC\x80", "\xC2\xA0", "1. ", "- ",         "đ) ",         "99999999999"};
  std::mt19937 random(20221003);
  for (int round = 0; round < 3000; ++round) {
    std::string text = base;
    for (int edits = 0; edits < 4; ++edits) {
      const size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text.erase(at, random() % 40);
      } else {
        text.insert(at, splices[random() % splices.size()]);
      }
      if (text.empty()) text = "x";
    }
    const auto draft = Read(text);
    if (!draft.ok()) {
      EXPECT_THAT(dondoc::ReasonOf(draft.status()),
                  ::testing::AnyOf("INVALID_UTF8", "NOTICE_EMPTY"));
      continue;
    }
    ASSERT_EQ(CheckSpans(*draft), "") << text;
    for (const v1::DraftTask& task : draft->tasks()) {
      FieldErrors errors;
      calendar::ValidateDeadline(task.deadline(), "", errors);
      ASSERT_TRUE(errors.empty()) << text << errors.ToStatus();
      ASSERT_GE(task.confidence(), 0);
      ASSERT_LE(task.confidence(), 100);
      ASSERT_FALSE(task.text().empty());
    }
  }
}

}  // namespace
}  // namespace dondoc::registry
