// The accounts of the ledger: which there are, how they are named, what their balances mean.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "dondoc/finance/v1/ledger.pb.h"

namespace dondoc::finance {

// Identifies an account. Accounts of years (TREASURY, APPROPRIATION, STATE_REVENUE) have a year and
// no contract; all others a contract and no year.
struct AccountKey {
  v1::Account::Kind kind = v1::Account::KIND_UNSPECIFIED;
  // Resource name of the funding source.
  std::string source;
  int32_t year = 0;
  // Resource name of the contract.
  std::string contract;

  friend bool operator==(const AccountKey& a, const AccountKey& b) = default;
  friend auto operator<=>(const AccountKey& a, const AccountKey& b) = default;
};

// True for TREASURY, APPROPRIATION and STATE_REVENUE.
bool IsYearAccount(v1::Account::Kind kind);

AccountKey YearAccount(v1::Account::Kind kind, absl::string_view source, int32_t year);
AccountKey ContractAccount(v1::Account::Kind kind, absl::string_view source,
                           absl::string_view contract);

// "treasury.{source}.{year}", "advance-settled.{contract}.{source}": ids of the last segments.
std::string AccountId(const AccountKey& key);
// The account's resource name.
std::string AccountName(const AccountKey& key);

// An account without entries.
v1::Account EmptyAccount(const AccountKey& key);
AccountKey KeyOf(const v1::Account& account);

// The key behind an account's name. `contract` is the contract that the journal is about: accounts
// of contracts must be of it. INTERNAL, reason UNBALANCED_JOURNAL, for any other text: entries are
// never written by hand.
absl::StatusOr<AccountKey> KeyFromName(absl::string_view name, absl::string_view contract);

// INTERNAL, reason UNBALANCED_JOURNAL: a defect of ours, never of a request. People get a neutral
// sentence, the log `detail`.
absl::Status MalformedJournal(absl::string_view detail);

// Posted debits less posted credits, and the other way round. Balances are far below the limits of
// int64 (Book refuses what is not), so these cannot overflow.
int64_t NetDebit(const v1::Account& account);
int64_t NetCredit(const v1::Account& account);

}  // namespace dondoc::finance
