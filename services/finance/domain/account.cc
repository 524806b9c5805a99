#include "services/finance/domain/account.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {
namespace {

using v1::Account;

absl::string_view KindId(Account::Kind kind) {
  switch (kind) {
    case Account::TREASURY:
      return "treasury";
    case Account::APPROPRIATION:
      return "appropriation";
    case Account::ADVANCE:
      return "advance";
    case Account::ADVANCE_SETTLED:
      return "advance-settled";
    case Account::ADVANCE_RETURNED:
      return "advance-returned";
    case Account::EXPENDITURE:
      return "expenditure";
    case Account::EXPENDITURE_RETURNED:
      return "expenditure-returned";
    case Account::STATE_REVENUE:
      return "state-revenue";
    default:
      return "unspecified";
  }
}

constexpr Account::Kind kKinds[] = {
    Account::TREASURY,
    Account::APPROPRIATION,
    Account::ADVANCE,
    Account::ADVANCE_SETTLED,
    Account::ADVANCE_RETURNED,
    Account::EXPENDITURE,
    Account::EXPENDITURE_RETURNED,
    Account::STATE_REVENUE,
};

}  // namespace

bool IsYearAccount(Account::Kind kind) {
  return kind == Account::TREASURY || kind == Account::APPROPRIATION ||
         kind == Account::STATE_REVENUE;
}

AccountKey YearAccount(Account::Kind kind, absl::string_view source, int32_t year) {
  return {kind, std::string(source), year, ""};
}

AccountKey ContractAccount(Account::Kind kind, absl::string_view source,
                           absl::string_view contract) {
  return {kind, std::string(source), 0, std::string(contract)};
}

std::string AccountId(const AccountKey& key) {
  if (IsYearAccount(key.kind)) {
    return absl::StrCat(KindId(key.kind), ".", LastSegment(key.source), ".", key.year);
  }
  return absl::StrCat(KindId(key.kind), ".", LastSegment(key.contract), ".",
                      LastSegment(key.source));
}

std::string AccountName(const AccountKey& key) {
  return absl::StrCat(AgencyOf(key.source), "/accounts/", AccountId(key));
}

Account EmptyAccount(const AccountKey& key) {
  Account account;
  account.set_name(AccountName(key));
  account.set_kind(key.kind);
  account.set_source(key.source);
  account.set_year(key.year);
  account.set_contract(key.contract);
  return account;
}

AccountKey KeyOf(const Account& account) {
  return {account.kind(), account.source(), account.year(), account.contract()};
}

absl::StatusOr<AccountKey> KeyFromName(absl::string_view name, absl::string_view contract) {
  const std::vector<absl::string_view> parts = absl::StrSplit(LastSegment(name), '.');
  const absl::string_view agency = AgencyOf(name);
  if (parts.size() == 3 && !agency.empty()) {
    for (const Account::Kind kind : kKinds) {
      if (KindId(kind) != parts[0]) continue;
      AccountKey key;
      key.kind = kind;
      const absl::string_view source = IsYearAccount(kind) ? parts[1] : parts[2];
      key.source = absl::StrCat(agency, "/fundingSources/", source);
      if (IsYearAccount(kind)) {
        if (!absl::SimpleAtoi(parts[2], &key.year)) break;
      } else {
        key.contract = std::string(contract);
      }
      if (AccountName(key) != name) break;
      return key;
    }
  }
  return MalformedJournal(absl::StrCat("no account ", name, " for contract ", contract));
}

absl::Status MalformedJournal(absl::string_view detail) {
  return Error(absl::StatusCode::kInternal, "UNBALANCED_JOURNAL",
               {"The ledger refused a malformed journal.", "Sổ kế toán từ chối bút toán sai."})
      .With("detail", detail);
}

int64_t NetDebit(const Account& account) {
  return account.posted_debit_amount() - account.posted_credit_amount();
}

int64_t NetCredit(const Account& account) {
  return account.posted_credit_amount() - account.posted_debit_amount();
}

}  // namespace dondoc::finance
