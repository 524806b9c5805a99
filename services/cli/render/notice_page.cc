#include "services/cli/render/notice_page.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

#include "services/cli/render/draft_marks.h"
#include "services/cli/render/html.h"
#include "services/cli/render/marked_html.h"
#include "services/cli/render/notice_page_style.h"
#include "services/cli/render/notice_tables.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::DraftTask;
using registry::v1::DraftWarning;
using registry::v1::NoticeDraft;

// Kinds in the order in which a clerk looks for them.
constexpr Mark kLegendOrder[] = {Mark::kDeadline, Mark::kUnit,      Mark::kQuantity,
                                 Mark::kMoney,    Mark::kAddressee, Mark::kCitation,
                                 Mark::kHeader,   Mark::kDecision,  Mark::kDoubt};

Text MeaningOf(Mark mark) {
  switch (mark) {
    case Mark::kDeadline:
      return {"deadline", "thời hạn"};
    case Mark::kUnit:
      return {"unit", "đơn vị"};
    case Mark::kQuantity:
      return {"quantity", "số lượng phải làm"};
    case Mark::kMoney:
      return {"money", "số tiền"};
    case Mark::kAddressee:
      return {"whom to report to", "nơi nhận kết quả"};
    case Mark::kCitation:
      return {"cited document", "văn bản viện dẫn"};
    case Mark::kHeader:
      return {"the document's own data", "thể thức văn bản"};
    case Mark::kDecision:
      return {"ruling without a task", "kết luận không giao việc"};
    case Mark::kDoubt:
      return {"to check; the reason stands in the card", "cần xem lại, lý do ghi ở thẻ bên cạnh"};
    case Mark::kTask:
      break;
  }
  return {"task", "nhiệm vụ"};
}

// One passage of the document and the tasks whose cards stand beside it.
struct Passage {
  size_t begin = 0;
  std::vector<int> tasks;  // Indices.
};

size_t LineBegin(absl::string_view text, size_t at) {
  const size_t end = at == 0 ? absl::string_view::npos : text.rfind('\n', at - 1);
  return end == absl::string_view::npos ? 0 : end + 1;
}

class Page {
 public:
  Page(const NoticeDraft& draft, const Naming& name_of, const Lang& lang)
      : draft_(draft),
        name_of_(name_of),
        lang_(lang),
        spans_(MendMarks(draft.text(), MarksOf(draft, lang))),
        marked_(draft.text(), spans_, lang) {}

  std::string Run() {
    Summary();
    out_ += "<main>\n";
    Passages();
    out_ += "</main>\n";
    for (const Table& table : {DecisionTable(draft_, lang_), ProposedUnitTable(draft_, lang_),
                               ClauseTable(draft_.clauses(), lang_)}) {
      if (table.rows.empty()) continue;
      absl::StrAppend(&out_, "<h2>", EscapeHtml(table.title), "</h2>\n", HtmlTable(table));
    }
    const std::string& title = draft_.header().title().value();
    return HtmlDocument(title.empty() ? draft_.file_name() : title, kNoticePageStyle, out_, lang_);
  }

 private:
  void Summary() {
    std::string line =
        absl::StrCat(draft_.tasks_size(), lang_(Text{" tasks · ", " nhiệm vụ · "}),
                     DoubtCount(draft_), lang_(Text{" points to check", " điểm cần xem lại"}));
    if (draft_.decisions_size() > 0) {
      absl::StrAppend(&line, " · ", draft_.decisions_size(),
                      lang_(Text{" rulings without a task", " kết luận không giao việc"}));
    }
    if (draft_.proposed_units_size() > 0) {
      absl::StrAppend(&line, " · ", draft_.proposed_units_size(),
                      lang_(Text{" unknown units", " đơn vị chưa có trong danh mục"}));
    }
    if (!draft_.file_name().empty()) absl::StrAppend(&line, " · ", draft_.file_name());
    absl::StrAppend(&out_, "<p class=\"sum\">", EscapeHtml(line), "</p>\n");
  }

  // Where the passage of a task begins: at the line of its first words, or of the heading that
  // names its unit where nothing else lies between. `after`: nothing before belongs to it.
  size_t BeginOf(const DraftTask& task, size_t after) const {
    const auto size = static_cast<int64_t>(draft_.text().size());
    int64_t begin = task.spans(0).begin();
    const auto* unit = ReadingOf(task, "lead_unit");
    if (unit != nullptr && unit->has_span() &&
        unit->span().begin() >= static_cast<int64_t>(after)) {
      begin = std::min(begin, unit->span().begin());
    }
    return LineBegin(draft_.text(), static_cast<size_t>(std::clamp<int64_t>(begin, 0, size)));
  }

  void Passages() {
    std::vector<int> order;
    std::vector<int> placeless;
    for (int i = 0; i < draft_.tasks_size(); ++i) {
      (draft_.tasks(i).spans().empty() ? placeless : order).push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return draft_.tasks(a).spans(0).begin() < draft_.tasks(b).spans(0).begin();
    });
    std::vector<Passage> passages(1);
    size_t after = 0;
    for (const int i : order) {
      const size_t begin = BeginOf(draft_.tasks(i), after);
      // Two tasks of one line, or of lines that run on, share a passage: a sentence is not cut.
      const bool apart = begin >= after && begin > passages.back().begin;
      if (apart || passages.size() == 1) passages.push_back({begin, {}});
      passages.back().tasks.push_back(i);
      const auto& spans = draft_.tasks(i).spans();
      after = std::max(after, static_cast<size_t>(std::max<int64_t>(0, spans.rbegin()->end())));
    }
    passages.back().tasks.insert(passages.back().tasks.end(), placeless.begin(), placeless.end());
    for (size_t i = 0; i < passages.size(); ++i) {
      const size_t end = i + 1 < passages.size() ? passages[i + 1].begin : draft_.text().size();
      absl::StrAppend(&out_, "<div class=\"row\">\n<div class=\"doc\">",
                      marked_.Piece(passages[i].begin, end), "</div>\n<div class=\"side\">\n");
      if (i == 0) {
        absl::StrAppend(&out_, "<section class=\"facts\">\n",
                        HtmlTable(HeaderTable(draft_.header(), lang_)), "</section>\n");
        Legend();
      }
      for (const int task : passages[i].tasks) Card(task);
      out_ += "</div>\n</div>\n";
    }
  }

  void Legend() {
    absl::StrAppend(&out_, "<div class=\"legend\"><strong>",
                    EscapeHtml(lang_(Text{"Marks", "Ký hiệu"})), "</strong><ul>\n<li>",
                    "<span class=\"no c0\">1</span>",
                    EscapeHtml(lang_(Text{"task; click a number to see its card and back",
                                          "nhiệm vụ; bấm số để sang thẻ và ngược lại"})),
                    "</li>\n");
    for (const Mark mark : kLegendOrder) {
      absl::StrAppend(&out_, "<li><span class=\"m ", MarkClass(mark), "\"");
      if (const std::string tag = TagOf(mark, lang_); !tag.empty()) {
        absl::StrAppend(&out_, " data-k=\"", EscapeHtml(tag), "\"");
      }
      absl::StrAppend(&out_, ">", EscapeHtml(lang_(MeaningOf(mark))), "</span></li>\n");
    }
    out_ += "</ul>\n";
    Doubts(draft_.warnings());
    out_ += "</div>\n";
  }

  void Doubts(const google::protobuf::RepeatedPtrField<DraftWarning>& warnings) {
    if (warnings.empty()) return;
    out_ += "<ul class=\"doubts\">\n";
    for (const DraftWarning& warning : warnings) {
      absl::StrAppend(&out_, "<li>", EscapeHtml(warning.message()), " <small>",
                      EscapeHtml(warning.reason()), "</small></li>\n");
    }
    out_ += "</ul>\n";
  }

  static std::string Sure(int sure) {
    return absl::StrCat("<span class=\"", HtmlClass(StyleOfSure(sure)), "\">",
                        sure < kSureEnough ? "⚠ " : "", sure, "%</span>");
  }

  void Card(int index) {
    const DraftTask& task = draft_.tasks(index);
    const int number = index + 1;
    absl::StrAppend(&out_, "<article class=\"card c", number % kTaskColors, "\" id=\"t", number,
                    "\">\n<h3>");
    if (task.spans().empty()) {
      absl::StrAppend(&out_, "<span class=\"no\">", number, "</span>");
    } else {
      absl::StrAppend(&out_, "<a class=\"no\" href=\"#d", number, "\">", number, "</a>");
    }
    if (!task.section().empty()) {
      absl::StrAppend(&out_, "<span>", EscapeHtml(lang_(Text{"section ", "mục "})),
                      EscapeHtml(task.section()), "</span>");
    }
    if (const std::string act = ActWords(task.act(), lang_); !act.empty()) {
      const int sure = SureOf(task, "act");
      absl::StrAppend(&out_, "<span class=\"act\">", EscapeHtml(act), "</span>",
                      sure > 0 && sure < kSureEnough ? Sure(sure) : "");
    }
    if (!task.topic().empty())
      absl::StrAppend(&out_, "<span>", EscapeHtml(task.topic()), "</span>");
    if (task.confidence() > 0) {
      absl::StrAppend(&out_, "<span class=\"sure\">", EscapeHtml(lang_(Text{"sure ", "tin cậy "})),
                      Sure(task.confidence()), "</span>");
    }
    absl::StrAppend(&out_, "</h3>\n<p class=\"text\">", EscapeHtml(OneLine(task.text())),
                    "</p>\n<table>\n");
    for (const TaskFact& fact : FactsOf(task, name_of_, lang_)) {
      absl::StrAppend(&out_, "<tr><td class=\"dim\">", EscapeHtml(fact.label), "</td><td class=\"",
                      HtmlClass(fact.style), "\">", EscapeHtml(OneLine(fact.value)),
                      "</td><td class=\"r\">", fact.sure > 0 ? Sure(fact.sure) : "",
                      "</td></tr>\n");
    }
    out_ += "</table>\n";
    Doubts(task.warnings());
    out_ += "</article>\n";
  }

  const NoticeDraft& draft_;
  const Naming& name_of_;
  const Lang& lang_;
  const std::vector<MarkedSpan> spans_;
  MarkedHtml marked_;
  std::string out_;
};

}  // namespace

std::string RenderNoticePage(const NoticeDraft& draft, const Naming& name_of, const Lang& lang) {
  return Page(draft, name_of, lang).Run();
}

}  // namespace dondoc::cli
