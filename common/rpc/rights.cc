#include "common/rpc/rights.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/names.h"
#include "dondoc_schema/rpc.h"

namespace dondoc::rpc {
namespace {

identity::RoleSet RolesFromBits(int64_t bits) {
  identity::RoleSet roles;
  for (int role = Role_MIN; role <= Role_MAX; ++role) {
    if ((bits >> role) & 1) roles.Add(static_cast<Role>(role));
  }
  return roles;
}

absl::Status OfficerUnknown(absl::string_view subject) {
  return Error(absl::StatusCode::kPermissionDenied, "OFFICER_UNKNOWN",
               {absl::StrCat(subject, " has no record here: ask the administrator of the agency"),
                absl::StrCat(subject, " chưa có trong danh bạ: hãy liên hệ quản trị của cơ quan")})
      .With("subject", subject);
}

absl::Status OfficerDisabled(absl::string_view subject) {
  return Error(absl::StatusCode::kPermissionDenied, "OFFICER_DISABLED",
               {absl::StrCat(subject, " may not act any more: ask the administrator of the agency"),
                absl::StrCat(subject, " đã bị khóa: hãy liên hệ quản trị của cơ quan")})
      .With("subject", subject);
}

}  // namespace

sql::Schema RightsSchema() { return {.component = "rights", .migrations = schema::rpc()}; }

absl::Status StoreRights(sql::Transaction& tx, absl::string_view agency, const RightsRow& row) {
  return tx
      .Execute(
          "INSERT INTO officer_rights (agency, officer, unit, roles, disabled) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, officer) DO UPDATE SET "
          "unit = excluded.unit, roles = excluded.roles, disabled = excluded.disabled",
          {agency, row.officer, row.unit, static_cast<int64_t>(row.roles.bits()), row.disabled})
      .status();
}

absl::StatusOr<identity::OfficerRights> LoadRights(sql::Transaction& tx,
                                                   const identity::Principal& principal) {
  if (principal.kind != identity::PrincipalKind::kOfficer) {
    return identity::RightsOf(principal, {}, "");
  }
  RightsRow row;
  ASSIGN_OR_RETURN(
      const bool found,
      tx.QueryRow("SELECT unit, roles, disabled FROM officer_rights WHERE agency = $1 AND "
                  "officer = $2",
                  {AgencyOfName(principal.subject), principal.subject},
                  [&](const sql::Row& columns) {
                    row.unit = std::string(columns.Text(0));
                    row.roles = RolesFromBits(columns.Int(1));
                    row.disabled = columns.Bool(2);
                    return absl::OkStatus();
                  }));
  if (!found) return OfficerUnknown(principal.subject);
  if (row.disabled) return OfficerDisabled(principal.subject);
  return identity::RightsOf(principal, row.roles, LastSegment(row.unit));
}

}  // namespace dondoc::rpc
