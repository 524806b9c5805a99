// Messages as JSON: protobuf's mapping with original field names and zero values printed.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <google/protobuf/message.h>

namespace dondoc::cli {

// The message, indented, ending in LF. INTERNAL where it holds an Any of an unknown type or a
// value that JSON cannot carry.
absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message);

// As ToJson in one line, for streams: one document a line.
absl::StatusOr<std::string> ToJsonLine(const google::protobuf::Message& message);

// Reads `json` into `message`. INVALID_ARGUMENT (JSON_INVALID) with the reader's words; unknown
// fields are refused, because a misspelt field would be lost in silence.
absl::Status FromJson(absl::string_view json, google::protobuf::Message* message);

}  // namespace dondoc::cli
