// Steps that the verbs about money share: what a rule looks at, and how its result is stored.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/rpc/unary.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// A project with its contracts, their sources and their accounts.
struct Ground {
  v1::Project project;
  std::vector<v1::Contract> contracts;
  std::vector<v1::FundingSource> sources;
  Book book;
};
// `more_sources`: those of lines, beside the contracts' own.
absl::StatusOr<Ground> LoadGround(sql::Transaction& tx, const v1::Project& project,
                                  const std::set<std::string>& more_sources);

// NOT_FOUND unless every source of `amounts` is one of the agency.
absl::Status RequireSources(rpc::WriteCall& call, absl::string_view agency,
                            const google::protobuf::RepeatedPtrField<v1::SourceAmount>& amounts);

std::set<std::string> SourcesOfLines(const PaymentLines& lines);

// Set aside under the contracts, payments and settlements, in đồng.
int64_t ReservedUnder(const Ground& ground);

// Each stamps, stores and notes a change.
absl::Status StoreChanged(rpc::WriteCall& call, const v1::Project& before, v1::Project& after);
absl::Status StoreChanged(rpc::WriteCall& call, const v1::Contract& before, v1::Contract& after);
absl::Status StoreChanged(rpc::WriteCall& call, const v1::Dossier& before, v1::Dossier& after);
absl::Status StoreChanged(rpc::WriteCall& call, const v1::Disbursement& before,
                          v1::Disbursement& after);

// Stores a journal about `contract` with the balances it led to, and adds what it changed between
// `before` and `after` to the board.
absl::Status StorePosting(rpc::WriteCall& call, const v1::Contract& contract,
                          const v1::Journal& journal, const Book& before, const Book& after);

}  // namespace dondoc::finance
