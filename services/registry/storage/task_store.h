// Tasks in the database, with the board's counters and the search words kept in step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"
#include "services/registry/storage/office_number.h"

#include "dondoc/common/v1/page_token.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// The office number of the next task of `year`, under the agency lock of the mutation. It follows
// the last one: tasks are never deleted, so no number is given twice.
absl::StatusOr<int64_t> NextOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                         int64_t year);

// By resource name or office number (`agencies/a/tasks/NV-2022-0012`). NOT_FOUND.
absl::StatusOr<v1::Task> GetTask(sql::Transaction& tx, absl::string_view agency,
                                 absl::string_view name);

// Inserts a task whose name and number are set.
absl::Status InsertTask(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                        const v1::Task& task);

// Replaces `before` by `after`.
absl::Status UpdateTask(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                        const v1::Task& before, const v1::Task& after);

absl::Status InsertProgressReport(sql::Transaction& tx, absl::string_view agency,
                                  absl::string_view task, const v1::ProgressReport& report);
// Newest first, before the report of `token`.
absl::StatusOr<std::vector<v1::ProgressReport>> PageProgressReports(
    sql::Transaction& tx, absl::string_view agency, absl::string_view task,
    const common::v1::PageToken& token, int limit, std::vector<common::v1::PageToken>& keys);

// Tasks whose deadline waits for the calendar of `year`, by name, after `after`.
absl::StatusOr<std::vector<v1::Task>> TasksWaitingFor(sql::Transaction& tx,
                                                      absl::string_view agency, int64_t year,
                                                      absl::string_view after, int limit);

// Open tasks with an event term or period whose stored day lies in `year`, for the dry run of a
// calendar change; at most `limit`, in the order of their days.
absl::StatusOr<std::vector<v1::Task>> OpenTasksOfYear(sql::Transaction& tx,
                                                      absl::string_view agency, int64_t year,
                                                      int limit);

}  // namespace dondoc::registry
