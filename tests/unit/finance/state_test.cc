// Every pair of state and verb of every life cycle, written out as people would decide it and held
// against the tables.
#include <map>
#include <set>
#include <string>
#include <utility>

#include "services/finance/domain/dossier_state.h"
#include "services/finance/domain/project_state.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Disbursement;
using v1::Dossier;
using v1::Project;

// Checks all pairs: `expected` says where a pair leads; all others must be WRONG_STATE.
template <typename State, typename Verb, size_t count, typename Next, typename Name,
          typename StateName>
int CheckAllPairs(const Verb (&verbs)[count], int first_state, int last_state, Next next, Name name,
                  StateName state_name, const std::map<std::pair<State, Verb>, State>& expected) {
  int pairs = 0;
  for (int s = first_state; s <= last_state; ++s) {
    const auto state = static_cast<State>(s);
    for (const Verb verb : verbs) {
      SCOPED_TRACE(state_name(state) + " " + std::string(name(verb)));
      ++pairs;
      const absl::StatusOr<State> result = next(state, verb);
      const auto it = expected.find({state, verb});
      if (it != expected.end()) {
        EXPECT_THAT(result, Succeeds());
        if (result.ok()) {
          EXPECT_EQ(*result, it->second);
        }
        continue;
      }
      EXPECT_THAT(result, Fails(kPrecondition, "WRONG_STATE"));
      EXPECT_EQ(Metadata(result.status(), "state"), state_name(state));
      EXPECT_EQ(Metadata(result.status(), "verb"), name(verb));
      std::string accepted;
      for (int other = first_state; other <= last_state; ++other) {
        if (expected.contains({static_cast<State>(other), verb})) {
          accepted += (accepted.empty() ? "" : ", ") + state_name(static_cast<State>(other));
        }
      }
      EXPECT_EQ(Metadata(result.status(), "accepted"), accepted);
    }
  }
  return pairs;
}

TEST(ProjectState, EveryPairIsDecided) {
  using V = ProjectVerb;
  const std::map<std::pair<Project::State, V>, Project::State> expected = {
      {{Project::PROPOSED, V::kUpdate}, Project::PROPOSED},
      {{Project::PROPOSED, V::kUpdateFunding}, Project::PROPOSED},
      {{Project::PROPOSED, V::kApprove}, Project::APPROVED},
      {{Project::PROPOSED, V::kTerminate}, Project::TERMINATED},

      {{Project::APPROVED, V::kUpdate}, Project::APPROVED},
      {{Project::APPROVED, V::kDraftContract}, Project::APPROVED},
      {{Project::APPROVED, V::kSignContract}, Project::CONTRACTED},
      {{Project::APPROVED, V::kTerminate}, Project::TERMINATED},

      {{Project::CONTRACTED, V::kUpdate}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kDraftContract}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kSignContract}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kAmendContract}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kStart}, Project::IN_PROGRESS},
      {{Project::CONTRACTED, V::kPayAdvance}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kRecover}, Project::CONTRACTED},
      {{Project::CONTRACTED, V::kTerminate}, Project::TERMINATED},

      {{Project::IN_PROGRESS, V::kUpdate}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kDraftContract}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kSignContract}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kAmendContract}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kAccept}, Project::ACCEPTED},
      {{Project::IN_PROGRESS, V::kFail}, Project::TERMINATED},
      {{Project::IN_PROGRESS, V::kTerminate}, Project::TERMINATED},
      {{Project::IN_PROGRESS, V::kPayAdvance}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kPayVolume}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kSettleAdvances}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kPayFinal}, Project::IN_PROGRESS},
      {{Project::IN_PROGRESS, V::kRecover}, Project::IN_PROGRESS},

      {{Project::ACCEPTED, V::kUpdate}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kAmendContract}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kPayVolume}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kSettleAdvances}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kPayFinal}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kRecover}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kLiquidateContract}, Project::ACCEPTED},
      {{Project::ACCEPTED, V::kLiquidateLastContract}, Project::LIQUIDATED},

      {{Project::LIQUIDATED, V::kUpdate}, Project::LIQUIDATED},
      {{Project::LIQUIDATED, V::kRecover}, Project::LIQUIDATED},
      {{Project::LIQUIDATED, V::kSettle}, Project::SETTLED},

      {{Project::TERMINATED, V::kSettleAdvances}, Project::TERMINATED},
      {{Project::TERMINATED, V::kRecover}, Project::TERMINATED},
      {{Project::TERMINATED, V::kLiquidateContract}, Project::TERMINATED},
      {{Project::TERMINATED, V::kLiquidateLastContract}, Project::TERMINATED},
      {{Project::TERMINATED, V::kSettle}, Project::SETTLED},
  };
  const int pairs = CheckAllPairs<Project::State, V>(
      kAllProjectVerbs, Project::State_MIN, Project::State_MAX, &NextProjectState, &ProjectVerbName,
      [](Project::State s) { return Project::State_Name(s); }, expected);
  EXPECT_EQ(pairs, 9 * 18);
}

TEST(ContractState, EveryPairIsDecided) {
  using V = ContractVerb;
  const std::map<std::pair<Contract::State, V>, Contract::State> expected = {
      {{Contract::DRAFT, V::kUpdate}, Contract::DRAFT},
      {{Contract::DRAFT, V::kSign}, Contract::ACTIVE},
      {{Contract::DRAFT, V::kCancel}, Contract::CANCELLED},
      {{Contract::ACTIVE, V::kAmend}, Contract::ACTIVE},
      {{Contract::ACTIVE, V::kPay}, Contract::ACTIVE},
      {{Contract::ACTIVE, V::kRecover}, Contract::ACTIVE},
      {{Contract::ACTIVE, V::kReversePayment}, Contract::ACTIVE},
      {{Contract::ACTIVE, V::kLiquidate}, Contract::LIQUIDATED},
      {{Contract::LIQUIDATED, V::kRecover}, Contract::LIQUIDATED},
  };
  const int pairs = CheckAllPairs<Contract::State, V>(
      kAllContractVerbs, Contract::State_MIN, Contract::State_MAX, &NextContractState,
      &ContractVerbName, [](Contract::State s) { return Contract::State_Name(s); }, expected);
  EXPECT_EQ(pairs, 5 * 8);
}

std::map<std::pair<Dossier::State, DossierVerb>, Dossier::State> CommonDossierPairs() {
  using V = DossierVerb;
  return {
      {{Dossier::RECEIVED, V::kUpdate}, Dossier::RECEIVED},
      {{Dossier::RETURNED, V::kUpdate}, Dossier::RETURNED},
      {{Dossier::RECEIVED, V::kReturn}, Dossier::RETURNED},
      {{Dossier::VALID, V::kReturn}, Dossier::RETURNED},
      {{Dossier::RETURNED, V::kResubmit}, Dossier::RECEIVED},
      {{Dossier::RECEIVED, V::kValidate}, Dossier::VALID},
      {{Dossier::VALID, V::kApprove}, Dossier::APPROVED},
      {{Dossier::VALID, V::kReject}, Dossier::REJECTED},
      {{Dossier::APPROVED, V::kReject}, Dossier::REJECTED},
      {{Dossier::RECEIVED, V::kWithdraw}, Dossier::WITHDRAWN},
      {{Dossier::RETURNED, V::kWithdraw}, Dossier::WITHDRAWN},
      {{Dossier::VALID, V::kWithdraw}, Dossier::WITHDRAWN},
  };
}

TEST(DossierState, EveryPairIsDecidedForEveryKind) {
  using V = DossierVerb;
  int pairs = 0;
  for (const Dossier::Kind kind : {Dossier::PAYMENT, Dossier::SETTLEMENT, Dossier::LIQUIDATION}) {
    SCOPED_TRACE(Dossier::Kind_Name(kind));
    auto expected = CommonDossierPairs();
    if (kind == Dossier::PAYMENT) {
      expected[{Dossier::APPROVED, V::kReserve}] = Dossier::APPROVED;
      expected[{Dossier::APPROVED, V::kPay}] = Dossier::PAID;
      expected[{Dossier::PAID, V::kUnpay}] = Dossier::APPROVED;
    } else {
      expected[{Dossier::APPROVED, V::kConclude}] = Dossier::CONCLUDED;
    }
    pairs += CheckAllPairs<Dossier::State, V>(
        kAllDossierVerbs, Dossier::State_MIN, Dossier::State_MAX,
        [kind](Dossier::State s, V v) { return NextDossierState(kind, s, v); }, &DossierVerbName,
        [](Dossier::State s) { return Dossier::State_Name(s); }, expected);
  }
  EXPECT_EQ(pairs, 3 * 9 * 11);
}

TEST(DossierState, OpenMeansSomebodyMustAct) {
  const std::set<Dossier::State> open = {Dossier::RECEIVED, Dossier::RETURNED, Dossier::VALID,
                                         Dossier::APPROVED};
  for (int s = Dossier::State_MIN; s <= Dossier::State_MAX; ++s) {
    const auto state = static_cast<Dossier::State>(s);
    EXPECT_EQ(IsOpen(state), open.contains(state)) << Dossier::State_Name(state);
  }
}

TEST(DisbursementState, EveryPairIsDecided) {
  using V = DisbursementVerb;
  const std::map<std::pair<Disbursement::State, V>, Disbursement::State> expected = {
      {{Disbursement::RESERVED, V::kPost}, Disbursement::POSTED},
      {{Disbursement::RESERVED, V::kVoid}, Disbursement::VOIDED},
      {{Disbursement::RESERVED, V::kExpire}, Disbursement::EXPIRED},
      {{Disbursement::POSTED, V::kReverse}, Disbursement::REVERSED},
  };
  const int pairs = CheckAllPairs<Disbursement::State, V>(
      kAllDisbursementVerbs, Disbursement::State_MIN, Disbursement::State_MAX,
      &NextDisbursementState, &DisbursementVerbName,
      [](Disbursement::State s) { return Disbursement::State_Name(s); }, expected);
  EXPECT_EQ(pairs, 6 * 4);
  EXPECT_TRUE(IsLive(Disbursement::RESERVED));
  EXPECT_TRUE(IsLive(Disbursement::POSTED));
  EXPECT_FALSE(IsLive(Disbursement::VOIDED));
  EXPECT_FALSE(IsLive(Disbursement::EXPIRED));
  EXPECT_FALSE(IsLive(Disbursement::REVERSED));
}

}  // namespace
}  // namespace dondoc::finance
