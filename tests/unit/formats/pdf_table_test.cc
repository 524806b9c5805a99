#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/unit/formats/pdf_typesetter.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

// Columns of a task table.
constexpr float kNumber = 98;
constexpr float kTask = 120;
constexpr float kUnit = 300;
constexpr float kTime = 430;
constexpr float kLineHeight = 15;

// Lines of a cell from `y` downwards.
void Lines(Typesetter& page, float x, float y, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    page.Put(x, y, line, 12);
    y += kLineHeight;
  }
}

void Head(Typesetter& page, float y) {
  page.PutCentered(kNumber, y + kLineHeight / 2, "TT", 12, true);
  page.PutCentered(205, y + kLineHeight / 2, "Nội dung nhiệm vụ", 12, true);
  page.PutCentered(355, y, "Đơn vị", 12, true)
      .PutCentered(355, y + kLineHeight, "chủ trì", 12, true);
  page.PutCentered(480, y + kLineHeight / 2, "Thời hạn", 12, true);
}

TEST(PdfTableTest, NumbersAtTheTopTellTheRows) {
  // No white space between rows, as word processors set them.
  Typesetter page;
  Head(page, 100);
  Lines(page, 95, 132, {"1"});
  Lines(page, kTask, 132,
        {"Rà soát hồ sơ quyết toán", "các công trình năm 2023;", "trình thẩm tra."});
  Lines(page, kUnit, 132, {"Phòng Tài chính"});
  Lines(page, kTime, 132, {"Trước ngày", "30/11/2022"});
  Lines(page, 95, 177, {"2"});
  Lines(page, kTask, 177, {"Kiểm tra công vụ."});
  Lines(page, kUnit, 177, {"Thanh tra Sở, Văn", "phòng Sở"});
  Lines(page, kTime, 177, {"Quý IV/2022"});
  EXPECT_EQ(
      PrintTables(LaidOut({page})),
      "TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn\n"
      "1 | Rà soát hồ sơ quyết toán các công trình năm 2023; trình thẩm tra. | Phòng Tài chính "
      "| Trước ngày 30/11/2022\n"
      "2 | Kiểm tra công vụ. | Thanh tra Sở, Văn phòng Sở | Quý IV/2022\n");
}

TEST(PdfTableTest, NumbersInTheMiddleTellTheRows) {
  Typesetter page;
  Head(page, 100);
  Lines(page, kTask, 132,
        {"Rà soát hồ sơ quyết toán", "các công trình năm 2023;", "đôn đốc nhà thầu",
         "trình thẩm tra."});
  Lines(page, 95, 132 + 22.5F, {"1"});
  Lines(page, kUnit, 132 + 15, {"Phòng Tài chính", "và Văn phòng Sở"});
  Lines(page, kTime, 132 + 22.5F, {"30/11/2022"});
  Lines(page, kTask, 192, {"Kiểm tra công vụ tại", "hai đơn vị."});
  Lines(page, 95, 192 + 7.5F, {"2"});
  Lines(page, kUnit, 192 + 7.5F, {"Thanh tra Sở"});
  Lines(page, kTime, 192 + 7.5F, {"Quý IV/2022"});
  Lines(page, kTask, 222, {"Báo cáo tổng kết."});
  Lines(page, 95, 222, {"3"});
  Lines(page, kUnit, 222, {"Văn phòng Sở"});
  Lines(page, kTime, 222, {"20/12/2022"});
  EXPECT_EQ(
      PrintTables(LaidOut({page})),
      "TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn\n"
      "1 | Rà soát hồ sơ quyết toán các công trình năm 2023; đôn đốc nhà thầu\\ntrình thẩm tra. | "
      "Phòng Tài chính và Văn phòng Sở | 30/11/2022\n"
      "2 | Kiểm tra công vụ tại\\nhai đơn vị. | Thanh tra Sở | Quý IV/2022\n"
      "3 | Báo cáo tổng kết. | Văn phòng Sở | 20/12/2022\n");
}

TEST(PdfTableTest, SpaceTellsRowsWithoutNumbers) {
  Typesetter page;
  Lines(page, 90, 100, {"Đơn vị"});
  Lines(page, 230, 100, {"Nhiệm vụ"});
  Lines(page, 450, 100, {"Thời hạn"});
  Lines(page, 90, 125, {"Văn phòng Sở"});
  Lines(page, 230, 125, {"Tham mưu kế hoạch công tác", "năm 2023 của Sở"});
  Lines(page, 450, 125, {"30/11/2022"});
  Lines(page, 90, 165, {"Thanh tra Sở"});
  Lines(page, 230, 165, {"Ba cuộc thanh tra"});
  Lines(page, 450, 165, {"Quý IV/2022"});
  EXPECT_EQ(PrintTables(LaidOut({page})),
            "Đơn vị | Nhiệm vụ | Thời hạn\n"
            "Văn phòng Sở | Tham mưu kế hoạch công tác năm 2023 của Sở | 30/11/2022\n"
            "Thanh tra Sở | Ba cuộc thanh tra | Quý IV/2022\n");
}

TEST(PdfTableTest, TablesGoOnOverPages) {
  Typesetter first, second;
  Head(first, 700);
  Lines(first, 95, 732, {"1"});
  Lines(first, kTask, 732, {"Rà soát hồ sơ quyết toán", "các công trình năm 2023;"});
  Lines(first, kUnit, 732, {"Phòng Tài chính"});
  Lines(first, kTime, 732, {"30/11/2022"});
  first.PutCentered(312, 800, "1");
  Head(second, 70);
  Lines(second, kTask, 102, {"đôn đốc nhà thầu."});
  Lines(second, 95, 117, {"2"});
  Lines(second, kTask, 117, {"Kiểm tra công vụ."});
  Lines(second, kUnit, 117, {"Thanh tra Sở"});
  Lines(second, kTime, 117, {"Quý IV/2022"});
  float y = 150;
  second.Paragraph(y,
                   "Yêu cầu các phòng, đơn vị nghiêm túc triển khai thực hiện, báo cáo kết quả về "
                   "Văn phòng Sở trước ngày 25 hằng tháng.");
  second.PutCentered(312, 800, "2");
  const DocumentText text = LaidOut({first, second});
  EXPECT_EQ(PrintTables(text),
            "TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn\n"
            "1 | Rà soát hồ sơ quyết toán các công trình năm 2023; đôn đốc nhà thầu. | "
            "Phòng Tài chính | 30/11/2022\n"
            "2 | Kiểm tra công vụ. | Thanh tra Sở | Quý IV/2022\n");
  EXPECT_NE(text.text.find("Quý IV/2022\n\nYêu cầu"), std::string::npos) << text.text;
}

TEST(PdfTableTest, TheRestOfARowMayBeAllOfAPage) {
  Typesetter first, second;
  Head(first, 700);
  Lines(first, 95, 732, {"1"});
  Lines(first, kTask, 732, {"Rà soát hồ sơ quyết toán"});
  Lines(first, kUnit, 732, {"Phòng Tài chính"});
  Lines(first, kTime, 732, {"30/11/2022"});
  Lines(second, kTask, 80, {"các công trình năm 2023."});
  float y = 120;
  second.Paragraph(y,
                   "Yêu cầu các phòng, đơn vị nghiêm túc triển khai thực hiện, báo cáo kết quả.");
  EXPECT_EQ(
      PrintTables(LaidOut({first, second})),
      "TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn\n"
      "1 | Rà soát hồ sơ quyết toán các công trình năm 2023. | Phòng Tài chính | 30/11/2022\n");
}

TEST(PdfTableTest, TitlesOfGroupsSpanColumns) {
  Typesetter page;
  Head(page, 100);
  page.PutCentered(kNumber, 132, "I", 12, true);
  page.Put(kTask, 132, "LĨNH VỰC LÂM NGHIỆP, THỦY LỢI, THỦY SẢN", 12, true);
  for (int i = 0; i < 2; ++i) {
    const float y = 147 + 15 * static_cast<float>(i);
    Lines(page, 95, y, {i == 0 ? "1" : "2"});
    Lines(page, kTask, y, {"Kiểm tra công vụ."});
    Lines(page, kUnit, y, {"Thanh tra Sở"});
    Lines(page, kTime, y, {"Quý IV/2022"});
  }
  EXPECT_EQ(PrintTables(LaidOut({page})),
            "TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn\n"
            "I | 2x1*LĨNH VỰC LÂM NGHIỆP, THỦY LỢI, THỦY SẢN | \n"
            "1 | Kiểm tra công vụ. | Thanh tra Sở | Quý IV/2022\n"
            "2 | Kiểm tra công vụ. | Thanh tra Sở | Quý IV/2022\n");
}

TEST(PdfTableTest, ListsAndLooseLinesAreNoTables) {
  Typesetter page;
  float y = 100;
  for (const char* label : {"1.", "2.", "3."}) {
    page.Put(Typesetter::kLeft, y, label);
    page.Paragraph(y,
                   "Rà soát hồ sơ quyết toán các công trình hoàn thành trong năm, đôn đốc nhà thầu "
                   "hoàn thiện hồ sơ hoàn công.",
                   0, 0, Typesetter::kLeft + 28);
  }
  // A line stretched between the margins by hand.
  page.Put(85, y, "Kết").Put(200, y, "luận").Put(350, y, "của").Put(500, y, "Sở");
  EXPECT_TRUE(LaidOut({page}).tables.empty());
}

TEST(PdfTableTest, TwoColumnsAreATableWhereOneHoldsNumbers) {
  Typesetter numbered, other;
  const auto set = [](Typesetter& page, const std::vector<std::string>& first) {
    float y = 100;
    for (size_t i = 0; i < first.size(); ++i, y += kLineHeight) {
      page.Put(90, y, first[i], 12).Put(160, y, i == 0 ? "Nhiệm vụ" : "Kiểm tra công vụ.", 12);
    }
  };
  set(numbered, {"STT", "1", "2"});
  set(other, {"STT", "Sở", "2"});
  EXPECT_EQ(PrintTables(LaidOut({numbered})),
            "STT | Nhiệm vụ\n1 | Kiểm tra công vụ.\n2 | Kiểm tra công vụ.\n");
  EXPECT_TRUE(LaidOut({other}).tables.empty());
}

}  // namespace
}  // namespace dondoc::registry
