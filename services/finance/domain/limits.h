// Whether money may move: every limit of a payment, contract or recovery, against the ledger and
// the regime of the contract. All limits that would break are named at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "services/finance/domain/errors.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Everything that the limits of a payment look at. Non-owning.
struct PaymentContext {
  const v1::Project& project;
  const v1::Contract& contract;
  // Every contract of the project, `contract` included.
  const std::vector<v1::Contract>& contracts;
  // The sources of the project's contracts and of the lines.
  const std::vector<v1::FundingSource>& sources;
  // The regime the contract is bound to.
  const v1::LimitPolicy& policy;
  // Holds every account of the project's contracts and TREASURY of the lines' sources and year.
  const Book& book;
  int32_t budget_year = 0;
};

// What is asked for.
struct PaymentRequest {
  v1::Dossier::PaymentKind kind = v1::Dossier::PAYMENT_KIND_UNSPECIFIED;
  const PaymentLines& lines;
  // The equipment exception was confirmed.
  bool equipment_exception = false;
};

// OK, WRONG_STATE of project or contract, or FAILED_PRECONDITION with every limit that would break:
//   FINAL_PAYMENT_POSTED        the contract's final payment is posted;
//   PROJECT_NOT_ACCEPTED        final payment without a grade of at least "Đạt";
//   CONTRACT_LIMIT_EXCEEDED     disbursed + reserved + asked > contracted, by source;
//   SOURCE_CLOSED               the source takes no new disbursements;
//   ESTIMATE_EXCEEDED           disbursed + reserved + asked > estimate + carry-over, by source and
//                               year;
//   FIRST_ADVANCE_ABOVE_SHARE   first advance > the regime's share of the approved state total
//                               (exactly the share passes);
//   FIRST_ADVANCE_ABOVE_ESTIMATE  first advance > the year's estimate of a source;
//   ADVANCES_NOT_SETTLED        next advance before the regime's share of the earlier ones is
//                               settled (2 x settled >= advanced for one half; exactly it passes);
//   SETTLES_MORE_THAN_ADVANCED  settles more than is outstanding, by source;
//   AMOUNT_OVERFLOW             OUT_OF_RANGE.
absl::Status CheckPayment(const PaymentContext& context, const PaymentRequest& request);

// CONTRACT_ABOVE_APPROVED where, by source, the signed contracts (ACTIVE and LIQUIDATED) of
// `contracts` other than `contract`, plus `contract`, exceed what is approved for the project.
absl::Status CheckContracted(const v1::Project& project, const v1::Contract& contract,
                             const std::vector<v1::Contract>& contracts);

// CONTRACT_BELOW_DISBURSED where, by source, the contract's new amounts are below what is disbursed
// and reserved. `sources`: of the contract before and after.
absl::Status CheckNotBelowDisbursed(const v1::Contract& contract,
                                    const std::vector<std::string>& sources, const Book& book);

// RETURNS_MORE_THAN_ADVANCED and RETURNS_MORE_THAN_SPENT, by source.
absl::Status CheckRecovery(absl::string_view contract,
                           const google::protobuf::RepeatedPtrField<v1::RecoveryLine>& lines,
                           const Book& book);

// Advances of state sources under all contracts of a project, in đồng.
struct StateAdvances {
  int64_t advanced = 0;  // Paid and reserved.
  int64_t settled = 0;   // Settled or returned; reserved settlements do not count yet.
};
StateAdvances SumStateAdvances(const std::vector<v1::Contract>& contracts,
                               const std::vector<v1::FundingSource>& sources, const Book& book);

// True while money or a settlement is set aside under `contract`.
bool HasReservation(const v1::Contract& contract, const Book& book);

// The sources that appear in the contracts, each once, in order.
std::vector<std::string> SourcesOf(const std::vector<v1::Contract>& contracts);

}  // namespace dondoc::finance
