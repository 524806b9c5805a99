// The first look at a page: what has to be known before its words are read.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/css.h"

namespace dondoc::registry {

struct HtmlSurvey {
  StyleSheet styles;
  // By table in order of their starts: it only places other tables on the page.
  std::vector<bool> is_layout;
  // Which of the elements that may hold the document (MayHoldDocument), in order of their starts,
  // does; none where the whole page is the document.
  std::optional<size_t> document;
};

// Errors as ParseHtml.
absl::StatusOr<HtmlSurvey> SurveyHtml(absl::string_view utf8);

}  // namespace dondoc::registry
