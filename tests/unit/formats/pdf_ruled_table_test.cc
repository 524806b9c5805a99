// Tables whose cells are told by ruled lines, set as word processors do: little white space between
// columns, heads over several columns, groups of rows, rows over a page break.
#include <initializer_list>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/unit/formats/pdf_typesetter.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

// The lines between columns: number, task, unit that leads, units that cooperate, time.
constexpr float kX[] = {85, 110, 290, 350, 420, 540};
constexpr float kSize = 12;
constexpr float kLineStep = 15;

class RuledPage {
 public:
  RuledPage() : x_(std::begin(kX), std::end(kX)) {}

  RuledPage& Across(float y, size_t from = 0, size_t to = 5) {
    across_.push_back({y, x_[from], x_[to]});
    return *this;
  }
  RuledPage& Down(size_t column, float top, float bottom) {
    down_.push_back({x_[column], top, bottom});
    return *this;
  }
  RuledPage& Downs(std::initializer_list<size_t> columns, float top, float bottom) {
    for (const size_t column : columns) Down(column, top, bottom);
    return *this;
  }
  // Lines at the left of a cell, the first with its middle at `y`.
  RuledPage& Cell(size_t column, float y, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      page_.Put(x_[column] + 2, y, line, kSize);
      y += kLineStep;
    }
    return *this;
  }
  RuledPage& Row(float y, const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) Cell(i, y, {cells[i]});
    }
    return *this;
  }
  RuledPage& Text(float y, const std::string& text) {
    page_.Put(Typesetter::kLeft, y, text);
    return *this;
  }

  PdfPage page() const {
    PdfPage page = page_.page();
    page.across = across_;
    page.down = down_;
    return page;
  }

 private:
  const std::vector<float> x_;
  Typesetter page_;
  std::vector<PdfRule> across_;
  std::vector<PdfRule> down_;
};

DocumentText LaidOutPages(const std::vector<PdfPage>& pages) {
  auto text = LayOutPdf(pages);
  EXPECT_TRUE(text.ok()) << text.status();
  if (!text.ok()) return {};
  EXPECT_EQ(CheckDocument(*text), "");
  return *std::move(text);
}

// A head of two rows: "Thực hiện" over the columns of units, the others over both rows.
void Head(RuledPage& page, float y) {
  page.Across(y).Across(y + 20, 2, 4).Across(y + 40);
  page.Downs({0, 1, 2, 4, 5}, y, y + 40).Down(3, y + 20, y + 40);
  page.Row(y + 20, {"TT", "Nội dung", "", "", "Thời gian"});
  page.Row(y + 10, {"", "", "Thực hiện"}).Row(y + 30, {"", "", "Chủ trì", "Phối hợp"});
}

TEST(PdfRuledTableTest, HeadsAndGroupsSpan) {
  RuledPage page;
  page.Text(60, "Các nhiệm vụ như sau:");
  Head(page, 80);
  page.Across(140).Downs({0, 1, 5}, 120, 140).Row(130, {"I", "LĨNH VỰC QUẢN LÝ KHOA HỌC"});
  page.Across(190).Downs({0, 1, 2, 3, 4, 5}, 140, 190);
  page.Cell(0, 150, {"1"}).Cell(1, 150, {"Rà soát 04 đề tài quá hạn", "nghiệm thu, trình Sở"});
  page.Cell(2, 150, {"P.QLKH"}).Cell(3, 150, {"P.KHTC;", "VP"}).Cell(4, 150, {"Quý II/2025"});
  page.Text(220, "Yêu cầu các phòng thực hiện.");
  EXPECT_EQ(PrintTables(LaidOutPages({page.page()})),
            "1x2*TT | 1x2*Nội dung | 2x1*Thực hiện | 1x2*Thời gian\n"
            "^ | ^ | Chủ trì | Phối hợp\n"
            "I | 4x1*LĨNH VỰC QUẢN LÝ KHOA HỌC\n"
            "1 | Rà soát 04 đề tài quá hạn nghiệm thu, trình Sở | P.QLKH | P.KHTC; VP | "
            "Quý II/2025\n");
}

TEST(PdfRuledTableTest, ARowGoesOnOverThePageAndTheHeadIsNotRepeated) {
  RuledPage first;
  Head(first, 600);
  first.Across(680).Downs({0, 1, 2, 3, 4, 5}, 640, 680);
  first.Cell(0, 650, {"1"}).Cell(1, 650, {"Rà soát 04 đề tài quá hạn"});
  first.Cell(2, 650, {"P.QLKH"}).Cell(4, 650, {"15/6/2025"});
  RuledPage second;
  Head(second, 60);
  second.Across(130).Across(160).Downs({0, 1, 2, 3, 4, 5}, 100, 160);
  second.Cell(1, 110, {"nghiệm thu, trình Sở"});
  second.Row(145, {"2", "Tổ chức hội nghị", "VP", "", "20/6/2025"});
  EXPECT_EQ(PrintTables(LaidOutPages({first.page(), second.page()})),
            "1x2*TT | 1x2*Nội dung | 2x1*Thực hiện | 1x2*Thời gian\n"
            "^ | ^ | Chủ trì | Phối hợp\n"
            "1 | Rà soát 04 đề tài quá hạn nghiệm thu, trình Sở | P.QLKH |  | 15/6/2025\n"
            "2 | Tổ chức hội nghị | VP |  | 20/6/2025\n");
}

TEST(PdfRuledTableTest, OpenToTheLeftAndRight) {
  RuledPage page;
  for (const float y : {100.F, 120.F, 140.F}) page.Across(y);
  page.Downs({1, 2, 3, 4}, 100, 140);
  page.Row(110, {"TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"});
  page.Row(130, {"1", "Tổ chức hội nghị", "VP", "", "20/6/2025"});
  EXPECT_EQ(PrintTables(LaidOutPages({page.page()})),
            "TT | Nội dung | Chủ trì | Phối hợp | Thời gian\n"
            "1 | Tổ chức hội nghị | VP |  | 20/6/2025\n");
}

TEST(PdfRuledTableTest, SymbolsBrokenInACellAreOneWord) {
  RuledPage page;
  for (const float y : {100.F, 120.F, 170.F}) page.Across(y);
  page.Downs({0, 1, 2, 3, 4, 5}, 100, 170);
  page.Row(110, {"TT", "Nội dung", "Văn bản", "Phối hợp", "Thời gian"});
  page.Row(130, {"1", "Tổ chức hội nghị", "412/TB-", "", "2025-"});
  page.Row(145, {"", "", "UBND", "", "2026"});
  EXPECT_EQ(PrintTables(LaidOutPages({page.page()})),
            "TT | Nội dung | Văn bản | Phối hợp | Thời gian\n"
            "1 | Tổ chức hội nghị | 412/TB-UBND |  | 2025-2026\n");
}

TEST(PdfRuledTableTest, FramesAndStrokesAreNoTables) {
  RuledPage page;
  // A frame around a paragraph, and strokes under headings.
  page.Across(90).Across(140).Down(0, 90, 140).Down(5, 90, 140).Across(170, 1, 2);
  page.Text(110, "Lưu ý: thực hiện đúng thời hạn.").Text(160, "Nội dung khác");
  EXPECT_EQ(PrintTables(LaidOutPages({page.page()})), "");
}

TEST(PdfRuledTableTest, WhatStandsBesideTheRulesIsNotLost) {
  RuledPage page;
  for (const float y : {100.F, 120.F, 140.F}) page.Across(y, 0, 3);
  page.Downs({0, 1, 2, 3}, 100, 140);
  page.Row(110, {"TT", "Nội dung", "Chủ trì", "", "Ghi chú bên lề"});
  page.Row(130, {"1", "Tổ chức hội nghị", "VP"});
  const DocumentText text = LaidOutPages({page.page()});
  for (const char* words : {"Ghi chú bên lề", "Tổ chức hội nghị", "VP"})
    EXPECT_NE(text.text.find(words), std::string::npos) << words << " in\n" << text.text;
}

}  // namespace
}  // namespace dondoc::registry
