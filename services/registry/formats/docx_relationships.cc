#include "services/registry/formats/docx_relationships.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "common/base/status_macros.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kKinds[] = {"officeDocument", "styles",   "numbering", "footnotes",
                                        "endnotes",       "settings", "header"};

absl::string_view FolderOf(absl::string_view part) {
  const size_t slash = part.rfind('/');
  return slash == absl::string_view::npos ? absl::string_view() : part.substr(0, slash + 1);
}

}  // namespace

class RelationshipsReader : public XmlHandler {
 public:
  RelationshipsReader(absl::string_view part, DocxRelationships& relationships)
      : part_(part), relationships_(relationships) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.local != "Relationship" || attributes.Get("", "TargetMode") == "External") return;
    const absl::string_view type = attributes.Get("", "Type");
    const absl::string_view kind = type.substr(type.rfind('/') + 1);
    if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) return;
    if (relationships_.by_id_.size() >= kMaxRelationships) return;
    const std::string target = ResolvePart(part_, attributes.Get("", "Target"));
    relationships_.by_id_.emplace(attributes.Get("", "Id"), target);
    relationships_.by_kind_.emplace(kind, target);
  }
  void EndElement(const XmlName&) override {}
  void Characters(absl::string_view) override {}

 private:
  absl::string_view part_;
  DocxRelationships& relationships_;
};

absl::StatusOr<DocxRelationships> DocxRelationships::Read(ZipPackage& package,
                                                          absl::string_view part) {
  DocxRelationships relationships;
  const absl::string_view folder = FolderOf(part);
  const std::string rels = absl::StrCat(folder, "_rels/", part.substr(folder.size()), ".rels");
  if (!package.Has(rels)) return relationships;
  RelationshipsReader reader(part, relationships);
  RETURN_IF_ERROR(package.ReadXmlPart(rels, reader));
  return relationships;
}

absl::string_view DocxRelationships::PartById(absl::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? absl::string_view() : found->second;
}

absl::string_view DocxRelationships::PartByKind(absl::string_view kind) const {
  const auto found = by_kind_.find(kind);
  return found == by_kind_.end() ? absl::string_view() : found->second;
}

std::string ResolvePart(absl::string_view part, absl::string_view target) {
  std::vector<absl::string_view> names;
  if (target.substr(0, 1) != "/") names = absl::StrSplit(FolderOf(part), '/', absl::SkipEmpty());
  for (absl::string_view name : absl::StrSplit(target, '/', absl::SkipEmpty())) {
    if (name == "..") {
      if (!names.empty()) names.pop_back();
    } else if (name != ".") {
      names.push_back(name);
    }
  }
  return absl::StrJoin(names, "/");
}

}  // namespace dondoc::registry
