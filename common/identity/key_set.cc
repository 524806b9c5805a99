#include "common/identity/key_set.h"

#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::identity {
namespace {

absl::Status ConfigInvalid(absl::string_view issuer, Text why) {
  return Error(absl::StatusCode::kInvalidArgument, "KEY_SET_CONFIG_INVALID",
               {absl::StrCat("Key set \"", issuer, "\": ", why.en),
                absl::StrCat("Bộ khóa \"", issuer, "\": ", why.vi)})
      .With("issuer", issuer);
}

absl::Status JwksInvalid(Text why) {
  return Error(absl::StatusCode::kInvalidArgument, "KEY_SET_INVALID", std::move(why));
}

absl::StatusOr<PrincipalKinds> ParseKinds(absl::string_view text) {
  PrincipalKinds kinds;
  for (const absl::string_view name : absl::StrSplit(text, ',')) {
    bool known = false;
    for (const auto kind :
         {PrincipalKind::kOfficer, PrincipalKind::kService, PrincipalKind::kOperator}) {
      if (name != PrincipalKindName(kind)) continue;
      kinds = kinds | kind;
      known = true;
    }
    if (!known) {
      return ConfigInvalid("", {"kinds are officer, service and operator, with commas between",
                                "kinds gồm officer, service và operator, cách nhau bằng dấu phẩy"});
    }
  }
  return kinds;
}

// True for a key that says it is for encryption, which providers publish beside the others.
bool IsForEncryption(const json_t* jwk) { return jose::StringMember(jwk, "use") == "enc"; }

// `use` and `key_ops`, where present, must allow verification.
bool MayVerify(const json_t* jwk) {
  const json_t* use = json_object_get(jwk, "use");
  if (use != nullptr && jose::StringMember(jwk, "use") != "sig") return false;
  const json_t* operations = json_object_get(jwk, "key_ops");
  if (operations == nullptr) return true;
  for (size_t i = 0; i < json_array_size(operations); ++i) {
    const json_t* operation = json_array_get(operations, i);
    if (json_is_string(operation) && absl::string_view(json_string_value(operation)) == "verify") {
      return true;
    }
  }
  return false;
}

}  // namespace

absl::StatusOr<KeySetConfig> ParseKeySetConfig(absl::string_view text) {
  KeySetConfig config;
  absl::flat_hash_set<absl::string_view> seen;
  for (const absl::string_view item : absl::StrSplit(text, ';', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(item, absl::MaxSplits('=', 1));
    const auto& [name, value] = pair;
    if (!seen.insert(name).second) {
      return ConfigInvalid(config.issuer, {absl::StrCat(name, " is given twice"),
                                           absl::StrCat(name, " được ghi hai lần")});
    }
    if (name == "issuer") {
      config.issuer = std::string(value);
    } else if (name == "audience") {
      config.audience = std::string(value);
    } else if (name == "file") {
      config.path = std::string(value);
    } else if (name == "subject") {
      config.subject = std::string(value);
    } else if (name == "kinds") {
      ASSIGN_OR_RETURN(config.kinds, ParseKinds(value));
    } else {
      return ConfigInvalid(
          config.issuer,
          {absl::StrCat("\"", name, "\" is not one of issuer, audience, file, kinds, subject"),
           absl::StrCat("\"", name,
                        "\" không thuộc issuer, audience, file, "
                        "kinds, subject")});
    }
  }
  RETURN_IF_ERROR(CheckKeySetConfigs({&config, 1}, /*loopback_only=*/true));
  return config;
}

absl::Status CheckKeySetConfigs(absl::Span<const KeySetConfig> configs, bool loopback_only) {
  absl::flat_hash_set<absl::string_view> issuers;
  for (const auto& config : configs) {
    if (config.issuer.empty() || config.audience.empty() || config.path.empty() ||
        config.kinds.empty()) {
      return ConfigInvalid(config.issuer, {"issuer, audience, file and kinds are all needed",
                                           "cần đủ issuer, audience, file và kinds"});
    }
    if (!issuers.insert(config.issuer).second) {
      return ConfigInvalid(config.issuer,
                           {"two key sets have this issuer; put their keys in one file",
                            "hai bộ khóa trùng issuer; hãy gộp khóa vào một tệp"});
    }
    if (config.issuer == kLocalIssuer && !loopback_only) {
      return ConfigInvalid(config.issuer,
                           {"the local issuer serves loopback addresses only; use an OpenID "
                            "provider's keys on a network",
                            "issuer cục bộ chỉ dùng cho địa chỉ loopback; trên mạng hãy dùng khóa "
                            "của nhà cung cấp OpenID"});
    }
    RETURN_IF_ERROR(SubjectTemplate::Parse(config.subject).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<SubjectTemplate> SubjectTemplate::Parse(absl::string_view text) {
  SubjectTemplate result;
  absl::string_view rest = text;
  // Stands for every claim while the shape is checked: a template must be able to give a subject.
  std::string sample;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    Part part{.literal = std::string(rest.substr(0, open)), .claim = {}};
    rest.remove_prefix(open == absl::string_view::npos ? rest.size() : open + 1);
    if (open != absl::string_view::npos) {
      const size_t close = rest.find('}');
      part.claim = std::string(rest.substr(0, close));
      if (close == absl::string_view::npos || part.claim.empty()) {
        return ConfigInvalid("", {"a claim in the subject template is written {name}",
                                  "trường trong mẫu chủ thể phải viết là {tên}"});
      }
      rest.remove_prefix(close + 1);
    }
    absl::StrAppend(&sample, part.literal, part.claim.empty() ? "" : "x");
    result.parts_.push_back(std::move(part));
  }
  const bool whole_claim =
      result.parts_.size() == 1 && result.parts_[0].literal.empty() && sample == "x";
  if (!whole_claim && !ParseSubject(sample).ok()) {
    return ConfigInvalid("", {"the subject template must give a subject name, e.g. "
                              "agencies/so-khcn/officers/{preferred_username}",
                              "mẫu chủ thể phải cho ra tên chủ thể, ví dụ "
                              "agencies/so-khcn/officers/{preferred_username}"});
  }
  return result;
}

std::optional<std::string> SubjectTemplate::Expand(const json_t* claims) const {
  const bool whole_claim = parts_.size() == 1 && parts_[0].literal.empty();
  std::string subject;
  for (const auto& part : parts_) {
    subject += part.literal;
    if (part.claim.empty()) continue;
    const auto value = jose::StringMember(claims, part.claim.c_str());
    if (!value || (!whole_claim && !IsResourceId(*value))) return std::nullopt;
    absl::StrAppend(&subject, *value);
  }
  return subject;
}

absl::StatusOr<KeysById> ParseJwks(absl::string_view text) {
  const jose::JsonPtr document = jose::ParseObject(text);
  const json_t* keys = document ? json_object_get(document.get(), "keys") : nullptr;
  if (!json_is_array(keys)) {
    return JwksInvalid({"The file is not a JSON object with a \"keys\" array (RFC 7517).",
                        "Tệp không phải đối tượng JSON có mảng \"keys\" (RFC 7517)."});
  }
  if (json_array_size(keys) > kMaxKeysPerSet) {
    return JwksInvalid({"A key set holds at most 64 keys.", "Một bộ khóa có nhiều nhất 64 khóa."});
  }
  KeysById result;
  for (size_t i = 0; i < json_array_size(keys); ++i) {
    const json_t* jwk = json_array_get(keys, i);
    if (IsForEncryption(jwk)) continue;
    ASSIGN_OR_RETURN(auto key, jose::PublicKey::FromJwk(jwk));
    if (!MayVerify(jwk)) {
      return JwksInvalid({absl::StrCat("Key ", key->key_id(), " is not for verifying signatures."),
                          absl::StrCat("Khóa ", key->key_id(), " không dùng để kiểm tra chữ ký.")});
    }
    const std::string key_id = key->key_id();
    if (!result.emplace(key_id, std::move(key)).second) {
      return JwksInvalid({absl::StrCat("Two keys have the id ", key_id, "."),
                          absl::StrCat("Hai khóa trùng mã ", key_id, ".")});
    }
  }
  if (result.empty()) {
    return JwksInvalid({"The key set holds no key that verifies signatures.",
                        "Bộ khóa không có khóa nào kiểm tra được chữ ký."});
  }
  return result;
}

}  // namespace dondoc::identity
