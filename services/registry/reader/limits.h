// What the reader refuses or cuts, so that a hostile document costs no more than a long one. Every
// limit lies far beyond any real notice; what is cut is always said in a warning of the draft.
#pragma once

#include <cstddef>

namespace dondoc::registry {

// Characters of a file name (proto ParseNoticeHeader.file_name).
inline constexpr size_t kMaxFileNameChars = 255;
// A draft travels in one message of 4 MiB: the document's own text, longer than any notice, and
// what was read of it.
inline constexpr size_t kMaxDraftTextBytes = size_t{1} << 20;
inline constexpr size_t kMaxDraftReadingBytes = size_t{2} << 20;
// Bytes of a text that are read; a province's action plan with all annexes has one tenth. Keeps
// what one reading holds in memory near 200 MiB.
inline constexpr size_t kMaxReadTextBytes = size_t{16} << 20;
// Bytes of a task's text; a sentence of two pages is none.
inline constexpr size_t kMaxTaskTextBytes = 8000;
// Tasks of one document: an action plan of a whole province has under 400.
inline constexpr int kMaxTasks = 1000;
// Numbered or bulleted paragraphs of one document.
inline constexpr int kMaxBlocks = 20000;
// Headings open above a paragraph: part, roman, five decimal levels, letter, dash, plus, bullet.
inline constexpr int kMaxHeadingDepth = 12;
// Bytes of a lead-in that is repeated with its items ("Công tác tài chính"): long ones are
// sentences.
inline constexpr size_t kMaxLeadInBytes = 600;
// Bytes of a unit's name.
inline constexpr size_t kMaxUnitNameBytes = 160;
// Units proposed by one document.
inline constexpr int kMaxProposedUnits = 100;
// Citations and doubts of one task, and doubts of the whole document.
inline constexpr int kMaxCitationsPerTask = 20;
inline constexpr int kMaxWarningsPerTask = 12;
// Amounts of money and field readings of one task, and rulings of a document (proto NoticeDraft).
inline constexpr int kMaxAmountsPerTask = 20;
inline constexpr int kMaxReadingsPerTask = 100;
inline constexpr int kMaxDecisions = 200;
inline constexpr int kMaxDocumentWarnings = 100;
// Recipients and delegations of a document.
inline constexpr int kMaxRecipients = 100;
inline constexpr int kMaxDelegations = 6;
// Bytes of an event or condition in the document's words; longer ones are cut at a word.
inline constexpr size_t kMaxPhraseBytes = 300;

}  // namespace dondoc::registry
