// Inspected entities: shape of requests and what may change.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/inspection/domain/overlap.h"

#include "dondoc/inspection/v1/entity.pb.h"

namespace dondoc::inspection {

absl::Status Validate(const v1::CreateEntityRequest& request);
absl::Status Validate(const v1::UpdateEntityRequest& request);
absl::Status Validate(const v1::LookUpEnterpriseYearRequest& request);

// A new entity called `name`, its tax code normalised.
absl::StatusOr<v1::Entity> CreateEntity(const v1::CreateEntityRequest& request,
                                        const std::string& name);
absl::StatusOr<v1::Entity> UpdateEntity(const v1::Entity& current,
                                        const v1::UpdateEntityRequest& request);

// The key that a look-up asks for; the request is validated.
absl::StatusOr<EnterpriseYearKey> KeyOf(const v1::LookUpEnterpriseYearRequest& request);
// What a caller of `agency` (`agencies/{agency}`) may know of the holder, null where there is none.
v1::EnterpriseYear Describe(const EnterpriseYearKey& key, const EnterpriseYearHolder* holder,
                            const std::string& agency);

}  // namespace dondoc::inspection
