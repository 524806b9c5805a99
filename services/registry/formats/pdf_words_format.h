// What dondoc-pdf-words writes and the registry reads: lines of ASCII but for texts, which carry
// their length, so that no text can be taken for a line. Lengths are in hundredths of a point, from
// the top left corner of the page.
//
//   dondoc-pdf-words 2
//   font 0 25:ABCDEF+LiberationSerif        number, counted from 0, and name; before its first use
//   page 59528 84189                        width, height
//   word 8500 5664 13011 7136 0 1 4:Số:     left, top, right, bottom, font (-1: unknown),
//                                           1 where a space follows; bytes and text
//   across 12000 8500 51000                 a ruled line of the page: height, left, right
//   down 8500 12000 70000                   from left, top, bottom
//   end 3                                   pages; what lacks this line is cut off
#pragma once

#include <cstddef>

namespace dondoc::registry {

inline constexpr char kPdfWordsFirstLine[] = "dondoc-pdf-words 2";
inline constexpr int kPdfUnitsPerPoint = 100;

// How the helper ends. Anything else is a crash.
enum PdfWordsExit : int {
  kPdfWordsOk = 0,
  kPdfWordsUsage = 64,
  kPdfWordsBroken = 65,     // Not a PDF, or one that cannot be read.
  kPdfWordsEncrypted = 66,  // Needs a password to be read.
  kPdfWordsTooManyPages = 67,
  kPdfWordsTooManyWords = 68,
  kPdfWordsTooLarge = 69,  // More than kMaxDocumentBytes.
};

// Words of all pages: kMaxPages pages with 500 words each. A word takes some 100 bytes of memory.
inline constexpr size_t kMaxPdfWords = 1000000;
// Bytes of what the helper writes: as many words with 40 bytes beside their text.
inline constexpr size_t kMaxPdfWordsBytes = size_t{64} << 20;
// Fonts of a document, and bytes of a font's name (names in PDF have at most 127).
inline constexpr int kMaxPdfFonts = 10000;
inline constexpr size_t kMaxPdfFontNameBytes = 127;
// Bytes of a word: longer ones are cut into several by the helper. Text without spaces (a line of
// dots) can be as long as a page.
inline constexpr size_t kMaxPdfWordBytes = 1024;
// Ruled lines of a page, each way. A table of 100 rows and 20 columns whose cells are ruled one by
// one and whose lines do not join has more; then the rest is read by its white space.
inline constexpr size_t kMaxPdfRules = 256;
// Largest coordinate, in points: PDF's own limit of a page is 14,400.
inline constexpr int kMaxPdfPoints = 20000;

}  // namespace dondoc::registry
