// One issuer's public keys: where they are, whom they may vouch for, and how the issuer's word for
// a person becomes our subject name.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/identity/jose.h"
#include "common/identity/principal.h"

namespace dondoc::identity {

// Audience of every token of the suite, unless a key set says otherwise.
inline constexpr absl::string_view kDefaultAudience = "dondoc";
// Issuer of tokens signed by `dondoc login` with the key that `dondoc up` made.
inline constexpr absl::string_view kLocalIssuer = "dondoc-local";
// Most keys in one set: current, next and previous of a provider are three; more is a mistake.
inline constexpr size_t kMaxKeysPerSet = 64;

// One trusted issuer.
struct KeySetConfig {
  // Exact `iss` of its tokens; unique among the key sets of a server.
  std::string issuer;
  // Must be among the `aud` of its tokens.
  std::string audience = std::string(kDefaultAudience);
  // JWKS file (RFC 7517), public keys only.
  std::string path;
  // The kinds of principal it may vouch for.
  PrincipalKinds kinds;
  // Our subject name, with string claims of the token in braces. "{sub}" alone takes the claim as a
  // whole subject name; in any other template every claim must be one id ("van-a"). A provider of
  // one department: "agencies/so-khcn/officers/{preferred_username}"; a service's own key:
  // "services/finance".
  std::string subject = "{sub}";
};

// Reads "issuer=...;audience=...;file=...;kinds=officer,operator;subject=..." (a flag's value;
// audience and subject may be left out). INVALID_ARGUMENT, reason KEY_SET_CONFIG_INVALID.
absl::StatusOr<KeySetConfig> ParseKeySetConfig(absl::string_view text);

// Refuses key sets that cannot work together or are not safe: no issuer, audience, file or kind, an
// issuer twice, a bad subject template, and the local issuer on a server that listens beyond
// loopback (its signing key lies on a workstation). INVALID_ARGUMENT, reason
// KEY_SET_CONFIG_INVALID.
absl::Status CheckKeySetConfigs(absl::Span<const KeySetConfig> configs, bool loopback_only);

// A parsed KeySetConfig::subject.
class SubjectTemplate {
 public:
  // INVALID_ARGUMENT, reason KEY_SET_CONFIG_INVALID.
  static absl::StatusOr<SubjectTemplate> Parse(absl::string_view text);

  // The subject for the claims of a verified token; nullopt when a claim is missing, is not a
  // string or is not an id. The caller still parses the result as a subject name.
  std::optional<std::string> Expand(const json_t* claims) const;

 private:
  struct Part {
    std::string literal;  // Comes before the claim.
    std::string claim;    // Empty after the last literal.
  };
  std::vector<Part> parts_;
};

using KeysById = absl::flat_hash_map<std::string, std::shared_ptr<const jose::PublicKey>>;

// Reads the text of a JWKS file. Keys for encryption (`use` "enc") are passed over; any other key
// that is not sound fails the whole file, as do two keys with one id and a file without keys.
// INVALID_ARGUMENT, reason KEY_SET_INVALID or KEY_INVALID.
absl::StatusOr<KeysById> ParseJwks(absl::string_view text);

// An issuer with the keys it has now. Immutable.
struct KeySet {
  KeySetConfig config;
  SubjectTemplate subject;
  KeysById keys;
};

}  // namespace dondoc::identity
