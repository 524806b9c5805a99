#include "common/identity/local_keys.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/identity/jose.h"
#include "common/identity/key_file.h"
#include "common/identity/key_set.h"
#include "common/identity/signer.h"

namespace dondoc::identity {
namespace {

constexpr mode_t kPrivateMode = S_IRUSR | S_IWUSR;
constexpr mode_t kPublicMode = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

bool Exists(const std::string& path) {
  struct stat info;
  // Whatever is there, even a dangling link, is somebody's and is not overwritten.
  return lstat(path.c_str(), &info) == 0;
}

// A new private Ed25519 JWK with alg, use and kid; "" when the library fails.
std::string NewPrivateJwk() {
  jwk_t* private_raw = nullptr;
  jwk_t* public_raw = nullptr;
  const bool made = r_jwk_init(&private_raw) == RHN_OK && r_jwk_init(&public_raw) == RHN_OK;
  const jose::JwkPtr private_key(private_raw);
  const jose::JwkPtr public_key(public_raw);
  // The size is that of the curve and means Ed25519 here, not Ed448. No id: its default is the
  // thumbprint.
  constexpr unsigned int kEd25519Bits = 256;
  if (!made || r_jwk_generate_key_pair(private_key.get(), public_key.get(), R_KEY_TYPE_EDDSA,
                                       kEd25519Bits, nullptr) != RHN_OK) {
    return "";
  }
  const jose::TextPtr thumbprint(
      r_jwk_thumbprint(public_key.get(), R_JWK_THUMB_SHA256, R_FLAG_IGNORE_REMOTE));
  if (thumbprint == nullptr ||
      r_jwk_set_property_str(private_key.get(), "kid", thumbprint.get()) != RHN_OK ||
      r_jwk_set_property_str(private_key.get(), "alg", "EdDSA") != RHN_OK ||
      r_jwk_set_property_str(private_key.get(), "use", "sig") != RHN_OK) {
    return "";
  }
  const jose::TextPtr text(r_jwk_export_to_json_str(private_key.get(), /*pretty=*/0));
  return text == nullptr ? "" : absl::StrCat(text.get(), "\n");
}

absl::StatusOr<bool> CreateSigningKey(const std::string& path) {
  if (Exists(path)) return false;
  const std::string text = NewPrivateJwk();
  if (text.empty()) {
    return Error(absl::StatusCode::kInternal, "KEY_NOT_GENERATED",
                 {"No key could be generated.", "Không tạo được khóa."});
  }
  return WriteKeyFile(path, text, kPrivateMode, IfExists::kKeep);
}

// Sees to it that the public set at `path` holds the signer's key.
absl::Status PublishKey(const Signer& signer, const std::string& path) {
  jose::JsonPtr document(json_object());
  json_t* keys = json_array();
  json_object_set_new(document.get(), "keys", keys);
  if (Exists(path)) {
    ASSIGN_OR_RETURN(const KeyFile file, ReadKeyFile(path, KeyFileKind::kPublic));
    ASSIGN_OR_RETURN(const KeysById known, ParseJwks(file.text));
    if (known.contains(signer.key_id())) return absl::OkStatus();
    const jose::JsonPtr existing = jose::ParseObject(file.text);
    json_array_extend(keys, json_object_get(existing.get(), "keys"));
  }
  json_array_append_new(keys, signer.PublicJwk().release());
  const std::string text = absl::StrCat(jose::CompactText(document.get()), "\n");
  RETURN_IF_ERROR(ParseJwks(text).status());
  return WriteKeyFile(path, text, kPublicMode, IfExists::kReplace).status();
}

}  // namespace

LocalKeys LocalKeysIn(const std::string& directory) {
  return {.signing_key_path = absl::StrCat(directory, "/signing-key.json"),
          .key_set_path = absl::StrCat(directory, "/keys.json")};
}

absl::StatusOr<LocalKeys> CreateLocalKeys(const std::string& directory) {
  if (mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return Error(absl::StatusCode::kFailedPrecondition, "KEY_FILE_UNWRITABLE",
                 {absl::StrCat("Directory ", directory, " cannot be made: ", strerror(errno)),
                  absl::StrCat("Không tạo được thư mục ", directory, ": ", strerror(errno))})
        .With("path", directory);
  }
  LocalKeys keys = LocalKeysIn(directory);
  ASSIGN_OR_RETURN(keys.created, CreateSigningKey(keys.signing_key_path));
  ASSIGN_OR_RETURN(const auto signer, Signer::Load(keys.signing_key_path, kLocalIssuer));
  keys.key_id = signer->key_id();
  RETURN_IF_ERROR(PublishKey(*signer, keys.key_set_path));
  return keys;
}

}  // namespace dondoc::identity
