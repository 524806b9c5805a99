#include "services/registry/formats/pdf_gutters.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dondoc::registry::pdf {
namespace {

std::vector<Column> IntervalsOf(const Line& line) {
  std::vector<Column> intervals;
  intervals.reserve(line.words.size());
  for (const PdfWord* word : line.words) intervals.push_back({word->left, word->right});
  return intervals;
}

bool LeftOf(const Column& a, const Column& b) { return a.left < b.left; }

}  // namespace

std::vector<Column> Coverage::Merged(std::vector<Column> intervals) const {
  std::vector<Column> all;
  all.reserve(columns_.size() + intervals.size());
  std::sort(intervals.begin(), intervals.end(), LeftOf);
  std::merge(columns_.begin(), columns_.end(), intervals.begin(), intervals.end(),
             std::back_inserter(all), LeftOf);
  std::vector<Column> merged;
  for (const Column& one : all) {
    if (merged.empty() || one.left - merged.back().right >= gutter_) {
      merged.push_back(one);
    } else {
      merged.back().right = std::max(merged.back().right, one.right);
    }
  }
  return merged;
}

void Coverage::Add(const Line& line) { columns_ = Merged(IntervalsOf(line)); }
void Coverage::Add(const std::vector<Column>& columns) { columns_ = Merged(columns); }

size_t Coverage::GuttersWith(const Line& line) const {
  return Merged(IntervalsOf(line)).size() - 1;
}

size_t ColumnAt(const std::vector<Column>& columns, float x) {
  size_t column = 0;
  while (column + 1 < columns.size() &&
         x > (columns[column].right + columns[column + 1].left) / 2) {
    ++column;
  }
  return column;
}

}  // namespace dondoc::registry::pdf
