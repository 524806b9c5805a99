#include "services/finance/domain/dossier.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/closing.h"
#include "services/finance/domain/dossier_fields.h"
#include "services/finance/domain/dossier_state.h"
#include "services/finance/domain/errors.h"
#include "services/finance/domain/limits.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/policy.h"
#include "services/finance/domain/project_state.h"
#include "services/finance/domain/update_mask.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;
using v1::Project;

// The dossier after `verb`, or WRONG_STATE.
absl::StatusOr<Dossier> Moved(const Dossier& current, DossierVerb verb, const Act& act) {
  ASSIGN_OR_RETURN(const Dossier::State state,
                   NextDossierState(current.kind(), current.state(), verb));
  Dossier dossier = current;
  dossier.set_state(state);
  ClearDerived(dossier);
  *dossier.mutable_update_time() = ToTimestamp(act.now);
  return dossier;
}

void MarkClosed(Dossier& dossier, const Act& act) {
  *dossier.mutable_close_date() = calendar::ToDate(act.today);
  dossier.set_closed_by(act.actor);
}

absl::Status CheckPaymentDossier(const Dossier& dossier, const DossierContext& context,
                                 const Act& act) {
  // A draft has no regime yet and cannot be paid; the state says so better than the limits.
  RETURN_IF_ERROR(NextContractState(context.contract->state(), ContractVerb::kPay).status());
  ASSIGN_OR_RETURN(const v1::LimitPolicy policy,
                   BoundLimitPolicy(context.limit_policies, context.contract->limit_policy()));
  const PaymentContext payment{context.project,
                               *context.contract,
                               context.contracts,
                               context.sources,
                               policy,
                               context.book,
                               static_cast<int32_t>(act.today.year())};
  return CheckPayment(payment,
                      {dossier.payment_kind(), dossier.lines(), dossier.has_equipment_exception()});
}

}  // namespace

absl::Status RequireNotPreparer(const Dossier& dossier, const std::string& actor,
                                absl::string_view verb) {
  RETURN_IF_ERROR(RequireOtherPerson(actor, dossier.received_by(), verb, "RECEIVE"));
  RETURN_IF_ERROR(RequireOtherPerson(actor, dossier.changed_by(), verb, "UPDATE"));
  return RequireOtherPerson(actor, dossier.validated_by(), verb, "VALIDATE");
}

absl::StatusOr<Dossier> ReceiveDossier(const v1::ReceiveDossierRequest& request,
                                       const Project& project, const Contract* contract,
                                       const Act& act) {
  Dossier dossier;
  const auto& fields = EditableDossierFields();
  CopyFields({fields.begin(), fields.end()}, request.dossier(), dossier);
  dossier.set_kind(request.dossier().kind());
  dossier.set_project(project.name());
  if (contract != nullptr) dossier.set_contract(contract->name());
  FieldErrors errors;
  const auto received =
      ValidatePastDay(request.dossier().has_received_date(), request.dossier().received_date(),
                      act.today, std::nullopt, "dossier.received_date", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(CompleteDossier(dossier, contract, AgencyOf(project.name())));
  if (dossier.kind() == Dossier::SETTLEMENT && project.state() == Project::SETTLED) {
    return ProjectAlreadySettled(project.name());
  }
  *dossier.mutable_received_date() = calendar::ToDate(*received);
  *dossier.mutable_first_received_date() = dossier.received_date();
  dossier.set_unit(project.lead_unit());
  dossier.set_state(Dossier::RECEIVED);
  dossier.set_received_by(act.actor);
  *dossier.mutable_create_time() = ToTimestamp(act.now);
  *dossier.mutable_update_time() = ToTimestamp(act.now);
  return dossier;
}

absl::StatusOr<Dossier> UpdateDossier(const Dossier& current,
                                      const v1::UpdateDossierRequest& request,
                                      const Contract* contract, const Act& act) {
  ASSIGN_OR_RETURN(
      const std::set<std::string> fields,
      FieldsToUpdate(request.update_mask(), EditableDossierFields(), request.dossier()));
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kUpdate, act));
  CopyFields(fields, request.dossier(), dossier);
  RETURN_IF_ERROR(CompleteDossier(dossier, contract, AgencyOf(current.name())));
  AddPerson(act.actor, *dossier.mutable_changed_by());
  return dossier;
}

absl::StatusOr<Dossier> ReturnDossier(const Dossier& current,
                                      const v1::ReturnDossierRequest& request, const Act& act) {
  FieldErrors errors;
  ValidateText(request.reason(), 1, kMaxReasonChars, "reason", errors);
  const auto earliest = calendar::CivilDayOf(current.has_valid_date() ? current.valid_date()
                                                                      : current.received_date());
  const auto day = ValidatePastDay(request.has_returned_date(), request.returned_date(), act.today,
                                   earliest, "returned_date", errors);
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kReturn, act));
  RETURN_IF_ERROR(errors.ToStatus());
  if (dossier.supplements_size() >= kMaxSupplements) {
    return Error(absl::StatusCode::kFailedPrecondition, "TOO_MANY_SUPPLEMENTS",
                 {absl::StrCat("A dossier is returned at most ", kMaxSupplements,
                               " times; reject it."),
                  absl::StrCat("Chỉ trả lại tối đa ", kMaxSupplements, " lần; hãy từ chối hồ sơ.")})
        .With("limit", absl::StrCat(kMaxSupplements));
  }
  v1::SupplementRound& round = *dossier.add_supplements();
  *round.mutable_received_date() = current.received_date();
  if (current.has_valid_date()) *round.mutable_valid_date() = current.valid_date();
  *round.mutable_returned_date() = calendar::ToDate(*day);
  round.set_reason(request.reason());
  round.set_returned_by(act.actor);
  *dossier.mutable_returned_date() = calendar::ToDate(*day);
  dossier.set_reason(request.reason());
  // Whatever ran from validity is void: the clock starts anew with a valid dossier.
  dossier.clear_valid_date();
  dossier.clear_validated_by();
  ResetProcessingClock(dossier);
  return dossier;
}

absl::StatusOr<Dossier> ResubmitDossier(const Dossier& current,
                                        const v1::ResubmitDossierRequest& request, const Act& act) {
  FieldErrors errors;
  const auto day =
      ValidatePastDay(request.has_received_date(), request.received_date(), act.today,
                      calendar::CivilDayOf(current.returned_date()), "received_date", errors);
  ValidateDossierDocuments(request.documents(), "documents", errors);
  if (current.documents_size() + request.documents_size() > kMaxDossierDocuments) {
    errors.Add("documents", {absl::StrCat("At most ", kMaxDossierDocuments, " documents."),
                             absl::StrCat("Tối đa ", kMaxDossierDocuments, " văn bản.")});
  }
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kResubmit, act));
  RETURN_IF_ERROR(errors.ToStatus());
  dossier.mutable_documents()->MergeFrom(request.documents());
  *dossier.mutable_received_date() = calendar::ToDate(*day);
  if (!dossier.supplements().empty()) {
    *dossier.mutable_supplements()->rbegin()->mutable_resubmitted_date() = dossier.received_date();
  }
  AddPerson(act.actor, *dossier.mutable_changed_by());
  return dossier;
}

absl::StatusOr<Dossier> ValidateDossier(const Dossier& current,
                                        const v1::ValidateDossierRequest& request,
                                        const ClockContext& clocks, const Act& act) {
  FieldErrors errors;
  const auto day =
      ValidatePastDay(request.has_valid_date(), request.valid_date(), act.today,
                      calendar::CivilDayOf(current.received_date()), "valid_date", errors);
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kValidate, act));
  RETURN_IF_ERROR(errors.ToStatus());
  *dossier.mutable_valid_date() = calendar::ToDate(*day);
  dossier.set_validated_by(act.actor);
  StartProcessingClock(clocks, dossier);
  return dossier;
}

absl::StatusOr<Dossier> ApproveDossier(const Dossier& current, const DossierContext& context,
                                       const ClockContext& clocks, const Act& act) {
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kApprove, act));
  RETURN_IF_ERROR(RequireNotPreparer(current, act.actor, "APPROVE"));
  if (current.has_equipment_exception()) {
    // The exception's confirmer must not have prepared the dossier either.
    RETURN_IF_ERROR(RequireNotPreparer(current, current.equipment_exception().confirmed_by(),
                                       "CONFIRM_EXCEPTION"));
  }
  switch (current.kind()) {
    case Dossier::LIQUIDATION:
      RETURN_IF_ERROR(CheckLiquidation(context.project, *context.contract, context.book));
      break;
    case Dossier::SETTLEMENT:
      RETURN_IF_ERROR(CheckSettlement(context.project, context.contracts));
      break;
    default:
      RETURN_IF_ERROR(CheckPaymentDossier(current, context, act));
  }
  *dossier.mutable_approve_date() = calendar::ToDate(act.today);
  dossier.set_approved_by(act.actor);
  StartPaymentClock(clocks, dossier);
  return dossier;
}

absl::StatusOr<Dossier> RejectDossier(const Dossier& current,
                                      const v1::RejectDossierRequest& request, const Act& act) {
  RETURN_IF_ERROR(ValidateReason(request.reason()));
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kReject, act));
  if (!current.disbursement().empty()) return ReservationOpen(current.name());
  dossier.set_reason(request.reason());
  MarkClosed(dossier, act);
  return dossier;
}

absl::StatusOr<Dossier> WithdrawDossier(const Dossier& current,
                                        const v1::WithdrawDossierRequest& request, const Act& act) {
  RETURN_IF_ERROR(ValidateReason(request.reason()));
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kWithdraw, act));
  dossier.set_reason(request.reason());
  MarkClosed(dossier, act);
  return dossier;
}

absl::StatusOr<Conclusion> ConcludeDossier(const Dossier& current,
                                           const v1::ConcludeDossierRequest& request,
                                           const DossierContext& context, const Act& act) {
  FieldErrors errors;
  ValidateDocument(request.has_conclusion(), request.conclusion(), /*required=*/true,
                   /*date_required=*/true, "conclusion", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(Dossier dossier, Moved(current, DossierVerb::kConclude, act));
  Conclusion result{std::move(dossier), context.project, std::nullopt};
  *result.dossier.mutable_conclusion() = request.conclusion();
  MarkClosed(result.dossier, act);
  *result.project.mutable_update_time() = ToTimestamp(act.now);

  if (current.kind() == Dossier::SETTLEMENT) {
    RETURN_IF_ERROR(CheckSettlement(context.project, context.contracts));
    for (const Contract& contract : context.contracts) {
      RETURN_IF_ERROR(CheckClear(contract, context.book));
    }
    const int64_t expenditure = ExpenditureOf(context.contracts, context.book);
    if (current.settlement_amount() != expenditure) {
      return SettlementMismatch(current.settlement_amount(), expenditure);
    }
    ASSIGN_OR_RETURN(const Project::State state,
                     NextProjectState(context.project.state(), ProjectVerb::kSettle));
    result.project.set_state(state);
    *result.project.mutable_settle_date() = calendar::ToDate(act.today);
    return result;
  }

  RETURN_IF_ERROR(CheckLiquidation(context.project, *context.contract, context.book));
  RETURN_IF_ERROR(CheckClear(*context.contract, context.book));
  bool last = true;
  for (const Contract& contract : context.contracts) {
    last = last &&
           (contract.state() != Contract::ACTIVE || contract.name() == context.contract->name());
  }
  ASSIGN_OR_RETURN(
      const Project::State state,
      NextProjectState(context.project.state(), last ? ProjectVerb::kLiquidateLastContract
                                                     : ProjectVerb::kLiquidateContract));
  ASSIGN_OR_RETURN(const Contract::State contract_state,
                   NextContractState(context.contract->state(), ContractVerb::kLiquidate));
  result.project.set_state(state);
  if (last) *result.project.mutable_liquidate_date() = calendar::ToDate(act.today);
  result.contract = *context.contract;
  result.contract->set_state(contract_state);
  *result.contract->mutable_liquidate_date() = calendar::ToDate(act.today);
  *result.contract->mutable_update_time() = ToTimestamp(act.now);
  return result;
}

}  // namespace dondoc::finance
