#include "services/finance/domain/ledger.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/finance/domain/money.h"

namespace dondoc::finance {
namespace {

using v1::Account;
using v1::Dossier;
using v1::Entry;
using v1::Journal;

absl::Status LedgerLimit(absl::string_view account) {
  return Error(absl::StatusCode::kFailedPrecondition, "LEDGER_LIMIT",
               {absl::StrCat("The account ", account, " would fall below zero."),
                absl::StrCat("Tài khoản ", account, " sẽ bị âm.")})
      .With("account", account);
}

void Add(Journal& journal, Entry::Side side, Entry::Layer layer, const AccountKey& key,
         int64_t amount) {
  Entry& entry = *journal.add_entries();
  entry.set_account(AccountName(key));
  entry.set_side(side);
  entry.set_layer(layer);
  entry.set_amount(amount);
}

// One balanced pair.
void Move(Journal& journal, Entry::Layer layer, const AccountKey& debit, const AccountKey& credit,
          int64_t amount) {
  Add(journal, Entry::DEBIT, layer, debit, amount);
  Add(journal, Entry::CREDIT, layer, credit, amount);
}

// The pairs of a payment, times `sign`.
void AddPayment(Journal& journal, Entry::Layer layer, Dossier::PaymentKind kind,
                absl::string_view contract, const PaymentLines& lines, int32_t budget_year,
                int sign) {
  for (const v1::PaymentLine& line : lines) {
    if (line.pay_amount() != 0) {
      const Account::Kind debited =
          kind == Dossier::ADVANCE ? Account::ADVANCE : Account::EXPENDITURE;
      Move(journal, layer, ContractAccount(debited, line.source(), contract),
           YearAccount(Account::TREASURY, line.source(), budget_year), sign * line.pay_amount());
    }
    if (line.settle_amount() != 0) {
      Move(journal, layer, ContractAccount(Account::EXPENDITURE, line.source(), contract),
           ContractAccount(Account::ADVANCE_SETTLED, line.source(), contract),
           sign * line.settle_amount());
    }
  }
}

absl::Status AddTo(int64_t& balance, int64_t amount, absl::string_view account) {
  ASSIGN_OR_RETURN(const int64_t sum, CheckedAdd(balance, amount));
  if (sum > kMaxBalance) {
    return Error(absl::StatusCode::kOutOfRange, "AMOUNT_OVERFLOW",
                 {absl::StrCat("The account ", account, " would exceed ", kMaxBalance, " đồng."),
                  absl::StrCat("Tài khoản ", account, " sẽ vượt ", kMaxBalance, " đồng.")})
        .With("account", account);
  }
  if (sum < 0) return LedgerLimit(account);
  balance = sum;
  return absl::OkStatus();
}

// Adds one entry to the balance it belongs to.
absl::Status AddEntry(Account& account, const Entry& entry) {
  const bool debit = entry.side() == Entry::DEBIT;
  int64_t balance;
  if (entry.layer() == Entry::POSTED) {
    balance = debit ? account.posted_debit_amount() : account.posted_credit_amount();
  } else {
    balance = debit ? account.reserved_debit_amount() : account.reserved_credit_amount();
  }
  RETURN_IF_ERROR(AddTo(balance, entry.amount(), account.name()));
  if (entry.layer() == Entry::POSTED) {
    debit ? account.set_posted_debit_amount(balance) : account.set_posted_credit_amount(balance);
  } else {
    debit ? account.set_reserved_debit_amount(balance)
          : account.set_reserved_credit_amount(balance);
  }
  account.set_entry_count(account.entry_count() + 1);
  return absl::OkStatus();
}

absl::Status CheckBalanced(const Journal& journal) {
  if (journal.entries_size() < 2 || journal.entries_size() > kMaxEntries) {
    return MalformedJournal(absl::StrCat(journal.entries_size(), " entries"));
  }
  int64_t posted = 0;
  int64_t reserved = 0;
  for (const Entry& entry : journal.entries()) {
    if (entry.side() != Entry::DEBIT && entry.side() != Entry::CREDIT) {
      return MalformedJournal("an entry without side");
    }
    const bool is_posted = entry.layer() == Entry::POSTED;
    if (!is_posted && entry.layer() != Entry::RESERVED) {
      return MalformedJournal("an entry without layer");
    }
    if (entry.amount() == 0 || entry.amount() > kMaxBalance || entry.amount() < -kMaxBalance ||
        (is_posted && entry.amount() < 0)) {
      return MalformedJournal(absl::StrCat("an entry of ", entry.amount()));
    }
    // 80 entries of kMaxBalance are below 2^63.
    (is_posted ? posted : reserved) +=
        entry.side() == Entry::DEBIT ? entry.amount() : -entry.amount();
  }
  if (posted != 0 || reserved != 0) {
    return MalformedJournal(absl::StrCat("posted ", posted, ", reserved ", reserved));
  }
  return absl::OkStatus();
}

}  // namespace

void Book::Load(Account account) {
  std::string name = account.name();
  slots_[std::move(name)] = Slot{std::move(account), false};
}

Account Book::Get(const AccountKey& key) const {
  const auto it = slots_.find(AccountName(key));
  return it == slots_.end() ? EmptyAccount(key) : it->second.account;
}

absl::Status Book::CheckInvariants(const AccountKey& key) const {
  const Account account = Get(key);
  if (key.kind == Account::TREASURY) {
    return NetDebit(account) < account.reserved_credit_amount() ? LedgerLimit(account.name())
                                                                : absl::OkStatus();
  }
  if (IsYearAccount(key.kind)) return absl::OkStatus();
  const ContractPosition position = Position(key.contract, key.source);
  const bool whole = position.outstanding() >= position.reserved_settle &&
                     position.expenditure >= position.expenditure_returned &&
                     position.advance_settled >= 0 && position.advance_returned >= 0 &&
                     position.expenditure_returned >= 0;
  return whole ? absl::OkStatus() : LedgerLimit(account.name());
}

absl::Status Book::Apply(const Journal& journal) {
  RETURN_IF_ERROR(CheckBalanced(journal));
  // Work on a copy of the accounts touched, so that a refusal leaves no trace.
  Book next;
  std::vector<AccountKey> touched;
  for (const std::string& name : AccountsOf(journal)) {
    ASSIGN_OR_RETURN(const AccountKey key, KeyFromName(name, journal.contract()));
    next.Load(Get(key));
    touched.push_back(key);
  }
  for (const Entry& entry : journal.entries()) {
    RETURN_IF_ERROR(AddEntry(next.slots_.at(entry.account()).account, entry));
  }
  // The invariants look at neighbouring accounts too: of those untouched, the present balances.
  for (const AccountKey& key : touched) {
    if (IsYearAccount(key.kind)) continue;
    for (const AccountKey& other : ContractAccounts(key.contract, {key.source})) {
      if (!next.slots_.contains(AccountName(other))) next.Load(Get(other));
    }
  }
  for (const AccountKey& key : touched) RETURN_IF_ERROR(next.CheckInvariants(key));
  for (const AccountKey& key : touched) {
    const std::string name = AccountName(key);
    slots_[name] = Slot{std::move(next.slots_.at(name).account), true};
  }
  return absl::OkStatus();
}

ContractPosition Book::Position(absl::string_view contract, absl::string_view source) const {
  const auto get = [&](Account::Kind kind) { return Get(ContractAccount(kind, source, contract)); };
  const Account advance = get(Account::ADVANCE);
  const Account settled = get(Account::ADVANCE_SETTLED);
  const Account expenditure = get(Account::EXPENDITURE);
  ContractPosition position;
  position.advanced = NetDebit(advance);
  position.advance_settled = NetCredit(settled);
  position.advance_returned = NetCredit(get(Account::ADVANCE_RETURNED));
  position.expenditure = NetDebit(expenditure);
  position.expenditure_returned = NetCredit(get(Account::EXPENDITURE_RETURNED));
  position.reserved_advance = advance.reserved_debit_amount();
  position.reserved_settle = settled.reserved_credit_amount();
  position.reserved_payment = advance.reserved_debit_amount() +
                              expenditure.reserved_debit_amount() -
                              settled.reserved_credit_amount();
  return position;
}

YearPosition Book::Year(absl::string_view source, int32_t year) const {
  const Account treasury = Get(YearAccount(Account::TREASURY, source, year));
  YearPosition position;
  position.available = NetDebit(treasury) - treasury.reserved_credit_amount();
  position.reserved = treasury.reserved_credit_amount();
  return position;
}

std::vector<Account> Book::Changed() const {
  std::vector<Account> changed;
  for (const auto& [name, slot] : slots_) {
    if (slot.changed) changed.push_back(slot.account);
  }
  return changed;
}

std::vector<std::string> AccountsOf(const Journal& journal) {
  std::set<std::string> names;
  for (const Entry& entry : journal.entries()) names.insert(entry.account());
  return {names.begin(), names.end()};
}

std::vector<AccountKey> ContractAccounts(absl::string_view contract,
                                         const std::vector<std::string>& sources) {
  std::vector<AccountKey> keys;
  for (const std::string& source : sources) {
    for (const Account::Kind kind :
         {Account::ADVANCE, Account::ADVANCE_SETTLED, Account::ADVANCE_RETURNED,
          Account::EXPENDITURE, Account::EXPENDITURE_RETURNED}) {
      keys.push_back(ContractAccount(kind, source, contract));
    }
  }
  return keys;
}

Journal EstimateJournal(absl::string_view source, int32_t year, int64_t delta) {
  const AccountKey treasury = YearAccount(Account::TREASURY, source, year);
  const AccountKey appropriation = YearAccount(Account::APPROPRIATION, source, year);
  Journal journal;
  journal.set_kind(Journal::ESTIMATE);
  if (delta > 0) {
    Move(journal, Entry::POSTED, treasury, appropriation, delta);
  } else {
    Move(journal, Entry::POSTED, appropriation, treasury, -delta);
  }
  return journal;
}

Journal CarryOverJournal(absl::string_view source, int32_t year, int64_t delta) {
  const AccountKey into = YearAccount(Account::TREASURY, source, year);
  const AccountKey out_of = YearAccount(Account::TREASURY, source, year - 1);
  Journal journal;
  journal.set_kind(Journal::CARRY_OVER);
  if (delta > 0) {
    Move(journal, Entry::POSTED, into, out_of, delta);
  } else {
    Move(journal, Entry::POSTED, out_of, into, -delta);
  }
  return journal;
}

Journal ReserveJournal(Dossier::PaymentKind kind, absl::string_view contract,
                       const PaymentLines& lines, int32_t budget_year) {
  Journal journal;
  journal.set_kind(Journal::RESERVE);
  journal.set_contract(std::string(contract));
  AddPayment(journal, Entry::RESERVED, kind, contract, lines, budget_year, +1);
  return journal;
}

Journal PostJournal(Dossier::PaymentKind kind, absl::string_view contract,
                    const PaymentLines& lines, int32_t budget_year) {
  Journal journal = ReleaseJournal(Journal::POST, kind, contract, lines, budget_year);
  AddPayment(journal, Entry::POSTED, kind, contract, lines, budget_year, +1);
  return journal;
}

Journal ReleaseJournal(Journal::Kind journal_kind, Dossier::PaymentKind kind,
                       absl::string_view contract, const PaymentLines& lines, int32_t budget_year) {
  Journal journal;
  journal.set_kind(journal_kind);
  journal.set_contract(std::string(contract));
  AddPayment(journal, Entry::RESERVED, kind, contract, lines, budget_year, -1);
  return journal;
}

Journal RecoveryJournal(absl::string_view contract,
                        const google::protobuf::RepeatedPtrField<v1::RecoveryLine>& lines,
                        int32_t year) {
  Journal journal;
  journal.set_kind(Journal::RECOVERY);
  journal.set_contract(std::string(contract));
  for (const v1::RecoveryLine& line : lines) {
    const AccountKey revenue = YearAccount(Account::STATE_REVENUE, line.source(), year);
    if (line.advance_amount() != 0) {
      Move(journal, Entry::POSTED, revenue,
           ContractAccount(Account::ADVANCE_RETURNED, line.source(), contract),
           line.advance_amount());
    }
    if (line.expenditure_amount() != 0) {
      Move(journal, Entry::POSTED, revenue,
           ContractAccount(Account::EXPENDITURE_RETURNED, line.source(), contract),
           line.expenditure_amount());
    }
  }
  return journal;
}

absl::StatusOr<Journal> ReversalJournal(const Journal& original) {
  Journal journal;
  journal.set_kind(Journal::REVERSAL);
  journal.set_contract(original.contract());
  journal.set_disbursement(original.disbursement());
  journal.set_refers_to(original.name());
  for (const Entry& entry : original.entries()) {
    if (entry.layer() != Entry::POSTED) continue;
    Entry& swapped = *journal.add_entries();
    swapped = entry;
    swapped.set_side(entry.side() == Entry::DEBIT ? Entry::CREDIT : Entry::DEBIT);
  }
  if (journal.entries().empty()) {
    return MalformedJournal(absl::StrCat(original.name(), " has nothing to reverse"));
  }
  return journal;
}

}  // namespace dondoc::finance
