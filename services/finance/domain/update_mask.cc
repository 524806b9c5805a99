#include "services/finance/domain/update_mask.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"

#include "common/base/error.h"

namespace dondoc::finance {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

absl::StatusOr<std::set<std::string>> FieldsToUpdate(const google::protobuf::FieldMask& mask,
                                                     const std::vector<absl::string_view>& allowed,
                                                     const Message& message) {
  std::set<std::string> fields;
  if (mask.paths().empty()) {
    std::vector<const FieldDescriptor*> populated;
    message.GetReflection()->ListFields(message, &populated);
    for (const FieldDescriptor* field : populated) {
      if (std::find(allowed.begin(), allowed.end(), field->name()) != allowed.end()) {
        fields.insert(field->name());
      }
    }
  }
  for (const std::string& path : mask.paths()) {
    if (std::find(allowed.begin(), allowed.end(), path) == allowed.end()) {
      const std::string list = absl::StrJoin(allowed, ", ");
      return InvalidField("update_mask",
                          {absl::StrCat("These fields can be changed here: ", list, "."),
                           absl::StrCat("Chỉ được thay đổi các trường: ", list, ".")});
    }
    fields.insert(path);
  }
  if (fields.empty()) {
    return InvalidField("update_mask", {"Nothing to change.", "Không có gì để thay đổi."});
  }
  return fields;
}

void CopyFields(const std::set<std::string>& fields, const Message& from, Message& to) {
  // A pruned copy merged into the cleared fields: the two messages are of one type.
  const Reflection* reflection = from.GetReflection();
  std::unique_ptr<Message> pruned(from.New());
  pruned->CopyFrom(from);
  std::vector<const FieldDescriptor*> populated;
  reflection->ListFields(*pruned, &populated);
  for (const FieldDescriptor* field : populated) {
    if (!fields.contains(field->name())) reflection->ClearField(pruned.get(), field);
  }
  for (const std::string& name : fields) {
    reflection->ClearField(&to, to.GetDescriptor()->FindFieldByName(name));
  }
  to.MergeFrom(*pruned);
}

}  // namespace dondoc::finance
