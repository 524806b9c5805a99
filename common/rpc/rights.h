// Officers' rights as every service keeps them: the registry from its own records, the others from
// the registry's feed. Read inside the call's own transaction.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/identity/access.h"
#include "common/identity/principal.h"
#include "common/sql/migrations.h"
#include "common/sql/transaction.h"

namespace dondoc::rpc {

// The schema of this directory, component "rights".
sql::Schema RightsSchema();

struct RightsRow {
  std::string officer;  // `agencies/{agency}/officers/{officer}`.
  std::string unit;     // `agencies/{agency}/units/{unit}` or empty.
  identity::RoleSet roles;
  bool disabled = false;
};

// The row that an officer's record gives; `Officer` is the registry's message, which common code
// does not know.
template <typename Officer>
RightsRow RightsOf(const Officer& officer) {
  RightsRow row{.officer = officer.name(), .unit = officer.unit(), .disabled = officer.disabled()};
  for (const int role : officer.roles()) row.roles.Add(static_cast<Role>(role));
  return row;
}

// Sets an officer's row. `agency` is `agencies/{agency}`.
absl::Status StoreRights(sql::Transaction& tx, absl::string_view agency, const RightsRow& row);

// The rights of a caller. PERMISSION_DENIED (OFFICER_UNKNOWN, OFFICER_DISABLED) for a person
// without a live record; services and operators need none.
absl::StatusOr<identity::OfficerRights> LoadRights(sql::Transaction& tx,
                                                   const identity::Principal& principal);

}  // namespace dondoc::rpc
