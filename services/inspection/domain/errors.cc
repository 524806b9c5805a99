#include "services/inspection/domain/errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::inspection {

using absl::StatusCode;

absl::Status PlanExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "PLAN_EXISTS",
               {absl::StrCat(name, " exists already"), absl::StrCat(name, " đã có")})
      .With("plan", name);
}

absl::Status EntityExists(absl::string_view name) {
  return Error(StatusCode::kAlreadyExists, "ENTITY_EXISTS",
               {absl::StrCat("that name or tax code belongs to ", name),
                absl::StrCat("tên hoặc mã số thuế này đã dùng cho ", name)})
      .With("entity", name);
}

absl::Status NumbersExhausted(int year) {
  return Error(StatusCode::kResourceExhausted, "NUMBERS_EXHAUSTED",
               {absl::StrCat("no office number of ", year, " is left"),
                absl::StrCat("đã hết số hiệu của năm ", year)})
      .With("year", absl::StrCat(year));
}

absl::Status EnterpriseYearContended(absl::string_view tax_code, int year) {
  return Error(StatusCode::kAborted, "ENTERPRISE_YEAR_CONTENDED",
               {absl::StrCat("others are planning enterprise ", tax_code, " for ", year,
                             " right now: try again"),
                absl::StrCat("doanh nghiệp ", tax_code, " đang được cơ quan khác lập kế hoạch năm ",
                             year, ": hãy thử lại")})
      .With("tax_code", tax_code)
      .With("year", absl::StrCat(year));
}

}  // namespace dondoc::inspection
