// What a dossier must say about itself, kind by kind.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "common/base/error.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// The fields of a dossier that a client may give when it is received and change before it is valid.
const std::vector<absl::string_view>& EditableDossierFields();

// Adds every error of the papers of a dossier.
void ValidateDossierDocuments(const google::protobuf::RepeatedPtrField<v1::Document>& documents,
                              absl::string_view field, FieldErrors& errors);

// Checks everything a client gave and fills the totals. `contract` is the one the dossier names,
// null where it names none. INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field, also
// those that the kind has no use for: they are refused, not dropped.
absl::Status CompleteDossier(v1::Dossier& dossier, const v1::Contract* contract,
                             absl::string_view agency_name);

}  // namespace dondoc::finance
