// Who a caller is. What a caller may do is never read from here: roles and units come from the
// registry's officer records.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc::identity {

// The three sorts of callers. Values are bits of PrincipalKinds.
enum class PrincipalKind : uint8_t {
  kOfficer = 1,   // A person of an agency: "agencies/so-khcn/officers/van-a".
  kService = 2,   // A service of the suite under its own name: "services/finance".
  kOperator = 4,  // Runs the installation: "operators/root".
};

// "officer", "service" or "operator".
absl::string_view PrincipalKindName(PrincipalKind kind);

// A set of kinds.
class PrincipalKinds {
 public:
  constexpr PrincipalKinds() = default;
  constexpr PrincipalKinds(PrincipalKind kind)  // NOLINT(google-explicit-constructor): a set of one
      : bits_(static_cast<uint8_t>(kind)) {}
  constexpr PrincipalKinds operator|(PrincipalKinds other) const {
    PrincipalKinds result;
    result.bits_ = bits_ | other.bits_;
    return result;
  }
  constexpr bool Contains(PrincipalKind kind) const {
    return (bits_ & static_cast<uint8_t>(kind)) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(PrincipalKinds, PrincipalKinds) = default;

 private:
  uint8_t bits_ = 0;
};

constexpr PrincipalKinds operator|(PrincipalKind a, PrincipalKind b) {
  return PrincipalKinds(a) | PrincipalKinds(b);
}

// A verified caller.
struct Principal {
  PrincipalKind kind = PrincipalKind::kOfficer;
  // Resource name of the caller, e.g. "agencies/so-khcn/officers/van-a".
  std::string subject;
  // Agency id of an officer ("so-khcn"); empty for services and operators.
  std::string agency;
  // `iss` of the token that proved it.
  std::string issuer;
  // Id of the key that signed that token.
  std::string key_id;
  // When the token ends; streams must not outlive it by more than kTokenLeeway.
  absl::Time expires_at = absl::InfinitePast();

  // Last segment of the subject: the officer's, service's or operator's id.
  absl::string_view id() const;
};

// Longest id of a resource, in characters: a DNS label, so that it fits host names and file names.
inline constexpr size_t kMaxIdLength = 63;

// True for 1..63 characters of a-z, 0-9 and '-', without '-' at either end (AIP-122; digits may
// lead, because generated ids are UUIDs).
bool IsResourceId(absl::string_view id);

// The parts of a subject. Views into the text that was parsed.
struct SubjectName {
  PrincipalKind kind;
  // Empty unless `kind` is an officer.
  absl::string_view agency;
  absl::string_view id;
};

// Splits and validates a subject name. INVALID_ARGUMENT, reason SUBJECT_INVALID, for anything but
// "agencies/{agency}/officers/{officer}", "services/{service}" and "operators/{operator}".
absl::StatusOr<SubjectName> ParseSubject(absl::string_view subject);

// Builds "agencies/{agency}/officers/{officer}".
std::string OfficerSubject(absl::string_view agency, absl::string_view officer);

}  // namespace dondoc::identity
