#include "services/finance/domain/project_state.h"

#include <string>

#include "services/finance/domain/state_table.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Project;
using ProjectRow = Transition<Project::State, ProjectVerb>;
using ContractRow = Transition<Contract::State, ContractVerb>;

constexpr ProjectRow kProjectTable[] = {
    {ProjectVerb::kUpdate, Project::PROPOSED, Project::PROPOSED},
    {ProjectVerb::kUpdate, Project::APPROVED, Project::APPROVED},
    {ProjectVerb::kUpdate, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kUpdate, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kUpdate, Project::ACCEPTED, Project::ACCEPTED},
    {ProjectVerb::kUpdate, Project::LIQUIDATED, Project::LIQUIDATED},

    // Mode and total cannot change once decided (TTLT 27/2015).
    {ProjectVerb::kUpdateFunding, Project::PROPOSED, Project::PROPOSED},

    {ProjectVerb::kApprove, Project::PROPOSED, Project::APPROVED},

    {ProjectVerb::kDraftContract, Project::APPROVED, Project::APPROVED},
    {ProjectVerb::kDraftContract, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kDraftContract, Project::IN_PROGRESS, Project::IN_PROGRESS},

    {ProjectVerb::kSignContract, Project::APPROVED, Project::CONTRACTED},
    {ProjectVerb::kSignContract, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kSignContract, Project::IN_PROGRESS, Project::IN_PROGRESS},

    {ProjectVerb::kAmendContract, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kAmendContract, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kAmendContract, Project::ACCEPTED, Project::ACCEPTED},

    {ProjectVerb::kStart, Project::CONTRACTED, Project::IN_PROGRESS},

    {ProjectVerb::kAccept, Project::IN_PROGRESS, Project::ACCEPTED},
    {ProjectVerb::kFail, Project::IN_PROGRESS, Project::TERMINATED},

    {ProjectVerb::kTerminate, Project::PROPOSED, Project::TERMINATED},
    {ProjectVerb::kTerminate, Project::APPROVED, Project::TERMINATED},
    {ProjectVerb::kTerminate, Project::CONTRACTED, Project::TERMINATED},
    {ProjectVerb::kTerminate, Project::IN_PROGRESS, Project::TERMINATED},

    {ProjectVerb::kPayAdvance, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kPayAdvance, Project::IN_PROGRESS, Project::IN_PROGRESS},

    {ProjectVerb::kPayVolume, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kPayVolume, Project::ACCEPTED, Project::ACCEPTED},

    // Of a terminated project, what was properly spent is recognised; nothing more is paid.
    {ProjectVerb::kSettleAdvances, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kSettleAdvances, Project::ACCEPTED, Project::ACCEPTED},
    {ProjectVerb::kSettleAdvances, Project::TERMINATED, Project::TERMINATED},

    // Whether acceptance is needed is a limit of the regime (limits.h), so IN_PROGRESS is listed.
    {ProjectVerb::kPayFinal, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kPayFinal, Project::ACCEPTED, Project::ACCEPTED},

    {ProjectVerb::kRecover, Project::CONTRACTED, Project::CONTRACTED},
    {ProjectVerb::kRecover, Project::IN_PROGRESS, Project::IN_PROGRESS},
    {ProjectVerb::kRecover, Project::ACCEPTED, Project::ACCEPTED},
    {ProjectVerb::kRecover, Project::LIQUIDATED, Project::LIQUIDATED},
    {ProjectVerb::kRecover, Project::TERMINATED, Project::TERMINATED},

    // Acceptance before liquidation, liquidation before settlement (rule of order). A terminated
    // project's contracts are liquidated too; it stays TERMINATED until it is settled.
    {ProjectVerb::kLiquidateContract, Project::ACCEPTED, Project::ACCEPTED},
    {ProjectVerb::kLiquidateContract, Project::TERMINATED, Project::TERMINATED},
    {ProjectVerb::kLiquidateLastContract, Project::ACCEPTED, Project::LIQUIDATED},
    {ProjectVerb::kLiquidateLastContract, Project::TERMINATED, Project::TERMINATED},

    {ProjectVerb::kSettle, Project::LIQUIDATED, Project::SETTLED},
    {ProjectVerb::kSettle, Project::TERMINATED, Project::SETTLED},
};

constexpr ContractRow kContractTable[] = {
    {ContractVerb::kUpdate, Contract::DRAFT, Contract::DRAFT},
    {ContractVerb::kSign, Contract::DRAFT, Contract::ACTIVE},
    {ContractVerb::kAmend, Contract::ACTIVE, Contract::ACTIVE},
    {ContractVerb::kCancel, Contract::DRAFT, Contract::CANCELLED},
    {ContractVerb::kPay, Contract::ACTIVE, Contract::ACTIVE},
    {ContractVerb::kRecover, Contract::ACTIVE, Contract::ACTIVE},
    {ContractVerb::kRecover, Contract::LIQUIDATED, Contract::LIQUIDATED},
    {ContractVerb::kReversePayment, Contract::ACTIVE, Contract::ACTIVE},
    {ContractVerb::kLiquidate, Contract::ACTIVE, Contract::LIQUIDATED},
};

std::string ProjectStateName(Project::State state) { return Project::State_Name(state); }
std::string ContractStateName(Contract::State state) { return Contract::State_Name(state); }

}  // namespace

absl::string_view ProjectVerbName(ProjectVerb verb) {
  switch (verb) {
    case ProjectVerb::kUpdate:
      return "UPDATE";
    case ProjectVerb::kUpdateFunding:
      return "UPDATE_FUNDING";
    case ProjectVerb::kApprove:
      return "APPROVE";
    case ProjectVerb::kDraftContract:
      return "DRAFT_CONTRACT";
    case ProjectVerb::kSignContract:
      return "SIGN_CONTRACT";
    case ProjectVerb::kAmendContract:
      return "AMEND_CONTRACT";
    case ProjectVerb::kStart:
      return "START";
    case ProjectVerb::kAccept:
      return "ACCEPT";
    case ProjectVerb::kFail:
      return "FAIL";
    case ProjectVerb::kTerminate:
      return "TERMINATE";
    case ProjectVerb::kPayAdvance:
      return "PAY_ADVANCE";
    case ProjectVerb::kPayVolume:
      return "PAY_VOLUME";
    case ProjectVerb::kSettleAdvances:
      return "SETTLE_ADVANCES";
    case ProjectVerb::kPayFinal:
      return "PAY_FINAL";
    case ProjectVerb::kRecover:
      return "RECOVER";
    case ProjectVerb::kLiquidateContract:
      return "LIQUIDATE_CONTRACT";
    case ProjectVerb::kLiquidateLastContract:
      return "LIQUIDATE_LAST_CONTRACT";
    case ProjectVerb::kSettle:
      return "SETTLE";
  }
  return "";
}

absl::StatusOr<Project::State> NextProjectState(Project::State state, ProjectVerb verb) {
  return NextState(kProjectTable, state, verb, "project", &ProjectStateName, &ProjectVerbName);
}

absl::string_view ContractVerbName(ContractVerb verb) {
  switch (verb) {
    case ContractVerb::kUpdate:
      return "UPDATE";
    case ContractVerb::kSign:
      return "SIGN";
    case ContractVerb::kAmend:
      return "AMEND";
    case ContractVerb::kCancel:
      return "CANCEL";
    case ContractVerb::kPay:
      return "PAY";
    case ContractVerb::kRecover:
      return "RECOVER";
    case ContractVerb::kReversePayment:
      return "REVERSE_PAYMENT";
    case ContractVerb::kLiquidate:
      return "LIQUIDATE";
  }
  return "";
}

absl::StatusOr<Contract::State> NextContractState(Contract::State state, ContractVerb verb) {
  return NextState(kContractTable, state, verb, "contract", &ContractStateName, &ContractVerbName);
}

}  // namespace dondoc::finance
