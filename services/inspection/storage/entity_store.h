// Inspected entities in the database, with their search words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/inspection/storage/rows.h"
#include "services/inspection/storage/statement.h"

#include "dondoc/inspection/v1/entity.pb.h"

namespace dondoc::inspection {

absl::StatusOr<std::optional<v1::Entity>> FindEntity(sql::Transaction& tx, absl::string_view agency,
                                                     absl::string_view name);
// ALREADY_EXISTS, ENTITY_EXISTS, where the name or the tax code is taken.
absl::Status InsertEntity(sql::Transaction& tx, absl::string_view agency, const v1::Entity& entity);
absl::Status UpdateEntity(sql::Transaction& tx, absl::string_view agency, const v1::Entity& before,
                          const v1::Entity& after);

// A checked ListEntities filter.
struct EntityQuery {
  std::vector<Bound> conditions;
  std::vector<std::string> words;
};
// INVALID_ARGUMENT on `filter`.
absl::StatusOr<EntityQuery> ParseEntityQuery(absl::string_view filter);

// By name in Vietnamese order, after the keys of `token` where it has some.
absl::StatusOr<std::vector<v1::Entity>> PageEntities(sql::Transaction& tx, absl::string_view agency,
                                                     const EntityQuery& query,
                                                     const common::v1::PageToken& token, int limit,
                                                     PageKeys& keys);

}  // namespace dondoc::inspection
