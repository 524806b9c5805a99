#include "common/identity/access.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

// "Director, Head of unit (own unit)" and its Vietnamese, in the order of the contract.
Text Holders(const MethodAccess& method) {
  std::vector<std::string> en, vi;
  for (const auto& grant : method.access.grants()) {
    absl::string_view where_en, where_vi;
    switch (grant.relation()) {
      case OWN_UNIT:
        where_en = " (own unit)";
        where_vi = " (việc của đơn vị mình)";
        break;
      case SELF:
        where_en = " (own record)";
        where_vi = " (của chính mình)";
        break;
      default:
        break;
    }
    en.push_back(absl::StrCat(RoleNameEn(grant.role()), where_en));
    vi.push_back(absl::StrCat(RoleNameVi(grant.role()), where_vi));
  }
  return {absl::StrJoin(en, ", "), absl::StrJoin(vi, ", ")};
}

absl::Status Denied(const MethodAccess& method, absl::string_view reason, absl::string_view en,
                    absl::string_view vi) {
  const Text holders = Holders(method);
  std::vector<std::string> needed;
  for (const auto& grant : method.access.grants()) {
    const std::string& role = Role_Name(grant.role());
    if (std::find(needed.begin(), needed.end(), role) == needed.end()) needed.push_back(role);
  }
  return Error(absl::StatusCode::kPermissionDenied, reason,
               {absl::StrCat(en, " It is for: ", holders.en, "."),
                absl::StrCat(vi, " Người được làm việc này: ", holders.vi, ".")})
      .With("method", method.path)
      .With("needed_roles", absl::StrJoin(needed, ","));
}

}  // namespace

OfficerRights RightsOf(const Principal& principal, RoleSet roles, absl::string_view unit) {
  OfficerRights rights{.subject = principal.subject};
  switch (principal.kind) {
    case PrincipalKind::kOfficer:
      rights.roles = roles.Without(kReservedRoles);
      rights.agency = principal.agency;
      rights.unit = std::string(unit);
      break;
    case PrincipalKind::kService:
      rights.roles = {SERVICE};
      break;
    case PrincipalKind::kOperator:
      rights.roles = {OPERATOR};
      break;
  }
  return rights;
}

MethodAccess CompileAccess(absl::string_view path, const Access& access) {
  MethodAccess method{.path = std::string(path), .access = access};
  for (const auto& grant : access.grants()) {
    switch (grant.relation()) {
      case AGENCY:
        method.own_agency.Add(grant.role());
        break;
      case OWN_UNIT:
        method.own_unit.Add(grant.role());
        break;
      case SELF:
        method.self.Add(grant.role());
        break;
      case EVERY_AGENCY:
        method.every_agency.Add(grant.role());
        break;
      default:
        continue;  // Grants nothing.
    }
    method.any.Add(grant.role());
  }
  return method;
}

bool CouldPass(const MethodAccess& method, PrincipalKind kind, RoleSet roles) {
  if (method.access.public_()) return true;
  switch (kind) {
    case PrincipalKind::kOfficer:
      return method.any.Intersects(roles.Without(kReservedRoles));
    case PrincipalKind::kService:
      return method.any.Contains(SERVICE);
    case PrincipalKind::kOperator:
      return method.any.Contains(OPERATOR);
  }
  return false;
}

absl::Status RoleNotAllowed(const MethodAccess& method) {
  return Denied(method, "ROLE_NOT_ALLOWED", "Your role may not do this.",
                "Vai trò của bạn không được làm việc này.");
}

absl::Status Decide(const MethodAccess& method, const OfficerRights& rights,
                    const ResourceRelation& resource) {
  if (method.access.public_() || method.every_agency.Intersects(rights.roles)) {
    return absl::OkStatus();
  }
  const bool same_agency = !rights.agency.empty() && rights.agency == resource.agency;
  if (same_agency && method.own_agency.Intersects(rights.roles)) return absl::OkStatus();
  const bool by_unit = method.own_unit.Intersects(rights.roles);
  if (by_unit && same_agency && !rights.unit.empty() &&
      std::find(resource.units.begin(), resource.units.end(), rights.unit) !=
          resource.units.end()) {
    return absl::OkStatus();
  }
  const bool by_self = method.self.Intersects(rights.roles);
  if (by_self && !rights.subject.empty() && rights.subject == resource.self_subject) {
    return absl::OkStatus();
  }

  if (by_unit && same_agency) {
    return Denied(method, "NOT_YOUR_UNIT", "Your unit neither leads nor cooperates in this.",
                  "Đơn vị của bạn không chủ trì, cũng không phối hợp việc này.");
  }
  if (by_unit || method.own_agency.Intersects(rights.roles)) {
    return Denied(method, "NOT_YOUR_AGENCY", "This belongs to another agency.",
                  "Việc này thuộc cơ quan khác.");
  }
  if (by_self) {
    return Denied(method, "NOT_YOURSELF", "This belongs to somebody else.",
                  "Việc này là của người khác.");
  }
  return RoleNotAllowed(method);
}

absl::string_view RoleNameVi(Role role) {
  switch (role) {
    case DIRECTOR:
      return "Giám đốc";
    case OFFICE:
      return "Văn phòng";
    case UNIT_HEAD:
      return "Trưởng đơn vị";
    case OFFICER:
      return "Chuyên viên";
    case ACCOUNTANT:
      return "Kế toán";
    case INSPECTOR:
      return "Thanh tra viên";
    case AUDITOR:
      return "Kiểm toán";
    case ADMIN:
      return "Quản trị";
    case SERVICE:
      return "Dịch vụ của hệ thống";
    case OPERATOR:
      return "Người vận hành";
    default:
      return "Không rõ";
  }
}

absl::string_view RoleNameEn(Role role) {
  switch (role) {
    case DIRECTOR:
      return "Director";
    case OFFICE:
      return "Department Office";
    case UNIT_HEAD:
      return "Head of unit";
    case OFFICER:
      return "Officer";
    case ACCOUNTANT:
      return "Accountant";
    case INSPECTOR:
      return "Inspector";
    case AUDITOR:
      return "Auditor";
    case ADMIN:
      return "Administrator";
    case SERVICE:
      return "Service of the suite";
    case OPERATOR:
      return "Operator";
    default:
      return "Unknown";
  }
}

}  // namespace dondoc::identity
