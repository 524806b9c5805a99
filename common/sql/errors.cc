#include "common/sql/errors.h"

#include "absl/strings/cord.h"

#include "common/base/error.h"

namespace dondoc::sql {

std::string InternalDetailOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kInternalPayload);
  return payload ? std::string(*payload) : "";
}

namespace internal {
namespace {

struct Entry {
  absl::StatusCode code;
  absl::string_view reason;
  absl::string_view en;
  absl::string_view vi;
};

Entry EntryOf(ErrorKind kind) {
  using Code = absl::StatusCode;
  constexpr absl::string_view kDefectEn = "internal database error";
  constexpr absl::string_view kDefectVi = "lỗi nội bộ của cơ sở dữ liệu";
  switch (kind) {
    case ErrorKind::kUnique:
      return {Code::kAlreadyExists, "SQL_UNIQUE", "the record already exists",
              "bản ghi đã tồn tại"};
    case ErrorKind::kForeignKey:
      return {Code::kFailedPrecondition, "SQL_FOREIGN_KEY",
              "the record refers to one that does not exist, or is still referred to",
              "bản ghi tham chiếu đến bản ghi không tồn tại hoặc đang được tham chiếu"};
    case ErrorKind::kCheck:
      return {Code::kFailedPrecondition, "SQL_CHECK", "the record breaks a rule of the database",
              "bản ghi vi phạm ràng buộc của cơ sở dữ liệu"};
    case ErrorKind::kNotNull:
      return {Code::kInternal, "SQL_NOT_NULL", kDefectEn, kDefectVi};
    case ErrorKind::kReadOnly:
      return {Code::kFailedPrecondition, "SQL_READ_ONLY", "the database is read-only here",
              "cơ sở dữ liệu ở đây chỉ cho phép đọc"};
    case ErrorKind::kTransactionOver:
      return {Code::kFailedPrecondition, "SQL_TRANSACTION_OVER", "the transaction is over",
              "giao dịch cơ sở dữ liệu đã kết thúc"};
    case ErrorKind::kSerialization:
      return {Code::kAborted, "SQL_SERIALIZATION", "another change came in between; try again",
              "có thay đổi khác xen vào; hãy thử lại"};
    case ErrorKind::kBusy:
      return {Code::kUnavailable, "SQL_BUSY", "the database is busy; try again",
              "cơ sở dữ liệu đang bận; hãy thử lại"};
    case ErrorKind::kConnectionLost:
      return {Code::kUnavailable, "SQL_CONNECTION_LOST", "the database cannot be reached",
              "không kết nối được cơ sở dữ liệu"};
    case ErrorKind::kInterrupted:
      return {Code::kCancelled, "SQL_INTERRUPTED", "the database statement was interrupted",
              "câu lệnh cơ sở dữ liệu đã bị ngắt"};
    case ErrorKind::kDeadline:
      return {Code::kDeadlineExceeded, "SQL_DEADLINE", "the database did not answer in time",
              "cơ sở dữ liệu không trả lời kịp thời hạn"};
    case ErrorKind::kDiskFull:
      return {Code::kResourceExhausted, "SQL_DISK_FULL", "the database has no space left",
              "cơ sở dữ liệu đã hết dung lượng đĩa"};
    case ErrorKind::kNoMemory:
      return {Code::kResourceExhausted, "SQL_NO_MEMORY", "the database has no memory left",
              "cơ sở dữ liệu đã hết bộ nhớ"};
    case ErrorKind::kTooLarge:
      return {Code::kInvalidArgument, "SQL_TOO_LARGE", "a value is too large for the database",
              "giá trị quá lớn đối với cơ sở dữ liệu"};
    case ErrorKind::kInvalidText:
      return {Code::kInvalidArgument, "SQL_INVALID_TEXT",
              "a text is not valid UTF-8 or contains a NUL character",
              "văn bản không đúng mã UTF-8 hoặc chứa ký tự NUL"};
    case ErrorKind::kIo:
      return {Code::kInternal, "SQL_IO", "the database could not read or write its storage",
              "cơ sở dữ liệu không đọc hoặc ghi được thiết bị lưu trữ"};
    case ErrorKind::kCorrupt:
      return {Code::kDataLoss, "SQL_CORRUPT", "the database file is damaged",
              "tệp cơ sở dữ liệu bị hỏng"};
    case ErrorKind::kStatement:
      return {Code::kInternal, "SQL_STATEMENT", kDefectEn, kDefectVi};
    case ErrorKind::kType:
      return {Code::kInternal, "SQL_TYPE", kDefectEn, kDefectVi};
    case ErrorKind::kNested:
      return {Code::kInternal, "SQL_NESTED", kDefectEn, kDefectVi};
    case ErrorKind::kTooManyRows:
      return {Code::kInternal, "SQL_TOO_MANY_ROWS", kDefectEn, kDefectVi};
    case ErrorKind::kOther:
      break;
  }
  return {Code::kInternal, "SQL_ERROR", kDefectEn, kDefectVi};
}

}  // namespace

absl::Status SqlError(ErrorKind kind, absl::string_view detail, const ConstraintInfo& info) {
  const Entry entry = EntryOf(kind);
  Error error(entry.code, entry.reason, {std::string(entry.en), std::string(entry.vi)});
  if (!info.table.empty()) error = std::move(error).With("table", info.table);
  if (!info.columns.empty()) error = std::move(error).With("columns", info.columns);
  if (!info.constraint.empty()) error = std::move(error).With("constraint", info.constraint);
  absl::Status status = error;
  if (!detail.empty()) status.SetPayload(kInternalPayload, absl::Cord(detail));
  return status;
}

}  // namespace internal
}  // namespace dondoc::sql
