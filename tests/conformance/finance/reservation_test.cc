// What becomes of a reservation and of what was paid: voided, expired, reversed, recovered.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class ReservationTest : public FinanceTest {
 protected:
  absl::StatusOr<v1::Disbursement> ReserveUntil(const v1::Dossier& dossier, absl::CivilDay day) {
    v1::ReserveDisbursementRequest request;
    request.set_parent(kAgency);
    request.set_dossier(dossier.name());
    request.set_dossier_etag(dossier.etag());
    *request.mutable_expire_date() = calendar::ToDate(day);
    return Do(kAccountant, &ReserveDisbursement, request);
  }
  absl::StatusOr<v1::Disbursement> Expire(const v1::Disbursement& disbursement) {
    v1::ExpireDisbursementRequest request;
    request.set_name(disbursement.name());
    request.set_etag(disbursement.etag());
    return Do(kSecondAccountant, &ExpireDisbursement, request);
  }
  absl::StatusOr<v1::Journal> ReverseOf(const v1::Journal& journal) {
    v1::ReverseRecoveryRequest request;
    request.set_name(journal.name());
    request.set_reason("Ghi nhầm");
    request.set_contract_etag(ContractNow(contract_).etag());
    return Do(kDirector, &ReverseRecovery, request);
  }
  int64_t Available() { return Board().sources(0).available_amount(); }
};

TEST_P(ReservationTest, ExpiresAfterItsLastDayAndNotBefore) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Dossier approved = ApprovedDossier(v1::Dossier::ADVANCE, 300);
  EXPECT_ERROR(ReserveUntil(approved, absl::CivilDay(2022, 10, 2)), kInvalid, "INVALID_FIELD");
  EXPECT_ERROR(ReserveUntil(approved, today() + 91), kInvalid, "INVALID_FIELD");
  const v1::Disbursement reserved = Must(ReserveUntil(approved, absl::CivilDay(2022, 10, 5)));
  GoTo(absl::CivilDay(2022, 10, 5));
  EXPECT_ERROR(Expire(reserved), kPrecondition, "RESERVATION_STILL_HOLDS");
  GoTo(absl::CivilDay(2022, 10, 6));
  EXPECT_ERROR(Post(reserved, "UNC 01"), kPrecondition, "RESERVATION_EXPIRED");
  EXPECT_EQ(Available(), 700);
  const v1::Disbursement expired = Must(Expire(reserved));
  EXPECT_EQ(expired.state(), v1::Disbursement::EXPIRED);
  EXPECT_EQ(expired.closed_by(), kSecondAccountant);
  EXPECT_EQ(Available(), 1000);
  EXPECT_EQ(Board().total().reserved_amount(), 0);
  EXPECT_ERROR(Expire(expired), kPrecondition, "WRONG_STATE");
  EXPECT_ERROR(Void(expired), kPrecondition, "WRONG_STATE");
  // The dossier stays approved and may be reserved for again.
  const v1::Dossier again = DossierNow(approved.name());
  EXPECT_EQ(again.state(), v1::Dossier::APPROVED);
  EXPECT_TRUE(again.disbursement().empty());
  EXPECT_EQ(Must(Reserve(again)).number(), "GN-2022-0002");
}

TEST_P(ReservationTest, HoldsThroughItsLastDay) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Disbursement reserved =
      Must(ReserveUntil(ApprovedDossier(v1::Dossier::ADVANCE, 300), absl::CivilDay(2022, 10, 5)));
  GoTo(absl::CivilDay(2022, 10, 5));
  EXPECT_EQ(Must(Post(reserved, "UNC 01")).state(), v1::Disbursement::POSTED);
}

TEST_P(ReservationTest, VoidAndReversalGiveTheMoneyBack) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Disbursement given_up = Must(Reserve(ApprovedDossier(v1::Dossier::ADVANCE, 300)));
  EXPECT_EQ(Available(), 700);
  ASSERT_OK(Void(given_up));
  EXPECT_EQ(Board().total().reserved_amount(), 0);
  EXPECT_EQ(Available(), 1000);

  const v1::Disbursement posted = Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  GoTo(absl::CivilDay(2022, 10, 4));
  const v1::Disbursement reversed = Must(Reverse(posted));
  EXPECT_EQ(reversed.state(), v1::Disbursement::REVERSED);
  EXPECT_EQ(Board().total().disbursed_amount(), 0);
  EXPECT_EQ(Available(), 1000);
  // On the day before it was still paid.
  EXPECT_EQ(Board(absl::CivilDay(2022, 10, 3)).total().disbursed_amount(), 400);
  EXPECT_ERROR(Reverse(reversed), kPrecondition, "WRONG_STATE");
  // The dossier is approved again, and its voucher has served.
  const v1::Dossier again = DossierNow(posted.dossier());
  EXPECT_EQ(again.state(), v1::Dossier::APPROVED);
  EXPECT_FALSE(again.has_close_date());
  const v1::Disbursement second = Must(Reserve(again));
  EXPECT_ERROR(Post(second, "UNC 01"), absl::StatusCode::kAlreadyExists, "VOUCHER_NUMBER_TAKEN");
  ASSERT_OK(Post(second, "UNC 02"));

  v1::ListJournalsRequest journals;
  journals.set_parent(kAgency);
  journals.set_filter("kind = REVERSAL");
  const auto listed = Must(Ask(kAuditor, &ListJournals, journals));
  ASSERT_EQ(listed.journals_size(), 1);
  EXPECT_EQ(listed.journals(0).refers_to(), posted.resolve_journal());
  EXPECT_EQ(listed.journals(0).name(), reversed.reversal_journal());
}

// An advance that later settlements rest on stays.
TEST_P(ReservationTest, WhatOthersRestOnIsNotReversed) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Disbursement advance = Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  const v1::Disbursement settlement = Pay(v1::Dossier::VOLUME, 0, 1, "UNC 02");
  EXPECT_ERROR(Reverse(advance), kPrecondition, "SETTLES_MORE_THAN_ADVANCED");
  ASSERT_OK(Reverse(settlement));
  // A settlement that is only reserved counts, too.
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::VOLUME, 0, 1)));
  EXPECT_ERROR(Reverse(advance), kPrecondition, "SETTLES_MORE_THAN_ADVANCED");
  ASSERT_OK(Void(reserved));
  ASSERT_OK(Reverse(advance));
  // Spent money that came back is not reversed either.
  const v1::Disbursement volume = Pay(v1::Dossier::VOLUME, 100, 0, "UNC 03");
  ASSERT_OK(Recover(0, 30));
  EXPECT_ERROR(Reverse(volume), kPrecondition, "RETURNS_MORE_THAN_SPENT");
}

TEST_P(ReservationTest, RecoveryOnceAndBackOnce) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  Pay(v1::Dossier::VOLUME, 50, 100, "UNC 02");
  EXPECT_ERROR(Recover(301, 0), kPrecondition, "RETURNS_MORE_THAN_ADVANCED");
  EXPECT_ERROR(Recover(0, 151), kPrecondition, "RETURNS_MORE_THAN_SPENT");
  EXPECT_ERROR(Recover(0, 0), kInvalid, "INVALID_FIELD");
  const v1::Journal recovery = Must(Recover(300, 150));
  EXPECT_EQ(Board().total().recovered_amount(), 450);
  EXPECT_EQ(Board().total().outstanding_advance_amount(), 0);
  // What was disbursed stays so, and the estimate gets nothing back.
  EXPECT_EQ(Board().total().disbursed_amount(), 450);
  EXPECT_EQ(Available(), 550);
  EXPECT_ERROR(Recover(1, 0), kPrecondition, "RETURNS_MORE_THAN_ADVANCED");

  const v1::Journal back = Must(ReverseOf(recovery));
  EXPECT_EQ(back.refers_to(), recovery.name());
  EXPECT_EQ(Board().total().recovered_amount(), 0);
  EXPECT_EQ(Board().total().outstanding_advance_amount(), 300);
  EXPECT_ERROR(ReverseOf(recovery), kPrecondition, "JOURNAL_ALREADY_REVERSED");
  EXPECT_ERROR(ReverseOf(back), kPrecondition, "NOT_A_RECOVERY");
}

DONDOC_ON_EVERY_ENGINE(ReservationTest);

}  // namespace
}  // namespace dondoc::finance
