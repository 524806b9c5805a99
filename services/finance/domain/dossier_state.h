// The life cycles of dossiers and disbursements as tables.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"

namespace dondoc::finance {

// What can be done to a dossier.
enum class DossierVerb {
  kUpdate,
  kReturn,
  kResubmit,
  kValidate,
  kApprove,
  kReject,
  kWithdraw,
  kReserve,   // PAYMENT only: money is set aside for it.
  kPay,       // PAYMENT only: its disbursement is posted.
  kUnpay,     // PAYMENT only: its disbursement is reversed.
  kConclude,  // SETTLEMENT and LIQUIDATION only.
};
inline constexpr DossierVerb kAllDossierVerbs[] = {
    DossierVerb::kUpdate,  DossierVerb::kReturn, DossierVerb::kResubmit, DossierVerb::kValidate,
    DossierVerb::kApprove, DossierVerb::kReject, DossierVerb::kWithdraw, DossierVerb::kReserve,
    DossierVerb::kPay,     DossierVerb::kUnpay,  DossierVerb::kConclude,
};

absl::string_view DossierVerbName(DossierVerb verb);

// The state that `verb` leads to for a dossier of `kind`, or FAILED_PRECONDITION, reason
// WRONG_STATE. A verb that the kind does not know is accepted in no state.
absl::StatusOr<v1::Dossier::State> NextDossierState(v1::Dossier::Kind kind,
                                                    v1::Dossier::State state, DossierVerb verb);

// True while somebody must still act on it.
bool IsOpen(v1::Dossier::State state);

// What can be done to a disbursement.
enum class DisbursementVerb { kPost, kVoid, kExpire, kReverse };
inline constexpr DisbursementVerb kAllDisbursementVerbs[] = {
    DisbursementVerb::kPost, DisbursementVerb::kVoid, DisbursementVerb::kExpire,
    DisbursementVerb::kReverse};

absl::string_view DisbursementVerbName(DisbursementVerb verb);

// The state that `verb` leads to, or FAILED_PRECONDITION, reason WRONG_STATE.
absl::StatusOr<v1::Disbursement::State> NextDisbursementState(v1::Disbursement::State state,
                                                              DisbursementVerb verb);

// True for RESERVED and POSTED: the dossier is taken.
bool IsLive(v1::Disbursement::State state);

}  // namespace dondoc::finance
