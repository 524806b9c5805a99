#include "services/finance/domain/errors.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/calendar/date_proto.h"
#include "services/finance/domain/money.h"

namespace dondoc::finance {
namespace {

using calendar::FormatDay;
using calendar::FormatIsoDay;

Error Unmet(absl::string_view reason, Text text) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, std::move(text));
}

// What people read about one violation.
Text Describe(const LimitViolation& violation) {
  const std::string asked = FormatDong(violation.asked_amount);
  const std::string allowed = FormatDong(violation.allowed_amount);
  const absl::string_view subject = violation.subject;
  const absl::string_view reason = violation.reason;
  if (reason == "CONTRACT_LIMIT_EXCEEDED") {
    return {absl::StrCat(asked, " exceeds the ", allowed, " left under the contract for ", subject),
            absl::StrCat(asked, " vượt số còn lại theo hợp đồng (", allowed, ") của ", subject)};
  }
  if (reason == "CONTRACT_ABOVE_APPROVED") {
    return {absl::StrCat("contracts of ", asked, " exceed the approved ", allowed, " of ", subject),
            absl::StrCat("giá trị hợp đồng ", asked, " vượt kinh phí được duyệt (", allowed,
                         ") của ", subject)};
  }
  if (reason == "CONTRACT_BELOW_DISBURSED") {
    return {absl::StrCat("a contract of ", asked, " is below the ", allowed,
                         " disbursed and reserved from ", subject),
            absl::StrCat("giá trị hợp đồng ", asked, " thấp hơn số đã cấp và đang giữ (", allowed,
                         ") của ", subject)};
  }
  if (reason == "ESTIMATE_EXCEEDED") {
    return {
        absl::StrCat(asked, " exceeds the ", allowed, " left of the year's estimate of ", subject),
        absl::StrCat(asked, " vượt dự toán năm còn lại (", allowed, ") của ", subject)};
  }
  if (reason == "SOURCE_CLOSED") {
    return {absl::StrCat(subject, " is closed to new disbursements"),
            absl::StrCat(subject, " đã khóa, không cấp phát thêm")};
  }
  if (reason == "FIRST_ADVANCE_ABOVE_SHARE") {
    return {absl::StrCat("a first advance of ", asked, " exceeds the allowed ", allowed),
            absl::StrCat("tạm ứng lần đầu ", asked, " vượt mức cho phép ", allowed)};
  }
  if (reason == "FIRST_ADVANCE_ABOVE_ESTIMATE") {
    return {
        absl::StrCat("a first advance of ", asked, " exceeds the year's estimate of ", allowed,
                     " of ", subject),
        absl::StrCat("tạm ứng lần đầu ", asked, " vượt dự toán năm ", allowed, " của ", subject)};
  }
  if (reason == "ADVANCES_NOT_SETTLED") {
    return {absl::StrCat("another ", allowed, " of earlier advances must be settled first"),
            absl::StrCat("còn phải thanh toán thêm ", allowed,
                         " của các lần tạm ứng trước thì mới được tạm ứng tiếp")};
  }
  if (reason == "SETTLES_MORE_THAN_ADVANCED") {
    return {
        absl::StrCat(asked, " settles more than the ", allowed, " of outstanding advances from ",
                     subject),
        absl::StrCat("thanh toán tạm ứng ", asked, " vượt dư tạm ứng ", allowed, " của ", subject)};
  }
  if (reason == "RETURNS_MORE_THAN_ADVANCED") {
    return {absl::StrCat(asked, " returns more than the ", allowed,
                         " of outstanding advances from ", subject),
            absl::StrCat("số thu hồi ", asked, " vượt dư tạm ứng ", allowed, " của ", subject)};
  }
  if (reason == "RETURNS_MORE_THAN_SPENT") {
    return {absl::StrCat(asked, " returns more than the ", allowed, " spent from ", subject),
            absl::StrCat("số thu hồi ", asked, " vượt số đã chi ", allowed, " của ", subject)};
  }
  if (reason == "FINAL_PAYMENT_POSTED") {
    return {absl::StrCat("the final payment of ", subject, " is made; nothing more is paid"),
            absl::StrCat(subject, " đã thanh toán lần cuối, không cấp phát thêm")};
  }
  if (reason == "PROJECT_NOT_ACCEPTED") {
    return {absl::StrCat(subject, " is not accepted with at least \"Đạt\""),
            absl::StrCat(subject, " chưa được nghiệm thu từ mức \"Đạt\" trở lên")};
  }
  return {absl::StrCat(reason, ": ", asked, " asked, ", allowed, " allowed, ", subject),
          absl::StrCat(reason, ": đề nghị ", asked, ", được phép ", allowed, ", ", subject)};
}

}  // namespace

absl::Status WrongState(absl::string_view resource, absl::string_view state, absl::string_view verb,
                        const std::vector<std::string>& accepted) {
  const std::string list = absl::StrJoin(accepted, ", ");
  return Unmet(
             "WRONG_STATE",
             {absl::StrCat(
                  "A ", resource, " in state ", state, " does not accept ", verb,
                  accepted.empty() ? "; no state does." : absl::StrCat("; it needs ", list, ".")),
              absl::StrCat("Trạng thái ", state, " không cho phép ", verb,
                           accepted.empty() ? "." : absl::StrCat("; cần trạng thái ", list, "."))})
      .With("state", state)
      .With("verb", verb)
      .With("accepted", list);
}

absl::Status SelfApproval(absl::string_view verb, absl::string_view earlier) {
  return Error(absl::StatusCode::kPermissionDenied, "SELF_APPROVAL",
               {absl::StrCat("Another person must ", verb, " what you ", earlier, "."),
                absl::StrCat("Người đã thực hiện bước trước (", earlier,
                             ") không được tự thực hiện bước này (", verb, ").")})
      .With("verb", verb)
      .With("earlier", earlier);
}

absl::Status RequireOtherPerson(absl::string_view actor, absl::string_view earlier_actor,
                                absl::string_view verb, absl::string_view earlier) {
  if (earlier_actor.empty() || earlier_actor != actor) return absl::OkStatus();
  return SelfApproval(verb, earlier);
}

absl::Status RequireOtherPerson(absl::string_view actor, const People& earlier_actors,
                                absl::string_view verb, absl::string_view earlier) {
  for (const std::string& person : earlier_actors) {
    if (person == actor) return SelfApproval(verb, earlier);
  }
  return absl::OkStatus();
}

void AddPerson(const std::string& actor, People& people) {
  if (std::find(people.begin(), people.end(), actor) == people.end()) *people.Add() = actor;
}

absl::Status BudgetYearClosed(int32_t year, absl::CivilDay today) {
  return Unmet("BUDGET_YEAR_CLOSED", {absl::StrCat("Nothing can be charged to the budget year ",
                                                   year, " on ", FormatIsoDay(today), "."),
                                      absl::StrCat("Ngày ", FormatDay(today),
                                                   " không thể chi vào năm ngân sách ", year, ".")})
      .With("year", absl::StrCat(year))
      .With("today", FormatIsoDay(today));
}

absl::Status ReservationExpired(absl::CivilDay expire_date, absl::CivilDay today) {
  return Unmet("RESERVATION_EXPIRED",
               {absl::StrCat("The reservation held until ", FormatIsoDay(expire_date), "."),
                absl::StrCat("Khoản giữ chỗ đã hết hạn ngày ", FormatDay(expire_date), ".")})
      .With("expire_date", FormatIsoDay(expire_date))
      .With("today", FormatIsoDay(today));
}

absl::Status ReservationStillHolds(absl::CivilDay expire_date, absl::CivilDay today) {
  return Unmet("RESERVATION_STILL_HOLDS",
               {absl::StrCat("The reservation holds until ", FormatIsoDay(expire_date),
                             "; void it to release it now."),
                absl::StrCat("Khoản giữ chỗ còn hạn đến ", FormatDay(expire_date),
                             "; muốn bỏ ngay thì hủy.")})
      .With("expire_date", FormatIsoDay(expire_date))
      .With("today", FormatIsoDay(today));
}

absl::Status ReservationOpen(absl::string_view resource) {
  return Unmet("RESERVATION_OPEN",
               {absl::StrCat("Money is reserved for ", resource, "; post or void it first."),
                absl::StrCat("Còn khoản giữ chỗ cho ", resource, "; cần chi hoặc hủy trước.")})
      .With("resource", resource);
}

absl::Status DisbursementExists(absl::string_view disbursement) {
  return Error(absl::StatusCode::kAlreadyExists, "DISBURSEMENT_EXISTS",
               {absl::StrCat("The dossier has the live disbursement ", disbursement, "."),
                absl::StrCat("Hồ sơ đã có khoản cấp phát ", disbursement, ".")})
      .With("disbursement", disbursement);
}

absl::Status EstimateBelowSpent(absl::string_view source, int32_t year, int64_t short_amount) {
  return Unmet("ESTIMATE_BELOW_SPENT",
               {absl::StrCat("The year ", year, " of ", source, " would lack ",
                             FormatDong(short_amount), " for what is disbursed and reserved."),
                absl::StrCat("Năm ", year, " của ", source, " sẽ thiếu ", FormatDong(short_amount),
                             " so với số đã cấp và đang giữ.")})
      .With("source", source)
      .With("year", absl::StrCat(year))
      .With("short_amount", absl::StrCat(short_amount));
}

absl::Status YearBeforeFirstEstimate(int32_t year, int32_t first_year) {
  return Unmet("YEAR_BEFORE_FIRST_ESTIMATE",
               {absl::StrCat("The first year on record is ", first_year, "; ", year,
                             " cannot be recorded after it."),
                absl::StrCat("Năm đầu tiên đã ghi là ", first_year, ", không ghi lùi về năm ", year,
                             ".")})
      .With("year", absl::StrCat(year))
      .With("first_year", absl::StrCat(first_year));
}

absl::Status YearGap(int32_t year, int32_t next_year) {
  return Unmet("YEAR_GAP",
               {absl::StrCat("The next year to record is ", next_year, ", not ", year, "."),
                absl::StrCat("Năm tiếp theo cần ghi là ", next_year, ", không phải ", year, ".")})
      .With("year", absl::StrCat(year))
      .With("next_year", absl::StrCat(next_year));
}

absl::Status ProjectNotAccepted(absl::string_view project) {
  return Unmet("PROJECT_NOT_ACCEPTED",
               {absl::StrCat(project, " is not accepted with at least \"Đạt\"."),
                absl::StrCat(project, " chưa được nghiệm thu từ mức \"Đạt\" trở lên.")})
      .With("project", project);
}

absl::Status FinalPaymentMissing(absl::string_view contract) {
  return Unmet("FINAL_PAYMENT_MISSING",
               {absl::StrCat("The final payment of ", contract, " is not posted."),
                absl::StrCat("Hợp đồng ", contract, " chưa thanh toán lần cuối.")})
      .With("contract", contract);
}

absl::Status ContractNotLiquidated(absl::string_view contract) {
  return Unmet("CONTRACT_NOT_LIQUIDATED",
               {absl::StrCat(contract, " is not liquidated; settlement comes after it."),
                absl::StrCat("Hợp đồng ", contract,
                             " chưa thanh lý; thanh lý trước, quyết toán sau.")})
      .With("contract", contract);
}

absl::Status ContractLiquidated(absl::string_view contract) {
  return Unmet("CONTRACT_LIQUIDATED",
               {absl::StrCat(contract, " is liquidated; correct it by a recovery."),
                absl::StrCat("Hợp đồng ", contract, " đã thanh lý; điều chỉnh bằng thu hồi.")})
      .With("contract", contract);
}

absl::Status ProjectAlreadySettled(absl::string_view project) {
  return Unmet("PROJECT_ALREADY_SETTLED",
               {absl::StrCat("The accounts of ", project, " are settled; this happens once."),
                absl::StrCat(project, " đã quyết toán; chỉ quyết toán một lần.")})
      .With("project", project);
}

absl::Status AdvanceOutstanding(absl::string_view contract, int64_t outstanding_amount) {
  return Unmet("ADVANCE_OUTSTANDING",
               {absl::StrCat(FormatDong(outstanding_amount), " of advances under ", contract,
                             " are neither settled nor returned."),
                absl::StrCat("Hợp đồng ", contract, " còn dư tạm ứng ",
                             FormatDong(outstanding_amount), ".")})
      .With("contract", contract)
      .With("outstanding_amount", absl::StrCat(outstanding_amount));
}

absl::Status SettlementMismatch(int64_t stated_amount, int64_t ledger_amount) {
  return Unmet("SETTLEMENT_MISMATCH",
               {absl::StrCat("The dossier states ", FormatDong(stated_amount),
                             ", the ledger holds ", FormatDong(ledger_amount), "."),
                absl::StrCat("Số đề nghị quyết toán ", FormatDong(stated_amount),
                             " khác sổ kế toán ", FormatDong(ledger_amount), ".")})
      .With("stated_amount", absl::StrCat(stated_amount))
      .With("ledger_amount", absl::StrCat(ledger_amount));
}

absl::Status JournalAlreadyReversed(absl::string_view journal) {
  return Unmet("JOURNAL_ALREADY_REVERSED", {absl::StrCat(journal, " was reversed before."),
                                            absl::StrCat("Bút toán ", journal, " đã được đảo.")})
      .With("journal", journal);
}

absl::Status NotARecovery(absl::string_view journal, absl::string_view kind) {
  return Unmet("NOT_A_RECOVERY",
               {absl::StrCat(journal, " is a ", kind, " journal, not a recovery."),
                absl::StrCat("Bút toán ", journal, " là ", kind, ", không phải thu hồi.")})
      .With("journal", journal)
      .With("kind", kind);
}

absl::Status LimitsViolated(const std::vector<LimitViolation>& violations) {
  const LimitViolation& first = violations.front();
  std::vector<std::string> en, vi;
  for (const LimitViolation& violation : violations) {
    Text text = Describe(violation);
    en.push_back(std::move(text.en));
    vi.push_back(std::move(text.vi));
  }
  Error error =
      Unmet(first.reason, {absl::StrCat("Not allowed: ", absl::StrJoin(en, "; "), "."),
                           absl::StrCat("Không được phép: ", absl::StrJoin(vi, "; "), ".")})
          .With("subject", first.subject)
          .With("allowed_amount", absl::StrCat(first.allowed_amount))
          .With("asked_amount", absl::StrCat(first.asked_amount))
          .With("policy_version", first.policy_version);
  for (size_t i = 0; i < violations.size(); ++i) {
    error = std::move(error).Precondition(violations[i].reason, violations[i].subject,
                                          {std::move(en[i]), std::move(vi[i])});
  }
  return error;
}

}  // namespace dondoc::finance
