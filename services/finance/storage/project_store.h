// Funding sources, projects and contracts in the database.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"
#include "services/finance/storage/list_query.h"

#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Takes the next office number with `prefix` of `year`, under the agency lock of the mutation, and
// writes it: "DA-2022-0003".
absl::StatusOr<std::string> TakeOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                             absl::string_view prefix, int64_t year);

// ALREADY_EXISTS, reason FUNDING_SOURCE_EXISTS.
absl::Status InsertFundingSource(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                 const v1::FundingSource& source);
absl::Status UpdateFundingSource(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                 const v1::FundingSource& source);
// NOT_FOUND.
absl::StatusOr<v1::FundingSource> GetFundingSource(sql::Transaction& tx, absl::string_view agency,
                                                   absl::string_view name);
// NOT_FOUND where one is missing; each once, in the order of their names.
absl::StatusOr<std::vector<v1::FundingSource>> GetFundingSources(
    sql::Transaction& tx, absl::string_view agency, const std::set<std::string>& names);
absl::StatusOr<std::vector<v1::FundingSource>> AllFundingSources(sql::Transaction& tx,
                                                                 absl::string_view agency);
// By name, after `token`.
absl::StatusOr<std::vector<v1::FundingSource>> PageFundingSources(
    sql::Transaction& tx, absl::string_view agency, const common::v1::PageToken& token, int limit,
    PageKeys& keys);

// By name or office number. INVALID_ARGUMENT on `field`, NOT_FOUND.
absl::StatusOr<v1::Project> GetProject(sql::Transaction& tx, absl::string_view name,
                                       absl::string_view field);
absl::Status InsertProject(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const v1::Project& project);
absl::Status UpdateProject(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const v1::Project& project);
// INVALID_ARGUMENT on `filter` and `order_by`.
absl::StatusOr<ListQuery> ParseProjectQuery(absl::string_view agency, absl::string_view filter,
                                            absl::string_view order_by);

// By name, its project by id or office number. INVALID_ARGUMENT on `field`, NOT_FOUND.
absl::StatusOr<v1::Contract> GetContract(sql::Transaction& tx, absl::string_view name,
                                         absl::string_view field);
// ALREADY_EXISTS, reason CONTRACT_NUMBER_TAKEN.
absl::Status InsertContract(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                            const v1::Contract& contract);
// Replaces `before`. ALREADY_EXISTS, reason CONTRACT_NUMBER_TAKEN. A cancelled draft gives its
// number back.
absl::Status UpdateContract(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                            const v1::Contract& before, const v1::Contract& after);
// Every contract of the project, oldest first.
absl::StatusOr<std::vector<v1::Contract>> ContractsOf(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      absl::string_view project);
// Oldest first, after `token`; of the whole agency where `project` is empty.
absl::StatusOr<std::vector<v1::Contract>> PageContracts(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        absl::string_view project,
                                                        const common::v1::PageToken& token,
                                                        int limit, PageKeys& keys);

}  // namespace dondoc::finance
