#include "services/registry/reader/vocabulary.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

const PhraseTable& ActionVerbs() {
  static const auto& table = *new PhraseTable{
      {"áp dụng"},
      {"bám sát"},
      {"ban hành"},
      {"bàn giao"},
      {"bảo đảm"},
      {"bảo vệ"},
      {"báo cáo"},
      {"biên soạn"},
      {"biên tập"},
      {"bố trí"},
      {"bổ sung"},
      {"bồi dưỡng"},
      {"cân đối"},
      {"cập nhật"},
      {"cấp"},
      {"chấm dứt"},
      {"chấm điểm"},
      {"chấn chỉnh"},
      {"chấp hành"},
      {"chỉ đạo"},
      {"chi trả"},
      {"chịu trách nhiệm"},
      {"cho ý kiến"},
      {"chủ động"},
      {"chủ trì"},
      {"chuẩn bị"},
      {"chuyển"},
      {"chuyển giao"},
      {"công bố"},
      {"công khai"},
      {"cung cấp"},
      {"cử"},
      {"dừng"},
      {"duy trì"},
      {"duyệt"},
      {"dự thảo"},
      {"đào tạo"},
      {"đảm bảo"},
      {"đánh giá"},
      {"đăng ký"},
      {"đăng tải"},
      {"đẩy mạnh"},
      {"đẩy nhanh"},
      {"đề nghị"},
      {"đề xuất"},
      {"điều chỉnh"},
      {"điều tra"},
      {"đôn đốc"},
      {"đổi mới"},
      {"đối chiếu"},
      {"động viên"},
      {"đưa"},
      {"gia hạn"},
      {"giải ngân"},
      {"giải quyết"},
      {"giám sát"},
      {"giao"},
      {"giới thiệu"},
      {"gửi"},
      {"hoàn chỉnh"},
      {"hoàn tất"},
      {"hoàn thành"},
      {"hoàn thiện"},
      {"hoàn trả"},
      {"hỗ trợ"},
      {"hủy"},
      {"huỷ"},
      {"hướng dẫn"},
      {"huy động"},
      {"in"},
      {"kết nối"},
      {"khai thác"},
      {"khảo sát"},
      {"khắc phục"},
      {"khẩn trương"},
      {"không để"},
      {"khuyến khích"},
      {"kiểm điểm"},
      {"kiểm định"},
      {"kiểm kê"},
      {"kiểm soát"},
      {"kiểm tra"},
      {"kịp thời"},
      {"kiện toàn"},
      {"ký"},
      {"làm tốt"},
      {"làm việc"},
      {"lãnh đạo"},
      {"lập"},
      {"lấy ý kiến"},
      {"lồng ghép"},
      {"lựa chọn"},
      {"lưu ý thực hiện"},
      {"lưu trữ"},
      {"mở"},
      {"mời"},
      {"mua sắm"},
      {"nâng cao"},
      {"nâng cấp"},
      {"nghiêm túc"},
      {"nghiên cứu"},
      {"nghiệm thu"},
      {"nhân rộng"},
      {"nộp"},
      {"phát động"},
      {"phát hành"},
      {"phát huy"},
      {"phát triển"},
      {"phân bổ"},
      {"phân công"},
      {"phân loại"},
      {"phân tích"},
      {"phấn đấu"},
      {"phê duyệt"},
      {"phối hợp"},
      {"phổ biến"},
      {"phục vụ"},
      {"quan tâm"},
      {"quán triệt"},
      {"quản lý"},
      {"quyết liệt"},
      {"quyết toán"},
      {"rà soát"},
      {"ra soát"},
      {"rút kinh nghiệm"},
      {"sắp xếp"},
      {"số hóa"},
      {"số hoá"},
      {"sơ kết"},
      {"sửa chữa"},
      {"sửa đổi"},
      {"sử dụng"},
      {"tạm dừng"},
      {"tạm ứng"},
      {"tạo"},
      {"tăng cường"},
      {"tập huấn"},
      {"tập trung"},
      {"tham dự"},
      {"tham gia"},
      {"tham mưu"},
      {"thành lập"},
      {"thanh lý"},
      {"thanh toán"},
      {"thanh tra"},
      {"tháo gỡ"},
      {"thay thế"},
      {"thẩm định"},
      {"thẩm tra"},
      {"theo dõi"},
      {"thiết kế"},
      {"thống kê"},
      {"thông báo"},
      {"thông tin"},
      {"thu hồi"},
      {"thu thập"},
      {"thúc đẩy"},
      {"thực hành"},
      {"thực hiện"},
      {"thường xuyên"},
      {"tích cực"},
      {"tiếp cận"},
      {"tiếp nhận"},
      {"tiếp thu"},
      {"tiếp tục"},
      {"tiến hành"},
      {"tìm kiếm"},
      {"tổ chức"},
      {"tổng hợp"},
      {"tổng kết"},
      {"trả lời"},
      {"trao đổi"},
      {"triển khai"},
      {"trình"},
      {"trực"},
      {"truyền thông"},
      {"tư vấn"},
      {"tuân thủ"},
      {"tuyên truyền"},
      {"tuyển chọn"},
      {"tuyển dụng"},
      {"ưu tiên"},
      {"ứng dụng"},
      {"vận động"},
      {"vận hành"},
      {"viết"},
      {"xác định"},
      {"xác minh"},
      {"xây dựng"},
      {"xem xét"},
      {"xét duyệt"},
      {"xét chọn"},
      {"xin ý kiến"},
      {"xử lý"},
      {"xuất bản"},
      {"yêu cầu"},
      {"không thực hiện"},
      {"chốt"},
      {"quản trị"},
      {"nắm"},
      {"chọn"},
      {"đầu tư"},
      {"niêm yết"},
      {"thử nghiệm"},
      {"hiệu chuẩn"},
      {"tự chấm điểm"},
      {"tự đánh giá"},
      {"tự kiểm tra"},
      {"lắp đặt"},
      {"xúc tiến"},
      {"gắn"},
  };
  return table;
}

bool BeginsAdverbial(const Token& token) {
  switch (token.word) {
    case "trước"_w:
    case "trong"_w:
    case "chậm"_w:
    case "định"_w:
    case "hằng"_w:
    case "hàng"_w:
    case "từ"_w:
    case "sau"_w:
    case "đồng"_w:  // đồng thời
    case "sớm"_w:
    case "cùng"_w:
    case "hết"_w:
    case "không"_w:
      return token.IsWord();
    default:
      return false;
  }
}

const PhraseTable& UnitNouns() {
  static const auto& table = *new PhraseTable{
      {"phòng"},     {"văn phòng"}, {"thanh tra"}, {"thanh tra sở"}, {"chi cục"}, {"trung tâm"},
      {"ban"},       {"viện"},      {"trường"},    {"bộ phận"},      {"quỹ"},     {"đội"},
      {"tổ"},        {"trạm"},      {"cục"},       {"vụ"},           {"sở"},      {"ubnd"},
      {"công đoàn"}, {"đoàn"},      {"chi đoàn"},  {"đảng ủy"},      {"đảng uỷ"}, {"chi bộ"},
      {"tạp chí"},   {"thư viện"},  {"bảo tàng"},  {"nhà hát"},      {"kế toán"},
  };
  return table;
}

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
      {"do đó"},
      {"vì vậy"},
      {"như vậy"},
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
      {"đánh giá chung"},    {"đánh giá kết quả"},
      {"kết quả đạt được"},  {"kết quả thực hiện"},
      {"những kết quả"},     {"về kết quả"},
      {"kết quả công tác"},  {"tồn tại"},
      {"hạn chế"},           {"ưu điểm"},
      {"khó khăn"},          {"nguyên nhân"},
      {"tình hình chung"},   {"tình hình thực hiện"},
      {"nhận định"},         {"ghi nhận"},
      {"biểu dương"},        {"thành phần tham dự"},
      {"thành phần dự họp"}, {"đánh giá tình hình"},
      {"đánh giá về"},       {"kết quả nổi bật"},
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
      {"phối hợp với"}, {"phối hợp cùng"}, {"phối hợp chặt chẽ với"}, {"cùng với"}, {"yêu cầu"},
      {"đề nghị"},      {"đôn đốc"},       {"chủ trì phối hợp với"},
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
      {"khoá"},
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

bool BeginsAction(const std::vector<Token>& tokens, size_t at, size_t end) {
  // A bracket or quotation mark may open the sentence.
  if (at < end && tokens[at].IsMark('"')) ++at;
  if (at >= end) return false;
  return ActionVerbs().Match(tokens, at, end).has_value() || BeginsAdverbial(tokens[at]);
}

size_t CollectiveEnd(const std::vector<Token>& tokens, size_t at, size_t end) {
  if (at >= end) return at;
  const bool opens = tokens[at].IsWord("các"_w) || tokens[at].IsWord("tất"_w) ||
                     tokens[at].IsWord("toàn"_w) || tokens[at].IsWord("những"_w);
  if (!opens) return at;
  size_t last = at + 1;
  bool named = false;
  for (size_t i = at + 1; i < end; ++i) {
    const Token& token = tokens[i];
    if (token.IsMark(',')) continue;
    if (!token.IsWord()) break;
    bool known = true;
    switch (token.word) {
      case "phòng"_w:
      case "ban"_w:
      case "đơn"_w:
      case "cơ"_w:
      case "sở"_w:
      case "ngành"_w:
      case "huyện"_w:
      case "địa"_w:
      case "viên"_w:
      case "công"_w:
      case "cán"_w:
        named = true;
        break;
      case "vị"_w:
      case "quan"_w:
      case "phương"_w:
      case "chuyên"_w:
      case "môn"_w:
      case "trực"_w:
      case "thuộc"_w:
      case "liên"_w:
      case "khác"_w:
      case "cả"_w:
      case "thể"_w:
      case "bộ"_w:
      case "chức"_w:
      case "có"_w:
      case "nghiệp"_w:
      case "sự"_w:
        break;
      case "các"_w:
      case "và"_w:
        continue;
      default:
        known = false;
        break;
    }
    if (!known) break;
    last = i + 1;
  }
  return named ? last : at;
}

}  // namespace dondoc::registry
