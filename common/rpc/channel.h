// Channels to other servers of the suite, all made here with the same arguments.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/channel_arguments.h"

namespace dondoc::rpc {

struct ChannelOptions {
  // host:port, or any gRPC target.
  std::string target;
  // PEM files: who vouches for the server, and what we show to one that asks. Empty `ca` = the
  // system's authorities. TLS is used wherever the target is not loopback, or where any of these is
  // set.
  std::string ca;
  std::string certificate;
  std::string private_key;
  // gRPC service config (retries); empty = none.
  std::string service_config;
  // A connection of its own. Otherwise channels with equal target and arguments share one.
  bool own_connection = false;
};

// True for 127.0.0.0/8, ::1, localhost and unix sockets: the only places plaintext may go.
bool IsLoopback(absl::string_view target);

// INVALID_ARGUMENT on the flag that is missing where only one of certificate and key is given.
absl::Status CheckClientCertificate(const ChannelOptions& options,
                                    absl::string_view certificate_flag, absl::string_view key_flag);

// INVALID_ARGUMENT where a PEM file cannot be read. Connecting happens later, when first used.
//
// The last channel of a process must not be let go on a thread of gRPC's, which would then wait for
// itself and work on with freed memory (gRPC 1.51, CompletionQueue::CallbackAlternativeCQ). Every
// ClientContext holds its channel: a callback destroys the context before it tells anybody who may
// end the process that the call is over.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ChannelOptions& options);

// Our arguments: message limits, keepalive.
grpc::ChannelArguments ClientArguments();

// The whole content of a file; INVALID_ARGUMENT naming `flag` where it cannot be read.
absl::StatusOr<std::string> ReadFile(absl::string_view flag, const std::string& path);

}  // namespace dondoc::rpc
