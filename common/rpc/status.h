// The one place where absl::Status and grpc::Status meet.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"

#include "common/base/error.h"

namespace dondoc::rpc {

// What a caller may see of `status`: its code, its message in `language`, its google.rpc details.
// INTERNAL, UNKNOWN and DATA_LOSS lose their text and keep a correlation id; the caller of this
// function logs the original. Message and details are cut to what trailers can carry.
grpc::Status ToGrpcStatus(const absl::Status& status, Language language,
                          absl::string_view correlation_id);

// The other way, for clients: details become payloads again.
absl::Status FromGrpcStatus(const grpc::Status& status);

// True where the text of such an error must not leave the process.
bool IsInternal(absl::StatusCode code);

// vi where `accept_language` prefers Vietnamese; English otherwise.
Language ParseAcceptLanguage(absl::string_view accept_language);

}  // namespace dondoc::rpc
