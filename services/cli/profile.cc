#include "services/cli/profile.h"

#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/files.h"

namespace dondoc::cli {
namespace {

struct Field {
  const char* name;
  std::string Profile::*value;
};
constexpr Field kFields[] = {
    {"server", &Profile::server},   {"agency", &Profile::agency},
    {"officer", &Profile::officer}, {"lang", &Profile::lang},
    {"key", &Profile::key},         {"token_file", &Profile::token_file},
    {"ca", &Profile::ca},
};

absl::Status Invalid(const std::string& path, absl::string_view why_en, absl::string_view why_vi) {
  return Error(absl::StatusCode::kInvalidArgument, "PROFILE_INVALID",
               {absl::StrCat("the profile ", path, " does not hold: ", why_en),
                absl::StrCat("hồ sơ cấu hình ", path, " không dùng được: ", why_vi)})
      .With("path", path);
}

}  // namespace

absl::StatusOr<std::string> ProfilePath(const Environment& env) {
  if (const auto path = env.Get("DONDOC_PROFILE")) return *path;
  if (const auto home = env.Get("HOME")) return *home + "/.config/dondoc/profile.json";
  return Error(absl::StatusCode::kFailedPrecondition, "PROFILE_NOWHERE",
               {"neither DONDOC_PROFILE nor HOME is set, so there is no place for a profile",
                "DONDOC_PROFILE và HOME đều chưa đặt nên không có chỗ lưu cấu hình"});
}

absl::StatusOr<Profile> LoadProfile(const std::string& path) {
  std::istringstream no_input;
  auto text = ReadFile(path, kMaxProfileBytes, no_input);
  if (absl::IsNotFound(text.status())) return Profile{};
  RETURN_IF_ERROR(text);
  google::protobuf::Struct json;
  if (!google::protobuf::util::JsonStringToMessage(*text, &json).ok()) {
    return Invalid(path, "it is not a JSON object", "không phải đối tượng JSON");
  }
  Profile profile;
  for (const auto& [name, value] : json.fields()) {
    const Field* field = nullptr;
    for (const Field& candidate : kFields) {
      if (name == candidate.name) field = &candidate;
    }
    if (field == nullptr) {
      return Invalid(path, absl::StrCat("unknown field '", name, "'"),
                     absl::StrCat("trường lạ '", name, "'"));
    }
    if (value.kind_case() != google::protobuf::Value::kStringValue) {
      return Invalid(path, absl::StrCat("'", name, "' is not a string"),
                     absl::StrCat("'", name, "' không phải chuỗi"));
    }
    profile.*field->value = value.string_value();
  }
  return profile;
}

absl::Status SaveProfile(const std::string& path, const Profile& profile) {
  google::protobuf::Struct json;
  for (const Field& field : kFields) {
    if ((profile.*field.value).empty()) continue;
    (*json.mutable_fields())[field.name].set_string_value(profile.*field.value);
  }
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(json, &text, options).ok()) {
    return Invalid(path, "a value is not UTF-8 text", "có giá trị không phải UTF-8");
  }
  return WritePrivateFile(path, text);
}

}  // namespace dondoc::cli
