#include "services/inspection/storage/enterprise_years.h"

#include <string>
#include <tuple>

#include "services/inspection/storage/rows.h"

namespace dondoc::inspection {
namespace {

// Tries to take a year whose holder vanishes between our insert and our look.
constexpr int kClaimAttempts = 3;

int64_t NumberOf(const std::optional<absl::CivilDay>& day) {
  return day ? DayNumber(*day) : kNoDayNumber;
}

std::optional<absl::CivilDay> OptionalDayOf(int64_t number) {
  if (number == kNoDayNumber) return std::nullopt;
  return DayOfNumber(number);
}

absl::Status Free(sql::Transaction& tx, const EnterpriseYearKey& key,
                  const std::string& inspection) {
  return tx
      .Execute("DELETE FROM enterprise_year WHERE tax_code = $1 AND year = $2 AND inspection = $3",
               {key.enterprise, key.year, inspection})
      .status();
}

absl::Status Claim(sql::Transaction& tx, const v1::Inspection& inspection) {
  const EnterpriseYearHolder ours = HolderOf(inspection);
  for (int attempt = 0; attempt < kClaimAttempts; ++attempt) {
    // Waits for another agency's transaction that holds the same key.
    ASSIGN_OR_RETURN(
        const int64_t inserted,
        tx.Execute(
            "INSERT INTO enterprise_year (tax_code, year, agency, inspection, kind, first_day, "
            "last_day) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tax_code, year) DO NOTHING",
            {ours.key.enterprise, ours.key.year, ours.agency, ours.inspection,
             static_cast<int64_t>(ours.kind), NumberOf(ours.first_day), NumberOf(ours.last_day)}));
    if (inserted == 1) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto holder, FindHolder(tx, ours.key));
    if (!holder) continue;
    if (holder->inspection != ours.inspection) return EnterpriseAlreadyPlanned(inspection, *holder);
    return tx
        .Execute(
            "UPDATE enterprise_year SET kind = $3, first_day = $4, last_day = $5 "
            "WHERE tax_code = $1 AND year = $2",
            {ours.key.enterprise, ours.key.year, static_cast<int64_t>(ours.kind),
             NumberOf(ours.first_day), NumberOf(ours.last_day)})
        .status();
  }
  return EnterpriseYearContended(ours.key.enterprise, ours.key.year);
}

}  // namespace

absl::StatusOr<std::optional<EnterpriseYearHolder>> FindHolder(sql::Transaction& tx,
                                                               const EnterpriseYearKey& key) {
  std::optional<EnterpriseYearHolder> holder;
  RETURN_IF_ERROR(
      tx.QueryRow("SELECT agency, inspection, kind, first_day, last_day FROM enterprise_year "
                  "WHERE tax_code = $1 AND year = $2",
                  {key.enterprise, key.year},
                  [&](const sql::Row& row) {
                    holder.emplace();
                    holder->key = key;
                    holder->agency = std::string(row.Text(0));
                    holder->inspection = std::string(row.Text(1));
                    holder->kind = static_cast<v1::Inspection::Kind>(row.Int(2));
                    holder->first_day = OptionalDayOf(row.Int(3));
                    holder->last_day = OptionalDayOf(row.Int(4));
                    return absl::OkStatus();
                  })
          .status());
  return holder;
}

absl::Status MoveEnterpriseYear(sql::Transaction& tx, const v1::Inspection* before,
                                const v1::Inspection& after) {
  const auto from = before == nullptr ? std::nullopt : EnterpriseYearOf(*before);
  const auto to = EnterpriseYearOf(after);
  const bool frees = from && (!to || !(*from == *to));
  // In the order of the keys, so that two agencies that swap enterprises wait and do not deadlock.
  const bool frees_first =
      frees && (!to || std::tie(from->enterprise, from->year) < std::tie(to->enterprise, to->year));
  if (frees_first) RETURN_IF_ERROR(Free(tx, *from, after.name()));
  if (to) RETURN_IF_ERROR(Claim(tx, after));
  if (frees && !frees_first) RETURN_IF_ERROR(Free(tx, *from, after.name()));
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
