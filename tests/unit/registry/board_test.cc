#include "services/registry/domain/board.h"

#include "gtest/gtest.h"

#include "common/calendar/date_proto.h"

namespace dondoc::registry {
namespace {

v1::Unit Unit(const std::string& id) {
  v1::Unit unit;
  unit.set_name("agencies/so/units/" + id);
  unit.set_display_name(id);
  return unit;
}

v1::TaskCounts Counts(int on_time, int late, int in_time, int overdue, int cancelled) {
  v1::TaskCounts counts;
  counts.set_on_time(on_time);
  counts.set_late(late);
  counts.set_in_time(in_time);
  counts.set_overdue(overdue);
  counts.set_total(on_time + late + in_time + overdue);
  counts.set_cancelled(cancelled);
  return counts;
}

TEST(Board, ShowsLiveUnitsUnitsWithTasksAndTasksOfNobody) {
  v1::Unit merged = Unit("merged"), busy_merged = Unit("busy-merged");
  for (v1::Unit* unit : {&merged, &busy_merged}) {
    *unit->mutable_valid_to() = calendar::ToDate(absl::CivilDay(2025, 6, 30));
  }
  const std::vector<v1::Unit> units = {Unit("b"), merged, busy_merged, Unit("a")};
  const auto board = MakeBoard(
      {}, units,
      {{"agencies/so/units/busy-merged", Counts(1, 2, 3, 4, 5)}, {"", Counts(0, 0, 1, 0, 0)}},
      absl::CivilDay(2026, 1, 5));
  ASSERT_EQ(board.rows_size(), 4);
  EXPECT_EQ(board.rows(0).unit_display_name(), "b");
  EXPECT_EQ(board.rows(1).unit_display_name(), "busy-merged");
  EXPECT_EQ(board.rows(2).unit_display_name(), "a");
  EXPECT_EQ(board.rows(3).unit(), "");
  EXPECT_EQ(board.total().total(), 11);
  EXPECT_EQ(board.total().cancelled(), 5);
  EXPECT_EQ(board.total().total(), board.total().on_time() + board.total().late() +
                                       board.total().in_time() + board.total().overdue());
}

TEST(Board, OfAnAgencyWithoutUnitsIsZeros) {
  const auto board = MakeBoard({}, {}, {}, absl::CivilDay(2026, 1, 5));
  EXPECT_EQ(board.rows_size(), 0);
  EXPECT_TRUE(board.has_total());
}

}  // namespace
}  // namespace dondoc::registry
