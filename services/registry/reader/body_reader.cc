#include "services/registry/reader/body_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/text/normalize.h"
#include "services/registry/domain/task_limits.h"
#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/clause_splitter.h"
#include "services/registry/reader/collectives.h"
#include "services/registry/reader/header_reader.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/orders.h"
#include "services/registry/reader/outline.h"
#include "services/registry/reader/time_expressions.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

enum class SectionKind { kInherited, kTasks, kAssessment };

// An open heading.
struct Heading {
  int rank = 0;
  std::string section;
  SectionKind kind = SectionKind::kInherited;
  std::vector<UnitReading> units;
  std::string topic;
  TokenRange lead_in;
  std::optional<DeadlineFinding> lead_deadline;
  // "Đề nghị UBND tỉnh:": what follows is asked for.
  bool requests = false;
  // Ends with a colon and says nothing itself: what follows belongs to it.
  bool open = false;
};

class BodyReader {
 public:
  BodyReader(const ReadingTools& tools, const Layout& layout, const std::vector<TaskTable>& tables,
             v1::NoticeDraft* draft, std::vector<DoubtAt>* doubts)
      : tools_(tools),
        document_(tools.document),
        tokens_(tools.document.tokens()),
        layout_(layout),
        tables_(tables),
        draft_(draft),
        doubts_(doubts) {}

  void Run() {
    base_ = PlanBegin();
    opening_asks_ = OpeningAsks();
    everybody_ = ReadEverybody();
    ReadLines(layout_.body_begin, layout_.closing_begin, /*annex=*/false);
    ReadClosing();
    headings_.clear();
    opening_asks_ = false;
    everybody_.clear();
    ReadLines(layout_.annex_begin, layout_.lines.size(), /*annex=*/true);
    ReadTablesBefore(tokens_.size());
    if (full_) doubts_->push_back({Doubt::kTooManyTasks, {}});
    if (draft_->tasks_size() == 0) doubts_->push_back({Doubt::kNoTasks, {}});
    ProposeUnits();
  }

 private:
  // The blocks of the lines [begin, end), and the tables between them. What an appendix says before
  // its first item or table is its title.
  void ReadLines(size_t begin, size_t end, bool annex) {
    if (begin >= end) return;
    bool truncated = false;
    const std::vector<Block> blocks = ReadBlocks(document_, layout_, begin, end, &truncated);
    if (truncated) doubts_->push_back({Doubt::kTooManyBlocks, {}});
    bool title = annex;
    for (size_t i = 0; i < blocks.size() && !full_; ++i) {
      const Block& block = blocks[i];
      const size_t before = next_table_;
      if (!block.content.empty()) ReadTablesBefore(block.content.begin);
      if (next_table_ > before || block.numbering.rank != kRankText) title = false;
      if (title) continue;
      const int next_rank = i + 1 < blocks.size() ? blocks[i + 1].numbering.rank : 0;
      last_ = !annex && i > 0 && i + 1 == blocks.size();
      next_ = i + 1 < blocks.size() ? &blocks[i + 1] : nullptr;
      ReadBlock(block, next_rank);
    }
    next_ = nullptr;
    last_ = false;
    if (end < layout_.lines.size()) ReadTablesBefore(layout_.lines[end].begin);
  }

  // Whether the block behind is a paragraph that tells a unit to do something.
  bool NextTellsUnit() const {
    if (next_ == nullptr || next_->content.empty() || next_->numbering.rank != kRankText)
      return false;
    return !ReadOrder(document_, tools_.matcher, next_->content).units.empty();
  }

  // The words of a lead-in or title; empty where they are too many to name a subject.
  std::string Topic(TokenRange range) const {
    std::string words = document_.Line(range);
    return text::CountCodePoints(words) <= kMaxTopicChars ? words : std::string();
  }

  // Keeps the draft within one message.
  void CountBytes() {
    for (; counted_tasks_ < draft_->tasks_size(); ++counted_tasks_)
      bytes_ += draft_->tasks(counted_tasks_).ByteSizeLong();
    for (; counted_clauses_ < draft_->clauses_size(); ++counted_clauses_)
      bytes_ += draft_->clauses(counted_clauses_).ByteSizeLong();
    if (bytes_ > kMaxDraftReadingBytes) full_ = true;
  }

  void ReadTablesBefore(size_t token) {
    for (; next_table_ < tables_.size(); ++next_table_) {
      const TaskTable& table = tables_[next_table_];
      if (table.tokens.begin >= token) return;
      if (full_) continue;
      Block none;
      if (!ReadTaskTable(tools_, table, Context(none), base_, draft_, &unknown_)) full_ = true;
      CountBytes();
    }
  }

  // "..., Sở Nội vụ đề nghị các cơ quan thực hiện một số nội dung sau:" before the first item.
  bool OpeningAsks() const {
    if (layout_.title_end >= layout_.body_begin) return false;
    const TokenRange opening{layout_.lines[layout_.title_end].begin,
                             layout_.lines[layout_.body_begin - 1].end};
    return !opening.empty() && tokens_[opening.end - 1].IsMark(':') && AsksForWhatFollows(opening);
  }

  // "UBND tỉnh yêu cầu các sở, UBND các huyện thực hiện các nội dung sau:" before the first item,
  // else those whom a letter is addressed to.
  std::vector<UnitReading> ReadEverybody() const {
    if (layout_.title_end < layout_.body_begin) {
      TokenRange opening{layout_.lines[layout_.title_end].begin,
                         layout_.lines[layout_.body_begin - 1].end};
      if (tokens_[opening.end - 1].IsMark(':')) {
        opening.begin = LastSentence(opening);
        Order order = ReadOrder(document_, tools_.matcher, {opening.begin, opening.end - 1});
        if (!order.units.empty() && !order.subject) return std::move(order.units);
      }
    }
    if (!layout_.letter_line) return {};
    const TokenRange address{layout_.lines[*layout_.letter_line].begin,
                             layout_.lines[layout_.title_begin - 1].end};
    constexpr size_t kLeastAddress = 4;  // Kính gửi : A
    if (address.size() < kLeastAddress || !tokens_[address.begin + 2].IsMark(':')) return {};
    return ReadUnitCell(document_, tools_.matcher, {address.begin + 3, address.end});
  }

  // First day of the period the subject names ("Kế hoạch công tác năm 2025"), by which a table's
  // "Quý II" is of that year; the document's day where it names none that is not over.
  std::optional<absl::CivilDay> PlanBegin() const {
    std::optional<absl::CivilDay> begin = tools_.document_date;
    if (layout_.title_begin >= layout_.title_end) return begin;
    const size_t end = layout_.lines[layout_.title_end - 1].end;
    for (size_t at = layout_.lines[layout_.title_begin].begin; at < end;) {
      const auto period = ReadPeriod(tokens_, at, end);
      if (!period) {
        ++at;
        continue;
      }
      at = period->next;
      const auto days = DaysOf(period->value, tools_.document_date);
      if (period->value.year == 0 || !days) continue;
      if (!tools_.document_date || days->last >= *tools_.document_date) begin = days->first;
    }
    return begin;
  }

  void ReadBlock(const Block& block, int next_rank) {
    // "Đơn vị chủ trì: ..." below a task.
    const std::vector<Labelled> labels = ReadLabels(document_, block.content);
    if (!labels.empty()) {
      // Before any task they tell of the meeting: "Chủ trì: ...", "Thành phần: ...".
      if (draft_->tasks_size() == 0) return;
      if (draft_->tasks_size() > group_first_) {
        ApplyLabels(tools_, labels, group_first_, base_, draft_, &unknown_);
        return;
      }
    }
    group_first_ = draft_->tasks_size();
    CloseHeadings(block);
    Heading heading;
    heading.rank = block.numbering.rank;
    heading.section = SectionOf(block.numbering);
    TokenRange content = block.content;
    // "... còn chậm. Để khắc phục, Sở Nội vụ đề nghị các cơ quan:": the last sentence leads in.
    // What stands before it and before any task tells of the matter.
    if (const size_t last = LastSentence(content); last > content.begin) {
      if (Kind() != SectionKind::kAssessment && draft_->tasks_size() > 0)
        ReadContent(block, {content.begin, last});
      content.begin = last;
      group_first_ = draft_->tasks_size();
    }
    const auto lead = LeadIn(document_, content);
    if (lead) {
      TokenRange rest{lead->end + 1, content.end};
      if (ReadLeadIn(block, *lead, rest, next_rank, &heading)) {
        content = rest;
        // "4. Về lĩnh vực Tư pháp: Đề nghị UBND tỉnh:": the second colon leads in as well.
        const auto second = LeadIn(document_, rest);
        if (heading.units.empty() && second && second->end + 1 == rest.end) {
          Heading told;
          told.rank = heading.rank;
          if (ReadLeadIn(block, *second, {rest.end, rest.end}, next_rank, &told)) {
            heading.units = std::move(told.units);
            heading.requests = heading.requests || told.requests;
            heading.lead_in = told.lead_in;
            heading.lead_deadline = told.lead_deadline;
            content.begin = content.end;
          }
        }
      }
      heading.open = content.empty();
    } else if (ReadHeading(block, next_rank, &heading)) {
      content.begin = content.end;
    }
    const bool keeps = heading.rank < kRankText || heading.open;
    if (keeps) {
      if (headings_.size() >= static_cast<size_t>(kMaxHeadingDepth)) {
        headings_.pop_back();
        if (!too_deep_) doubts_->push_back({Doubt::kNestingTooDeep, block.content});
        too_deep_ = true;
      }
      headings_.push_back(std::move(heading));
    }
    if (content.empty() || Kind() == SectionKind::kAssessment) return;
    std::vector<UnitReading> told = ReadContent(block, content);
    // "1. Sở A chủ trì ..." and items below: they are told too.
    if (keeps && headings_.back().units.empty()) headings_.back().units = std::move(told);
  }

  // Where the last of several sentences begins, if it ends with a colon; the beginning otherwise.
  size_t LastSentence(TokenRange content) const {
    if (content.empty() || !tokens_[content.end - 1].IsMark(':')) return content.begin;
    for (size_t at = content.end - 1; at-- > content.begin + 1;) {
      if (tokens_[at].IsMark(';')) return content.begin;
      if (tokens_[at].IsMark('.') && EndsSentence(tokens_, at, content.end) &&
          tokens_[at + 1].capital) {
        return at + 1;
      }
    }
    return content.begin;
  }

  void CloseHeadings(const Block& block) {
    const int rank = block.numbering.rank;
    if (rank == kRankText) {
      // Prose closes items, not the heading or the lead-in that it stands under.
      while (!headings_.empty() && headings_.back().rank >= kRankLetter && !headings_.back().open) {
        headings_.pop_back();
      }
      return;
    }
    while (!headings_.empty() && headings_.back().rank >= rank) headings_.pop_back();
  }

  std::string SectionOf(const Numbering& numbering) const {
    const std::string parent = headings_.empty() ? "" : headings_.back().section;
    if (numbering.label.empty()) return parent;
    // "2.1" names its parent itself.
    if (parent.empty() || absl::StrContains(numbering.label, '.')) return numbering.label;
    return absl::StrCat(parent, ".", numbering.label);
  }

  SectionKind Kind() const {
    for (auto heading = headings_.rbegin(); heading != headings_.rend(); ++heading) {
      if (heading->kind != SectionKind::kInherited) return heading->kind;
    }
    return SectionKind::kTasks;
  }

  // What the words before a colon are. Returns whether they are taken off the content.
  bool ReadLeadIn(const Block& block, TokenRange lead, TokenRange rest, int next_rank,
                  Heading* heading) {
    // "Bộ A thống nhất với Bộ B theo hướng: ...": the sentence itself orders.
    if (!rest.empty() && ExplainsBehind(lead) &&
        !ReadOrder(document_, tools_.matcher, lead).units.empty()) {
      return false;
    }
    heading->units = ReadHeadingUnits(document_, tools_.matcher, lead);
    const bool asks = rest.empty() && AsksForWhatFollows(lead);
    heading->requests = Requests(lead) || asks;
    if (!heading->units.empty()) {
      RankUnnumbered(rest.empty() ? next_rank : kRankText, heading);
      return true;
    }
    // "Chủ tịch UBND tỉnh yêu cầu các sở thực hiện các nhiệm vụ sau:".
    Order order = ReadOrder(document_, tools_.matcher, lead);
    if (order.act == v1::REQUEST) heading->requests = true;
    // "UBND tỉnh chỉ đạo:", but "Ban cán sự đảng lãnh đạo, chỉ đạo:" of a body of the house.
    if (order.subject && order.units.front().status != UnitReading::Status::kKnown &&
        EndsWithOrder(document_, lead)) {
      order.units.clear();
    }
    if (!order.units.empty() && rest.empty()) {
      heading->units = std::move(order.units);
      RankUnnumbered(next_rank, heading);
      ReadLeadDeadline(lead, heading);
      if (order.predicate < lead.end) heading->lead_in = {lead.begin, lead.end + 1};
      return true;
    }
    if (asks) {
      RankUnnumbered(next_rank, heading);
      return true;
    }
    if (block.numbering.IsNumbered() && ReadSectionKind(lead, heading)) return true;
    const bool action = ActionVerbs().Match(tokens_, lead.begin, lead.end).has_value();
    const bool adverbial = BeginsAdverbial(tokens_[lead.begin]);
    ReadLeadDeadline(lead, heading);
    if (action || adverbial) {
      if (rest.empty()) {
        heading->lead_in = {lead.begin, lead.end + 1};
        heading->topic = Topic(lead);
        return true;
      }
      // "Tập trung thực hiện: rà soát ...; tham mưu ..." is a list; "Đăng tải nội dung: ..." is
      // not.
      if (!BeginsOrder(document_, tools_.matcher, rest)) return false;
      heading->topic = Topic(lead);
      return true;
    }
    if (RemarkOpenings().Match(tokens_, lead.begin, lead.end)) return false;
    heading->topic = Topic(lead);
    return true;
  }

  // "... theo hướng:", "... bao gồm:": what stands behind the colon explains.
  bool ExplainsBehind(TokenRange lead) const {
    const Token& last = tokens_[lead.end - 1];
    return last.IsWord("hướng"_w) || last.IsWord("gồm"_w) || last.IsWord("là"_w) ||
           last.IsWord("tắc"_w) || last.IsWord("như"_w);
  }

  bool Requests(TokenRange lead) const {
    return IsWordAt(tokens_, lead.begin, lead.end, "đề"_w) &&
           IsWordAt(tokens_, lead.begin + 1, lead.end, "nghị"_w);
  }

  // "Căn cứ ..., Thường trực HĐND tỉnh đề nghị:", "Để khắc phục ..., Sở Nội vụ đề nghị các cơ quan
  // thực hiện các nội dung sau:": the last to be named asks, and does not order.
  bool AsksForWhatFollows(TokenRange lead) const {
    for (size_t at = lead.end; at-- > lead.begin + 2;) {
      if (tokens_[at].IsWord("cầu"_w) && tokens_[at - 1].IsWord("yêu"_w)) return false;
      if (!tokens_[at].IsWord("nghị"_w) || !tokens_[at - 1].IsWord("đề"_w)) continue;
      // "theo đề nghị của", "hồ sơ đề nghị".
      const bool noun = IsWordAt(tokens_, at + 1, lead.end, "của"_w) ||
                        IsWordAt(tokens_, at + 1, lead.end, "tại"_w) ||
                        tokens_[at - 2].IsWord("theo"_w) || tokens_[at - 2].IsWord("xét"_w) ||
                        tokens_[at - 2].IsWord("sơ"_w) || tokens_[at - 2].IsWord("đơn"_w);
      if (!noun) return true;
    }
    return false;
  }

  // A heading without number stands above what follows it: numbers, where they do.
  void RankUnnumbered(int next_rank, Heading* heading) {
    if (heading->rank != kRankText) return;
    heading->rank =
        next_rank > kRankPart && next_rank < kRankUnnumbered ? next_rank - 1 : kRankUnnumbered;
    while (!headings_.empty() && headings_.back().rank >= heading->rank) headings_.pop_back();
  }

  // A unit's heading without number stands beside its like, not below.
  void CloseBelow(int rank) {
    if (rank != kRankUnnumbered) return;
    while (!headings_.empty() && headings_.back().rank >= rank) headings_.pop_back();
  }

  void ReadLeadDeadline(TokenRange lead, Heading* heading) const {
    DeadlinePhrases phrases = FindDeadlines(document_, lead, {}, tools_.document_date);
    bool several = false;
    const DeadlineFinding* found = StrongestDeadline(phrases, &several);
    if (found != nullptr && found->strength >= kTerm) heading->lead_deadline = *found;
  }

  // Whether the words before `at` only lead to what a heading is about: "Về quản lý việc chuyển mục
  // đích sử dụng đất" is not about purposes.
  bool LeadsToSubject(size_t begin, size_t at) const {
    for (size_t i = begin; i < at; ++i) {
      switch (tokens_[i].word) {
        case "về"_w:
        case "những"_w:
        case "các"_w:
        case "một"_w:
        case "số"_w:
        case "phần"_w:
        case "nội"_w:
        case "dung"_w:
        case "công"_w:
        case "tác"_w:
        case "sơ"_w:
        case "lược"_w:
        case "khái"_w:
        case "quát"_w:
        case "thông"_w:
        case "tin"_w:
          continue;
        default:
          return false;
      }
    }
    return true;
  }

  // Assessment or tasks, by the words of a heading.
  bool ReadSectionKind(TokenRange range, Heading* heading) {
    constexpr size_t kReach = 6;
    const size_t end = std::min(range.end, range.begin + kReach);
    for (size_t at = range.begin; at < end; ++at) {
      // "1. Mục đích 2. Yêu cầu" below "Mục đích, yêu cầu" orders nothing either.
      if (TaskSectionWords().Match(tokens_, at, range.end) && Kind() != SectionKind::kAssessment) {
        heading->kind = SectionKind::kTasks;
        ReadScope(document_, range, tools_.document_date, draft_->mutable_header());
        return true;
      }
      if (LeadsToSubject(range.begin, at) && AssessmentWords().Match(tokens_, at, range.end)) {
        heading->kind = SectionKind::kAssessment;
        return true;
      }
    }
    return false;
  }

  // Units and nothing else, but for "Giao" or "Đề nghị" before them.
  bool IsOnlyUnits(TokenRange name) const {
    if (const auto verb = AssignmentVerbs().Match(tokens_, name.begin, name.end))
      name.begin += verb->length;
    const UnitList list = ReadUnitList(document_, tools_.matcher, name);
    return !list.units.empty() && list.end >= name.end;
  }

  bool EndsWithBracket(TokenRange range) const {
    return range.size() > 3 && tokens_[range.end - 1].IsMark(')');
  }

  // Without the bracket at the end.
  TokenRange WithoutBracket(TokenRange range) const {
    size_t open = range.end;
    while (open > range.begin && !tokens_[open - 1].IsMark('(')) --open;
    return open > range.begin + 1 ? TokenRange{range.begin, open - 1} : range;
  }

  // A block without colon that is a heading all the same.
  bool ReadHeading(const Block& block, int next_rank, Heading* heading) {
    const TokenRange content = block.content;
    if (content.empty()) return true;
    // "I. Tổ Khoa học tự nhiên (đ/c Thắm)", "2. Đối với nhà thầu (Liên danh A - B)".
    const bool bracket = EndsWithBracket(content) && block.numbering.IsNumbered() &&
                         next_rank > block.numbering.rank && next_rank != kRankText;
    const bool ends_open = !EndsClosed(document_, content) || bracket;
    // Below an unnumbered line only letters and bullets are items; numbers stand beside it.
    const int rank = block.numbering.rank == kRankText ? kRankUnnumbered : block.numbering.rank;
    const bool has_items = next_rank > rank && next_rank != kRankText;
    const TokenRange name = TrimClause(document_, content);
    if (name.empty()) return true;
    if (ends_open || has_items) {
      if (tools_.matcher.Match(document_, name)) {
        heading->units = ReadHeadingUnits(document_, tools_.matcher, name);
        if (heading->rank == kRankText) heading->rank = kRankUnnumbered;
        CloseBelow(heading->rank);
        return true;
      }
    }
    if (!ends_open) return false;
    // "6. Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh", "9. Đề nghị Hội Nông dân và các đoàn thể".
    if (block.numbering.IsNumbered() && IsOnlyUnits(name)) {
      heading->units = ReadHeadingUnits(document_, tools_.matcher, name);
      heading->requests = Requests(name);
      return true;
    }
    // "2. Các cơ quan tham mưu, giúp việc Đảng ủy; các chi bộ" above "Các cấp ủy ... tổ chức ...".
    constexpr size_t kMaxNames = 30;
    constexpr size_t kFewNames = 12;
    const bool names_follow = name.size() <= kMaxNames && NextTellsUnit();
    const bool prose_follows = name.size() <= kFewNames && next_rank == kRankText;
    if (block.numbering.IsNumbered() && (names_follow || prose_follows) &&
        CollectiveEnd(tokens_, name.begin, name.end) > name.begin &&
        FindDeadlines(document_, name, {}, tools_.document_date).findings.empty()) {
      heading->units = ReadHeadingUnits(document_, tools_.matcher, name);
      return true;
    }
    const bool action = ActionVerbs().Match(tokens_, name.begin, name.end).has_value();
    if (block.numbering.IsNumbered()) {
      const bool topic = TopicOpenings().Match(tokens_, name.begin, name.end).has_value();
      constexpr size_t kShortHeading = 8;
      const auto section = TaskSectionWords().Match(tokens_, name.begin, name.end);
      const bool assesses =
          name.size() <= kShortHeading && (AssessmentWords().Match(tokens_, name.begin, name.end) ||
                                           (section && section->length == name.size()));
      if ((!action || assesses || IsUpper(document_, name) || topic) &&
          ReadSectionKind(name, heading))
        return true;
      if (IsUpper(document_, name) || (topic && has_items)) {
        heading->topic = Topic(name);
        return true;
      }
    }
    // A part's title is one, whatever follows and whatever it begins with.
    constexpr size_t kMaxTitleWords = 15;
    if (block.numbering.rank <= kRankRoman && name.size() <= kMaxTitleWords) {
      heading->units = ReadHeadingUnits(document_, tools_.matcher, name);
      heading->topic = Topic(name);
      return true;
    }
    // "d) Chuyển đổi số, cải cách hành chính" above prose.
    constexpr size_t kMaxTopicWords = 9;
    if (block.numbering.IsNumbered() && next_rank == kRankText && name.size() <= kMaxTopicWords &&
        std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(name.begin),
                     tokens_.begin() + static_cast<std::ptrdiff_t>(name.end),
                     [](const Token& token) { return token.IsNumber(); })) {
      heading->units = ReadHeadingUnits(document_, tools_.matcher, name);
      heading->topic = Topic(name);
      return true;
    }
    // "1. Rà soát, chuẩn bị điều kiện kết nối", above "Các cơ sở đào tạo thực hiện ...".
    constexpr size_t kMaxSubjectWords = 30;
    if (block.numbering.IsNumbered() && name.size() <= kMaxSubjectWords && NextTellsUnit() &&
        ReadOrder(document_, tools_.matcher, name).units.empty() &&
        FindDeadlines(document_, name, {}, tools_.document_date).findings.empty()) {
      heading->topic = Topic(name);
      return true;
    }
    // "Về phát triển kinh tế - xã hội" alone on its line.
    constexpr size_t kMaxSubjectLine = 24;
    if (block.numbering.rank == kRankText && IsWordAt(tokens_, name.begin, name.end, "về"_w) &&
        tokens_[name.begin].capital && name.size() <= kMaxSubjectLine && next_ != nullptr &&
        FindDeadlines(document_, name, {}, tools_.document_date).findings.empty()) {
      heading->rank = kRankUnnumbered;
      CloseBelow(heading->rank);
      heading->topic = Topic(name);
      return true;
    }
    if (!has_items) return false;
    heading->units =
        ReadHeadingUnits(document_, tools_.matcher, bracket ? WithoutBracket(name) : name);
    if (!heading->units.empty()) {
      if (heading->rank == kRankText) heading->rank = kRankUnnumbered;
      CloseBelow(heading->rank);
      return true;
    }
    if (action || block.numbering.rank == kRankText ||
        document_.Text(name).size() > kMaxLeadInBytes) {
      return false;
    }
    heading->topic = Topic(name);
    return true;
  }

  ClauseContext Context(const Block& block) const {
    ClauseContext context;
    context.breaks = block.breaks;
    context.prose = block.numbering.rank == kRankText;
    context.everybody = everybody_;
    context.section = headings_.empty() ? "" : headings_.back().section;
    for (auto heading = headings_.rbegin(); heading != headings_.rend(); ++heading) {
      if (context.topic.empty()) context.topic = heading->topic;
      // "Đ/c Hà:" below "1. Văn phòng": the office answers.
      const bool office_above = !context.units.empty() && context.units.front().person &&
                                !heading->units.empty() &&
                                heading->units.front().status == UnitReading::Status::kKnown;
      if (context.units.empty() || office_above) context.units = heading->units;
      if (context.lead_in.empty()) context.lead_in = heading->lead_in;
      if (!context.lead_deadline) context.lead_deadline = heading->lead_deadline;
    }
    // "Sở Nội vụ đề nghị các cơ quan:" asks for all that stands below.
    context.requests =
        opening_asks_ || std::any_of(headings_.begin(), headings_.end(),
                                     [](const Heading& heading) { return heading.requests; });
    return context;
  }

  // Returns who was told last.
  std::vector<UnitReading> ReadContent(const Block& block, TokenRange content) {
    ClauseContext context = Context(block);
    // The last paragraph closes the document, announced or not, but for a notice of two sentences.
    constexpr int kFewTasks = 1;
    context.closing = last_ && block.numbering.rank == kRankText && EndsDocument(content) &&
                      (draft_->tasks_size() > kFewTasks || SpeaksOfPaper(content));
    for (const ClausePiece& piece : SplitClauses(document_, tools_.matcher, content)) {
      const std::vector<Labelled> labels = draft_->tasks_size() > group_first_
                                               ? ReadLabels(document_, piece.range)
                                               : std::vector<Labelled>{};
      if (!labels.empty()) {
        ApplyLabels(tools_, labels, group_first_, base_, draft_, &unknown_);
        continue;
      }
      if (!ReadTasks(tools_, piece.range, piece.without_action, context, draft_, &unknown_)) {
        full_ = true;
      }
      CountBytes();
      if (full_) break;
    }
    return std::move(context.told);
  }

  // "thực hiện Thông báo này", "các nội dung nêu trên", "biết, thực hiện": closing words, which a
  // short notice may lack, so that its last paragraph orders like any other.
  bool SpeaksOfPaper(TokenRange range) const {
    for (size_t at = range.begin; at < range.end; ++at) {
      if (tokens_[at].IsWord("biết"_w) || tokens_[at].IsWord("trọng"_w)) return true;
      if (at > range.begin && tokens_[at].IsWord("trên"_w) && tokens_[at - 1].IsWord("nêu"_w))
        return true;
      if (at > range.begin + 1 && tokens_[at].IsWord("này"_w) &&
          DocumentTypes().Match(tokens_, at - 2, at)) {
        return true;
      }
    }
    return false;
  }

  // "./." or "./".
  bool EndsDocument(TokenRange range) const {
    return range.size() > 2 &&
           (tokens_[range.end - 1].IsMark('/') ||
            (tokens_[range.end - 1].IsMark('.') && tokens_[range.end - 2].IsMark('/')));
  }

  // "Trên đây là ...": only what has a day is a task.
  void ReadClosing() {
    if (layout_.closing_begin >= layout_.footer_begin || full_) return;
    const TokenRange closing{layout_.lines[layout_.closing_begin].begin,
                             layout_.lines[layout_.footer_begin - 1].end};
    ClauseContext context;
    context.everybody = everybody_;
    context.closing = true;
    for (const ClausePiece& piece : SplitClauses(document_, tools_.matcher, closing)) {
      if (ClosingOpenings().Match(tokens_, piece.range.begin, piece.range.end)) continue;
      if (!ReadTasks(tools_, piece.range, piece.without_action, context, draft_, &unknown_)) {
        full_ = true;
        return;
      }
    }
  }

  void ProposeUnits() {
    absl::flat_hash_set<std::string> keys;
    absl::flat_hash_set<std::string> ids;
    for (const UnitReading& unit : unknown_) {
      const std::string name = document_.Line(unit.range);
      if (!keys.insert(UnitMatcher::Key(name)).second) continue;
      if (draft_->proposed_units_size() >= kMaxProposedUnits) return;
      const std::string slug = UnitMatcher::Slug(name);
      std::string id = slug;
      for (int n = 2; tools_.matcher.HasId(id) || ids.contains(id); ++n)
        id = absl::StrCat(slug, "-", n);
      ids.insert(id);
      v1::ProposedUnit& proposed = *draft_->add_proposed_units();
      proposed.set_display_name(name);
      proposed.set_suggested_id(id);
      *proposed.mutable_span() = document_.SpanOf(unit.range);
      doubts_->push_back({Doubt::kUnitUnknown, unit.range});
    }
  }

  const ReadingTools& tools_;
  const Document& document_;
  const Tokens& tokens_;
  const Layout& layout_;
  const std::vector<TaskTable>& tables_;
  size_t next_table_ = 0;
  // Index of the first task of the last block that is no label.
  int group_first_ = 0;
  int counted_tasks_ = 0;
  int counted_clauses_ = 0;
  size_t bytes_ = 0;
  std::optional<absl::CivilDay> base_;
  v1::NoticeDraft* draft_;
  std::vector<DoubtAt>* doubts_;
  std::vector<Heading> headings_;
  std::vector<UnitReading> unknown_;
  // Whom the opening or the address speaks to.
  std::vector<UnitReading> everybody_;
  // The opening asks for all of the body.
  bool opening_asks_ = false;
  bool full_ = false;
  // The block behind the one being read, while ReadLines reads.
  const Block* next_ = nullptr;
  // The block being read is the last.
  bool last_ = false;
  bool too_deep_ = false;
};

}  // namespace

void ReadBody(const ReadingTools& tools, const Layout& layout, const std::vector<TaskTable>& tables,
              v1::NoticeDraft* draft, std::vector<DoubtAt>* doubts) {
  BodyReader(tools, layout, tables, draft, doubts).Run();
}

}  // namespace dondoc::registry
