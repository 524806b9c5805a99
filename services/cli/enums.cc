#include "services/cli/enums.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <google/protobuf/descriptor.h>

#include "common/base/error.h"
#include "services/cli/words.h"

namespace dondoc::cli {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

absl::StatusOr<int> ParseEnumNumber(absl::string_view flag, absl::string_view text,
                                    const EnumDescriptor& type) {
  const std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  const EnumValueDescriptor* value = type.FindValueByName(name);
  if (value != nullptr && value->number() != 0) return value->number();
  const std::string values = EnumValues(type);
  return InvalidField(flag, {absl::StrCat("'", text, "' is none of ", values),
                             absl::StrCat("'", text, "' không thuộc ", values)});
}

std::string EnumValues(const EnumDescriptor& type) {
  std::string values;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() == 0) continue;
    absl::StrAppend(
        &values, values.empty() ? "" : ", ",
        absl::StrReplaceAll(absl::AsciiStrToLower(type.value(i)->name()), {{"_", "-"}}));
  }
  return values;
}

std::string EnumWord(const EnumDescriptor& type, int number, const Lang& lang) {
  const EnumValueDescriptor* value = type.FindValueByNumber(number);
  if (value == nullptr || number == 0) return "";
  if (type.containing_type() != nullptr) {
    const std::string scoped = absl::StrCat(type.containing_type()->name(), ".", value->name());
    if (FindWord(scoped) != nullptr) return lang.Word(scoped);
  }
  return lang.Word(value->name());
}

}  // namespace dondoc::cli
