#include "services/finance/domain/contract.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
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

using google::protobuf::RepeatedPtrField;
using v1::Contract;
using v1::Instalment;
using v1::Project;

constexpr size_t kMaxNumberChars = 100;

const std::vector<absl::string_view>& EditableContractFields() {
  static const auto* const fields = new std::vector<absl::string_view>{
      "contract_number", "contractor", "sign_date",   "start_date",
      "end_date",        "amounts",    "instalments",
  };
  return *fields;
}

absl::Status TooMany(absl::string_view reason, int limit) {
  return Error(absl::StatusCode::kFailedPrecondition, reason,
               {absl::StrCat("At most ", limit, " are possible."),
                absl::StrCat("Tối đa ", limit, ".")})
      .With("limit", absl::StrCat(limit));
}

// `prefix`: where the request holds the fields, "contract." or nothing.
void ValidateContract(const Contract& contract, absl::string_view agency_name,
                      absl::string_view prefix, FieldErrors& errors) {
  const auto field = [&](absl::string_view name) { return absl::StrCat(prefix, name); };
  ValidateText(contract.contract_number(), 1, kMaxNumberChars, field("contract_number"), errors);
  ValidateOrganisation(contract.contractor(), /*tax_code_required=*/true, field("contractor"),
                       errors);
  ValidateDay(contract.has_sign_date(), contract.sign_date(), /*optional=*/false,
              field("sign_date"), errors);
  const auto start = ValidateDay(contract.has_start_date(), contract.start_date(),
                                 /*optional=*/false, field("start_date"), errors);
  const auto end = ValidateDay(contract.has_end_date(), contract.end_date(), /*optional=*/false,
                               field("end_date"), errors);
  if (start && end && *end < *start) {
    errors.Add(field("end_date"),
               {"The last day lies before the first.", "Ngày kết thúc trước ngày bắt đầu."});
  }
  ValidateSourceAmounts(contract.amounts(), 1, agency_name, field("amounts"), errors);
}

// Checks everything and fills what is computed.
absl::Status Complete(Contract& contract, absl::string_view agency_name,
                      absl::string_view prefix = "contract.") {
  FieldErrors errors;
  ValidateContract(contract, agency_name, prefix, errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const int64_t total, SumOf(contract.amounts()));
  contract.set_total_amount(total);
  return ResolveInstalments(total, absl::StrCat(prefix, "instalments"),
                            *contract.mutable_instalments());
}

Contract TouchedContract(const Contract& current, const Act& act) {
  Contract contract = current;
  *contract.mutable_update_time() = ToTimestamp(act.now);
  return contract;
}

absl::StatusOr<Project> WithContracted(const Project& current, const Contract& contract,
                                       const std::vector<Contract>& contracts, const Act& act) {
  int64_t total = contract.total_amount();
  for (const Contract& other : contracts) {
    if (other.name() == contract.name() ||
        (other.state() != Contract::ACTIVE && other.state() != Contract::LIQUIDATED)) {
      continue;
    }
    ASSIGN_OR_RETURN(total, CheckedAdd(total, other.total_amount()));
  }
  Project project = current;
  project.set_contracted_total_amount(total);
  *project.mutable_update_time() = ToTimestamp(act.now);
  return project;
}

}  // namespace

absl::Status ResolveInstalments(int64_t total, absl::string_view field,
                                RepeatedPtrField<Instalment>& instalments) {
  if (instalments.empty()) return absl::OkStatus();
  FieldErrors errors;
  if (instalments.size() > kMaxInstalments) {
    errors.Add(field, {absl::StrCat("At most ", kMaxInstalments, " instalments."),
                       absl::StrCat("Tối đa ", kMaxInstalments, " đợt.")});
    return errors.ToStatus();
  }
  const bool by_weight = instalments[0].weight() != 0;
  std::vector<int64_t> weights;
  std::vector<int64_t> amounts;
  for (int i = 0; i < instalments.size(); ++i) {
    Instalment& instalment = instalments[i];
    const std::string path = absl::StrCat(field, "[", i, "]");
    ValidateText(instalment.description(), 0, kMaxNameChars, path + ".description", errors);
    ValidateDay(instalment.has_due_date(), instalment.due_date(), /*optional=*/true,
                path + ".due_date", errors);
    if (by_weight) {
      if (instalment.weight() < 1 || instalment.weight() > kMaxSplitWeight) {
        errors.Add(path + ".weight",
                   {absl::StrCat("A weight is 1 to ", kMaxSplitWeight, ", for every instalment."),
                    absl::StrCat("Tỷ trọng từ 1 đến ", kMaxSplitWeight, ", cho mọi đợt.")});
      }
    } else {
      if (instalment.weight() != 0) {
        errors.Add(path + ".weight",
                   {"Either every instalment has a weight or every one an amount.",
                    "Mọi đợt cùng có tỷ trọng, hoặc mọi đợt cùng có số tiền."});
      }
      ValidateAmount(instalment.amount(), path + ".amount", errors);
    }
    instalment.set_ordinal(i + 1);
    weights.push_back(instalment.weight());
    amounts.push_back(instalment.amount());
  }
  RETURN_IF_ERROR(errors.ToStatus());
  if (by_weight) {
    ASSIGN_OR_RETURN(amounts, SplitByLargestRemainder(total, weights));
    for (int i = 0; i < instalments.size(); ++i) instalments[i].set_amount(amounts[i]);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const int64_t sum, CheckedSum(amounts));
  if (sum == total) return absl::OkStatus();
  return InvalidField(field, {absl::StrCat("The instalments sum to ", FormatDong(sum),
                                           ", the contract is ", FormatDong(total), "."),
                              absl::StrCat("Tổng các đợt là ", FormatDong(sum),
                                           ", giá trị hợp đồng là ", FormatDong(total), ".")});
}

absl::StatusOr<Contract> CreateContract(const Project& project, int contracts_so_far,
                                        const v1::CreateContractRequest& request, const Act& act) {
  Contract contract;
  const auto& fields = EditableContractFields();
  CopyFields({fields.begin(), fields.end()}, request.contract(), contract);
  RETURN_IF_ERROR(Complete(contract, AgencyOf(project.name())));
  RETURN_IF_ERROR(NextProjectState(project.state(), ProjectVerb::kDraftContract).status());
  if (contracts_so_far >= kMaxContractsPerProject) {
    return TooMany("TOO_MANY_CONTRACTS", kMaxContractsPerProject);
  }
  contract.set_state(Contract::DRAFT);
  contract.set_drafted_by(act.actor);
  contract.set_unit(project.lead_unit());
  *contract.mutable_create_time() = ToTimestamp(act.now);
  *contract.mutable_update_time() = ToTimestamp(act.now);
  return contract;
}

absl::StatusOr<Contract> UpdateContract(const Contract& current,
                                        const v1::UpdateContractRequest& request, const Act& act) {
  ASSIGN_OR_RETURN(
      const std::set<std::string> fields,
      FieldsToUpdate(request.update_mask(), EditableContractFields(), request.contract()));
  ASSIGN_OR_RETURN(const Contract::State state,
                   NextContractState(current.state(), ContractVerb::kUpdate));
  Contract contract = TouchedContract(current, act);
  CopyFields(fields, request.contract(), contract);
  RETURN_IF_ERROR(Complete(contract, AgencyOf(current.name())));
  contract.set_state(state);
  AddPerson(act.actor, *contract.mutable_changed_by());
  return contract;
}

absl::StatusOr<ContractChange> SignContract(const Project& project, const Contract& current,
                                            const std::vector<Contract>& contracts,
                                            const std::vector<v1::LimitPolicy>& policies,
                                            const Act& act) {
  ASSIGN_OR_RETURN(const Contract::State state,
                   NextContractState(current.state(), ContractVerb::kSign));
  ASSIGN_OR_RETURN(const Project::State project_state,
                   NextProjectState(project.state(), ProjectVerb::kSignContract));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.drafted_by(), "SIGN", "CREATE"));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.changed_by(), "SIGN", "UPDATE"));
  FieldErrors errors;
  const auto sign_date = ValidatePastDay(current.has_sign_date(), current.sign_date(), act.today,
                                         std::nullopt, "contract.sign_date", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(CheckContracted(project, current, contracts));
  ContractChange change{TouchedContract(current, act), {}};
  change.contract.set_state(state);
  change.contract.set_signed_by(act.actor);
  change.contract.set_unit(project.lead_unit());
  *change.contract.mutable_original_end_date() = current.end_date();
  *change.contract.mutable_limit_policy() = ReferenceTo(ChooseLimitPolicy(policies, *sign_date));
  ASSIGN_OR_RETURN(change.project, WithContracted(project, change.contract, contracts, act));
  change.project.set_state(project_state);
  return change;
}

absl::StatusOr<ContractChange> AmendContract(const Project& project, const Contract& current,
                                             const std::vector<Contract>& contracts,
                                             const Book& book,
                                             const v1::AmendContractRequest& request,
                                             const Act& act) {
  FieldErrors errors;
  ValidateDocument(request.has_basis(), request.basis(), /*required=*/true,
                   /*date_required=*/true, "basis", errors);
  ValidateText(request.reason(), 1, kMaxReasonChars, "reason", errors);
  if (request.amounts().empty() && request.instalments().empty() && !request.has_end_date()) {
    errors.Add("amounts", {"Nothing to amend.", "Không có nội dung điều chỉnh."});
  }
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const Contract::State state,
                   NextContractState(current.state(), ContractVerb::kAmend));
  ASSIGN_OR_RETURN(const Project::State project_state,
                   NextProjectState(project.state(), ProjectVerb::kAmendContract));
  if (current.amendments_size() >= kMaxAmendments) {
    return TooMany("TOO_MANY_AMENDMENTS", kMaxAmendments);
  }
  ContractChange change{TouchedContract(current, act), {}};
  Contract& contract = change.contract;
  v1::Amendment& amendment = *contract.add_amendments();
  *amendment.mutable_basis() = request.basis();
  amendment.set_previous_total_amount(current.total_amount());
  *amendment.mutable_previous_end_date() = current.end_date();
  amendment.set_reason(request.reason());
  *amendment.mutable_amend_date() = calendar::ToDate(act.today);
  amendment.set_amended_by(act.actor);
  if (!request.amounts().empty()) *contract.mutable_amounts() = request.amounts();
  if (request.has_end_date()) *contract.mutable_end_date() = request.end_date();
  if (!request.instalments().empty()) {
    *contract.mutable_instalments() = request.instalments();
  } else {
    // Kept as they are: a schedule must still sum to the contract, not be silently split anew.
    for (Instalment& instalment : *contract.mutable_instalments()) instalment.clear_weight();
  }
  RETURN_IF_ERROR(Complete(contract, AgencyOf(current.name()), /*prefix=*/""));
  if (request.instalments().empty()) *contract.mutable_instalments() = current.instalments();
  contract.set_state(state);
  RETURN_IF_ERROR(CheckContracted(project, contract, contracts));
  RETURN_IF_ERROR(CheckNotBelowDisbursed(contract, SourcesOf({current, contract}), book));
  ASSIGN_OR_RETURN(change.project, WithContracted(project, contract, contracts, act));
  change.project.set_state(project_state);
  return change;
}

absl::StatusOr<Contract> CancelContract(const Contract& current,
                                        const v1::CancelContractRequest& request, const Act& act) {
  FieldErrors errors;
  ValidateText(request.reason(), 1, kMaxReasonChars, "reason", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const Contract::State state,
                   NextContractState(current.state(), ContractVerb::kCancel));
  Contract contract = TouchedContract(current, act);
  contract.set_state(state);
  contract.set_reason(request.reason());
  return contract;
}

}  // namespace dondoc::finance
