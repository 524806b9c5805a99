// What the task commands share.
#pragma once

#include "services/cli/command.h"
#include "services/cli/context.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::cli {

// Tasks of a page: the contract's own maximum.
inline constexpr int32_t kMaxTaskPage = 500;

// A task in full, as a list of facts.
Table TaskFacts(Context& context, const registry::v1::Task& task);

// The task that `text` names: a number, an id or a resource name.
absl::StatusOr<registry::v1::Task> GetTask(Context& context, const std::string& text);

// In time, overdue and so on, coloured; "sắp đến hạn" where it is near.
Cell TimelinessCell(const registry::v1::Task& task, const Lang& lang);

// Adds list, show, history (task.cc), create, assign and the other verbs (task_verbs.cc).
void RegisterTaskVerbs(Command& task);

}  // namespace dondoc::cli
