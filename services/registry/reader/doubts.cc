#include "services/registry/reader/doubts.h"

#include "absl/strings/str_cat.h"

namespace dondoc::registry {
namespace {

struct DoubtRow {
  Doubt doubt;
  absl::string_view reason;
  int penalty;
  absl::string_view message;
};

constexpr DoubtRow kDoubtRows[] = {
    {Doubt::kTypeUnknown, "TYPE_UNKNOWN", 0, "Không nhận ra loại văn bản."},
    {Doubt::kTitleMissing, "TITLE_MISSING", 0, "Không tìm thấy trích yếu."},
    {Doubt::kReferenceNoMissing, "REFERENCE_NO_MISSING", 0, "Văn bản không có số, ký hiệu."},
    {Doubt::kIssuerMissing, "ISSUER_MISSING", 0, "Không tìm thấy cơ quan ban hành."},
    {Doubt::kIssueDateInferred, "ISSUE_DATE_INFERRED", 0,
     "Văn bản không ghi ngày ban hành; tạm lấy ngày hội nghị."},
    {Doubt::kIssueDateMissing, "ISSUE_DATE_MISSING", 0,
     "Văn bản không ghi ngày ban hành và không có ngày hội nghị để suy ra."},
    {Doubt::kIssueDateIncomplete, "ISSUE_DATE_INCOMPLETE", 0, "Ngày ban hành còn để trống."},
    {Doubt::kConferenceDateMissing, "CONFERENCE_DATE_MISSING", 0,
     "Không tìm thấy ngày hội nghị trong đoạn mở đầu."},
    {Doubt::kDocumentDateMissing, "DOCUMENT_DATE_MISSING", 0,
     "Văn bản không có ngày nào làm mốc; thời hạn thiếu năm không xác định được."},
    {Doubt::kSignerMissing, "SIGNER_MISSING", 0, "Không tìm thấy người ký."},
    {Doubt::kNoTasks, "NO_TASKS", 0, "Không tìm thấy nhiệm vụ nào trong văn bản."},
    {Doubt::kTooManyTasks, "TOO_MANY_TASKS", 0,
     "Văn bản có quá nhiều nhiệm vụ; phần còn lại không được đọc."},
    {Doubt::kTooManyBlocks, "TOO_MANY_PARAGRAPHS", 0,
     "Văn bản có quá nhiều đoạn; phần còn lại không được đọc."},
    {Doubt::kTooManyWarnings, "TOO_MANY_WARNINGS", 0,
     "Có quá nhiều điểm nghi vấn; phần còn lại không được ghi."},
    {Doubt::kNestingTooDeep, "NESTING_TOO_DEEP", 0,
     "Đề mục lồng nhau quá sâu; một số đoạn được đọc ở cấp trên."},
    {Doubt::kTextLeftOut, "TEXT_LEFT_OUT", 0,
     "Văn bản quá dài nên bản nháp không kèm nguyên văn và không nhập được; hãy tách văn bản."},
    {Doubt::kTextNotReadWhole, "TEXT_NOT_READ_WHOLE", 0,
     "Văn bản quá dài; chỉ đọc phần đầu, phần sau không được đọc."},
    {Doubt::kLegacyEncoding, "LEGACY_ENCODING", 0,
     "Văn bản dùng bảng mã tiếng Việt cũ (TCVN3, VNI); đã đổi sang Unicode."},
    {Doubt::kPagesWithoutText, "PAGES_WITHOUT_TEXT", 0,
     "Một số trang chỉ có ảnh; chữ trên các trang đó không được đọc."},
    {Doubt::kUnitUnknown, "UNIT_UNKNOWN", 15,
     "Đơn vị không có trong danh mục; cần chọn hoặc tạo đơn vị"},
    {Doubt::kUnitAmbiguous, "UNIT_AMBIGUOUS", 20, "Tên gọi khớp với nhiều đơn vị"},
    {Doubt::kUnitMissing, "UNIT_MISSING", 25, "Không rõ đơn vị chủ trì."},
    {Doubt::kUnitCollective, "UNIT_COLLECTIVE", 15,
     "Giao chung nhiều đơn vị; cần chọn đơn vị chủ trì"},
    {Doubt::kUnitFromOpening, "UNIT_FROM_OPENING", 10,
     "Đơn vị lấy từ câu mở đầu hoặc nơi gửi của văn bản; từng việc không nêu."},
    {Doubt::kWordMissing, "WORD_MISSING", 5,
     "Cụm từ thiếu chữ (\"Hoàn\" thay cho \"Hoàn thành\")."},
    {Doubt::kNounMissing, "NOUN_MISSING", 15, "Số lượng thiếu danh từ: không rõ đếm cái gì."},
    {Doubt::kPhraseBroken, "PHRASE_BROKEN_OVER_PARAGRAPHS", 10,
     "Câu bị ngắt sang đoạn khác; đã đọc nối lại."},
    {Doubt::kNoActionVerb, "NO_ACTION_VERB", 25, "Câu không bắt đầu bằng việc phải làm."},
    {Doubt::kLeadInRepeated, "LEAD_IN_REPEATED", 5, "Việc được đọc cùng câu dẫn chung ở trên."},
    {Doubt::kTaskInClosing, "TASK_IN_CLOSING", 15, "Việc có thời hạn nằm ở đoạn kết."},
    {Doubt::kTaskSplitByDeadline, "TASK_SPLIT_BY_DEADLINE", 5,
     "Một câu có nhiều thời hạn; đã tách thành nhiều việc."},
    {Doubt::kTaskCut, "TASK_TEXT_CUT", 30, "Câu quá dài để là một nhiệm vụ; chỉ giữ phần đầu."},
    {Doubt::kCitationWithoutYear, "CITATION_WITHOUT_YEAR", 3,
     "Văn bản viện dẫn không ghi năm; số văn bản đánh lại hằng năm"},
    {Doubt::kSeveralQuantities, "SEVERAL_QUANTITIES", 5,
     "Có nhiều số lượng; lấy số lượng đầu tiên."},
    {Doubt::kQuantityRange, "QUANTITY_RANGE", 10, "Số lượng là một khoảng; lấy mức thấp."},
    {Doubt::kSeveralDeadlines, "SEVERAL_DEADLINES", 15,
     "Có nhiều thời hạn; lấy thời hạn hoàn thành sau cùng."},
    {Doubt::kDeadlineBeforeDocument, "DEADLINE_BEFORE_DOCUMENT", 15,
     "Ngày nêu ra trước ngày văn bản nên không coi là thời hạn."},
    {Doubt::kDeadlineFromLeadIn, "DEADLINE_FROM_LEAD_IN", 5,
     "Thời hạn lấy từ câu dẫn chung ở trên."},
    {Doubt::kDateImpossible, "DATE_IMPOSSIBLE", 20, "Ngày không có thật; không coi là thời hạn."},
    {Doubt::kYearInferred, "YEAR_INFERRED", 5, "Thời hạn không ghi năm; suy từ ngày văn bản."},
    {Doubt::kYearUnknown, "YEAR_UNKNOWN", 20,
     "Thời hạn không ghi năm và văn bản không có ngày để suy ra."},
    {Doubt::kYearShort, "YEAR_SHORT", 5, "Năm chỉ ghi hai chữ số."},
    {Doubt::kCalendarDays, "CALENDAR_DAYS_NOT_WORKING_DAYS", 3,
     "Văn bản ghi \"ngày\", không ghi \"ngày làm việc\"; tính theo ngày lịch."},
    {Doubt::kEventMissing, "EVENT_MISSING", 15, "Thời hạn không nói tính từ lúc nào."},
    {Doubt::kHourTerm, "HOUR_TERM", 10, "Thời hạn tính bằng giờ; không quy ra ngày."},
    {Doubt::kNumberWordsDiffer, "NUMBER_WORDS_DIFFER", 20,
     "Số và chữ của thời hạn không khớp nhau."},
    {Doubt::kTermOutOfRange, "TERM_OUT_OF_RANGE", 20, "Thời hạn ngoài phạm vi tính được."},
    {Doubt::kDateWindow, "DATE_WINDOW", 5, "Thời hạn là một khoảng ngày; lấy ngày cuối."},
    {Doubt::kPeriodRange, "PERIOD_RANGE", 3, "Thời hạn gồm nhiều kỳ; lấy kỳ cuối."},
    {Doubt::kRelativePeriod, "RELATIVE_PERIOD", 10,
     "Kỳ hạn tính theo ngày văn bản (\"tháng này\")."},
    {Doubt::kEstimate, "ESTIMATED_DEADLINE", 10, "Văn bản ghi \"dự kiến\"."},
    {Doubt::kTarget, "TARGET_DEADLINE", 10, "Văn bản ghi \"phấn đấu\"."},
    {Doubt::kRecurrenceWithoutDay, "RECURRENCE_WITHOUT_DAY", 5,
     "Định kỳ nhưng không ghi ngày; lấy ngày cuối kỳ."},
    {Doubt::kWeekdayMissing, "WEEKDAY_MISSING", 10,
     "Hằng tuần nhưng không ghi thứ; lấy ngày cuối tuần."},
    {Doubt::kRecurrenceAnchored, "RECURRENCE_ANCHORED", 10,
     "Chu kỳ tính từ một sự kiện; cần dữ liệu hợp đồng."},
    {Doubt::kAlsoOnEvent, "ALSO_ON_EVENT", 5, "Ngoài định kỳ còn phải làm khi có việc phát sinh."},
    {Doubt::kInspectionSuspended, "INSPECTION_SUSPENDED", 10,
     "Tạm dừng thanh tra khác với đưa ra khỏi kế hoạch; không chuyển sang hệ thống thanh tra."},
    {Doubt::kCountOutOfRange, "COUNT_OUT_OF_RANGE", 10, "Số cuộc ngoài phạm vi."},
};

constexpr int DoubtRowCount() {
  return static_cast<int>(sizeof(kDoubtRows) / sizeof(kDoubtRows[0]));
}

constexpr bool DoubtRowsAreInOrder() {
  for (int i = 0; i < DoubtRowCount(); ++i) {
    if (static_cast<int>(kDoubtRows[i].doubt) != i) return false;
  }
  return DoubtRowCount() == static_cast<int>(Doubt::kCountOutOfRange) + 1;
}
static_assert(DoubtRowsAreInOrder(), "kRows is indexed by Doubt");

const DoubtRow& DoubtRowOf(Doubt doubt) { return kDoubtRows[static_cast<int>(doubt)]; }

}  // namespace

absl::string_view ReasonOf(Doubt doubt) { return DoubtRowOf(doubt).reason; }

int PenaltyOf(Doubt doubt) { return DoubtRowOf(doubt).penalty; }

v1::DraftWarning ToWarning(const Document& document, const DoubtAt& doubt,
                           absl::string_view detail) {
  const DoubtRow& row = DoubtRowOf(doubt.doubt);
  v1::DraftWarning warning;
  warning.set_reason(std::string(row.reason));
  warning.set_message(detail.empty() ? std::string(row.message)
                                     : absl::StrCat(row.message, ": ", detail));
  if (!doubt.range.empty()) *warning.mutable_span() = document.SpanOf(doubt.range);
  return warning;
}

}  // namespace dondoc::registry
