#include "services/finance/domain/contract.h"

#include "services/finance/domain/money.h"
#include "services/finance/domain/validate.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;
using v1::Instalment;
using v1::Project;

class ContractTest : public ::testing::Test {
 protected:
  ContractTest() {
    scene_.project.set_state(Project::APPROVED);
    request_.set_parent(kProject);
    *request_.mutable_contract() = scene_.contract;
  }
  Contract Draft() {
    auto contract = CreateContract(scene_.project, 0, request_, ActOf(kAccountant));
    EXPECT_THAT(contract, Succeeds());
    contract->set_name(kContract);
    return *contract;
  }
  void AddInstalment(int32_t weight, int64_t amount) {
    Instalment& instalment = *request_.mutable_contract()->add_instalments();
    instalment.set_weight(weight);
    instalment.set_amount(amount);
  }
  Scene scene_;
  v1::CreateContractRequest request_;
};

TEST_F(ContractTest, DraftTakesWhatAClientMaySay) {
  const Contract draft = Draft();
  EXPECT_EQ(draft.state(), Contract::DRAFT);
  EXPECT_EQ(draft.total_amount(), 1000);
  EXPECT_EQ(draft.drafted_by(), kAccountant);
  EXPECT_EQ(draft.unit(), kUnit);
  EXPECT_FALSE(draft.has_limit_policy());
}

TEST_F(ContractTest, NamesEveryBadField) {
  request_.clear_contract();
  *request_.mutable_contract()->mutable_start_date() = Date(2022, 5, 1);
  *request_.mutable_contract()->mutable_end_date() = Date(2022, 4, 1);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{
                  "contract.contract_number", "contract.contractor.display_name",
                  "contract.contractor.tax_code", "contract.sign_date", "contract.end_date",
                  "contract.amounts"}));
}

TEST_F(ContractTest, OnlyForProjectsThatAreDecided) {
  scene_.project.set_state(Project::PROPOSED);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              Fails(kPrecondition, "WRONG_STATE"));
  scene_.project.set_state(Project::APPROVED);
  EXPECT_THAT(CreateContract(scene_.project, kMaxContractsPerProject, request_, ActOf(kAccountant)),
              Fails(kPrecondition, "TOO_MANY_CONTRACTS"));
}

TEST_F(ContractTest, InstalmentsByWeightSumExactly) {
  for (const int weight : {1, 1, 1}) AddInstalment(weight, /*amount=*/7);
  const Contract draft = Draft();
  EXPECT_EQ(draft.instalments(0).amount(), 334);
  EXPECT_EQ(draft.instalments(1).amount(), 333);
  EXPECT_EQ(draft.instalments(2).amount(), 333);
  EXPECT_EQ(draft.instalments(2).ordinal(), 3);
}

TEST_F(ContractTest, InstalmentsByAmountMustSumToTheContract) {
  AddInstalment(0, 600);
  AddInstalment(0, 400);
  EXPECT_EQ(Draft().instalments(1).amount(), 400);
  request_.mutable_contract()->mutable_instalments(1)->set_amount(399);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"contract.instalments"}));
}

TEST_F(ContractTest, InstalmentsMixedOrOutOfRange) {
  AddInstalment(1, 0);
  AddInstalment(0, 400);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"contract.instalments[1].weight"}));
  request_.mutable_contract()->mutable_instalments()->SwapElements(0, 1);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"contract.instalments[1].weight",
                                                    "contract.instalments[1].amount"}));
  request_.mutable_contract()->clear_instalments();
  for (int i = 0; i <= kMaxInstalments; ++i) AddInstalment(1, 0);
  EXPECT_THAT(CreateContract(scene_.project, 0, request_, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"contract.instalments"}));
}

TEST_F(ContractTest, SigningBindsTheRegimeAndMovesTheProject) {
  const Contract draft = Draft();
  const auto change =
      SignContract(scene_.project, draft, {draft}, scene_.policies, ActOf(kDirector));
  ASSERT_THAT(change, Succeeds());
  EXPECT_EQ(change->contract.state(), Contract::ACTIVE);
  EXPECT_EQ(change->contract.limit_policy().version(), "ttlt-27-2015/1");
  EXPECT_EQ(change->contract.original_end_date().year(), 2023);
  EXPECT_EQ(change->project.state(), Project::CONTRACTED);
  EXPECT_EQ(change->project.contracted_total_amount(), 1000);
}

TEST_F(ContractTest, TheDayOfSigningChoosesTheRegime) {
  *request_.mutable_contract()->mutable_sign_date() = Date(2025, 10, 1);
  const Contract draft = Draft();
  const auto change = SignContract(scene_.project, draft, {draft}, scene_.policies,
                                   ActOf(kDirector, absl::CivilDay(2025, 10, 2)));
  ASSERT_THAT(change, Succeeds());
  EXPECT_EQ(change->contract.limit_policy().version(), "luat-93-2025/1");
  EXPECT_TRUE(change->contract.limit_policy().unverified());
  EXPECT_THAT(SignContract(scene_.project, draft, {draft}, scene_.policies,
                           ActOf(kDirector, absl::CivilDay(2025, 9, 30))),
              HasBadFields(std::vector<std::string>{"contract.sign_date"}));
}

TEST_F(ContractTest, SignerIsNeitherDrafterNorEditor) {
  const Contract draft = Draft();
  EXPECT_THAT(SignContract(scene_.project, draft, {draft}, scene_.policies, ActOf(kAccountant)),
              Fails(kDenied, "SELF_APPROVAL"));
  v1::UpdateContractRequest change;
  change.mutable_contract()->set_contract_number("06/2022/HĐ-SKHCN");
  const auto changed = UpdateContract(draft, change, ActOf(kDirector));
  ASSERT_THAT(changed, Succeeds());
  EXPECT_THAT(SignContract(scene_.project, *changed, {*changed}, scene_.policies, ActOf(kDirector)),
              Fails(kDenied, "SELF_APPROVAL"));
}

TEST_F(ContractTest, SigningKeepsWithinTheApprovedAmounts) {
  request_.mutable_contract()->mutable_amounts(0)->set_amount(1001);
  const Contract draft = Draft();
  EXPECT_THAT(SignContract(scene_.project, draft, {draft}, scene_.policies, ActOf(kDirector)),
              Fails(kPrecondition, "CONTRACT_ABOVE_APPROVED"));
}

TEST_F(ContractTest, UpdateAndCancelOnlyDrafts) {
  Contract draft = Draft();
  v1::CancelContractRequest cancel;
  EXPECT_THAT(CancelContract(draft, cancel, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"reason"}));
  cancel.set_reason("Bên B từ chối");
  EXPECT_EQ(CancelContract(draft, cancel, ActOf(kDirector))->state(), Contract::CANCELLED);
  draft.set_state(Contract::ACTIVE);
  EXPECT_THAT(CancelContract(draft, cancel, ActOf(kDirector)), Fails(kPrecondition, "WRONG_STATE"));
  v1::UpdateContractRequest change;
  change.mutable_contract()->set_contract_number("x");
  EXPECT_THAT(UpdateContract(draft, change, ActOf(kDirector)), Fails(kPrecondition, "WRONG_STATE"));
}

class AmendTest : public ContractTest {
 protected:
  AmendTest() {
    scene_.project.set_state(Project::IN_PROGRESS);
    amend_.set_reason("Điều chỉnh");
    *amend_.mutable_basis() = Paper("PL01", Date(2022, 9, 1));
  }
  absl::StatusOr<ContractChange> Amend() {
    return AmendContract(scene_.project, scene_.contract, {scene_.contract}, scene_.book, amend_,
                         ActOf(kDirector));
  }
  v1::AmendContractRequest amend_;
};

TEST_F(AmendTest, KeepsWhatItWas) {
  *amend_.add_amounts() = Amount(kState, 700);
  *amend_.add_amounts() = Amount(kOther, 200);
  *amend_.mutable_end_date() = Date(2024, 6, 30);
  const auto change = Amend();
  ASSERT_THAT(change, Succeeds());
  EXPECT_EQ(change->contract.total_amount(), 900);
  ASSERT_EQ(change->contract.amendments_size(), 1);
  EXPECT_EQ(change->contract.amendments(0).previous_total_amount(), 1000);
  EXPECT_EQ(change->contract.amendments(0).previous_end_date().year(), 2023);
  EXPECT_EQ(change->contract.limit_policy().version(), "ttlt-27-2015/1");
  EXPECT_EQ(change->project.contracted_total_amount(), 900);
  EXPECT_EQ(change->project.state(), Project::IN_PROGRESS);
}

TEST_F(AmendTest, NotBelowWhatIsDisbursedAndReserved) {
  scene_.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  ASSERT_THAT(scene_.book.Apply(ReserveJournal(Dossier::VOLUME, kContract,
                                               Lines({Line(kState, 100), Line(kOther, 5)}), 2022)),
              Succeeds());
  *amend_.add_amounts() = Amount(kState, 400);
  EXPECT_THAT(Amend(), Fails(kPrecondition, "CONTRACT_BELOW_DISBURSED"));  // The source dropped.
  *amend_.add_amounts() = Amount(kOther, 5);
  EXPECT_THAT(Amend(), Succeeds());
  amend_.mutable_amounts(0)->set_amount(399);
  EXPECT_THAT(Amend(), Fails(kPrecondition, "CONTRACT_BELOW_DISBURSED"));
  amend_.mutable_amounts(0)->set_amount(1001);
  EXPECT_THAT(Amend(), Fails(kPrecondition, "CONTRACT_ABOVE_APPROVED"));
}

TEST_F(AmendTest, AScheduleIsNeverSilentlySplitAnew) {
  Instalment& first = *scene_.contract.add_instalments();
  first.set_ordinal(1);
  first.set_weight(1);
  first.set_amount(1000);
  *amend_.mutable_end_date() = Date(2024, 6, 30);
  const auto kept = Amend();
  ASSERT_THAT(kept, Succeeds());
  EXPECT_EQ(kept->contract.instalments(0).weight(), 1);
  *amend_.add_amounts() = Amount(kState, 900);
  EXPECT_THAT(Amend(), HasBadFields(std::vector<std::string>{"instalments"}));
  amend_.add_instalments()->set_weight(3);
  amend_.add_instalments()->set_weight(1);
  const auto split = Amend();
  ASSERT_THAT(split, Succeeds());
  EXPECT_EQ(split->contract.instalments(0).amount(), 675);
  EXPECT_EQ(split->contract.instalments(1).amount(), 225);
}

TEST_F(AmendTest, NeedsSomethingToAmendAndEndsSomewhere) {
  EXPECT_THAT(Amend(), HasBadFields(std::vector<std::string>{"amounts"}));
  *amend_.mutable_end_date() = Date(2024, 6, 30);
  for (int i = 0; i < kMaxAmendments; ++i) scene_.contract.add_amendments();
  EXPECT_THAT(Amend(), Fails(kPrecondition, "TOO_MANY_AMENDMENTS"));
}

}  // namespace
}  // namespace dondoc::finance
