#include "services/finance/storage/errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::finance {

using absl::StatusCode;

absl::Status NotFound(absl::string_view name) {
  return Error(StatusCode::kNotFound, "NOT_FOUND",
               {absl::StrCat("there is no ", name), absl::StrCat("không có ", name)})
      .With("name", name);
}

absl::Status EtagMismatch(absl::string_view name, absl::string_view current) {
  return Error(StatusCode::kAborted, "ETAG_MISMATCH",
               {absl::StrCat(name, " was changed since you read it: read it again and repeat"),
                absl::StrCat(name, " đã thay đổi từ lúc bạn đọc: hãy đọc lại rồi làm lại")})
      .With("name", name)
      .With("current_etag", current);
}

absl::Status EtagRequired(absl::string_view field) {
  return InvalidField(field, {"is required: read the resource first and send its etag",
                              "bắt buộc: hãy đọc trước rồi gửi kèm etag"});
}

absl::Status FundingSourceExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "FUNDING_SOURCE_EXISTS",
               {absl::StrCat(name, " exists already"), absl::StrCat(name, " đã có")})
      .With("name", name);
}

absl::Status ContractNumberTaken(absl::string_view number, absl::string_view contract) {
  return Error(StatusCode::kAlreadyExists, "CONTRACT_NUMBER_TAKEN",
               {absl::StrCat("the number ", number, " of that year belongs to ", contract),
                absl::StrCat("số ", number, " của năm đó đã dùng cho ", contract)})
      .With("number", number)
      .With("contract", contract);
}

absl::Status VoucherNumberTaken(absl::string_view number, absl::string_view disbursement) {
  return Error(
             StatusCode::kAlreadyExists, "VOUCHER_NUMBER_TAKEN",
             {absl::StrCat("the voucher ", number, " of that year was posted with ", disbursement),
              absl::StrCat("chứng từ ", number, " của năm đó đã ghi sổ với ", disbursement)})
      .With("number", number)
      .With("disbursement", disbursement);
}

}  // namespace dondoc::finance
