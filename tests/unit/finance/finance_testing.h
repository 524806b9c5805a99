// What the tests of finance share: matchers on code and reason, and a small agency with two
// sources, one project and one signed contract.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/act.h"
#include "services/finance/domain/ledger.h"
#include "services/finance/domain/policy.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER_P2(Fails, code, reason, "") {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.code() == code && ReasonOf(status) == reason;
}
MATCHER(Succeeds, "") {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.ok();
}
// INVALID_ARGUMENT on exactly these fields, in any order.
MATCHER_P(HasBadFields, fields, "") {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString();
  std::vector<std::string> found;
  const google::rpc::BadRequest bad_request = BadRequestOf(status);
  for (const auto& violation : bad_request.field_violations()) {
    found.push_back(violation.field());
  }
  return status.code() == absl::StatusCode::kInvalidArgument &&
         ExplainMatchResult(::testing::UnorderedElementsAreArray(fields), found, result_listener);
}

// A fact of an error; empty where it has none of the name.
inline std::string Metadata(const absl::Status& status, const std::string& key) {
  const auto info = ErrorInfoOf(status);
  if (!info || !info->metadata().contains(key)) return "";
  return info->metadata().at(key);
}

inline constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;
inline constexpr auto kDenied = absl::StatusCode::kPermissionDenied;
inline constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

inline const std::string kAgency = "agencies/skhcn";
inline const std::string kState = kAgency + "/fundingSources/snkh";
inline const std::string kOther = kAgency + "/fundingSources/khac";
inline const std::string kUnit = kAgency + "/units/qlkh";
inline const std::string kProject = kAgency + "/projects/p1";
inline const std::string kContract = kProject + "/contracts/c1";
inline const std::string kOfficer = kAgency + "/officers/an";
inline const std::string kAccountant = kAgency + "/officers/binh";
inline const std::string kSecondAccountant = kAgency + "/officers/chi";
inline const std::string kDirector = kAgency + "/officers/giam-doc";

inline google::type::Date Date(int year, int month, int day) {
  return calendar::ToDate(absl::CivilDay(year, month, day));
}

inline Act ActOf(std::string actor, absl::CivilDay today = absl::CivilDay(2022, 10, 3)) {
  return {std::move(actor), today, absl::FromUnixSeconds(1'664'766'000)};
}

inline v1::Document Paper(const std::string& reference, const google::type::Date& date) {
  v1::Document document;
  document.set_reference(reference);
  *document.mutable_date() = date;
  return document;
}
inline v1::Document Paper() { return Paper("512/QĐ-UBND", Date(2022, 1, 10)); }

inline v1::SourceAmount Amount(const std::string& source, int64_t amount) {
  v1::SourceAmount result;
  result.set_source(source);
  result.set_amount(amount);
  return result;
}

inline v1::PaymentLine Line(const std::string& source, int64_t pay, int64_t settle = 0) {
  v1::PaymentLine line;
  line.set_source(source);
  line.set_pay_amount(pay);
  line.set_settle_amount(settle);
  return line;
}

inline PaymentLines Lines(const std::vector<v1::PaymentLine>& lines) {
  return {lines.begin(), lines.end()};
}

inline v1::FundingSource Source(const std::string& name, v1::FundingSource::Kind kind, int32_t year,
                                int64_t estimate) {
  v1::FundingSource source;
  source.set_name(name);
  source.set_display_name("Nguồn");
  source.set_kind(kind);
  if (year != 0) {
    v1::YearEstimate& on_record = *source.add_estimates();
    on_record.set_year(year);
    on_record.set_estimate_amount(estimate);
  }
  return source;
}

// A project of 1,000 of state money and 200 of other money, one signed contract of 800 and 200,
// estimates of 600 and 200 for 2022.
struct Scene {
  v1::Project project;
  v1::Contract contract;
  std::vector<v1::FundingSource> sources;
  std::vector<v1::LimitPolicy> policies = DefaultLimitPolicies();
  Book book;

  Scene() {
    project.set_name(kProject);
    project.set_title("Nhân giống mật ong bạc hà");
    project.set_kind(v1::Project::RESEARCH);
    project.set_funding_mode(v1::Project::PARTIAL);
    project.set_lead_unit(kUnit);
    project.mutable_host()->set_display_name("Hợp tác xã Đồng Văn");
    *project.add_approved_amounts() = Amount(kState, 1000);
    *project.add_approved_amounts() = Amount(kOther, 200);
    project.set_approved_total_amount(1200);
    project.set_state(v1::Project::IN_PROGRESS);
    project.set_proposed_by(kOfficer);

    contract.set_name(kContract);
    contract.set_contract_number("05/2022/HĐ-SKHCN");
    contract.mutable_contractor()->set_display_name("Hợp tác xã Đồng Văn");
    contract.mutable_contractor()->set_tax_code("5100123456");
    *contract.mutable_sign_date() = Date(2022, 2, 1);
    *contract.mutable_start_date() = Date(2022, 2, 1);
    *contract.mutable_end_date() = Date(2023, 12, 31);
    *contract.add_amounts() = Amount(kState, 800);
    *contract.add_amounts() = Amount(kOther, 200);
    contract.set_total_amount(1000);
    contract.set_state(v1::Contract::ACTIVE);
    contract.set_drafted_by(kAccountant);
    *contract.mutable_limit_policy() = ReferenceTo(policies.front());

    sources.push_back(Source(kState, v1::FundingSource::STATE_BUDGET, 2022, 600));
    sources.push_back(Source(kOther, v1::FundingSource::OTHER, 2022, 200));
    EXPECT_THAT(book.Apply(EstimateJournal(kState, 2022, 600)), Succeeds());
    EXPECT_THAT(book.Apply(EstimateJournal(kOther, 2022, 200)), Succeeds());
  }

  std::vector<v1::Contract> contracts() const { return {contract}; }

  // Pays straight into the ledger, past every rule.
  void Pay(v1::Dossier::PaymentKind kind, const std::vector<v1::PaymentLine>& lines,
           int32_t year = 2022) {
    EXPECT_THAT(book.Apply(ReserveJournal(kind, contract.name(), Lines(lines), year)), Succeeds());
    EXPECT_THAT(book.Apply(PostJournal(kind, contract.name(), Lines(lines), year)), Succeeds());
  }

  // An approved payment dossier.
  v1::Dossier Approved(v1::Dossier::PaymentKind kind,
                       const std::vector<v1::PaymentLine>& lines) const {
    v1::Dossier dossier;
    dossier.set_name(kAgency + "/dossiers/d1");
    dossier.set_kind(v1::Dossier::PAYMENT);
    dossier.set_payment_kind(kind);
    dossier.set_project(project.name());
    dossier.set_contract(contract.name());
    dossier.set_unit(kUnit);
    for (const v1::PaymentLine& line : lines) {
      *dossier.add_lines() = line;
      dossier.set_pay_total_amount(dossier.pay_total_amount() + line.pay_amount());
      dossier.set_settle_total_amount(dossier.settle_total_amount() + line.settle_amount());
    }
    dossier.set_state(v1::Dossier::APPROVED);
    *dossier.mutable_received_date() = Date(2022, 9, 26);
    *dossier.mutable_valid_date() = Date(2022, 9, 28);
    *dossier.mutable_approve_date() = Date(2022, 10, 3);
    dossier.set_received_by(kOfficer);
    dossier.set_validated_by(kAccountant);
    dossier.set_approved_by(kDirector);
    return dossier;
  }
};

}  // namespace dondoc::finance
