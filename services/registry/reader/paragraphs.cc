#include "services/registry/reader/paragraphs.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/numbering.h"
#include "services/registry/reader/outline.h"
#include "services/registry/reader/time_expressions.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

// Spaces that separate columns; two stand in careless prose.
constexpr uint32_t kColumnSpaces = 3;
// The kind of the document stands on the first page, and an opening has few lines.
constexpr size_t kMaxHeaderLines = 40;
constexpr size_t kMaxOpeningLines = 30;
constexpr size_t kMaxTitleBytes = 400;

bool EndsWithMark(const Document& document, TokenRange line, char mark) {
  return !line.empty() && document.tokens()[line.end - 1].IsMark(mark);
}

bool StartsWithDate(const Document& document, TokenRange line) {
  const Tokens& tokens = document.tokens();
  size_t at = line.begin;
  constexpr size_t kWordsBeforeDate = 4;  // "Sáng ngày", "Vào hồi 14 giờ ngày" is rarer.
  for (size_t i = 0; i < kWordsBeforeDate && at < line.end; ++i, ++at) {
    if (tokens[at].IsWord("ngày"_w)) return ReadDate(tokens, at + 1, line.end).has_value();
  }
  return false;
}

// "... kết luận như sau:", "... kết luận một số nội dung:".
bool AnnouncesConclusions(const Document& document, TokenRange line) {
  const Tokens& tokens = document.tokens();
  constexpr size_t kShortestSentence = 4;
  if (line.size() < kShortestSentence || !EndsWithMark(document, line, ':')) return false;
  if (tokens[line.end - 2].IsWord("sau"_w)) return true;
  for (size_t at = line.begin; at + 1 < line.end; ++at) {
    if (tokens[at].IsWord("kết"_w) && tokens[at + 1].IsWord("luận"_w)) return true;
  }
  return false;
}

// "THÔNG BÁO", alone or with the subject behind it.
bool IsTypeCell(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  if (cell.empty() || !tokens[cell.begin].capital) return false;
  const auto hit = DocumentTypes().Match(tokens, cell.begin, cell.end);
  if (!hit) return false;
  const size_t end = cell.begin + hit->length;
  return end == cell.end || IsUpper(document, {cell.begin, end});
}

// Posts of those who sign.
const PhraseTable& LeaderPosts() {
  static const auto& table = *new PhraseTable{
      {"giám đốc"},        {"phó giám đốc"},
      {"quyền giám đốc"},  {"tổng giám đốc"},
      {"chánh văn phòng"}, {"phó chánh văn phòng"},
      {"chủ tịch"},        {"phó chủ tịch"},
      {"chánh thanh tra"}, {"phó chánh thanh tra"},
      {"trưởng phòng"},    {"phó trưởng phòng"},
      {"chi cục trưởng"},  {"phó chi cục trưởng"},
      {"cục trưởng"},      {"phó cục trưởng"},
      {"viện trưởng"},     {"phó viện trưởng"},
      {"hiệu trưởng"},     {"phó hiệu trưởng"},
      {"trưởng ban"},      {"phó trưởng ban"},
      {"bí thư"},          {"phó bí thư"},
      {"chủ tọa"},         {"chủ toạ"},
      {"thư ký"},          {"thư ký cuộc họp"},
      {"bộ trưởng"},       {"thứ trưởng"},
      {"trưởng đoàn"},     {"thủ trưởng"},
      {"thủ tướng"},       {"phó thủ tướng"},
      {"chủ nhiệm"},       {"phó chủ nhiệm"},
  };
  return table;
}

// "PHỤ LỤC", "Phụ lục I", "BIỂU PHÂN CÔNG NHIỆM VỤ": short, on a line of its own.
bool IsAnnexHeading(const Document& document, TokenRange line) {
  constexpr size_t kMaxWords = 14;
  const Tokens& tokens = document.tokens();
  if (line.size() < 2 || line.size() > kMaxWords || !tokens[line.begin].capital) return false;
  const bool annex = tokens[line.begin].IsWord("phụ"_w) && tokens[line.begin + 1].IsWord("lục"_w);
  const bool list = (tokens[line.begin].IsWord("biểu"_w) || tokens[line.begin].IsWord("bảng"_w) ||
                     tokens[line.begin].IsWord("danh"_w)) &&
                    IsUpper(document, line);
  return annex || list;
}

// "Kính gửi: ...".
bool IsAddress(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  return cell.size() >= 2 && tokens[cell.begin].IsWord("kính"_w) &&
         tokens[cell.begin + 1].IsWord("gửi"_w);
}

// One past the lines that say to whom a letter goes: up to a full stop, or an empty line before
// what is no list.
size_t AddressEnd(const Document& document, const std::vector<TokenRange>& lines, size_t first) {
  constexpr size_t kMaxAddressLines = 40;
  const Tokens& tokens = document.tokens();
  size_t next = first + 1;
  while (next < lines.size() && next - first < kMaxAddressLines) {
    const Token& before = tokens[lines[next - 1].end - 1];
    if (before.IsMark('.')) break;
    const Token& start = tokens[lines[next].begin];
    const bool listed = start.IsMark('-') || start.IsMark('+') || start.IsMark(kBulletMark);
    const bool open = before.IsMark(':') || before.IsMark(',');
    if (start.breaks_before > 1 && !listed && !open) break;
    if (before.IsMark(';') && !listed && start.breaks_before > 1) break;
    ++next;
  }
  return next;
}

}  // namespace

std::vector<TokenRange> SplitLines(const Document& document, const std::vector<TokenRange>& apart) {
  std::vector<TokenRange> lines;
  const Tokens& tokens = document.tokens();
  size_t next = 0;
  bool begins = true;
  for (size_t at = 0; at < tokens.size(); ++at) {
    while (next < apart.size() && apart[next].end <= at) ++next;
    if (next < apart.size() && at >= apart[next].begin) {
      begins = true;
      continue;
    }
    if (begins || tokens[at].breaks_before > 0) lines.push_back({at, at});
    begins = false;
    lines.back().end = at + 1;
  }
  return lines;
}

std::vector<TokenRange> SplitCells(const Document& document, TokenRange line) {
  std::vector<TokenRange> cells;
  const Tokens& tokens = document.tokens();
  const absl::string_view text = document.source().text();
  bool bar = true;
  for (size_t at = line.begin; at < line.end; ++at) {
    // "| Nơi nhận: | GIÁM ĐỐC |", and marks of emphasis before a cell.
    if (tokens[at].IsMark('|') || (bar && tokens[at].IsMark(kBulletMark))) {
      bar = true;
      continue;
    }
    bool apart = bar;
    bar = false;
    if (!apart) {
      const uint32_t gap = tokens[at].begin - tokens[at - 1].end;
      apart = gap >= kColumnSpaces || absl::StrContains(text.substr(tokens[at - 1].end, gap), '\t');
    }
    if (apart) cells.push_back({at, at});
    cells.back().end = at + 1;
  }
  return cells;
}

bool IsSeparator(const Document& document, TokenRange line) {
  const Tokens& tokens = document.tokens();
  constexpr size_t kShortestSeparator = 2;
  return line.size() >= kShortestSeparator &&
         std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(line.begin),
                     tokens.begin() + static_cast<std::ptrdiff_t>(line.end),
                     [](const Token& token) {
                       return token.kind == TokenKind::kMark && token.mark != '.';
                     });
}

bool IsUpper(const Document& document, TokenRange range) {
  bool word = false;
  for (size_t at = range.begin; at < range.end; ++at) {
    const Token& token = document.tokens()[at];
    if (!token.IsWord()) continue;
    if (!token.upper) return false;
    word = true;
  }
  return word;
}

bool IsPlaceAndDay(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  size_t at = cell.begin;
  while (at < cell.end && tokens[at].IsWord() && tokens[at].capital) ++at;
  if (at == cell.begin || at + 1 >= cell.end || !tokens[at].IsMark(',') ||
      !tokens[at + 1].IsWord("ngày"_w)) {
    return false;
  }
  const auto date = ReadDate(tokens, at + 2, cell.end);
  return date && date->value.year != 0 && date->next == cell.end;
}

bool IsDelegation(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  if (cell.size() < 3 || !tokens[cell.begin].upper || !tokens[cell.begin + 1].IsMark('.'))
    return false;
  const bool code = tokens[cell.begin].IsWord("tl"_w) || tokens[cell.begin].IsWord("kt"_w) ||
                    tokens[cell.begin].IsWord("tm"_w) || tokens[cell.begin].IsWord("q"_w) ||
                    tokens[cell.begin].IsWord("tuq"_w);
  return code && IsUpper(document, cell);
}

bool IsLeaderPost(const Document& document, TokenRange cell) {
  // "GIÁM ĐỐC SỞ", but no sentence in capitals that begins so.
  constexpr size_t kMaxWordsBehind = 3;
  const Tokens& tokens = document.tokens();
  const auto post = LeaderPosts().Match(tokens, cell.begin, cell.end);
  return post && cell.size() <= post->length + kMaxWordsBehind && IsUpper(document, cell) &&
         tokens[cell.end - 1].IsWord();
}

bool IsRecipientsHeading(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  return cell.size() >= 2 && tokens[cell.begin].IsWord("nơi"_w) &&
         tokens[cell.begin + 1].IsWord("nhận"_w);
}

// Whether a paragraph begins with line `i`; a line that only goes on may begin with any word.
bool BeginsParagraph(const Document& document, const std::vector<TokenRange>& lines, size_t i) {
  return i == 0 || document.tokens()[lines[i].begin].breaks_before > 1 ||
         EndsClosed(document, lines[i - 1]);
}

Layout FindLayout(const Document& document, const std::vector<TokenRange>& apart) {
  Layout layout;
  layout.lines = SplitLines(document, apart);
  const std::vector<TokenRange>& lines = layout.lines;
  const Tokens& tokens = document.tokens();
  const size_t count = lines.size();

  for (size_t i = 0; i < std::min(count, kMaxHeaderLines) && !layout.type_line; ++i) {
    for (const TokenRange cell : SplitCells(document, lines[i])) {
      if (IsTypeCell(document, cell)) layout.type_line = i;
    }
  }

  for (size_t i = 0; i < std::min(count, kMaxHeaderLines) && !layout.letter_line; ++i) {
    for (const TokenRange cell : SplitCells(document, lines[i])) {
      if (IsAddress(document, cell)) layout.letter_line = i;
    }
  }
  // "Quyết định" in the text of a letter is no kind.
  if (layout.letter_line && layout.type_line && *layout.type_line > *layout.letter_line) {
    layout.type_line.reset();
  }
  const std::optional<size_t> address = layout.letter_line;
  if (layout.type_line) layout.letter_line.reset();

  // The subject: the first paragraph after the kind.
  size_t line = layout.type_line ? *layout.type_line + 1 : 0;
  if (layout.letter_line) line = AddressEnd(document, lines, *layout.letter_line);
  layout.title_begin = line;
  size_t title_bytes = 0;
  int open_brackets = 0;
  const auto ends_title = [&](size_t i) {
    // "(đoạn phường An Phú Đông" over "- xã Hòa Lạc)": no item.
    const bool numbered = open_brackets <= 0 && ReadNumbering(document, lines[i]).has_value();
    return numbered || StartsWithDate(document, lines[i]) ||
           EndsWithMark(document, lines[i], ':') || EndsWithMark(document, lines[i], '.') ||
           document.Text(lines[i]).size() > kMaxTitleBytes - std::min(kMaxTitleBytes, title_bytes);
  };
  if (layout.type_line) {
    while (line < count && !IsSeparator(document, lines[line]) && !ends_title(line)) {
      const bool new_paragraph = tokens[lines[line].begin].breaks_before > 1;
      const bool continues = !tokens[lines[line].begin].capital;
      if (line > layout.title_begin && new_paragraph && !continues) break;
      title_bytes += document.Text(lines[line]).size();
      for (size_t at = lines[line].begin; at < lines[line].end; ++at)
        open_brackets += (tokens[at].IsMark('(') ? 1 : 0) - (tokens[at].IsMark(')') ? 1 : 0);
      ++line;
    }
  }
  layout.title_end = line;
  while (line < count && IsSeparator(document, lines[line])) ++line;
  // "THÔNG BÁO" and below its subject "Kính gửi: ...".
  if (layout.type_line && address && *address >= line) line = AddressEnd(document, lines, *address);

  // The opening: up to "như sau:" or the first numbered line.
  layout.body_begin = line;
  const size_t opening_limit = std::min(count, line + kMaxOpeningLines);
  bool found = false;
  for (size_t i = line; i < opening_limit && !found; ++i) {
    if (IsRecipientsHeading(document, lines[i])) break;
    const auto numbering = ReadNumbering(document, lines[i]);
    if (numbering && !(i < layout.title_end)) {
      layout.body_begin = i;
      found = true;
      break;
    }
    if (AnnouncesConclusions(document, lines[i])) {
      layout.body_begin = i + 1;
      found = true;
    }
  }
  if (!found && line < count) {
    // Of a text without a head the first line is a title, unless it is a sentence.
    const bool opens =
        StartsWithDate(document, lines[line]) ||
        (!layout.type_line && !layout.letter_line && !EndsClosed(document, lines[line]));
    layout.body_begin = opens ? line + 1 : line;
  }

  // The footer: recipients or signature, whichever comes first.
  layout.footer_begin = count;
  for (size_t i = layout.body_begin; i < count && layout.footer_begin == count; ++i) {
    for (const TokenRange cell : SplitCells(document, lines[i])) {
      if (IsRecipientsHeading(document, cell) || IsDelegation(document, cell) ||
          IsLeaderPost(document, cell) ||
          (i > layout.body_begin && IsPlaceAndDay(document, cell))) {
        layout.footer_begin = i;
      }
    }
  }
  layout.annex_begin = count;
  for (size_t i = layout.footer_begin; i < count && layout.annex_begin == count; ++i) {
    if (IsAnnexHeading(document, lines[i])) layout.annex_begin = i;
  }
  layout.closing_begin = layout.footer_begin;
  for (size_t i = layout.body_begin; i < layout.footer_begin; ++i) {
    if (BeginsParagraph(document, lines, i) &&
        ClosingOpenings().Match(tokens, lines[i].begin, lines[i].end)) {
      layout.closing_begin = i;
      break;
    }
  }
  return layout;
}

}  // namespace dondoc::registry
