// A draft that a person may have mended by hand: is it still one?
#pragma once

#include "absl/status/status.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// INVALID_ARGUMENT: DRAFT_WITHOUT_TEXT (JSON of something else), DRAFT_TEXT_CHANGED (the text is
// not the one that was read, so that nothing stands where the draft says), INVALID_FIELD naming
// every span that lies outside the text.
absl::Status CheckDraft(const registry::v1::NoticeDraft& draft);

}  // namespace dondoc::cli
