// The calendars agencies have set themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"

#include "dondoc/registry/v1/calendar.pb.h"

namespace dondoc::registry {

absl::StatusOr<std::optional<v1::CalendarYear>> GetCalendarYear(sql::Transaction& tx,
                                                                absl::string_view agency,
                                                                int64_t year);
absl::StatusOr<std::vector<v1::CalendarYear>> AllCalendarYears(sql::Transaction& tx,
                                                               absl::string_view agency);
// Revision of the agency's newest table; 0 where it has set none. Names what AllCalendarYears
// gives.
absl::StatusOr<int64_t> CalendarRevision(sql::Transaction& tx, absl::string_view agency);

// Inserts or replaces.
absl::Status StoreCalendarYear(sql::Transaction& tx, absl::string_view agency, int64_t year,
                               int64_t revision, const v1::CalendarYear& table);

}  // namespace dondoc::registry
