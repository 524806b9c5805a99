// Files that a word processor wrote (LibreOffice 7.4), tests/data/documents.
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "services/registry/formats/docx.h"
#include "services/registry/formats/odt.h"
#include "tests/unit/formats/describe.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;

DocumentText ReadFile(const std::string& name) {
  std::ifstream in(absl::StrCat("tests/data/documents/", name), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  absl::StatusOr<DocumentText> text =
      absl::EndsWith(name, ".odt") ? ReadOdt(bytes) : ReadDocx(bytes);
  EXPECT_TRUE(text.ok()) << name << ": " << text.status();
  if (!text.ok()) return {};
  EXPECT_EQ(CheckRanges(*text), "") << name;
  return *std::move(text);
}

// A letter with a header, a text box, headings, a list that goes on behind a paragraph, a footnote,
// a paragraph in an old font and merged cells.
std::string LetterWithBullet(const char* bullet) {
  return absl::StrCat(
      "Công văn số 45/SKHCN-VP\n\nCÔNG VĂN ĐÔN ĐỐC\n\nHỎA TỐC\n\nI. Nội dung\n\n"
      "1. Phòng Quản lý Khoa học: rà soát tiến độ các đề tài.\n\n"
      "a) Đề tài cấp tỉnh, trước ngày 20/11/2022.\n\n",
      bullet,
      " Đề tài chậm tiến độ.\n\nb) Đề tài cấp cơ sở.\n\nĐồng thời:\n\n"
      "2. Văn phòng Sở:\ttổng hợp  báo cáo.\n\nII. Thực hiện\n\n"
      "Các đơn vị báo cáo trước ngày 15 hàng tháng.\n\n"
      "Văn phòng\tQuý IV\nTháng 11\tTháng 12\n\nNơi nhận: như trên.\n\n"
      "Theo Kế hoạch số 12/KH-SKHCN.");
}

TEST(RealDocumentsTest, Letter) {
  for (const char* name : {"cong-van.odt", "cong-van.docx"}) {
    const DocumentText text = ReadFile(name);
    // LibreOffice writes another mark for the bullet into the DOCX.
    EXPECT_EQ(text.text, LetterWithBullet(absl::EndsWith(name, ".odt") ? "+" : "-")) << name;
    EXPECT_EQ(Grid(text), "[0 r2] Văn phòng [1 c2] Quý IV\n[1] Tháng 11 [2] Tháng 12\n") << name;
    EXPECT_THAT(Texts(text, text.bold), ElementsAre("CÔNG VĂN ĐÔN ĐỐC", "I. Nội dung",
                                                    "Phòng Quản lý Khoa học:", "II. Thực hiện"))
        << name;
    EXPECT_THAT(Texts(text, text.asides),
                ElementsAre("Công văn số 45/SKHCN-VP", "Theo Kế hoạch số 12/KH-SKHCN."))
        << name;
    EXPECT_THAT(text.remarks, ElementsAre(FormatRemark::kLegacyEncoding)) << name;
  }
}

TEST(RealDocumentsTest, NoticeWithLetterheadAndLists) {
  const DocumentText text = ReadFile("thong-bao.docx");
  EXPECT_EQ(text.text,
            "ỦY BAN NHÂN DÂN TỈNH\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 128/TB-SKHCN\t"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Ngày 05 tháng 10 năm 2022\n\n"
            "THÔNG BÁO\nKết luận của Giám đốc Sở tại cuộc họp giao ban tháng 9\n\n"
            "Ngày 05/10/2022, Giám đốc Sở chủ trì họp giao ban. Giám đốc kết luận:\n\n"
            "1. Văn phòng Sở: tham mưu kế hoạch công tác quý IV, hoàn thành trước ngày "
            "15/10/2022.\n\n"
            "2. Thanh tra Sở:\n\na. Kiểm tra 03 đơn vị trong tháng 10.\n\n"
            "b. Báo cáo kết quả trước ngày 30/11/2022.\n\n"
            "3. Phòng Quản lý Khoa học:\n\na. Nghiệm thu 02 đề tài.\n\n"
            "b. Giải ngân 500 triệu đồng.\n\n"
            "Văn phòng Sở theo dõi, đôn đốc việc thực hiện Thông báo này./.");
  ASSERT_EQ(text.tables.size(), 1u);
  EXPECT_EQ(text.tables[0].rows[0].cells.size(), 2u);
}

TEST(RealDocumentsTest, TableOfTasks) {
  const DocumentText text = ReadFile("giao-viec.odt");
  EXPECT_EQ(Grid(text),
            "[0] STT [1] Nhiệm vụ [2] Đơn vị [3 c2] Thời hạn\n"
            "[0] 1 [1] Trình dự toán|năm 2023 [2 r2] Văn phòng Sở [3] Quý IV [4] 15/10/2022\n"
            "[0] 2 [1] Mua sắm thiết bị [3] Quý IV [4] 30/12/2022\n"
            "[0] 3 [1] Kiểm tra an toàn bức xạ|tại 05 cơ sở [2] Thanh tra Sở [3 c2] trong tháng "
            "11\n");
}

}  // namespace
}  // namespace dondoc::registry
