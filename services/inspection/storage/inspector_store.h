// Inspectors, their absences and their declared interests in the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "services/inspection/storage/rows.h"

#include "dondoc/inspection/v1/inspector.pb.h"

namespace dondoc::inspection {

// By the officer's name, `agencies/{agency}/officers/{officer}`.
absl::StatusOr<std::optional<v1::Inspector>> FindInspector(sql::Transaction& tx,
                                                           absl::string_view agency,
                                                           absl::string_view officer);
// By the inspector's name. NOT_FOUND.
absl::StatusOr<v1::Inspector> GetInspector(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name);
// Inserts or replaces.
absl::Status StoreInspector(sql::Transaction& tx, absl::string_view agency,
                            const v1::Inspector& inspector);
// By name in Vietnamese order: inspectors, or with `all` every officer who could sit in a team.
absl::StatusOr<std::vector<v1::Inspector>> PageInspectors(sql::Transaction& tx,
                                                          absl::string_view agency, bool all,
                                                          const common::v1::PageToken& token,
                                                          int limit, PageKeys& keys);
// Officers with the role INSPECTOR who may sit in a team, by name, at most `limit`.
absl::StatusOr<std::vector<std::string>> AvailableInspectors(sql::Transaction& tx,
                                                             absl::string_view agency, int limit);

// NOT_FOUND.
absl::StatusOr<v1::Absence> GetAbsence(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name);
// Inserts or replaces.
absl::Status StoreAbsence(sql::Transaction& tx, absl::string_view agency,
                          const v1::Absence& absence);
// Which absences a list shows.
struct AbsenceQuery {
  std::string officer;  // Empty: everybody's.
  // Only those that end on this day or later.
  std::optional<absl::CivilDay> from;
  bool include_cancelled = false;
};
// Earliest first.
absl::StatusOr<std::vector<v1::Absence>> PageAbsences(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const AbsenceQuery& query,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys);

// NOT_FOUND.
absl::StatusOr<v1::Interest> GetInterest(sql::Transaction& tx, absl::string_view agency,
                                         absl::string_view name);
// `tax_code`: of the entity, empty where it has none and for a unit.
absl::Status InsertInterest(sql::Transaction& tx, absl::string_view agency,
                            const v1::Interest& interest, const std::string& tax_code);
absl::Status UpdateInterest(sql::Transaction& tx, absl::string_view agency,
                            const v1::Interest& interest);
// Newest first.
absl::StatusOr<std::vector<v1::Interest>> PageInterests(
    sql::Transaction& tx, absl::string_view agency, absl::string_view officer,
    bool include_withdrawn, const common::v1::PageToken& token, int limit, PageKeys& keys);

}  // namespace dondoc::inspection
