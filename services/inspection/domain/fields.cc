#include "services/inspection/domain/fields.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"

namespace dondoc::inspection {

size_t CountChars(absl::string_view utf8) {
  size_t chars = 0;
  for (const char c : utf8) {
    // Continuation bytes are 10xxxxxx.
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++chars;
  }
  return chars;
}

void AddMissing(absl::string_view field, FieldErrors& errors) {
  errors.Add(field, {"must be given", "bắt buộc phải có"});
}

void Require(absl::string_view text, absl::string_view field, FieldErrors& errors) {
  if (absl::StripAsciiWhitespace(text).empty()) AddMissing(field, errors);
}

void CheckLength(absl::string_view text, size_t max_chars, absl::string_view field,
                 FieldErrors& errors) {
  if (CountChars(text) > max_chars) {
    errors.Add(field, {absl::StrCat("must have at most ", max_chars, " characters"),
                       absl::StrCat("không được dài quá ", max_chars, " ký tự")});
  }
}

void RequireText(absl::string_view text, size_t max_chars, absl::string_view field,
                 FieldErrors& errors) {
  Require(text, field, errors);
  CheckLength(text, max_chars, field, errors);
}

void RequireEtag(absl::string_view etag, FieldErrors& errors) {
  if (etag.empty()) {
    errors.Add("etag", {"must be given: read the resource first",
                        "bắt buộc phải có: hãy đọc lại bản ghi trước khi thay đổi"});
  }
}

std::optional<absl::CivilDay> OptionalDay(bool present, const google::type::Date& date,
                                          absl::string_view field, FieldErrors& errors) {
  if (!present) return std::nullopt;
  return calendar::ValidateDate(date, field, errors);
}

std::optional<absl::CivilDay> RequiredDay(bool present, const google::type::Date& date,
                                          absl::string_view field, FieldErrors& errors) {
  if (!present) AddMissing(field, errors);
  return OptionalDay(present, date, field, errors);
}

void Merge(const absl::Status& status, FieldErrors& errors) {
  const absl::Status vi = Localized(status, Language::kVietnamese);
  const auto english = BadRequestOf(status);
  const auto vietnamese = BadRequestOf(vi);
  for (int i = 0; i < english.field_violations_size(); ++i) {
    const auto& violation = english.field_violations(i);
    const std::string& text_vi = i < vietnamese.field_violations_size()
                                     ? vietnamese.field_violations(i).description()
                                     : violation.description();
    errors.Add(violation.field(), {violation.description(), text_vi});
  }
}

}  // namespace dondoc::inspection
