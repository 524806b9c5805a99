// What holds for one run: each value from the flag, else the environment, else the profile.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "services/cli/environment.h"
#include "services/cli/lang.h"
#include "services/cli/profile.h"

namespace dondoc::cli {

enum class Output { kTable, kJson, kCsv, kHtml };

// Default bound of one call: what the services clamp a call to.
inline constexpr absl::Duration kDefaultTimeout = absl::Seconds(30);
// Longest bound that may be asked for; a watch is not bounded by it.
inline constexpr absl::Duration kMaxTimeout = absl::Minutes(10);

// The global flags as typed; empty = not given.
struct GlobalFlags {
  std::string server;
  std::string token;
  std::string agency;
  std::string subject;  // --as
  std::string key;
  std::string ca;
  std::string lang;
  std::string output;
  std::string request_id;
  std::optional<double> timeout_seconds;
  bool no_color = false;
};

struct Settings {
  std::string server;      // "host:port"; empty where nobody said.
  std::string token;       // Ready token from flag or environment.
  std::string token_file;  // File with a token, from the profile.
  std::string subject;     // Full subject to sign for with `key`.
  std::string agency;      // Agency id or name; empty where nobody said.
  std::string key;         // Path of the local signing key.
  std::string ca;          // Path of a PEM file.
  std::string request_id;  // Given by the user for a repeat; empty = made afresh.
  Lang lang;
  std::optional<Output> output;  // As asked for; each command has its own default.
  absl::Duration timeout = kDefaultTimeout;
  bool color = false;  // Colour on standard output.
};

// Combines the three sources. INVALID_ARGUMENT naming every bad flag at once.
absl::StatusOr<Settings> ResolveSettings(const GlobalFlags& flags, const Environment& env,
                                         const Profile& profile);

// The language before flags are parsed, for the help: --lang among `args`, DONDOC_LANG, the
// profile, else Vietnamese. Wrong values are left for ResolveSettings to refuse.
Lang EarlyLanguage(const std::vector<std::string>& args, const Environment& env,
                   const Profile& profile);

}  // namespace dondoc::cli
