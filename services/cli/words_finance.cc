#include "services/cli/words.h"

namespace dondoc::cli {
namespace {

constexpr WordEntry kFinanceWords[] = {
    // Dossier
    {"PAYMENT", "payment", "thanh toán"},
    {"SETTLEMENT", "settlement", "quyết toán"},
    {"LIQUIDATION", "liquidation", "thanh lý"},
    {"Dossier.ADVANCE", "advance", "tạm ứng"},
    {"VOLUME", "confirmed volume", "thanh toán khối lượng"},
    {"FINAL", "final payment", "thanh toán lần cuối"},
    {"RECEIVED", "received", "đã tiếp nhận"},
    {"Dossier.RETURNED", "returned for supplement", "trả lại bổ sung"},
    {"VALID", "valid", "hợp lệ"},
    {"APPROVED", "approved", "đã phê duyệt"},
    {"PAID", "paid", "đã thanh toán"},
    {"Dossier.CONCLUDED", "concluded", "đã hoàn thành"},
    {"REJECTED", "rejected", "từ chối"},
    {"WITHDRAWN", "withdrawn", "rút hồ sơ"},
    // Project and contract
    {"RESEARCH", "research project", "đề tài"},
    {"PILOT_PRODUCTION", "pilot production", "dự án sản xuất thử nghiệm"},
    {"Project.OTHER", "other S&T task", "nhiệm vụ KH&CN khác"},
    {"OUTPUT_BASED", "output-based lump sum", "khoán đến sản phẩm cuối cùng"},
    {"PARTIAL", "partial lump sum", "khoán từng phần"},
    {"Project.PROPOSED", "proposed", "đề xuất"},
    {"CONTRACTED", "contracted", "đã ký hợp đồng"},
    {"Project.ACCEPTED", "accepted", "đã nghiệm thu"},
    {"LIQUIDATED", "liquidated", "đã thanh lý"},
    {"SETTLED", "settled", "đã quyết toán"},
    {"TERMINATED", "terminated", "chấm dứt"},
    {"EXCELLENT", "excellent", "xuất sắc"},
    {"PASSED", "passed", "đạt"},
    {"FAILED", "failed", "không đạt"},
    {"DRAFT", "draft", "dự thảo"},
    {"ACTIVE", "active", "đang hiệu lực"},
    // Funding
    {"STATE_BUDGET", "state budget", "ngân sách nhà nước"},
    {"FundingSource.OTHER", "other source", "nguồn khác"},
    {"ESTIMATE", "Estimate", "Dự toán"},
    {"CARRY_OVER", "Carried over", "Chuyển nguồn"},
    // Disbursement
    {"RESERVED", "Reserved", "Giữ tiền"},
    {"POSTED", "Posted", "Đã chi"},
    {"VOIDED", "Voided", "Đã hủy giữ"},
    {"EXPIRED", "Expired", "Hết hạn giữ"},
    {"REVERSED", "Reversed", "Đã đảo"},
    // The same as states and kinds, in the middle of a row
    {"Journal.ESTIMATE", "estimate", "dự toán"},
    {"Journal.CARRY_OVER", "carried over", "chuyển nguồn"},
    {"Disbursement.RESERVED", "reserved", "giữ tiền"},
    {"Disbursement.POSTED", "posted", "đã chi"},
    {"Disbursement.VOIDED", "voided", "đã hủy giữ"},
    {"Disbursement.EXPIRED", "expired", "hết hạn giữ"},
    {"Disbursement.REVERSED", "reversed", "đã đảo"},
    {"Entry.RESERVED", "reserved", "đang giữ"},
    // Ledger
    {"TREASURY", "available estimate", "kinh phí còn được chi"},
    {"APPROPRIATION", "appropriation", "kinh phí được giao"},
    {"ADVANCE", "advances", "tạm ứng"},
    {"ADVANCE_SETTLED", "advances settled", "tạm ứng đã thu hồi"},
    {"ADVANCE_RETURNED", "advances returned", "tạm ứng hoàn trả"},
    {"EXPENDITURE", "expenditure", "thực chi"},
    {"EXPENDITURE_RETURNED", "expenditure returned", "thực chi hoàn trả"},
    {"STATE_REVENUE", "returned to the state", "nộp trả ngân sách"},
    {"RESERVE", "reserve", "giữ tiền"},
    {"POST", "post", "chi"},
    {"VOID", "void", "hủy giữ"},
    {"EXPIRE", "expire", "hết hạn giữ"},
    {"REVERSAL", "reversal", "bút toán đảo"},
    {"RECOVERY", "recovery", "thu hồi"},
    {"DEBIT", "Debit", "Nợ"},
    {"CREDIT", "Credit", "Có"},
    {"posted_debit", "Posted debit", "Nợ đã ghi"},
    {"posted_credit", "Posted credit", "Có đã ghi"},
    {"reserved_debit", "Reserved debit", "Nợ đang giữ"},
    {"reserved_credit", "Reserved credit", "Có đang giữ"},
    // Clocks
    {"VALID_DOSSIER", "the valid dossier", "khi hồ sơ hợp lệ"},
    {"APPROVAL", "the approval", "khi được phê duyệt"},
    {"processing_deadline", "Processing", "Hạn xử lý"},
    {"payment_deadline", "Payment", "Hạn chi trả"},
    // Column heads and labels
    {"source", "Source", "Nguồn"},
    {"amount", "Amount", "Số tiền"},
    {"pay_amount", "To pay", "Chi trả"},
    {"settle_amount", "Advances settled", "Thu hồi tạm ứng"},
    {"approved_amount", "Approved", "Được duyệt"},
    {"received", "Received", "Tiếp nhận"},
    {"project", "Project", "Đề tài, dự án"},
    {"contract", "Contract", "Hợp đồng"},
    {"instalment", "Instalment", "Đợt"},
    {"documents", "Documents", "Văn bản"},
    {"account", "Account", "Tài khoản"},
    {"year", "Year", "Năm"},
};

}  // namespace

absl::Span<const WordEntry> FinanceWords() { return kFinanceWords; }

}  // namespace dondoc::cli
