// A dossier's way before a decision: returned for supplement, sent again, withdrawn, rejected, and
// what that does to its clock and to the board.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class DossierRoundsTest : public FinanceTest {
 protected:
  void SetUp() override {
    FinanceTest::SetUp();
    v1::SetClockPolicyRequest request;
    v1::ClockPolicy& policy = *request.mutable_clock_policy();
    policy.set_name("agencies/so/clockPolicy");
    v1::ClockRule& rule = *policy.add_rules();
    rule.set_purpose(v1::ClockRule::PAYMENT);
    rule.mutable_term()->set_event("VALID_DOSSIER");
    rule.mutable_term()->set_count(5);
    rule.mutable_term()->set_unit(common::v1::EventTerm::WORKING_DAY);
    rule.set_phrase("không quá 05 ngày làm việc");
    ASSERT_OK(Do(kDirector, &SetClockPolicy, request));
    ASSERT_NO_FATAL_FAILURE(MakeContract());
  }
  absl::StatusOr<v1::Dossier> Return(const v1::Dossier& dossier, const std::string& reason) {
    v1::ReturnDossierRequest request;
    request.set_name(dossier.name());
    request.set_reason(reason);
    return Do(kAccountant, &ReturnDossier, request);
  }
  absl::StatusOr<v1::Dossier> Resubmit(const v1::Dossier& dossier, const std::string& paper) {
    v1::ResubmitDossierRequest request;
    request.set_name(dossier.name());
    *request.add_documents() = Paper(paper);
    return Do(kOfficer, &ResubmitDossier, request);
  }
  absl::StatusOr<v1::Dossier> Reject(const v1::Dossier& dossier) {
    v1::RejectDossierRequest request;
    request.set_name(dossier.name());
    request.set_etag(dossier.etag());
    request.set_reason("Không đúng đối tượng");
    return Do(kDirector, &RejectDossier, request);
  }
  absl::StatusOr<v1::Dossier> Withdraw(const v1::Dossier& dossier) {
    v1::WithdrawDossierRequest request;
    request.set_name(dossier.name());
    request.set_reason("Bên nhận rút");
    return Do(kOffice, &WithdrawDossier, request);
  }
};

TEST_P(DossierRoundsTest, AReturnStopsTheClockAndASupplementStartsItAnew) {
  // Monday 03/10; five working days.
  const v1::Dossier valid = ValidDossier(v1::Dossier::ADVANCE, 100);
  EXPECT_EQ(calendar::CivilDayOf(valid.last_day()), absl::CivilDay(2022, 10, 10));
  GoTo(absl::CivilDay(2022, 10, 11));
  EXPECT_EQ(Board().total().overdue_dossiers(), 1);
  EXPECT_ERROR(Return(valid, "  "), kInvalid, "INVALID_FIELD");
  const v1::Dossier returned = Must(Return(valid, "Thiếu biên bản"));
  EXPECT_EQ(returned.state(), v1::Dossier::RETURNED);
  EXPECT_FALSE(returned.has_last_day());
  EXPECT_FALSE(returned.has_processing_deadline());
  EXPECT_FALSE(returned.has_valid_date());
  EXPECT_EQ(returned.timeliness(), v1::Dossier::IN_TIME);
  EXPECT_EQ(Board().total().overdue_dossiers(), 0);
  EXPECT_EQ(Board().total().returned_dossiers(), 1);
  EXPECT_EQ(Board().total().open_dossiers(), 1);
  EXPECT_ERROR(Return(returned, "Nữa"), kPrecondition, "WRONG_STATE");
  EXPECT_ERROR(Validate(returned), kPrecondition, "WRONG_STATE");
  EXPECT_ERROR(Approve(returned), kPrecondition, "WRONG_STATE");

  GoTo(absl::CivilDay(2022, 10, 14));
  const v1::Dossier again = Must(Resubmit(returned, "Biên bản 01"));
  EXPECT_EQ(again.state(), v1::Dossier::RECEIVED);
  EXPECT_EQ(again.documents_size(), 1);
  EXPECT_EQ(calendar::CivilDayOf(again.first_received_date()), absl::CivilDay(2022, 10, 3));
  EXPECT_EQ(calendar::CivilDayOf(again.received_date()), absl::CivilDay(2022, 10, 14));
  ASSERT_EQ(again.supplements_size(), 1);
  const v1::SupplementRound& round = again.supplements(0);
  EXPECT_EQ(calendar::CivilDayOf(round.valid_date()), absl::CivilDay(2022, 10, 3));
  EXPECT_EQ(calendar::CivilDayOf(round.returned_date()), absl::CivilDay(2022, 10, 11));
  EXPECT_EQ(calendar::CivilDayOf(round.resubmitted_date()), absl::CivilDay(2022, 10, 14));
  EXPECT_EQ(round.returned_by(), kAccountant);
  EXPECT_EQ(Board().total().returned_dossiers(), 0);
  // It cannot have been valid before the supplement came.
  v1::ValidateDossierRequest early;
  early.set_name(again.name());
  *early.mutable_valid_date() = Date(2022, 10, 13);
  EXPECT_ERROR(Do(kAccountant, &ValidateDossier, early), kInvalid, "INVALID_FIELD");
  // Friday 14/10 and five working days.
  const v1::Dossier anew = Must(Validate(again));
  EXPECT_EQ(calendar::CivilDayOf(anew.last_day()), absl::CivilDay(2022, 10, 21));
  // The clock from validity ends with approval, on its last day still in time.
  GoTo(absl::CivilDay(2022, 10, 21));
  EXPECT_TRUE(DossierNow(anew.name()).due_soon());
  const v1::Dossier approved = Must(Approve(anew));
  EXPECT_FALSE(approved.has_last_day());
  GoTo(absl::CivilDay(2022, 10, 28));
  v1::Disbursement reserved = Must(Reserve(approved));
  ASSERT_OK(Post(reserved, "UNC 01"));
  EXPECT_EQ(DossierNow(anew.name()).timeliness(), v1::Dossier::ON_TIME);
}

TEST_P(DossierRoundsTest, WhatIsAskedForChangesOnlyBeforeItIsValid) {
  const v1::Dossier received = Received(v1::Dossier::ADVANCE, 100);
  v1::UpdateDossierRequest update;
  update.mutable_dossier()->set_name(received.name());
  *update.mutable_dossier()->add_lines() = Line(kSource, 120);
  update.mutable_update_mask()->add_paths("lines");
  EXPECT_ERROR(Do(kOfficer, &UpdateDossier, update), kInvalid, "INVALID_FIELD");  // No etag.
  update.mutable_dossier()->set_etag(received.etag());
  const v1::Dossier changed = Must(Do(kOfficer, &UpdateDossier, update));
  EXPECT_EQ(changed.pay_total_amount(), 120);
  ASSERT_EQ(changed.changed_by_size(), 1);
  EXPECT_EQ(changed.changed_by(0), kOfficer);
  const v1::Dossier returned = Must(Return(changed, "Thiếu"));
  update.mutable_dossier()->set_etag(returned.etag());
  update.mutable_dossier()->mutable_lines(0)->set_pay_amount(130);
  EXPECT_EQ(Must(Do(kOfficer, &UpdateDossier, update)).state(), v1::Dossier::RETURNED);
  const v1::Dossier valid = Must(Validate(Must(Resubmit(returned, "BB 02"))));
  EXPECT_EQ(valid.pay_total_amount(), 130);
  update.mutable_dossier()->set_etag(valid.etag());
  EXPECT_ERROR(Do(kOfficer, &UpdateDossier, update), kPrecondition, "WRONG_STATE");
}

TEST_P(DossierRoundsTest, RejectedIsForGood) {
  const v1::Dossier received = Received(v1::Dossier::ADVANCE, 100);
  EXPECT_ERROR(Reject(received), kPrecondition, "WRONG_STATE");
  const v1::Dossier approved = Must(Approve(Must(Validate(received))));
  const v1::Disbursement reserved = Must(Reserve(approved));
  EXPECT_ERROR(Reject(DossierNow(approved.name())), kPrecondition, "RESERVATION_OPEN");
  ASSERT_OK(Void(reserved));
  const v1::Dossier rejected = Must(Reject(DossierNow(approved.name())));
  EXPECT_EQ(rejected.state(), v1::Dossier::REJECTED);
  EXPECT_EQ(rejected.closed_by(), kDirector);
  EXPECT_EQ(rejected.timeliness(), v1::Dossier::TIMELINESS_UNSPECIFIED);
  EXPECT_ERROR(Reserve(rejected), kPrecondition, "WRONG_STATE");
  EXPECT_ERROR(Withdraw(rejected), kPrecondition, "WRONG_STATE");
  EXPECT_EQ(Board().total().open_dossiers(), 0);
}

TEST_P(DossierRoundsTest, WithdrawnUntilItIsApproved) {
  const v1::Dossier received = Received(v1::Dossier::ADVANCE, 10);
  const v1::Dossier valid = ValidDossier(v1::Dossier::ADVANCE, 20);
  const v1::Dossier returned = Must(Return(ValidDossier(v1::Dossier::ADVANCE, 30), "Thiếu"));
  EXPECT_EQ(Board().total().open_dossiers(), 3);
  for (const v1::Dossier& dossier : {received, valid, returned}) {
    const v1::Dossier withdrawn = Must(Withdraw(dossier));
    EXPECT_EQ(withdrawn.state(), v1::Dossier::WITHDRAWN);
    EXPECT_EQ(withdrawn.reason(), "Bên nhận rút");
  }
  EXPECT_EQ(Board().total().open_dossiers(), 0);
  EXPECT_EQ(Board().total().returned_dossiers(), 0);
  EXPECT_ERROR(Withdraw(ApprovedDossier(v1::Dossier::ADVANCE, 40)), kPrecondition, "WRONG_STATE");
}

TEST_P(DossierRoundsTest, NobodyApprovesWhatHePrepared) {
  const v1::Dossier valid = ValidDossier(v1::Dossier::ADVANCE, 100);
  v1::ApproveDossierRequest approve;
  approve.set_name(valid.name());
  approve.set_etag(valid.etag());
  for (const char* officer : {kAccountant, kOffice, kHead, kAuditor}) {
    EXPECT_ERROR(Do(officer, &ApproveDossier, approve), kDenied, "ROLE_NOT_ALLOWED");
  }
  const v1::Dossier approved = Must(Approve(valid));
  EXPECT_EQ(approved.approved_by(), kDirector);
}

DONDOC_ON_EVERY_ENGINE(DossierRoundsTest);

}  // namespace
}  // namespace dondoc::finance
