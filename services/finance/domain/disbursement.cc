#include "services/finance/domain/disbursement.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/dossier.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/dossier_state.h"
#include "services/finance/domain/errors.h"
#include "services/finance/domain/limits.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/policy.h"
#include "services/finance/domain/project_state.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Disbursement;
using v1::Dossier;
using v1::Journal;
using v1::Project;

void Sign(Journal& journal, const std::string& name, const Act& act) {
  journal.set_name(name);
  *journal.mutable_date() = calendar::ToDate(act.today);
  journal.set_actor(act.actor);
  *journal.mutable_create_time() = ToTimestamp(act.now);
}

// The disbursement and dossier as they stand, ready to be changed.
Movement Begin(const DisbursementContext& context, Disbursement::State state, const Act& act) {
  Movement movement{context.disbursement, context.dossier, {}, std::nullopt};
  movement.disbursement.set_state(state);
  *movement.disbursement.mutable_update_time() = ToTimestamp(act.now);
  *movement.dossier.mutable_update_time() = ToTimestamp(act.now);
  ClearDerived(movement.dossier);
  return movement;
}

void MarkResolved(Disbursement& disbursement, const Act& act) {
  *disbursement.mutable_close_date() = calendar::ToDate(act.today);
  disbursement.set_closed_by(act.actor);
}

// Gives the money back to the estimate: VOID and EXPIRE.
absl::StatusOr<Movement> Release(const DisbursementContext& context, DisbursementVerb verb,
                                 Journal::Kind kind, const std::string& journal_name, Book& book,
                                 const Act& act) {
  ASSIGN_OR_RETURN(const Disbursement::State state,
                   NextDisbursementState(context.disbursement.state(), verb));
  Movement movement = Begin(context, state, act);
  Disbursement& disbursement = movement.disbursement;
  MarkResolved(disbursement, act);
  disbursement.set_resolve_journal(journal_name);
  movement.dossier.clear_disbursement();
  movement.journal = ReleaseJournal(kind, disbursement.payment_kind(), disbursement.contract(),
                                    disbursement.lines(), disbursement.budget_year());
  Sign(movement.journal, journal_name, act);
  movement.journal.set_disbursement(disbursement.name());
  movement.journal.set_refers_to(disbursement.reserve_journal());
  RETURN_IF_ERROR(book.Apply(movement.journal));
  return movement;
}

// What the reversal would pull from under later settlements and recoveries.
absl::Status CheckReversal(const Disbursement& disbursement, const Book& book) {
  std::vector<LimitViolation> violations;
  for (const v1::PaymentLine& line : disbursement.lines()) {
    const ContractPosition position = book.Position(disbursement.contract(), line.source());
    const bool advance = disbursement.payment_kind() == Dossier::ADVANCE;
    const int64_t unsettled = position.outstanding() - position.reserved_settle;
    if (advance && line.pay_amount() > unsettled) {
      violations.push_back(
          {"SETTLES_MORE_THAN_ADVANCED", line.source(), unsettled, line.pay_amount(), ""});
    }
    const int64_t spent = position.expenditure - position.expenditure_returned;
    const int64_t taken_back = line.settle_amount() + (advance ? 0 : line.pay_amount());
    if (taken_back > spent) {
      violations.push_back({"RETURNS_MORE_THAN_SPENT", line.source(), spent, taken_back, ""});
    }
  }
  return violations.empty() ? absl::OkStatus() : LimitsViolated(violations);
}

std::optional<absl::CivilDay> ExpireDateOf(const v1::ReserveDisbursementRequest& request,
                                           absl::CivilDay today, FieldErrors& errors) {
  if (!request.has_expire_date()) return today + kDefaultReservationDays;
  const auto day = calendar::ValidateDate(request.expire_date(), "expire_date", errors);
  if (day && (*day < today || *day > today + kMaxReservationDays)) {
    errors.Add("expire_date",
               {absl::StrCat("A reservation holds until today or at most ", kMaxReservationDays,
                             " days ahead."),
                absl::StrCat("Giữ chỗ từ hôm nay đến tối đa ", kMaxReservationDays, " ngày.")});
    return std::nullopt;
  }
  return day;
}

absl::Status ValidateRecoveryLines(const v1::RecordRecoveryRequest& request,
                                   const Contract& contract) {
  FieldErrors errors;
  if (request.lines().empty() || request.lines_size() > kMaxSourceAmounts) {
    errors.Add("lines", {absl::StrCat("A recovery has 1 to ", kMaxSourceAmounts, " lines."),
                         absl::StrCat("Thu hồi có từ 1 đến ", kMaxSourceAmounts, " dòng.")});
    return errors.ToStatus();
  }
  std::set<std::string> seen;
  for (int i = 0; i < request.lines_size(); ++i) {
    const v1::RecoveryLine& line = request.lines(i);
    const std::string path = absl::StrCat("lines[", i, "]");
    if (AmountOf(contract.amounts(), line.source()) == 0) {
      errors.Add(path + ".source",
                 {"The contract has no such source.", "Hợp đồng không có nguồn vốn này."});
    }
    if (!seen.insert(line.source()).second) {
      errors.Add(path + ".source", {"This source is given twice.", "Nguồn vốn này bị lặp."});
    }
    ValidateAmountOrZero(line.advance_amount(), path + ".advance_amount", errors);
    ValidateAmountOrZero(line.expenditure_amount(), path + ".expenditure_amount", errors);
    if (line.advance_amount() == 0 && line.expenditure_amount() == 0) {
      errors.Add(path + ".advance_amount", {"One of the amounts must be above zero.",
                                            "Phải có ít nhất một số tiền lớn hơn 0."});
    }
  }
  ValidateDocument(request.has_basis(), request.basis(), /*required=*/true,
                   /*date_required=*/true, "basis", errors);
  ValidateText(request.note(), 0, kMaxReasonChars, "note", errors);
  return errors.ToStatus();
}

}  // namespace

int32_t BudgetYearOf(const v1::ReserveDisbursementRequest& request, const Act& act) {
  return request.budget_year() != 0 ? request.budget_year()
                                    : static_cast<int32_t>(act.today.year());
}

absl::StatusOr<Movement> ReserveDisbursement(const v1::ReserveDisbursementRequest& request,
                                             const ReserveContext& context,
                                             const std::string& disbursement_name,
                                             const std::string& journal_name, Book& book,
                                             const Act& act) {
  FieldErrors errors;
  const auto expire_date = ExpireDateOf(request, act.today, errors);
  RETURN_IF_ERROR(errors.ToStatus());
  const Dossier& dossier = context.dossier;
  RETURN_IF_ERROR(
      NextDossierState(dossier.kind(), dossier.state(), DossierVerb::kReserve).status());
  if (!dossier.disbursement().empty()) return DisbursementExists(dossier.disbursement());
  RETURN_IF_ERROR(NextContractState(context.contract.state(), ContractVerb::kPay).status());
  ASSIGN_OR_RETURN(const v1::LimitPolicy policy,
                   BoundLimitPolicy(context.limit_policies, context.contract.limit_policy()));
  const int32_t year = BudgetYearOf(request, act);
  if (!BudgetYearOpen(policy, year, act.today)) return BudgetYearClosed(year, act.today);
  const PaymentContext payment{
      context.project, context.contract, context.contracts, context.sources, policy, book, year};
  RETURN_IF_ERROR(CheckPayment(
      payment, {dossier.payment_kind(), dossier.lines(), dossier.has_equipment_exception()}));
  // A final payment closes the contract to all others, those on their way included.
  if (dossier.payment_kind() == Dossier::FINAL && HasReservation(context.contract, book)) {
    return ReservationOpen(context.contract.name());
  }

  Movement movement{{}, dossier, {}, std::nullopt};
  Disbursement& disbursement = movement.disbursement;
  disbursement.set_name(disbursement_name);
  disbursement.set_dossier(dossier.name());
  disbursement.set_project(context.project.name());
  disbursement.set_contract(context.contract.name());
  disbursement.set_unit(dossier.unit());
  disbursement.set_payment_kind(dossier.payment_kind());
  *disbursement.mutable_lines() = dossier.lines();
  disbursement.set_pay_total_amount(dossier.pay_total_amount());
  disbursement.set_settle_total_amount(dossier.settle_total_amount());
  disbursement.set_budget_year(year);
  disbursement.set_state(Disbursement::RESERVED);
  *disbursement.mutable_reserve_date() = calendar::ToDate(act.today);
  *disbursement.mutable_expire_date() = calendar::ToDate(*expire_date);
  disbursement.set_reserved_by(act.actor);
  disbursement.set_reserve_journal(journal_name);
  *disbursement.mutable_create_time() = ToTimestamp(act.now);
  *disbursement.mutable_update_time() = ToTimestamp(act.now);

  ClearDerived(movement.dossier);
  movement.dossier.set_disbursement(disbursement_name);
  *movement.dossier.mutable_update_time() = ToTimestamp(act.now);

  movement.journal =
      ReserveJournal(dossier.payment_kind(), context.contract.name(), dossier.lines(), year);
  Sign(movement.journal, journal_name, act);
  movement.journal.set_disbursement(disbursement_name);
  RETURN_IF_ERROR(book.Apply(movement.journal));
  return movement;
}

absl::StatusOr<Movement> PostDisbursement(const v1::PostDisbursementRequest& request,
                                          const DisbursementContext& context,
                                          const v1::LimitPolicy& policy,
                                          const std::string& journal_name, Book& book,
                                          const Act& act) {
  FieldErrors errors;
  ValidateDocument(request.has_voucher(), request.voucher(), /*required=*/true,
                   /*date_required=*/true, "voucher", errors);
  if (request.voucher().has_date()) {
    ValidatePastDay(true, request.voucher().date(), act.today, std::nullopt, "voucher.date",
                    errors);
  }
  RETURN_IF_ERROR(errors.ToStatus());
  const Disbursement& current = context.disbursement;
  ASSIGN_OR_RETURN(const Disbursement::State state,
                   NextDisbursementState(current.state(), DisbursementVerb::kPost));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.reserved_by(), "POST", "RESERVE"));
  RETURN_IF_ERROR(RequireNotPreparer(context.dossier, act.actor, "POST"));
  const auto expire_date = calendar::CivilDayOf(current.expire_date());
  if (expire_date && act.today > *expire_date) return ReservationExpired(*expire_date, act.today);
  if (!BudgetYearOpen(policy, current.budget_year(), act.today)) {
    return BudgetYearClosed(current.budget_year(), act.today);
  }
  ASSIGN_OR_RETURN(
      const Dossier::State dossier_state,
      NextDossierState(context.dossier.kind(), context.dossier.state(), DossierVerb::kPay));
  // The limits were checked with the reservation and hold since; states may have moved.
  RETURN_IF_ERROR(NextContractState(context.contract.state(), ContractVerb::kPay).status());
  if (context.contract.final_payment_posted()) {
    return LimitsViolated(
        {{"FINAL_PAYMENT_POSTED", current.contract(), 0, current.pay_total_amount(), ""}});
  }

  Movement movement = Begin(context, state, act);
  Disbursement& disbursement = movement.disbursement;
  *disbursement.mutable_post_date() = calendar::ToDate(act.today);
  disbursement.set_posted_by(act.actor);
  *disbursement.mutable_voucher() = request.voucher();
  disbursement.set_resolve_journal(journal_name);

  movement.dossier.set_state(dossier_state);
  *movement.dossier.mutable_close_date() = calendar::ToDate(act.today);
  movement.dossier.set_closed_by(act.actor);
  *movement.dossier.mutable_conclusion() = request.voucher();

  movement.journal = PostJournal(current.payment_kind(), current.contract(), current.lines(),
                                 current.budget_year());
  Sign(movement.journal, journal_name, act);
  movement.journal.set_disbursement(current.name());
  movement.journal.set_refers_to(current.reserve_journal());
  *movement.journal.mutable_basis() = request.voucher();
  RETURN_IF_ERROR(book.Apply(movement.journal));
  if (current.payment_kind() == Dossier::FINAL) {
    if (HasReservation(context.contract, book)) return ReservationOpen(current.contract());
    movement.contract = context.contract;
    movement.contract->set_final_payment_posted(true);
    *movement.contract->mutable_update_time() = ToTimestamp(act.now);
  }
  return movement;
}

absl::StatusOr<Movement> VoidDisbursement(const v1::VoidDisbursementRequest& request,
                                          const DisbursementContext& context,
                                          const std::string& journal_name, Book& book,
                                          const Act& act) {
  RETURN_IF_ERROR(ValidateReason(request.reason()));
  ASSIGN_OR_RETURN(Movement movement, Release(context, DisbursementVerb::kVoid, Journal::VOID,
                                              journal_name, book, act));
  movement.disbursement.set_reason(request.reason());
  movement.journal.set_note(request.reason());
  return movement;
}

absl::StatusOr<Movement> ExpireDisbursement(const DisbursementContext& context,
                                            const std::string& journal_name, Book& book,
                                            const Act& act) {
  RETURN_IF_ERROR(
      NextDisbursementState(context.disbursement.state(), DisbursementVerb::kExpire).status());
  const auto expire_date = calendar::CivilDayOf(context.disbursement.expire_date());
  if (expire_date && act.today <= *expire_date) {
    return ReservationStillHolds(*expire_date, act.today);
  }
  return Release(context, DisbursementVerb::kExpire, Journal::EXPIRE, journal_name, book, act);
}

absl::StatusOr<Movement> ReverseDisbursement(const v1::ReverseDisbursementRequest& request,
                                             const DisbursementContext& context,
                                             const Journal& posted, const std::string& journal_name,
                                             Book& book, const Act& act) {
  RETURN_IF_ERROR(ValidateReason(request.reason()));
  const Disbursement& current = context.disbursement;
  ASSIGN_OR_RETURN(const Disbursement::State state,
                   NextDisbursementState(current.state(), DisbursementVerb::kReverse));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.reserved_by(), "REVERSE", "RESERVE"));
  if (context.contract.state() == Contract::LIQUIDATED) {
    return ContractLiquidated(context.contract.name());
  }
  RETURN_IF_ERROR(
      NextContractState(context.contract.state(), ContractVerb::kReversePayment).status());
  ASSIGN_OR_RETURN(
      const Dossier::State dossier_state,
      NextDossierState(context.dossier.kind(), context.dossier.state(), DossierVerb::kUnpay));
  RETURN_IF_ERROR(CheckReversal(current, book));

  Movement movement = Begin(context, state, act);
  MarkResolved(movement.disbursement, act);
  movement.disbursement.set_reason(request.reason());
  movement.disbursement.set_reversal_journal(journal_name);
  movement.dossier.set_state(dossier_state);
  movement.dossier.clear_disbursement();
  movement.dossier.clear_close_date();
  movement.dossier.clear_closed_by();
  movement.dossier.clear_conclusion();
  ASSIGN_OR_RETURN(movement.journal, ReversalJournal(posted));
  Sign(movement.journal, journal_name, act);
  movement.journal.set_note(request.reason());
  RETURN_IF_ERROR(book.Apply(movement.journal));
  if (current.payment_kind() == Dossier::FINAL) {
    movement.contract = context.contract;
    movement.contract->set_final_payment_posted(false);
    *movement.contract->mutable_update_time() = ToTimestamp(act.now);
  }
  return movement;
}

absl::StatusOr<Recovery> RecordRecovery(const v1::RecordRecoveryRequest& request,
                                        const Project& project, const Contract& contract,
                                        const std::string& journal_name, Book& book,
                                        const Act& act) {
  RETURN_IF_ERROR(ValidateRecoveryLines(request, contract));
  RETURN_IF_ERROR(NextProjectState(project.state(), ProjectVerb::kRecover).status());
  RETURN_IF_ERROR(NextContractState(contract.state(), ContractVerb::kRecover).status());
  RETURN_IF_ERROR(CheckRecovery(contract.name(), request.lines(), book));
  Recovery recovery{
      RecoveryJournal(contract.name(), request.lines(), static_cast<int32_t>(act.today.year())),
      contract};
  Sign(recovery.journal, journal_name, act);
  *recovery.journal.mutable_basis() = request.basis();
  recovery.journal.set_note(request.note());
  *recovery.contract.mutable_update_time() = ToTimestamp(act.now);
  RETURN_IF_ERROR(book.Apply(recovery.journal));
  return recovery;
}

absl::StatusOr<Recovery> ReverseRecovery(const v1::ReverseRecoveryRequest& request,
                                         const Journal& recovery, bool already_reversed,
                                         const Project& project, const Contract& contract,
                                         const std::string& journal_name, Book& book,
                                         const Act& act) {
  RETURN_IF_ERROR(ValidateReason(request.reason()));
  if (recovery.kind() != Journal::RECOVERY) {
    return NotARecovery(recovery.name(), Journal::Kind_Name(recovery.kind()));
  }
  if (already_reversed) return JournalAlreadyReversed(recovery.name());
  if (project.state() == Project::SETTLED) return ProjectAlreadySettled(project.name());
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, recovery.actor(), "REVERSE", "RECORD"));
  Recovery reversal{{}, contract};
  ASSIGN_OR_RETURN(reversal.journal, ReversalJournal(recovery));
  Sign(reversal.journal, journal_name, act);
  reversal.journal.set_note(request.reason());
  *reversal.contract.mutable_update_time() = ToTimestamp(act.now);
  RETURN_IF_ERROR(book.Apply(reversal.journal));
  return reversal;
}

}  // namespace dondoc::finance
