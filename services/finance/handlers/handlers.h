// Finance's handlers: one function a method, in the order of the contracts. Each reads or writes
// through its call's transaction only; what they return is what the contract says.
#pragma once

#include "absl/status/status.h"

#include "common/rpc/unary.h"
#include "services/finance/handlers/environment.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

using rpc::ReadCall;
using rpc::WriteCall;

// PolicyService.
absl::Status GetClockPolicy(Environment&, ReadCall&, const v1::GetClockPolicyRequest&,
                            v1::ClockPolicy&);
absl::Status ListClockPolicyHistory(Environment&, ReadCall&,
                                    const v1::ListClockPolicyHistoryRequest&,
                                    v1::ListClockPolicyHistoryResponse&);
absl::Status SetClockPolicy(Environment&, WriteCall&, const v1::SetClockPolicyRequest&,
                            v1::ClockPolicy&);
absl::Status ListLimitPolicies(Environment&, ReadCall&, const v1::ListLimitPoliciesRequest&,
                               v1::ListLimitPoliciesResponse&);

// FundingService.
absl::Status CreateFundingSource(Environment&, WriteCall&, const v1::CreateFundingSourceRequest&,
                                 v1::FundingSource&);
absl::Status GetFundingSource(Environment&, ReadCall&, const v1::GetFundingSourceRequest&,
                              v1::FundingSource&);
absl::Status ListFundingSources(Environment&, ReadCall&, const v1::ListFundingSourcesRequest&,
                                v1::ListFundingSourcesResponse&);
absl::Status UpdateFundingSource(Environment&, WriteCall&, const v1::UpdateFundingSourceRequest&,
                                 v1::FundingSource&);
absl::Status SetYearEstimate(Environment&, WriteCall&, const v1::SetYearEstimateRequest&,
                             v1::FundingSource&);

// ProjectService.
absl::Status CreateProject(Environment&, WriteCall&, const v1::CreateProjectRequest&, v1::Project&);
absl::Status GetProject(Environment&, ReadCall&, const v1::GetProjectRequest&, v1::Project&);
absl::Status ListProjects(Environment&, ReadCall&, const v1::ListProjectsRequest&,
                          v1::ListProjectsResponse&);
absl::Status UpdateProject(Environment&, WriteCall&, const v1::UpdateProjectRequest&, v1::Project&);
absl::Status ApproveProject(Environment&, WriteCall&, const v1::ApproveProjectRequest&,
                            v1::Project&);
absl::Status StartProject(Environment&, WriteCall&, const v1::StartProjectRequest&, v1::Project&);
absl::Status RecordEvaluation(Environment&, WriteCall&, const v1::RecordEvaluationRequest&,
                              v1::Project&);
absl::Status TerminateProject(Environment&, WriteCall&, const v1::TerminateProjectRequest&,
                              v1::Project&);
absl::Status CreateContract(Environment&, WriteCall&, const v1::CreateContractRequest&,
                            v1::Contract&);
absl::Status GetContract(Environment&, ReadCall&, const v1::GetContractRequest&, v1::Contract&);
absl::Status ListContracts(Environment&, ReadCall&, const v1::ListContractsRequest&,
                           v1::ListContractsResponse&);
absl::Status UpdateContract(Environment&, WriteCall&, const v1::UpdateContractRequest&,
                            v1::Contract&);
absl::Status SignContract(Environment&, WriteCall&, const v1::SignContractRequest&, v1::Contract&);
absl::Status AmendContract(Environment&, WriteCall&, const v1::AmendContractRequest&,
                           v1::Contract&);
absl::Status CancelContract(Environment&, WriteCall&, const v1::CancelContractRequest&,
                            v1::Contract&);

// DossierService.
absl::Status ReceiveDossier(Environment&, WriteCall&, const v1::ReceiveDossierRequest&,
                            v1::Dossier&);
absl::Status GetDossier(Environment&, ReadCall&, const v1::GetDossierRequest&, v1::Dossier&);
absl::Status ListDossiers(Environment&, ReadCall&, const v1::ListDossiersRequest&,
                          v1::ListDossiersResponse&);
absl::Status UpdateDossier(Environment&, WriteCall&, const v1::UpdateDossierRequest&, v1::Dossier&);
absl::Status ReturnDossier(Environment&, WriteCall&, const v1::ReturnDossierRequest&, v1::Dossier&);
absl::Status ResubmitDossier(Environment&, WriteCall&, const v1::ResubmitDossierRequest&,
                             v1::Dossier&);
absl::Status ValidateDossier(Environment&, WriteCall&, const v1::ValidateDossierRequest&,
                             v1::Dossier&);
absl::Status ApproveDossier(Environment&, WriteCall&, const v1::ApproveDossierRequest&,
                            v1::Dossier&);
absl::Status RejectDossier(Environment&, WriteCall&, const v1::RejectDossierRequest&, v1::Dossier&);
absl::Status WithdrawDossier(Environment&, WriteCall&, const v1::WithdrawDossierRequest&,
                             v1::Dossier&);
absl::Status ConcludeDossier(Environment&, WriteCall&, const v1::ConcludeDossierRequest&,
                             v1::Dossier&);

// DisbursementService.
absl::Status ReserveDisbursement(Environment&, WriteCall&, const v1::ReserveDisbursementRequest&,
                                 v1::Disbursement&);
absl::Status GetDisbursement(Environment&, ReadCall&, const v1::GetDisbursementRequest&,
                             v1::Disbursement&);
absl::Status ListDisbursements(Environment&, ReadCall&, const v1::ListDisbursementsRequest&,
                               v1::ListDisbursementsResponse&);
absl::Status PostDisbursement(Environment&, WriteCall&, const v1::PostDisbursementRequest&,
                              v1::Disbursement&);
absl::Status VoidDisbursement(Environment&, WriteCall&, const v1::VoidDisbursementRequest&,
                              v1::Disbursement&);
absl::Status ExpireDisbursement(Environment&, WriteCall&, const v1::ExpireDisbursementRequest&,
                                v1::Disbursement&);
absl::Status ReverseDisbursement(Environment&, WriteCall&, const v1::ReverseDisbursementRequest&,
                                 v1::Disbursement&);

// LedgerService.
absl::Status GetAccount(Environment&, ReadCall&, const v1::GetAccountRequest&, v1::Account&);
absl::Status ListAccounts(Environment&, ReadCall&, const v1::ListAccountsRequest&,
                          v1::ListAccountsResponse&);
absl::Status GetJournal(Environment&, ReadCall&, const v1::GetJournalRequest&, v1::Journal&);
absl::Status ListJournals(Environment&, ReadCall&, const v1::ListJournalsRequest&,
                          v1::ListJournalsResponse&);
absl::Status GetTrialBalance(Environment&, ReadCall&, const v1::GetTrialBalanceRequest&,
                             v1::TrialBalance&);
absl::Status RecordRecovery(Environment&, WriteCall&, const v1::RecordRecoveryRequest&,
                            v1::Journal&);
absl::Status ReverseRecovery(Environment&, WriteCall&, const v1::ReverseRecoveryRequest&,
                             v1::Journal&);

// FinanceBoardService.
absl::Status GetFinanceBoard(Environment&, ReadCall&, const v1::GetFinanceBoardRequest&,
                             v1::FinanceBoard&);

}  // namespace dondoc::finance
