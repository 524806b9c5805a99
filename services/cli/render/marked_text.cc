#include "services/cli/render/marked_text.h"

#include <array>
#include <map>

#include "absl/strings/str_cat.h"

#include "common/text/width.h"

namespace dondoc::cli {
namespace {

// How a kind stands out: by colour, or by signs around it.
struct Look {
  Mark mark;
  const char* color;
  const char* open;
  const char* close;
  Text meaning;
};

const std::array<Look, kMarks>& Looks() {
  static const auto* const looks = new std::array<Look, kMarks>{{
      {Mark::kHeader, "\x1b[36m", "{", "}", {"the document's own data", "thể thức văn bản"}},
      {Mark::kDecision,
       "\x1b[3;32m",
       "⟪",
       "⟫",
       {"ruling without a task", "kết luận không giao việc"}},
      {Mark::kTask, "\x1b[32m", "⟦", "⟧", {"task", "nhiệm vụ"}},
      {Mark::kUnit, "\x1b[1;34m", "[", "]", {"unit", "đơn vị"}},
      {Mark::kCitation, "\x1b[35m", "‹", "›", {"cited document", "văn bản viện dẫn"}},
      {Mark::kMoney, "\x1b[1;35m", "₫(", ")", {"money", "tiền"}},
      {Mark::kQuantity, "\x1b[1;36m", "#(", ")", {"quantity", "số lượng"}},
      {Mark::kAddressee, "\x1b[4;34m", "→(", ")", {"addressee", "nơi nhận kết quả"}},
      {Mark::kDeadline, "\x1b[1;33m", "«", "»", {"deadline", "thời hạn"}},
      {Mark::kDoubt, "\x1b[4;31m", "", "(!)", {"doubt", "cần xem"}},
  }};
  return *looks;
}

const Look& LookOf(Mark mark) { return Looks()[static_cast<size_t>(mark)]; }

struct Edges {
  std::vector<const MarkedSpan*> closing;
  std::vector<const MarkedSpan*> opening;
};

}  // namespace

std::string RenderMarkedText(absl::string_view text, std::vector<MarkedSpan> spans, bool color) {
  spans = MendMarks(text, std::move(spans));
  std::map<int64_t, Edges> edges;
  edges[0];
  for (const MarkedSpan& span : spans) {
    edges[span.begin].opening.push_back(&span);
    auto& closing = edges[span.end].closing;
    closing.insert(closing.begin(), &span);
  }
  std::string out;
  std::array<int, kMarks> active{};
  for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
    for (const MarkedSpan* span : edge->second.closing) {
      --active[static_cast<size_t>(span->mark)];
      if (!color) out += LookOf(span->mark).close;
    }
    for (const MarkedSpan* span : edge->second.opening) {
      ++active[static_cast<size_t>(span->mark)];
      if (!color) {
        absl::StrAppend(&out, LookOf(span->mark).open, span->label,
                        span->label.empty() ? "" : ": ");
      } else if (!span->label.empty()) {
        absl::StrAppend(&out, "\x1b[1;7m ", span->label, " \x1b[0m ");
      }
    }
    const auto next = std::next(edge);
    const size_t end = next == edges.end() ? text.size() : static_cast<size_t>(next->first);
    const std::string piece =
        text::SafeForTerminal(text.substr(edge->first, end - static_cast<size_t>(edge->first)));
    const char* paint = nullptr;
    for (const Look& look : Looks()) {
      if (active[static_cast<size_t>(look.mark)] > 0) paint = look.color;
    }
    if (color && paint != nullptr && !piece.empty()) {
      absl::StrAppend(&out, paint, piece, "\x1b[0m");
    } else {
      out += piece;
    }
  }
  if (out.empty() || out.back() != '\n') out += '\n';
  return out;
}

std::string MarkLegend(const Lang& lang, bool color) {
  std::string line;
  for (const Look& look : Looks()) {
    const std::string& meaning = lang(look.meaning);
    if (!line.empty()) line += "  ";
    if (color) {
      absl::StrAppend(&line, look.color, meaning, "\x1b[0m");
    } else {
      absl::StrAppend(&line, look.open, look.mark == Mark::kTask ? "n: " : "", meaning, look.close);
    }
  }
  return line + "\n";
}

}  // namespace dondoc::cli
