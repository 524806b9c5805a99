// What a document says about itself before its first clause: kind, subject, number, dates, issuer,
// who concluded.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"
#include "services/registry/reader/paragraphs.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

struct HeaderReading {
  v1::DirectiveHeader header;
  std::vector<DoubtAt> doubts;
  // The day by which missing years are told: of issue where it stands, else of the conference.
  std::optional<absl::CivilDay> document_date;
};

// Everything of the header but signature, recipients and scope.
HeaderReading ReadHeader(const Document& document, const Layout& layout);

// A value that stands in the text, on one line.
v1::SourcedText ReadFromText(const Document& document, TokenRange range);

// Sets the scope ("3 tháng cuối năm 2022") from the first period in `range`, where there is one and
// none is set yet. Returns whether it was set.
bool ReadScope(const Document& document, TokenRange range,
               std::optional<absl::CivilDay> document_date, v1::DirectiveHeader* header);

// The part of the opening or title behind "nhiệm vụ", where a scope may stand; empty where there is
// none.
TokenRange TaskPart(const Document& document, TokenRange range);

}  // namespace dondoc::registry
