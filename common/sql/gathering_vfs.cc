#include "common/sql/gathering_vfs.h"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>
#include <sqlite3.h>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dondoc::sql::internal {

namespace {

// Thirty frames: most commits whole, large ones in few pieces. SQLite's unix VFS takes less than
// 128 KiB at once.
constexpr int kGatherBytes = 124 * 1024;
// SQLite's name for the lock in the shared index which every writer of the log holds.
constexpr int kWalWriteLock = 0;

// Writes that follow each other and are not in the file yet.
struct Gathered {
  std::unique_ptr<char[]> bytes{new char[kGatherBytes]};
  int size = 0;
  sqlite3_int64 at = 0;
};

// A file of ours; the base's own follows in the same memory.
struct alignas(8) File {
  sqlite3_file ours;
  // Of a log. Owned.
  Gathered* gathered;
  // Of a database: its log, while that is open.
  File* log;
  // Of a log: its database, if it is a file of ours.
  File* database;
};

File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Base(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(Of(file) + 1); }
sqlite3_vfs* Base(sqlite3_vfs* vfs) { return reinterpret_cast<sqlite3_vfs*>(vfs->pAppData); }

// What is handed to the base as it came.
template <auto kMethod>
struct Forward;
template <typename Result, typename... Args, Result (*sqlite3_vfs::*kMethod)(sqlite3_vfs*, Args...)>
struct Forward<kMethod> {
  static Result Call(sqlite3_vfs* vfs, Args... args) {
    return (Base(vfs)->*kMethod)(Base(vfs), args...);
  }
};
template <typename Result, typename... Args,
          Result (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Args...)>
struct Forward<kMethod> {
  static Result Call(sqlite3_file* file, Args... args) {
    return (Base(file)->pMethods->*kMethod)(Base(file), args...);
  }
};

// ---------------------------------------------------------------------------------------------
// The log

int Flush(sqlite3_file* file) {
  Gathered& gathered = *Of(file)->gathered;
  if (gathered.size == 0) return SQLITE_OK;
  // Gone whether or not it is taken: after an error SQLite rolls back.
  const int size = std::exchange(gathered.size, 0);
  return Base(file)->pMethods->xWrite(Base(file), gathered.bytes.get(), size, gathered.at);
}

// Anything but a write finds in the file what was written before it.
template <auto kMethod>
struct FlushFirst;
template <typename... Args, int (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Args...)>
struct FlushFirst<kMethod> {
  static int Call(sqlite3_file* file, Args... args) {
    const int code = Flush(file);
    return code != SQLITE_OK ? code : Forward<kMethod>::Call(file, args...);
  }
};

int WriteLog(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  Gathered& gathered = *Of(file)->gathered;
  if (at != gathered.at + gathered.size || size > kGatherBytes - gathered.size) {
    if (const int code = Flush(file); code != SQLITE_OK) return code;
    if (size > kGatherBytes) return Base(file)->pMethods->xWrite(Base(file), from, size, at);
    gathered.at = at;
  }
  std::memcpy(gathered.bytes.get() + gathered.size, from, static_cast<size_t>(size));
  gathered.size += size;
  return SQLITE_OK;
}

int CloseLog(sqlite3_file* file) {
  if (Of(file)->database != nullptr) Of(file)->database->log = nullptr;
  delete std::exchange(Of(file)->gathered, nullptr);
  return Base(file)->pMethods->xClose(Base(file));
}

constexpr sqlite3_io_methods kLogMethods = {
    .iVersion = 1,  // Shared memory belongs to the database's file.
    .xClose = CloseLog,
    .xRead = FlushFirst<&sqlite3_io_methods::xRead>::Call,
    .xWrite = WriteLog,
    .xTruncate = FlushFirst<&sqlite3_io_methods::xTruncate>::Call,
    .xSync = FlushFirst<&sqlite3_io_methods::xSync>::Call,
    .xFileSize = FlushFirst<&sqlite3_io_methods::xFileSize>::Call,
    .xLock = Forward<&sqlite3_io_methods::xLock>::Call,
    .xUnlock = Forward<&sqlite3_io_methods::xUnlock>::Call,
    .xCheckReservedLock = Forward<&sqlite3_io_methods::xCheckReservedLock>::Call,
    .xFileControl = FlushFirst<&sqlite3_io_methods::xFileControl>::Call,
    .xSectorSize = Forward<&sqlite3_io_methods::xSectorSize>::Call,
    .xDeviceCharacteristics = Forward<&sqlite3_io_methods::xDeviceCharacteristics>::Call,
};

// ---------------------------------------------------------------------------------------------
// The database, for the log's lock

int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  if (offset == kWalWriteLock && (flags & SQLITE_SHM_UNLOCK) != 0 && Of(file)->log != nullptr) {
    Of(file)->log->gathered->size = 0;
  }
  return Forward<&sqlite3_io_methods::xShmLock>::Call(file, offset, count, flags);
}

constexpr sqlite3_io_methods kDatabaseMethods = {
    .iVersion = 2,  // With shared memory, without memory-mapped content.
    .xClose = Forward<&sqlite3_io_methods::xClose>::Call,
    .xRead = Forward<&sqlite3_io_methods::xRead>::Call,
    .xWrite = Forward<&sqlite3_io_methods::xWrite>::Call,
    .xTruncate = Forward<&sqlite3_io_methods::xTruncate>::Call,
    .xSync = Forward<&sqlite3_io_methods::xSync>::Call,
    .xFileSize = Forward<&sqlite3_io_methods::xFileSize>::Call,
    .xLock = Forward<&sqlite3_io_methods::xLock>::Call,
    .xUnlock = Forward<&sqlite3_io_methods::xUnlock>::Call,
    .xCheckReservedLock = Forward<&sqlite3_io_methods::xCheckReservedLock>::Call,
    .xFileControl = Forward<&sqlite3_io_methods::xFileControl>::Call,
    .xSectorSize = Forward<&sqlite3_io_methods::xSectorSize>::Call,
    .xDeviceCharacteristics = Forward<&sqlite3_io_methods::xDeviceCharacteristics>::Call,
    .xShmMap = Forward<&sqlite3_io_methods::xShmMap>::Call,
    .xShmLock = ShmLock,
    .xShmBarrier = Forward<&sqlite3_io_methods::xShmBarrier>::Call,
    .xShmUnmap = Forward<&sqlite3_io_methods::xShmUnmap>::Call,
};

// ---------------------------------------------------------------------------------------------

// Wraps databases and their logs; whatever else is opened is the base's own.
int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* const base = Base(vfs);
  const bool log = (flags & SQLITE_OPEN_WAL) != 0;
  if (!log && (flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return base->xOpen(base, name, file, flags, out_flags);
  }
  File* const opened = new (file) File{};
  Base(file)->pMethods = nullptr;
  const int code = base->xOpen(base, name, Base(file), flags, out_flags);
  if (code != SQLITE_OK) {
    // SQLite sees no methods of ours and calls no xClose.
    if (Base(file)->pMethods != nullptr) Base(file)->pMethods->xClose(Base(file));
    return code;
  }
  opened->ours.pMethods = &kDatabaseMethods;
  if (!log) return SQLITE_OK;
  // A log is gathered where its lock is seen and a sync covers all of a commit.
  File* const database = Of(sqlite3_database_file_object(name));
  if (database->ours.pMethods == &kDatabaseMethods &&
      (Base(file)->pMethods->xDeviceCharacteristics(Base(file)) &
       SQLITE_IOCAP_POWERSAFE_OVERWRITE) != 0) {
    opened->ours.pMethods = &kLogMethods;
    opened->gathered = new Gathered;
    opened->database = database;
    database->log = opened;
  }
  return SQLITE_OK;
}

}  // namespace

GatheringVfs::GatheringVfs(const std::string& base) : vfs_(std::make_unique<sqlite3_vfs>()) {
  static std::atomic<int64_t> made{0};
  name_ = absl::StrCat("gathering-", ++made);
  sqlite3_vfs* const below = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
  if (below == nullptr) return;  // Opening by our name then fails as by the other.
  *vfs_ = {.iVersion = 2,
           .szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile,
           .mxPathname = below->mxPathname,
           .zName = name_.c_str(),
           .pAppData = below,
           .xOpen = Open,
           .xDelete = Forward<&sqlite3_vfs::xDelete>::Call,
           .xAccess = Forward<&sqlite3_vfs::xAccess>::Call,
           .xFullPathname = Forward<&sqlite3_vfs::xFullPathname>::Call,
           .xDlOpen = Forward<&sqlite3_vfs::xDlOpen>::Call,
           .xDlError = Forward<&sqlite3_vfs::xDlError>::Call,
           .xDlSym = Forward<&sqlite3_vfs::xDlSym>::Call,
           .xDlClose = Forward<&sqlite3_vfs::xDlClose>::Call,
           .xRandomness = Forward<&sqlite3_vfs::xRandomness>::Call,
           .xSleep = Forward<&sqlite3_vfs::xSleep>::Call,
           .xCurrentTime = Forward<&sqlite3_vfs::xCurrentTime>::Call,
           .xGetLastError = Forward<&sqlite3_vfs::xGetLastError>::Call,
           .xCurrentTimeInt64 = Forward<&sqlite3_vfs::xCurrentTimeInt64>::Call};
  sqlite3_vfs_register(vfs_.get(), /*makeDflt=*/0);
}

GatheringVfs::~GatheringVfs() { sqlite3_vfs_unregister(vfs_.get()); }

}  // namespace dondoc::sql::internal
