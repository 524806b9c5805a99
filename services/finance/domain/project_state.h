// The life cycles of projects and contracts as tables. Pure lookups; what else must hold for a verb
// stands with the verb (project.h, contract.h, dossier.h).
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// What can be done to a project. Payments and contracts are listed because the project's state
// decides whether they may happen, even where they leave it as it is.
enum class ProjectVerb {
  kUpdate,         // Change what it says about itself.
  kUpdateFunding,  // Change funding mode or amounts.
  kApprove,
  kDraftContract,
  kSignContract,
  kAmendContract,
  kStart,
  kAccept,  // Record a grade of at least "Đạt".
  kFail,    // Record "Không đạt".
  kTerminate,
  kPayAdvance,
  kPayVolume,
  kSettleAdvances,  // A volume payment that pays nothing out.
  kPayFinal,
  kRecover,
  kLiquidateContract,      // While other contracts stay open.
  kLiquidateLastContract,  // The last open one.
  kSettle,
};
inline constexpr ProjectVerb kAllProjectVerbs[] = {
    ProjectVerb::kUpdate,
    ProjectVerb::kUpdateFunding,
    ProjectVerb::kApprove,
    ProjectVerb::kDraftContract,
    ProjectVerb::kSignContract,
    ProjectVerb::kAmendContract,
    ProjectVerb::kStart,
    ProjectVerb::kAccept,
    ProjectVerb::kFail,
    ProjectVerb::kTerminate,
    ProjectVerb::kPayAdvance,
    ProjectVerb::kPayVolume,
    ProjectVerb::kSettleAdvances,
    ProjectVerb::kPayFinal,
    ProjectVerb::kRecover,
    ProjectVerb::kLiquidateContract,
    ProjectVerb::kLiquidateLastContract,
    ProjectVerb::kSettle,
};

// Stable name, as in the metadata "verb" of WRONG_STATE ("APPROVE").
absl::string_view ProjectVerbName(ProjectVerb verb);

// The state that `verb` leads to, or FAILED_PRECONDITION, reason WRONG_STATE.
absl::StatusOr<v1::Project::State> NextProjectState(v1::Project::State state, ProjectVerb verb);

// What can be done to a contract.
enum class ContractVerb {
  kUpdate,
  kSign,
  kAmend,
  kCancel,
  kPay,
  kRecover,
  kReversePayment,
  kLiquidate,
};
inline constexpr ContractVerb kAllContractVerbs[] = {
    ContractVerb::kUpdate,         ContractVerb::kSign,      ContractVerb::kAmend,
    ContractVerb::kCancel,         ContractVerb::kPay,       ContractVerb::kRecover,
    ContractVerb::kReversePayment, ContractVerb::kLiquidate,
};

absl::string_view ContractVerbName(ContractVerb verb);

// The state that `verb` leads to, or FAILED_PRECONDITION, reason WRONG_STATE.
absl::StatusOr<v1::Contract::State> NextContractState(v1::Contract::State state, ContractVerb verb);

}  // namespace dondoc::finance
