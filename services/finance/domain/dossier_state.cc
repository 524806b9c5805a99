#include "services/finance/domain/dossier_state.h"

#include <string>

#include "services/finance/domain/state_table.h"

namespace dondoc::finance {
namespace {

using v1::Disbursement;
using v1::Dossier;
using DossierRow = Transition<Dossier::State, DossierVerb>;
using DisbursementRow = Transition<Disbursement::State, DisbursementVerb>;

constexpr DossierRow kDossierTable[] = {
    {DossierVerb::kUpdate, Dossier::RECEIVED, Dossier::RECEIVED},
    {DossierVerb::kUpdate, Dossier::RETURNED, Dossier::RETURNED},
    {DossierVerb::kReturn, Dossier::RECEIVED, Dossier::RETURNED},
    {DossierVerb::kReturn, Dossier::VALID, Dossier::RETURNED},
    {DossierVerb::kResubmit, Dossier::RETURNED, Dossier::RECEIVED},
    {DossierVerb::kValidate, Dossier::RECEIVED, Dossier::VALID},
    {DossierVerb::kApprove, Dossier::VALID, Dossier::APPROVED},
    {DossierVerb::kReject, Dossier::VALID, Dossier::REJECTED},
    {DossierVerb::kReject, Dossier::APPROVED, Dossier::REJECTED},
    {DossierVerb::kWithdraw, Dossier::RECEIVED, Dossier::WITHDRAWN},
    {DossierVerb::kWithdraw, Dossier::RETURNED, Dossier::WITHDRAWN},
    {DossierVerb::kWithdraw, Dossier::VALID, Dossier::WITHDRAWN},
    {DossierVerb::kReserve, Dossier::APPROVED, Dossier::APPROVED},
    {DossierVerb::kPay, Dossier::APPROVED, Dossier::PAID},
    {DossierVerb::kUnpay, Dossier::PAID, Dossier::APPROVED},
    {DossierVerb::kConclude, Dossier::APPROVED, Dossier::CONCLUDED},
};

constexpr DisbursementRow kDisbursementTable[] = {
    {DisbursementVerb::kPost, Disbursement::RESERVED, Disbursement::POSTED},
    {DisbursementVerb::kVoid, Disbursement::RESERVED, Disbursement::VOIDED},
    {DisbursementVerb::kExpire, Disbursement::RESERVED, Disbursement::EXPIRED},
    {DisbursementVerb::kReverse, Disbursement::POSTED, Disbursement::REVERSED},
};

std::string DossierStateName(Dossier::State state) { return Dossier::State_Name(state); }
std::string DisbursementStateName(Disbursement::State state) {
  return Disbursement::State_Name(state);
}

bool KindKnows(Dossier::Kind kind, DossierVerb verb) {
  switch (verb) {
    case DossierVerb::kReserve:
    case DossierVerb::kPay:
    case DossierVerb::kUnpay:
      return kind == Dossier::PAYMENT;
    case DossierVerb::kConclude:
      return kind == Dossier::SETTLEMENT || kind == Dossier::LIQUIDATION;
    default:
      return true;
  }
}

}  // namespace

absl::string_view DossierVerbName(DossierVerb verb) {
  switch (verb) {
    case DossierVerb::kUpdate:
      return "UPDATE";
    case DossierVerb::kReturn:
      return "RETURN";
    case DossierVerb::kResubmit:
      return "RESUBMIT";
    case DossierVerb::kValidate:
      return "VALIDATE";
    case DossierVerb::kApprove:
      return "APPROVE";
    case DossierVerb::kReject:
      return "REJECT";
    case DossierVerb::kWithdraw:
      return "WITHDRAW";
    case DossierVerb::kReserve:
      return "RESERVE";
    case DossierVerb::kPay:
      return "PAY";
    case DossierVerb::kUnpay:
      return "UNPAY";
    case DossierVerb::kConclude:
      return "CONCLUDE";
  }
  return "";
}

absl::StatusOr<Dossier::State> NextDossierState(Dossier::Kind kind, Dossier::State state,
                                                DossierVerb verb) {
  if (!KindKnows(kind, verb)) {
    return WrongState("dossier", DossierStateName(state), DossierVerbName(verb), {});
  }
  return NextState(kDossierTable, state, verb, "dossier", &DossierStateName, &DossierVerbName);
}

bool IsOpen(Dossier::State state) {
  return state == Dossier::RECEIVED || state == Dossier::RETURNED || state == Dossier::VALID ||
         state == Dossier::APPROVED;
}

absl::string_view DisbursementVerbName(DisbursementVerb verb) {
  switch (verb) {
    case DisbursementVerb::kPost:
      return "POST";
    case DisbursementVerb::kVoid:
      return "VOID";
    case DisbursementVerb::kExpire:
      return "EXPIRE";
    case DisbursementVerb::kReverse:
      return "REVERSE";
  }
  return "";
}

absl::StatusOr<Disbursement::State> NextDisbursementState(Disbursement::State state,
                                                          DisbursementVerb verb) {
  return NextState(kDisbursementTable, state, verb, "disbursement", &DisbursementStateName,
                   &DisbursementVerbName);
}

bool IsLive(Disbursement::State state) {
  return state == Disbursement::RESERVED || state == Disbursement::POSTED;
}

}  // namespace dondoc::finance
