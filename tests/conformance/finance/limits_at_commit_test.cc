// Limits hold at the commit, not only when they were asked about: what was approved earlier is
// weighed again, and of two that fit one by one and not together one is refused, however they race.
#include <algorithm>
#include <thread>

#include "google/rpc/error_details.pb.h"

#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class LimitsAtCommitTest : public FinanceTest {
 protected:
  // Reserves all at once; gives the reasons of those refused.
  std::vector<std::string> Race(const std::vector<v1::Dossier>& dossiers) {
    std::vector<std::string> refused(dossiers.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < dossiers.size(); ++i) {
      threads.emplace_back([this, &dossiers, &refused, i] {
        const auto reserved = Reserve(dossiers[i]);
        if (!reserved.ok()) refused[i] = ReasonOf(reserved.status());
      });
    }
    for (std::thread& thread : threads) thread.join();
    refused.erase(std::remove(refused.begin(), refused.end(), ""), refused.end());
    return refused;
  }
};

TEST_P(LimitsAtCommitTest, TwoThatFitOneByOne) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  std::vector<v1::Dossier> approved;
  for (int i = 0; i < 4; ++i) approved.push_back(ApprovedDossier(v1::Dossier::VOLUME, 300));
  // 800 holds two of 300.
  EXPECT_THAT(Race(approved),
              ::testing::ElementsAre("CONTRACT_LIMIT_EXCEEDED", "CONTRACT_LIMIT_EXCEEDED"));
  EXPECT_EQ(Board().total().reserved_amount(), 600);
}

TEST_P(LimitsAtCommitTest, TheYearsEstimate) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  std::vector<v1::Dossier> approved;
  for (int i = 0; i < 3; ++i) approved.push_back(ApprovedDossier(v1::Dossier::VOLUME, 200));
  ASSERT_OK(SetEstimate(kSource, 2022, 450));
  EXPECT_THAT(Race(approved), ::testing::ElementsAre("ESTIMATE_EXCEEDED"));
  EXPECT_EQ(Board().sources(0).available_amount(), 50);
  // Nor is the estimate cut below what is set aside.
  EXPECT_ERROR(SetEstimate(kSource, 2022, 399), kPrecondition, "ESTIMATE_BELOW_SPENT");
  ASSERT_OK(SetEstimate(kSource, 2022, 400));
  EXPECT_EQ(Board().sources(0).available_amount(), 0);
}

TEST_P(LimitsAtCommitTest, Advances) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  std::vector<v1::Dossier> approved;
  for (int i = 0; i < 2; ++i) approved.push_back(ApprovedDossier(v1::Dossier::ADVANCE, 300));
  // The second is no first advance any more, and nothing is settled.
  EXPECT_THAT(Race(approved), ::testing::ElementsAre("ADVANCES_NOT_SETTLED"));

  // What is settled is settled once.
  const v1::Disbursement advance = [&] {
    for (const v1::Dossier& dossier : approved) {
      const v1::Dossier now = DossierNow(dossier.name());
      if (!now.disbursement().empty()) return DisbursementNow(now.disbursement());
    }
    return v1::Disbursement();
  }();
  ASSERT_OK(Post(advance, "UNC 01"));
  std::vector<v1::Dossier> settling;
  for (int i = 0; i < 2; ++i) settling.push_back(ApprovedDossier(v1::Dossier::VOLUME, 0, 200));
  EXPECT_THAT(Race(settling), ::testing::ElementsAre("SETTLES_MORE_THAN_ADVANCED"));
}

TEST_P(LimitsAtCommitTest, TheYearsEstimateBoundsTheFirstAdvance) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  ASSERT_OK(SetEstimate(kSource, 2022, 100, /*carry_over=*/400));
  project_ = NewProject(kUnit, {Amount(kSource, 1000)}).name();
  contract_ = Must(Sign(DraftContract(project_, "05/2022/HĐ", {Amount(kSource, 800)}))).name();
  // 400 is within the share and within what is left, and above the estimate without carry-over.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 400)), kPrecondition,
               "FIRST_ADVANCE_ABOVE_ESTIMATE");
  Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
}

TEST_P(LimitsAtCommitTest, EveryBrokenLimitIsNamed) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const auto refused = Approve(ValidDossier(v1::Dossier::ADVANCE, 1001));
  EXPECT_ERROR(refused, kPrecondition, "CONTRACT_LIMIT_EXCEEDED");
  const auto payload =
      refused.status().GetPayload("type.googleapis.com/google.rpc.PreconditionFailure");
  ASSERT_TRUE(payload.has_value());
  google::rpc::PreconditionFailure failure;
  ASSERT_TRUE(failure.ParseFromString(std::string(*payload)));
  std::vector<std::string> broken;
  for (const auto& violation : failure.violations()) broken.push_back(violation.type());
  EXPECT_THAT(broken, ::testing::UnorderedElementsAre(
                          "CONTRACT_LIMIT_EXCEEDED", "ESTIMATE_EXCEEDED",
                          "FIRST_ADVANCE_ABOVE_SHARE", "FIRST_ADVANCE_ABOVE_ESTIMATE"));
}

TEST_P(LimitsAtCommitTest, AClosedSourcePaysNothing) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Dossier approved = ApprovedDossier(v1::Dossier::ADVANCE, 100);
  v1::UpdateFundingSourceRequest close;
  *close.mutable_funding_source() = SourceNow(kSource);
  close.mutable_funding_source()->set_closed(true);
  close.mutable_update_mask()->add_paths("closed");
  ASSERT_OK(Do(kDirector, &UpdateFundingSource, close));
  EXPECT_ERROR(Reserve(approved), kPrecondition, "SOURCE_CLOSED");
}

// Money of a year is of that year: until 31 January it may still be charged, and what is left goes
// over by decision.
TEST_P(LimitsAtCommitTest, TheYearsEnd) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
  const v1::Dossier approved = ApprovedDossier(v1::Dossier::VOLUME, 200);
  const v1::Dossier late = ApprovedDossier(v1::Dossier::VOLUME, 150);
  const auto charge = [&](const v1::Dossier& dossier, int year) {
    v1::ReserveDisbursementRequest request;
    request.set_parent(kAgency);
    request.set_dossier(dossier.name());
    request.set_dossier_etag(dossier.etag());
    request.set_budget_year(year);
    return Do(kAccountant, &ReserveDisbursement, request);
  };
  EXPECT_ERROR(charge(approved, 2023), kPrecondition, "BUDGET_YEAR_CLOSED");
  GoTo(absl::CivilDay(2023, 1, 31));
  EXPECT_ERROR(charge(approved, 0), kPrecondition, "ESTIMATE_EXCEEDED");
  const v1::Disbursement reserved = Must(charge(approved, 2022));
  EXPECT_EQ(reserved.budget_year(), 2022);
  EXPECT_ERROR(SetEstimate(kSource, 2024, 1), kPrecondition, "YEAR_GAP");
  EXPECT_ERROR(SetEstimate(kSource, 2021, 1), kPrecondition, "YEAR_BEFORE_FIRST_ESTIMATE");
  EXPECT_ERROR(SetEstimate(kSource, 2023, 0, 701), kPrecondition, "ESTIMATE_BELOW_SPENT");
  ASSERT_OK(SetEstimate(kSource, 2023, 0, 700));
  EXPECT_EQ(Board().sources(0).available_amount(), 700);
  EXPECT_EQ(Board(absl::CivilDay(2022, 12, 31)).sources(0).available_amount(), 0);
  EXPECT_EQ(Board(absl::CivilDay(2022, 12, 31)).sources(0).disbursed_amount(), 100);
  EXPECT_ERROR(charge(late, 2022), kPrecondition, "ESTIMATE_EXCEEDED");
  GoTo(absl::CivilDay(2023, 2, 1));
  EXPECT_ERROR(Post(reserved, "UNC 02"), kPrecondition, "BUDGET_YEAR_CLOSED");
  EXPECT_ERROR(charge(late, 2022), kPrecondition, "BUDGET_YEAR_CLOSED");
  ASSERT_OK(Void(reserved));
  ASSERT_OK(charge(DossierNow(approved.name()), 2023));
  EXPECT_EQ(Board().sources(0).reserved_amount(), 200);
}

DONDOC_ON_EVERY_ENGINE(LimitsAtCommitTest);

}  // namespace
}  // namespace dondoc::finance
