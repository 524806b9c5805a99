#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_columns.h"
#include "services/registry/formats/pdf_errors.h"
#include "services/registry/formats/pdf_frame.h"
#include "services/registry/formats/pdf_lines.h"
#include "services/registry/formats/pdf_margins.h"
#include "services/registry/formats/pdf_paragraphs.h"
#include "services/registry/formats/pdf_ruled_tables.h"
#include "services/registry/formats/pdf_tables.h"
#include "services/registry/formats/pdf_text_builder.h"
#include "services/registry/formats/pdf_words.h"

namespace dondoc::registry {
namespace pdf {
namespace {

std::vector<Line> LinesOf(const PdfPage& page) {
  std::vector<const PdfWord*> words;
  words.reserve(page.words.size());
  for (const PdfWord& word : page.words) words.push_back(&word);
  return GatherLines(std::move(words));
}

// The lines outside of ruled tables, which keep to the margins of the text.
std::vector<Line> TextLinesOf(const PdfPage& page, const std::vector<Line>& lines) {
  const std::vector<Extent> tables = RuledExtents(page);
  std::vector<Line> text;
  for (const Line& line : lines) {
    const bool in_table = std::any_of(tables.begin(), tables.end(), [&](const Extent& table) {
      return line.middle() > table.top && line.middle() < table.bottom;
    });
    if (!in_table) text.push_back(line);
  }
  return text;
}

// Pages of one width share their measures: an annex in landscape has its own.
std::vector<Frame> FramesOf(const std::vector<PdfPage>& pages,
                            const std::vector<std::vector<Line>>& lines) {
  std::map<long, std::vector<size_t>> by_width;
  for (size_t i = 0; i < pages.size(); ++i) by_width[std::lround(pages[i].width)].push_back(i);
  std::vector<Frame> frames(pages.size());
  for (const auto& [width, members] : by_width) {
    std::vector<std::vector<Line>> text;
    for (const size_t i : members) text.push_back(TextLinesOf(pages[i], lines[i]));
    const bool any_text = std::any_of(text.begin(), text.end(),
                                      [](const std::vector<Line>& page) { return !page.empty(); });
    std::vector<const std::vector<Line>*> group;
    for (size_t i = 0; i < members.size(); ++i)
      group.push_back(any_text ? &text[i] : &lines[members[i]]);
    const Frame frame = MeasureFrame(group, pages[members[0]].width);
    for (const size_t i : members) frames[i] = frame;
  }
  return frames;
}

// Puts the parts of the pages one behind the other.
class Assembler {
 public:
  // `heads` stand above the text of the page, `notes` below it.
  void AddPage(const PdfPage& page, const Frame& frame, const std::vector<Line>& lines,
               const std::vector<Line>& heads, const std::vector<Line>& notes, bool first) {
    same_page_ = false;
    page_ = &page;
    asides_.insert(asides_.end(), heads.begin(), heads.end());
    AddBody(frame, lines, first);
    asides_.insert(asides_.end(), notes.begin(), notes.end());
  }
  DocumentText Take(std::vector<FormatRemark> remarks) {
    EndTable();
    FlushAsides();
    return builder_.Take(std::move(remarks));
  }

 private:
  void AddBody(const Frame& frame, const std::vector<Line>& lines, bool first) {
    size_t begin = 0;
    size_t end = lines.size();
    if (first) {
      if (const auto head = FindLetterhead(frame, lines)) {
        AddBlock(*head);
        begin = head->end;
      }
    }
    const auto signature = FindSignature(frame, Slice(lines, begin, end));
    if (signature) end = begin + signature->begin;
    AddText(frame, Slice(lines, begin, end));
    if (signature) {
      EndTable();
      AddBlock(*signature);
      AddText(frame, Slice(lines, begin + signature->end, lines.size()));
    }
  }

  static std::vector<Line> Slice(const std::vector<Line>& lines, size_t begin, size_t end) {
    return {lines.begin() + static_cast<ptrdiff_t>(begin),
            lines.begin() + static_cast<ptrdiff_t>(end)};
  }

  void AddBlock(const TwoColumns& columns) {
    FlushAsides();
    builder_.AddTwoColumns(columns);
    paragraphs_.Forget();
  }

  void AddText(const Frame& frame, const std::vector<Line>& lines) {
    if (lines.empty()) return;
    std::vector<Table> tables = TablesOf(lines);
    size_t at = 0;
    for (Table& table : tables) {
      AddLines(frame, Slice(lines, at, table.begin));
      at = table.end;
      if (!open_ || !TakeContinuation(*open_, table)) {
        EndTable();
        open_ = std::move(table);
      }
      // A table goes on only from the foot of a page.
      if (at < lines.size()) EndTable();
    }
    AddLines(frame, Slice(lines, at, lines.size()));
  }

  // Those with ruled lines, and between them those without.
  std::vector<Table> TablesOf(const std::vector<Line>& lines) const {
    const Table* before = open_ ? &*open_ : nullptr;
    std::vector<Table> ruled = FindRuledTables(*page_, lines, before);
    std::vector<Table> tables;
    size_t at = 0;
    const auto add_unruled = [&](size_t end) {
      for (Table& table : FindTables(Slice(lines, at, end), at == 0 ? before : nullptr)) {
        table.begin += at;
        table.end += at;
        tables.push_back(std::move(table));
      }
    };
    for (Table& table : ruled) {
      add_unruled(table.begin);
      at = table.end;
      tables.push_back(std::move(table));
    }
    add_unruled(lines.size());
    return tables;
  }

  void AddLines(const Frame& frame, const std::vector<Line>& lines) {
    if (lines.empty()) return;
    EndTable();
    for (const Line& line : lines) {
      const bool begins = paragraphs_.Begins(frame, line, same_page_);
      // Not in the middle of a sentence that goes on over the page break.
      if (begins) FlushAsides();
      builder_.AddLine(line, begins);
      same_page_ = true;
    }
  }

  void EndTable() {
    if (!open_) return;
    FlushAsides();
    builder_.AddTable(*open_);
    open_.reset();
    paragraphs_.Forget();
  }

  void FlushAsides() {
    builder_.AddAside(asides_);
    asides_.clear();
  }

  const PdfPage* page_ = nullptr;
  PdfTextBuilder builder_;
  Paragraphs paragraphs_;
  // The table that has reached the foot of the page.
  std::optional<Table> open_;
  std::vector<Line> asides_;
  bool same_page_ = false;
};

}  // namespace
}  // namespace pdf

absl::StatusOr<DocumentText> LayOutPdf(const std::vector<PdfPage>& pages) {
  std::vector<std::vector<pdf::Line>> lines;
  std::vector<FormatRemark> remarks;
  size_t empty_pages = 0;
  bool legacy = false;
  lines.reserve(pages.size());
  for (const PdfPage& page : pages) {
    lines.push_back(pdf::LinesOf(page));
    if (lines.back().empty()) ++empty_pages;
    legacy = legacy || page.legacy_encoding;
  }
  if (empty_pages == pages.size()) return PdfIsScanned();
  if (legacy) remarks.push_back(FormatRemark::kLegacyEncoding);
  if (empty_pages > 0) remarks.push_back(FormatRemark::kPagesWithoutText);

  std::vector<std::vector<pdf::Line>> heads(pages.size());
  pdf::TakeRunningLines(lines, heads);
  const std::vector<pdf::Frame> frames = pdf::FramesOf(pages, lines);
  std::deque<PdfWord> own_words;
  pdf::Assembler assembler;
  bool first = true;
  for (size_t i = 0; i < pages.size(); ++i) {
    if (lines[i].empty() && heads[i].empty()) continue;
    std::vector<pdf::Line> notes;
    pdf::TakeSmallPrint(frames[i], lines[i], notes, own_words);
    assembler.AddPage(pages[i], frames[i], lines[i], heads[i], notes, first);
    first = false;
  }
  DocumentText text = assembler.Take(std::move(remarks));
  if (text.text.size() > kMaxTextBytes) return PdfHasTooManyWords();
  return text;
}

}  // namespace dondoc::registry
