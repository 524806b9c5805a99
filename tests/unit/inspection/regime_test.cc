#include "services/inspection/domain/regime.h"

#include "gtest/gtest.h"

#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;
using L = v1::LegalLimit;
using B = v1::Decision;

TEST(Regime, IsChosenByTheDateOfTheDecision) {
  EXPECT_EQ(RegimeOf(D(3, 10, 2022)), I::LAW_2010);
  EXPECT_EQ(RegimeOf(D(30, 6, 2023)), I::LAW_2010);
  EXPECT_EQ(RegimeOf(D(1, 7, 2023)), I::LAW_2022);
  EXPECT_EQ(RegimeOf(D(30, 6, 2025)), I::LAW_2022);
  EXPECT_EQ(RegimeOf(D(1, 7, 2025)), I::LAW_2025);
}

TEST(Regime, FieldworkLimits) {
  const struct {
    I::Kind kind;
    B::Body body;
    absl::CivilDay date;
    int base, remote_base, extension, total, remote_total;
    bool binding;
  } cases[] = {
      {I::ADMINISTRATIVE, B::DEPARTMENT, D(3, 10, 2022), 30, 45, 15, 30, 45, true},
      {I::SPECIALISED, B::DEPARTMENT, D(3, 10, 2022), 30, 45, 15, 30, 45, false},
      {I::SPECIALISED, B::DEPARTMENT, D(1, 7, 2023), 30, 30, 15, 45, 45, false},
      {I::SPECIALISED, B::PROVINCIAL_INSPECTORATE, D(1, 7, 2025), 45, 45, 25, 70, 70, true},
      {I::EXAMINATION, B::DEPARTMENT, D(5, 8, 2025), 10, 10, 5, 15, 15, true},
      {I::EXAMINATION, B::BODY_UNSPECIFIED, D(5, 8, 2025), 10, 10, 5, 15, 15, true},
      {I::EXAMINATION, B::COMMUNE, D(5, 8, 2025), 7, 7, 3, 10, 10, true},
      {I::EXAMINATION, B::MINISTRY_UNIT, D(5, 8, 2025), 15, 15, 7, 22, 22, true},
      {I::EXAMINATION, B::SUB_DEPARTMENT, D(5, 8, 2025), 10, 10, 5, 15, 15, false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(absl::StrCat(I::Kind_Name(c.kind), " ", B::Body_Name(c.body), " ",
                              calendar::FormatIsoDay(c.date)));
    const LimitPolicy* row = FindLimit(c.kind, c.body, c.date, L::FIELDWORK);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->Base(false), c.base);
    EXPECT_EQ(row->Base(true), c.remote_base);
    EXPECT_EQ(row->max_extension_days, c.extension);
    EXPECT_EQ(row->MaxTotal(false), c.total);
    EXPECT_EQ(row->MaxTotal(true), c.remote_total);
    EXPECT_EQ(row->Binding(), c.binding);
  }
}

TEST(Regime, WhatNoSourceLimitsHasNoLimit) {
  EXPECT_EQ(FindLimit(I::EXAMINATION, B::DEPARTMENT, D(3, 10, 2022), L::FIELDWORK), nullptr);
  // The decree on examinations is five weeks younger than the law.
  EXPECT_EQ(FindLimit(I::EXAMINATION, B::DEPARTMENT, D(4, 8, 2025), L::FIELDWORK), nullptr);
  EXPECT_EQ(FindLimit(I::EXAMINATION, B::DEPARTMENT, D(5, 8, 2025), L::PUBLICATION), nullptr);
  EXPECT_EQ(FindLimit(I::SPECIALISED, B::DEPARTMENT, D(3, 10, 2022), L::REPORT), nullptr);
  EXPECT_EQ(FindLimit(I::INTERNAL_CHECK, B::DEPARTMENT, D(5, 8, 2025), L::FIELDWORK), nullptr);
}

TEST(Regime, EveryRowNamesItsSourceAndIsConsistent) {
  ASSERT_FALSE(LimitPolicies().empty());
  for (const LimitPolicy& row : LimitPolicies()) {
    EXPECT_FALSE(row.legal_source.empty());
    EXPECT_NE(row.certainty, L::CERTAINTY_UNSPECIFIED);
    EXPECT_NE(row.purpose, L::PURPOSE_UNSPECIFIED);
    EXPECT_GE(row.base_days, 1);
    EXPECT_GE(row.remote_base_days, row.base_days);
    EXPECT_GE(row.max_total_days, row.base_days);
    EXPECT_GE(row.remote_max_total_days, row.remote_base_days);
    EXPECT_LE(row.max_total_days, row.base_days + row.max_extension_days);
    EXPECT_NE(row.kind, I::INTERNAL_CHECK);
  }
}

TEST(Regime, DepartmentsHoldNoThanhTraFrom2025) {
  for (const I::Kind kind : {I::SPECIALISED, I::ADMINISTRATIVE}) {
    for (const B::Body body : {B::BODY_UNSPECIFIED, B::DEPARTMENT, B::SUB_DEPARTMENT, B::COMMUNE}) {
      EXPECT_TRUE(CheckKindInRegime(kind, body, D(30, 6, 2025)).ok());
      const absl::Status status = CheckKindInRegime(kind, body, D(1, 7, 2025));
      EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_EQ(ReasonOf(status), "KIND_NOT_IN_REGIME");
      EXPECT_EQ(Fact(status, "kind"), I::Kind_Name(kind));
    }
    EXPECT_TRUE(CheckKindInRegime(kind, B::PROVINCIAL_INSPECTORATE, D(1, 7, 2025)).ok());
  }
  EXPECT_TRUE(CheckKindInRegime(I::EXAMINATION, B::DEPARTMENT, D(1, 7, 2025)).ok());
  EXPECT_TRUE(CheckKindInRegime(I::INTERNAL_CHECK, B::DEPARTMENT, D(1, 7, 2025)).ok());
}

}  // namespace
}  // namespace dondoc::inspection
