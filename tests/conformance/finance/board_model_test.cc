// The board equals plain sums at every step of a random walk, as of today, of a day before and of a
// day to come, and the ledger balances. DONDOC_TEST_SEED chooses the walk.
#include <cstdlib>

#include "absl/strings/numbers.h"

#include "tests/conformance/finance/board_walk.h"

namespace dondoc::finance {
namespace {

constexpr int kWalkSteps = 400;

uint64_t WalkSeed(uint64_t fixed) {
  const char* text = std::getenv("DONDOC_TEST_SEED");
  uint64_t seed = fixed;
  if (text != nullptr && !absl::SimpleAtoi(text, &seed)) seed = fixed;
  return seed;
}

TEST_P(BoardWalkTest, TheBoardIsWhatWasDone) { Walk(WalkSeed(20221003), kWalkSteps); }
TEST_P(BoardWalkTest, TheBoardIsWhatWasDoneAgain) { Walk(WalkSeed(27), kWalkSteps); }

DONDOC_ON_EVERY_ENGINE(BoardWalkTest);

}  // namespace
}  // namespace dondoc::finance
