#include "services/cli/finance_values.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/numbers.h"
#include "services/cli/dates.h"

namespace dondoc::cli {

using finance::v1::Document;
using finance::v1::SourceAmount;

absl::StatusOr<int64_t> ParseAmount(absl::string_view flag, absl::string_view text) {
  const absl::StatusOr<int64_t> amount = text::ParseMoney(text);
  if (amount.ok() && *amount >= 0) return *amount;
  return InvalidField(
      flag, {absl::StrCat("'", text, "' is not an amount of đồng; write 1.500.000 or '1,5 triệu'"),
             absl::StrCat("'", text, "' không phải số tiền; hãy viết 1.500.000 hoặc '1,5 triệu'")});
}

absl::StatusOr<SourceAmount> ParseSourceAmount(const Context& context, absl::string_view flag,
                                               absl::string_view text) {
  const size_t equals = text.find('=');
  if (equals == absl::string_view::npos) {
    return InvalidField(flag,
                        {absl::StrCat("'", text, "' is not SOURCE=AMOUNT, e.g. su-nghiep='2 tỷ'"),
                         absl::StrCat("'", text,
                                      "' không có dạng NGUỒN=SỐ_TIỀN, ví dụ "
                                      "su-nghiep='2 tỷ'")});
  }
  SourceAmount result;
  ASSIGN_OR_RETURN(*result.mutable_source(),
                   context.Name(flag, "fundingSources", text.substr(0, equals)));
  ASSIGN_OR_RETURN(const int64_t amount, ParseAmount(flag, text.substr(equals + 1)));
  result.set_amount(amount);
  return result;
}

absl::Status AddSourceAmounts(const Context& context, absl::string_view flag,
                              const std::vector<std::string>& texts,
                              google::protobuf::RepeatedPtrField<SourceAmount>* amounts) {
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(*amounts->Add(), ParseSourceAmount(context, flag, text));
  }
  return absl::OkStatus();
}

absl::StatusOr<Document> ParseDocument(absl::string_view flag, absl::string_view text) {
  Document document;
  // An address may hold "@", a reference "=": the address goes first, by its scheme.
  const size_t address = std::min(text.find("=https://"), text.find("=http://"));
  if (address != absl::string_view::npos) {
    document.set_uri(std::string(text.substr(address + 1)));
    text = text.substr(0, address);
  }
  const size_t at = text.rfind('@');
  if (at != absl::string_view::npos) {
    ASSIGN_OR_RETURN(*document.mutable_date(), ParseDate(flag, text.substr(at + 1)));
    text = text.substr(0, at);
  }
  document.set_reference(std::string(absl::StripAsciiWhitespace(text)));
  if (document.reference().empty()) {
    return InvalidField(flag,
                        {"write the number and symbol of the paper, e.g. '512/QĐ-UBND@03/10/2022'",
                         "hãy viết số, ký hiệu văn bản, ví dụ '512/QĐ-UBND@03/10/2022'"});
  }
  return document;
}

absl::Status AddDocuments(absl::string_view flag, const std::vector<std::string>& texts,
                          google::protobuf::RepeatedPtrField<Document>* documents) {
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(*documents->Add(), ParseDocument(flag, text));
  }
  return absl::OkStatus();
}

std::string DocumentText(const Document& document, const Lang& lang) {
  std::string text = document.reference();
  if (document.has_date()) absl::StrAppend(&text, ", ", FormatDate(document.date(), lang));
  if (!document.uri().empty()) absl::StrAppend(&text, " ", document.uri());
  return text;
}

}  // namespace dondoc::cli
