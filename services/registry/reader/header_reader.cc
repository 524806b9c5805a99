#include "services/registry/reader/header_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"
#include "services/registry/reader/citations.h"
#include "services/registry/reader/deadline_builder.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/time_expressions.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

// Tokens of a name of a body or person in the opening sentence.
constexpr size_t kMaxNameTokens = 24;
// How far behind "nhiệm vụ" its period stands.
constexpr size_t kScopeReach = 14;
// Lines in which a letter's subject stands.
constexpr size_t kMaxSubjectLines = 40;

bool IsBodyWord(const Token& token) {
  switch (token.word) {
    case "sở"_w:
    case "ubnd"_w:
    case "ủy"_w:
    case "hđnd"_w:
    case "bộ"_w:
    case "ban"_w:
    case "cục"_w:
    case "chi"_w:
    case "trung"_w:
    case "viện"_w:
    case "văn"_w:
    case "thanh"_w:
    case "phòng"_w:
    case "tỉnh"_w:
    case "trường"_w:
      return token.IsWord() && token.capital;
    default:
      return false;
  }
}

// The words that end a body's or person's name in a sentence.
bool EndsName(const Tokens& tokens, size_t at, size_t end) {
  const Token& token = tokens[at];
  if (token.kind == TokenKind::kMark) return !token.IsMark('-') && !token.IsMark('.');
  switch (token.word) {
    case "tại"_w:
    case "như"_w:
    case "đã"_w:
    case "về"_w:
    case "có"_w:
    case "chủ"_w:
    case "phát"_w:
    case "kết"_w:
    case "thông"_w:
    case "họp"_w:
    case "ngày"_w:
    case "trong"_w:
    case "sau"_w:
      // "Chủ tịch" is a post, "Thông tin" and "Họp" parts of names.
      return token.IsWord() && !token.capital;
    case "tổ"_w:
      return !token.capital && at + 1 < end && tokens[at + 1].IsWord("chức"_w);
    default:
      return false;
  }
}

TokenRange NameAt(const Document& document, size_t at, size_t end) {
  const Tokens& tokens = document.tokens();
  size_t next = at;
  while (next < end && next - at < kMaxNameTokens && !EndsName(tokens, next, end)) {
    if (next > at && tokens[next].breaks_before > 1) break;
    ++next;
  }
  while (next > at && tokens[next - 1].kind == TokenKind::kMark) --next;
  return {at, next};
}

class HeaderReader {
 public:
  HeaderReader(const Document& document, const Layout& layout)
      : document_(document), tokens_(document.tokens()), layout_(layout) {}

  HeaderReading Run() {
    ReadType();
    ReadTitle();
    ReadLetterhead();
    ReadLetterFromNumber();
    ReadConferenceDate();
    DecideIssueDate();
    ReadIssuerFromOpening();
    ReadConcludedBy();
    return std::move(reading_);
  }

 private:
  v1::DirectiveHeader& header() { return reading_.header; }
  void Note(Doubt doubt, TokenRange range = {}) { reading_.doubts.push_back({doubt, range}); }

  TokenRange Lines(size_t begin, size_t end) const {
    if (begin >= end || end > layout_.lines.size()) return {};
    return {layout_.lines[begin].begin, layout_.lines[end - 1].end};
  }

  TokenRange Opening() const { return Lines(layout_.title_end, layout_.body_begin); }

  void ReadType() {
    if (!layout_.type_line) {
      // A công văn has no kind; its subject begins with "V/v".
      const size_t end = std::min(layout_.lines.size(), kMaxSubjectLines);
      for (size_t i = 0; i < end; ++i) {
        for (const TokenRange cell : SplitCells(document_, layout_.lines[i])) {
          if (cell.size() > 3 && tokens_[cell.begin].IsWord("v"_w) &&
              tokens_[cell.begin + 1].IsMark('/') && tokens_[cell.begin + 2].IsWord("v"_w)) {
            header().set_type(v1::DirectiveHeader::LETTER);
            *header().mutable_title() = ReadFromText(document_, {cell.begin + 3, cell.end});
            header().mutable_title()->mutable_value()->append(SubjectGoesOn(i + 1));
            return;
          }
        }
      }
      return;
    }
    for (const TokenRange cell : SplitCells(document_, layout_.lines[*layout_.type_line])) {
      const auto hit = DocumentTypes().Match(tokens_, cell.begin, cell.end);
      if (!hit) continue;
      header().set_type(static_cast<v1::DirectiveHeader::Type>(hit->value));
      title_begin_ = cell.begin + hit->length;
      type_words_ = LowerVietnamese(document_.Line({cell.begin, title_begin_}));
      type_cell_end_ = cell.end;
      return;
    }
  }

  // The lines below "V/v ..." that belong to it, which stand in the left column.
  std::string SubjectGoesOn(size_t line) const {
    constexpr size_t kMostLines = 6;
    std::string more;
    const size_t end = std::min(layout_.letter_line.value_or(line), line + kMostLines);
    for (; line < end; ++line) {
      const TokenRange cell = SplitCells(document_, layout_.lines[line]).front();
      const bool head = IsUpper(document_, cell) || tokens_[cell.begin].IsWord("số"_w) ||
                        tokens_[layout_.lines[line].begin].breaks_before > 1 ||
                        IsSeparator(document_, layout_.lines[line]) ||
                        IsPlaceAndDay(document_, cell);
      if (head && !tokens_[cell.begin].IsWord("số"_w)) break;
      absl::StrAppend(&more, " ", document_.Line(cell));
    }
    return more;
  }

  // A công văn's number has no code of a kind: "6238/VPCP-CN" (Decree 30/2020, Annex III).
  void ReadLetterFromNumber() {
    if (header().type() != v1::DirectiveHeader::TYPE_UNSPECIFIED) return;
    const bool number = header().reference_no().has_span();
    if (number ? NamesNoKind(document_, reference_) : layout_.letter_line.has_value()) {
      header().set_type(v1::DirectiveHeader::LETTER);
    } else {
      Note(Doubt::kTypeUnknown);
    }
  }

  void ReadTitle() {
    if (header().has_title()) return;
    TokenRange title = Lines(layout_.title_begin, layout_.title_end);
    if (title_begin_ < type_cell_end_) {
      title = {title_begin_, title.empty() ? type_cell_end_ : title.end};
    }
    if (title.empty()) {
      header().mutable_title()->set_provenance(v1::MISSING);
      Note(Doubt::kTitleMissing);
      return;
    }
    title_ = title;
    // "CHƯƠNG TRÌNH" and below it "Công tác năm 2026": a plan of work.
    if (header().type() == v1::DirectiveHeader::OTHER && type_words_ == "chương trình" &&
        IsWordAt(tokens_, title.begin, title.end, "công"_w) &&
        IsWordAt(tokens_, title.begin + 1, title.end, "tác"_w)) {
      header().set_type(v1::DirectiveHeader::PLAN);
    }
    *header().mutable_title() = ReadFromText(document_, title);
  }

  // Number, place and date, issuer: the lines above the kind.
  void ReadLetterhead() {
    const size_t end = layout_.type_line     ? *layout_.type_line
                       : layout_.letter_line ? *layout_.letter_line
                                             : 0;
    TokenRange issuer;
    std::string issuer_more;
    TokenRange blank_number;
    for (size_t i = 0; i < end; ++i) {
      for (const TokenRange cell : SplitCells(document_, layout_.lines[i])) {
        ReadReference({cell.begin, layout_.lines[i].end}, cell, &blank_number);
        ReadIssueDate(cell);
        if (!IsUpper(document_, cell)) continue;
        const Token& first = tokens_[cell.begin];
        if (IsBodyWord(first)) {
          issuer = cell;
          // "VĂN PHÒNG CHÍNH PHỦ -------".
          while (issuer.size() > 1 && tokens_[issuer.end - 1].kind == TokenKind::kMark)
            --issuer.end;
          issuer_more.clear();
        } else if (!issuer.empty() && first.IsWord("và"_w)) {
          issuer_more = document_.Line(cell);
        }
      }
    }
    if (!issue_date_) ReadIssueDateElsewhere(end);
    if (!issuer.empty()) {
      *header().mutable_issuer() = ReadFromText(document_, issuer);
      if (!issuer_more.empty()) {
        header().mutable_issuer()->set_value(
            absl::StrCat(header().issuer().value(), " ", issuer_more));
      }
    }
    if (!header().has_reference_no()) {
      header().mutable_reference_no()->set_provenance(v1::MISSING);
      Note(Doubt::kReferenceNoMissing, blank_number);
    }
  }

  // `cell` in `rest` of its line, since the number may stand behind a gap as wide as a column's.
  void ReadReference(TokenRange rest, TokenRange cell, TokenRange* blank) {
    if (header().has_reference_no() || cell.size() < 2 || !tokens_[cell.begin].IsWord("số"_w))
      return;
    size_t at = cell.begin + 1;
    if (tokens_[at].IsMark(':')) ++at;
    size_t end = at < rest.end ? ReferenceEnd(document_, at, rest.end) : at;
    // "Số:   4390     /UBND-NLN": the number was written into a gap.
    if (end == at && at + 2 < rest.end && tokens_[at].IsNumber() && tokens_[at + 1].IsMark('/') &&
        tokens_[at + 2].upper) {
      end = at + 3;
      while (end + 1 < rest.end && tokens_[end].IsMark('-') && tokens_[end + 1].upper) end += 2;
    }
    // "Số: 345 -TB/HU".
    if (end == at && at + 2 < rest.end && tokens_[at].IsNumber() && tokens_[at + 1].IsMark('-') &&
        tokens_[at + 2].upper) {
      end = at + 3;
      while (end + 1 < rest.end && (tokens_[end].IsMark('/') || tokens_[end].IsMark('-')) &&
             tokens_[end + 1].upper) {
        end += 2;
      }
    }
    if (end > at) {
      reference_ = {at, end};
      *header().mutable_reference_no() = ReadFromText(document_, reference_);
      std::string& number = *header().mutable_reference_no()->mutable_value();
      number.erase(std::remove(number.begin(), number.end(), ' '), number.end());
    } else {
      *blank = cell;
    }
  }

  // "*02 tháng* *5 năm 2024*": a whole date, marks of emphasis left out.
  std::optional<Read<DateParts>> ReadDatePastEmphasis(size_t begin, size_t end) const {
    Tokens plain;
    std::vector<size_t> places;
    for (size_t at = begin; at < end; ++at) {
      if (tokens_[at].IsMark(kBulletMark)) continue;
      plain.push_back(tokens_[at]);
      places.push_back(at);
    }
    auto date = ReadDate(plain, 0, plain.size());
    if (!date || date->value.year == 0) return std::nullopt;
    date->next = places[date->next - 1] + 1;
    return date;
  }

  // "Hà Giang, ngày 05 tháng 10 năm 2022"; a blank day leaves the date open.
  void ReadIssueDate(TokenRange cell) {
    if (issue_date_ || cell.size() < 3) return;
    for (size_t at = cell.begin; at < cell.end; ++at) {
      if (!tokens_[at].IsWord("ngày"_w)) continue;
      auto date = ReadDate(tokens_, at + 1, cell.end);
      if (!date || date->value.year == 0) {
        // "Hà Nam, ngày 23 tháng 06" over "năm 2016".
        constexpr size_t kMostWords = 5;
        const size_t end = std::min(tokens_.size(), cell.end + kMostWords);
        if (const auto whole = ReadDatePastEmphasis(at + 1, end)) date = whole;
      }
      if (date && date->value.year != 0 && IsRealDay(date->value)) {
        issue_date_ = absl::CivilDay(date->value.year, date->value.month, date->value.day);
        issue_range_ = {at, date->next};
      } else if (!date) {
        incomplete_ = cell;
      }
      return;
    }
  }

  // "Bến Tre, ngày 16 tháng 11 năm 2008" alone on a line below the kind, or above the signature.
  void ReadIssueDateElsewhere(size_t begin) {
    for (size_t i = begin; i < layout_.annex_begin && !issue_date_; ++i) {
      if (i >= layout_.body_begin && i < layout_.footer_begin) continue;
      for (const TokenRange cell : SplitCells(document_, layout_.lines[i])) {
        if (IsPlaceAndDay(document_, cell)) ReadIssueDate(cell);
      }
    }
  }

  void ReadConferenceDate() {
    v1::SourcedDate& conference = *header().mutable_conference_date();
    // Letters, plans and decisions follow no conference; the days of their first sentences are of
    // other papers.
    if (header().type() == v1::DirectiveHeader::LETTER ||
        header().type() == v1::DirectiveHeader::PLAN ||
        header().type() == v1::DirectiveHeader::DECISION ||
        header().type() == v1::DirectiveHeader::INSTRUCTION) {
      conference.set_provenance(v1::MISSING);
      return;
    }
    for (const TokenRange range : {Opening(), title_}) {
      for (size_t at = range.begin; at + 1 < range.end; ++at) {
        if (!tokens_[at].IsWord("ngày"_w)) continue;
        const auto date = ReadDate(tokens_, at + 1, range.end);
        if (!date || !IsRealDay(date->value) || IsOfPaper(at, range.begin)) continue;
        if (header().type() != v1::DirectiveHeader::NOTICE && !IsOfMeeting(range, at)) {
          if (!opening_date_ && date->value.year != 0) {
            opening_date_ = absl::CivilDay(date->value.year, date->value.month, date->value.day);
          }
          continue;
        }
        int year = date->value.year;
        if (year == 0) {
          // A conference is held before its notice is issued.
          if (!issue_date_) continue;
          year = static_cast<int>(issue_date_->year());
          if (absl::CivilDay(year, date->value.month, date->value.day) > *issue_date_) --year;
        }
        conference_date_ = absl::CivilDay(year, date->value.month, date->value.day);
        *conference.mutable_value() = calendar::ToDate(*conference_date_);
        conference.set_provenance(date->value.year == 0 ? v1::INFERRED : v1::READ_FROM_TEXT);
        conference_range_ = {at, date->next};
        *conference.mutable_span() = document_.SpanOf(conference_range_);
        return;
      }
    }
    conference.set_provenance(v1::MISSING);
    Note(Doubt::kConferenceDateMissing);
  }

  // "Chiều ngày 07/8, cơ quan họp giao ban": what is no notice may begin with the day of anything.
  bool IsOfMeeting(TokenRange range, size_t at) const {
    constexpr size_t kMeetingReach = 30;
    const size_t begin = at - range.begin > kMeetingReach ? at - kMeetingReach : range.begin;
    const size_t end = std::min(range.end, at + kMeetingReach);
    for (size_t i = begin; i < end; ++i) {
      if (tokens_[i].IsWord("họp"_w) ||
          (tokens_[i].IsWord("nghị"_w) && i > 0 && tokens_[i - 1].IsWord("hội"_w)) ||
          (tokens_[i].IsWord("ban"_w) && i > 0 && tokens_[i - 1].IsWord("giao"_w)) ||
          (tokens_[i].IsWord("việc"_w) && i > 0 && tokens_[i - 1].IsWord("làm"_w))) {
        return true;
      }
    }
    return false;
  }

  // "Nghị quyết số 39/NQ-HĐND ngày 06/12/2019": the day of a paper, not of a meeting.
  bool IsOfPaper(size_t at, size_t begin) const {
    constexpr size_t kSymbolReach = 12;
    constexpr size_t kLawReach = 24;  // "Luật sửa đổi, bổ sung một số điều của Luật ... ngày".
    const size_t law = at - begin > kLawReach ? at - kLawReach : begin;
    for (size_t i = law; i < at; ++i) {
      if (tokens_[i].IsWord("luật"_w) && tokens_[i].capital) return true;
    }
    const size_t reach = at - begin > kSymbolReach ? at - kSymbolReach : begin;
    for (size_t i = reach; i < at; ++i) {
      const size_t end = ReferenceEnd(document_, i, at);
      if (end > i && end + 1 >= at) return true;
    }
    return false;
  }

  void DecideIssueDate() {
    v1::SourcedDate& issue = *header().mutable_issue_date();
    if (issue_date_) {
      *issue.mutable_value() = calendar::ToDate(*issue_date_);
      issue.set_provenance(v1::READ_FROM_TEXT);
      *issue.mutable_span() = document_.SpanOf(issue_range_);
    } else if (conference_date_) {
      *issue.mutable_value() = calendar::ToDate(*conference_date_);
      issue.set_provenance(v1::INFERRED);
      if (!incomplete_.empty()) Note(Doubt::kIssueDateIncomplete, incomplete_);
      Note(Doubt::kIssueDateInferred, conference_range_);
    } else {
      issue.set_provenance(v1::MISSING);
      if (!incomplete_.empty()) Note(Doubt::kIssueDateIncomplete, incomplete_);
      Note(Doubt::kIssueDateMissing);
      Note(Doubt::kDocumentDateMissing);
    }
    // Without either, the first day told is near enough to tell years by.
    reading_.document_date = issue_date_        ? issue_date_
                             : conference_date_ ? conference_date_
                                                : opening_date_;
  }

  // "Sở Khoa học và Công nghệ thông báo kết luận ...", else who held the conference.
  void ReadIssuerFromOpening() {
    if (header().has_issuer()) return;
    const TokenRange opening = Opening();
    TokenRange found;
    for (size_t at = opening.begin; at < opening.end;) {
      const bool starts = at == opening.begin || tokens_[at - 1].kind == TokenKind::kMark ||
                          tokens_[at].breaks_before > 0;
      if (!starts || !IsBodyWord(tokens_[at])) {
        ++at;
        continue;
      }
      const TokenRange name = NameAt(document_, at, opening.end);
      const bool announces = name.end + 1 < opening.end && tokens_[name.end].IsWord("thông"_w) &&
                             tokens_[name.end + 1].IsWord("báo"_w);
      if (announces || found.empty()) found = name;
      if (announces) break;
      at = std::max(name.end, at + 1);
    }
    if (found.empty()) {
      header().mutable_issuer()->set_provenance(v1::MISSING);
      Note(Doubt::kIssuerMissing);
      return;
    }
    *header().mutable_issuer() = ReadFromText(document_, found);
  }

  // "kết luận của Giám đốc", "đồng chí Nguyễn Văn A - Giám đốc Sở chủ trì".
  void ReadConcludedBy() {
    for (const TokenRange range : {Opening(), title_}) {
      for (size_t at = range.begin; at + 3 < range.end; ++at) {
        if (!tokens_[at].IsWord("kết"_w) || !tokens_[at + 1].IsWord("luận"_w)) continue;
        size_t who = at + 2;
        // "kết luận chỉ đạo của", "kết luận cuộc họp của".
        constexpr size_t kWordsBetween = 3;
        while (who < range.end && who - at - 2 < kWordsBetween && !tokens_[who].IsWord("của"_w))
          ++who;
        if (who + 1 >= range.end || !tokens_[who].IsWord("của"_w)) continue;
        if (SetConcludedBy(SkipTitle(who + 1), range.end)) return;
      }
    }
    for (const TokenRange range : {Opening(), title_}) {
      for (size_t at = range.begin; at + 2 < range.end; ++at) {
        const size_t name = SkipTitle(at);
        if (name > at && SetConcludedBy(name, range.end)) return;
      }
    }
    if (ReadConcludingPost()) return;
    header().mutable_concluded_by()->set_provenance(v1::MISSING);
  }

  // "Giám đốc Sở kết luận như sau".
  bool ReadConcludingPost() {
    const TokenRange opening = Opening();
    constexpr size_t kMaxPostTokens = 8;
    for (size_t at = opening.begin; at + 1 < opening.end; ++at) {
      if (!tokens_[at].IsWord("kết"_w) || !tokens_[at + 1].IsWord("luận"_w)) continue;
      size_t begin = at;
      while (begin > opening.begin && at - begin < kMaxPostTokens && tokens_[begin - 1].IsWord())
        --begin;
      if (begin == at || !IsPost(tokens_[begin])) continue;
      *header().mutable_concluded_by() = ReadFromText(document_, {begin, at});
      return true;
    }
    return false;
  }

  // Past "đồng chí", "đ/c", "ông", "bà".
  size_t SkipTitle(size_t at) const {
    const auto word = [&](size_t i, WordId id) {
      return i < tokens_.size() && tokens_[i].IsWord(id);
    };
    if (word(at, "đồng"_w) && word(at + 1, "chí"_w)) return at + 2;
    if (word(at, "đ"_w) && at + 1 < tokens_.size() && tokens_[at + 1].IsMark('/') &&
        word(at + 2, "c"_w)) {
      return at + 3;
    }
    if ((word(at, "ông"_w) || word(at, "bà"_w)) && at + 1 < tokens_.size() &&
        tokens_[at + 1].capital) {
      return at + 1;
    }
    return at;
  }

  bool SetConcludedBy(size_t at, size_t end) {
    TokenRange who = NameAt(document_, at, end);
    if (who.empty() || !tokens_[who.begin].capital) return false;
    // "Nguyễn Văn A, Giám đốc Sở chủ trì": the post goes on behind the comma.
    if (who.end + 1 < end && tokens_[who.end].IsMark(',') && IsPost(tokens_[who.end + 1])) {
      who.end = NameAt(document_, who.end + 1, end).end;
    }
    *header().mutable_concluded_by() = ReadFromText(document_, who);
    return true;
  }

  static bool IsPost(const Token& token) {
    return token.capital &&
           (token.IsWord("giám"_w) || token.IsWord("phó"_w) || token.IsWord("chủ"_w) ||
            token.IsWord("chánh"_w) || token.IsWord("chi"_w) || token.IsWord("trưởng"_w) ||
            token.IsWord("bí"_w));
  }

  const Document& document_;
  const Tokens& tokens_;
  const Layout& layout_;
  HeaderReading reading_;
  // The kind as written, in small letters.
  std::string type_words_;
  TokenRange reference_;
  size_t title_begin_ = 0;
  size_t type_cell_end_ = 0;
  TokenRange title_;
  std::optional<absl::CivilDay> issue_date_;
  TokenRange issue_range_;
  TokenRange incomplete_;
  std::optional<absl::CivilDay> conference_date_;
  TokenRange conference_range_;
  std::optional<absl::CivilDay> opening_date_;
};

}  // namespace

v1::SourcedText ReadFromText(const Document& document, TokenRange range) {
  v1::SourcedText text;
  text.set_value(document.Line(range));
  text.set_provenance(v1::READ_FROM_TEXT);
  *text.mutable_span() = document.SpanOf(range);
  return text;
}

HeaderReading ReadHeader(const Document& document, const Layout& layout) {
  return HeaderReader(document, layout).Run();
}

TokenRange TaskPart(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  for (size_t at = range.begin; at + 1 < range.end; ++at) {
    if (tokens[at].IsWord("nhiệm"_w) && tokens[at + 1].IsWord("vụ"_w)) {
      return {at + 2, std::min(range.end, at + 2 + kScopeReach)};
    }
  }
  return {};
}

bool ReadScope(const Document& document, TokenRange range,
               std::optional<absl::CivilDay> document_date, v1::DirectiveHeader* header) {
  if (header->has_scope_phrase()) return false;
  for (size_t at = range.begin; at < range.end; ++at) {
    const auto period = ReadPeriod(document.tokens(), at, range.end);
    if (!period) continue;
    *header->mutable_scope_phrase() = ReadFromText(document, {at, period->next});
    if (const auto days = DaysOf(period->value, document_date)) {
      *header->mutable_scope_from() = calendar::ToDate(days->first);
      *header->mutable_scope_to() = calendar::ToDate(days->last);
    }
    return true;
  }
  return false;
}

}  // namespace dondoc::registry
