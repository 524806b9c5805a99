// A SQLite VFS over the default one that fails on command: a disk that is full, and one that does
// not take a sync.
#pragma once

#include <atomic>
#include <string>

namespace dondoc::testing {

// Thread-safe. Close every connection that uses it before it is destroyed.
class FaultyVfs {
 public:
  enum class Fault {
    kNone,
    // Writes that would grow a file answer SQLITE_FULL.
    kFull,
    // Syncs answer SQLITE_IOERR_FSYNC.
    kSyncFails,
  };

  // Registers a VFS called `name`, which must be unique in the process.
  explicit FaultyVfs(const std::string& name);
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  const std::string& name() const { return name_; }
  void Set(Fault fault) { fault_ = fault; }
  Fault fault() const { return fault_; }
  // Operations that were made to fail.
  int failed() const { return failed_; }
  void CountFailure() { ++failed_; }

 private:
  const std::string name_;
  std::atomic<Fault> fault_{Fault::kNone};
  std::atomic<int> failed_{0};
  void* vfs_;
};

}  // namespace dondoc::testing
