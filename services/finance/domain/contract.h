// Contracts: what each verb makes of a stored contract. Names and etags are the caller's.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "services/finance/domain/act.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Common errors: INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field; FAILED_PRECONDITION,
// reason WRONG_STATE of the contract or of its project.

// Numbers the instalments from 1 and makes their amounts sum to `total`: those given by weight are
// split by largest remainder, those given by amount must already sum to it. INVALID_ARGUMENT,
// reason INVALID_FIELD, below `field`.
absl::Status ResolveInstalments(int64_t total, absl::string_view field,
                                google::protobuf::RepeatedPtrField<v1::Instalment>& instalments);

// A drafted contract. FAILED_PRECONDITION, reason TOO_MANY_CONTRACTS, at kMaxContractsPerProject.
absl::StatusOr<v1::Contract> CreateContract(const v1::Project& project, int contracts_so_far,
                                            const v1::CreateContractRequest& request,
                                            const Act& act);

absl::StatusOr<v1::Contract> UpdateContract(const v1::Contract& current,
                                            const v1::UpdateContractRequest& request,
                                            const Act& act);

// A contract and the project that its change moved.
struct ContractChange {
  v1::Contract contract;
  v1::Project project;
};

// Signs. `contracts`: all of the project. PERMISSION_DENIED SELF_APPROVAL; FAILED_PRECONDITION
// CONTRACT_ABOVE_APPROVED; INVALID_ARGUMENT on "contract.sign_date" for a day after today.
absl::StatusOr<ContractChange> SignContract(const v1::Project& project, const v1::Contract& current,
                                            const std::vector<v1::Contract>& contracts,
                                            const std::vector<v1::LimitPolicy>& policies,
                                            const Act& act);

// Amends. `book` holds the contract's accounts, of sources before and after. FAILED_PRECONDITION
// CONTRACT_ABOVE_APPROVED, CONTRACT_BELOW_DISBURSED, TOO_MANY_AMENDMENTS.
absl::StatusOr<ContractChange> AmendContract(const v1::Project& project,
                                             const v1::Contract& current,
                                             const std::vector<v1::Contract>& contracts,
                                             const Book& book,
                                             const v1::AmendContractRequest& request,
                                             const Act& act);

absl::StatusOr<v1::Contract> CancelContract(const v1::Contract& current,
                                            const v1::CancelContractRequest& request,
                                            const Act& act);

}  // namespace dondoc::finance
