// The memory of a disk with a volatile write cache: what would be left of each file if the power
// went now. Knows nothing of SQLite.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/mutex.h"
#include "tests/fault/power_cut_vfs.h"

namespace dondoc::testing {

// A file's content, whatever it is called.
struct SimulatedInode {
  // What is safe.
  std::string synced;
  // What happened since, in order.
  struct Change {
    // Of a truncation: the new size.
    int64_t offset = 0;
    std::string data;
    bool truncation = false;
  };
  std::vector<Change> unsynced;
  // Opened in a way that its first sync also syncs the directory.
  bool sync_directory = false;
};

// Thread-safe. Every change returns false when the power is off: the caller fails with an I/O
// error.
class PowerCutVfs::Disk {
 public:
  Disk();
  ~Disk();

  bool powered() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether `path` is a file this disk follows.
  bool Knows(const std::string& path) const ABSL_LOCKS_EXCLUDED(mutex_);
  // The file `path` was opened. `existing`: its content if it was there before.
  std::shared_ptr<SimulatedInode> Open(const std::string& path,
                                       const std::optional<std::string>& existing,
                                       bool sync_directory) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Write(SimulatedInode& inode, int64_t offset, absl::string_view data)
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool Truncate(SimulatedInode& inode, int64_t size) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Sync(SimulatedInode& inode) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Delete(const std::string& path, bool sync_directory) ABSL_LOCKS_EXCLUDED(mutex_);

  void CutAfter(int64_t operation, CutMode mode, uint64_t seed) ABSL_LOCKS_EXCLUDED(mutex_);
  void Cut(CutMode mode, uint64_t seed) ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t operations() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t syncs() const ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Restore(const std::string& to) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The registered sqlite3_vfs, owned by the file that knows its type.
  std::string name;
  std::shared_ptr<void> vfs;

 private:
  using Entries = std::map<std::string, std::shared_ptr<SimulatedInode>>;

  // Counts one operation; false when the power is off before it, or goes off at it.
  bool Tick() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void CutLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string Survivor(const SimulatedInode& inode, std::mt19937_64& coin) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  bool powered_ ABSL_GUARDED_BY(mutex_) = true;
  int64_t operations_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t syncs_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<int64_t> cut_at_ ABSL_GUARDED_BY(mutex_);
  CutMode mode_ ABSL_GUARDED_BY(mutex_) = CutMode::kDropUnsynced;
  uint64_t seed_ ABSL_GUARDED_BY(mutex_) = 0;
  // What programs see, and what would be found after a cut.
  Entries live_ ABSL_GUARDED_BY(mutex_);
  Entries durable_ ABSL_GUARDED_BY(mutex_);
  // Path and content of what the cut left; set by it.
  std::map<std::string, std::string> survivors_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::testing
