// The labels of lists as word processors count them: a list has levels, a level has a counter and
// a pattern that shows it with the counters above ("%1.%2.").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/run_writer.h"

namespace dondoc::registry {

// Levels of a list; Word has nine, OpenDocument ten.
inline constexpr int kMaxListLevels = 10;
// Numbers beyond it are shown as decimal: nobody counts so far in letters.
inline constexpr int64_t kMaxLetterNumber = 26 * 26;
// Bytes of a label; what a hostile pattern says beyond is cut.
inline constexpr size_t kMaxLabelBytes = 64;

enum class NumberFormat {
  kNone,
  kBullet,
  kDecimal,
  kDecimalZero,     // 01
  kLowerLetter,     // a ... z, aa, bb
  kUpperLetter,     //
  kLowerLetterRow,  // a ... z, aa, ab
  kUpperLetterRow,  //
  kLowerRoman,      //
  kUpperRoman       //
};

// `number` as a list shows it; "" for kNone and kBullet.
std::string FormatNumber(NumberFormat format, int64_t number);

// A bullet as text: "+" and "•" stand for themselves, every other mark for "-", which is what
// Vietnamese offices type.
std::string BulletText(absl::string_view mark);

// Text, or the counter of a level.
struct LabelPiece {
  std::string text;
  int level = -1;
};

struct ListLevel {
  NumberFormat format = NumberFormat::kDecimal;
  std::vector<LabelPiece> pieces;
  int64_t start = 1;
  // Counts on until a level above this one is used: the level itself by default, 0 for never.
  int restart_below = kMaxListLevels;
  // Shows the counters of all levels as decimal numbers (Word's isLgl).
  bool legal = false;
  RunLook look;
};

using ListLevels = std::array<ListLevel, kMaxListLevels>;

// Where a list stands.
class ListCounter {
 public:
  // Counts the next item of `level` (0 to kMaxListLevels - 1).
  void Next(const ListLevels& levels, int level);
  // Lets the next item of `level` have the number `start`.
  void Restart(int level, int64_t start);
  // The label of the item that was counted last, which is of `level`.
  std::string Label(const ListLevels& levels, int level) const;

 private:
  struct Count {
    int64_t number = 0;
    bool begun = false;
    // The number of the next item, where it is not to follow.
    bool restarted = false;
  };
  std::array<Count, kMaxListLevels> counts_;
};

}  // namespace dondoc::registry
