// A bounded pool of reader connections. Blocks only callers that may block: executor threads.
#pragma once

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"

#include "common/base/mutex.h"
#include "common/sql/database.h"

namespace dondoc::sql {

// Thread-safe. Must outlive its leases.
class ReaderPool {
 public:
  // A connection on loan; goes back when destroyed, and is dropped if no longer alive.
  class Lease {
   public:
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    friend class ReaderPool;
    Lease(ReaderPool* pool, std::unique_ptr<Connection> connection);
    void Return();
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  // At most `size` connections, made when first needed. `database` must outlive the pool.
  ReaderPool(Database& database, int size);
  ~ReaderPool();
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  // Waits for a free connection until `deadline`, which also becomes the connection's statement
  // deadline for the time of the lease. Errors: UNAVAILABLE/SQL_POOL_EXHAUSTED, or those of
  // Connect.
  absl::StatusOr<Lease> Take(SteadyTime deadline) ABSL_LOCKS_EXCLUDED(mutex_);

  // Connections on loan now.
  int in_use() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Return(std::unique_ptr<Connection> connection) ABSL_LOCKS_EXCLUDED(mutex_);

  Database& database_;
  const int size_;
  mutable Mutex mutex_;
  CondVar freed_;
  int in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::sql
