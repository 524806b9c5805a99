#include "common/base/resource_errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc {

absl::Status NotFound(absl::string_view name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND",
               {absl::StrCat("there is no ", name), absl::StrCat("không có ", name)})
      .With("name", name);
}

absl::Status EtagMismatch(absl::string_view name, absl::string_view current) {
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
               {absl::StrCat(name, " was changed since you read it: read it again and repeat"),
                absl::StrCat(name, " đã thay đổi từ lúc bạn đọc: hãy đọc lại rồi làm lại")})
      .With("name", name)
      .With("current_etag", current);
}

absl::Status EtagRequired(absl::string_view field) {
  return InvalidField(field, {"is required: read the resource first and send its etag",
                              "bắt buộc: hãy đọc trước rồi gửi kèm etag"});
}

}  // namespace dondoc
