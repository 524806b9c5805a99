// Annual plans in the database.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/inspection/storage/rows.h"

#include "dondoc/inspection/v1/plan.pb.h"

namespace dondoc::inspection {

absl::StatusOr<std::optional<v1::Plan>> FindPlan(sql::Transaction& tx, absl::string_view agency,
                                                 int year);
// ALREADY_EXISTS, PLAN_EXISTS.
absl::Status InsertPlan(sql::Transaction& tx, absl::string_view agency, const v1::Plan& plan);
absl::Status UpdatePlan(sql::Transaction& tx, absl::string_view agency, const v1::Plan& plan);
// Newest year first, after the key of `token` where it has one.
absl::StatusOr<std::vector<v1::Plan>> PagePlans(sql::Transaction& tx, absl::string_view agency,
                                                const common::v1::PageToken& token, int limit,
                                                PageKeys& keys);

}  // namespace dondoc::inspection
