#include "services/cli/words.h"

#include <algorithm>

namespace dondoc::cli {
namespace {

// Names of enum values are unique enough across the contracts to be keys of their own; where one
// name has two meanings the key carries its enum ("Trace.DAY_OFF").
constexpr WordEntry kCommonWords[] = {
    // Task.State
    {"UNASSIGNED", "unassigned", "chưa giao"},
    {"ASSIGNED", "assigned", "mới giao"},
    {"ACCEPTED", "accepted", "đã tiếp nhận"},
    {"IN_PROGRESS", "in progress", "đang thực hiện"},
    {"SUBMITTED", "submitted", "chờ duyệt"},
    {"RETURNED", "returned", "trả lại"},
    {"COMPLETED", "completed", "hoàn thành"},
    {"CANCELLED", "cancelled", "đã hủy"},
    // Task.Timeliness
    {"TIMELINESS_UNSPECIFIED", "-", "-"},
    {"ON_TIME", "on time", "đúng hạn"},
    {"LATE", "late", "trễ hạn"},
    {"IN_TIME", "in time", "trong hạn"},
    {"OVERDUE", "overdue", "quá hạn"},
    {"DUE_SOON", "due soon", "sắp đến hạn"},
    // Roles
    {"DIRECTOR", "director", "giám đốc"},
    {"OFFICE", "Department Office", "văn phòng"},
    {"UNIT_HEAD", "unit head", "trưởng đơn vị"},
    {"OFFICER", "officer", "chuyên viên"},
    {"ACCOUNTANT", "accountant", "kế toán"},
    {"INSPECTOR", "inspector", "thanh tra viên"},
    {"AUDITOR", "auditor", "kiểm toán"},
    {"ADMIN", "administrator", "quản trị"},
    {"SERVICE", "service", "dịch vụ"},
    {"OPERATOR", "operator", "người vận hành"},
    // Resolution of deadlines
    {"AWAITING_EVENT", "awaiting event", "chờ sự kiện"},
    {"YEAR_MISSING", "no calendar for that year", "chưa có lịch của năm"},
    {"NO_DATE", "no date", "không có ngày"},
    {"STANDING", "standing work", "thường xuyên"},
    {"provisional", "provisional calendar", "lịch dự kiến"},
    // Trace of a deadline
    {"START", "start, not counted", "ngày bắt đầu, không tính"},
    {"COUNTED", "counted", "tính"},
    {"WEEKEND", "weekend", "cuối tuần"},
    {"DAY_OFF", "day off", "ngày nghỉ"},
    {"MAKE_UP_DAY", "make-up working day, counted", "làm bù, tính"},
    {"ROLLED", "rolled to the next working day", "chuyển sang ngày làm việc tiếp theo"},
    {"SUMMARY", "days left out", "lược bớt"},
    // Calendar
    {"PROPOSED", "proposed", "dự kiến"},
    {"CONFIRMED", "confirmed", "chính thức"},
    {"PUBLIC_HOLIDAY", "public holiday", "nghỉ lễ"},
    {"COMPENSATORY", "compensatory day off", "nghỉ bù"},
    {"SWAPPED_OFF", "swapped day off", "nghỉ hoán đổi"},
    {"MAKE_UP", "make-up working day", "làm bù"},
    // Directives
    {"TYPE_UNSPECIFIED", "document", "văn bản"},
    {"NOTICE", "notice", "thông báo"},
    {"PLAN", "plan", "kế hoạch"},
    {"DECISION", "decision", "quyết định"},
    {"INSTRUCTION", "instruction", "chỉ thị"},
    {"LETTER", "letter", "công văn"},
    {"OTHER", "other", "khác"},
    {"Act.ASSIGNMENT", "assignment", "giao việc"},
    {"Act.REQUEST", "request", "đề nghị"},
    {"Act.AGREEMENT", "agreement", "đồng ý, thống nhất"},
    {"Act.CANCELLATION", "stopped or left out", "dừng, không thực hiện"},
    {"READ_FROM_TEXT", "read from the text", "đọc từ văn bản"},
    {"INFERRED", "inferred", "suy ra"},
    {"MISSING", "missing", "thiếu"},
    {"ENTERED", "entered", "người nhập"},
    {"CREATED", "created", "đã tạo"},
    {"UNCHANGED", "unchanged", "không đổi"},
    {"WOULD_CREATE", "would be created", "sẽ được tạo"},
    // Column heads and labels
    {"number", "Number", "Số"},
    {"section", "Section", "Mục"},
    {"task", "Task", "Nhiệm vụ"},
    {"unit", "Unit", "Đơn vị"},
    {"deadline", "Deadline", "Hạn"},
    {"phrase", "Phrase", "Cụm từ"},
    {"last_day", "Last day", "Hạn cuối"},
    {"state", "State", "Trạng thái"},
    {"timeliness", "Timeliness", "Tiến độ"},
    {"progress", "Progress", "Kết quả"},
    {"total", "Total", "Tổng"},
    {"on_time", "On time", "Đúng hạn"},
    {"late", "Late", "Trễ hạn"},
    {"in_time", "In time", "Trong hạn"},
    {"due_soon", "Due soon", "Sắp đến hạn"},
    {"no_date", "No date", "Không có ngày"},
    {"overdue", "Overdue", "Quá hạn"},
    {"cancelled", "Cancelled", "Đã hủy"},
    {"name", "Name", "Tên"},
    {"id", "Id", "Mã"},
    {"aliases", "Also called", "Tên khác"},
    {"roles", "Roles", "Vai trò"},
    {"title", "Title", "Chức vụ"},
    {"subject", "Subject", "Chủ thể"},
    {"day", "Day", "Ngày"},
    {"weekday", "Weekday", "Thứ"},
    {"kind", "Kind", "Loại"},
    {"ground", "Legal ground", "Căn cứ"},
    {"count", "Count", "Đếm"},
    {"reason", "Reason", "Lý do"},
    {"confidence", "Sure", "Tin cậy"},
    {"quantity", "Quantity", "Số lượng"},
    {"warning", "Doubt", "Điểm cần xem"},
    {"actor", "Actor", "Người làm"},
    {"time", "Time", "Lúc"},
    {"note", "Note", "Ghi chú"},
    {"service", "Service", "Dịch vụ"},
    {"checked", "Checked", "Đã kiểm"},
    {"result", "Result", "Kết quả"},
    {"province", "Province", "Tỉnh, thành"},
    {"symbol", "Symbol", "Ký hiệu"},
    {"tasks", "Tasks", "Nhiệm vụ"},
    {"conference", "Conference", "Hội nghị"},
    {"reference_no", "Number and symbol", "Số, ký hiệu"},
    {"contracted", "Contracted", "Hợp đồng"},
    {"planned", "Planned", "Kế hoạch"},
    {"running", "Running", "Đang tiến hành"},
    {"concluded", "Concluded", "Đã kết luận"},
    {"inspections", "Inspections", "Thanh tra, kiểm tra"},
    // Board: rows begin alike, whatever they are rows of
    {"board.contracted", "Contracted (VND)", "Hợp đồng (đồng)"},
    {"board.disbursed", "Disbursed (VND)", "Giải ngân (đồng)"},
    {"board.share", "Share disbursed", "Tỷ lệ giải ngân"},
    {"board.SPECIALISED", "Specialised inspections", "Thanh tra chuyên ngành"},
    {"board.ADMINISTRATIVE", "Administrative inspections", "Thanh tra hành chính"},
    {"board.EXAMINATION", "Examinations", "Kiểm tra chuyên ngành"},
    {"board.INTERNAL_CHECK", "Internal checks", "Kiểm tra nội bộ"},
    {"board.inspection_total", "Total without internal checks", "Tổng, không kể kiểm tra nội bộ"},
    {"board.registry", "Tasks", "Nhiệm vụ"},
    {"board.finance", "Money", "Kinh phí"},
    {"board.inspection", "Inspections", "Thanh tra, kiểm tra"},
    {"board.part_of_in_time",
     "Due soon and No date are part of In time; Cancelled is not in Total.",
     "Sắp đến hạn và Không có ngày nằm trong số Trong hạn; Đã hủy không tính vào Tổng."},
    {"SPECIALISED", "specialised", "thanh tra chuyên ngành"},
    {"ADMINISTRATIVE", "administrative", "thanh tra hành chính"},
    {"EXAMINATION", "examination", "kiểm tra chuyên ngành"},
    {"assignee", "Officer", "Người thực hiện"},
};

}  // namespace

const WordEntry* FindWord(absl::string_view key) {
  // A few hundred entries, asked for a few hundred times in a run: a linear search is quick enough.
  for (const absl::Span<const WordEntry> words :
       {absl::MakeConstSpan(kCommonWords), FinanceWords(), InspectionWords(), ChangeWords()}) {
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const WordEntry& entry) { return entry.key == key; });
    if (found != words.end()) return &*found;
  }
  return nullptr;
}

}  // namespace dondoc::cli
