#include "common/identity/key_ring.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"

namespace dondoc::identity {

KeyRing::KeyRing(Clock& clock, KeyRingOptions options)
    : clock_(clock),
      interval_ns_(absl::ToInt64Nanoseconds(options.check_interval)),
      last_check_ns_(absl::ToUnixNanos(clock.Now())),
      report_(std::move(options.report)) {}

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::Create(std::vector<KeySetConfig> configs,
                                                         Clock& clock, KeyRingOptions options) {
  RETURN_IF_ERROR(CheckKeySetConfigs(configs, /*loopback_only=*/true));
  std::unique_ptr<KeyRing> ring(new KeyRing(clock, std::move(options)));
  for (auto& config : configs) RETURN_IF_ERROR(ring->AddSource(std::move(config)));
  MutexLock lock(ring->sources_mutex_);
  ring->Publish();
  return ring;
}

absl::Status KeyRing::AddSource(KeySetConfig config) {
  MutexLock lock(sources_mutex_);
  Source source{.config = std::move(config)};
  RETURN_IF_ERROR(TryReload(source).status());
  sources_.push_back(std::move(source));
  return absl::OkStatus();
}

uint64_t KeyRing::Generation() {
  const int64_t now = absl::ToUnixNanos(clock_.Now());
  const int64_t last = last_check_ns_.load(std::memory_order_relaxed);
  // A clock that stepped back must not stop the checks.
  if ((now - last >= interval_ns_ || now < last) && !refreshing_.exchange(true)) {
    last_check_ns_.store(now, std::memory_order_relaxed);
    Refresh();
    refreshing_.store(false);
  }
  return generation_.load(std::memory_order_acquire);
}

std::shared_ptr<const KeySnapshot> KeyRing::Snapshot() const {
  MutexLock lock(snapshot_mutex_);
  return snapshot_;
}

std::vector<KeySetReport> KeyRing::Health() const {
  MutexLock lock(sources_mutex_);
  std::vector<KeySetReport> health;
  for (const auto& source : sources_) {
    health.push_back({.issuer = source.config.issuer,
                      .path = source.config.path,
                      .keys = source.keys->keys.size(),
                      .status = source.fault});
  }
  return health;
}

void KeyRing::Refresh() {
  MutexLock lock(sources_mutex_);
  bool changed = false;
  for (auto& source : sources_) changed |= RefreshSource(source);
  if (changed) Publish();
}

bool KeyRing::RefreshSource(Source& source) {
  const auto changed = TryReload(source);
  // The same fault at every check is one event, not one line of log per interval.
  const bool new_fault = !changed.ok() && changed.status() != source.fault;
  const bool recovered = changed.ok() && !source.fault.ok();
  source.fault = changed.status();
  const bool new_keys = changed.ok() && *changed;
  if (report_ && (new_keys || new_fault || recovered)) {
    report_({.issuer = source.config.issuer,
             .path = source.config.path,
             .keys = source.keys->keys.size(),
             .status = source.fault});
  }
  return new_keys;
}

absl::StatusOr<bool> KeyRing::TryReload(Source& source) {
  ASSIGN_OR_RETURN(const FileStamp stamp, StampOf(source.config.path));
  // A broken file is read at every check: it may be half written.
  if (source.fault.ok() && stamp == source.stamp && !source.read_again) return false;
  ASSIGN_OR_RETURN(KeyFile file, ReadKeyFile(source.config.path, KeyFileKind::kPublic));
  source.read_again = file.stamp != source.stamp;
  source.stamp = file.stamp;
  if (source.keys != nullptr && file.text == source.text) return false;
  ASSIGN_OR_RETURN(KeysById keys, ParseJwks(file.text));
  ASSIGN_OR_RETURN(SubjectTemplate subject, SubjectTemplate::Parse(source.config.subject));
  source.keys = std::make_shared<const KeySet>(
      KeySet{.config = source.config, .subject = std::move(subject), .keys = std::move(keys)});
  source.text = std::move(file.text);
  return true;
}

void KeyRing::Publish() {
  auto next = std::make_shared<KeySnapshot>();
  next->generation = generation_.load(std::memory_order_relaxed) + 1;
  for (const auto& source : sources_) next->by_issuer[source.config.issuer] = source.keys;
  const uint64_t generation = next->generation;
  {
    MutexLock lock(snapshot_mutex_);
    snapshot_ = std::move(next);
  }
  // After the snapshot: who sees the new number finds the new keys.
  generation_.store(generation, std::memory_order_release);
}

}  // namespace dondoc::identity
