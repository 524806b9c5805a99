#include "services/cli/render/json.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <google/protobuf/util/json_util.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::cli {
namespace {

namespace json = google::protobuf::util;

absl::StatusOr<std::string> Print(const google::protobuf::Message& message, bool indented) {
  json::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  options.add_whitespace = indented;
  std::string text;
  const auto status = json::MessageToJsonString(message, &text, options);
  if (!status.ok()) {
    return Error(
        absl::StatusCode::kInternal, "JSON_UNPRINTABLE",
        {absl::StrCat("the answer cannot be written as JSON: ", status.message().ToString()),
         absl::StrCat("không viết được kết quả dạng JSON: ", status.message().ToString())});
  }
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

}  // namespace

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  return Print(message, true);
}

absl::StatusOr<std::string> ToJsonLine(const google::protobuf::Message& message) {
  return Print(message, false);
}

absl::Status FromJson(absl::string_view text, google::protobuf::Message* message) {
  const auto status = json::JsonStringToMessage(std::string(text), message);
  if (status.ok()) return absl::OkStatus();
  return Error(
      absl::StatusCode::kInvalidArgument, "JSON_INVALID",
      {absl::StrCat("not a valid ", message->GetDescriptor()->name(), ": ",
                    status.message().ToString()),
       absl::StrCat("không phải ", message->GetDescriptor()->name(), " hợp lệ: ",
                    absl::StrReplaceAll(status.message().ToString(),
                                        {{"Cannot find field.", "không có trường này"}}))});
}

}  // namespace dondoc::cli
