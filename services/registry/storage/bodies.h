// Stored messages: to and from the `body` column.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

#include "common/sql/value.h"

namespace dondoc::registry {

// DATA_LOSS where the stored bytes are not the message.
inline absl::Status ParseBody(absl::string_view bytes, google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("a stored ", message.GetTypeName(), " does not parse"));
}

}  // namespace dondoc::registry
