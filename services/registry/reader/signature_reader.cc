#include "services/registry/reader/signature_reader.h"

#include <algorithm>

#include "services/registry/reader/header_reader.h"
#include "services/registry/reader/limits.h"

namespace dondoc::registry {
namespace {

constexpr size_t kMinNameWords = 2;
constexpr size_t kMaxNameWords = 7;

// "Lê Thị Ngọc Mai": words with capital first letters and nothing else.
bool IsPersonName(const Document& document, TokenRange cell) {
  const Tokens& tokens = document.tokens();
  // "TS. Nguyễn Văn A".
  size_t at = cell.begin;
  if (at + 1 < cell.end && tokens[at + 1].IsMark('.')) at += 2;
  if (cell.end - at < kMinNameWords || cell.end - at > kMaxNameWords) return false;
  for (; at < cell.end; ++at) {
    if (!tokens[at].IsWord() || !tokens[at].capital) return false;
  }
  return true;
}

// Splits `cell` at `mark`, leaving out what is empty.
std::vector<TokenRange> SplitAt(const Document& document, TokenRange cell, char mark) {
  std::vector<TokenRange> parts;
  size_t begin = cell.begin;
  for (size_t at = cell.begin; at <= cell.end; ++at) {
    if (at < cell.end && !document.tokens()[at].IsMark(mark)) continue;
    if (at > begin) parts.push_back({begin, at});
    begin = at + 1;
  }
  return parts;
}

TokenRange TrimMarks(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const auto trims = [&](size_t at) {
    const Token& token = tokens[at];
    return token.IsMark('-') || token.IsMark('+') || token.IsMark('.') || token.IsMark(',') ||
           token.IsMark(';') || token.IsMark(kBulletMark);
  };
  while (!range.empty() && trims(range.begin)) ++range.begin;
  while (!range.empty() && trims(range.end - 1)) --range.end;
  return range;
}

}  // namespace

void ReadSignature(const Document& document, const Layout& layout, v1::DirectiveHeader* header,
                   std::vector<DoubtAt>* doubts) {
  const Tokens& tokens = document.tokens();
  bool recipients = false;
  bool signing = false;
  for (size_t i = layout.footer_begin; i < layout.annex_begin; ++i) {
    for (const TokenRange cell : SplitCells(document, layout.lines[i])) {
      if (IsRecipientsHeading(document, cell)) {
        recipients = true;
        // "Nơi nhận: Như trên;" begins on the same line.
        size_t at = cell.begin + 2;
        if (at < cell.end && tokens[at].IsMark(':')) ++at;
        const TokenRange rest = TrimMarks(document, {at, cell.end});
        if (!rest.empty()) *header->add_recipients() = ReadFromText(document, rest);
        continue;
      }
      if (IsDelegation(document, cell) || IsLeaderPost(document, cell)) {
        signing = true;
        // "TL. CHỦ TỊCH - KT. CHÁNH VĂN PHÒNG - PHÓ CHÁNH VĂN PHÒNG" on one line.
        for (const TokenRange part : SplitAt(document, cell, '-')) {
          if (IsDelegation(document, part)) {
            if (header->delegations_size() < kMaxDelegations) {
              *header->add_delegations() = ReadFromText(document, part);
            }
          } else {
            *header->mutable_signer_title() = ReadFromText(document, part);
          }
        }
        continue;
      }
      const bool listed = tokens[cell.begin].IsMark('-') || tokens[cell.begin].IsMark('+');
      if (signing && !listed && IsPersonName(document, cell)) {
        *header->mutable_signer() = ReadFromText(document, cell);
        continue;
      }
      if (!recipients || (!listed && signing)) continue;
      for (const TokenRange part : SplitAt(document, cell, ';')) {
        const TokenRange name = TrimMarks(document, part);
        if (name.empty() || header->recipients_size() >= kMaxRecipients) continue;
        *header->add_recipients() = ReadFromText(document, name);
      }
    }
  }
  // "Q. GIÁM ĐỐC" is both the delegation and the post.
  if (!header->has_signer_title() && header->delegations_size() > 0) {
    *header->mutable_signer_title() = header->delegations(header->delegations_size() - 1);
  }
  if (!header->has_signer()) {
    header->mutable_signer()->set_provenance(v1::MISSING);
    doubts->push_back({Doubt::kSignerMissing, {}});
  }
  if (!header->has_signer_title()) header->mutable_signer_title()->set_provenance(v1::MISSING);
}

}  // namespace dondoc::registry
