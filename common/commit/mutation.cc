#include "common/commit/mutation.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace dondoc::commit {

std::string MakeEtag(absl::string_view incarnation, int64_t revision) {
  // Eight characters tell incarnations apart well enough: an etag is compared, never looked up.
  return absl::StrCat(incarnation.substr(0, 8), "-", absl::Hex(revision));
}

std::string WriteContext::Etag() const { return MakeEtag(incarnation_, revision_); }

void WriteContext::Record(absl::string_view name, const google::protobuf::Message* before,
                          const google::protobuf::Message* after) {
  ChangeRecord change;
  change.name = std::string(name);
  change.type = (after != nullptr ? after : before)->GetDescriptor()->full_name();
  if (before != nullptr) change.before = before->SerializeAsString();
  if (after != nullptr) change.after = after->SerializeAsString();
  Record(std::move(change));
}

}  // namespace dondoc::commit
