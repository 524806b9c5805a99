#include "tests/conformance/finance/list_fixture.h"

namespace dondoc::finance {

void ListTest::MakeYear() {
  for (const int days : {5, 7}) {
    v1::SetClockPolicyRequest request;
    v1::ClockPolicy& policy = *request.mutable_clock_policy();
    policy.set_name("agencies/so/clockPolicy");
    v1::GetClockPolicyRequest get;
    get.set_name(policy.name());
    policy.set_etag(Must(Ask(kAuditor, &GetClockPolicy, get)).etag());
    v1::ClockRule& rule = *policy.add_rules();
    rule.set_purpose(v1::ClockRule::PAYMENT);
    rule.mutable_term()->set_event("VALID_DOSSIER");
    rule.mutable_term()->set_count(days);
    rule.mutable_term()->set_unit(common::v1::EventTerm::WORKING_DAY);
    rule.set_phrase("theo thông báo");
    ASSERT_OK(Do(kDirector, &SetClockPolicy, request));
  }
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  NewSource("khac", v1::FundingSource::OTHER);
  ASSERT_OK(SetEstimate(kOtherSource, 2022, 500));
  other_project_ = NewProject(kOtherUnit, {Amount(kOtherSource, 300)}).name();
  other_contract_ =
      Must(Sign(DraftContract(other_project_, "06/2022/HĐ", {Amount(kOtherSource, 300)}))).name();
  proposed_project_ = ProposeProject(kUnit, {Amount(kSource, 1)}).name();
  for (const auto& [project, end] :
       {std::pair(project_, Date(2023, 12, 31)), std::pair(other_project_, Date(2022, 12, 31))}) {
    v1::UpdateProjectRequest update;
    *update.mutable_project() = ProjectNow(project);
    *update.mutable_project()->mutable_end_date() = end;
    update.mutable_project()->mutable_host()->set_tax_code("5100123456");
    update.mutable_update_mask()->add_paths("end_date");
    if (project == project_) update.mutable_update_mask()->add_paths("host");
    ASSERT_OK(Do(kOffice, &UpdateProject, update));
  }

  posted_ = Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
  dossiers_["paid"] = DossierNow(posted_.dossier());
  reserved_ = Must(Reserve(ApprovedDossier(v1::Dossier::VOLUME, 20)));
  dossiers_["reserved"] = DossierNow(reserved_.dossier());
  dossiers_["approved"] = ApprovedDossier(v1::Dossier::VOLUME, 30);
  dossiers_["received"] = Received(v1::Dossier::VOLUME, 40);
  dossiers_["valid"] = ValidDossier(v1::Dossier::VOLUME, 50);
  // Of the other unit, valid two days later.
  v1::Dossier late =
      Must(Do(kAccountant, &ReceiveDossier,
              PaymentRequest(other_contract_, v1::Dossier::ADVANCE, {Line(kOtherSource, 10)})));
  GoTo(absl::CivilDay(2022, 10, 5));
  dossiers_["other"] = Must(Validate(late));
  v1::ReturnDossierRequest give_back;
  give_back.set_name(ValidDossier(v1::Dossier::VOLUME, 60).name());
  give_back.set_reason("Thiếu");
  dossiers_["returned"] = Must(Do(kAccountant, &ReturnDossier, give_back));
  v1::WithdrawDossierRequest withdraw;
  withdraw.set_name(Received(v1::Dossier::VOLUME, 70).name());
  withdraw.set_reason("Rút");
  dossiers_["withdrawn"] = Must(Do(kOffice, &WithdrawDossier, withdraw));
}

}  // namespace dondoc::finance
