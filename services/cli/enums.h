// Values of the contracts' enums as people type and read them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <google/protobuf/generated_enum_reflection.h>

#include "services/cli/lang.h"

namespace dondoc::cli {

// The number of the value that `text` names: "in-progress" and "IN_PROGRESS" alike.
// INVALID_ARGUMENT naming `flag` and every value for anything else; the value 0 is never meant.
absl::StatusOr<int> ParseEnumNumber(absl::string_view flag, absl::string_view text,
                                    const google::protobuf::EnumDescriptor& type);

// "received, returned, valid", as they are typed.
std::string EnumValues(const google::protobuf::EnumDescriptor& type);

// As EnumValues; for people who read Vietnamese with the word behind each: "valid (hợp lệ)".
Text EnumHelp(const google::protobuf::EnumDescriptor& type);

// The word for value `number`: the entry of "Message.VALUE" where there is one, else of "VALUE"; ""
// for the value 0 and for values of a newer contract.
std::string EnumWord(const google::protobuf::EnumDescriptor& type, int number, const Lang& lang);

template <typename E>
absl::StatusOr<E> ParseEnum(absl::string_view flag, absl::string_view text) {
  const absl::StatusOr<int> number =
      ParseEnumNumber(flag, text, *google::protobuf::GetEnumDescriptor<E>());
  if (!number.ok()) return number.status();
  return static_cast<E>(*number);
}

template <typename E>
std::string EnumValues() {
  return EnumValues(*google::protobuf::GetEnumDescriptor<E>());
}

template <typename E>
Text EnumHelp() {
  return EnumHelp(*google::protobuf::GetEnumDescriptor<E>());
}

template <typename E>
std::string EnumWord(E value, const Lang& lang) {
  return EnumWord(*google::protobuf::GetEnumDescriptor<E>(), static_cast<int>(value), lang);
}

}  // namespace dondoc::cli
