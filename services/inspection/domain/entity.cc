#include "services/inspection/domain/entity.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/fields.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/tax_code.h"

namespace dondoc::inspection {
namespace {

using Entity = v1::Entity;

constexpr std::array<absl::string_view, 4> kUpdatableEntityFields = {"display_name", "address",
                                                                     "sector", "dissolved"};

void CheckTexts(const Entity& entity, FieldErrors& errors) {
  CheckLength(entity.display_name(), kMaxEntityNameChars, "entity.display_name", errors);
  CheckLength(entity.address(), kMaxAddressChars, "entity.address", errors);
  CheckLength(entity.sector(), kMaxSectorChars, "entity.sector", errors);
}

}  // namespace

absl::Status Validate(const v1::CreateEntityRequest& request) {
  FieldErrors errors;
  Merge(rpc::CheckAgency("parent", request.parent()), errors);
  if (!request.entity_id().empty()) rpc::CheckNewId("entity_id", request.entity_id(), errors);
  const Entity& entity = request.entity();
  Require(entity.display_name(), "entity.display_name", errors);
  CheckTexts(entity, errors);
  if (entity.type() == Entity::TYPE_UNSPECIFIED || !Entity::Type_IsValid(entity.type())) {
    AddMissing("entity.type", errors);
  }
  if (!entity.tax_code().empty() || entity.type() == Entity::ENTERPRISE) {
    const auto tax_code = NormalizeTaxCode(entity.tax_code(), "entity.tax_code");
    if (!tax_code.ok()) Merge(tax_code.status(), errors);
  }
  return errors.ToStatus();
}

absl::Status Validate(const v1::UpdateEntityRequest& request) {
  FieldErrors errors;
  const auto name = rpc::ParseChild("entity.name", request.entity().name(), "entities");
  if (!name.ok()) Merge(name.status(), errors);
  if (request.entity().etag().empty()) AddMissing("entity.etag", errors);
  for (int i = 0; i < request.update_mask().paths_size(); ++i) {
    const std::string& path = request.update_mask().paths(i);
    if (std::find(kUpdatableEntityFields.begin(), kUpdatableEntityFields.end(), path) ==
        kUpdatableEntityFields.end()) {
      errors.Add(absl::StrCat("update_mask.paths[", i, "]"),
                 {"cannot be changed here", "không thể thay đổi tại đây"});
    } else if (path == "display_name") {
      Require(request.entity().display_name(), "entity.display_name", errors);
    }
  }
  CheckTexts(request.entity(), errors);
  return errors.ToStatus();
}

absl::Status Validate(const v1::LookUpEnterpriseYearRequest& request) {
  FieldErrors errors;
  Merge(rpc::CheckAgency("parent", request.parent()), errors);
  const auto tax_code = NormalizeTaxCode(request.tax_code(), "tax_code");
  if (!tax_code.ok()) Merge(tax_code.status(), errors);
  if (request.year() < kMinPlanYear || request.year() > kMaxPlanYear) {
    errors.Add("year", {absl::StrCat("must lie in ", kMinPlanYear, " to ", kMaxPlanYear),
                        absl::StrCat("phải trong khoảng ", kMinPlanYear, " đến ", kMaxPlanYear)});
  }
  return errors.ToStatus();
}

absl::StatusOr<Entity> CreateEntity(const v1::CreateEntityRequest& request,
                                    const std::string& name) {
  const Entity& in = request.entity();
  Entity entity;
  entity.set_name(name);
  entity.set_display_name(in.display_name());
  if (!in.tax_code().empty()) {
    ASSIGN_OR_RETURN(*entity.mutable_tax_code(),
                     NormalizeTaxCode(in.tax_code(), "entity.tax_code"));
  }
  entity.set_type(in.type());
  entity.set_address(in.address());
  entity.set_sector(in.sector());
  return entity;
}

absl::StatusOr<Entity> UpdateEntity(const Entity& current, const v1::UpdateEntityRequest& request) {
  Entity updated = current;
  const Entity& in = request.entity();
  const auto& paths = request.update_mask().paths();
  const auto wanted = [&](absl::string_view path, bool populated) {
    return paths.empty() ? populated : std::find(paths.begin(), paths.end(), path) != paths.end();
  };
  if (wanted("display_name", !in.display_name().empty())) {
    updated.set_display_name(in.display_name());
  }
  if (wanted("address", !in.address().empty())) updated.set_address(in.address());
  if (wanted("sector", !in.sector().empty())) updated.set_sector(in.sector());
  if (wanted("dissolved", in.dissolved())) updated.set_dissolved(in.dissolved());
  return updated;
}

absl::StatusOr<EnterpriseYearKey> KeyOf(const v1::LookUpEnterpriseYearRequest& request) {
  ASSIGN_OR_RETURN(const std::string tax_code, NormalizeTaxCode(request.tax_code(), "tax_code"));
  return EnterpriseYearKey{std::string(EnterpriseOf(tax_code)), request.year()};
}

v1::EnterpriseYear Describe(const EnterpriseYearKey& key, const EnterpriseYearHolder* holder,
                            const std::string& agency) {
  v1::EnterpriseYear answer;
  answer.set_tax_code(key.enterprise);
  answer.set_year(key.year);
  answer.set_available(holder == nullptr);
  if (holder == nullptr) return answer;
  answer.set_agency(holder->agency);
  answer.set_kind(holder->kind);
  if (holder->first_day) *answer.mutable_first_day() = calendar::ToDate(*holder->first_day);
  if (holder->last_day) *answer.mutable_last_day() = calendar::ToDate(*holder->last_day);
  if (holder->agency == agency) answer.set_inspection(holder->inspection);
  return answer;
}

}  // namespace dondoc::inspection
