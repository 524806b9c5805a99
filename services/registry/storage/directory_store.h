// Agencies, units and officers in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"

#include "dondoc/common/v1/page_token.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::registry {

// Get answers NOT_FOUND; Insert ALREADY_EXISTS. `agency` is always `agencies/{agency}`.
absl::StatusOr<v1::Agency> GetAgency(sql::Transaction& tx, absl::string_view name);
absl::Status InsertAgency(sql::Transaction& tx, const v1::Agency& agency);

absl::StatusOr<v1::Unit> GetUnit(sql::Transaction& tx, absl::string_view agency,
                                 absl::string_view name);
// Inserts or replaces a unit together with its names; ALREADY_EXISTS (UNIT_EXISTS) where a name or
// alias belongs to another unit.
absl::Status InsertUnit(sql::Transaction& tx, absl::string_view agency, const v1::Unit& unit);
absl::Status UpdateUnit(sql::Transaction& tx, absl::string_view agency, const v1::Unit& unit);
// Every unit in order; an agency has some dozens.
absl::StatusOr<std::vector<v1::Unit>> AllUnits(sql::Transaction& tx, absl::string_view agency);
// NOT_FOUND naming the first that does not exist.
absl::Status RequireUnits(sql::Transaction& tx, absl::string_view agency,
                          const std::vector<std::string>& names);

absl::StatusOr<v1::Officer> GetOfficer(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name);
// Keeps the rights row (common/rpc/rights.h) in step.
absl::Status InsertOfficer(sql::Transaction& tx, absl::string_view agency,
                           const v1::Officer& officer);
absl::Status UpdateOfficer(sql::Transaction& tx, absl::string_view agency,
                           const v1::Officer& officer);
// True where another live officer than `name` administers the agency.
absl::StatusOr<bool> HasOtherAdministrator(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name);

// Pages, after the keys of `token` where it has some. At most `limit` rows; the keys of each row
// are added to `keys`, ready for the next token.
using PageKeys = std::vector<common::v1::PageToken>;
absl::StatusOr<std::vector<v1::Agency>> PageAgencies(sql::Transaction& tx,
                                                     const common::v1::PageToken& token, int limit,
                                                     PageKeys& keys);
absl::StatusOr<std::vector<v1::Unit>> PageUnits(sql::Transaction& tx, absl::string_view agency,
                                                const common::v1::PageToken& token, int limit,
                                                PageKeys& keys);
absl::StatusOr<std::vector<v1::Officer>> PageOfficers(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys);

}  // namespace dondoc::registry
