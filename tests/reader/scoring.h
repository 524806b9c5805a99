// How well a draft agrees with what a clerk would have written.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "tests/reader/expectation.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Right, wrong and missing readings of one kind. Precision and recall; a value that is simply right
// or wrong counts in all three alike.
struct Tally {
  int right = 0;
  int read = 0;
  int expected = 0;

  double Precision() const { return read == 0 ? 1 : static_cast<double>(right) / read; }
  double Recall() const { return expected == 0 ? 1 : static_cast<double>(right) / expected; }
  void Add(bool correct) {
    right += correct ? 1 : 0;
    ++read;
    ++expected;
  }
  void operator+=(const Tally& other) {
    right += other.right;
    read += other.read;
    expected += other.expected;
  }
};

enum class Measure {
  kTasks,
  kLead,
  kCooperating,
  kDeadline,
  kQuantity,
  kCitation,
  kMoney,
  kAddressee,
  kAct,
  kHeader,
};
inline constexpr int kMeasures = 10;
absl::string_view NameOf(Measure measure);

struct Score {
  std::array<Tally, kMeasures> tallies;
  // Dates that the reader gives to tasks that have none, or to nothing that was expected.
  int invented_dates = 0;
  // What disagrees, a line each, for whoever tunes the rules.
  std::vector<std::string> disagreements;

  Tally& operator[](Measure measure) { return tallies[static_cast<size_t>(measure)]; }
  const Tally& operator[](Measure measure) const { return tallies[static_cast<size_t>(measure)]; }
  void operator+=(const Score& other);
};

// Tasks are matched in order by the words they share, at least half of both together.
Score Compare(const Expectation& expected, const v1::NoticeDraft& draft);

}  // namespace dondoc::registry
