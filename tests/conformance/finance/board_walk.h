// A random walk over what people do with money. Every step is judged by the model first: what it
// allows must succeed, what it forbids must be refused with the reason of a limit it names.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/conformance/finance/board_model.h"
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {

class BoardWalkTest : public FinanceTest {
 protected:
  void SetUp() override;
  void Walk(uint64_t seed, int steps);

 private:
  struct Recovery {
    std::string journal;
    size_t contract;
    std::string source;
    int64_t advance, spent;
  };

  int64_t Pick(int64_t low, int64_t high);  // Both may come.
  size_t Index(size_t size) { return static_cast<size_t>(Pick(0, static_cast<int64_t>(size) - 1)); }
  std::string UnitByChance() { return Pick(0, 1) == 0 ? kUnit : kOtherUnit; }

  void Step();
  void AddProject();
  void AddContract(size_t project);
  void AddDossier();
  std::vector<ModelLine> LinesByChance(size_t contract, bool advance);
  void MoveDossier(ModelDossier& dossier);
  void MoveValid(ModelDossier& dossier);
  void MoveApproved(ModelDossier& dossier);
  void MoveReserved(ModelDossier& dossier);
  void TakeBack(ModelDossier& dossier);
  void CloseDossier(ModelDossier& dossier, bool reject);
  void Amend(size_t contract);
  void ChangeEstimate();
  void ChangeUnit(size_t project);
  void Terminate(size_t project);
  void RecoverByChance(size_t contract);
  void ReverseRecoveryByChance();

  // True where `status` is what the model foresaw: OK for no broken limit, else one of them.
  void Foreseen(const absl::Status& status, const std::set<std::string>& broken);
  void ExpectBoard(std::optional<absl::CivilDay> as_of);
  void ExpectLists(absl::CivilDay as_of);

  std::mt19937_64 random_;
  std::unique_ptr<BoardModel> model_;
  std::vector<Recovery> recoveries_;
  absl::CivilDay first_day_;
  int numbers_ = 0;
  int refused_ = 0, done_ = 0;
};

}  // namespace dondoc::finance
