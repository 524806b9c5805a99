// Client streaming: a header, then pieces of a document, then one answer. Pieces are gathered on
// gRPC's threads, which is quick; the document is handled on the executor.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"

#include "common/base/status_macros.h"
#include "common/rpc/names.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"

namespace dondoc::rpc {

// `Sink` gathers the messages and answers:
//   absl::Status Add(const Request&)            must be quick and bounded
//   Scope scope() const                         after the first message
//   absl::Status Handle(ReadCall&, Response&)   on the executor
template <typename Request, typename Response, typename Sink>
class UploadCall final : public grpc::ServerReadReactor<Request> {
 public:
  UploadCall(const Core& core, grpc::CallbackServerContext* context, absl::string_view path,
             Response* response, Sink sink)
      : core_(core),
        method_(core.Find(path)),
        correlation_id_(CorrelationId(*context)),
        deadline_(SteadyDeadline(*context, method_)),
        begun_(absl::Now()),
        response_(response),
        sink_(std::move(sink)) {
    auto caller = core.Identify(*context, method_);
    if (!caller.ok()) {
      language_ = ParseAcceptLanguage(Metadata(*context, "accept-language"));
      End(caller.status());
      return;
    }
    caller_ = std::make_unique<Caller>(*std::move(caller));
    if (absl::Status status = caller_->CheckPlace(""); !status.ok()) {
      End(status);
      return;
    }
    counted_ = core.TryBeginUpload();
    if (!counted_) {
      End(Overloaded());
      return;
    }
    this->StartRead(&piece_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      HandleAll();
      return;
    }
    if (std::chrono::steady_clock::now() > deadline_) {
      End(Error(absl::StatusCode::kDeadlineExceeded, "UPLOAD_TOO_SLOW",
                {"the document did not arrive in time", "tài liệu không đến kịp thời hạn"}));
      return;
    }
    const auto bytes = static_cast<int64_t>(piece_.ByteSizeLong());
    if (!core_.TryHoldUpload(bytes)) {
      End(Overloaded());
      return;
    }
    held_ += bytes;
    if (absl::Status status = sink_.Add(piece_); !status.ok()) {
      End(status);
      return;
    }
    this->StartRead(&piece_);
  }
  void OnCancel() override { cancelled_.store(true, std::memory_order_relaxed); }
  void OnDone() override {
    if (counted_) core_.EndUpload();
    core_.ReleaseUpload(held_);
    delete this;
  }

 private:
  void HandleAll() {
    const Scope scope = sink_.scope();
    const absl::string_view agency = AgencyOfName(scope.name);
    if (!scope.field.empty() && agency.empty()) {
      End(internal::MalformedAgency(scope.field));
      return;
    }
    if (absl::Status status = caller_->CheckPlace(agency); !status.ok()) {
      End(status);
      return;
    }
    auto work = [this, agency] {
      const auto run = [&]() -> absl::Status {
        if (cancelled_) return absl::CancelledError("the caller has gone");
        ASSIGN_OR_RETURN(auto connection, core_.parts().readers.Take(deadline_));
        ASSIGN_OR_RETURN(auto tx, connection->Begin());
        RETURN_IF_ERROR(Core::Admit(*tx, agency, *caller_));
        ReadCall read{*tx, *caller_, core_.parts().business_day.Today(),
                      core_.parts().commits->incarnation()};
        RETURN_IF_ERROR(sink_.Handle(read, *response_));
        return internal::RequireDecision(*caller_);
      };
      End(run());
    };
    if (!core_.parts().bulk_executor.TryPost(std::move(work))) End(Overloaded());
  }

  void End(const absl::Status& status) {
    core_.Ended(method_, caller_.get(), correlation_id_, status, begun_);
    this->Finish(ToGrpcStatus(status, caller_ ? caller_->language() : language_, correlation_id_));
  }

  const Core& core_;
  const Method& method_;
  const std::string correlation_id_;
  const sql::SteadyTime deadline_;
  const absl::Time begun_;
  Language language_ = Language::kEnglish;
  std::unique_ptr<Caller> caller_;
  Request piece_;
  Response* const response_;
  Sink sink_;
  bool counted_ = false;
  // Bytes of the pieces that came.
  int64_t held_ = 0;
  std::atomic<bool> cancelled_{false};
};

}  // namespace dondoc::rpc
