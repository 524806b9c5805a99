// What tells a table of plain text from other text in columns: the words of its header and the
// labels of its rows.
#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// "1", "2.1", "3)", "IV", "a.", "-": what stands alone in the first cell of a row.
bool IsRowLabel(absl::string_view cell);

// A line that heads a part of a table over all its columns: "II. Cải cách thủ tục", "B. ...".
bool IsPartHeading(absl::string_view line);

// "STT", "TT": heads a column of row labels.
bool HeadsLabels(absl::string_view cell);

// Bytes of the longest header cell; longer ones hold sentences.
inline constexpr size_t kMaxHeaderBytes = 120;
// What headers of task tables say: "STT", "Nội dung", "Thời hạn", ...
bool IsHeaderCell(absl::string_view cell);

// A line of a document's letterhead or of the block of recipients and signature.
bool IsLetterhead(absl::string_view line);

}  // namespace dondoc::registry
