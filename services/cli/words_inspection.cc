#include "services/cli/words.h"

namespace dondoc::cli {
namespace {

constexpr WordEntry kInspectionWords[] = {
    // Inspection
    {"INTERNAL_CHECK", "internal check", "kiểm tra nội bộ"},
    {"IN_PLAN", "in the plan", "theo kế hoạch"},
    {"AD_HOC", "ad hoc", "đột xuất"},
    {"PLANNED", "planned", "trong kế hoạch"},
    {"DECIDED", "decided", "đã ra quyết định"},
    {"ANNOUNCED", "on site", "đang làm việc trực tiếp"},
    {"SUSPENDED", "suspended", "tạm dừng"},
    {"REPORTING", "reporting", "đang báo cáo"},
    {"CONCLUDED", "concluded", "đã kết luận"},
    {"CANCELLED_FROM_PLAN", "cancelled from the plan", "đưa ra khỏi kế hoạch"},
    {"DISCONTINUED", "discontinued", "đình chỉ"},
    {"LAW_2010", "Law 56/2010/QH12", "Luật 56/2010/QH12"},
    {"LAW_2022", "Law 11/2022/QH15", "Luật 11/2022/QH15"},
    {"LAW_2025", "Law 84/2025/QH15", "Luật 84/2025/QH15"},
    // Limits
    {"ANNOUNCEMENT", "Announcement", "Công bố quyết định"},
    {"FIELDWORK", "Work on site", "Làm việc trực tiếp"},
    {"REPORT", "Report", "Báo cáo kết quả"},
    {"CONCLUSION", "Conclusion", "Kết luận"},
    {"PUBLICATION", "Publication", "Công khai"},
    {"VERIFIED", "read in the law", "đã đối chiếu luật"},
    {"SECONDARY", "secondary source", "nguồn thứ cấp"},
    {"UNVERIFIED", "unverified", "chưa đối chiếu"},
    // Grounds
    {"FORCE_MAJEURE", "force majeure", "bất khả kháng"},
    {"URGENT_DUTY", "urgent duty of the team", "đoàn có nhiệm vụ đột xuất"},
    {"SUBJECT_REQUEST", "request of the subject", "đối tượng đề nghị"},
    {"SUBJECT_GONE", "the subject no longer exists", "đối tượng không còn"},
    {"SUPERIOR_CONCLUDED", "a superior body has concluded", "cấp trên đã kết luận"},
    {"CRIMINAL_CASE", "criminal case", "vụ án hình sự"},
    {"HEAD_REQUEST", "the head asked in writing", "thủ trưởng yêu cầu bằng văn bản"},
    {"OVERLAP", "overlaps another inspection", "chồng chéo"},
    // Findings
    {"OBSERVATION", "observation", "nhận xét"},
    {"SHORTCOMING", "shortcoming", "tồn tại, hạn chế"},
    {"VIOLATION", "violation", "vi phạm"},
    // Entities
    {"ENTERPRISE", "enterprise", "doanh nghiệp"},
    {"PUBLIC_BODY", "public body", "cơ quan, đơn vị"},
    {"HOUSEHOLD", "business household", "hộ kinh doanh"},
    {"Entity.OTHER", "other", "khác"},
    // Absences and interests
    {"LEAVE", "annual leave", "nghỉ phép"},
    {"SICK", "sick leave", "nghỉ ốm"},
    {"TRAINING", "training", "đi học, bồi dưỡng"},
    {"OTHER_DUTY", "other duty", "công tác khác"},
    {"OWN", "own", "bản thân"},
    {"SPOUSE", "husband or wife", "vợ, chồng"},
    {"PARENT", "parent", "cha, mẹ"},
    {"CHILD", "child", "con"},
    {"SIBLING", "brother or sister", "anh, chị, em"},
    {"interest_holds", "holds", "còn hiệu lực"},
    {"interest_withdrawn", "withdrawn", "đã rút"},
    // Column heads and labels
    {"interest_in", "Interest in", "Đối tượng liên quan"},
    {"relation", "Whose", "Của ai"},
    {"inspected", "Inspected", "Đối tượng"},
    {"on_site", "On site", "Làm việc từ - đến"},
    {"no_subject", "not known yet", "chưa xác định"},
    {"no_span", "no dates yet", "chưa xếp lịch"},
    {"next_limit", "Next limit", "Mốc tiếp theo"},
    {"tax_code", "Tax code", "Mã số thuế"},
    {"first_day", "First day", "Từ ngày"},
    {"until", "Last day", "Đến ngày"},
};

}  // namespace

absl::Span<const WordEntry> InspectionWords() { return kInspectionWords; }

}  // namespace dondoc::cli
