// The double-entry ledger. A journal is a set of entries that balance; a Book is a working set of
// accounts that journals are applied to. Nothing is ever taken off: a reservation is taken out of
// the RESERVED layer by negative entries, a posted journal is corrected by one with swapped sides.
//
// What holds after every Apply, in every account and for every contract and source:
//   - debits equal credits in each layer of each journal, hence of the ledger;
//   - nothing reserved is below zero;
//   - TREASURY: debits - credits - reserved credits >= 0;
//   - outstanding advance: ADVANCE - ADVANCE_SETTLED - ADVANCE_RETURNED
//     - reserved ADVANCE_SETTLED >= 0;
//   - EXPENDITURE - EXPENDITURE_RETURNED >= 0.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "services/finance/domain/account.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"

namespace dondoc::finance {

// Entries of one journal.
inline constexpr int kMaxEntries = 80;

// Sum of one side of one account, in đồng: above this a journal is refused (AMOUNT_OVERFLOW), so
// that differences and sums of a thousand accounts stay within int64.
inline constexpr int64_t kMaxBalance = 4'000'000'000'000'000;

// What the ledger says about one contract and source, in đồng.
struct ContractPosition {
  int64_t advanced = 0;              // ADVANCE, reversals taken off.
  int64_t advance_settled = 0;       // Of it, settled by confirmed volume.
  int64_t advance_returned = 0;      // Of it, returned by the contractor.
  int64_t expenditure = 0;           // Recognised expenditure, settled advances included.
  int64_t expenditure_returned = 0;  // Of it, returned.
  int64_t reserved_advance = 0;      // Advances set aside.
  int64_t reserved_settle = 0;       // Settlements of advances set aside.
  int64_t reserved_payment = 0;      // Everything set aside that will be paid out.

  // Paid out, returned money not taken off.
  int64_t disbursed() const { return advanced + expenditure - advance_settled; }
  // Advances neither settled nor returned.
  int64_t outstanding() const { return advanced - advance_settled - advance_returned; }
};

// What the ledger says about one source and budget year, in đồng.
struct YearPosition {
  // Estimate and carry-over in, less carry-over out, paid out and set aside. What is paid out is
  // the year's estimate and carry-over less this and less `reserved`.
  int64_t available = 0;
  int64_t reserved = 0;
};

// A working set of accounts of one agency. Not thread-safe; made for one mutation.
class Book {
 public:
  // Takes a stored account in. Accounts never loaded are empty: load every account that the
  // journals to come touch (AccountsOf) and that the positions asked for rest on.
  void Load(v1::Account account);

  // The account, empty where it was not loaded or touched.
  v1::Account Get(const AccountKey& key) const;

  // Applies a journal to the balances. All or nothing.
  // INTERNAL, reason UNBALANCED_JOURNAL, for a journal whose sides do not balance or whose entries
  //   are malformed: a defect of the caller, never of a request;
  // OUT_OF_RANGE, reason AMOUNT_OVERFLOW, above kMaxBalance;
  // FAILED_PRECONDITION, reason LEDGER_LIMIT, metadata "account", where an invariant of this file
  //   would break: the last line of defence behind limits.h.
  absl::Status Apply(const v1::Journal& journal);

  ContractPosition Position(absl::string_view contract, absl::string_view source) const;
  YearPosition Year(absl::string_view source, int32_t year) const;

  // The accounts that Apply changed, in the order of their names, with entry_count counted up.
  // update_time is the caller's.
  std::vector<v1::Account> Changed() const;

 private:
  struct Slot {
    v1::Account account;
    bool changed = false;
  };
  // LEDGER_LIMIT where an invariant that the account takes part in does not hold.
  absl::Status CheckInvariants(const AccountKey& key) const;
  std::map<std::string, Slot> slots_;  // By account name.
};

// Names of the accounts that a journal touches, each once, in order.
std::vector<std::string> AccountsOf(const v1::Journal& journal);

// Every account of a contract and its sources, for loading.
std::vector<AccountKey> ContractAccounts(absl::string_view contract,
                                         const std::vector<std::string>& sources);

// ---- Journals. Each returns entries only; the caller adds name, date, actor and references. ----

// `delta` more (or, below zero, less) given to the source for the year. `delta` is not zero.
v1::Journal EstimateJournal(absl::string_view source, int32_t year, int64_t delta);

// `delta` carried from `year` - 1 into `year` (or, below zero, back).
v1::Journal CarryOverJournal(absl::string_view source, int32_t year, int64_t delta);

using PaymentLines = google::protobuf::RepeatedPtrField<v1::PaymentLine>;

// Sets the lines of a payment aside.
v1::Journal ReserveJournal(v1::Dossier::PaymentKind kind, absl::string_view contract,
                           const PaymentLines& lines, int32_t budget_year);
// Takes a reservation out and posts the payment.
v1::Journal PostJournal(v1::Dossier::PaymentKind kind, absl::string_view contract,
                        const PaymentLines& lines, int32_t budget_year);
// Takes a reservation out: kind VOID or EXPIRE.
v1::Journal ReleaseJournal(v1::Journal::Kind journal_kind, v1::Dossier::PaymentKind kind,
                           absl::string_view contract, const PaymentLines& lines,
                           int32_t budget_year);
// Money returned by a contractor in `year`.
v1::Journal RecoveryJournal(absl::string_view contract,
                            const google::protobuf::RepeatedPtrField<v1::RecoveryLine>& lines,
                            int32_t year);

// The POSTED entries of `original` with swapped sides; refers to it. INTERNAL, reason
// UNBALANCED_JOURNAL, where it has none.
absl::StatusOr<v1::Journal> ReversalJournal(const v1::Journal& original);

}  // namespace dondoc::finance
