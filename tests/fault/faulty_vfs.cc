#include "tests/fault/faulty_vfs.h"

#include <cstdlib>
#include <new>
#include <sqlite3.h>

namespace dondoc::testing {
namespace {

// A file of ours; the default VFS's own follows in the same memory.
struct File {
  sqlite3_file base;
  FaultyVfs* disk;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Of(file)->real(); }

int Close(sqlite3_file* file) { return Real(file)->pMethods->xClose(Real(file)); }
int Read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  return Real(file)->pMethods->xRead(Real(file), to, size, at);
}
int Write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  if (Of(file)->disk->fault() == FaultyVfs::Fault::kFull) {
    // What is allocated already can be written over; SQLite's log reuses its file from the start.
    sqlite3_int64 length = 0;
    if (Real(file)->pMethods->xFileSize(Real(file), &length) != SQLITE_OK || at + size > length) {
      Of(file)->disk->CountFailure();
      return SQLITE_FULL;
    }
  }
  return Real(file)->pMethods->xWrite(Real(file), from, size, at);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return Real(file)->pMethods->xTruncate(Real(file), size);
}
int Sync(sqlite3_file* file, int flags) {
  if (Of(file)->disk->fault() == FaultyVfs::Fault::kSyncFails) {
    Of(file)->disk->CountFailure();
    return SQLITE_IOERR_FSYNC;
  }
  return Real(file)->pMethods->xSync(Real(file), flags);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return Real(file)->pMethods->xFileSize(Real(file), size);
}
int Lock(sqlite3_file* file, int level) { return Real(file)->pMethods->xLock(Real(file), level); }
int Unlock(sqlite3_file* file, int level) {
  return Real(file)->pMethods->xUnlock(Real(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* result) {
  return Real(file)->pMethods->xCheckReservedLock(Real(file), result);
}
int FileControl(sqlite3_file* file, int op, void* argument) {
  return Real(file)->pMethods->xFileControl(Real(file), op, argument);
}
int SectorSize(sqlite3_file* file) { return Real(file)->pMethods->xSectorSize(Real(file)); }
int DeviceCharacteristics(sqlite3_file* file) {
  return Real(file)->pMethods->xDeviceCharacteristics(Real(file));
}
int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return Real(file)->pMethods->xShmMap(Real(file), page, size, extend, memory);
}
int ShmLock(sqlite3_file* file, int offset, int n, int flags) {
  return Real(file)->pMethods->xShmLock(Real(file), offset, n, flags);
}
void ShmBarrier(sqlite3_file* file) { Real(file)->pMethods->xShmBarrier(Real(file)); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return Real(file)->pMethods->xShmUnmap(Real(file), remove);
}

constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         FileSize,
                                         Lock,
                                         Unlock,
                                         CheckReservedLock,
                                         FileControl,
                                         SectorSize,
                                         DeviceCharacteristics,
                                         ShmMap,
                                         ShmLock,
                                         ShmBarrier,
                                         ShmUnmap,
                                         nullptr,
                                         nullptr};

sqlite3_vfs* Default() { return sqlite3_vfs_find(nullptr); }

int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  auto* ours = new (file) File{};
  ours->disk = static_cast<FaultyVfs*>(vfs->pAppData);
  const int code = Default()->xOpen(Default(), path, ours->real(), flags, out_flags);
  if (code == SQLITE_OK) ours->base.pMethods = &kMethods;
  return code;
}

}  // namespace

FaultyVfs::FaultyVfs(const std::string& name) : name_(name) {
  auto* vfs = new sqlite3_vfs(*Default());
  vfs->pNext = nullptr;
  vfs->zName = name_.c_str();
  vfs->szOsFile = static_cast<int>(sizeof(File)) + Default()->szOsFile;
  vfs->pAppData = this;
  vfs->xOpen = Open;
  vfs_ = vfs;
  if (sqlite3_vfs_register(vfs, /*makeDflt=*/0) != SQLITE_OK) std::abort();
}

FaultyVfs::~FaultyVfs() {
  auto* vfs = static_cast<sqlite3_vfs*>(vfs_);
  sqlite3_vfs_unregister(vfs);
  delete vfs;
}

}  // namespace dondoc::testing
