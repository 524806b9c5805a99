// What makes an agency, a unit or an officer valid, and how updates change them. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"

#include "common/base/error.h"

#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::registry {

inline constexpr size_t kMaxAgencyNameChars = 200;
inline constexpr size_t kMaxSymbolChars = 20;
inline constexpr size_t kMaxProvinceChars = 100;
inline constexpr size_t kMaxUnitNameChars = 200;
inline constexpr int kMaxAliases = 20;
inline constexpr int kMaxPosition = 9999;
inline constexpr size_t kMaxPersonNameChars = 100;

// Add every error; `prefix` ends with a dot ("unit.").
void ValidateAgency(const v1::Agency& agency, absl::string_view prefix, FieldErrors& errors);
void ValidateUnit(const v1::Unit& unit, absl::string_view prefix, FieldErrors& errors);
void ValidateOfficer(const v1::Officer& officer, absl::string_view agency, absl::string_view prefix,
                     FieldErrors& errors);

// The paths to change: those of `mask`, or, where it is empty, every populated field of `resource`
// that is in `allowed`. INVALID_ARGUMENT on `update_mask` for a path that is not in `allowed`.
absl::StatusOr<std::vector<std::string>> UpdatePaths(const google::protobuf::FieldMask& mask,
                                                     const google::protobuf::Message& resource,
                                                     const std::vector<std::string>& allowed);

// Copies the fields at `paths` (top level, or one level down) from `from` to `to`.
void ApplyPaths(const std::vector<std::string>& paths, const google::protobuf::Message& from,
                google::protobuf::Message& to);

// The roles of an officer that only its own agency's administrator may not lose: true where
// `officer` is live and has ADMIN.
bool IsLiveAdministrator(const v1::Officer& officer);

}  // namespace dondoc::registry
