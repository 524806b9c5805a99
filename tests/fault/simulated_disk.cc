#include "tests/fault/simulated_disk.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dondoc::testing {
namespace {

// What a disk writes at once or not at all.
constexpr size_t kSectorBytes = 512;

void Apply(std::string& content, size_t offset, absl::string_view data) {
  if (content.size() < offset + data.size()) content.resize(offset + data.size(), '\0');
  std::copy(data.begin(), data.end(), content.begin() + static_cast<int64_t>(offset));
}

void ApplyAll(std::string& content, const std::vector<SimulatedInode::Change>& changes) {
  for (const auto& change : changes) {
    if (change.truncation) {
      content.resize(static_cast<size_t>(change.offset), '\0');
    } else {
      Apply(content, static_cast<size_t>(change.offset), change.data);
    }
  }
}

}  // namespace

PowerCutVfs::Disk::Disk() = default;
PowerCutVfs::Disk::~Disk() = default;

bool PowerCutVfs::Disk::powered() const {
  MutexLock lock(mutex_);
  return powered_;
}

bool PowerCutVfs::Disk::Knows(const std::string& path) const {
  MutexLock lock(mutex_);
  return live_.count(path) != 0;
}

int64_t PowerCutVfs::Disk::operations() const {
  MutexLock lock(mutex_);
  return operations_;
}

int64_t PowerCutVfs::Disk::syncs() const {
  MutexLock lock(mutex_);
  return syncs_;
}

std::shared_ptr<SimulatedInode> PowerCutVfs::Disk::Open(const std::string& path,
                                                        const std::optional<std::string>& existing,
                                                        bool sync_directory) {
  MutexLock lock(mutex_);
  std::shared_ptr<SimulatedInode>& inode = live_[path];
  if (inode == nullptr) {
    inode = std::make_shared<SimulatedInode>();
    if (existing) {
      inode->synced = *existing;
      if (powered_) durable_[path] = inode;
    }
  }
  if (sync_directory) inode->sync_directory = true;
  return inode;
}

bool PowerCutVfs::Disk::Tick() {
  if (!powered_) return false;
  ++operations_;
  if (cut_at_ && operations_ >= *cut_at_) CutLocked();
  return powered_;
}

bool PowerCutVfs::Disk::Write(SimulatedInode& inode, int64_t offset, absl::string_view data) {
  MutexLock lock(mutex_);
  if (!powered_) return false;
  // In the cache before the power goes: a torn disk may have some of the last write, too.
  inode.unsynced.push_back({offset, std::string(data), false});
  return Tick();
}

bool PowerCutVfs::Disk::Truncate(SimulatedInode& inode, int64_t size) {
  MutexLock lock(mutex_);
  if (!powered_) return false;
  inode.unsynced.push_back({size, "", true});
  return Tick();
}

bool PowerCutVfs::Disk::Sync(SimulatedInode& inode) {
  MutexLock lock(mutex_);
  if (!Tick()) return false;
  ++syncs_;
  ApplyAll(inode.synced, inode.unsynced);
  inode.unsynced.clear();
  // All paths here are of one database, thus of one directory.
  if (std::exchange(inode.sync_directory, false)) durable_ = live_;
  return true;
}

bool PowerCutVfs::Disk::Delete(const std::string& path, bool sync_directory) {
  MutexLock lock(mutex_);
  if (!powered_) return false;
  live_.erase(path);
  if (!Tick()) return false;
  if (sync_directory) durable_ = live_;
  return true;
}

void PowerCutVfs::Disk::CutAfter(int64_t operation, CutMode mode, uint64_t seed) {
  MutexLock lock(mutex_);
  cut_at_ = operations_ + std::max<int64_t>(1, operation);
  mode_ = mode;
  seed_ = seed;
}

void PowerCutVfs::Disk::Cut(CutMode mode, uint64_t seed) {
  MutexLock lock(mutex_);
  if (!powered_) return;
  mode_ = mode;
  seed_ = seed;
  CutLocked();
}

std::string PowerCutVfs::Disk::Survivor(const SimulatedInode& inode, std::mt19937_64& coin) const {
  std::string content = inode.synced;
  if (mode_ == CutMode::kDropUnsynced) return content;
  for (const auto& change : inode.unsynced) {
    if (change.truncation) {
      if (coin() % 2 == 0) content.resize(static_cast<size_t>(change.offset), '\0');
      continue;
    }
    // Sector by sector of the disk, not of the write. Whole writes arrive more often than parts, so
    // that cuts also leave long runs of what was written.
    const uint64_t fate = coin() % 4;
    if (fate == 0) continue;
    const absl::string_view data = change.data;
    const auto start = static_cast<size_t>(change.offset);
    for (size_t at = 0; at < data.size();) {
      const size_t step = std::min(kSectorBytes - (start + at) % kSectorBytes, data.size() - at);
      if (fate == 1 || coin() % 2 == 0) Apply(content, start + at, data.substr(at, step));
      at += step;
    }
  }
  return content;
}

void PowerCutVfs::Disk::CutLocked() {
  powered_ = false;
  std::mt19937_64 coin(seed_);
  Entries left = durable_;
  if (mode_ == CutMode::kTorn) {
    for (const auto& [path, inode] : live_) {
      const auto it = durable_.find(path);
      if ((it == durable_.end() || it->second != inode) && coin() % 2 == 0) left[path] = inode;
    }
    for (const auto& [path, inode] : durable_) {
      if (live_.count(path) == 0 && coin() % 2 == 0) left.erase(path);
    }
  }
  for (const auto& [path, inode] : left) survivors_[path] = Survivor(*inode, coin);
}

absl::Status PowerCutVfs::Disk::Restore(const std::string& to) const {
  MutexLock lock(mutex_);
  if (powered_) return absl::FailedPreconditionError("the power is still on");
  for (const auto& [path, content] : survivors_) {
    const std::string target = absl::StrCat(to, "/", path.substr(path.rfind('/') + 1));
    std::ofstream out(target, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) return absl::InternalError(absl::StrCat("cannot write ", target));
  }
  return absl::OkStatus();
}

}  // namespace dondoc::testing
