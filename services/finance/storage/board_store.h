// What the board sums, kept in the same transaction as the dossiers and journals it counts.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/sql/transaction.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"

namespace dondoc::finance {

// Where a dossier counts.
struct DossierCounter {
  enum Bucket : int64_t { kOpen = 0, kReturned = 1, kClosed = 2 };
  std::string unit;
  Bucket bucket = kOpen;
  // Last day of an open dossier's running clock; kNoDay otherwise.
  int64_t last_day = 0;
  friend bool operator==(const DossierCounter&, const DossierCounter&) = default;
};
DossierCounter CounterOf(const v1::Dossier& dossier);
absl::Status CountDossier(sql::Transaction& tx, absl::string_view agency,
                          const DossierCounter& counter, int by);

// Changes of a unit's money, in đồng.
struct MoneyChange {
  int64_t contracted = 0;
  int64_t disbursed = 0;
  int64_t outstanding = 0;
  int64_t recovered = 0;
  int64_t reserved = 0;
};
// Adds `change`, which happened on `day`.
absl::Status AddMoney(sql::Transaction& tx, absl::string_view agency, absl::string_view unit,
                      absl::CivilDay day, const MoneyChange& change);

// The totals of each unit with contracts or dossiers as of a day; shares are not filled.
absl::StatusOr<std::map<std::string, v1::FinanceTotals>> SumBoard(sql::Transaction& tx,
                                                                  absl::string_view agency,
                                                                  absl::CivilDay as_of,
                                                                  int due_soon_days);

}  // namespace dondoc::finance
