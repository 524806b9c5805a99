#include "tests/fault/power_cut_vfs.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <sqlite3.h>
#include <utility>

#include "tests/fault/simulated_disk.h"

namespace dondoc::testing {
namespace {

using Disk = PowerCutVfs::Disk;

struct Vfs {
  sqlite3_vfs base;  // First: SQLite's pointer is ours.
  sqlite3_vfs* real;
  Disk* disk;
};

struct File {
  sqlite3_file base;  // First, as above.
  Disk* disk;
  // Null for files that hold nothing to keep (temporary ones).
  std::shared_ptr<SimulatedInode>* inode;
  // In the memory behind this struct.
  sqlite3_file* real;
};

File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
Vfs* Of(sqlite3_vfs* vfs) { return reinterpret_cast<Vfs*>(vfs); }
const sqlite3_io_methods& Real(sqlite3_file* file) { return *Of(file)->real->pMethods; }

// ---------------------------------------------------------------------------------------------
// Files

int Close(sqlite3_file* file) {
  delete std::exchange(Of(file)->inode, nullptr);
  return Real(file).xClose(Of(file)->real);
}

int Read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
  if (!Of(file)->disk->powered()) return SQLITE_IOERR_READ;
  return Real(file).xRead(Of(file)->real, buffer, amount, offset);
}

int Write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
  File* f = Of(file);
  if (!f->disk->powered()) return SQLITE_IOERR_WRITE;
  if (f->inode != nullptr &&
      !f->disk->Write(**f->inode, offset,
                      {static_cast<const char*>(buffer), static_cast<size_t>(amount)})) {
    return SQLITE_IOERR_WRITE;
  }
  return Real(file).xWrite(f->real, buffer, amount, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  File* f = Of(file);
  if (!f->disk->powered()) return SQLITE_IOERR_TRUNCATE;
  if (f->inode != nullptr && !f->disk->Truncate(**f->inode, size)) return SQLITE_IOERR_TRUNCATE;
  return Real(file).xTruncate(f->real, size);
}

// The real file is not synced: nobody will cut the real power, and it would only cost time.
int Sync(sqlite3_file* file, int) {
  File* f = Of(file);
  if (!f->disk->powered()) return SQLITE_IOERR_FSYNC;
  if (f->inode != nullptr && !f->disk->Sync(**f->inode)) return SQLITE_IOERR_FSYNC;
  return SQLITE_OK;
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  if (!Of(file)->disk->powered()) return SQLITE_IOERR_FSTAT;
  return Real(file).xFileSize(Of(file)->real, size);
}

int Lock(sqlite3_file* file, int level) {
  if (!Of(file)->disk->powered()) return SQLITE_IOERR_LOCK;
  return Real(file).xLock(Of(file)->real, level);
}

// Letting go works without power, so that connections can be closed.
int Unlock(sqlite3_file* file, int level) { return Real(file).xUnlock(Of(file)->real, level); }

int CheckReservedLock(sqlite3_file* file, int* held) {
  return Real(file).xCheckReservedLock(Of(file)->real, held);
}

int FileControl(sqlite3_file* file, int operation, void* argument) {
  switch (operation) {
    // These write behind xWrite's back.
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
      return SQLITE_NOTFOUND;
    default:
      return Real(file).xFileControl(Of(file)->real, operation, argument);
  }
}

int SectorSize(sqlite3_file* file) { return Real(file).xSectorSize(Of(file)->real); }

// Of what the real VFS promises we keep one thing: a write never harms the bytes beside it.
int DeviceCharacteristics(sqlite3_file* file) {
  return Real(file).xDeviceCharacteristics(Of(file)->real) & SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int ShmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  if (!Of(file)->disk->powered()) return SQLITE_IOERR_SHMMAP;
  return Real(file).xShmMap(Of(file)->real, region, size, extend, memory);
}

int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  if (!Of(file)->disk->powered() && (flags & SQLITE_SHM_LOCK) != 0) return SQLITE_IOERR_SHMLOCK;
  return Real(file).xShmLock(Of(file)->real, offset, count, flags);
}

void ShmBarrier(sqlite3_file* file) { Real(file).xShmBarrier(Of(file)->real); }

int ShmUnmap(sqlite3_file* file, int remove) {
  return Real(file).xShmUnmap(Of(file)->real, remove);
}

// Version 2: with shared memory, without memory-mapped content.
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

// ---------------------------------------------------------------------------------------------
// The file system

std::optional<std::string> ContentOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  Vfs* shim = Of(vfs);
  File* f = Of(file);
  f->base.pMethods = nullptr;  // SQLite then calls no xClose after a failure.
  f->disk = shim->disk;
  f->inode = nullptr;
  f->real = reinterpret_cast<sqlite3_file*>(f + 1);
  if (!shim->disk->powered()) return SQLITE_CANTOPEN;
  constexpr int kJournals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  const bool keeps = name != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | kJournals)) != 0;
  // Read before SQLite opens it: closing any descriptor of a file drops the process's locks on it,
  // so a file in use must not be opened here.
  const bool known = keeps && shim->disk->Knows(name);
  const std::optional<std::string> existing =
      keeps && !known ? ContentOf(name) : std::optional<std::string>();
  const int code = shim->real->xOpen(shim->real, name, f->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  if (keeps) {
    const bool sync_directory = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0;
    f->inode =
        new std::shared_ptr<SimulatedInode>(shim->disk->Open(name, existing, sync_directory));
  }
  f->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* name, int sync_directory) {
  Vfs* shim = Of(vfs);
  if (!shim->disk->Delete(name, sync_directory != 0)) return SQLITE_IOERR_DELETE;
  return shim->real->xDelete(shim->real, name, 0);
}

int Access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  if (!Of(vfs)->disk->powered()) return SQLITE_IOERR_ACCESS;
  return Of(vfs)->real->xAccess(Of(vfs)->real, name, flags, result);
}

}  // namespace

PowerCutVfs::PowerCutVfs(const std::string& name) : disk_(std::make_unique<Disk>()) {
  disk_->name = name;
  auto shim = std::make_shared<Vfs>();
  sqlite3_initialize();
  shim->real = sqlite3_vfs_find(nullptr);
  shim->disk = disk_.get();
  // What is not replaced uses nothing of the struct but what the copy has as well.
  shim->base = *shim->real;
  shim->base.pNext = nullptr;
  shim->base.zName = disk_->name.c_str();
  static_assert(sizeof(File) % 8 == 0, "the real file begins behind ours");
  shim->base.szOsFile = static_cast<int>(sizeof(File)) + shim->real->szOsFile;
  shim->base.xOpen = Open;
  shim->base.xDelete = Delete;
  shim->base.xAccess = Access;
  sqlite3_vfs_register(&shim->base, /*makeDflt=*/0);
  disk_->vfs = shim;
}

PowerCutVfs::~PowerCutVfs() {
  sqlite3_vfs_unregister(&std::static_pointer_cast<Vfs>(disk_->vfs)->base);
}

const std::string& PowerCutVfs::name() const { return disk_->name; }
void PowerCutVfs::CutAfter(int64_t operation, CutMode mode, uint64_t seed) {
  disk_->CutAfter(operation, mode, seed);
}
void PowerCutVfs::Cut(CutMode mode, uint64_t seed) { disk_->Cut(mode, seed); }
bool PowerCutVfs::is_cut() const { return !disk_->powered(); }
int64_t PowerCutVfs::operations() const { return disk_->operations(); }
int64_t PowerCutVfs::syncs() const { return disk_->syncs(); }
absl::Status PowerCutVfs::Restore(const std::string& to) const { return disk_->Restore(to); }

}  // namespace dondoc::testing
