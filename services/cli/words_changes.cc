#include "services/cli/words.h"

namespace dondoc::cli {
namespace {

// What was done, by the method that did it.
constexpr WordEntry kChangeWords[] = {
    // Registry
    {"change.ImportNotice", "notice imported", "nhập thông báo"},
    {"change.CreateTask", "task created", "giao nhiệm vụ"},
    {"change.UpdateTask", "task changed", "sửa nhiệm vụ"},
    {"change.AssignTask", "task assigned", "giao cho đơn vị"},
    {"change.AcceptTask", "task accepted", "tiếp nhận"},
    {"change.ReportProgress", "progress reported", "báo cáo tiến độ"},
    {"change.SubmitTask", "task handed in", "nộp kết quả"},
    {"change.CompleteTask", "task confirmed", "xác nhận hoàn thành"},
    {"change.ReturnTask", "task sent back", "trả lại"},
    {"change.CancelTask", "task called off", "hủy nhiệm vụ"},
    {"change.ReopenTask", "task reopened", "mở lại"},
    {"change.RecordDeadlineEvent", "event recorded", "ghi ngày sự kiện"},
    {"change.SetCalendarYear", "calendar set", "đặt lịch năm"},
    {"change.CreateAgency", "agency created", "tạo cơ quan"},
    {"change.CreateUnit", "unit created", "tạo đơn vị"},
    {"change.UpdateUnit", "unit changed", "sửa đơn vị"},
    {"change.CreateOfficer", "officer created", "tạo cán bộ"},
    {"change.UpdateOfficer", "officer changed", "sửa cán bộ"},
    // What another service does when the registry's feed says so
    {"change.registry", "from the registry", "theo nhiệm vụ"},
    // Finance
    {"change.CreateFundingSource", "source created", "tạo nguồn"},
    {"change.UpdateFundingSource", "source changed", "sửa nguồn"},
    {"change.SetYearEstimate", "estimate set", "giao dự toán"},
    {"change.SetClockPolicy", "time limits set", "đặt thời hạn"},
    {"change.CreateProject", "project proposed", "đề xuất đề tài"},
    {"change.UpdateProject", "project changed", "sửa đề tài"},
    {"change.ApproveProject", "project approved", "duyệt đề tài"},
    {"change.StartProject", "project started", "bắt đầu đề tài"},
    {"change.RecordEvaluation", "project evaluated", "nghiệm thu"},
    {"change.TerminateProject", "project terminated", "chấm dứt đề tài"},
    {"change.CreateContract", "contract drafted", "dự thảo hợp đồng"},
    {"change.UpdateContract", "contract changed", "sửa hợp đồng"},
    {"change.SignContract", "contract signed", "ký hợp đồng"},
    {"change.AmendContract", "contract amended", "ký phụ lục"},
    {"change.CancelContract", "contract cancelled", "hủy hợp đồng"},
    {"change.ReceiveDossier", "dossier received", "tiếp nhận hồ sơ"},
    {"change.UpdateDossier", "dossier changed", "sửa hồ sơ"},
    {"change.ReturnDossier", "dossier returned", "trả lại hồ sơ"},
    {"change.ResubmitDossier", "dossier resubmitted", "nộp lại hồ sơ"},
    {"change.ValidateDossier", "dossier valid", "hồ sơ hợp lệ"},
    {"change.ApproveDossier", "dossier approved", "duyệt hồ sơ"},
    {"change.RejectDossier", "dossier rejected", "từ chối hồ sơ"},
    {"change.WithdrawDossier", "dossier withdrawn", "rút hồ sơ"},
    {"change.ConcludeDossier", "dossier concluded", "kết thúc hồ sơ"},
    {"change.ReserveDisbursement", "money reserved", "giữ tiền"},
    {"change.PostDisbursement", "money paid", "chi tiền"},
    {"change.VoidDisbursement", "hold voided", "hủy giữ tiền"},
    {"change.ExpireDisbursement", "hold expired", "hết hạn giữ tiền"},
    {"change.ReverseDisbursement", "payment reversed", "đảo khoản chi"},
    {"change.RecordRecovery", "money returned", "thu hồi"},
    {"change.ReverseRecovery", "return reversed", "đảo khoản thu hồi"},
    // Inspection
    {"change.CreateInspection", "inspection planned", "lập cuộc"},
    {"change.UpdateInspection", "inspection changed", "sửa cuộc"},
    {"change.ScheduleInspection", "days set", "xếp lịch"},
    {"change.SetTeam", "team set", "lập đoàn"},
    {"change.DecideInspection", "decision issued", "ra quyết định"},
    {"change.AnnounceInspection", "decision announced", "công bố quyết định"},
    {"change.SuspendInspection", "suspended", "tạm dừng"},
    {"change.ResumeInspection", "resumed", "tiếp tục"},
    {"change.ExtendInspection", "extended", "gia hạn"},
    {"change.EndFieldwork", "left the site", "kết thúc trực tiếp"},
    {"change.ConcludeInspection", "concluded", "kết luận"},
    {"change.CancelFromPlan", "taken off the plan", "đưa ra khỏi kế hoạch"},
    {"change.DiscontinueInspection", "discontinued", "đình chỉ"},
    {"change.RecordPublication", "published", "công khai kết luận"},
    {"change.CompleteFollowUp", "follow-up done", "thực hiện kết luận"},
    {"change.CreatePlan", "plan drafted", "lập kế hoạch"},
    {"change.UpdatePlan", "plan changed", "sửa kế hoạch"},
    {"change.ApprovePlan", "plan approved", "duyệt kế hoạch"},
    {"change.CreateEntity", "entity created", "thêm đối tượng"},
    {"change.UpdateEntity", "entity changed", "sửa đối tượng"},
    {"change.UpdateInspector", "inspector changed", "sửa thanh tra viên"},
    {"change.CreateAbsence", "absence recorded", "ghi vắng"},
    {"change.CancelAbsence", "absence called off", "hủy lịch vắng"},
    {"change.DeclareInterest", "interest declared", "kê khai lợi ích"},
    {"change.WithdrawInterest", "interest withdrawn", "rút kê khai"},
};

}  // namespace

absl::Span<const WordEntry> ChangeWords() { return kChangeWords; }

}  // namespace dondoc::cli
