// What list commands share: conditions from flags, and every page of a method.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include <google/protobuf/descriptor.h>

#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/enums.h"
#include "services/cli/names.h"
#include "services/cli/paging.h"
#include "services/cli/render/table.h"

namespace dondoc::cli {

// Conditions of the filter language, joined by AND. A condition whose flag is empty is left out.
class Conditions {
 public:
  // `given`: what the user wrote in the filter language.
  explicit Conditions(const std::string& given) { Add(given); }

  void Add(std::string condition) {
    if (!condition.empty()) conditions_.push_back(std::move(condition));
  }
  void AddIf(bool flag, absl::string_view condition) {
    if (flag) Add(std::string(condition));
  }
  // field = "value", or another operator.
  void AddText(absl::string_view field, absl::string_view value, absl::string_view op = "=") {
    if (!value.empty()) Add(absl::StrCat(field, " ", op, " ", QuoteFilter(value)));
  }
  // field = VALUE of an enum.
  template <typename E>
  absl::Status AddEnum(absl::string_view flag, absl::string_view field, const std::string& text) {
    if (text.empty()) return absl::OkStatus();
    const absl::StatusOr<E> value = ParseEnum<E>(flag, text);
    if (!value.ok()) return value.status();
    Add(absl::StrCat(field, " = ",
                     google::protobuf::GetEnumDescriptor<E>()
                         ->FindValueByNumber(static_cast<int>(*value))
                         ->name()));
    return absl::OkStatus();
  }
  // field <= DAY, or another operator.
  absl::Status AddDay(absl::string_view flag, absl::string_view field, absl::string_view op,
                      const std::string& text) {
    if (text.empty()) return absl::OkStatus();
    const auto day = ParseDate(flag, text);
    if (!day.ok()) return day.status();
    Add(absl::StrCat(field, " ", op, " ", IsoDate(*day)));
    return absl::OkStatus();
  }

  std::string ToFilter() const { return absl::StrJoin(conditions_, " AND "); }

 private:
  std::vector<std::string> conditions_;
};

// The pages that `flags` ask for of `method`; `request` says what to list. `max_size` is the
// method's documented maximum.
template <typename Service, typename Request, typename Response>
absl::StatusOr<Response> ListOf(Context& context, const PageFlags& flags, int32_t max_size,
                                grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                Request request) {
  return ListPages(flags, max_size, [&](int32_t size, const std::string& token) {
    request.set_page_size(size);
    request.set_page_token(token);
    return context.Call<Service>(method, request);
  });
}

// The lines beneath a list: how many there are and how to go on.
inline void AddListNotes(int count, const Text& noun, const std::string& next_page_token,
                         const Lang& lang, Table* table) {
  table->notes.push_back(absl::StrCat(count, " ", lang(noun)));
  if (!next_page_token.empty()) table->notes.push_back(MoreNote(next_page_token, lang));
}

}  // namespace dondoc::cli
