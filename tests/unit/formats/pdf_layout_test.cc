#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/pdf_words.h"
#include "tests/unit/formats/pdf_typesetter.h"

namespace dondoc::registry {
namespace {

constexpr float kMiddle = (Typesetter::kLeft + Typesetter::kRight) / 2;

constexpr char kLong[] =
    "Trong chín tháng qua, các phòng, đơn vị đã bám sát chương trình công tác, hoàn thành nhiệm vụ "
    "được giao. Tuy nhiên, tiến độ giải ngân còn chậm, một số báo cáo gửi chưa đúng hạn; việc theo "
    "dõi hồ sơ chưa đầy đủ.";

// `text` with wrapped lines as spaces, as a reader of sentences sees it.
std::string Unwrapped(std::string text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') continue;
    if (text[i + 1] == '\n') {
      ++i;
    } else if (i + 1 < text.size()) {
      text[i] = ' ';
    }
  }
  return text;
}

std::vector<std::string> Texts(const DocumentText& text, const std::vector<TextRange>& ranges) {
  std::vector<std::string> texts;
  for (const TextRange& range : ranges) {
    texts.push_back(text.text.substr(range.begin, range.end - range.begin));
  }
  return texts;
}

TEST(PdfLayoutTest, WrappedLinesAreOneParagraph) {
  Typesetter page;
  float y = 100;
  page.Paragraph(y, kLong).Paragraph(y, "Đoạn hai.").Paragraph(y, kLong);
  EXPECT_EQ(Unwrapped(LaidOut({page}).text), absl::StrCat(kLong, "\n\nĐoạn hai.\n\n", kLong, "\n"));
}

TEST(PdfLayoutTest, ParagraphsAreToldByIndentAlone) {
  Typesetter page;
  float y = 100;
  for (int i = 0; i < 4; ++i) page.Paragraph(y, kLong, 36, 0);
  EXPECT_EQ(Unwrapped(LaidOut({page}).text),
            absl::StrCat(kLong, "\n\n", kLong, "\n\n", kLong, "\n\n", kLong, "\n"));
}

TEST(PdfLayoutTest, ParagraphsAreToldBySpaceAlone) {
  Typesetter page;
  float y = 100;
  for (int i = 0; i < 4; ++i) page.Paragraph(y, kLong, 0, 4);
  EXPECT_EQ(Unwrapped(LaidOut({page}).text),
            absl::StrCat(kLong, "\n\n", kLong, "\n\n", kLong, "\n\n", kLong, "\n"));
}

TEST(PdfLayoutTest, ShortLinesEndParagraphs) {
  Typesetter page;
  float y = 100;
  page.Paragraph(y, kLong, 0, 0);
  page.Paragraph(y, "- Dòng một;", 0, 0).Paragraph(y, "- Dòng hai.", 0, 0);
  EXPECT_EQ(Unwrapped(LaidOut({page}).text),
            absl::StrCat(kLong, "\n\n- Dòng một;\n\n- Dòng hai.\n"));
}

TEST(PdfLayoutTest, HangingItemsGoOnUnderTheirText) {
  Typesetter page;
  float y = 100;
  const std::string item =
      "Rà soát hồ sơ quyết toán các công trình hoàn thành trong năm, đôn đốc "
      "nhà thầu hoàn thiện hồ sơ hoàn công gửi thẩm tra đúng hạn.";
  for (const char* label : {"1.", "2.", "3."}) {
    page.Put(Typesetter::kLeft, y, label);
    page.Paragraph(y, item, 0, 0, Typesetter::kLeft + 28);
  }
  EXPECT_EQ(Unwrapped(LaidOut({page}).text),
            absl::StrCat("1. ", item, "\n\n2. ", item, "\n\n3. ", item, "\n"));
}

TEST(PdfLayoutTest, SentencesGoOnOverPages) {
  Typesetter first, second;
  float y = 700;
  first.Paragraph(y, kLong).Put(Typesetter::kLeft + 36, y,
                                "Câu này đi từ trang này sang trang sau, ");
  // The line is full.
  first.Put(Typesetter::kLeft + 290, y, "không dừng lại giữa chừng mà đi");
  second.Put(Typesetter::kLeft, 100, "tiếp ở đây.");
  float below = 125;
  second.Paragraph(below, kLong);
  EXPECT_NE(LaidOut({first, second}).text.find("mà đi\ntiếp ở đây.\n\nTrong"), std::string::npos)
      << LaidOut({first, second}).text;
}

TEST(PdfLayoutTest, PageNumbersAndRunningHeadsAreTakenOut) {
  const std::vector<std::string> texts = {"Phần một.", "Nội dung hai.", "Công việc ba.",
                                          "Kết bốn."};
  std::vector<Typesetter> pages(4);
  for (size_t i = 0; i < 4; ++i) {
    float y = 120;
    pages[i].Put(400, 40, "Thông báo số 12/TB-SKHCN", 10);
    if (i > 0) pages[i].PutCentered(kMiddle, 60, absl::StrCat(i + 1));
    pages[i].Paragraph(y, texts[i]);
    pages[i].PutCentered(kMiddle, 800, absl::StrCat("Bản in lần ", i + 1), 10);
  }
  const DocumentText text = LaidOut(pages);
  EXPECT_EQ(Texts(text, text.asides),
            (std::vector<std::string>{"Thông báo số 12/TB-SKHCN\nBản in lần 1"}));
  EXPECT_EQ(text.text,
            "Thông báo số 12/TB-SKHCN\nBản in lần 1\n\nPhần một.\n\nNội dung hai.\n\n"
            "Công việc ba.\n\nKết bốn.\n");
}

TEST(PdfLayoutTest, NumbersThatAreNotOfPagesStay) {
  Typesetter page;
  float y = 100;
  page.Put(Typesetter::kLeft, y, "2022");
  y += 30;
  page.Paragraph(y, kLong);
  EXPECT_EQ(LaidOut({page}).text.substr(0, 6), "2022\n\n");
}

TEST(PdfLayoutTest, FootnotesAreAsidesAndTheirMarksGo) {
  Typesetter page;
  float y = 100;
  page.Paragraph(y, kLong);
  page.Put(Typesetter::kLeft, y, "hoàn thành nhiệm vụ");
  // Raised, without a space before.
  page.Put(Typesetter::kLeft + 120, y - 3, "1", 8);
  page.Put(Typesetter::kLeft + 124.2F, y, ". Tuy nhiên");
  page.Put(Typesetter::kLeft, 780, "1 Không kể bốn nhiệm vụ đã được lùi thời hạn", 10);
  const DocumentText text = LaidOut({page});
  EXPECT_EQ(Texts(text, text.asides),
            (std::vector<std::string>{"1 Không kể bốn nhiệm vụ đã được lùi thời hạn"}));
  EXPECT_NE(text.text.find("hoàn thành nhiệm vụ. Tuy nhiên"), std::string::npos) << text.text;
}

TEST(PdfLayoutTest, StampsOfSignaturesAreAsides) {
  Typesetter page;
  float y = 140;
  page.Put(420, 40, "Ký bởi: Sở Khoa học", 8).Put(420, 50, "Thời gian ký: 07/10/2022", 8);
  page.Paragraph(y, kLong).Paragraph(y, kLong);
  const DocumentText text = LaidOut({page});
  EXPECT_EQ(Texts(text, text.asides),
            (std::vector<std::string>{"Ký bởi: Sở Khoa học\nThời gian ký: 07/10/2022"}));
}

TEST(PdfLayoutTest, LetterheadIsARowOfTwoCells) {
  Typesetter page;
  page.PutCentered(160, 80, "UBND TỈNH SÔNG LAM", 12);
  page.PutCentered(400, 82, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, true);
  page.PutCentered(160, 95, "SỞ KHOA HỌC", 12, true);
  page.PutCentered(400, 99, "Độc lập - Tự do - Hạnh phúc", 12, true);
  page.PutCentered(160, 109, "VÀ CÔNG NGHỆ", 12, true);
  page.Put(120, 128, "Số:").Put(175, 128, "/TB-SKHCN");
  page.PutCentered(400, 131, "Sông Lam, ngày 7 tháng 10 năm 2022");
  page.PutCentered(kMiddle, 165, "THÔNG BÁO", 14, true);
  page.PutCentered(kMiddle, 183, "Kết luận của Giám đốc Sở", 14, true);
  float y = 210;
  page.Paragraph(y, kLong);
  const DocumentText text = LaidOut({page});
  EXPECT_EQ(Unwrapped(text.text.substr(text.text.find("THÔNG BÁO"))),
            absl::StrCat("THÔNG BÁO Kết luận của Giám đốc Sở\n\n", kLong, "\n"));
  ASSERT_EQ(text.tables.size(), 1u);
  ASSERT_EQ(text.tables[0].rows.size(), 1u);
  const auto& cells = text.tables[0].rows[0].cells;
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(Texts(text, cells[0].ranges)[0],
            "UBND TỈNH SÔNG LAM\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: /TB-SKHCN");
  EXPECT_EQ(Texts(text, cells[1].ranges)[0],
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Sông Lam, ngày 7 tháng 10 năm 2022");
}

TEST(PdfLayoutTest, SignatureIsARowOfTwoCells) {
  Typesetter page;
  float y = 100;
  page.Paragraph(y, kLong);
  y += 10;
  page.PutCentered(430, y - 2, "TL. GIÁM ĐỐC", 14, true);
  page.Put(Typesetter::kLeft, y, "Nơi nhận:", 12, true);
  page.Put(Typesetter::kLeft, y + 14, "- Các phòng, đơn vị trực thuộc Sở (để", 11);
  page.PutCentered(430, y + 16, "CHÁNH VĂN PHÒNG", 14, true);
  page.Put(Typesetter::kLeft, y + 28, "thực hiện);", 11);
  page.Put(Typesetter::kLeft, y + 42, "- Lưu: VT.", 11);
  page.PutCentered(430, y + 100, "Lê Văn Mẫu", 14, true);
  const DocumentText text = LaidOut({page});
  EXPECT_EQ(text.text.substr(text.text.find("Nơi nhận")),
            "Nơi nhận:\n- Các phòng, đơn vị trực thuộc Sở (để thực hiện);\n- Lưu: VT.\t"
            "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nLê Văn Mẫu\n");
  ASSERT_EQ(text.tables.size(), 1u);
}

TEST(PdfLayoutTest, BoldRunsGoAsFarAsTheyGo) {
  Typesetter page;
  page.Put(Typesetter::kLeft, 100, "1. Văn phòng Sở:", 13, true);
  page.Put(Typesetter::kLeft + 115, 100, "tham mưu")
      .Put(Typesetter::kLeft + 190, 100, "gấp", 13, true);
  const DocumentText text = LaidOut({page});
  EXPECT_EQ(Texts(text, text.bold), (std::vector<std::string>{"1. Văn phòng Sở:", "gấp"}));
}

TEST(PdfLayoutTest, PagesWithoutWordsAreTold) {
  Typesetter written, picture;
  float y = 100;
  written.Paragraph(y, kLong);
  EXPECT_EQ(LaidOut({written, picture}).remarks,
            std::vector<FormatRemark>{FormatRemark::kPagesWithoutText});
  EXPECT_TRUE(LaidOut({written}).remarks.empty());
  for (const std::vector<PdfPage>& pages :
       {std::vector<PdfPage>{}, std::vector<PdfPage>{picture.page(), picture.page()}}) {
    const auto text = LayOutPdf(pages);
    EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(text.status()), "NOTICE_IS_SCANNED");
  }
}

TEST(PdfLayoutTest, ManyWordsTakeLittleTime) {
  // Every line could begin a table, none does; a quadratic search would not end in a test's time.
  std::vector<Typesetter> pages(1);
  for (int i = 0; i < 4000; ++i) {
    const float y = 10 + static_cast<float>(i) * 0.2F;
    for (int j = 0; j < 10; ++j) {
      pages[0].Put(static_cast<float>((i * 7 + j * 53) % 580), y, "x", 0.15F);
    }
  }
  EXPECT_FALSE(LaidOut(pages).text.empty());
}

}  // namespace
}  // namespace dondoc::registry
