// The ledger in the database: balances of accounts and the journals behind them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/sql/transaction.h"
#include "services/finance/domain/account.h"
#include "services/finance/domain/ledger.h"
#include "services/finance/storage/list_query.h"

#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Loads every account of the contracts into `book`.
absl::Status LoadContracts(sql::Transaction& tx, absl::string_view agency,
                           const std::vector<v1::Contract>& contracts, Book& book);
// Loads the account of each source for the year, where it has entries.
absl::Status LoadYear(sql::Transaction& tx, absl::string_view agency, v1::Account::Kind kind,
                      const std::set<std::string>& sources, int32_t year, Book& book);
// Loads accounts by name, where they have entries.
absl::Status LoadAccounts(sql::Transaction& tx, absl::string_view agency,
                          const std::vector<std::string>& names, Book& book);
// Stores what journals changed.
absl::Status StoreBook(sql::Transaction& tx, absl::string_view agency, absl::Time now,
                       const Book& book);

absl::Status InsertJournal(sql::Transaction& tx, absl::string_view agency,
                           const v1::Journal& journal);
// NOT_FOUND.
absl::StatusOr<v1::Journal> GetJournal(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name);
// True where a journal takes `name` back.
absl::StatusOr<bool> IsReversed(sql::Transaction& tx, absl::string_view agency,
                                absl::string_view name);
// NOT_FOUND: an account exists from its first entry on.
absl::StatusOr<v1::Account> GetAccount(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name);

// INVALID_ARGUMENT on `filter`.
absl::StatusOr<std::vector<Bound>> ParseAccountFilter(absl::string_view agency,
                                                      absl::string_view filter);
absl::StatusOr<std::vector<Bound>> ParseJournalFilter(absl::string_view agency,
                                                      absl::string_view filter);
// By name, after `token`.
absl::StatusOr<std::vector<v1::Account>> PageAccounts(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const std::vector<Bound>& conditions,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys);
// Oldest first, after `token`.
absl::StatusOr<std::vector<v1::Journal>> PageJournals(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const std::vector<Bound>& conditions,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys);
// Sums by kind and source, and over all, without the revision.
absl::StatusOr<v1::TrialBalance> SumAccounts(sql::Transaction& tx, absl::string_view agency);

}  // namespace dondoc::finance
