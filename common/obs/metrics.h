// Metrics of one process, served as /metrics in Prometheus' text format.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace dondoc::obs {

// The figures of one rpc. Thread-safe.
class MethodMetrics {
 public:
  // Notes that a call ended with `code` after `latency`.
  void Ended(absl::StatusCode code, absl::Duration latency);

 private:
  friend class Metrics;
  // One counter a status code, made at the start: the hot path looks nothing up.
  std::vector<prometheus::Counter*> by_code_;
  prometheus::Histogram* latency_ = nullptr;
};

// Thread-safe after construction.
class Metrics {
 public:
  Metrics();

  // The figures of `method` ("/package.Service/Method"); made when first asked for. Called once a
  // method at the start, not per call.
  MethodMetrics& ForMethod(absl::string_view method);

  // A gauge that is set by its owner.
  prometheus::Gauge& Gauge(const std::string& name, const std::string& help);
  // A counter that is raised by its owner.
  prometheus::Counter& Counter(const std::string& name, const std::string& help);

  // Serves http://{address}/metrics. `address` is host:port; port 0 picks one.
  absl::Status Serve(const std::string& address);
  // Port that Serve listens on; 0 where it does not.
  int port() const { return port_; }

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>* calls_;
  prometheus::Family<prometheus::Histogram>* latencies_;
  std::map<std::string, MethodMetrics, std::less<>> methods_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = 0;
};

}  // namespace dondoc::obs
