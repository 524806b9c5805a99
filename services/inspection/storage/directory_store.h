// Copies of what the registry knows: units and the calendars agencies have set.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/inspection/domain/lifecycle.h"
#include "services/inspection/storage/rows.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::inspection {

// Inserts or replaces.
absl::Status StoreUnit(sql::Transaction& tx, absl::string_view agency,
                       const registry::v1::Unit& unit);
// Those of `names` that exist, in their order.
absl::StatusOr<std::vector<SubjectFacts::Unit>> FindUnits(sql::Transaction& tx,
                                                          absl::string_view agency,
                                                          const std::vector<std::string>& names);

// Inserts or replaces.
absl::Status StoreCalendarYear(sql::Transaction& tx, absl::string_view agency, int year,
                               const registry::v1::CalendarYear& table);
absl::StatusOr<std::vector<registry::v1::CalendarYear>> AllCalendarYears(sql::Transaction& tx,
                                                                         absl::string_view agency);
// Names what AllCalendarYears gives; 0 where the agency has set none.
absl::StatusOr<int64_t> CalendarRevision(sql::Transaction& tx, absl::string_view agency);

}  // namespace dondoc::inspection
