#include "services/finance/storage/errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::finance {

using absl::StatusCode;

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
