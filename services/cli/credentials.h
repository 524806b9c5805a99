// Where the token of a call comes from.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/base/clock.h"
#include "services/cli/client.h"
#include "services/cli/settings.h"

namespace dondoc::cli {

// How long a token signed for the calls of one run lasts; a watch signs the next one at half time.
inline constexpr absl::Duration kCallTokenLifetime = absl::Minutes(10);
// Largest token file read, in bytes; services take tokens of at most 8 KiB.
inline constexpr size_t kMaxTokenFileBytes = 8 * 1024;

// A token for `settings.subject` signed with the local key. FAILED_PRECONDITION
// (LOCAL_LOGIN_NOT_LOOPBACK) where the server is not on this machine: nobody else trusts the key;
// UNAUTHENTICATED (NOT_SIGNED_IN) where subject or key is not known.
absl::StatusOr<std::string> SignLocalToken(const Settings& settings, absl::Duration lifetime,
                                           absl::Time now);

// The token in `path`, which must be readable by its owner alone; surrounding space is dropped.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

// The source that the settings ask for: a ready token, else the token file, else tokens signed
// afresh; a source that fails with UNAUTHENTICATED (NOT_SIGNED_IN) where there is none. `clock`
// must outlive it.
TokenSource MakeTokenSource(const Settings& settings, Clock& clock);

}  // namespace dondoc::cli
