// How the parts of an Office Open XML package refer to each other (.rels).
#pragma once

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/zip_package.h"

namespace dondoc::registry {

// Relationships that are kept, of the kinds that are read. Sections have six headers and footers.
inline constexpr size_t kMaxRelationships = 1000;

class DocxRelationships {
 public:
  // Those of `part` ("" for the package); none where it has no .rels.
  static absl::StatusOr<DocxRelationships> Read(ZipPackage& package, absl::string_view part);

  // The part that `id` names; "" for none.
  absl::string_view PartById(absl::string_view id) const;
  // The first part of `kind`: the last word of the relationship's type, "styles", "header", ...
  absl::string_view PartByKind(absl::string_view kind) const;

 private:
  friend class RelationshipsReader;

  absl::flat_hash_map<std::string, std::string> by_id_;
  absl::flat_hash_map<std::string, std::string> by_kind_;
};

// The part that `target` names, seen from `part`: "styles.xml" beside it, "../x.xml", or
// "/word/x.xml". Never more than a name; what leads out of the package names nothing in it.
std::string ResolvePart(absl::string_view part, absl::string_view target);

}  // namespace dondoc::registry
