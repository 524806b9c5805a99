// What a driver provides. Connection and Transaction put the common rules on top; nobody else calls
// this.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/database.h"
#include "common/sql/transaction.h"
#include "common/sql/value.h"

namespace dondoc::sql::internal {

// Errors are mapped by the driver (errors.h). `sql` is the portable text, macros and all.
class Session {
 public:
  virtual ~Session() = default;

  virtual Engine engine() const = 0;
  virtual bool alive() const = 0;
  virtual void Interrupt() = 0;
  virtual void SetDeadline(SteadyTime deadline) = 0;
  virtual void ClearDeadline() = 0;
  virtual int64_t statements_prepared() const = 0;

  virtual absl::Status Begin() = 0;
  virtual absl::StatusOr<int64_t> Execute(absl::string_view sql, Params params) = 0;
  virtual absl::Status ExecuteDeferred(absl::string_view sql, Params params) = 0;
  virtual absl::Status Flush() = 0;
  // A savepoint command, as unaware of the deadline as Commit and Rollback are. May be deferred;
  // does not run after the error of a deferred statement, which it then may return.
  virtual absl::Status Control(absl::string_view sql) = 0;
  // `type_error` answers with SQL_TYPE after a misread column; a callback's own error is returned
  // in `callback_error`, not as the result.
  virtual absl::Status Query(absl::string_view sql, Params params, RowCallback on_row,
                             absl::Status& callback_error) = 0;
  virtual absl::Status ExecuteScript(absl::string_view sql) = 0;
  virtual CommitResult Commit() = 0;
  virtual absl::Status Rollback() = 0;
  // False once the engine has ended the transaction by itself.
  virtual bool InTransaction() const = 0;
};

}  // namespace dondoc::sql::internal
