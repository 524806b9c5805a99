#include "services/registry/formats/pdf_raster.h"

#include <algorithm>
#include <utility>

namespace dondoc::registry {
namespace {

// Darker than this is a line; shaded cells are lighter.
constexpr uint8_t kDark = 200;
// Least length: letters and underlined words are shorter, and so are the cells of no table.
constexpr int kLeastAcross = 18;
constexpr int kLeastDown = 14;
// A line is this thick at most; what is thicker is an area, with an edge on either side.
constexpr int kMostThickness = 4;

// Reads the picture along its rows, or, turned, along its columns.
class Scan {
 public:
  Scan(const GreyPicture& picture, bool turned) : picture_(picture), turned_(turned) {}

  int length() const { return turned_ ? picture_.height : picture_.width; }
  int count() const { return turned_ ? picture_.width : picture_.height; }
  bool IsDark(int line, int at) const {
    const size_t row = static_cast<size_t>(turned_ ? at : line);
    const size_t column = static_cast<size_t>(turned_ ? line : at);
    return picture_.pixels[row * picture_.stride + column] < kDark;
  }

 private:
  const GreyPicture& picture_;
  const bool turned_;
};

// Dark pixels in a row.
struct Run {
  int begin = 0;
  int end = 0;
};

// Runs that lie one below the other.
struct Bar {
  int first = 0;
  int last = 0;
  int begin = 0;
  int end = 0;
};

std::vector<Run> RunsOf(const Scan& scan, int line, int least) {
  std::vector<Run> runs;
  for (int at = 0; at < scan.length();) {
    if (!scan.IsDark(line, at)) {
      ++at;
      continue;
    }
    const int begin = at;
    while (at < scan.length() && scan.IsDark(line, at)) ++at;
    if (at - begin >= least) runs.push_back({begin, at});
  }
  return runs;
}

void Close(const Bar& bar, std::vector<RasterRule>& rules) {
  if (bar.last - bar.first < kMostThickness) {
    rules.push_back({static_cast<float>(bar.first + bar.last + 1) / 2, bar.begin, bar.end});
    return;
  }
  rules.push_back({static_cast<float>(bar.first), bar.begin, bar.end});
  rules.push_back({static_cast<float>(bar.last + 1), bar.begin, bar.end});
}

std::vector<RasterRule> RulesOf(const Scan& scan, int least) {
  std::vector<RasterRule> rules;
  std::vector<Bar> open;
  for (int line = 0; line < scan.count(); ++line) {
    std::vector<Bar> next;
    size_t at = 0;
    for (const Run& run : RunsOf(scan, line, least)) {
      while (at < open.size() && open[at].end <= run.begin) Close(open[at++], rules);
      Bar bar{line, line, run.begin, run.end};
      // Bars that this run joins become one.
      while (at < open.size() && open[at].begin < run.end) {
        bar.first = std::min(bar.first, open[at].first);
        bar.begin = std::min(bar.begin, open[at].begin);
        bar.end = std::max(bar.end, open[at].end);
        ++at;
      }
      next.push_back(bar);
    }
    while (at < open.size()) Close(open[at++], rules);
    open = std::move(next);
  }
  for (const Bar& bar : open) Close(bar, rules);
  return rules;
}

void KeepLongest(std::vector<RasterRule>& rules, size_t most) {
  if (rules.size() > most) {
    std::stable_sort(rules.begin(), rules.end(), [](const RasterRule& a, const RasterRule& b) {
      return a.end - a.begin > b.end - b.begin;
    });
    rules.resize(most);
  }
  std::stable_sort(rules.begin(), rules.end(), [](const RasterRule& a, const RasterRule& b) {
    return std::pair(a.at, a.begin) < std::pair(b.at, b.begin);
  });
}

}  // namespace

RasterRules FindRules(const GreyPicture& picture, size_t most) {
  RasterRules rules;
  rules.across = RulesOf(Scan(picture, false), kLeastAcross);
  rules.down = RulesOf(Scan(picture, true), kLeastDown);
  KeepLongest(rules.across, most);
  KeepLongest(rules.down, most);
  return rules;
}

}  // namespace dondoc::registry
