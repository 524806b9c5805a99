// The reader's parts one by one: numbering, citations, quantities, units, cutting.
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "services/registry/reader/citations.h"
#include "services/registry/reader/clause_splitter.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/numbering.h"
#include "services/registry/reader/outline.h"
#include "services/registry/reader/quantities.h"
#include "services/registry/reader/tokens.h"
#include "services/registry/reader/unit_phrases.h"
#include "services/registry/reader/vocabulary.h"
#include "tests/unit/reader/sample_directory.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A text with its tokens; keeps the source alive.
class Sample {
 public:
  explicit Sample(const std::string& text)
      : source_(*SourceText::FromText(std::string(text))), document_(source_) {}
  const Document& document() const { return document_; }
  TokenRange all() const { return {0, document_.tokens().size()}; }

 private:
  const SourceText source_;
  const Document document_;
};

TEST(TokensTest, CutsWordsNumbersAndMarks) {
  const Sample sample("trước 15h00: KH&CN – “Đổi mới”… 1.250");
  std::vector<std::string> texts;
  for (const Token& token : sample.document().tokens()) {
    texts.push_back(sample.document().source().text().substr(token.begin, token.size()));
  }
  EXPECT_THAT(texts, ElementsAre("trước", "15", "h", "00", ":", "KH&CN", "–", "“", "Đổi", "mới",
                                 "”", "…", "1", ".", "250"));
  EXPECT_TRUE(sample.document().tokens()[5].IsWord("kh&cn"_w));
  EXPECT_TRUE(sample.document().tokens()[5].upper);
  EXPECT_TRUE(sample.document().tokens()[6].IsMark('-'));
  EXPECT_TRUE(sample.document().tokens()[8].IsWord("đổi"_w));
}

TEST(TokensTest, LowerCaseKeepsTheNumberOfBytes) {
  const std::string capitals =
      "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ";
  const std::string small =
      "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ";
  EXPECT_EQ(LowerVietnamese(capitals), small);
  EXPECT_EQ(LowerVietnamese(small), small);
}

TEST(TokensTest, LongNumbersHaveNoValue) {
  const Sample sample("1234567890");
  EXPECT_EQ(sample.document().tokens()[0].value, -1);
}

std::string NumberingOf(const std::string& line) {
  const Sample sample(line);
  const auto numbering = ReadNumbering(sample.document(), sample.all());
  if (!numbering) return "none";
  return absl::StrCat(numbering->rank, ":", numbering->label);
}

TEST(NumberingTest, ReadsEveryForm) {
  EXPECT_EQ(NumberingOf("1. Văn phòng"), "4:1");
  EXPECT_EQ(NumberingOf("12) Văn phòng"), "4:12");
  EXPECT_EQ(NumberingOf("1/ Văn phòng"), "4:1");
  EXPECT_EQ(NumberingOf("1.Văn phòng"), "4:1");
  EXPECT_EQ(NumberingOf("2.1. Văn phòng"), "5:2.1");
  EXPECT_EQ(NumberingOf("2.1 Văn phòng"), "5:2.1");
  EXPECT_EQ(NumberingOf("2.1.3. Văn phòng"), "6:2.1.3");
  EXPECT_EQ(NumberingOf("I. NHIỆM VỤ"), "2:I");
  EXPECT_EQ(NumberingOf("IV. NHIỆM VỤ"), "2:IV");
  EXPECT_EQ(NumberingOf("A. NHIỆM VỤ"), "2:A");
  EXPECT_EQ(NumberingOf("C. NHIỆM VỤ"), "2:C");
  EXPECT_EQ(NumberingOf("a) Tham mưu"), "10:a");
  EXPECT_EQ(NumberingOf("đ) Tham mưu"), "10:đ");
  EXPECT_EQ(NumberingOf("- Tham mưu"), "11:");
  EXPECT_EQ(NumberingOf("– Tham mưu"), "11:");
  EXPECT_EQ(NumberingOf("+ Tham mưu"), "12:");
  EXPECT_EQ(NumberingOf("• Tham mưu"), "13:");
  EXPECT_EQ(NumberingOf("\xEF\x82\xB7 Tham mưu"), "13:");  // Symbol font bullet, U+F0B7
  EXPECT_EQ(NumberingOf("Điều 3. Tổ chức"), "3:Điều 3");
  EXPECT_EQ(NumberingOf("Phần II. Nhiệm vụ"), "1:Phần II");
}

TEST(NumberingTest, ProseIsNotNumbered) {
  EXPECT_EQ(NumberingOf("3 tháng cuối năm"), "none");
  EXPECT_EQ(NumberingOf("2022. Văn phòng"), "none");
  EXPECT_EQ(NumberingOf("20.4 là hạn cuối"), "none");
  EXPECT_EQ(NumberingOf("1/2 số đơn vị"), "none");
  EXPECT_EQ(NumberingOf("07/10/2022"), "none");
  EXPECT_EQ(NumberingOf("TP. Hà Giang"), "none");
  EXPECT_EQ(NumberingOf("Văn phòng. Thanh tra"), "none");
  EXPECT_EQ(NumberingOf("KH&CN năm 2023."), "none");
  EXPECT_EQ(NumberingOf("1.2.3.4.5.6. Sâu quá"), "none");
}

std::vector<std::string> CitationsOf(const std::string& text) {
  const Sample sample(text);
  std::vector<std::string> result;
  for (const CitationFinding& finding : FindCitations(sample.document(), sample.all())) {
    const v1::Citation& citation = finding.citation;
    result.push_back(absl::StrCat(
        citation.reference_no(), "|", citation.document_type(), "|", citation.date().day(), "/",
        citation.date().month(), "/", citation.date().year(), "|", citation.issuer(), "|",
        finding.without_year ? "no year" : "year", "|", sample.document().Line(finding.range)));
  }
  return result;
}

TEST(CitationsTest, ReadsSymbols) {
  EXPECT_THAT(CitationsOf("thuộc Kế hoạch 16/KH-UBND và Kế hoạch 124/KH-UBND"),
              ElementsAre("16/KH-UBND|Kế hoạch|0/0/0|UBND|no year|Kế hoạch 16/KH-UBND",
                          "124/KH-UBND|Kế hoạch|0/0/0|UBND|no year|Kế hoạch 124/KH-UBND"));
  EXPECT_THAT(CitationsOf("theo 16/KH-UBND"),
              ElementsAre("16/KH-UBND|Kế hoạch|0/0/0|UBND|no year|16/KH-UBND"));
  EXPECT_THAT(CitationsOf("Kế hoạch số 12/KH-UBND ngày 03/02/2022 của UBND tỉnh về chuyển đổi số"),
              ElementsAre("12/KH-UBND|Kế hoạch|3/2/2022|UBND tỉnh|year|Kế hoạch số 12/KH-UBND ngày "
                          "03/02/2022 của UBND tỉnh"));
  EXPECT_THAT(
      CitationsOf("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ"),
      ElementsAre("30/2020/NĐ-CP|Nghị định|5/3/2020|Chính phủ|year|Nghị định số 30/2020/NĐ-CP ngày "
                  "05 tháng 3 năm 2020 của Chính phủ"));
  EXPECT_THAT(CitationsOf("Luật số 28/2026/QH16"),
              ElementsAre("28/2026/QH16|Luật|0/0/0|QH16|year|Luật số 28/2026/QH16"));
  EXPECT_THAT(CitationsOf("Nghị quyết 16-NQ/TW"),
              ElementsAre("16-NQ/TW|Nghị quyết|0/0/0|TW|no year|Nghị quyết 16-NQ/TW"));
  EXPECT_THAT(CitationsOf("Công văn số 123/SKHCN-QLKH"),
              ElementsAre("123/SKHCN-QLKH|Công văn|0/0/0|QLKH|no year|Công văn số 123/SKHCN-QLKH"));
  EXPECT_THAT(CitationsOf("Nghị quyết 66.18/2026/NQ-CP"),
              ElementsAre("66.18/2026/NQ-CP|Nghị quyết|0/0/0|CP|year|Nghị quyết 66.18/2026/NQ-CP"));
}

TEST(CitationsTest, NumbersAndDatesAreNone) {
  EXPECT_THAT(CitationsOf("ngày 07/10/2022, tỷ lệ 3/4, 15.000 đồng/người, 05/người, mục 5/A"),
              IsEmpty());
}

std::string QuantityOf(const std::string& text) {
  const Sample sample(text);
  const auto found = FindQuantity(sample.document(), sample.all(), {});
  if (!found) return "none";
  std::string result = absl::StrCat(found->quantity.target(), "|", found->quantity.noun());
  for (const DoubtAt& doubt : found->doubts) absl::StrAppend(&result, " ", ReasonOf(doubt.doubt));
  return result;
}

TEST(QuantitiesTest, ReadsGoals) {
  EXPECT_EQ(QuantityOf("Tổ chức 02 cuộc thanh tra chuyên ngành"), "2|cuộc");
  EXPECT_EQ(QuantityOf("Nghiệm thu 04 đề tài, dự án đến kỳ"), "4|đề tài, dự án");
  EXPECT_EQ(QuantityOf("Hoàn thiện hồ sơ 05 nhiệm vụ"), "5|nhiệm vụ");
  EXPECT_EQ(QuantityOf("Phát hành 03 (ba) bản tin"), "3|bản tin");
  EXPECT_EQ(QuantityOf("Kiểm định 1.250 phương tiện đo"), "1250|phương tiện đo");
  EXPECT_EQ(QuantityOf("Tổ chức thẩm định 04 còn lại năm 2022"), "4| NOUN_MISSING");
  EXPECT_EQ(QuantityOf("Tổ chức 2-3 lớp tập huấn"), "2|lớp QUANTITY_RANGE");
  EXPECT_EQ(QuantityOf("Viết 05 bài và 02 phóng sự"), "5|bài SEVERAL_QUANTITIES");
  EXPECT_EQ(QuantityOf("Tổ chức 02 hội thảo, báo cáo Giám đốc"), "2|hội thảo");
}

TEST(QuantitiesTest, OtherNumbersAreNone) {
  EXPECT_EQ(QuantityOf("không quá 07 ngày làm việc"), "none");
  EXPECT_EQ(QuantityOf("tại 4 huyện vùng cao"), "none");
  EXPECT_EQ(QuantityOf("6 tháng cuối năm 2022"), "none");
  EXPECT_EQ(QuantityOf("tăng 15% so với cùng kỳ"), "none");
  EXPECT_EQ(QuantityOf("điểm 2 khoản 3 Điều 5"), "none");
  EXPECT_EQ(QuantityOf("theo mẫu số 02 báo cáo"), "none");
  EXPECT_EQ(QuantityOf("500 triệu đồng"), "none");
  EXPECT_EQ(QuantityOf("kiểm tra tại 02 đơn vị"), "none");
  EXPECT_EQ(QuantityOf("2.000.000 phiếu"), "none");
  EXPECT_EQ(QuantityOf("00 cuộc"), "none");
}

std::string UnitOf(const std::string& text) {
  static const UnitMatcher matcher(SampleDirectory());
  const Sample sample(text);
  const auto units = ReadHeadingUnits(sample.document(), matcher, sample.all());
  std::string result;
  for (const UnitReading& unit : units) {
    absl::StrAppend(&result, result.empty() ? "" : " + ",
                    unit.unit.empty()
                        ? absl::StrCat("?", sample.document().Line(unit.range))
                        : unit.unit.substr(std::string("agencies/skhcn/units/").size()));
  }
  return result;
}

TEST(UnitsTest, MatchesNamesAliasesAndAbbreviations) {
  EXPECT_EQ(UnitOf("Văn phòng"), "van-phong");
  EXPECT_EQ(UnitOf("VĂN PHÒNG SỞ"), "van-phong");
  EXPECT_EQ(UnitOf("VPS"), "van-phong");
  EXPECT_EQ(UnitOf("Thanh tra"), "thanh-tra");
  EXPECT_EQ(UnitOf("Phòng quản lý khoa học"), "qlkh");
  EXPECT_EQ(UnitOf("phòng QLKH"), "qlkh");
  EXPECT_EQ(UnitOf("Phòng QLCN"), "qlcn");
  EXPECT_EQ(UnitOf("Phòng KHTC"), "khtc");
  EXPECT_EQ(UnitOf("Phòng KH-TC"), "?Phòng KH-TC");
  EXPECT_EQ(UnitOf("Chi cục TCĐLCL"), "tdc");
  EXPECT_EQ(UnitOf("Chi cục Tiêu chuẩn, Đo lường, Chất lượng"), "tdc");
  EXPECT_EQ(UnitOf("Giao Văn phòng"), "van-phong");
  EXPECT_EQ(UnitOf("Đối với Thanh tra Sở"), "thanh-tra");
  EXPECT_EQ(UnitOf("Văn phòng, Thanh tra Sở"), "van-phong + thanh-tra");
  EXPECT_EQ(UnitOf("Văn phòng chủ trì, phối hợp với Phòng QLKH"), "van-phong + qlkh");
}

TEST(UnitsTest, UnknownAndCollectiveNamesAreKept) {
  EXPECT_EQ(UnitOf("Văn phòng có trách nhiệm"), "van-phong");
  EXPECT_EQ(UnitOf("Phòng QLKH mới"), "?Phòng QLKH mới");
  EXPECT_EQ(UnitOf("Trung tâm Thông tin và CGCN mới"), "?Trung tâm Thông tin và CGCN mới");
  EXPECT_EQ(UnitOf("Các phòng, đơn vị trực thuộc"), "?Các phòng, đơn vị trực thuộc");
}

TEST(UnitsTest, OtherWordsAreNoUnits) {
  EXPECT_EQ(UnitOf("Công tác tài chính"), "");
  EXPECT_EQ(UnitOf("Tổ chức thực hiện"), "");
  EXPECT_EQ(UnitOf("Ban hành văn bản"), "");
  EXPECT_EQ(UnitOf("Phòng, chống tham nhũng"), "");
  EXPECT_EQ(UnitOf("Phòng chống dịch"), "");
}

TEST(UnitsTest, NameOfTwoUnitsIsAmbiguous) {
  ReaderDirectory directory = SampleDirectory();
  directory.units.push_back({"agencies/skhcn/units/van-phong-2", "Văn phòng", {}});
  const UnitMatcher matcher(directory);
  const Sample sample("Văn phòng");
  const auto match = matcher.Match(sample.document(), sample.all());
  ASSERT_TRUE(match);
  EXPECT_TRUE(match->ambiguous);
  EXPECT_EQ(match->unit, "");
}

TEST(UnitsTest, SlugsAreIds) {
  EXPECT_EQ(UnitMatcher::Slug("Văn phòng"), "van-phong");
  EXPECT_EQ(UnitMatcher::Slug("Đội Quản lý KH&CN số 2"), "doi-quan-ly-khcn-so-2");
  EXPECT_EQ(UnitMatcher::Slug("—"), "don-vi");
  EXPECT_EQ(UnitMatcher::Slug("2 Phòng"), "don-vi-2-phong");
  EXPECT_LE(UnitMatcher::Slug(std::string(500, 'a')).size(), 63u);
}

std::vector<std::string> PiecesOf(const std::string& text) {
  const Sample sample(text);
  std::vector<std::string> result;
  for (const ClausePiece& piece : SplitClauses(sample.document(), UnitMatcher({}), sample.all())) {
    result.push_back(
        absl::StrCat(piece.without_action ? "~" : "", sample.document().Line(piece.range)));
  }
  return result;
}

TEST(ClausesTest, CutsAtSentencesAndActions) {
  EXPECT_THAT(PiecesOf("Tổ chức A. Dừng B; rà soát C./."),
              ElementsAre("Tổ chức A", "Dừng B", "rà soát C"));
  EXPECT_THAT(PiecesOf("Nâng cao Trang tin; Bản tin KH&CN; Lịch KH&CN. Tổ chức Hội thảo."),
              ElementsAre("Nâng cao Trang tin; Bản tin KH&CN; Lịch KH&CN", "Tổ chức Hội thảo"));
  EXPECT_THAT(
      PiecesOf(
          "Rà soát ĐTDA (đánh giá; lộ trình..., hoàn thành trước ngày 07/10/2022). Trình duyệt."),
      ElementsAre("Rà soát ĐTDA (đánh giá; lộ trình..., hoàn thành trước ngày 07/10/2022)",
                  "Trình duyệt"));
}

TEST(ClausesTest, DeadlineAloneStaysWithItsTask) {
  EXPECT_THAT(PiecesOf("Rà soát hồ sơ. Hoàn thành trước ngày 15/11/2022. Báo cáo hằng quý."),
              ElementsAre("Rà soát hồ sơ. Hoàn thành trước ngày 15/11/2022", "Báo cáo hằng quý"));
}

TEST(ClausesTest, AbbreviationsAndNumbersDoNotCut) {
  EXPECT_THAT(
      PiecesOf(
          "Làm việc với TP. Hà Giang, TS. Nguyễn Văn A về 15.000 cây trước 20.4. Báo cáo kết quả."),
      ElementsAre("Làm việc với TP. Hà Giang, TS. Nguyễn Văn A về 15.000 cây trước 20.4",
                  "Báo cáo kết quả"));
}

TEST(ClausesTest, LeadInsStopBeforeSentencesBracketsAndHours) {
  const auto lead = [](const std::string& text) {
    const Sample sample(text);
    const auto found = LeadIn(sample.document(), sample.all());
    return found ? sample.document().Line(*found) : std::string("none");
  };
  EXPECT_EQ(lead("Công tác CCHC: Tăng cường"), "Công tác CCHC");
  EXPECT_EQ(lead("Gửi trước 15:00 ngày 10/10"), "none");
  EXPECT_EQ(lead("Rà soát (gồm: A). Báo cáo: B"), "none");
  EXPECT_EQ(lead(absl::StrCat(std::string(kMaxLeadInBytes + 1, 'a'), ": B")), "none");
}

}  // namespace
}  // namespace dondoc::registry
