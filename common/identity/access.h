// May this caller do this to that? The rule of a method as its contract writes it
// (proto/dondoc/access.proto), and the decision. Pure: no I/O, no locks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/identity/principal.h"

#include "dondoc/access.pb.h"

namespace dondoc::identity {

// A set of dondoc::Role.
class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<Role> roles) {
    for (const Role role : roles) Add(role);
  }
  // ROLE_UNSPECIFIED and values this build does not know are left out.
  constexpr void Add(Role role) {
    if (role > ROLE_UNSPECIFIED && role <= OPERATOR) bits_ |= Bit(role);
  }
  constexpr bool Contains(Role role) const { return (bits_ & Bit(role)) != 0; }
  constexpr bool Intersects(RoleSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr RoleSet Without(RoleSet other) const { return FromBits(bits_ & ~other.bits_); }
  constexpr RoleSet With(RoleSet other) const { return FromBits(bits_ | other.bits_); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr uint32_t bits() const { return bits_; }
  friend constexpr bool operator==(RoleSet, RoleSet) = default;

 private:
  static constexpr uint32_t Bit(Role role) {
    return role >= 0 && role < 32 ? uint32_t{1} << role : 0;
  }
  static constexpr RoleSet FromBits(uint32_t bits) {
    RoleSet set;
    set.bits_ = bits;
    return set;
  }
  uint32_t bits_ = 0;
};

// What no officer record may grant: these follow from the kind of principal alone.
inline constexpr RoleSet kReservedRoles = {SERVICE, OPERATOR};

// What a caller is, for a decision: from the registry's officer records for people, from the kind
// for services and operators. Build it with RightsOf.
struct OfficerRights {
  RoleSet roles;
  std::string agency;   // Id; empty for services and operators.
  std::string unit;     // Id of the officer's unit; empty where there is none.
  std::string subject;  // Subject name.
};

// The rights of a verified caller. `roles` and `unit` are those of the officer's record; they are
// ignored for services and operators, and reserved roles are taken out for officers.
OfficerRights RightsOf(const Principal& principal, RoleSet roles, absl::string_view unit);

// How a resource stands to people. Views must outlive the decision.
struct ResourceRelation {
  // Agency id that owns the resource; empty for what belongs to no agency.
  absl::string_view agency;
  // Ids of the lead and cooperating units.
  std::vector<absl::string_view> units;
  // Subject name of the officer whose own record this is; empty for anything else.
  absl::string_view self_subject;
};

// The rule of one rpc, made ready for decisions. Immutable.
struct MethodAccess {
  // "/dondoc.registry.v1.TaskService/GetTask".
  std::string path;
  Access access;
  // Roles by the relation they need.
  RoleSet every_agency, own_agency, own_unit, self;
  // All of them.
  RoleSet any;
};

// Sorts the grants of `access`.
MethodAccess CompileAccess(absl::string_view path, const Access& access);

// The gateway's coarse check: false only where no resource exists on which a caller of `kind` with
// `roles` could pass. Where the roles are not known, ask with all roles of officers.
bool CouldPass(const MethodAccess& method, PrincipalKind kind, RoleSet roles);

// The error for a caller that CouldPass refuses: PERMISSION_DENIED, reason ROLE_NOT_ALLOWED.
absl::Status RoleNotAllowed(const MethodAccess& method);

// The exact check. OK, or PERMISSION_DENIED with reason ROLE_NOT_ALLOWED (no grant for any role of
// the caller), NOT_YOUR_UNIT, NOT_YOUR_AGENCY or NOT_YOURSELF (a role fits, the resource does not;
// the nearest miss is named). Metadata: method, needed_roles.
absl::Status Decide(const MethodAccess& method, const OfficerRights& rights,
                    const ResourceRelation& resource);

// The office's word for a role, e.g. "Chuyên viên", and the English one.
absl::string_view RoleNameVi(Role role);
absl::string_view RoleNameEn(Role role);

}  // namespace dondoc::identity
