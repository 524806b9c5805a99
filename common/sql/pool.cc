#include "common/sql/pool.h"

#include <algorithm>
#include <utility>

#include "common/base/error.h"

namespace dondoc::sql {

ReaderPool::Lease::Lease(ReaderPool* pool, std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}

ReaderPool::Lease::Lease(Lease&& other) noexcept
    : pool_(other.pool_), connection_(std::move(other.connection_)) {}

ReaderPool::Lease& ReaderPool::Lease::operator=(Lease&& other) noexcept {
  if (this == &other) return *this;
  Return();
  pool_ = other.pool_;
  connection_ = std::move(other.connection_);
  return *this;
}

ReaderPool::Lease::~Lease() { Return(); }

void ReaderPool::Lease::Return() {
  if (connection_ != nullptr) pool_->Return(std::move(connection_));
}

ReaderPool::ReaderPool(Database& database, int size)
    : database_(database), size_(std::max(1, size)) {}

ReaderPool::~ReaderPool() = default;

absl::StatusOr<ReaderPool::Lease> ReaderPool::Take(SteadyTime deadline) {
  std::unique_ptr<Connection> connection;
  {
    MutexLock lock(mutex_);
    while (in_use_ >= size_) {
      const auto left = absl::FromChrono(deadline - std::chrono::steady_clock::now());
      if (left <= absl::ZeroDuration()) {
        return Error(absl::StatusCode::kUnavailable, "SQL_POOL_EXHAUSTED",
                     {"too many reads are running; try again",
                      "đang có quá nhiều truy vấn đọc; hãy thử lại"});
      }
      freed_.WaitFor(mutex_, left);
    }
    ++in_use_;
    if (!idle_.empty()) {
      // The one used last: its caches are the warmest, and the others may stay cold.
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (connection == nullptr) {
    auto made = database_.Connect(ConnectionKind::kReader);
    if (!made.ok()) {
      Return(nullptr);
      return made.status();
    }
    connection = *std::move(made);
  }
  connection->SetDeadline(deadline);
  return Lease(this, std::move(connection));
}

void ReaderPool::Return(std::unique_ptr<Connection> connection) {
  if (connection != nullptr && connection->alive()) {
    connection->ClearDeadline();
  } else {
    connection.reset();
  }
  MutexLock lock(mutex_);
  if (connection != nullptr) idle_.push_back(std::move(connection));
  --in_use_;
  freed_.NotifyOne();
}

int ReaderPool::in_use() const {
  MutexLock lock(mutex_);
  return in_use_;
}

}  // namespace dondoc::sql
