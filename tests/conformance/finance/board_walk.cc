#include "tests/conformance/finance/board_walk.h"

#include <iostream>

#include "absl/strings/str_cat.h"

namespace dondoc::finance {
namespace {

using common::v1::EventTerm;

void AddClock(v1::ClockPolicy& policy, const char* event, int count, EventTerm::Unit unit) {
  v1::ClockRule& rule = *policy.add_rules();
  rule.set_purpose(v1::ClockRule::PAYMENT);
  rule.mutable_term()->set_event(event);
  rule.mutable_term()->set_count(count);
  rule.mutable_term()->set_unit(unit);
  rule.set_phrase("theo thông báo");
}

}  // namespace

void BoardWalkTest::SetUp() {
  FinanceTest::SetUp();
  first_day_ = today();
  model_ = std::make_unique<BoardModel>(std::vector<std::pair<std::string, std::string>>{
      {kUnit, "Phòng Quản lý khoa học"}, {kOtherUnit, "Phòng Quản lý công nghệ"}});
  v1::SetClockPolicyRequest request;
  request.mutable_clock_policy()->set_name("agencies/so/clockPolicy");
  AddClock(*request.mutable_clock_policy(), "VALID_DOSSIER", kModelWorkingDays,
           EventTerm::WORKING_DAY);
  AddClock(*request.mutable_clock_policy(), "APPROVAL", kModelApprovalDays, EventTerm::DAY);
  ASSERT_OK(Do(kDirector, &SetClockPolicy, request));
  for (const auto& [name, kind, estimate] :
       {std::tuple(kSource, v1::FundingSource::STATE_BUDGET, 8000),
        std::tuple(kOtherSource, v1::FundingSource::OTHER, 4000)}) {
    const std::string id = std::string(name).substr(std::string(name).rfind('/') + 1);
    ModelSource& source = model_->sources[name];
    source.display_name = NewSource(id, kind).display_name();
    source.state_money = kind == v1::FundingSource::STATE_BUDGET;
    source.estimate = estimate;
    ASSERT_OK(SetEstimate(name, 2022, estimate));
  }
}

int64_t BoardWalkTest::Pick(int64_t low, int64_t high) {
  if (high <= low) return low;
  return low + static_cast<int64_t>(random_() % static_cast<uint64_t>(high - low + 1));
}

void BoardWalkTest::Foreseen(const absl::Status& status, const std::set<std::string>& broken) {
  ++(broken.empty() ? done_ : refused_);
  if (broken.empty()) {
    EXPECT_TRUE(status.ok()) << status;
  } else {
    EXPECT_EQ(status.code(), kPrecondition)
        << status << " where the model names " << *broken.begin();
    EXPECT_TRUE(broken.contains(ReasonOf(status))) << status;
  }
}

void BoardWalkTest::Walk(uint64_t seed, int steps) {
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  random_.seed(seed);
  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE(absl::StrCat("step ", step));
    Step();
    ExpectBoard(std::nullopt);
    ExpectBoard(first_day_ + static_cast<int>(Pick(-1, today() - first_day_)));
    ExpectBoard(today() + static_cast<int>(Pick(1, 12)));
    if (step % 10 == 0) ExpectLists(today() + static_cast<int>(Pick(-5, 5)));
    if (HasFailure()) return;
  }
  std::cout << "seed " << seed << ": " << done_ << " done, " << refused_ << " refused, "
            << model_->dossiers.size() << " dossiers, " << today() - first_day_ << " days\n";
  // A walk that never meets a limit, or nothing else, proves little.
  EXPECT_GT(done_, steps / 6);
  EXPECT_GT(refused_, steps / 40);
}

void BoardWalkTest::Step() {
  if (model_->contracts.empty()) return AddProject();
  const size_t contract = Index(model_->contracts.size());
  const size_t project = Index(model_->projects.size());
  const int64_t what = Pick(0, 99);
  if (what < 3 && model_->projects.size() < 5) return AddProject();
  if (what < 6) return AddContract(project);
  if (what < 9) return Amend(contract);
  if (what < 12) return ChangeEstimate();
  if (what < 15) return ChangeUnit(project);
  if (what < 16 && project > 0) return Terminate(project);
  if (what < 20) return RecoverByChance(contract);
  if (what < 22) return ReverseRecoveryByChance();
  if (what < 26) return GoTo(today() + static_cast<int>(Pick(1, 2)));
  if (what < 40 || model_->dossiers.empty()) return AddDossier();
  // Mostly one that is not done with.
  size_t chosen = Index(model_->dossiers.size());
  for (int i = 0; i < 5 && !model_->dossiers[chosen].open(); ++i) {
    chosen = Index(model_->dossiers.size());
  }
  MoveDossier(model_->dossiers[chosen]);
}

void BoardWalkTest::AddProject() {
  ModelProject project;
  project.unit = UnitByChance();
  project.approved[kSource] = Pick(200, 2000);
  if (Pick(0, 1) == 0) project.approved[kOtherSource] = Pick(100, 1000);
  std::vector<v1::SourceAmount> amounts;
  for (const auto& [source, amount] : project.approved) amounts.push_back(Amount(source, amount));
  project.name = NewProject(project.unit, amounts).name();
  model_->projects.push_back(project);
  AddContract(model_->projects.size() - 1);
  ASSERT_OK(StartProject(project.name));
}

void BoardWalkTest::AddContract(size_t index) {
  ModelProject& project = model_->projects[index];
  if (project.terminated || project.contracts == 3) return;
  std::map<std::string, int64_t> wanted;
  for (const auto& [source, approved] : project.approved) {
    const int64_t left = model_->ApprovedLeft(index, source);
    if (left > 0) wanted[source] = Pick(left / 4 + 1, left);
  }
  if (wanted.empty()) return;
  std::vector<v1::SourceAmount> amounts;
  for (const auto& [source, amount] : wanted) amounts.push_back(Amount(source, amount));
  const v1::Contract draft =
      DraftContract(project.name, absl::StrCat(++numbers_, "/2022/HĐ"), amounts);
  ASSERT_OK(Sign(draft));
  ++project.contracts;
  model_->contracts.push_back({draft.name(), project.unit, index, {}});
  for (const auto& [source, amount] : wanted) {
    model_->Contracted(model_->contracts.size() - 1, source, amount, today());
  }
}

void BoardWalkTest::Amend(size_t index) {
  const ModelContract& contract = model_->contracts[index];
  v1::AmendContractRequest request;
  request.set_name(contract.name);
  request.set_etag(ContractNow(contract.name).etag());
  *request.mutable_basis() = Paper("PL 01");
  request.set_reason("Điều chỉnh");
  std::map<std::string, int64_t> wanted;
  std::set<std::string> broken;
  for (const auto& [source, money] : contract.money) {
    const int64_t least = money.disbursed() + money.reserved();
    const int64_t most = money.contracted + model_->ApprovedLeft(contract.project, source);
    wanted[source] = Pick(std::max<int64_t>(1, least - 20), most + 20);
    if (wanted[source] < least) broken.insert("CONTRACT_BELOW_DISBURSED");
    if (wanted[source] > most) broken.insert("CONTRACT_ABOVE_APPROVED");
    *request.add_amounts() = Amount(source, wanted[source]);
  }
  if (model_->projects[contract.project].terminated) broken = {"WRONG_STATE"};
  const auto amended = Do(kDirector, &AmendContract, request);
  // At most 20 annexes.
  if (ReasonOf(amended.status()) == "TOO_MANY_AMENDMENTS") return;
  Foreseen(amended.status(), broken);
  if (!broken.empty()) return;
  for (const auto& [source, amount] : wanted) model_->Contracted(index, source, amount, today());
}

void BoardWalkTest::ChangeEstimate() {
  const std::string name = Pick(0, 1) == 0 ? kSource : kOtherSource;
  ModelSource& source = model_->sources[name];
  const int64_t taken = source.paid + source.reserved;
  const int64_t estimate = Pick(std::max<int64_t>(0, taken - 100), taken + 3000);
  const bool short_of = estimate < taken;
  Foreseen(SetEstimate(name, 2022, estimate).status(),
           short_of ? std::set<std::string>{"ESTIMATE_BELOW_SPENT"} : std::set<std::string>{});
  if (!short_of) source.estimate = estimate;
}

void BoardWalkTest::ChangeUnit(size_t index) {
  ModelProject& project = model_->projects[index];
  if (project.terminated) return;
  v1::UpdateProjectRequest request;
  *request.mutable_project() = ProjectNow(project.name);
  project.unit = UnitByChance();
  request.mutable_project()->set_lead_unit(project.unit);
  request.mutable_update_mask()->add_paths("lead_unit");
  ASSERT_OK(Do(kOffice, &UpdateProject, request));
}

void BoardWalkTest::Terminate(size_t index) {
  ModelProject& project = model_->projects[index];
  if (project.terminated) return;
  int64_t reserved = 0;
  for (const ModelContract& contract : model_->contracts) {
    if (contract.project == index) reserved += contract.reserved();
  }
  v1::TerminateProjectRequest request;
  request.set_name(project.name);
  request.set_etag(ProjectNow(project.name).etag());
  request.set_reason("Bất khả kháng");
  *request.mutable_basis() = Paper("3/QĐ-UBND");
  Foreseen(Do(kDirector, &TerminateProject, request).status(),
           reserved > 0 ? std::set<std::string>{"RESERVATION_OPEN"} : std::set<std::string>{});
  project.terminated = reserved == 0;
}

void BoardWalkTest::RecoverByChance(size_t index) {
  const ModelContract& contract = model_->contracts[index];
  const auto& [source, money] = *contract.money.begin();
  const int64_t advance = Pick(0, std::max<int64_t>(0, money.unsettled()) / 2 + 2);
  const int64_t spent = Pick(advance == 0 ? 1 : 0, std::max<int64_t>(0, money.spent()) / 2 + 2);
  std::set<std::string> broken;
  if (advance > money.unsettled()) broken.insert("RETURNS_MORE_THAN_ADVANCED");
  if (spent > money.spent()) broken.insert("RETURNS_MORE_THAN_SPENT");
  v1::RecordRecoveryRequest request;
  request.set_contract(contract.name);
  request.set_etag(ContractNow(contract.name).etag());
  *request.mutable_basis() = Paper("C2-05a");
  v1::RecoveryLine& line = *request.add_lines();
  line.set_source(source);
  line.set_advance_amount(advance);
  line.set_expenditure_amount(spent);
  const auto journal = Do(kAccountant, &RecordRecovery, request);
  Foreseen(journal.status(), broken);
  if (!journal.ok()) return;
  recoveries_.push_back({journal->name(), index, source, advance, spent});
  model_->Return(index, source, advance, spent, +1, today());
}

void BoardWalkTest::ReverseRecoveryByChance() {
  if (recoveries_.empty()) return;
  const size_t index = Index(recoveries_.size());
  const Recovery recovery = recoveries_[index];
  v1::ReverseRecoveryRequest request;
  request.set_name(recovery.journal);
  request.set_reason("Ghi nhầm");
  request.set_contract_etag(ContractNow(model_->contracts[recovery.contract].name).etag());
  ASSERT_OK(Do(kDirector, &ReverseRecovery, request));
  model_->Return(recovery.contract, recovery.source, recovery.advance, recovery.spent, -1, today());
  recoveries_.erase(recoveries_.begin() + static_cast<std::ptrdiff_t>(index));
}

void BoardWalkTest::ExpectBoard(std::optional<absl::CivilDay> as_of) {
  const v1::FinanceBoard whole = Board(as_of);
  EXPECT_EQ(whole.revision(), HeadNow().revision);
  v1::FinanceBoard told;
  *told.mutable_as_of() = whole.as_of();
  *told.mutable_rows() = whole.rows();
  *told.mutable_total() = whole.total();
  *told.mutable_sources() = whole.sources();
  EXPECT_EQ(told.DebugString(), model_->Board(as_of.value_or(today())).DebugString());
  v1::GetTrialBalanceRequest request;
  request.set_parent(kAgency);
  const v1::TrialBalance balance = Must(Ask(kAuditor, &GetTrialBalance, request));
  EXPECT_TRUE(balance.balanced());
  EXPECT_EQ(balance.posted_debit_amount() - balance.posted_credit_amount(), 0);
  EXPECT_EQ(balance.reserved_debit_amount() - balance.reserved_credit_amount(), 0);
}

// The lists count what the board counts.
void BoardWalkTest::ExpectLists(absl::CivilDay as_of) {
  const v1::FinanceTotals total = model_->Board(as_of).total();
  for (const auto& [filter, count] :
       {std::pair("open = true", total.open_dossiers()),
        std::pair("state = RETURNED", total.returned_dossiers()),
        std::pair("due_soon = true", total.due_soon_dossiers()),
        std::pair("timeliness = OVERDUE", total.overdue_dossiers()),
        std::pair("timeliness = IN_TIME", total.open_dossiers() - total.overdue_dossiers())}) {
    v1::ListDossiersRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    request.set_page_size(500);
    *request.mutable_as_of() = calendar::ToDate(as_of);
    EXPECT_EQ(Must(Ask(kAuditor, &ListDossiers, request)).dossiers_size(), count) << filter;
  }
}

}  // namespace dondoc::finance
