#include "services/cli/credentials.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/identity/key_file.h"
#include "common/identity/key_set.h"
#include "common/identity/signer.h"

namespace dondoc::cli {
namespace {

absl::Status NotSignedIn() {
  return Error(absl::StatusCode::kUnauthenticated, "NOT_SIGNED_IN",
               {"nobody is signed in", "chưa đăng nhập"});
}

}  // namespace

absl::StatusOr<std::string> SignLocalToken(const Settings& settings, absl::Duration lifetime,
                                           absl::Time now) {
  if (settings.subject.empty()) return NotSignedIn();
  if (settings.key.empty()) {
    return Error(absl::StatusCode::kUnauthenticated, "NOT_SIGNED_IN",
                 {"no local signing key is known: --key FILE, DONDOC_KEY or the profile",
                  "chưa biết khóa ký tại chỗ: --key TỆP, biến DONDOC_KEY hoặc cấu hình"});
  }
  if (!settings.server.empty() && !IsLoopback(settings.server)) {
    return Error(
               absl::StatusCode::kFailedPrecondition, "LOCAL_LOGIN_NOT_LOOPBACK",
               {absl::StrCat("a local key is only for a server on this machine, not for ",
                             settings.server, "; use --token or `dondoc login --token-file FILE`"),
                absl::StrCat("khóa tại chỗ chỉ dùng cho máy chủ trên máy này, không dùng cho ",
                             settings.server,
                             "; hãy dùng --token hoặc `dondoc login "
                             "--token-file TỆP`")})
        .With("server", settings.server);
  }
  ASSIGN_OR_RETURN(const auto signer, identity::Signer::Load(settings.key, identity::kLocalIssuer));
  return signer->Sign(settings.subject, identity::kDefaultAudience, lifetime, now);
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  ASSIGN_OR_RETURN(const identity::KeyFile file,
                   identity::ReadKeyFile(path, identity::KeyFileKind::kPrivate));
  const std::string token(absl::StripAsciiWhitespace(file.text));
  if (token.empty() || token.size() > kMaxTokenFileBytes) {
    return Error(absl::StatusCode::kUnauthenticated, "TOKEN_FILE_INVALID",
                 {absl::StrCat(path, " does not hold one token"),
                  absl::StrCat(path, " không chứa một mã truy cập")})
        .With("path", path);
  }
  return token;
}

TokenSource MakeTokenSource(const Settings& settings, Clock& clock) {
  if (!settings.token.empty()) {
    return [token = settings.token]() -> absl::StatusOr<std::string> { return token; };
  }
  if (!settings.token_file.empty()) {
    // Read for every call: whoever renews the file is noticed by a running watch.
    return [path = settings.token_file] { return ReadTokenFile(path); };
  }
  struct Signed {
    std::string token;
    absl::Time renew_at = absl::InfinitePast();
  };
  return [settings, &clock, last = std::make_shared<Signed>()]() -> absl::StatusOr<std::string> {
    const absl::Time now = clock.Now();
    if (now >= last->renew_at) {
      ASSIGN_OR_RETURN(last->token, SignLocalToken(settings, kCallTokenLifetime, now));
      last->renew_at = now + kCallTokenLifetime / 2;
    }
    return last->token;
  };
}

}  // namespace dondoc::cli
