#include "services/registry/reader/citations.h"

#include <algorithm>
#include <string>

#include "common/calendar/date_proto.h"
#include "services/registry/reader/deadline_builder.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

// Words of a kind ("Thông tư liên tịch") and of an issuer's name.
constexpr size_t kMaxTypeWords = 4;
constexpr size_t kMaxIssuerWords = 10;

struct Code {
  WordId code;
  absl::string_view name;
};

// Type codes of Decree 30/2020, Annex III, and of laws.
constexpr Code kCodes[] = {
    {"kh"_w, "Kế hoạch"},      {"qđ"_w, "Quyết định"},
    {"tb"_w, "Thông báo"},     {"ct"_w, "Chỉ thị"},
    {"bc"_w, "Báo cáo"},       {"ttr"_w, "Tờ trình"},
    {"nq"_w, "Nghị quyết"},    {"nđ"_w, "Nghị định"},
    {"tt"_w, "Thông tư"},      {"ttlt"_w, "Thông tư liên tịch"},
    {"ctr"_w, "Chương trình"}, {"hd"_w, "Hướng dẫn"},
    {"đa"_w, "Đề án"},         {"bb"_w, "Biên bản"},
    {"gm"_w, "Giấy mời"},      {"cđ"_w, "Công điện"},
    {"kl"_w, "Kết luận"},      {"hđ"_w, "Hợp đồng"},
    {"tbkl"_w, "Thông báo"},   {"pa"_w, "Phương án"},
    {"qc"_w, "Quy chế"},
};

absl::string_view TypeOfCode(WordId code) {
  for (const Code& row : kCodes) {
    if (row.code == code) return row.name;
  }
  return {};
}

// Capitals, or a type code written like "TTr".
bool IsSymbolWord(const Token& token) {
  return token.IsWord() && (token.upper || (token.capital && !TypeOfCode(token.word).empty()) ||
                            token.IsWord("ttg"_w));
}

// One past the symbol that begins at `at`: "KH-UBND", "QH16", "TTLT-BKHCN-BTC"; `at` for none.
size_t SymbolEnd(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end || !IsSymbolWord(tokens[at])) return at;
  size_t next = at + 1;
  bool joined = false;
  for (;;) {
    if (next < end && tokens[next].IsNumber() && !tokens[next].space_before) ++next;
    const bool joint = next + 1 < end && (tokens[next].IsMark('-') || tokens[next].IsMark('/')) &&
                       !tokens[next].space_before && !tokens[next + 1].space_before &&
                       IsSymbolWord(tokens[next + 1]);
    if (!joint) break;
    joined = true;
    next += 2;
  }
  // A lone capital letter is no symbol ("5/A").
  if (!joined && tokens[at].size() < 2 && next == at + 1) return at;
  return next;
}

bool IsStopWord(const Token& token) {
  switch (token.word) {
    case "về"_w:
    case "hướng"_w:
    case "quy"_w:
    case "ban"_w:
    case "phê"_w:
    case "triển"_w:
    case "thực"_w:
    case "hoàn"_w:
    case "trước"_w:
    case "trong"_w:
    case "để"_w:
    case "nhằm"_w:
    case "theo"_w:
    case "đến"_w:
    case "gắn"_w:
    case "đảm"_w:
    case "bảo"_w:
    case "đối"_w:
    case "cho"_w:
    case "năm"_w:
    case "giai"_w:
    case "ngày"_w:
    case "chậm"_w:
    case "xong"_w:
    case "ngay"_w:
    case "sau"_w:
    case "khi"_w:
      return true;
    default:
      return false;
  }
}

// The issuer's words behind "của"; empty where none stand there.
TokenRange IssuerAt(const Tokens& tokens, size_t at, size_t end) {
  if (at + 1 >= end || !tokens[at].IsWord("của"_w) || !tokens[at + 1].capital) return {};
  size_t next = at + 1;
  while (next < end && next - at <= kMaxIssuerWords && tokens[next].IsWord()) {
    if (tokens[next].breaks_before > 0) break;
    if (next > at + 1 && !tokens[next].capital && IsStopWord(tokens[next])) break;
    if (tokens[next].IsWord("và"_w) && !(next + 1 < end && tokens[next + 1].capital)) break;
    ++next;
  }
  return {at + 1, next};
}

// Where the kind that ends at `end` begins; `end` where no kind stands there.
size_t TypeBegin(const Tokens& tokens, size_t begin, size_t end) {
  for (size_t words = std::min(kMaxTypeWords, end - begin); words > 0; --words) {
    const auto hit = DocumentTypes().Match(tokens, end - words, end);
    if (hit && hit->length == words) return end - words;
  }
  return end;
}

}  // namespace

size_t ReferenceEnd(const Document& document, size_t at, size_t end) {
  const Tokens& tokens = document.tokens();
  if (at + 2 >= end || !tokens[at].IsNumber()) return at;
  size_t next = at + 1;
  if (tokens[next].IsMark('-') && !tokens[next].space_before) {
    // Party documents: "16-NQ/TW".
    const size_t symbol = SymbolEnd(tokens, next + 1, end);
    if (symbol <= next + 2 || TypeOfCode(tokens[next + 1].word).empty()) return at;
    return symbol;
  }
  if (tokens[next].IsMark('.') && tokens[next + 1].IsNumber() && !tokens[next].space_before &&
      !tokens[next + 1].space_before) {
    next += 2;
  }
  if (next >= end || !tokens[next].IsMark('/')) return at;
  ++next;
  if (next + 1 < end && IsYear(tokens[next]) && tokens[next + 1].IsMark('/')) next += 2;
  const size_t symbol = SymbolEnd(tokens, next, end);
  return symbol == next ? at : symbol;
}

bool NamesNoKind(const Document& document, TokenRange range) {
  for (size_t at = range.begin; at < range.end; ++at) {
    if (!TypeOfCode(document.tokens()[at].word).empty()) return false;
  }
  return true;
}

std::vector<CitationFinding> FindCitations(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  std::vector<CitationFinding> result;
  size_t floor = range.begin;
  for (size_t at = range.begin; at < range.end; ++at) {
    if (!tokens[at].IsNumber()) continue;
    const size_t symbol_end = ReferenceEnd(document, at, range.end);
    if (symbol_end == at) continue;
    CitationFinding finding;
    v1::Citation& citation = finding.citation;
    citation.set_reference_no(document.Line({at, symbol_end}));
    // The kind: in words before the number, else by the code.
    size_t begin = at;
    if (begin > floor && tokens[begin - 1].IsMark(':')) --begin;
    if (begin > floor && tokens[begin - 1].IsWord("số"_w)) {
      --begin;
    } else {
      begin = at;
    }
    const size_t type = TypeBegin(tokens, floor, begin);
    if (type < begin) {
      citation.set_document_type(document.Line({type, begin}));
      begin = type;
    } else {
      for (size_t i = at; i < symbol_end; ++i) {
        const absl::string_view name = TypeOfCode(tokens[i].word);
        if (tokens[i].IsWord() && !name.empty()) {
          citation.set_document_type(std::string(name));
          break;
        }
      }
    }
    bool year = false;
    for (size_t i = at + 1; i < symbol_end; ++i) year = year || IsYear(tokens[i]);
    // The date and the issuer behind it.
    size_t end = symbol_end;
    size_t date_at = end;
    if (date_at < range.end && tokens[date_at].IsMark(',')) ++date_at;
    if (date_at < range.end && tokens[date_at].IsWord("ngày"_w)) {
      const auto date = ReadDate(tokens, date_at + 1, range.end);
      if (date) {
        if (date->value.year != 0 && IsRealDay(date->value)) {
          *citation.mutable_date() = calendar::ToDate(
              absl::CivilDay(date->value.year, date->value.month, date->value.day));
          year = true;
        }
        end = date->next;
      }
    }
    const TokenRange issuer = IssuerAt(tokens, end, range.end);
    if (!issuer.empty()) {
      citation.set_issuer(document.Line(issuer));
      end = issuer.end;
    } else {
      // "16/KH-UBND": the last part of the symbol names the issuer.
      for (size_t i = symbol_end - 1; i > at; --i) {
        if (tokens[i].IsMark('-') || (tokens[i].IsMark('/') && i + 1 < symbol_end)) {
          const bool code_only = tokens[i].IsMark('/') && !TypeOfCode(tokens[i + 1].word).empty();
          if (!code_only) citation.set_issuer(document.Line({i + 1, symbol_end}));
          break;
        }
      }
    }
    finding.range = {begin, end};
    finding.without_year = !year;
    *citation.mutable_span() = document.SpanOf(finding.range);
    result.push_back(std::move(finding));
    floor = end;
    at = end - 1;
  }
  return result;
}

}  // namespace dondoc::registry
