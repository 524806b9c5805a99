// The steps that tests of finance share.
#include "absl/strings/str_cat.h"

#include "services/finance/domain/names.h"
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {

v1::FundingSource FinanceTest::NewSource(const std::string& id, v1::FundingSource::Kind kind) {
  v1::CreateFundingSourceRequest request;
  request.set_parent(kAgency);
  request.set_funding_source_id(id);
  request.mutable_funding_source()->set_display_name(absl::StrCat("Nguồn ", id));
  request.mutable_funding_source()->set_kind(kind);
  return Must(Do(kDirector, &CreateFundingSource, request));
}

absl::StatusOr<v1::FundingSource> FinanceTest::SetEstimate(const std::string& source, int32_t year,
                                                           int64_t estimate, int64_t carry_over) {
  v1::SetYearEstimateRequest request;
  request.set_name(source);
  request.set_etag(SourceNow(source).etag());
  request.mutable_estimate()->set_year(year);
  request.mutable_estimate()->set_estimate_amount(estimate);
  request.mutable_estimate()->set_carry_over_amount(carry_over);
  *request.mutable_estimate()->mutable_basis() = Paper("1/QĐ-UBND");
  return Do(kDirector, &SetYearEstimate, request);
}

v1::Project FinanceTest::ProposeProject(const std::string& unit,
                                        const std::vector<v1::SourceAmount>& amounts,
                                        absl::string_view officer) {
  v1::CreateProjectRequest request;
  request.set_parent(kAgency);
  v1::Project& project = *request.mutable_project();
  project.set_title("Nhân giống mật ong bạc hà");
  project.set_kind(v1::Project::RESEARCH);
  project.set_funding_mode(v1::Project::PARTIAL);
  project.set_lead_unit(unit);
  project.mutable_host()->set_display_name("Hợp tác xã Đồng Văn");
  for (const v1::SourceAmount& amount : amounts) *project.add_approved_amounts() = amount;
  return Must(Do(officer, &CreateProject, request));
}

v1::Project FinanceTest::NewProject(const std::string& unit,
                                    const std::vector<v1::SourceAmount>& amounts) {
  const v1::Project proposed = ProposeProject(unit, amounts);
  v1::ApproveProjectRequest approve;
  approve.set_name(proposed.name());
  approve.set_etag(proposed.etag());
  *approve.mutable_approval() = Paper("2/QĐ-UBND");
  return Must(Do(kDirector, &ApproveProject, approve));
}

v1::Contract FinanceTest::DraftContract(const std::string& project, const std::string& number,
                                        const std::vector<v1::SourceAmount>& amounts) {
  v1::CreateContractRequest request;
  request.set_parent(project);
  v1::Contract& contract = *request.mutable_contract();
  contract.set_contract_number(number);
  contract.mutable_contractor()->set_display_name("Hợp tác xã Đồng Văn");
  contract.mutable_contractor()->set_tax_code("5100123456");
  *contract.mutable_sign_date() = Date(2022, 10, 3);
  *contract.mutable_start_date() = Date(2022, 10, 3);
  *contract.mutable_end_date() = Date(2023, 12, 31);
  for (const v1::SourceAmount& amount : amounts) *contract.add_amounts() = amount;
  return Must(Do(kAccountant, &CreateContract, request));
}

absl::StatusOr<v1::Contract> FinanceTest::Sign(const v1::Contract& draft) {
  v1::SignContractRequest request;
  request.set_name(draft.name());
  request.set_etag(draft.etag());
  return Do(kDirector, &SignContract, request);
}

absl::StatusOr<v1::Project> FinanceTest::StartProject(const std::string& project) {
  v1::StartProjectRequest request;
  request.set_name(project);
  return Do(kAccountant, &finance::StartProject, request);
}

void FinanceTest::MakeContract() {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  ASSERT_OK(SetEstimate(kSource, 2022, 1000));
  project_ = NewProject(kUnit, {Amount(kSource, 1000)}).name();
  const v1::Contract draft = DraftContract(project_, "05/2022/HĐ-SKHCN", {Amount(kSource, 800)});
  ASSERT_OK(Sign(draft));
  contract_ = draft.name();
  ASSERT_OK(StartProject(project_));
}

v1::ReceiveDossierRequest FinanceTest::PaymentRequest(const std::string& contract,
                                                      v1::Dossier::PaymentKind kind,
                                                      const std::vector<v1::PaymentLine>& lines) {
  v1::ReceiveDossierRequest request;
  request.set_parent(kAgency);
  v1::Dossier& dossier = *request.mutable_dossier();
  dossier.set_kind(v1::Dossier::PAYMENT);
  dossier.set_payment_kind(kind);
  dossier.set_contract(contract);
  for (const v1::PaymentLine& line : lines) *dossier.add_lines() = line;
  return request;
}

v1::Dossier FinanceTest::Received(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle) {
  return Must(Do(kAccountant, &ReceiveDossier,
                 PaymentRequest(contract_, kind, {Line(kSource, pay, settle)})));
}

v1::Dossier FinanceTest::ReceivedOfKind(v1::Dossier::Kind kind, int64_t settlement_amount) {
  v1::ReceiveDossierRequest request;
  request.set_parent(kAgency);
  request.mutable_dossier()->set_kind(kind);
  request.mutable_dossier()->set_project(project_);
  if (kind == v1::Dossier::LIQUIDATION) request.mutable_dossier()->set_contract(contract_);
  request.mutable_dossier()->set_settlement_amount(settlement_amount);
  return Must(Do(kAccountant, &ReceiveDossier, request));
}

absl::StatusOr<v1::Dossier> FinanceTest::Validate(const v1::Dossier& dossier) {
  v1::ValidateDossierRequest request;
  request.set_name(dossier.name());
  return Do(kAccountant, &ValidateDossier, request);
}

v1::Dossier FinanceTest::ValidDossier(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle) {
  return Must(Validate(Received(kind, pay, settle)));
}

absl::StatusOr<v1::Dossier> FinanceTest::Approve(const v1::Dossier& dossier) {
  v1::ApproveDossierRequest request;
  request.set_name(dossier.name());
  request.set_etag(dossier.etag());
  return Do(kDirector, &ApproveDossier, request);
}

v1::Dossier FinanceTest::ApprovedDossier(v1::Dossier::PaymentKind kind, int64_t pay,
                                         int64_t settle) {
  return Must(Approve(ValidDossier(kind, pay, settle)));
}

absl::StatusOr<v1::Disbursement> FinanceTest::Reserve(const v1::Dossier& dossier) {
  v1::ReserveDisbursementRequest request;
  request.set_parent(kAgency);
  request.set_dossier(dossier.name());
  request.set_dossier_etag(dossier.etag());
  return Do(kAccountant, &ReserveDisbursement, request);
}

absl::StatusOr<v1::Disbursement> FinanceTest::Post(const v1::Disbursement& disbursement,
                                                   const std::string& voucher) {
  v1::PostDisbursementRequest request;
  request.set_name(disbursement.name());
  request.set_etag(disbursement.etag());
  *request.mutable_voucher() = Paper(voucher);
  return Do(kDirector, &PostDisbursement, request);
}

absl::StatusOr<v1::Disbursement> FinanceTest::Void(const v1::Disbursement& disbursement) {
  v1::VoidDisbursementRequest request;
  request.set_name(disbursement.name());
  request.set_etag(disbursement.etag());
  request.set_reason("Sai số tiền");
  return Do(kAccountant, &VoidDisbursement, request);
}

absl::StatusOr<v1::Disbursement> FinanceTest::Reverse(const v1::Disbursement& disbursement) {
  v1::ReverseDisbursementRequest request;
  request.set_name(disbursement.name());
  request.set_etag(disbursement.etag());
  request.set_reason("Chi nhầm");
  return Do(kDirector, &ReverseDisbursement, request);
}

v1::Disbursement FinanceTest::Pay(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle,
                                  const std::string& voucher) {
  return Must(Post(Must(Reserve(ApprovedDossier(kind, pay, settle))), voucher));
}

absl::StatusOr<v1::Dossier> FinanceTest::Conclude(const v1::Dossier& dossier,
                                                  const std::string& paper) {
  v1::ConcludeDossierRequest request;
  request.set_name(dossier.name());
  request.set_etag(dossier.etag());
  *request.mutable_conclusion() = Paper(paper);
  return Do(kAccountant, &ConcludeDossier, request);
}

absl::StatusOr<v1::Project> FinanceTest::Evaluate(v1::Evaluation::Grade grade) {
  v1::RecordEvaluationRequest request;
  request.set_name(project_);
  request.set_etag(ProjectNow(project_).etag());
  request.mutable_evaluation()->set_grade(grade);
  *request.mutable_evaluation()->mutable_minutes() = Paper("BB 01");
  *request.mutable_evaluation()->mutable_evaluate_date() = calendar::ToDate(today());
  return Do(kDirector, &RecordEvaluation, request);
}

absl::StatusOr<v1::Journal> FinanceTest::Recover(int64_t advance, int64_t expenditure) {
  v1::RecordRecoveryRequest request;
  request.set_contract(contract_);
  request.set_etag(ContractNow(contract_).etag());
  *request.mutable_basis() = Paper("C2-05a");
  v1::RecoveryLine& line = *request.add_lines();
  line.set_source(kSource);
  line.set_advance_amount(advance);
  line.set_expenditure_amount(expenditure);
  return Do(kAccountant, &RecordRecovery, request);
}

v1::FundingSource FinanceTest::SourceNow(const std::string& name) {
  v1::GetFundingSourceRequest request;
  request.set_name(name);
  return Must(Ask(kAuditor, &GetFundingSource, request));
}

v1::Project FinanceTest::ProjectNow(const std::string& name) {
  v1::GetProjectRequest request;
  request.set_name(name);
  return Must(Ask(kAuditor, &GetProject, request));
}

v1::Contract FinanceTest::ContractNow(const std::string& name) {
  v1::GetContractRequest request;
  request.set_name(name);
  return Must(Ask(kAuditor, &GetContract, request));
}

v1::Dossier FinanceTest::DossierNow(const std::string& name) {
  v1::GetDossierRequest request;
  request.set_name(name);
  return Must(Ask(kAuditor, &GetDossier, request));
}

v1::Disbursement FinanceTest::DisbursementNow(const std::string& name) {
  v1::GetDisbursementRequest request;
  request.set_name(name);
  return Must(Ask(kAuditor, &GetDisbursement, request));
}

v1::FinanceBoard FinanceTest::Board(std::optional<absl::CivilDay> as_of) {
  v1::GetFinanceBoardRequest request;
  request.set_parent(kAgency);
  if (as_of) *request.mutable_as_of() = calendar::ToDate(*as_of);
  return Must(Ask(kAuditor, &GetFinanceBoard, request));
}

}  // namespace dondoc::finance
