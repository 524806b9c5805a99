#include "services/gateway/reflection/reflection_call.h"

#include <utility>

#include "grpcpp/impl/codegen/proto_utils.h"

#include "common/rpc/status.h"
#include "services/gateway/domain/errors.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {

bool IsReflection(absl::string_view path) {
  return path == "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo" ||
         path == "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
}

void ReflectionCall::Enter() {
  switch (streams_.Add(this)) {
    case StreamSet::Admission::kAdmitted:
      return StartRead(&request_);
    case StreamSet::Admission::kFull:
      return End(Overloaded());
    case StreamSet::Admission::kStopping:
      return End(ServerStopping());
  }
}

void ReflectionCall::OnReadDone(bool ok) {
  if (!ok) return End(absl::OkStatus());
  if (++questions_ > kMaxReflectionQuestions) return End(Overloaded());
  v1::ServerReflectionRequest request;
  if (!grpc::SerializationTraits<v1::ServerReflectionRequest>::Deserialize(&request_, &request)
           .ok()) {
    return End(RequestMalformed());
  }
  // Serialising wants a buffer without content.
  response_.Clear();
  bool own_buffer = false;
  const grpc::Status written = grpc::SerializationTraits<v1::ServerReflectionResponse>::Serialize(
      index_.Answer(request, sent_), &response_, &own_buffer);
  if (!written.ok()) return End(absl::InternalError(written.error_message()));
  if (BeginWrite()) StartWrite(&response_);
}

bool ReflectionCall::BeginWrite() {
  MutexLock lock(mutex_);
  if (ended_) return false;
  writing_ = true;
  return true;
}

void ReflectionCall::OnWriteDone(bool ok) {
  grpc::Status outcome;
  {
    MutexLock lock(mutex_);
    writing_ = false;
    if (!ended_ && !ok) {
      ended_ = true;
      outcome_ = grpc::Status(grpc::StatusCode::CANCELLED, "the caller has gone");
    }
    ok = !ended_;
    outcome = outcome_;
  }
  // A read started as Stop finishes the stream just fails.
  if (ok) return StartRead(&request_);
  Finish(std::move(outcome));
}

void ReflectionCall::End(const absl::Status& status) {
  const grpc::Status outcome = rpc::ToGrpcStatus(status, Language::kEnglish, "");
  {
    MutexLock lock(mutex_);
    if (ended_) return;
    ended_ = true;
    outcome_ = outcome;
    if (writing_) return;
  }
  Finish(outcome);
}

void ReflectionCall::Stop() { End(ServerStopping()); }

void ReflectionCall::OnDone() {
  // Before the last reference goes: nobody may take one to what is being destroyed.
  streams_.Remove(this);
  Unref();
}

void ReflectionCall::Unref() {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

}  // namespace dondoc::gateway
