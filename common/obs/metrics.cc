#include "common/obs/metrics.h"

#include <exception>

#include "absl/strings/str_cat.h"

namespace dondoc::obs {
namespace {

// Seconds: from a cached point read to the longest call allowed (30 s).
const prometheus::Histogram::BucketBoundaries kLatencyBuckets = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};
// The codes of gRPC, 0 to 16.
constexpr int kStatusCodes = 17;

}  // namespace

void MethodMetrics::Ended(absl::StatusCode code, absl::Duration latency) {
  const int index = static_cast<int>(code);
  if (index >= 0 && index < static_cast<int>(by_code_.size())) by_code_[index]->Increment();
  latency_->Observe(absl::ToDoubleSeconds(latency));
}

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      calls_(&prometheus::BuildCounter()
                  .Name("dondoc_rpc_calls_total")
                  .Help("Calls ended, by method and status code")
                  .Register(*registry_)),
      latencies_(&prometheus::BuildHistogram()
                      .Name("dondoc_rpc_latency_seconds")
                      .Help("Time from arrival to the status, by method")
                      .Register(*registry_)) {}

MethodMetrics& Metrics::ForMethod(absl::string_view method) {
  const auto found = methods_.find(method);
  if (found != methods_.end()) return found->second;
  MethodMetrics& metrics = methods_[std::string(method)];
  for (int code = 0; code < kStatusCodes; ++code) {
    metrics.by_code_.push_back(
        &calls_->Add({{"method", std::string(method)},
                      {"code", absl::StatusCodeToString(static_cast<absl::StatusCode>(code))}}));
  }
  metrics.latency_ = &latencies_->Add({{"method", std::string(method)}}, kLatencyBuckets);
  return metrics;
}

prometheus::Gauge& Metrics::Gauge(const std::string& name, const std::string& help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add({});
}

prometheus::Counter& Metrics::Counter(const std::string& name, const std::string& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add({});
}

absl::Status Metrics::Serve(const std::string& address) {
  // The library throws where the port is taken; nothing throws across our interfaces.
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(address, /*num_threads=*/1);
  } catch (const std::exception& error) {
    return absl::UnavailableError(
        absl::StrCat("cannot serve metrics on ", address, ": ", error.what()));
  }
  exposer_->RegisterCollectable(registry_);
  const auto ports = exposer_->GetListeningPorts();
  port_ = ports.empty() ? 0 : ports.front();
  return absl::OkStatus();
}

}  // namespace dondoc::obs
