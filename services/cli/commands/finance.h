// What the commands of finance share: how its resources are found and shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/type/date.pb.h"
#include <google/protobuf/repeated_field.h>

#include "services/cli/command.h"
#include "services/cli/context.h"
#include "services/cli/render/table.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::cli {

// Contracts of a page: the contract's own maximum.
inline constexpr int32_t kMaxContractPage = 500;

// The project, dossier or disbursement that `text` names: an office number, an id or a resource
// name.
absl::StatusOr<finance::v1::Project> GetProject(Context& context, const std::string& text);
absl::StatusOr<finance::v1::Dossier> GetDossier(Context& context, const std::string& text);
absl::StatusOr<finance::v1::Disbursement> GetDisbursement(Context& context,
                                                          const std::string& text);

// The contract that `text` names: a resource name is read; a number and symbol ("05/2022/HĐ-SKHCN")
// or an id is looked for among the agency's contracts. NOT_FOUND (CONTRACT_NOT_FOUND) where none
// has it, INVALID_ARGUMENT naming them where several do.
absl::StatusOr<finance::v1::Contract> GetContract(Context& context, const std::string& text);
// Its resource name, without a call where `text` is one.
absl::StatusOr<std::string> ContractName(Context& context, const std::string& text);

// Finance's business day, which days left are counted from; absent where it cannot be had, because
// a wrong count is worse than none.
std::optional<google::type::Date> FinanceDay(Context& context);

// What is paid and settled by source.
Table LinesTable(const google::protobuf::RepeatedPtrField<finance::v1::PaymentLine>& lines,
                 const Lang& lang);

// A disbursement in full; `dossier pay` prints it too.
absl::Status PrintDisbursement(Context& context, const finance::v1::Disbursement& disbursement);

// Posts the reservation `name` with its voucher, typed as ParseDocument reads it.
absl::Status PostReservation(Context& context, const std::string& name, const std::string& etag,
                             const std::string& voucher);

// Prints a dossier with its clocks; `trace` adds how their last days were counted.
absl::Status PrintDossier(Context& context, const finance::v1::Dossier& dossier, bool trace);
// Adds receive, update and the steps of a dossier's life.
void RegisterDossierVerbs(Command& dossier);

// Prints a project.
absl::Status PrintProject(Context& context, const finance::v1::Project& project);
// Adds create, update and the steps of a project's life.
void RegisterProjectVerbs(Command& project);
// Adds the group `contract` below `project`.
void RegisterContract(Command& project);
// Adds everything that changes a contract.
void RegisterContractVerbs(Command& contract);
// Prints a contract with its instalments.
absl::Status PrintContract(Context& context, const finance::v1::Contract& contract);

}  // namespace dondoc::cli
