// The error catalogue of tokens. All are UNAUTHENTICATED, and none repeats any part of a token:
// what is unverified must not reach a log, and what is verified is a password to whoever reads it.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc::identity {

// TOKEN_MISSING: the call carries no token.
absl::Status TokenMissing();
// TOKEN_REPEATED: the call carries more than one authorization header.
absl::Status TokenRepeated();
// TOKEN_MALFORMED: not a compact JWS of a JWT with the members we need. `en` and `vi` say which.
absl::Status TokenMalformed(absl::string_view en, absl::string_view vi);
// TOKEN_ISSUER_UNKNOWN: no key set is configured for its issuer.
absl::Status TokenIssuerUnknown();
// TOKEN_KEY_UNKNOWN: its issuer's key set has no such key (any more).
absl::Status TokenKeyUnknown();
// TOKEN_ALGORITHM_MISMATCH: its header names another algorithm than its key has.
absl::Status TokenAlgorithmMismatch();
// TOKEN_BAD_SIGNATURE.
absl::Status TokenBadSignature();
// TOKEN_AUDIENCE_MISMATCH: it was made for another system.
absl::Status TokenAudienceMismatch(absl::string_view expected);
// TOKEN_EXPIRED.
absl::Status TokenExpired(absl::Time expired_at);
// TOKEN_NOT_YET_VALID: `nbf` or `iat` lies ahead; usually a clock is wrong.
absl::Status TokenNotYetValid(absl::Time valid_from);
// TOKEN_LIFETIME_EXCESSIVE: valid for longer than kMaxTokenLifetime.
absl::Status TokenLifetimeExcessive();
// TOKEN_SUBJECT_INVALID: its claims do not give a subject name.
absl::Status TokenSubjectInvalid();
// TOKEN_KIND_NOT_ALLOWED: its issuer may not vouch for this kind of principal.
absl::Status TokenKindNotAllowed(absl::string_view kind);

}  // namespace dondoc::identity
