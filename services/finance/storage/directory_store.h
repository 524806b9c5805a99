// What finance keeps of the registry's directory, calendars and clauses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"
#include "services/finance/storage/rows.h"

#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::finance {

absl::Status StoreUnit(sql::Transaction& tx, absl::string_view agency,
                       const registry::v1::Unit& unit);

// NOT_FOUND where the feed has not told of it.
absl::Status RequireUnit(sql::Transaction& tx, absl::string_view agency, const std::string& unit);
absl::Status RequireOfficer(sql::Transaction& tx, absl::string_view agency,
                            const std::string& officer);

struct UnitName {
  std::string unit;
  std::string display_name;
};
// Every unit, in the directory's order.
absl::StatusOr<std::vector<UnitName>> AllUnits(sql::Transaction& tx, absl::string_view agency);

// Says which tables a calendar was made from; 0 = none of the agency's own.
absl::StatusOr<int64_t> CalendarRevision(sql::Transaction& tx, absl::string_view agency);
absl::Status StoreCalendarYear(sql::Transaction& tx, absl::string_view agency, int year,
                               const registry::v1::CalendarYear& table);
absl::StatusOr<std::vector<registry::v1::CalendarYear>> AllCalendarYears(sql::Transaction& tx,
                                                                         absl::string_view agency);

// The newest version; version 0 with its name where none was set.
absl::StatusOr<v1::ClockPolicy> CurrentClockPolicy(sql::Transaction& tx, absl::string_view agency);
// `origin`: the feed change behind it, empty where a person set it.
absl::Status InsertClockPolicy(sql::Transaction& tx, absl::string_view agency,
                               absl::string_view origin, const v1::ClockPolicy& policy);
// True where a version came from `origin` already.
absl::StatusOr<bool> HasOrigin(sql::Transaction& tx, absl::string_view agency,
                               absl::string_view origin);
// Newest first, before the version of `token`.
absl::StatusOr<std::vector<v1::ClockPolicy>> PageClockPolicies(sql::Transaction& tx,
                                                               absl::string_view agency,
                                                               const common::v1::PageToken& token,
                                                               int limit, PageKeys& keys);

}  // namespace dondoc::finance
