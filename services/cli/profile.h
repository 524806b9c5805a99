// What the command remembers between runs: a small JSON file for one person, mode 0600. It holds
// no token; it may say where one is kept.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/cli/environment.h"

namespace dondoc::cli {

// Largest profile read, in bytes: eight short strings; anything larger is another file.
inline constexpr size_t kMaxProfileBytes = 64 * 1024;

// Every field may be empty.
struct Profile {
  // Gateway, "host:port".
  std::string server;
  // Agency id, "so-khcn".
  std::string agency;
  // Subject signed in, "agencies/so-khcn/officers/van-a" or "operators/local".
  std::string officer;
  // "vi" or "en".
  std::string lang;
  // Local signing key (only used against a server on loopback).
  std::string key;
  // File that holds a token from an identity provider.
  std::string token_file;
  // PEM file with the certificate authority of the server; empty = the system's.
  std::string ca;

  friend bool operator==(const Profile&, const Profile&) = default;
};

// $DONDOC_PROFILE, else ~/.config/dondoc/profile.json; FAILED_PRECONDITION (PROFILE_NOWHERE) where
// neither DONDOC_PROFILE nor HOME is set.
absl::StatusOr<std::string> ProfilePath(const Environment& env);

// The profile at `path`; an empty one where there is no file. INVALID_ARGUMENT (PROFILE_INVALID)
// for a file that is not a profile, including one with a field unknown or not a string.
absl::StatusOr<Profile> LoadProfile(const std::string& path);

// Writes it, mode 0600, whole or not at all. FAILED_PRECONDITION (FILE_UNWRITABLE).
absl::Status SaveProfile(const std::string& path, const Profile& profile);

}  // namespace dondoc::cli
