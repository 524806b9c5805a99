// What is refused when a file is opened, so that a hostile one costs no more than a large honest
// one.
#pragma once

#include <cstddef>

namespace dondoc::registry {

// Bytes of a file. A notice with its annexes and pictures has a few MiB; it keeps offsets in 31
// bits.
inline constexpr size_t kMaxDocumentBytes = size_t{64} << 20;
// Bytes of text that come out of a file, and bytes of markup that are unpacked to get it. A zip of
// 64 MiB can hold terabytes.
inline constexpr size_t kMaxTextBytes = size_t{64} << 20;
inline constexpr size_t kMaxUnpackedBytes = size_t{256} << 20;
// Parts of a zip package (a document has some twenty, one with many pictures some hundreds).
inline constexpr int kMaxPackageParts = 10000;
// Elements open at once; word processors stay below forty.
inline constexpr int kMaxMarkupDepth = 250;
// Cells of all tables; 1,000 tasks with ten columns.
inline constexpr size_t kMaxTableCells = 100000;
// Columns of a table's grid, and what a span may claim.
inline constexpr int kMaxTableColumns = 63;
inline constexpr int kMaxRowSpan = 10000;
// Pages of a PDF.
inline constexpr int kMaxPages = 2000;

}  // namespace dondoc::registry
