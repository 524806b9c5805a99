#include "services/registry/domain/directory_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/field_mask_util.h"

#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "common/text/fold.h"
#include "common/text/normalize.h"
#include "services/registry/domain/field.h"

namespace dondoc::registry {
namespace {

void Require(absl::string_view field, absl::string_view value, FieldErrors& errors) {
  if (value.empty()) errors.Add(field, {"is required", "bắt buộc"});
}

}  // namespace

void ValidateAgency(const v1::Agency& agency, absl::string_view prefix, FieldErrors& errors) {
  Require(FieldAt(prefix, "display_name"), agency.display_name(), errors);
  text::ValidatePersonText(FieldAt(prefix, "display_name"), agency.display_name(),
                           kMaxAgencyNameChars, errors);
  text::ValidatePersonText(FieldAt(prefix, "symbol"), agency.symbol(), kMaxSymbolChars, errors);
  text::ValidatePersonText(FieldAt(prefix, "province"), agency.province(), kMaxProvinceChars,
                           errors);
}

void ValidateUnit(const v1::Unit& unit, absl::string_view prefix, FieldErrors& errors) {
  Require(FieldAt(prefix, "display_name"), unit.display_name(), errors);
  text::ValidatePersonText(FieldAt(prefix, "display_name"), unit.display_name(), kMaxUnitNameChars,
                           errors);
  if (unit.aliases_size() > kMaxAliases) {
    errors.Add(FieldAt(prefix, "aliases"),
               {absl::StrCat("at most ", kMaxAliases), absl::StrCat("nhiều nhất ", kMaxAliases)});
  }
  for (int i = 0; i < unit.aliases_size() && i < kMaxAliases; ++i) {
    const std::string field = absl::StrCat(prefix, "aliases[", i, "]");
    Require(field, unit.aliases(i), errors);
    text::ValidatePersonText(field, unit.aliases(i), kMaxUnitNameChars, errors);
  }
  if (unit.position() < 0 || unit.position() > kMaxPosition) {
    errors.Add(FieldAt(prefix, "position"), {absl::StrCat("must be 0 to ", kMaxPosition),
                                             absl::StrCat("phải từ 0 đến ", kMaxPosition)});
  }
  std::optional<absl::CivilDay> from, to;
  if (unit.has_valid_from()) {
    from = calendar::ValidateDate(unit.valid_from(), FieldAt(prefix, "valid_from"), errors);
  }
  if (unit.has_valid_to()) {
    to = calendar::ValidateDate(unit.valid_to(), FieldAt(prefix, "valid_to"), errors);
  }
  if (from && to && *to < *from) {
    errors.Add(FieldAt(prefix, "valid_to"),
               {"must not be before valid_from", "không được trước ngày bắt đầu"});
  }
}

void ValidateOfficer(const v1::Officer& officer, absl::string_view agency, absl::string_view prefix,
                     FieldErrors& errors) {
  Require(FieldAt(prefix, "display_name"), officer.display_name(), errors);
  text::ValidatePersonText(FieldAt(prefix, "display_name"), officer.display_name(),
                           kMaxPersonNameChars, errors);
  text::ValidatePersonText(FieldAt(prefix, "title"), officer.title(), kMaxPersonNameChars, errors);
  if (!officer.unit().empty()) {
    rpc::CheckChildOf(FieldAt(prefix, "unit"), officer.unit(), "units", agency, errors);
  }
  std::set<int> seen;
  bool needs_unit = false;
  for (const int role : officer.roles()) {
    if (role < DIRECTOR || role > ADMIN || !seen.insert(role).second) {
      errors.Add(FieldAt(prefix, "roles"),
                 {"must be different roles from DIRECTOR to ADMIN",
                  "phải là các vai trò khác nhau, từ DIRECTOR đến ADMIN"});
      break;
    }
    needs_unit |= role == UNIT_HEAD || role == OFFICER;
  }
  if (officer.roles().empty() && !officer.disabled()) {
    errors.Add(FieldAt(prefix, "roles"), {"at least one role", "cần ít nhất một vai trò"});
  }
  if (needs_unit && officer.unit().empty()) {
    errors.Add(FieldAt(prefix, "unit"), {"UNIT_HEAD and OFFICER need a unit",
                                         "trưởng đơn vị và chuyên viên phải thuộc một đơn vị"});
  }
}

absl::StatusOr<std::vector<std::string>> UpdatePaths(const google::protobuf::FieldMask& mask,
                                                     const google::protobuf::Message& resource,
                                                     const std::vector<std::string>& allowed) {
  std::vector<std::string> paths(mask.paths().begin(), mask.paths().end());
  if (paths.empty()) {
    for (const std::string& path : allowed) {
      // A path below the top level is populated where its parent is.
      const std::string top = path.substr(0, path.find('.'));
      const auto* field = resource.GetDescriptor()->FindFieldByName(top);
      const auto* reflection = resource.GetReflection();
      const bool populated = field->is_repeated() ? reflection->FieldSize(resource, field) > 0
                                                  : reflection->HasField(resource, field);
      if (populated) paths.push_back(path);
    }
  }
  for (const std::string& path : paths) {
    if (std::find(allowed.begin(), allowed.end(), path) != allowed.end()) continue;
    const std::string known = absl::StrJoin(allowed, ", ");
    return InvalidField("update_mask",
                        {absl::StrCat("\"", path, "\" cannot be changed here; known: ", known),
                         absl::StrCat("không thể sửa \"", path, "\" ở đây; có thể sửa: ", known)});
  }
  return paths;
}

void ApplyPaths(const std::vector<std::string>& paths, const google::protobuf::Message& from,
                google::protobuf::Message& to) {
  google::protobuf::FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  google::protobuf::util::FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(from, mask, options, &to);
}

bool IsLiveAdministrator(const v1::Officer& officer) {
  return !officer.disabled() &&
         std::find(officer.roles().begin(), officer.roles().end(), ADMIN) != officer.roles().end();
}

}  // namespace dondoc::registry
