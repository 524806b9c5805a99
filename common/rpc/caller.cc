#include "common/rpc/caller.h"

#include "absl/strings/strip.h"

namespace dondoc::rpc {
namespace {

// Every role an officer's record may hold.
constexpr identity::RoleSet kOfficerRoles = {DIRECTOR,   OFFICE,    UNIT_HEAD, OFFICER,
                                             ACCOUNTANT, INSPECTOR, AUDITOR,   ADMIN};

}  // namespace

absl::Status Caller::CheckPlace(absl::string_view agency) const {
  if (!identity::CouldPass(method_, principal_.kind, kOfficerRoles)) {
    return identity::RoleNotAllowed(method_);
  }
  absl::string_view id = agency;
  absl::ConsumePrefix(&id, "agencies/");
  const bool officer = principal_.kind == identity::PrincipalKind::kOfficer;
  if (!officer || id.empty() || id == principal_.agency) return absl::OkStatus();
  return identity::Decide(method_, identity::RightsOf(principal_, kOfficerRoles, ""),
                          {.agency = id, .units = {}, .self_subject = ""});
}

absl::Status Caller::Admit(identity::OfficerRights rights, absl::string_view agency) {
  rights_ = std::move(rights);
  authorized_ = false;
  absl::string_view id = agency;
  absl::ConsumePrefix(&id, "agencies/");
  const absl::Status decision =
      identity::Decide(method_, rights_, {.agency = id, .units = {}, .self_subject = ""});
  if (decision.ok()) {
    authorized_ = true;
    return decision;
  }
  const bool own = rights_.roles.Intersects(method_.own_unit) && rights_.agency == id;
  const bool self = rights_.roles.Intersects(method_.self);
  return own || self ? absl::OkStatus() : decision;
}

absl::Status Caller::Authorize(const identity::ResourceRelation& resource) {
  const absl::Status decision = identity::Decide(method_, rights_, resource);
  if (decision.ok()) authorized_ = true;
  return decision;
}

}  // namespace dondoc::rpc
