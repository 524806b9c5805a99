// Who is told, and what, in the ways notices put it: each row is a document's body and the tasks it
// holds, "lead <- text [with ...]", one a line.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"

#include "common/calendar/calendar.h"
#include "common/calendar/official_tables.h"
#include "tests/unit/reader/draft_printer.h"
#include "tests/unit/reader/read_bytes.h"
#include "tests/unit/reader/sample_directory.h"

namespace dondoc::registry {
namespace {

struct Case {
  const char* name;
  const char* body;
  const char* tasks;
};

std::string TasksOf(absl::string_view body) {
  static const auto& calendar =
      *new calendar::Calendar(*calendar::Calendar::Create(calendar::OfficialTables()));
  const auto draft = ReadBytes(
      absl::StrCat(
          "THÔNG BÁO\nKết luận cuộc họp giao ban\n\nNgày 03 tháng 10 năm 2022, Sở họp giao "
          "ban. Giám đốc Sở kết luận như sau:\n\n",
          body),
      "thong-bao.txt", SampleDirectory(), &calendar, {});
  EXPECT_TRUE(draft.ok()) << draft.status();
  if (!draft.ok()) return {};
  EXPECT_EQ(CheckSpans(*draft), "");
  std::string tasks;
  for (const v1::DraftTask& task : draft->tasks()) {
    absl::StrAppend(&tasks, task.lead_unit_text(), " <- ",
                    absl::StrReplaceAll(task.text(), {{"\n", " "}}));
    if (task.cooperating_units_size() > 0) {
      absl::StrAppend(&tasks, " [", absl::StrJoin(task.cooperating_units(), "; "), "]");
    }
    if (task.cooperating_units_text_size() > 0) {
      absl::StrAppend(&tasks, " [", absl::StrJoin(task.cooperating_units_text(), "; "), "]");
    }
    absl::StrAppend(&tasks, "\n");
  }
  return tasks;
}

class OrdersTest : public ::testing::TestWithParam<Case> {};

TEST_P(OrdersTest, AreReadAsAPersonReadsThem) {
  EXPECT_EQ(TasksOf(GetParam().body), GetParam().tasks);
}

constexpr Case kCases[] = {
    {"NumberedParts",
     "1. Văn phòng: (1) rà soát hồ sơ A; (2) tổ chức hội nghị B trước ngày 15/11; (iii) báo cáo "
     "kết "
     "quả.\n",
     "Văn phòng <- rà soát hồ sơ A\n"
     "Văn phòng <- tổ chức hội nghị B trước ngày 15/11\n"
     "Văn phòng <- báo cáo kết quả\n"},
    {"MembersByName",
     "1. Văn phòng chủ trì, phối hợp với các Sở: Tài chính, Kế hoạch và Đầu tư rà soát dự án.\n",
     "Văn phòng <- Văn phòng chủ trì, phối hợp với các Sở: Tài chính, Kế hoạch và Đầu tư rà soát "
     "dự "
     "án [Sở Tài chính; Sở Kế hoạch và Đầu tư]\n"},
    {"PlacesByName", "1. UBND các tỉnh An Giang, Đồng Tháp rà soát các mỏ cát trước ngày 20/12.\n",
     "UBND các tỉnh An Giang, Đồng Tháp <- UBND các tỉnh An Giang, Đồng Tháp rà soát các mỏ cát "
     "trước "
     "ngày 20/12\n"},
    {"CalledAgain", "1. Sở Xây dựng thẩm định hồ sơ. Sở này báo cáo kết quả trước ngày 20/12.\n",
     "Sở Xây dựng <- Sở Xây dựng thẩm định hồ sơ\n"
     "Sở Xây dựng <- Sở này báo cáo kết quả trước ngày 20/12\n"},
    {"ToldBehindAComma",
     "1. Cắt giảm 30% thời gian giải quyết hồ sơ, giao Sở Xây dựng công bố trong quý IV.\n",
     "Sở Xây dựng <- Cắt giảm 30% thời gian giải quyết hồ sơ, giao Sở Xây dựng công bố trong quý "
     "IV\n"},
    {"HeadsAndDeputies",
     "1. Giám đốc Sở Xây dựng kiểm tra công trình. Phân công đồng chí Phó Chủ tịch UBND tỉnh Phạm "
     "Thế "
     "Vinh theo dõi, chỉ đạo.\n",
     "Giám đốc Sở Xây dựng <- Giám đốc Sở Xây dựng kiểm tra công trình\n"
     "đồng chí Phó Chủ tịch UBND tỉnh Phạm Thế Vinh <- Phân công đồng chí Phó Chủ tịch UBND tỉnh "
     "Phạm "
     "Thế Vinh theo dõi, chỉ đạo\n"},
    {"SemicolonsBetweenThoseTold",
     "Các sở, ban, ngành; UBND các huyện, thành phố thường xuyên cập nhật kết quả.\n",
     "Các sở, ban, ngành; UBND các huyện, thành phố <- Các sở, ban, ngành; UBND các huyện, thành "
     "phố thường xuyên cập nhật kết quả\n"},
    {"ACollectiveBesideAName",
     "Đề nghị Ủy ban Mặt trận Tổ quốc và các đoàn thể tuyên truyền, vận động hội viên.\n"
     "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và các xã kiểm tra tiến độ.\n",
     "Ủy ban Mặt trận Tổ quốc <- Đề nghị Ủy ban Mặt trận Tổ quốc và các đoàn thể tuyên truyền, vận "
     "động hội viên\n"
     "Sở Xây dựng <- Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và các xã kiểm tra tiến độ "
     "[Sở Tài chính; các xã]\n"},
    {"VerbsInsideNames",
     "Đội Quản lý vận hành lưới điện cao thế hoàn thành vệ sinh sứ cách điện.\n"
     "Các cơ quan chủ quản chương trình tổng hợp nhu cầu vốn.\n",
     "Đội Quản lý vận hành lưới điện cao thế <- Đội Quản lý vận hành lưới điện cao thế hoàn thành "
     "vệ sinh sứ cách điện\n"
     "Các cơ quan chủ quản chương trình <- Các cơ quan chủ quản chương trình tổng hợp nhu cầu "
     "vốn\n"},
    {"ALegalBasisBeforeWhoOrders",
     "Căn cứ Quy chế làm việc của UBND tỉnh ban hành kèm theo Quyết định số 03/2021/QĐ-UBND ngày "
     "08/01/2021 của UBND tỉnh, Văn phòng UBND tỉnh đề nghị Sở Tài chính trình hồ sơ.\n",
     "Sở Tài chính <- Văn phòng UBND tỉnh đề nghị Sở Tài chính trình hồ sơ\n"},
    {"WhatAMatterIsAbout",
     "Liên quan đến kiến nghị cấp đất, UBND huyện Bắc Sơn đã có Báo cáo số 100/BC-UBND, UBND tỉnh "
     "yêu cầu Sở Xây dựng trả lời công dân.\n"
     "Ghi nhận các ý kiến đóng góp, kết luận buổi làm việc, Phó Chủ tịch UBND tỉnh Nguyễn Văn An "
     "yêu cầu các đơn vị rà soát hồ sơ.\n",
     "Sở Xây dựng <- UBND tỉnh yêu cầu Sở Xây dựng trả lời công dân\n"
     "các đơn vị <- Phó Chủ tịch UBND tỉnh Nguyễn Văn An yêu cầu các đơn vị rà soát hồ sơ\n"},
    {"ThoseWhoAreAssigned",
     "Phó Chủ tịch UBND thành phố Trần Văn Bình được phân công làm việc với doanh nghiệp.\n",
     "Phó Chủ tịch UBND thành phố Trần Văn Bình <- Phó Chủ tịch UBND thành phố Trần Văn Bình được "
     "phân công làm việc với doanh nghiệp\n"},
    {"NothingInParticular",
     "UBND tỉnh nhận được Công văn số 12/SXD-KT ngày 05/9/2022 của Sở Xây dựng.\n"
     "Chủ tịch UBND tỉnh yêu cầu Giám đốc Sở Xây dựng nghiêm túc triển khai thực hiện.\n"
     "Đến hết ngày 31/12/2022, 100% công dân được cấp thẻ.\n"
     "Phòng, đơn vị nào báo cáo chậm thì trưởng phòng phải chịu trách nhiệm trước Giám đốc Sở.\n"
     "Văn phòng nghiêm túc triển khai thực hiện Công điện số 1512/CĐ-TTg ngày 08/9/2022.\n",
     "Văn phòng <- Văn phòng nghiêm túc triển khai thực hiện Công điện số 1512/CĐ-TTg ngày "
     "08/9/2022\n"},
    {"ThoseWhoAreLate", "Các phòng chưa hoàn thành khẩn trương nộp báo cáo trước ngày 20/10.\n",
     "Các phòng <- Các phòng chưa hoàn thành khẩn trương nộp báo cáo trước ngày 20/10\n"},
    {"TopicsOnTheirOwnLine",
     "Về công tác văn thư\n\n- Văn phòng số hóa hồ sơ.\n\nVề cải cách hành chính\n\n- Thanh tra "
     "Sở kiểm tra công vụ.\n",
     "Văn phòng <- Văn phòng số hóa hồ sơ\nThanh tra Sở <- Thanh tra Sở kiểm tra công vụ\n"},
    {"MembersWithoutAColon",
     "1. Văn phòng chủ trì, phối hợp với các Bộ Tài chính, Nông nghiệp và Phát triển nông thôn, Tư "
     "pháp để hoàn thiện đề án.\n",
     "Văn phòng <- Văn phòng chủ trì, phối hợp với các Bộ Tài chính, Nông nghiệp và Phát triển "
     "nông "
     "thôn, Tư pháp để hoàn thiện đề án [Bộ Tài chính; Bộ Nông nghiệp và Phát triển nông thôn; Bộ "
     "Tư pháp]\n"},
    {"WhatStandsBehindAColonExplains",
     "1. Bộ Tài chính làm việc với Bộ Tư pháp theo hướng: Bộ Tư pháp chủ trì thẩm định.\n",
     "Bộ Tài chính <- Bộ Tài chính làm việc với Bộ Tư pháp theo hướng: Bộ Tư pháp chủ trì thẩm "
     "định\n"},
    {"BodiesThatAreToAgree",
     "Bộ Tài chính, Bộ Tư pháp thống nhất nội dung này tại dự thảo Đề án.\n",
     "Bộ Tài chính <- Bộ Tài chính, Bộ Tư pháp thống nhất nội dung này tại dự thảo Đề án [Bộ Tư "
     "pháp]\n"},
    {"ACollectiveBeforeABody", "Các sở, ban, ngành thuộc tỉnh, Công an tỉnh rà soát hồ sơ.\n",
     "Các sở, ban, ngành thuộc tỉnh <- Các sở, ban, ngành thuộc tỉnh, Công an tỉnh rà soát hồ sơ "
     "[Công an tỉnh]\n"},
    {"BoardsNamedByAVerb", "Giao Ban xây dựng Đảng chủ trì tuyên truyền.\n",
     "Ban xây dựng Đảng <- Giao Ban xây dựng Đảng chủ trì tuyên truyền\n"},
    {"AHeadingOfWhoAndWhatTheyAre",
     "2. Các cơ quan tham mưu, giúp việc Đảng ủy; các chi bộ\n\nCác cấp ủy tổ chức quán triệt Kết "
     "luận số 75-KL/TW.\n",
     "Các cấp ủy <- Các cấp ủy tổ chức quán triệt Kết luận số 75-KL/TW\n"},
    {"WhoAsksIsNotTold",
     "1. Hội đồng nhân dân tỉnh đề nghị Ủy ban nhân dân tỉnh chỉ đạo:\n- Rà soát quy hoạch.\n",
     "Ủy ban nhân dân tỉnh <- Rà soát quy hoạch\n"},
    {"SemicolonsBetweenNames",
     "1. Văn phòng bố trí kinh phí sửa chữa các công trình như: Nhà thi đấu tỉnh; Trung tâm huấn "
     "luyện thể thao tỉnh để phục vụ người dân; báo cáo kết quả.\n",
     "Văn phòng <- Văn phòng bố trí kinh phí sửa chữa các công trình như: Nhà thi đấu tỉnh; Trung "
     "tâm huấn luyện thể thao tỉnh để phục vụ người dân\n"
     "Văn phòng <- báo cáo kết quả\n"},
    {"ASecondColonLeadsInAsWell",
     "4. Về lĩnh vực Tư pháp: Đề nghị UBND tỉnh:\n- Niêm yết công khai lệ phí.\n",
     "UBND tỉnh <- Niêm yết công khai lệ phí\n"},
    {"WhichOfThem",
     "UBND các xã, thị trấn có dự án tổ chức đối thoại với các hộ dân.\n"
     "Các thành viên được phân công phụ trách địa bàn trực tiếp kiểm tra cơ sở.\n"
     "UBND các xã có trách nhiệm rà soát hộ nghèo.\n"
     "Các xã có tỷ lệ giải ngân thấp.\n",
     "UBND các xã, thị trấn có dự án <- UBND các xã, thị trấn có dự án tổ chức đối thoại với các "
     "hộ "
     "dân\n"
     "Các thành viên được phân công phụ trách địa bàn <- Các thành viên được phân công phụ trách "
     "địa "
     "bàn trực tiếp kiểm tra cơ sở\n"
     "UBND các xã <- UBND các xã có trách nhiệm rà soát hộ nghèo\n"},
    {"ToldInAnExhortation",
     "1. Văn phòng rà soát hồ sơ.\n\nYêu cầu các đơn vị nghiêm túc triển khai thực hiện;\nbáo cáo "
     "kết quả trước ngày 15/11/2022.\n",
     "Văn phòng <- Văn phòng rà soát hồ sơ\n"
     "các đơn vị <- báo cáo kết quả trước ngày 15/11/2022\n"},
    {"HeadsOfSeveralBodies",
     "Thủ trưởng các sở, ngành, Chủ tịch UBND các huyện, Giám đốc các trung tâm rà soát hồ sơ.\n",
     "Thủ trưởng các sở, ngành, Chủ tịch UBND các huyện, Giám đốc các trung tâm <- Thủ trưởng các "
     "sở, ngành, Chủ tịch UBND các huyện, Giám đốc các trung tâm rà soát hồ sơ\n"},
    {"NamesOfEveryPeople",
     "Giao đồng chí H'Linh Niê rà soát danh sách hộ nghèo.\n"
     "Giao Phó Chủ tịch UBND thành phố Phan Thị Thủy kiểm tra hiện trường.\n",
     "đồng chí H'Linh Niê <- Giao đồng chí H'Linh Niê rà soát danh sách hộ nghèo\n"
     "Phó Chủ tịch UBND thành phố Phan Thị Thủy <- Giao Phó Chủ tịch UBND thành phố Phan Thị Thủy "
     "kiểm tra hiện trường\n"},
    {"HeadingsOfSeveralBodies",
     "1. Sở Tài chính, Sở Xây dựng\n\nRà soát kinh phí thực hiện các nhiệm vụ trước ngày 20/12.\n",
     "Sở Tài chính <- Rà soát kinh phí thực hiện các nhiệm vụ trước ngày 20/12 [Sở Xây dựng]\n"},
    {"Appositions",
     "1. Sở Xây dựng - cơ quan thường trực Ban Chỉ đạo tổ chức 04 đoàn kiểm tra trong tháng 11.\n",
     "Sở Xây dựng <- Sở Xây dựng - cơ quan thường trực Ban Chỉ đạo tổ chức 04 đoàn kiểm tra trong "
     "tháng 11\n"},
    {"NoTasks",
     "1. Phê bình Giám đốc Sở Xây dựng do để nhiều nhiệm vụ quá hạn. Các chi bộ làm tốt công tác "
     "vận "
     "động. Thủ trưởng các đơn vị chịu trách nhiệm trước Giám đốc Sở nếu để chậm. Các phòng, đơn "
     "vị "
     "triển khai thực hiện nghiêm túc Thông báo này.\n",
     ""},
    {"SubjectsThatOnlyNamePurposes",
     "1. Về quản lý việc chuyển mục đích sử dụng đất\n\na) Văn phòng rà soát hồ sơ A.\n",
     "Văn phòng <- Văn phòng rà soát hồ sơ A\n"},
};

INSTANTIATE_TEST_SUITE_P(Notices, OrdersTest, ::testing::ValuesIn(kCases),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace dondoc::registry
