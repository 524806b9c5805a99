// A deadline from flags.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

#include "services/cli/command.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::cli {

struct DeadlineFlags {
  std::string on;
  std::string before;
  std::string within;
  std::optional<int64_t> days;
  std::optional<int64_t> working_days;
  std::string from;
  std::string event;
  bool backward = false;
  bool standing = false;
  std::string condition;
  std::string phrase;

  void AddTo(Command& command);
  // The deadline; without any rule where no flag was given. INVALID_ARGUMENT naming every bad flag:
  // two rules at once, a bad date, period or count.
  absl::StatusOr<common::v1::Deadline> ToDeadline() const;
};

// "2022-10", "2022-Q4", "2022-H2", "2022"; also "10/2022" and "Q4/2022". INVALID_ARGUMENT on
// --within.
absl::StatusOr<common::v1::Period> ParsePeriod(absl::string_view text);

}  // namespace dondoc::cli
