// A service behind the gateway that does what a test tells it to, on raw bytes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"

#include "common/base/mutex.h"

namespace dondoc::gateway::testing {

using Headers = std::multimap<std::string, std::string>;

std::string ToString(const grpc::ByteBuffer& buffer);
grpc::ByteBuffer ToBuffer(const std::string& bytes);
// The value of the only header of this name; "" where there is none.
std::string HeaderOf(const Headers& headers, const std::string& key);

// A call as the service saw it.
struct SeenCall {
  std::string path;
  Headers headers;
  // Time left when it arrived.
  absl::Duration time_left;
  std::vector<std::string> messages;
  // The caller said that it has said all.
  bool half_closed = false;
  bool cancelled = false;
  bool done = false;
};

// The header "x-mode" of a call says what happens to it:
//   (none)      every message comes back, then OK
//   hang        reads, and never answers until cancelled
//   deaf        takes one message and then nothing
//   many:N      the first message comes back N times
//   fail        after the first message: ABORTED with details, trailers and headers
//   early       OK and one message at once, without reading
//   bare:CODE   after the first message: that code without details
class FakeBackend {
 public:
  using Script = std::function<grpc::Status(const std::string& request, std::string& response)>;

  FakeBackend() { Start(0); }
  ~FakeBackend() { Stop(); }

  // Stops listening; Start(port()) comes back.
  void Stop();
  void Start(int port);
  void SetServing(bool serving);
  int port() const { return port_; }
  std::string target() const { return "127.0.0.1:" + std::to_string(port_); }

  // Answers the unary method `path` by `script` instead.
  void On(const std::string& path, Script script) ABSL_LOCKS_EXCLUDED(mutex_);

  // Never answers `path`.
  void Hang(const std::string& path) ABSL_LOCKS_EXCLUDED(mutex_);

  std::vector<SeenCall> calls() const ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<SeenCall> CallsOf(const std::string& path) const;
  // Waits until `condition` holds of the calls seen; false after ten seconds.
  bool WaitFor(const std::function<bool(const std::vector<SeenCall>&)>& condition) const;
  // The header and trailer bytes that "fail" sends.
  static const std::string& Details();

 private:
  class Call;
  // One a start: gRPC takes no service twice.
  class Service;
  friend class Call;

  std::unique_ptr<grpc::CallbackGenericService> service_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  mutable Mutex mutex_;
  mutable CondVar changed_;
  std::vector<std::shared_ptr<SeenCall>> seen_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> hanging_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Script> scripts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::gateway::testing
