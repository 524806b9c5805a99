#include "services/finance/domain/policy.h"

#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"

namespace dondoc::finance {
namespace {

using v1::LimitPolicy;

void SetShare(v1::Share& share, int64_t numerator, int64_t denominator) {
  share.set_numerator(numerator);
  share.set_denominator(denominator);
}

// TTLT 27/2015/TTLT-BKHCN-BTC, in force from 15/02/2016; also held against older contracts, for
// which no other numbers are known.
LimitPolicy Circular27() {
  LimitPolicy policy;
  policy.set_version("ttlt-27-2015/1");
  policy.set_legal_source(
      "Thông tư liên tịch 27/2015/TTLT-BKHCN-BTC, Điều 13 và Điều 14; Luật NSNN 83/2015/QH13");
  // Art. 13: first advance at most 50 % of the approved state total and within the year's estimate.
  SetShare(*policy.mutable_first_advance_max(), 1, 2);
  policy.set_first_advance_within_estimate(true);
  // Art. 13: the next one once at least 50 % of the advances paid is settled; equipment excepted.
  SetShare(*policy.mutable_next_advance_settled_min(), 1, 2);
  policy.set_equipment_exception(true);
  // Art. 13: last payment on the council's minutes of at least "Đạt".
  policy.set_final_payment_needs_acceptance(true);
  policy.set_settle_advances_months(4);
  policy.set_deduct_months(6);
  // Year-end adjustment to 31/01 (TT 51/2023 mentions the day).
  policy.set_late_charge_january_day(31);
  return policy;
}

// Law 93/2025/QH15 on science, technology and innovation and its decrees. The numbers were not read
// in the official text: they are configuration that repeats the ones before.
LimitPolicy Law93() {
  LimitPolicy policy = Circular27();
  policy.set_version("luat-93-2025/1");
  policy.set_legal_source(
      "Luật Khoa học, công nghệ và đổi mới sáng tạo 93/2025/QH15; Nghị định 265/2025/NĐ-CP");
  policy.set_unverified(true);
  *policy.mutable_from_date() = calendar::ToDate(absl::CivilDay(2025, 10, 1));
  return policy;
}

void ValidateShare(bool present, const v1::Share& share, const std::string& field,
                   FieldErrors& errors) {
  constexpr int64_t kMaxTerm = 1'000'000;
  if (present && share.denominator() >= 1 && share.denominator() <= kMaxTerm &&
      share.numerator() >= 0 && share.numerator() <= share.denominator()) {
    return;
  }
  errors.Add(field, {"A share is a fraction from 0 to 1.", "Tỷ lệ phải là phân số từ 0 đến 1."});
}

}  // namespace

std::vector<LimitPolicy> DefaultLimitPolicies() { return {Circular27(), Law93()}; }

absl::Status ValidateLimitPolicies(const std::vector<LimitPolicy>& policies) {
  FieldErrors errors;
  if (policies.empty()) {
    errors.Add("limit_policies", {"At least one is needed.", "Cần ít nhất một chính sách."});
  }
  std::set<std::string> versions;
  std::optional<absl::CivilDay> previous;
  for (size_t i = 0; i < policies.size(); ++i) {
    const LimitPolicy& policy = policies[i];
    const std::string path = absl::StrCat("limit_policies[", i, "]");
    if (policy.version().empty() || !versions.insert(policy.version()).second) {
      errors.Add(path + ".version", {"Every policy needs a version of its own.",
                                     "Mỗi chính sách cần phiên bản riêng."});
    }
    if (policy.legal_source().empty()) {
      errors.Add(path + ".legal_source", {"The legal source is needed.", "Cần căn cứ pháp lý."});
    }
    if (i == 0) {
      if (policy.has_from_date()) {
        errors.Add(path + ".from_date", {"The first policy holds from the beginning.",
                                         "Chính sách đầu tiên không có ngày bắt đầu."});
      }
    } else if (const auto from = calendar::CivilDayOf(policy.from_date());
               !from || (previous && *from <= *previous)) {
      errors.Add(path + ".from_date", {"A day after the policy before is needed.",
                                       "Cần ngày sau chính sách liền trước."});
    } else {
      previous = from;
    }
    ValidateShare(policy.has_first_advance_max(), policy.first_advance_max(),
                  path + ".first_advance_max", errors);
    ValidateShare(policy.has_next_advance_settled_min(), policy.next_advance_settled_min(),
                  path + ".next_advance_settled_min", errors);
    if (policy.late_charge_january_day() < 0 || policy.late_charge_january_day() > 31) {
      errors.Add(path + ".late_charge_january_day",
                 {"A day of January, or 0.", "Cần một ngày của tháng 1, hoặc 0."});
    }
  }
  return errors.ToStatus();
}

const LimitPolicy& ChooseLimitPolicy(const std::vector<LimitPolicy>& policies,
                                     absl::CivilDay sign_date) {
  const LimitPolicy* chosen = &policies.front();
  for (const LimitPolicy& policy : policies) {
    const auto from = calendar::CivilDayOf(policy.from_date());
    if (from && *from <= sign_date) chosen = &policy;
  }
  return *chosen;
}

absl::StatusOr<LimitPolicy> BoundLimitPolicy(const std::vector<LimitPolicy>& policies,
                                             const v1::PolicyReference& reference) {
  for (const LimitPolicy& policy : policies) {
    if (policy.version() == reference.version()) return policy;
  }
  return Error(absl::StatusCode::kFailedPrecondition, "LIMIT_POLICY_UNKNOWN",
               {absl::StrCat("The limits \"", reference.version(), "\" are not configured."),
                absl::StrCat("Chưa cấu hình hạn mức \"", reference.version(), "\".")})
      .With("version", reference.version());
}

v1::PolicyReference ReferenceTo(const LimitPolicy& policy) {
  v1::PolicyReference reference;
  reference.set_version(policy.version());
  reference.set_legal_source(policy.legal_source());
  reference.set_unverified(policy.unverified());
  return reference;
}

Fraction ToFraction(const v1::Share& share) { return {share.numerator(), share.denominator()}; }

bool BudgetYearOpen(const LimitPolicy& policy, int32_t year, absl::CivilDay today) {
  if (year == today.year()) return true;
  return year + 1 == today.year() && today.month() == 1 &&
         today.day() <= policy.late_charge_january_day();
}

}  // namespace dondoc::finance
