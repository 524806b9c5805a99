#include "services/finance/domain/funding.h"

#include "services/finance/domain/money.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::FundingSource;
using v1::Journal;

v1::SetYearEstimateRequest Estimate(int32_t year, int64_t estimate, int64_t carry_over = 0) {
  v1::SetYearEstimateRequest request;
  request.set_name(kState);
  request.mutable_estimate()->set_year(year);
  request.mutable_estimate()->set_estimate_amount(estimate);
  request.mutable_estimate()->set_carry_over_amount(carry_over);
  *request.mutable_estimate()->mutable_basis() = Paper();
  return request;
}

class FundingTest : public ::testing::Test {
 protected:
  // Sets and keeps an estimate.
  absl::Status Set(const v1::SetYearEstimateRequest& request) {
    Book trial = book_;
    auto change = SetYearEstimate(source_, request, trial, ActOf(kAccountant));
    if (!change.ok()) return change.status();
    source_ = change->source;
    journals_ = change->journals;
    book_ = trial;
    return absl::OkStatus();
  }

  FundingSource source_ = Source(kState, FundingSource::STATE_BUDGET, 0, 0);
  Book book_;
  std::vector<Journal> journals_;
};

TEST_F(FundingTest, Create) {
  v1::CreateFundingSourceRequest request;
  request.set_parent(kAgency);
  request.set_funding_source_id("snkh");
  request.mutable_funding_source()->set_display_name("Sự nghiệp khoa học");
  request.mutable_funding_source()->set_kind(FundingSource::STATE_BUDGET);
  request.mutable_funding_source()->set_closed(true);
  request.mutable_funding_source()->add_estimates()->set_year(2022);
  const auto source = CreateFundingSource(request, ActOf(kAccountant));
  ASSERT_THAT(source, Succeeds());
  EXPECT_EQ(source->display_name(), "Sự nghiệp khoa học");
  EXPECT_FALSE(source->closed());
  EXPECT_TRUE(source->estimates().empty());  // Output only: they have their own verb.
  EXPECT_TRUE(source->has_create_time());
}

TEST_F(FundingTest, CreateNamesEveryBadField) {
  v1::CreateFundingSourceRequest request;
  request.set_parent(kAgency);
  request.set_funding_source_id("SNKH");
  EXPECT_THAT(CreateFundingSource(request, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{
                  "funding_source_id", "funding_source.display_name", "funding_source.kind"}));
}

TEST_F(FundingTest, UpdateClosesAndRenamesOnly) {
  v1::UpdateFundingSourceRequest request;
  request.mutable_funding_source()->set_closed(true);
  auto source = UpdateFundingSource(source_, request, ActOf(kAccountant));
  ASSERT_THAT(source, Succeeds());
  EXPECT_TRUE(source->closed());
  EXPECT_EQ(source->display_name(), source_.display_name());
  // Opening again needs the mask: false is no populated field.
  request.mutable_funding_source()->set_closed(false);
  request.mutable_update_mask()->add_paths("closed");
  source = UpdateFundingSource(*source, request, ActOf(kAccountant));
  ASSERT_THAT(source, Succeeds());
  EXPECT_FALSE(source->closed());
  request.mutable_update_mask()->add_paths("kind");
  EXPECT_THAT(UpdateFundingSource(*source, request, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"update_mask"}));
}

TEST_F(FundingTest, EstimatePostsTheDifference) {
  ASSERT_THAT(Set(Estimate(2022, 600, 50)), Succeeds());
  ASSERT_EQ(journals_.size(), 2u);
  EXPECT_EQ(journals_[0].kind(), Journal::ESTIMATE);
  EXPECT_EQ(journals_[1].kind(), Journal::CARRY_OVER);
  EXPECT_EQ(journals_[0].basis().reference(), Paper().reference());
  EXPECT_EQ(book_.Year(kState, 2022).available, 650);
  ASSERT_THAT(Set(Estimate(2022, 550, 50)), Succeeds());
  ASSERT_EQ(journals_.size(), 1u);
  EXPECT_EQ(journals_[0].entries(0).amount(), 50);
  EXPECT_EQ(book_.Year(kState, 2022).available, 600);
  ASSERT_THAT(Set(Estimate(2022, 550, 50)), Succeeds());
  EXPECT_TRUE(journals_.empty());
  ASSERT_EQ(source_.estimates_size(), 1);
  EXPECT_EQ(source_.estimates(0).set_by(), kAccountant);
}

TEST_F(FundingTest, CarryOverComesOutOfTheYearBefore) {
  ASSERT_THAT(Set(Estimate(2022, 600)), Succeeds());
  ASSERT_THAT(Set(Estimate(2023, 100, 250)), Succeeds());
  EXPECT_EQ(book_.Year(kState, 2022).available, 350);
  EXPECT_EQ(book_.Year(kState, 2023).available, 350);
  const absl::Status status = Set(Estimate(2023, 100, 601));
  EXPECT_THAT(status, Fails(kPrecondition, "ESTIMATE_BELOW_SPENT"));
  EXPECT_EQ(Metadata(status, "year"), "2022");
  EXPECT_EQ(Metadata(status, "short_amount"), "1");
}

TEST_F(FundingTest, AShiftBetweenEstimateAndCarryOverIsNoShortage) {
  ASSERT_THAT(Set(Estimate(2022, 600)), Succeeds());
  ASSERT_THAT(Set(Estimate(2023, 300)), Succeeds());
  ASSERT_THAT(book_.Apply(ReserveJournal(v1::Dossier::ADVANCE, kContract,
                                         Lines({Line(kState, 300)}), 2023)),
              Succeeds());
  EXPECT_THAT(Set(Estimate(2023, 100, 200)), Succeeds());
  EXPECT_THAT(Set(Estimate(2023, 300, 0)), Succeeds());
  EXPECT_EQ(book_.Year(kState, 2022).available, 600);
}

TEST_F(FundingTest, NotBelowWhatIsDisbursedReservedOrCarriedOn) {
  ASSERT_THAT(Set(Estimate(2022, 600)), Succeeds());
  ASSERT_THAT(Set(Estimate(2023, 0, 100)), Succeeds());
  ASSERT_THAT(book_.Apply(ReserveJournal(v1::Dossier::ADVANCE, kContract,
                                         Lines({Line(kState, 200)}), 2022)),
              Succeeds());
  EXPECT_THAT(Set(Estimate(2022, 299)), Fails(kPrecondition, "ESTIMATE_BELOW_SPENT"));
  EXPECT_THAT(Set(Estimate(2022, 300)), Succeeds());
}

TEST_F(FundingTest, YearsAreRecordedInOrderWithoutGaps) {
  ASSERT_THAT(Set(Estimate(2022, 600)), Succeeds());
  EXPECT_THAT(Set(Estimate(2021, 600)), Fails(kPrecondition, "YEAR_BEFORE_FIRST_ESTIMATE"));
  EXPECT_THAT(Set(Estimate(2024, 600)), Fails(kPrecondition, "YEAR_GAP"));
  EXPECT_THAT(Set(Estimate(2023, 0)), Succeeds());
  EXPECT_THAT(Set(Estimate(2024, 600)), Succeeds());
  EXPECT_EQ(FindEstimate(source_, 2024)->estimate_amount(), 600);
  EXPECT_EQ(FindEstimate(source_, 2025), nullptr);
}

TEST_F(FundingTest, BadEstimates) {
  v1::SetYearEstimateRequest request = Estimate(1999, -1, kMaxAmount + 1);
  request.mutable_estimate()->clear_basis();
  EXPECT_THAT(Set(request), HasBadFields(std::vector<std::string>{
                                "estimate.year", "estimate.estimate_amount",
                                "estimate.carry_over_amount", "estimate.basis"}));
  EXPECT_THAT(Set(Estimate(2022, kMaxAmount, kMaxAmount)), Succeeds());
}

}  // namespace
}  // namespace dondoc::finance
