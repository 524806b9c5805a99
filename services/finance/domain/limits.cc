#include "services/finance/domain/limits.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/numeric/int128.h"

#include "common/base/status_macros.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/policy.h"
#include "services/finance/domain/project_state.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;
using v1::FundingSource;
using v1::Project;

const FundingSource* FindSource(const std::vector<FundingSource>& sources, absl::string_view name) {
  for (const FundingSource& source : sources) {
    if (source.name() == name) return &source;
  }
  return nullptr;
}

bool IsStateSource(const std::vector<FundingSource>& sources, absl::string_view name) {
  const FundingSource* source = FindSource(sources, name);
  return source != nullptr && source->kind() == FundingSource::STATE_BUDGET;
}

bool IsSigned(const Contract& contract) {
  return contract.state() == Contract::ACTIVE || contract.state() == Contract::LIQUIDATED;
}

bool IsAccepted(const Project& project) {
  return project.state() == Project::ACCEPTED &&
         (project.evaluation().grade() == v1::Evaluation::PASSED ||
          project.evaluation().grade() == v1::Evaluation::EXCELLENT);
}

ProjectVerb VerbOf(const PaymentRequest& request, int64_t pay_total) {
  switch (request.kind) {
    case Dossier::ADVANCE:
      return ProjectVerb::kPayAdvance;
    case Dossier::FINAL:
      return ProjectVerb::kPayFinal;
    default:
      return pay_total == 0 ? ProjectVerb::kSettleAdvances : ProjectVerb::kPayVolume;
  }
}

// Collects what would break; amounts that do not fit are capped for display only.
class Violations {
 public:
  explicit Violations(std::string policy_version) : policy_version_(std::move(policy_version)) {}
  void Add(absl::string_view reason, absl::string_view subject, int64_t allowed, int64_t asked,
           bool of_policy) {
    list_.push_back({std::string(reason), std::string(subject), allowed, asked,
                     of_policy ? policy_version_ : ""});
  }
  absl::Status ToStatus() const { return list_.empty() ? absl::OkStatus() : LimitsViolated(list_); }

 private:
  std::string policy_version_;
  std::vector<LimitViolation> list_;
};

// floor(share * whole), for the amount that a share allows.
int64_t ShareOf(int64_t whole, Fraction share) {
  return static_cast<int64_t>(absl::int128(whole) * share.numerator / share.denominator);
}

// Smallest `more` for which (settled + more) / advanced >= share.
int64_t StillToSettle(int64_t settled, int64_t advanced, Fraction share) {
  const absl::int128 needed =
      (absl::int128(advanced) * share.numerator + share.denominator - 1) / share.denominator;
  return std::max<int64_t>(0, static_cast<int64_t>(needed) - settled);
}

void CheckFirstAdvance(const PaymentContext& context, const PaymentRequest& request,
                       int64_t state_asked, int64_t state_approved, Violations& violations) {
  const Fraction share = ToFraction(context.policy.first_advance_max());
  if (!AtMostShare(state_asked, state_approved, share)) {
    violations.Add("FIRST_ADVANCE_ABOVE_SHARE", context.project.name(),
                   ShareOf(state_approved, share), state_asked, /*of_policy=*/true);
  }
  if (!context.policy.first_advance_within_estimate()) return;
  for (const v1::PaymentLine& line : request.lines) {
    const FundingSource* source = FindSource(context.sources, line.source());
    if (source == nullptr || source->kind() != FundingSource::STATE_BUDGET) continue;
    int64_t estimate = 0;
    for (const v1::YearEstimate& year : source->estimates()) {
      if (year.year() == context.budget_year) estimate = year.estimate_amount();
    }
    if (line.pay_amount() > estimate) {
      violations.Add("FIRST_ADVANCE_ABOVE_ESTIMATE", line.source(), estimate, line.pay_amount(),
                     /*of_policy=*/true);
    }
  }
}

absl::Status CheckAdvance(const PaymentContext& context, const PaymentRequest& request,
                          Violations& violations) {
  int64_t state_asked = 0;
  for (const v1::PaymentLine& line : request.lines) {
    if (!IsStateSource(context.sources, line.source())) continue;
    ASSIGN_OR_RETURN(state_asked, CheckedAdd(state_asked, line.pay_amount()));
  }
  // The rules bind state money only (TTLT 27/2015).
  if (state_asked == 0) return absl::OkStatus();
  int64_t state_approved = 0;
  for (const v1::SourceAmount& amount : context.project.approved_amounts()) {
    if (!IsStateSource(context.sources, amount.source())) continue;
    ASSIGN_OR_RETURN(state_approved, CheckedAdd(state_approved, amount.amount()));
  }
  const StateAdvances earlier = SumStateAdvances(context.contracts, context.sources, context.book);
  if (earlier.advanced == 0) {
    CheckFirstAdvance(context, request, state_asked, state_approved, violations);
    return absl::OkStatus();
  }
  const Fraction share = ToFraction(context.policy.next_advance_settled_min());
  const bool excepted = request.equipment_exception && context.policy.equipment_exception();
  if (!excepted && !AtLeastShare(earlier.settled, earlier.advanced, share)) {
    violations.Add("ADVANCES_NOT_SETTLED", context.project.name(),
                   StillToSettle(earlier.settled, earlier.advanced, share), state_asked,
                   /*of_policy=*/true);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckPayment(const PaymentContext& context, const PaymentRequest& request) {
  const Contract& contract = context.contract;
  int64_t pay_total = 0;
  for (const v1::PaymentLine& line : request.lines) {
    ASSIGN_OR_RETURN(pay_total, CheckedAdd(pay_total, line.pay_amount()));
  }
  RETURN_IF_ERROR(NextContractState(contract.state(), ContractVerb::kPay).status());
  Violations violations(context.policy.version());
  if (request.kind == Dossier::FINAL && context.policy.final_payment_needs_acceptance() &&
      !IsAccepted(context.project)) {
    violations.Add("PROJECT_NOT_ACCEPTED", context.project.name(), 0, pay_total,
                   /*of_policy=*/true);
    return violations.ToStatus();
  }
  RETURN_IF_ERROR(NextProjectState(context.project.state(), VerbOf(request, pay_total)).status());
  if (contract.final_payment_posted()) {
    violations.Add("FINAL_PAYMENT_POSTED", contract.name(), 0, pay_total, /*of_policy=*/false);
  }
  for (const v1::PaymentLine& line : request.lines) {
    const ContractPosition position = context.book.Position(contract.name(), line.source());
    const int64_t contracted = AmountOf(contract.amounts(), line.source());
    const int64_t left = contracted - position.disbursed() - position.reserved_payment;
    if (line.pay_amount() > left) {
      violations.Add("CONTRACT_LIMIT_EXCEEDED", line.source(), left, line.pay_amount(),
                     /*of_policy=*/false);
    }
    const int64_t unsettled = position.outstanding() - position.reserved_settle;
    if (line.settle_amount() > unsettled) {
      violations.Add("SETTLES_MORE_THAN_ADVANCED", line.source(), unsettled, line.settle_amount(),
                     /*of_policy=*/false);
    }
    if (line.pay_amount() == 0) continue;
    const FundingSource* source = FindSource(context.sources, line.source());
    if (source == nullptr || source->closed()) {
      violations.Add("SOURCE_CLOSED", line.source(), 0, line.pay_amount(), /*of_policy=*/false);
    }
    const int64_t available = context.book.Year(line.source(), context.budget_year).available;
    if (line.pay_amount() > available) {
      violations.Add("ESTIMATE_EXCEEDED", line.source(), available, line.pay_amount(),
                     /*of_policy=*/false);
    }
  }
  if (request.kind == Dossier::ADVANCE) {
    RETURN_IF_ERROR(CheckAdvance(context, request, violations));
  }
  return violations.ToStatus();
}

absl::Status CheckContracted(const Project& project, const Contract& contract,
                             const std::vector<Contract>& contracts) {
  Violations violations("");
  for (const v1::SourceAmount& amount : contract.amounts()) {
    int64_t contracted = amount.amount();
    for (const Contract& other : contracts) {
      if (other.name() == contract.name() || !IsSigned(other)) continue;
      ASSIGN_OR_RETURN(contracted,
                       CheckedAdd(contracted, AmountOf(other.amounts(), amount.source())));
    }
    const int64_t approved = AmountOf(project.approved_amounts(), amount.source());
    if (contracted > approved) {
      violations.Add("CONTRACT_ABOVE_APPROVED", amount.source(), approved, contracted,
                     /*of_policy=*/false);
    }
  }
  return violations.ToStatus();
}

absl::Status CheckNotBelowDisbursed(const Contract& contract,
                                    const std::vector<std::string>& sources, const Book& book) {
  Violations violations("");
  for (const std::string& source : sources) {
    const ContractPosition position = book.Position(contract.name(), source);
    const int64_t taken = position.disbursed() + position.reserved_payment;
    const int64_t contracted = AmountOf(contract.amounts(), source);
    if (contracted < taken) {
      violations.Add("CONTRACT_BELOW_DISBURSED", source, taken, contracted, /*of_policy=*/false);
    }
  }
  return violations.ToStatus();
}

absl::Status CheckRecovery(absl::string_view contract,
                           const google::protobuf::RepeatedPtrField<v1::RecoveryLine>& lines,
                           const Book& book) {
  Violations violations("");
  for (const v1::RecoveryLine& line : lines) {
    const ContractPosition position = book.Position(contract, line.source());
    const int64_t outstanding = position.outstanding() - position.reserved_settle;
    if (line.advance_amount() > outstanding) {
      violations.Add("RETURNS_MORE_THAN_ADVANCED", line.source(), outstanding,
                     line.advance_amount(), /*of_policy=*/false);
    }
    const int64_t spent = position.expenditure - position.expenditure_returned;
    if (line.expenditure_amount() > spent) {
      violations.Add("RETURNS_MORE_THAN_SPENT", line.source(), spent, line.expenditure_amount(),
                     /*of_policy=*/false);
    }
  }
  return violations.ToStatus();
}

StateAdvances SumStateAdvances(const std::vector<Contract>& contracts,
                               const std::vector<FundingSource>& sources, const Book& book) {
  StateAdvances sum;
  for (const Contract& contract : contracts) {
    for (const std::string& source : SourcesOf({contract})) {
      if (!IsStateSource(sources, source)) continue;
      const ContractPosition position = book.Position(contract.name(), source);
      // At most 50 contracts x 10 sources x kMaxBalance: within int64.
      sum.advanced += position.advanced + position.reserved_advance;
      sum.settled += position.advance_settled + position.advance_returned;
    }
  }
  return sum;
}

bool HasReservation(const Contract& contract, const Book& book) {
  for (const std::string& source : SourcesOf({contract})) {
    const ContractPosition position = book.Position(contract.name(), source);
    if (position.reserved_payment != 0 || position.reserved_settle != 0) return true;
  }
  return false;
}

std::vector<std::string> SourcesOf(const std::vector<Contract>& contracts) {
  std::set<std::string> sources;
  for (const Contract& contract : contracts) {
    for (const v1::SourceAmount& amount : contract.amounts()) sources.insert(amount.source());
  }
  return {sources.begin(), sources.end()};
}

}  // namespace dondoc::finance
