// Documents that a text refers to: "Kế hoạch số 12/KH-UBND ngày 03/02/2022 của UBND tỉnh".
#pragma once

#include <vector>

#include "services/registry/reader/document.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

struct CitationFinding {
  // Everything that belongs to the reference: kind, number, date and issuer.
  TokenRange range;
  v1::Citation citation;
  // Neither the symbol nor the date names a year: the number alone is ambiguous.
  bool without_year = false;
};

// The citations in `range`, in order. Linear in the range.
std::vector<CitationFinding> FindCitations(const Document& document, TokenRange range);

// A number and symbol that begins at `at` ("16/KH-UBND", "30/2020/NĐ-CP", "16-NQ/TW"): one past its
// last token, or `at` where there is none.
size_t ReferenceEnd(const Document& document, size_t at, size_t end);

// Whether the number and symbol at `range` has no code of a kind of document, as those of a công
// văn: "6238/VPCP-CN".
bool NamesNoKind(const Document& document, TokenRange range);

}  // namespace dondoc::registry
