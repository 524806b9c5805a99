#include "services/cli/commands/finance.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/names.h"

#include "dondoc/finance/v1/board.grpc.pb.h"
#include "dondoc/finance/v1/disbursement.grpc.pb.h"
#include "dondoc/finance/v1/dossier.grpc.pb.h"
#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::Contract;
using finance::v1::Disbursement;
using finance::v1::DisbursementService;
using finance::v1::Dossier;
using finance::v1::DossierService;
using finance::v1::FinanceBoardService;
using finance::v1::ListContractsRequest;
using finance::v1::ListContractsResponse;
using finance::v1::Project;
using finance::v1::ProjectService;

}  // namespace

absl::StatusOr<Project> GetProject(Context& context, const std::string& text) {
  finance::v1::GetProjectRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("project", "projects", text));
  return context.Call<ProjectService>(&ProjectService::StubInterface::GetProject, request);
}

absl::StatusOr<Dossier> GetDossier(Context& context, const std::string& text) {
  finance::v1::GetDossierRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("dossier", "dossiers", text));
  return context.Call<DossierService>(&DossierService::StubInterface::GetDossier, request);
}

absl::StatusOr<Disbursement> GetDisbursement(Context& context, const std::string& text) {
  finance::v1::GetDisbursementRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("disbursement", "disbursements", text));
  return context.Call<DisbursementService>(&DisbursementService::StubInterface::GetDisbursement,
                                           request);
}

absl::StatusOr<Contract> GetContract(Context& context, const std::string& text) {
  if (absl::StartsWith(text, "agencies/")) {
    finance::v1::GetContractRequest request;
    request.set_name(text);
    return context.Call<ProjectService>(&ProjectService::StubInterface::GetContract, request);
  }
  ListContractsRequest request;
  ASSIGN_OR_RETURN(const std::string agency, context.Agency());
  request.set_parent(absl::StrCat(agency, "/projects/-"));
  ASSIGN_OR_RETURN(const ListContractsResponse list,
                   ListOf<ProjectService>(context, {}, kMaxContractPage,
                                          &ProjectService::StubInterface::ListContracts, request));
  const Contract* found = nullptr;
  std::string names;
  int count = 0;
  for (const Contract& contract : list.contracts()) {
    if (contract.contract_number() != text && ShortName(contract.name()) != text) continue;
    found = &contract;
    ++count;
    absl::StrAppend(&names, names.empty() ? "" : ", ", contract.name());
  }
  if (count == 1) return *found;
  if (count == 0) {
    return Error(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                 {absl::StrCat("no contract has the number '", text, "'"),
                  absl::StrCat("không có hợp đồng số '", text, "'")})
        .With("contract", text);
  }
  // A number serves once a year of signing, so that two years may share it.
  return InvalidField("contract",
                      {absl::StrCat("'", text, "' is the number of several contracts: ", names),
                       absl::StrCat("'", text, "' là số của nhiều hợp đồng: ", names)});
}

absl::StatusOr<std::string> ContractName(Context& context, const std::string& text) {
  if (absl::StartsWith(text, "agencies/")) return text;
  ASSIGN_OR_RETURN(const Contract contract, GetContract(context, text));
  return contract.name();
}

std::optional<google::type::Date> FinanceDay(Context& context) {
  finance::v1::GetFinanceBoardRequest request;
  const auto agency = context.Agency();
  if (!agency.ok()) return std::nullopt;
  request.set_parent(*agency);
  const auto board = context.Call<FinanceBoardService>(
      &FinanceBoardService::StubInterface::GetFinanceBoard, request);
  if (!board.ok() || !board->has_as_of()) return std::nullopt;
  return board->as_of();
}

Table LinesTable(const google::protobuf::RepeatedPtrField<finance::v1::PaymentLine>& lines,
                 const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("source")},
                   {lang.Word("pay_amount"), Align::kRight},
                   {lang.Word("settle_amount"), Align::kRight}};
  for (const auto& line : lines) {
    table.rows.push_back({ShortName(line.source()), FormatMoney(line.pay_amount(), lang),
                          FormatMoney(line.settle_amount(), lang)});
  }
  return table;
}

}  // namespace dondoc::cli
