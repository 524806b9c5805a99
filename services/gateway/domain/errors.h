// The gateway's error catalogue. Everything else that callers see comes from the services.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc::gateway {

// METHOD_UNKNOWN (UNIMPLEMENTED): no service has this method.
absl::Status MethodUnknown(absl::string_view path);
// METHOD_NOT_SERVED (UNIMPLEMENTED): the contract has it, the running service is older.
absl::Status MethodNotServed(absl::string_view service, absl::string_view path);
// REQUEST_MISSING (INVALID_ARGUMENT): a unary call without its message.
absl::Status RequestMissing();
// REQUEST_MALFORMED (INVALID_ARGUMENT): bytes that are not the request's message.
absl::Status RequestMalformed();
// OVERLOADED (UNAVAILABLE): too many calls under way.
absl::Status Overloaded();
// TOO_MANY_STREAMS (RESOURCE_EXHAUSTED): too many open streams of this caller.
absl::Status TooManyStreams();
// RATE_LIMITED (RESOURCE_EXHAUSTED): too many calls of this caller.
absl::Status RateLimited(absl::Duration retry_after);
// SERVER_STOPPING (UNAVAILABLE): the gateway is going down; another one will answer.
absl::Status ServerStopping();
// BACKEND_UNREACHABLE (UNAVAILABLE): no connection to the service.
absl::Status BackendUnreachable(absl::string_view service);
// BACKEND_TIMEOUT (DEADLINE_EXCEEDED): the service did not answer in time.
absl::Status BackendTimeout(absl::string_view service);
// MESSAGE_TOO_LARGE (RESOURCE_EXHAUSTED).
absl::Status MessageTooLarge();
// BOARD_UNAVAILABLE (UNAVAILABLE): no service answered.
absl::Status BoardUnavailable();

}  // namespace dondoc::gateway
