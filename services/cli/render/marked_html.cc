#include "services/cli/render/marked_html.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/text/width.h"
#include "services/cli/render/html.h"

namespace dondoc::cli {

const char* MarkClass(Mark mark) {
  switch (mark) {
    case Mark::kHeader:
      return "header";
    case Mark::kDecision:
      return "decision";
    case Mark::kTask:
      return "task";
    case Mark::kUnit:
      return "unit";
    case Mark::kCitation:
      return "cite";
    case Mark::kMoney:
      return "money";
    case Mark::kQuantity:
      return "count";
    case Mark::kAddressee:
      return "to";
    case Mark::kDeadline:
      return "due";
    case Mark::kDoubt:
      return "doubt";
  }
  return "";
}

std::string TagOf(Mark mark, const Lang& lang) {
  switch (mark) {
    case Mark::kDecision:
      return lang(Text{"ruling", "kết luận"});
    case Mark::kUnit:
      return lang(Text{"unit", "đơn vị"});
    case Mark::kCitation:
      return lang(Text{"doc", "văn bản"});
    case Mark::kMoney:
      return lang(Text{"money", "tiền"});
    case Mark::kQuantity:
      return lang(Text{"count", "số lượng"});
    case Mark::kAddressee:
      return lang(Text{"to", "gửi"});
    case Mark::kDeadline:
      return lang(Text{"due", "hạn"});
    case Mark::kDoubt:
      return "?";
    case Mark::kHeader:
    case Mark::kTask:
      return "";
  }
  return "";
}

std::string MarkedHtml::OpeningTag(const MarkedSpan& span, bool again) {
  std::string tag = absl::StrCat("<span class=\"m ", MarkClass(span.mark));
  if (span.mark == Mark::kTask) absl::StrAppend(&tag, " c", span.task % kTaskColors);
  tag += '"';
  if (span.mark == Mark::kTask && anchored_.insert(span.task).second) {
    absl::StrAppend(&tag, " id=\"d", span.task, "\"");
  }
  const std::string word = TagOf(span.mark, lang_);
  if (!again && !word.empty()) absl::StrAppend(&tag, " data-k=\"", EscapeHtml(word), "\"");
  if (!span.note.empty()) absl::StrAppend(&tag, " title=\"", EscapeHtml(span.note), "\"");
  tag += '>';
  if (!again && span.mark == Mark::kTask && !span.label.empty()) {
    absl::StrAppend(&tag, "<a class=\"no\" href=\"#t", span.task, "\">", EscapeHtml(span.label),
                    "</a>");
  }
  return tag;
}

std::string MarkedHtml::Piece(size_t begin, size_t end) {
  // Byte offsets where a mark begins or ends inside the piece.
  std::vector<int64_t> edges = {static_cast<int64_t>(begin), static_cast<int64_t>(end)};
  std::vector<const MarkedSpan*> here;
  for (const MarkedSpan& span : spans_) {
    if (span.end <= edges[0] || span.begin >= edges[1]) continue;
    here.push_back(&span);
  }
  for (const MarkedSpan* span : here) {
    edges.push_back(std::clamp(span->begin, edges[0], edges[1]));
    edges.push_back(std::clamp(span->end, edges[0], edges[1]));
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  std::string out;
  std::vector<const MarkedSpan*> open;  // Innermost last.
  size_t next = 0;                      // Of `here`, which is ordered by begin.
  for (size_t i = 0; i + 1 < edges.size(); ++i) {
    const int64_t at = edges[i];
    // Whatever lies inside a mark that ends is closed with it and opened again behind it.
    const auto ended = std::find_if(open.begin(), open.end(),
                                    [&](const MarkedSpan* span) { return span->end <= at; });
    std::vector<const MarkedSpan*> reopened;
    for (auto span = ended; span != open.end(); ++span) {
      out += "</span>";
      if ((*span)->end > at) reopened.push_back(*span);
    }
    open.erase(ended, open.end());
    for (const MarkedSpan* span : reopened) {
      out += OpeningTag(*span, /*again=*/true);
      open.push_back(span);
    }
    for (; next < here.size() && here[next]->begin <= at; ++next) {
      out += OpeningTag(*here[next], /*again=*/here[next]->begin < at);
      open.push_back(here[next]);
    }
    absl::StrAppend(&out, EscapeHtml(text::SafeForTerminal(text_.substr(
                              static_cast<size_t>(at), static_cast<size_t>(edges[i + 1] - at)))));
  }
  for (size_t i = 0; i < open.size(); ++i) out += "</span>";
  return out;
}

}  // namespace dondoc::cli
