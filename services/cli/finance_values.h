// Amounts and papers as people type them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <google/protobuf/repeated_field.h>

#include "services/cli/context.h"
#include "services/cli/lang.h"

#include "dondoc/finance/v1/document.pb.h"

namespace dondoc::cli {

// How papers and amounts by source are written, for the helps.
inline constexpr char kDocumentMetavar[] = "REF[@DATE][=URL]";
inline constexpr char kSourceAmountMetavar[] = "SOURCE=AMOUNT";

// Đồng from "1.500.000" or "1,5 triệu". INVALID_ARGUMENT naming `flag` for what is no amount, has
// fractions of a đồng, does not fit or is below zero.
absl::StatusOr<int64_t> ParseAmount(absl::string_view flag, absl::string_view text);

// A funding source and an amount from "su-nghiep=1,5 tỷ". INVALID_ARGUMENT naming `flag`.
absl::StatusOr<finance::v1::SourceAmount> ParseSourceAmount(const Context& context,
                                                            absl::string_view flag,
                                                            absl::string_view text);

// Each of `texts` into `amounts`, in order.
absl::Status AddSourceAmounts(
    const Context& context, absl::string_view flag, const std::vector<std::string>& texts,
    google::protobuf::RepeatedPtrField<finance::v1::SourceAmount>* amounts);

// A paper from "512/QĐ-UBND", "512/QĐ-UBND@03/10/2022" or with "=https://..." at its end.
// INVALID_ARGUMENT naming `flag` for an empty reference or a day that does not exist.
absl::StatusOr<finance::v1::Document> ParseDocument(absl::string_view flag, absl::string_view text);

// Each of `texts` into `documents`, in order.
absl::Status AddDocuments(absl::string_view flag, const std::vector<std::string>& texts,
                          google::protobuf::RepeatedPtrField<finance::v1::Document>* documents);

// "512/QĐ-UBND, 03/10/2022"; "" for no paper.
std::string DocumentText(const finance::v1::Document& document, const Lang& lang);

}  // namespace dondoc::cli
