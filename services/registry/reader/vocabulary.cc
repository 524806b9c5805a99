#include "services/registry/reader/vocabulary.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

const PhraseTable& RemarkOpenings() {
  static const auto& table = *new PhraseTable{
      {"tuy nhiên"},
      {"tuy vậy"},
      {"bên cạnh đó"},
      {"nhìn chung"},
      {"hội nghị"},
      {"tại hội nghị"},
      {"cuộc họp"},
      {"ban giám đốc"},
      {"giám đốc sở ghi nhận"},
      {"giám đốc sở biểu dương"},
      {"lãnh đạo sở"},
      {"đây là"},
      {"nguyên nhân"},
      {"kết quả"},
      {"đến nay"},
      {"hiện nay"},
      {"trong thời gian qua"},
      {"thời gian qua"},
      {"qua báo cáo"},
      {"sau khi nghe"},
      {"ghi nhận"},
      {"biểu dương"},
      {"đánh giá cao"},
      {"thống nhất với"},
      {"cơ bản nhất trí"},
      {"cơ bản thống nhất"},
      {"nhất trí với"},
      {"các phòng đơn vị đã"},
      {"một số"},
      {"trong đó"},
      {"chi tiết"},
      {"kèm theo"},
      {"trong quá trình"},
      {"quá trình thực hiện"},
      {"quá trình triển khai"},
      {"nếu có"},
      {"như vậy"},
      {"song"},
      {"hạn chế"},
      {"để khắc phục"},
      {"căn cứ"},
      {"xét đề nghị"},
      {"theo báo cáo"},
      {"trong những năm qua"},
      {"nổi bật"},
      {"cụ thể như sau"},
  };
  return table;
}

const PhraseTable& ClosingOpenings() {
  static const auto& table = *new PhraseTable{
      {"trên đây là"},         {"thừa lệnh"},       {"căn cứ thông báo"},
      {"nhận được thông báo"}, {"căn cứ nội dung"}, {"văn phòng sở thông báo"},
      {"văn phòng thông báo"}, {"sở thông báo để"}, {"thông báo này"},
      {"xin thông báo"},       {"trân trọng"},
  };
  return table;
}

const PhraseTable& AssessmentWords() {
  static const auto& table = *new PhraseTable{
      {"đánh giá chung"},
      {"đánh giá kết quả"},
      {"kết quả đạt được"},
      {"kết quả thực hiện"},
      {"những kết quả"},
      {"về kết quả"},
      {"kết quả công tác"},
      {"tồn tại"},
      {"hạn chế"},
      {"ưu điểm"},
      {"khó khăn"},
      {"nguyên nhân"},
      {"tình hình chung"},
      {"tình hình thực hiện"},
      {"ý kiến thảo luận"},
      {"ý kiến phát biểu"},
      {"các ý kiến"},
      {"nội dung báo cáo"},
      {"thảo luận"},
      {"diễn biến"},
      {"nhận định"},
      {"ghi nhận"},
      {"biểu dương"},
      {"mục đích"},
      {"mục tiêu"},
      {"quan điểm"},
      {"thực trạng"},
      {"bài học"},
      {"đặc điểm tình hình"},
      {"tình hình"},
      {"kết quả đã đạt"},
      {"những tồn tại"},
      {"thành phần tham dự"},
      {"thành phần dự họp"},
      {"đánh giá tình hình"},
      {"đánh giá về"},
      {"kết quả nổi bật"},
      {"đánh giá"},
  };
  return table;
}

const PhraseTable& TaskSectionWords() {
  static const auto& table = *new PhraseTable{
      {"nhiệm vụ"},          {"phương hướng"},     {"tổ chức thực hiện"}, {"giao nhiệm vụ"},
      {"nội dung kết luận"}, {"kết luận chỉ đạo"}, {"công việc"},         {"giải pháp"},
      {"yêu cầu"},           {"ý kiến chỉ đạo"},   {"triển khai"},        {"thời gian tới"},
  };
  return table;
}

const PhraseTable& TopicOpenings() {
  static const auto& table = *new PhraseTable{
      {"công tác"},
      {"về"},
      {"lĩnh vực"},
      {"nhiệm vụ"},
      {"nội dung"},
      {"hoạt động"},
      {"việc"},
      {"một số"},
      {"nhóm"},
      {"đối với công tác"},
      {"đối với việc"},
      {"đối với nội dung"},
      {"đối với lĩnh vực"},
  };
  return table;
}

const PhraseTable& AssignmentVerbs() {
  static const auto& table = *new PhraseTable{
      {"giao"},      {"giao cho"}, {"yêu cầu"},           {"đề nghị"},
      {"phân công"}, {"đối với"},  {"giao nhiệm vụ cho"},
  };
  return table;
}

const PhraseTable& CooperationPhrases() {
  static const auto& table = *new PhraseTable{
      {"phối hợp với"},
      {"phối hợp cùng"},
      {"phối hợp chặt chẽ với"},
      {"phối hợp"},
      {"phối hợp chặt chẽ cùng"},
      {"cùng với"},
      {"cùng"},
      {"yêu cầu"},
      {"chủ trì phối hợp với"},
      {"chủ trì phối hợp"},
      {"phối hợp của"},
  };
  return table;
}

const PhraseTable& DocumentTypes() {
  using Header = v1::DirectiveHeader;
  static const auto& table = *new PhraseTable{
      {"thông báo", Header::NOTICE},
      {"kế hoạch", Header::PLAN},
      {"quyết định", Header::DECISION},
      {"chỉ thị", Header::INSTRUCTION},
      {"công văn", Header::LETTER},
      {"báo cáo", Header::OTHER},
      {"tờ trình", Header::OTHER},
      {"nghị quyết", Header::OTHER},
      {"nghị định", Header::OTHER},
      {"thông tư", Header::OTHER},
      {"thông tư liên tịch", Header::OTHER},
      {"chương trình", Header::OTHER},
      {"biên bản", Header::OTHER},
      {"bảng theo dõi", Header::OTHER},
      {"bảng phân công", Header::OTHER},
      {"hướng dẫn", Header::OTHER},
      {"giấy mời", Header::OTHER},
      {"đề án", Header::OTHER},
      {"dự án", Header::OTHER},
      {"luật", Header::OTHER},
      {"công điện", Header::OTHER},
      {"hợp đồng", Header::OTHER},
      {"kết luận", Header::OTHER},
      {"phương án", Header::OTHER},
      {"quy chế", Header::OTHER},
      {"văn bản", Header::OTHER},
  };
  return table;
}

const PhraseTable& CountNouns() {
  static const auto& table = *new PhraseTable{
      {"cuộc"},
      {"đề tài"},
      {"dự án"},
      {"nhiệm vụ"},
      {"hồ sơ"},
      {"hội nghị"},
      {"hội thảo"},
      {"hội thi"},
      {"lớp"},
      {"khóa"},
      {"mô hình"},
      {"bài"},
      {"bài viết"},
      {"tin"},
      {"tin bài"},
      {"bản tin"},
      {"sản phẩm"},
      {"báo cáo"},
      {"đợt"},
      {"chuyên mục"},
      {"chuyên đề"},
      {"phóng sự"},
      {"cơ sở"},
      {"doanh nghiệp"},
      {"tổ chức"},
      {"văn bản"},
      {"kế hoạch"},
      {"phương án"},
      {"buổi"},
      {"kỳ họp"},
      {"giải"},
      {"giải thưởng"},
      {"gian hàng"},
      {"đơn vị"},
      {"đơn đăng ký"},
      {"sáng kiến"},
      {"tiêu chuẩn"},
      {"quy chuẩn"},
      {"quy trình"},
      {"mẫu"},
      {"nhãn hiệu"},
      {"sáng chế"},
      {"phương tiện đo"},
      {"thủ tục"},
      {"thủ tục hành chính"},
      {"dịch vụ công"},
      {"đoàn"},
      {"hợp đồng"},
      {"công trình"},
      {"ấn phẩm"},
      {"cuốn"},
      {"tờ rơi"},
      {"video"},
      {"chương trình"},
      {"đề án"},
      {"nội dung"},
      {"chỉ tiêu"},
      {"tiêu chí"},
      {"lượt"},
      {"người"},
      {"học viên"},
      {"công chức"},
      {"viên chức"},
      {"cán bộ"},
      {"chuyên gia"},
      {"hộ"},
      {"thiết bị"},
      {"máy"},
      {"phòng"},
      {"chứng nhận"},
      {"giấy phép"},
      {"giấy chứng nhận"},
      {"phiếu"},
      {"câu hỏi"},
      {"ý kiến"},
      {"vụ việc"},
      {"đơn thư"},
      {"giống"},
      {"cây"},
      {"ha"},
      {"quyết định"},
      {"nghị quyết"},
      {"tờ trình"},
      {"hạng mục"},
      {"gói thầu"},
      {"tuyến"},
      {"đài"},
      {"trạm"},
      {"sáng kiến kinh nghiệm"},
      {"dây chuyền"},
      {"công nghệ"},
      {"ngành hàng"},
      {"chỉ dẫn địa lý"},
  };
  return table;
}

}  // namespace dondoc::registry
