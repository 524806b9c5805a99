#include "services/cli/render/marked_text.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/str_cat.h"

#include "common/text/width.h"

namespace dondoc::cli {
namespace {

constexpr int kMarks = 6;

const char* ColorOf(Mark mark) {
  switch (mark) {
    case Mark::kHeader:
      return "\x1b[36m";
    case Mark::kUnit:
      return "\x1b[1;34m";
    case Mark::kTask:
      return "\x1b[32m";
    case Mark::kCitation:
      return "\x1b[35m";
    case Mark::kDeadline:
      return "\x1b[1;33m";
    case Mark::kDoubt:
      return "\x1b[4;31m";
  }
  return "";
}

struct Signs {
  const char* open;
  const char* close;
};
Signs SignsOf(Mark mark) {
  switch (mark) {
    case Mark::kHeader:
      return {"{", "}"};
    case Mark::kUnit:
      return {"", ""};
    case Mark::kTask:
      return {"⟦", "⟧"};
    case Mark::kCitation:
      return {"‹", "›"};
    case Mark::kDeadline:
      return {"«", "»"};
    case Mark::kDoubt:
      return {"", "(!)"};
  }
  return {"", ""};
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Cuts a span to the text and widens it to whole characters; false where nothing is left.
bool Mend(absl::string_view text, MarkedSpan* span) {
  const int64_t size = static_cast<int64_t>(text.size());
  span->begin = std::clamp<int64_t>(span->begin, 0, size);
  span->end = std::clamp<int64_t>(span->end, 0, size);
  if (span->begin >= span->end) return false;
  while (span->begin > 0 && IsContinuation(text[span->begin])) --span->begin;
  while (span->end < size && IsContinuation(text[span->end])) ++span->end;
  return true;
}

struct Edges {
  std::vector<const MarkedSpan*> closing;
  std::vector<const MarkedSpan*> opening;
};

}  // namespace

std::string RenderMarkedText(absl::string_view text, std::vector<MarkedSpan> spans, bool color) {
  spans.erase(std::remove_if(spans.begin(), spans.end(),
                             [&](MarkedSpan& span) { return !Mend(text, &span); }),
              spans.end());
  // Longer stretches open first and close last, so that signs nest where the stretches do.
  std::stable_sort(spans.begin(), spans.end(), [](const MarkedSpan& a, const MarkedSpan& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.mark < b.mark;
  });
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
      --active[static_cast<int>(span->mark)];
      if (!color) out += SignsOf(span->mark).close;
    }
    for (const MarkedSpan* span : edge->second.opening) {
      ++active[static_cast<int>(span->mark)];
      if (!color) {
        absl::StrAppend(&out, SignsOf(span->mark).open, span->label,
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
    for (int mark = 0; mark < kMarks; ++mark) {
      if (active[mark] > 0) paint = ColorOf(static_cast<Mark>(mark));
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

}  // namespace dondoc::cli
