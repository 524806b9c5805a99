#include "services/registry/formats/format.h"
#include "services/registry/formats/plain_text.h"

namespace dondoc::registry {
absl::StatusOr<DocumentText> ReadDocument(absl::string_view bytes) { return ReadPlainText(bytes); }
}  // namespace dondoc::registry
