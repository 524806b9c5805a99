#include "services/registry/domain/errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::registry {

using absl::StatusCode;

absl::Status AgencyExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "AGENCY_EXISTS",
               {absl::StrCat(name, " exists already"), absl::StrCat(name, " đã có")})
      .With("name", name);
}

absl::Status UnitExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "UNIT_EXISTS",
               {absl::StrCat(name, " exists already"), absl::StrCat(name, " đã có")})
      .With("name", name);
}

absl::Status UnitNameTaken(absl::string_view text, absl::string_view by_unit) {
  return Error(StatusCode::kAlreadyExists, "UNIT_EXISTS",
               {absl::StrCat("the name \"", text, "\" belongs to ", by_unit),
                absl::StrCat("tên \"", text, "\" đã dùng cho ", by_unit)})
      .With("text", text)
      .With("unit", by_unit);
}

absl::Status OfficerExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "OFFICER_EXISTS",
               {absl::StrCat(name, " exists already"), absl::StrCat(name, " đã có")})
      .With("name", name);
}

absl::Status WrongState(absl::string_view verb, v1::Task::State state,
                        const std::string& accepted) {
  const std::string& name = v1::Task::State_Name(state);
  return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
               {absl::StrCat("the task is ", name, "; ", verb, " needs ", accepted),
                absl::StrCat("nhiệm vụ đang ở trạng thái ", name, "; ", verb, " cần ", accepted)})
      .With("verb", verb)
      .With("state", name)
      .With("accepted", accepted);
}

absl::Status SubmitterCannotComplete(absl::string_view subject) {
  return Error(StatusCode::kFailedPrecondition, "SEPARATION_OF_DUTIES",
               {"whoever handed the task in cannot confirm it: ask somebody else",
                "người nộp kết quả không được tự xác nhận: cần người khác"})
      .With("subject", subject);
}

absl::Status QuantityNotReached(int64_t done, int64_t target) {
  return Error(StatusCode::kFailedPrecondition, "QUANTITY_NOT_REACHED",
               {absl::StrCat(done, " of ", target, " are done: report the rest first"),
                absl::StrCat("mới đạt ", done, "/", target, ": hãy báo cáo phần còn lại trước")})
      .With("done", absl::StrCat(done))
      .With("target", absl::StrCat(target));
}

absl::Status DeadlineAlreadySet(absl::string_view last_day) {
  return Error(StatusCode::kFailedPrecondition, "DEADLINE_ALREADY_SET",
               {absl::StrCat("the deadline is ", last_day, " and never moves"),
                absl::StrCat("hạn là ", last_day, " và không thay đổi")})
      .With("last_day", last_day);
}

absl::Status DeadlineHasNoEvent() {
  return Error(StatusCode::kFailedPrecondition, "NO_EVENT",
               {"the deadline of this task does not count from an event",
                "hạn của nhiệm vụ này không tính từ một sự kiện"});
}

absl::Status LastAdministrator() {
  return Error(StatusCode::kFailedPrecondition, "LAST_ADMIN",
               {"this is the agency's last administrator: name another one first",
                "đây là quản trị cuối cùng của cơ quan: hãy chỉ định người khác trước"});
}

}  // namespace dondoc::registry
