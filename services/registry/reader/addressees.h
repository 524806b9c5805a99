// Whom the result goes to: "báo cáo Giám đốc Sở", "trình UBND tỉnh", "gửi về Văn phòng".
#pragma once

#include <optional>

#include "services/registry/reader/document.h"
#include "services/registry/reader/phrase_table.h"
#include "services/registry/reader/unit_matcher.h"

namespace dondoc::registry {

// Verbs whose object, a body or its head, gets something: it is not told to do anything.
const PhraseTable& SendingVerbs();

// The words that name the addressee in `range`; nullopt where nobody is named. The first one where
// several are: the unit reports to it, and it sends the matter on.
std::optional<TokenRange> FindAddressee(const Document& document, const UnitMatcher& matcher,
                                        TokenRange range);

}  // namespace dondoc::registry
