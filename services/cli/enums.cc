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
  const Text values = EnumHelp(type);
  return InvalidField(flag, {absl::StrCat("'", text, "' is none of ", values.en),
                             absl::StrCat("'", text, "' không thuộc ", values.vi)});
}

std::string EnumValues(const EnumDescriptor& type) { return EnumHelp(type).en; }

Text EnumHelp(const EnumDescriptor& type) {
  const Lang vietnamese(Language::kVietnamese);
  Text help;
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0) continue;
    const std::string typed =
        absl::StrReplaceAll(absl::AsciiStrToLower(value.name()), {{"_", "-"}});
    const char* comma = help.en.empty() ? "" : ", ";
    absl::StrAppend(&help.en, comma, typed);
    absl::StrAppend(&help.vi, comma, typed);
    const std::string word = EnumWord(type, value.number(), vietnamese);
    // Without a word of its own a value is its own word.
    if (!word.empty() && word != value.name()) absl::StrAppend(&help.vi, " (", word, ")");
  }
  return help;
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
