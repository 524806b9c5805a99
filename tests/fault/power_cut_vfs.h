// A disk that forgets: a SQLite VFS over the default one which simulates a power cut inside the
// process. The real files always hold what the program wrote, so SQLite reads its own writes;
// beside them the VFS remembers what a disk with a volatile cache would still hold after the power
// went:
//
//   content     a file's bytes as of its last xSync, plus any later writes and truncations the disk
//               happened to finish. kDropUnsynced keeps none of them. kTorn keeps or drops each
//               512-byte sector of each write by a seeded coin, in any order, which is more than
//               real disks do wrong but nothing they promise.
//   directory   a file created, deleted or renamed is durable once its directory is synced:
//   SQLite's
//               unix VFS does so with the first xSync of a journal or write-ahead log it created,
//               and with an xDelete that asks for it. Until then kDropUnsynced takes the old entry,
//               kTorn tosses a coin. A file that exists before it is first opened through the VFS
//               counts as durable, with its content.
//   shared      the -shm file is memory, not data: it passes through untouched and never survives.
//   memory
//
// After the cut every I/O fails with SQLITE_IOERR, as seen by a program whose machine has died; the
// write or sync at which it happens is itself not finished. Not modelled: bit rot, a disk that lies
// about xSync, writes outside SQLite (directories, lock files).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"

namespace dondoc::testing {

enum class CutMode {
  // Every write that no sync followed is lost.
  kDropUnsynced,
  // Any of their sectors may have reached the disk.
  kTorn,
};

// Thread-safe. Close every connection that uses it before it is destroyed.
class PowerCutVfs {
 public:
  // Registers a VFS called `name`, which must be unique in the process.
  explicit PowerCutVfs(const std::string& name);
  ~PowerCutVfs();
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;

  const std::string& name() const;

  // Cuts the power at the `operation`-th write, truncation, sync or deletion from now (1 is the
  // next). `seed` decides what a torn disk keeps.
  void CutAfter(int64_t operation, CutMode mode, uint64_t seed);
  // Cuts it now, unless it is cut already.
  void Cut(CutMode mode, uint64_t seed);
  bool is_cut() const;

  // Writes, truncations, syncs and deletions so far.
  int64_t operations() const;
  // Syncs of file content so far.
  int64_t syncs() const;

  // Writes what survived the cut into the existing directory `to`, one file per path that was used
  // through the VFS, by its base name.
  absl::Status Restore(const std::string& to) const;

  // What the VFS functions work on.
  class Disk;

 private:
  std::unique_ptr<Disk> disk_;
};

}  // namespace dondoc::testing
