// Who calls, and what the caller may do, for the time of one call.
#pragma once

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"
#include "common/identity/access.h"
#include "common/identity/principal.h"

namespace dondoc::rpc {

class Caller {
 public:
  Caller(identity::Principal principal, const identity::MethodAccess& method, Language language,
         std::string correlation_id)
      : principal_(std::move(principal)),
        method_(method),
        language_(language),
        correlation_id_(std::move(correlation_id)) {}

  const identity::Principal& principal() const { return principal_; }
  // Name of the officer, service or operator.
  const std::string& subject() const { return principal_.subject; }
  const identity::OfficerRights& rights() const { return rights_; }
  bool Has(Role role) const { return rights_.roles.Contains(role); }
  Language language() const { return language_; }
  const std::string& correlation_id() const { return correlation_id_; }
  const identity::MethodAccess& method() const { return method_; }

  // What the token alone decides: an officer of another agency, and a kind of caller that no grant
  // names, go no further. PERMISSION_DENIED.
  absl::Status CheckPlace(absl::string_view agency) const;

  // Takes the rights found in the call's own transaction, and decides what can be decided from the
  // agency alone. PERMISSION_DENIED where no resource of `agency` could pass. Where only a unit or
  // the caller's own record would do, the handler must call Authorize.
  absl::Status Admit(identity::OfficerRights rights, absl::string_view agency);

  // Decides for one resource; a handler of a method with unit grants calls it once the resource is
  // loaded.
  absl::Status Authorize(const identity::ResourceRelation& resource);

  // False where the handler owed a decision and did not ask for it: nothing may be answered then.
  bool authorized() const { return authorized_; }

 private:
  identity::Principal principal_;
  const identity::MethodAccess& method_;
  identity::OfficerRights rights_;
  Language language_;
  std::string correlation_id_;
  bool authorized_ = false;
};

}  // namespace dondoc::rpc
