#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/contract.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/payment_steps.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/board_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

// Loads what a verb acts on, decides and checks the etag.
absl::StatusOr<v1::Contract> BeginContract(WriteCall& call, const std::string& name,
                                           absl::string_view etag, absl::string_view field = "name",
                                           absl::string_view etag_field = "etag") {
  ASSIGN_OR_RETURN(v1::Contract contract, GetContract(call.tx(), name, field));
  RETURN_IF_ERROR(AuthorizeUnit(call, AgencyOf(contract.name()), contract.unit()));
  RETURN_IF_ERROR(CheckEtag(etag, /*required=*/true, contract, etag_field));
  return contract;
}

absl::StatusOr<Ground> GroundOf(WriteCall& call, const v1::Contract& contract,
                                const std::set<std::string>& more_sources) {
  ASSIGN_OR_RETURN(const v1::Project project,
                   GetProject(call.tx(), ProjectOfContract(contract.name()), "name"));
  return LoadGround(call.tx(), project, more_sources);
}

// Stores a contract and the project it moved, and the board's sum of what is signed.
absl::Status StoreChange(WriteCall& call, const v1::Project& project, const v1::Contract& before,
                         ContractChange& change, int64_t contracted) {
  RETURN_IF_ERROR(StoreChanged(call, before, change.contract));
  RETURN_IF_ERROR(StoreChanged(call, project, change.project));
  MoneyChange money;
  money.contracted = contracted;
  return AddMoney(call.tx(), AgencyOf(project.name()), change.contract.unit(), call.today(), money);
}

}  // namespace

absl::Status CreateContract(Environment&, WriteCall& call, const v1::CreateContractRequest& request,
                            v1::Contract& response) {
  ASSIGN_OR_RETURN(const v1::Project project, GetProject(call.tx(), request.parent(), "parent"));
  const std::string agency(AgencyOf(project.name()));
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, project.lead_unit()));
  ASSIGN_OR_RETURN(const auto contracts, ContractsOf(call.tx(), agency, project.name()));
  ASSIGN_OR_RETURN(
      response, CreateContract(project, static_cast<int>(contracts.size()), request, ActOf(call)));
  RETURN_IF_ERROR(RequireSources(call, agency, response.amounts()));
  response.set_name(
      ContractName(LastSegment(agency), LastSegment(project.name()), call.write.NewId()));
  response.set_etag(call.write.Etag());
  RETURN_IF_ERROR(InsertContract(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetContract(Environment&, ReadCall& call, const v1::GetContractRequest& request,
                         v1::Contract& response) {
  ASSIGN_OR_RETURN(response, GetContract(call.tx, request.name(), "name"));
  return absl::OkStatus();
}

absl::Status ListContracts(Environment&, ReadCall& call, const v1::ListContractsRequest& request,
                           v1::ListContractsResponse& response) {
  const std::string agency(AgencyOf(request.parent()));
  std::string project;
  if (request.parent() != absl::StrCat(agency, "/projects/-")) {
    ASSIGN_OR_RETURN(const v1::Project found, GetProject(call.tx, request.parent(), "parent"));
    project = found.name();
  }
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, agency, request, {.default_size = 50, .max_size = 500, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageContracts(call.tx, agency, project, page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_contracts(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateContract(Environment&, WriteCall& call, const v1::UpdateContractRequest& request,
                            v1::Contract& response) {
  ASSIGN_OR_RETURN(const v1::Contract before,
                   BeginContract(call, request.contract().name(), request.contract().etag(),
                                 "contract.name", "contract.etag"));
  ASSIGN_OR_RETURN(response, UpdateContract(before, request, ActOf(call)));
  RETURN_IF_ERROR(RequireSources(call, AgencyOf(before.name()), response.amounts()));
  return StoreChanged(call, before, response);
}

absl::Status SignContract(Environment& environment, WriteCall& call,
                          const v1::SignContractRequest& request, v1::Contract& response) {
  ASSIGN_OR_RETURN(const v1::Contract before, BeginContract(call, request.name(), request.etag()));
  ASSIGN_OR_RETURN(const Ground ground, GroundOf(call, before, {}));
  ASSIGN_OR_RETURN(ContractChange change, SignContract(ground.project, before, ground.contracts,
                                                       environment.limit_policies, ActOf(call)));
  RETURN_IF_ERROR(
      StoreChange(call, ground.project, before, change, change.contract.total_amount()));
  response = std::move(change.contract);
  return absl::OkStatus();
}

absl::Status AmendContract(Environment&, WriteCall& call, const v1::AmendContractRequest& request,
                           v1::Contract& response) {
  ASSIGN_OR_RETURN(const v1::Contract before, BeginContract(call, request.name(), request.etag()));
  ASSIGN_OR_RETURN(const Ground ground, GroundOf(call, before, {}));
  ASSIGN_OR_RETURN(ContractChange change, AmendContract(ground.project, before, ground.contracts,
                                                        ground.book, request, ActOf(call)));
  RETURN_IF_ERROR(RequireSources(call, AgencyOf(before.name()), change.contract.amounts()));
  RETURN_IF_ERROR(StoreChange(call, ground.project, before, change,
                              change.contract.total_amount() - before.total_amount()));
  response = std::move(change.contract);
  return absl::OkStatus();
}

absl::Status CancelContract(Environment&, WriteCall& call, const v1::CancelContractRequest& request,
                            v1::Contract& response) {
  ASSIGN_OR_RETURN(const v1::Contract before, BeginContract(call, request.name(), request.etag()));
  ASSIGN_OR_RETURN(response, CancelContract(before, request, ActOf(call)));
  return StoreChanged(call, before, response);
}

}  // namespace dondoc::finance
