// One stream of reflection questions; open to everybody, like health.
#pragma once

#include <atomic>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/base/mutex.h"
#include "services/gateway/reflection/index.h"
#include "services/gateway/stream_set.h"

namespace dondoc::gateway {

// True for the method of either version of the protocol.
bool IsReflection(absl::string_view path);

// Deletes itself once gRPC and everybody who holds it are done.
class ReflectionCall final : public grpc::ServerGenericBidiReactor, public Stoppable {
 public:
  // `index` and `streams` outlive it.
  ReflectionCall(const ReflectionIndex& index, StreamSet& streams)
      : index_(index), streams_(streams) {}

  // Starts to answer. The call may be gone when it returns.
  void Enter();

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override;
  void Stop() override ABSL_LOCKS_EXCLUDED(mutex_);
  void Ref() override { references_.fetch_add(1, std::memory_order_relaxed); }
  void Unref() override;

 private:
  ~ReflectionCall() override = default;
  // Finishes at once, or when the answer under way is written; the first outcome stands.
  void End(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  // False where the stream has ended.
  bool BeginWrite() ABSL_LOCKS_EXCLUDED(mutex_);

  const ReflectionIndex& index_;
  StreamSet& streams_;
  grpc::ByteBuffer request_, response_;
  // Files that this stream has already been given.
  absl::flat_hash_set<std::string> sent_;
  int questions_ = 0;
  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::Status outcome_ ABSL_GUARDED_BY(mutex_);
  std::atomic<int> references_{1};
};

}  // namespace dondoc::gateway
