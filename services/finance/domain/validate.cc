#include "services/finance/domain/validate.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {
namespace {

using google::protobuf::RepeatedPtrField;

constexpr size_t kBadUtf8 = static_cast<size_t>(-1);

// Number of code points of `text`; kBadUtf8 where it is no valid UTF-8 (overlong forms and
// surrogates included).
size_t CountCodePoints(absl::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    const auto lead = static_cast<unsigned char>(text[i]);
    size_t length = 1;
    uint32_t point = lead;
    if (lead >= 0x80) {
      if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
        point = lead & 0x1F;
      } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        point = lead & 0x0F;
      } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        point = lead & 0x07;
      } else {
        return kBadUtf8;
      }
      if (text.size() - i < length) return kBadUtf8;
      for (size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[i + k]);
        if ((next & 0xC0) != 0x80) return kBadUtf8;
        point = (point << 6) | (next & 0x3F);
      }
      if ((length == 3 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) ||
          (length == 4 && (point < 0x10000 || point > 0x10FFFF))) {
        return kBadUtf8;
      }
    }
    i += length;
  }
  return count;
}

bool HasControlCharacter(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  });
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

void ValidateText(absl::string_view text, size_t min, size_t max, absl::string_view field,
                  FieldErrors& errors) {
  const size_t count = CountCodePoints(text);
  if (count == kBadUtf8) {
    errors.Add(field, {"This text is not valid UTF-8.", "Văn bản không đúng mã UTF-8."});
    return;
  }
  if (HasControlCharacter(text)) {
    errors.Add(field,
               {"Control characters are not allowed here.", "Không được có ký tự điều khiển."});
    return;
  }
  const bool blank = absl::StripAsciiWhitespace(text).empty();
  if (count >= min && count <= max && (min == 0 || !blank)) return;
  errors.Add(field, {absl::StrCat("This text needs ", min, " to ", max, " characters."),
                     absl::StrCat("Văn bản cần từ ", min, " đến ", max, " ký tự.")});
}

absl::Status ValidateReason(absl::string_view reason) {
  FieldErrors errors;
  ValidateText(reason, 1, kMaxReasonChars, "reason", errors);
  return errors.ToStatus();
}

std::optional<absl::CivilDay> ValidateDay(bool present, const google::type::Date& date,
                                          bool optional, absl::string_view field,
                                          FieldErrors& errors) {
  if (!present) {
    if (!optional) errors.Add(field, {"A date is needed here.", "Cần có ngày."});
    return std::nullopt;
  }
  return calendar::ValidateDate(date, field, errors);
}

std::optional<absl::CivilDay> ValidatePastDay(bool present, const google::type::Date& date,
                                              absl::CivilDay today,
                                              std::optional<absl::CivilDay> earliest,
                                              absl::string_view field, FieldErrors& errors) {
  if (!present) return earliest ? std::max(*earliest, today) : today;
  const std::optional<absl::CivilDay> day = calendar::ValidateDate(date, field, errors);
  if (!day) return std::nullopt;
  if (*day > today) {
    errors.Add(field,
               {absl::StrCat("This day lies after today, ", calendar::FormatIsoDay(today), "."),
                absl::StrCat("Ngày này sau ngày hiện tại ", calendar::FormatDay(today), ".")});
    return std::nullopt;
  }
  if (earliest && *day < *earliest) {
    errors.Add(field, {absl::StrCat("This day lies before the step it follows, ",
                                    calendar::FormatIsoDay(*earliest), "."),
                       absl::StrCat("Ngày này trước bước liền trước ",
                                    calendar::FormatDay(*earliest), ".")});
    return std::nullopt;
  }
  return day;
}

void ValidateDocument(bool present, const v1::Document& document, bool required, bool date_required,
                      absl::string_view field, FieldErrors& errors) {
  if (!present) {
    if (required) errors.Add(field, {"A document is needed here.", "Cần có văn bản."});
    return;
  }
  ValidateText(document.reference(), 1, kMaxNameChars, absl::StrCat(field, ".reference"), errors);
  ValidateDay(document.has_date(), document.date(), !date_required, absl::StrCat(field, ".date"),
              errors);
  ValidateText(document.uri(), 0, kMaxUriChars, absl::StrCat(field, ".uri"), errors);
  if (!document.uri().empty() && !absl::StartsWith(document.uri(), "https://") &&
      !absl::StartsWith(document.uri(), "http://")) {
    errors.Add(absl::StrCat(field, ".uri"), {"An address begins with https:// or http://.",
                                             "Địa chỉ phải bắt đầu bằng https:// hoặc http://."});
  }
}

void ValidateOrganisation(const v1::Organisation& organisation, bool tax_code_required,
                          absl::string_view field, FieldErrors& errors) {
  ValidateText(organisation.display_name(), 1, kMaxNameChars, absl::StrCat(field, ".display_name"),
               errors);
  if (organisation.tax_code().empty() && !tax_code_required) return;
  if (!IsTaxCode(organisation.tax_code())) {
    errors.Add(absl::StrCat(field, ".tax_code"),
               {"A tax code has 10 digits, 10 digits with a hyphen and 3 digits, or 12 digits.",
                "Mã số thuế gồm 10 chữ số, 10 chữ số kèm gạch nối và 3 chữ số, hoặc 12 chữ số."});
  }
}

void ValidateSourceAmounts(const RepeatedPtrField<v1::SourceAmount>& amounts, int min,
                           absl::string_view agency_name, absl::string_view field,
                           FieldErrors& errors) {
  if (amounts.size() < min || amounts.size() > kMaxSourceAmounts) {
    errors.Add(field, {absl::StrCat("Give ", min, " to ", kMaxSourceAmounts, " sources."),
                       absl::StrCat("Cần từ ", min, " đến ", kMaxSourceAmounts, " nguồn vốn.")});
    return;
  }
  std::set<absl::string_view> seen;
  for (int i = 0; i < amounts.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    ValidateNameBelow(amounts[i].source(), agency_name, "fundingSources", /*optional=*/false,
                      absl::StrCat(path, ".source"), errors);
    if (!seen.insert(amounts[i].source()).second) {
      errors.Add(absl::StrCat(path, ".source"),
                 {"This source is given twice.", "Nguồn vốn này bị lặp."});
    }
    ValidateAmount(amounts[i].amount(), absl::StrCat(path, ".amount"), errors);
  }
}

absl::StatusOr<int64_t> SumOf(const RepeatedPtrField<v1::SourceAmount>& amounts) {
  int64_t sum = 0;
  for (const v1::SourceAmount& amount : amounts) {
    ASSIGN_OR_RETURN(sum, CheckedAdd(sum, amount.amount()));
  }
  return sum;
}

int64_t AmountOf(const RepeatedPtrField<v1::SourceAmount>& amounts, absl::string_view source) {
  for (const v1::SourceAmount& amount : amounts) {
    if (amount.source() == source) return amount.amount();
  }
  return 0;
}

bool IsTaxCode(absl::string_view text) {
  if (text.size() == 10 || text.size() == 12) return AllDigits(text);
  return text.size() == 14 && text[10] == '-' && AllDigits(text.substr(0, 10)) &&
         AllDigits(text.substr(11));
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp stamp;
  int64_t seconds = micros / 1'000'000;
  int64_t rest = micros % 1'000'000;
  if (rest < 0) {
    rest += 1'000'000;
    --seconds;
  }
  stamp.set_seconds(seconds);
  stamp.set_nanos(static_cast<int32_t>(rest * 1000));
  return stamp;
}

}  // namespace dondoc::finance
