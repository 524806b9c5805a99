// Update masks (AIP-134): which fields a request changes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace dondoc::finance {

// The fields that `mask` names, all of them among `allowed` (top-level field names of `message`).
// An empty mask names the allowed fields that are populated in `message`. INVALID_ARGUMENT, reason
// INVALID_FIELD, on "update_mask", for other paths and where nothing is left to change.
absl::StatusOr<std::set<std::string>> FieldsToUpdate(const google::protobuf::FieldMask& mask,
                                                     const std::vector<absl::string_view>& allowed,
                                                     const google::protobuf::Message& message);

// Copies the top-level fields `fields` of `from` over those of `to`; both of one type. A field that
// is absent in `from` is cleared.
void CopyFields(const std::set<std::string>& fields, const google::protobuf::Message& from,
                google::protobuf::Message& to);

}  // namespace dondoc::finance
