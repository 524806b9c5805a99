// The real binaries of the suite on loopback, with data, keys and databases of their own.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

#include "common/identity/signer.h"
#include "common/rpc/status.h"
#include "tests/e2e/process.h"
#include "tests/unit/rpc/certificates.h"

namespace dondoc::testing {

enum class Engine { kSqlite, kPostgres };

struct SuiteOptions {
  Engine engine = Engine::kSqlite;
  // Processes of each data service; more than one only on PostgreSQL.
  int replicas = 1;
  // Which data services run; the gateway always does.
  std::vector<std::string> services = {"registry", "finance", "inspection"};
  // What "today" is for deadlines and boards. Pinned: tests read no real clock.
  std::string business_date = "2022-10-10";
  // TLS on every connection, and a certificate asked of whoever calls a data service, as in
  // deploy/kubernetes.
  bool tls = false;
  // Calls a second that the gateway grants to one subject.
  int subject_calls_per_second = 100000;
};

class Suite {
 public:
  static absl::StatusOr<std::unique_ptr<Suite>> Start(SuiteOptions options);
  ~Suite();

  // SIGTERM to all, gateway first; OK where every process ended with status 0 in time.
  absl::Status Stop();

  // "127.0.0.1:PORT" of the gateway, and of one replica of a data service.
  const std::string& gateway() const { return gateway_address_; }
  const std::string& address(const std::string& service, int replica = 0) const {
    return replicas_.at(service)[replica].address;
  }
  const std::string& directory() const { return directory_; }
  const std::string& key_path() const { return key_path_; }
  const SuiteOptions& options() const { return options_; }

  // PEM file of the authority that signed every certificate; empty without TLS.
  std::string authority() const { return authority_ ? authority_->path() : ""; }

  // The channel to the gateway.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // kill -9, and a start on the same address and data. Main thread only.
  void Kill(const std::string& service, int replica = 0);
  absl::Status Restart(const std::string& service, int replica = 0);

  // A token for a subject, signed with the suite's own key.
  std::string Token(absl::string_view subject) const;
  // A context with that token, the language and a deadline.
  std::unique_ptr<grpc::ClientContext> Context(absl::string_view subject) const;

  // One unary call through the gateway as `subject` ("" = without a token). Details of an error are
  // payloads again: ReasonOf and BadRequestOf work.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Call(absl::string_view subject,
                                grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                const Request& request) const {
    const auto context = Context(subject);
    const auto stub = Service::NewStub(channel_);
    typename Service::StubInterface& calls = *stub;
    Response response;
    const grpc::Status status = (calls.*method)(context.get(), request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  // Runs the command `dondoc` as a person would, with a profile of its own.
  Ended Dondoc(const std::vector<std::string>& arguments,
               const std::vector<std::string>& environment = {}) const;

 private:
  struct Replica {
    std::unique_ptr<Process> process;
    std::string address;
  };
  explicit Suite(SuiteOptions options) : options_(std::move(options)) {}

  absl::Status Prepare();
  absl::Status StartReplica(const std::string& service, int replica);
  absl::Status StartGateway();
  std::vector<std::string> Flags(const std::string& service) const;
  // All replicas of a service as one gRPC target.
  std::string Target(const std::string& service) const;

  const SuiteOptions options_;
  std::string directory_;
  std::string key_path_;
  std::string key_set_path_;
  std::unique_ptr<identity::Signer> signer_;
  std::unique_ptr<TestAuthority> authority_;
  // Of each process, by name.
  std::map<std::string, CertifiedKey> certificates_;
  std::map<std::string, std::string> databases_;
  std::map<std::string, std::vector<Replica>> replicas_;
  std::unique_ptr<Process> gateway_;
  std::string gateway_address_;
  std::shared_ptr<grpc::Channel> channel_;
  int starts_ = 0;
};

}  // namespace dondoc::testing
