// Tables drawn in plain text: each form, and what only looks like one.
#include "services/registry/formats/text_tables.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

std::string TablesOf(std::string text) {
  DocumentText document;
  document.text = std::move(text);
  document.tables = FindTextTables(document.text);
  EXPECT_EQ(CheckDocument(document), "");
  return PrintTables(document);
}

TEST(TabTablesTest, RowsAndParts) {
  EXPECT_EQ(TablesOf("Phụ lục\n\nSTT\tNội dung\tChủ trì\tThời hạn\r\n"
                     "I\tCải cách\r\n1\tRà soát\tSở A\tQuý I\r\n2\tXây dựng\tSở B\t\r\n\r\nHết.\n"),
            "STT | Nội dung | Chủ trì | Thời hạn\n"
            "I | Cải cách\n"
            "1 | Rà soát | Sở A | Quý I\n"
            "2 | Xây dựng | Sở B | \n");
}

TEST(TabTablesTest, CellsOfSeveralLines) {
  EXPECT_EQ(TablesOf("STT\tNội dung\tCơ quan\nchủ trì\tThời hạn\n"
                     "1\tRà soát quy hoạch\nvà báo cáo\tSở A\nSở B\tTrước ngày\n15/6\n"
                     "II. Phần hai\n"
                     "2\tXây dựng\tSở C\tQuý II\nnăm 2026\n\nHết.\n"),
            "STT | Nội dung | Cơ quan\\nchủ trì | Thời hạn\n"
            "1 | Rà soát quy hoạch\\nvà báo cáo | Sở A\\nSở B | Trước ngày\\n15/6\n"
            "II. Phần hai\n"
            "2 | Xây dựng | Sở C | Quý II\\nnăm 2026\n");
}

TEST(TabTablesTest, WithoutLabels) {
  EXPECT_EQ(TablesOf("Nhiệm vụ\tĐơn vị\tThời hạn\nRà soát\nquy hoạch\tSở A\tQuý I\n"
                     "Báo cáo\tSở B\tQuý II\n"),
            "Nhiệm vụ | Đơn vị | Thời hạn\n"
            "Rà soát\\nquy hoạch | Sở A | Quý I\n"
            "Báo cáo | Sở B | Quý II\n");
  // Two columns under a header.
  EXPECT_EQ(TablesOf("Nội dung công việc\tThời hạn\nRà soát\tQuý I\nBáo cáo\tQuý II\n"),
            "Nội dung công việc | Thời hạn\nRà soát | Quý I\nBáo cáo | Quý II\n");
}

TEST(TabTablesTest, RowsParted) {
  EXPECT_EQ(TablesOf("STT\tViệc\tHạn\n\n1\tA\t1/1\n\n2\tB\t2/2\n\nHết\n"),
            "STT | Việc | Hạn\n1 | A | 1/1\n2 | B | 2/2\n");
}

TEST(TabTablesTest, NotTables) {
  for (const char* text :
       {"\t\tỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "\t\tTỈNH LỘC SƠN\t\t\t\tĐộc lập - Tự do - Hạnh phúc\n"
        "\t\tSố: 265/TB-UBND\t\t\tLộc Sơn, ngày 19 tháng 8 năm 2022\n",
        "ỦY BAN\tCỘNG HÒA\nTỈNH\tĐộc lập\nSố: 1\tHà Nội, ngày 1\n",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tKT. CHỦ TỊCH\n- Lưu: VT.\tPHÓ CHỦ TỊCH\n",
        "\t1. Một đoạn.\n\t2. Hai đoạn.\n\t3. Ba đoạn.\n", "a\tb\tc\nd\te\tf\n",
        "\t\t\n\t\t\n\t\t\n"})
    EXPECT_EQ(TablesOf(text), "") << text;
}

TEST(BarTablesTest, Markdown) {
  EXPECT_EQ(TablesOf("| STT | Nội dung | Thời hạn |\n|-----|:--------:|---|\n"
                     "| 1 | Rà soát | Quý I |\n| 2 | Báo cáo | |\n\nHết.\n"),
            "STT | Nội dung | Thời hạn\n1 | Rà soát | Quý I\n2 | Báo cáo | \n");
  EXPECT_EQ(TablesOf("Nội dung | Chủ trì | Thời hạn\nRà soát | Sở A | Quý I\nB | C | D\n"),
            "Nội dung | Chủ trì | Thời hạn\nRà soát | Sở A | Quý I\nB | C | D\n");
}

TEST(BarTablesTest, WrappedWithoutRules) {
  EXPECT_EQ(TablesOf("|STT| Nội dung      | Thời  |\n|   |               | hạn   |\n"
                     "| 1 | Rà soát       | Trước |\n|   | quy hoạch     | 15/6  |\n"
                     "| 2 | Báo cáo       | Quý I |\n"),
            "STT | Nội dung | Thời/hạn\n1 | Rà soát/quy hoạch | Trước/15/6\n2 | Báo cáo | Quý I\n");
}

TEST(BarTablesTest, Grid) {
  EXPECT_EQ(TablesOf("+-----+-----------+-------+\n| TT  | Nội dung  | Hạn   |\n"
                     "+=====+===========+=======+\n| 1   | Rà soát   | Trước |\n"
                     "|     | quy hoạch | 15/6  |\n+-----+-----------+-------+\n"
                     "| 2   | Báo cáo   |       |\n+-----+-----------+-------+\nHết\n"),
            "TT | Nội dung | Hạn\n1 | Rà soát/quy hoạch | Trước/15/6\n2 | Báo cáo | \n");
  // Rules only around the header and at the end.
  EXPECT_EQ(TablesOf("+----+------+-----+\n| TT | Việc | Hạn |\n+----+------+-----+\n"
                     "| 1  | A    | 1/1 |\n| 2  | B    | 2/2 |\n|    | C    |     |\n"
                     "+----+------+-----+\n"),
            "TT | Việc | Hạn\n1 | A | 1/1\n2 | B/C | 2/2\n");
}

TEST(BarTablesTest, BoxDrawing) {
  EXPECT_EQ(TablesOf("┌────┬──────┬─────┐\n│ TT │ Việc │ Hạn │\n├────┼──────┼─────┤\n"
                     "│ 1  │ A    │ 1/1 │\n├────┼──────┼─────┤\n│ 2  │ B    │ 2/2 │\n"
                     "└────┴──────┴─────┘\n"),
            "TT | Việc | Hạn\n1 | A | 1/1\n2 | B | 2/2\n");
  EXPECT_EQ(TablesOf("║ TT ║ Việc ║ Hạn ║\n║ 1 ║ A ║ 1/1 ║\n║ 2 ║ B ║ 2/2 ║"),
            "TT | Việc | Hạn\n1 | A | 1/1\n2 | B | 2/2\n");
}

TEST(BarTablesTest, NotTables) {
  for (const char* text : {"a | b\nc | d\ne | f\n", "|\n|\n|\n", "||\n||\n||\n", "+--+\n",
                           "---\n---\n", "| a | b |\n| c | d |\n| e | f |\n"})
    EXPECT_EQ(TablesOf(text), "") << text;
}

TEST(AlignedTablesTest, Columns) {
  EXPECT_EQ(TablesOf("Phụ lục kèm theo\n\n"
                     "STT    Nội dung nhiệm vụ            Chủ trì       Thời hạn\n"
                     "I      Cải cách thủ tục hành chính và phân cấp quản lý\n"
                     "1      Rà soát quy hoạch các        Sở Xây dựng   Trước ngày\n"
                     "       khu đô thị mới                             15/6/2026\n"
                     "2      Báo cáo kết quả              Văn phòng     Quý II\n"
                     "\nTrong quá trình thực hiện.\n"),
            "STT | Nội dung nhiệm vụ | Chủ trì | Thời hạn\n"
            "I | Cải cách thủ tục hành chính và phân cấp quản lý |  | \n"
            "1 | Rà soát quy hoạch các/khu đô thị mới | Sở Xây dựng | Trước ngày/15/6/2026\n"
            "2 | Báo cáo kết quả | Văn phòng | Quý II\n");
}

TEST(AlignedTablesTest, RuledAndCentred) {
  EXPECT_EQ(TablesOf("TT       Nội dung            Cơ quan       Hạn\n"
                     "                             chủ trì\n"
                     "---  ------------------  --------------  -----\n"
                     " 1   Rà soát các dự án   Sở Tài chính    15/6\n"
                     "     chậm tiến độ\n\n"
                     " 2   Báo cáo             Sở Xây dựng     20/6\n"),
            "TT | Nội dung | Cơ quan/chủ trì | Hạn\n"
            "1 | Rà soát các dự án/chậm tiến độ | Sở Tài chính | 15/6\n"
            "2 | Báo cáo | Sở Xây dựng | 20/6\n");
}

TEST(AlignedTablesTest, LabelsInTheMiddle) {
  EXPECT_EQ(
      TablesOf("STT   Nội dung                              Cơ quan thực hiện       Thời hạn\n\n"
               "      Rà soát, điều chuyển vốn của các dự                           Trước ngày\n"
               "1     án giải ngân chậm sang dự án có khối  Phòng TC-KH             20/11/2019\n"
               "      lượng hoàn thành\n\n"
               "      Bàn giao mặt bằng đoạn km 3 đến km 5  Ban QLDA; UBND xã Hoà\n"
               "2     tuyến đường trung tâm huyện           Lạc                     30/11/2019\n\n"
               "Các đơn vị thực hiện.\n"),
      "STT | Nội dung | Cơ quan thực hiện | Thời hạn\n"
      "1 | Rà soát, điều chuyển vốn của các dự/án giải ngân chậm sang dự án có khối/lượng hoàn "
      "thành | Phòng TC-KH | Trước ngày/20/11/2019\n"
      "2 | Bàn giao mặt bằng đoạn km 3 đến km 5/tuyến đường trung tâm huyện | Ban QLDA; UBND "
      "xã Hoà/Lạc | 30/11/2019\n");
}

TEST(AlignedTablesTest, WithoutLabels) {
  EXPECT_EQ(TablesOf("Đơn vị          Nhiệm vụ           Thời hạn\n"
                     "Sở Xây dựng     Rà soát            Quý I\n"
                     "                quy hoạch\n"
                     "Sở Tài chính    Cân đối vốn        Quý II\n"),
            "Đơn vị | Nhiệm vụ | Thời hạn\n"
            "Sở Xây dựng | Rà soát/quy hoạch | Quý I\n"
            "Sở Tài chính | Cân đối vốn | Quý II\n");
}

TEST(AlignedTablesTest, NotTables) {
  for (const char* text :
       {"   ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    TỈNH LÂM GIANG                         Độc lập - Tự do - Hạnh phúc\n"
        "      VĂN PHÒNG                            ---------------------------\n"
        "    Số: 214/TB-VP                       Lâm Giang, ngày 16 tháng 5 năm 2023\n",
        "Nơi nhận:                                         KT. CHÁNH VĂN PHÒNG\n"
        "- Chủ tịch, các PCT UBND tỉnh (b/c);              PHÓ CHÁNH VĂN PHÒNG\n"
        "- UBND các huyện: Cẩm Sơn, Đồng Phú; TP Lâm Giang;\n"
        "- Lưu: VT, KT2.                                        Lê Hữu Toàn\n",
        "Văn  bản  này  có  khoảng  trắng  giữa  các  từ  vì  được  giãn  đều.\n"
        "Các   đơn  vị  thực   hiện  nhiệm vụ   đúng  thời  hạn  được  giao,\n"
        "báo cáo  kết   quả  về   Văn   phòng   Sở  trước  ngày  15  tháng 6.\n"
        "Thời  hạn  là   cuối   quý  và   không  được   gia  hạn   thêm  nữa.\n"})
    EXPECT_EQ(TablesOf(text), "") << text;
}

}  // namespace
}  // namespace dondoc::registry
