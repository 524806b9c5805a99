#include "services/gateway/domain/board.h"

#include "gtest/gtest.h"

#include "services/gateway/domain/errors.h"

namespace dondoc::gateway {
namespace {

void SetDay(int day, google::type::Date& date) {
  date.set_year(2022);
  date.set_month(10);
  date.set_day(day);
}

BoardAnswers Everything() {
  BoardAnswers answers;
  auto& registry = answers.registry.message;
  registry.set_agency_display_name("Sở KH&CN");
  SetDay(3, *registry.mutable_as_of());
  registry.set_revision(11);
  for (const char* unit : {"agencies/a/units/u1", "agencies/a/units/u2"}) {
    auto& row = *registry.add_rows();
    row.set_unit(unit);
    row.set_unit_display_name("Phòng");
    row.mutable_counts()->set_total(7);
  }
  registry.mutable_total()->set_total(14);
  auto& finance = answers.finance.message;
  SetDay(3, *finance.mutable_as_of());
  finance.set_revision(22);
  finance.set_registry_revision(10);
  for (const char* unit : {"agencies/a/units/u2", "agencies/a/units/gone"}) {
    auto& row = *finance.add_rows();
    row.set_unit(unit);
    row.set_unit_display_name("Cũ");
    row.mutable_totals()->set_contracted_amount(1000);
  }
  finance.mutable_total()->set_contracted_amount(2000);
  auto& inspection = answers.inspection.message;
  SetDay(3, *inspection.mutable_as_of());
  inspection.set_revision(33);
  inspection.mutable_total()->set_planned(2);
  inspection.mutable_total()->set_cancelled(1);
  inspection.mutable_internal_checks()->set_total(1);
  inspection.add_rows();
  return answers;
}

TEST(MergeBoard, RowsOfBothServicesByUnit) {
  const v1::Board board = MergeBoard("agencies/a", Everything(), Language::kVietnamese);
  EXPECT_EQ(board.parent(), "agencies/a");
  EXPECT_EQ(board.as_of().day(), 3);
  ASSERT_EQ(board.rows_size(), 3);
  EXPECT_EQ(board.rows(0).tasks().total(), 7);
  EXPECT_TRUE(board.rows(0).has_money());  // Finance answered: zero, not absent.
  EXPECT_EQ(board.rows(0).money().contracted_amount(), 0);
  EXPECT_EQ(board.rows(1).unit(), "agencies/a/units/u2");
  EXPECT_EQ(board.rows(1).unit_display_name(), "Phòng");
  EXPECT_EQ(board.rows(1).tasks().total(), 7);
  EXPECT_EQ(board.rows(1).money().contracted_amount(), 1000);
  EXPECT_EQ(board.rows(2).unit_display_name(), "Cũ");
  EXPECT_TRUE(board.rows(2).has_tasks());
  EXPECT_EQ(board.tasks().total(), 14);
  EXPECT_EQ(board.money().contracted_amount(), 2000);
  EXPECT_EQ(board.inspections().planned(), 2);
  EXPECT_EQ(board.inspections().cancelled(), 1);
  EXPECT_EQ(board.internal_checks().total(), 1);
  ASSERT_EQ(board.services_size(), 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(board.services(i).reachable());
    EXPECT_EQ(board.services(i).revision(), 11 * (i + 1));
    EXPECT_EQ(board.services(i).reason(), "");
  }
  // How far those who follow the registry have got; one of them not at all yet.
  EXPECT_FALSE(board.services(0).has_registry_revision());
  EXPECT_EQ(board.services(1).registry_revision(), 10);
  EXPECT_TRUE(board.services(2).has_registry_revision());
  EXPECT_EQ(board.services(2).registry_revision(), 0);
}

TEST(MergeBoard, WhatDidNotAnswerIsAbsentNeverZero) {
  BoardAnswers answers = Everything();
  answers.finance.status = BackendUnreachable("finance");
  answers.inspection.status = absl::InternalError("/var/lib/secret");
  ASSERT_TRUE(BoardError(answers).ok());
  const v1::Board board = MergeBoard("agencies/a", answers, Language::kVietnamese);
  ASSERT_EQ(board.rows_size(), 2);
  for (const auto& row : board.rows()) {
    EXPECT_TRUE(row.has_tasks());
    EXPECT_FALSE(row.has_money());
  }
  EXPECT_FALSE(board.has_money());
  EXPECT_FALSE(board.has_inspections());
  EXPECT_FALSE(board.has_internal_checks());
  EXPECT_EQ(board.inspection_rows_size(), 0);
  EXPECT_FALSE(board.services(1).reachable());
  EXPECT_EQ(board.services(1).reason(), "BACKEND_UNREACHABLE");
  EXPECT_FALSE(board.services(1).message().empty());
  EXPECT_FALSE(board.services(1).has_revision());
  EXPECT_FALSE(board.services(1).has_registry_revision());
  EXPECT_EQ(board.services(2).reason(), "INTERNAL");
  EXPECT_EQ(board.services(2).message().find("secret"), std::string::npos);
}

TEST(MergeBoard, WithoutTheRegistryTheRestIsShown) {
  BoardAnswers answers = Everything();
  answers.registry.status = BackendTimeout("registry");
  ASSERT_TRUE(BoardError(answers).ok());
  const v1::Board board = MergeBoard("agencies/a", answers, Language::kEnglish);
  ASSERT_EQ(board.rows_size(), 2);
  EXPECT_FALSE(board.rows(0).has_tasks());
  EXPECT_TRUE(board.rows(0).has_money());
  EXPECT_FALSE(board.has_tasks());
  EXPECT_EQ(board.agency_display_name(), "");
  EXPECT_EQ(board.as_of().day(), 3);
  EXPECT_EQ(board.services(0).reason(), "BACKEND_TIMEOUT");
}

TEST(BoardError, TheRegistrysRefusalIsEverybodys) {
  BoardAnswers answers = Everything();
  answers.registry.status = absl::PermissionDeniedError("no");
  EXPECT_EQ(BoardError(answers).code(), absl::StatusCode::kPermissionDenied);
  answers = Everything();
  // Finance may not have heard of the officer yet.
  answers.finance.status = absl::PermissionDeniedError("no");
  EXPECT_TRUE(BoardError(answers).ok());
}

TEST(BoardError, NoAnswerAtAllIsNoBoard) {
  BoardAnswers answers;
  answers.registry.status = BackendUnreachable("registry");
  answers.finance.status = BackendUnreachable("finance");
  answers.inspection.status = BackendUnreachable("inspection");
  EXPECT_EQ(ReasonOf(BoardError(answers)), "BOARD_UNAVAILABLE");
  answers.inspection.status = absl::PermissionDeniedError("no");
  EXPECT_EQ(BoardError(answers).code(), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace dondoc::gateway
