// A SQLite VFS over another one which writes what a commit adds to the write-ahead log at once.
//
// SQLite writes each frame's header and page apart, some forty system calls for a small commit.
// Here the consecutive writes of a log are gathered in a bounded buffer, and written as one before
// the log is synced, read, measured or truncated. So they reach the file in the order and with the
// bytes that SQLite gave them, and
//   - a commit is safe as before: it is done when the sync that follows its frames is;
//   - whoever reads the log through another connection or process finds every frame it may look at:
//     the shared index names a frame only after that sync;
//   - what is gathered never outlives the log's write lock: frames that a transaction has spilled
//     before it was rolled back are dropped with the lock, or they would later be written over the
//     frames of another connection.
// This holds only where each commit syncs the log, and whole: connections must be
// synchronous=FULL. A file whose writes may harm their neighbours (no "powersafe overwrite"), where
// SQLite pads the log beyond its sync, is left alone.
#pragma once

#include <memory>
#include <sqlite3.h>
#include <string>

namespace dondoc::sql::internal {

class GatheringVfs {
 public:
  // Registers one over the VFS called `base` (empty: the default), which must outlive it.
  explicit GatheringVfs(const std::string& base);
  // After the last connection that uses it.
  ~GatheringVfs();
  GatheringVfs(const GatheringVfs&) = delete;
  GatheringVfs& operator=(const GatheringVfs&) = delete;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  const std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace dondoc::sql::internal
