#include "common/identity/token.h"

#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

#include "common/base/status_macros.h"
#include "common/identity/jose.h"
#include "common/identity/token_errors.h"

namespace dondoc::identity {
namespace {

// The three parts of a compact JWS, still encoded.
struct Segments {
  absl::string_view header, payload, signature;
};

std::optional<Segments> Split(absl::string_view token) {
  const size_t first = token.find('.');
  if (first == absl::string_view::npos) return std::nullopt;
  const size_t second = token.find('.', first + 1);
  if (second == absl::string_view::npos || token.find('.', second + 1) != absl::string_view::npos) {
    return std::nullopt;
  }
  return Segments{.header = token.substr(0, first),
                  .payload = token.substr(first + 1, second - first - 1),
                  .signature = token.substr(second + 1)};
}

jose::JsonPtr DecodeObject(absl::string_view segment) {
  const auto text = jose::DecodeBase64Url(segment);
  return text ? jose::ParseObject(*text) : nullptr;
}

struct Header {
  std::string algorithm;
  std::string key_id;
};

// Only alg, kid and typ are understood. Anything else (crit, zip, a key brought along, an address
// to fetch one from) would ask us to process the token in a way we do not.
absl::StatusOr<Header> ReadHeader(absl::string_view segment) {
  const jose::JsonPtr json = DecodeObject(segment);
  if (json == nullptr) {
    return TokenMalformed("its header is not a JSON object", "phần đầu không phải đối tượng JSON");
  }
  const auto algorithm = jose::StringMember(json.get(), "alg");
  const auto key_id = jose::StringMember(json.get(), "kid");
  if (!algorithm || !key_id || key_id->empty()) {
    return TokenMalformed("its header needs alg and kid", "phần đầu cần có alg và kid");
  }
  size_t known = 2;
  if (json_object_get(json.get(), "typ") != nullptr) {
    const auto type = jose::StringMember(json.get(), "typ");
    if (!type ||
        !(absl::EqualsIgnoreCase(*type, "JWT") || absl::EqualsIgnoreCase(*type, "at+jwt"))) {
      return TokenMalformed("it is not of type JWT", "không thuộc loại JWT");
    }
    ++known;
  }
  if (json_object_size(json.get()) != known) {
    return TokenMalformed("its header says more than alg, kid and typ",
                          "phần đầu có mục ngoài alg, kid và typ");
  }
  return Header{.algorithm = std::string(*algorithm), .key_id = std::string(*key_id)};
}

// A NumericDate (RFC 7519 section 2) up to the year 9999; nullopt for anything else.
std::optional<absl::Time> TimeMember(const json_t* claims, const char* name) {
  const json_t* member = json_object_get(claims, name);
  if (!json_is_number(member)) return std::nullopt;
  constexpr double kYear9999 = 253402300799.0;
  const double seconds = json_number_value(member);
  if (!std::isfinite(seconds) || seconds < 0 || seconds > kYear9999) return std::nullopt;
  return absl::FromUnixSeconds(static_cast<int64_t>(seconds));
}

// `aud` is one string or an array of strings.
bool HasAudience(const json_t* claims, absl::string_view audience) {
  if (jose::StringMember(claims, "aud") == audience) return true;
  const json_t* member = json_object_get(claims, "aud");
  bool found = false;
  for (size_t i = 0; i < json_array_size(member); ++i) {
    const json_t* item = json_array_get(member, i);
    if (!json_is_string(item)) return false;
    found |= absl::string_view(json_string_value(item), json_string_length(item)) == audience;
  }
  return found;
}

// The times of a token that hold at `now`; returns `exp`.
absl::StatusOr<absl::Time> CheckTimes(const json_t* claims, absl::Time now) {
  const auto issued_at = TimeMember(claims, "iat");
  const auto expires_at = TimeMember(claims, "exp");
  const bool has_start = json_object_get(claims, "nbf") != nullptr;
  const auto not_before = TimeMember(claims, "nbf");
  if (!issued_at || !expires_at || (has_start && !not_before) || *expires_at <= *issued_at) {
    return TokenMalformed("iat and exp are needed, nbf is allowed; all are seconds since 1970",
                          "cần iat và exp, có thể có nbf; đều tính bằng giây từ năm 1970");
  }
  if (*expires_at - *issued_at > kMaxTokenLifetime) return TokenLifetimeExcessive();
  const absl::Time valid_from = std::max(*issued_at, not_before.value_or(*issued_at));
  if (now < valid_from - kTokenLeeway) return TokenNotYetValid(valid_from);
  if (now >= *expires_at + kTokenLeeway) return TokenExpired(*expires_at);
  return *expires_at;
}

absl::StatusOr<Principal> VerifyWith(const KeySnapshot& keys, absl::string_view token,
                                     absl::Time now) {
  const auto segments = Split(token);
  if (!segments) return TokenMalformed("it is not in three parts", "không gồm ba phần");
  ASSIGN_OR_RETURN(const Header header, ReadHeader(segments->header));
  const jose::JsonPtr claims = DecodeObject(segments->payload);
  if (claims == nullptr || !jose::DecodeBase64Url(segments->signature)) {
    return TokenMalformed("its claims or signature are not what they should be",
                          "phần nội dung hoặc chữ ký sai dạng");
  }

  // The issuer chooses the key set before it is proven; the signature then proves it.
  const auto issuer = jose::StringMember(claims.get(), "iss");
  if (!issuer) return TokenMalformed("it names no issuer", "không ghi nơi cấp");
  const auto key_set = keys.by_issuer.find(*issuer);
  if (key_set == keys.by_issuer.end()) return TokenIssuerUnknown();
  const KeySet& trusted = *key_set->second;
  const auto key = trusted.keys.find(header.key_id);
  if (key == trusted.keys.end()) return TokenKeyUnknown();
  if (header.algorithm != jose::AlgorithmName(key->second->algorithm())) {
    return TokenAlgorithmMismatch();
  }
  if (!key->second->Verifies(token)) return TokenBadSignature();

  if (!HasAudience(claims.get(), trusted.config.audience)) {
    return TokenAudienceMismatch(trusted.config.audience);
  }
  ASSIGN_OR_RETURN(const absl::Time expires_at, CheckTimes(claims.get(), now));
  // `sub` is mandatory even where another claim names the person (OpenID Connect Core section 2).
  const auto sub = jose::StringMember(claims.get(), "sub");
  const auto subject = sub ? trusted.subject.Expand(claims.get()) : std::nullopt;
  if (!subject) return TokenSubjectInvalid();
  const auto name = ParseSubject(*subject);
  if (!name.ok()) return TokenSubjectInvalid();
  if (!trusted.config.kinds.Contains(name->kind)) {
    return TokenKindNotAllowed(PrincipalKindName(name->kind));
  }
  return Principal{.kind = name->kind,
                   .subject = *subject,
                   .agency = std::string(name->agency),
                   .issuer = std::string(*issuer),
                   .key_id = header.key_id,
                   .expires_at = expires_at};
}

}  // namespace

absl::StatusOr<absl::string_view> BearerToken(absl::string_view authorization) {
  absl::string_view rest = absl::StripAsciiWhitespace(authorization);
  if (rest.empty()) return TokenMissing();
  constexpr absl::string_view kScheme = "bearer";
  if (!absl::StartsWithIgnoreCase(rest, kScheme) ||
      (rest.size() > kScheme.size() && rest[kScheme.size()] != ' ')) {
    return TokenMalformed("the authorization scheme is not Bearer",
                          "kiểu xác thực không phải Bearer");
  }
  rest = absl::StripLeadingAsciiWhitespace(rest.substr(kScheme.size()));
  if (rest.empty()) return TokenMissing();
  return rest;
}

absl::StatusOr<Principal> TokenVerifier::Verify(absl::string_view token, absl::Time now) {
  if (token.empty()) return TokenMissing();
  if (token.size() > kMaxTokenBytes) {
    return TokenMalformed("it is longer than 8 KiB", "dài quá 8 KiB");
  }
  const TokenHash hash = HashToken(token);
  if (const auto known = cache_.Find(hash, ring_.Generation(), now)) return *known;
  const auto keys = ring_.Snapshot();
  ASSIGN_OR_RETURN(Principal principal, VerifyWith(*keys, token, now));
  cache_.Put(hash, keys->generation, now, std::make_shared<const Principal>(principal));
  return principal;
}

}  // namespace dondoc::identity
