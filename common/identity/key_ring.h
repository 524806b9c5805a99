// The keys of every trusted issuer, kept fresh from their files without a restart.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"

#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "common/identity/key_file.h"
#include "common/identity/key_set.h"

namespace dondoc::identity {

// How often key files are looked at, at most: a withdrawn key works this much longer.
inline constexpr absl::Duration kKeyCheckInterval = absl::Seconds(10);

// What happened to one key set; for the log and the metrics.
struct KeySetReport {
  std::string issuer;
  std::string path;
  // Keys in use after this event.
  size_t keys = 0;
  // OK: new keys are in use. Otherwise the file is broken or gone, and the old keys stay.
  absl::Status status;
};

struct KeyRingOptions {
  absl::Duration check_interval = kKeyCheckInterval;
  // Called once for every change and every new fault, on whichever thread noticed it; must not call
  // back into the ring.
  absl::AnyInvocable<void(const KeySetReport&)> report;
};

// Every key at one moment. Immutable.
struct KeySnapshot {
  // Grows with every change of any key.
  uint64_t generation = 0;
  absl::flat_hash_map<std::string, std::shared_ptr<const KeySet>> by_issuer;
};

// Thread-safe. Each file is looked at when a call finds that the interval has passed; one caller
// does the reading, the others go on with the keys they have.
class KeyRing {
 public:
  // Loads every file; all must be sound at the start. Errors of CheckKeySetConfigs (the loopback
  // rule excepted, it is the server's to apply), ReadKeyFile and ParseJwks.
  static absl::StatusOr<std::unique_ptr<KeyRing>> Create(std::vector<KeySetConfig> configs,
                                                         Clock& clock, KeyRingOptions options = {});

  // The generation of the keys in use, after looking at the files if that is due. Cheap otherwise.
  uint64_t Generation();

  // The keys in use.
  std::shared_ptr<const KeySnapshot> Snapshot() const ABSL_LOCKS_EXCLUDED(snapshot_mutex_);

  // The last fault of each key set (OK where the file is sound), by issuer.
  std::vector<KeySetReport> Health() const ABSL_LOCKS_EXCLUDED(sources_mutex_);

 private:
  struct Source {
    KeySetConfig config;
    FileStamp stamp;
    std::string text;
    // A file changed twice within one tick of its time stamp looks unchanged: after a change it is
    // read once more at the next check.
    bool read_again = true;
    std::shared_ptr<const KeySet> keys;
    absl::Status fault;
  };

  KeyRing(Clock& clock, KeyRingOptions options);
  absl::Status AddSource(KeySetConfig config) ABSL_LOCKS_EXCLUDED(sources_mutex_);
  void Refresh() ABSL_LOCKS_EXCLUDED(sources_mutex_, snapshot_mutex_);
  // True when `source` has new keys.
  bool RefreshSource(Source& source) ABSL_EXCLUSIVE_LOCKS_REQUIRED(sources_mutex_);
  absl::StatusOr<bool> TryReload(Source& source) ABSL_EXCLUSIVE_LOCKS_REQUIRED(sources_mutex_);
  void Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(sources_mutex_);

  Clock& clock_;
  const int64_t interval_ns_;
  std::atomic<int64_t> last_check_ns_;
  std::atomic<uint64_t> generation_{0};
  // Keeps a second caller from waiting for the first one's reads.
  std::atomic<bool> refreshing_{false};

  mutable Mutex sources_mutex_;
  absl::AnyInvocable<void(const KeySetReport&)> report_ ABSL_GUARDED_BY(sources_mutex_);
  std::vector<Source> sources_ ABSL_GUARDED_BY(sources_mutex_);

  mutable Mutex snapshot_mutex_;
  std::shared_ptr<const KeySnapshot> snapshot_ ABSL_GUARDED_BY(snapshot_mutex_);
};

}  // namespace dondoc::identity
