// The same request again: the first answer, and nothing twice.
#include <thread>

#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class RepeatedRequestTest : public FinanceTest {
 protected:
  // Calls twice: the second answer is the first, and the history does not move.
  template <typename Request, typename Response>
  Response Twice(absl::string_view officer, WriteHandler<Request, Response> handler,
                 Request request) {
    request.set_request_id(ids_.Next());
    const Response first = Must(Do(officer, handler, request));
    const int64_t revision = HeadNow().revision;
    const Response second = Must(Do(officer, handler, request));
    EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString()) << second.ShortDebugString();
    EXPECT_EQ(HeadNow().revision, revision);
    return first;
  }
};

TEST_P(RepeatedRequestTest, EveryStepOfAPaymentHappensOnce) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Dossier received =
      Twice(kAccountant, &ReceiveDossier,
            PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 400)}));
  EXPECT_EQ(received.number(), "HS-2022-0001");
  v1::ValidateDossierRequest validate;
  validate.set_name(received.name());
  const v1::Dossier valid = Twice(kAccountant, &ValidateDossier, validate);
  v1::ApproveDossierRequest approve;
  approve.set_name(valid.name());
  approve.set_etag(valid.etag());
  const v1::Dossier approved = Twice(kDirector, &ApproveDossier, approve);
  v1::ReserveDisbursementRequest reserve;
  reserve.set_parent(kAgency);
  reserve.set_dossier(approved.name());
  reserve.set_dossier_etag(approved.etag());
  const v1::Disbursement reserved = Twice(kAccountant, &ReserveDisbursement, reserve);
  EXPECT_EQ(Board().total().reserved_amount(), 400);
  v1::PostDisbursementRequest post;
  post.set_name(reserved.name());
  post.set_etag(reserved.etag());
  *post.mutable_voucher() = Paper("UNC 01");
  Twice(kDirector, &PostDisbursement, post);
  EXPECT_EQ(Board().total().disbursed_amount(), 400);

  v1::RecordRecoveryRequest record;
  record.set_contract(contract_);
  record.set_etag(ContractNow(contract_).etag());
  *record.mutable_basis() = Paper("C2-05a");
  record.add_lines()->set_source(kSource);
  record.mutable_lines(0)->set_advance_amount(150);
  const v1::Journal recovery = Twice(kAccountant, &RecordRecovery, record);
  EXPECT_EQ(Board().total().recovered_amount(), 150);
  v1::ReverseRecoveryRequest back;
  back.set_name(recovery.name());
  back.set_reason("Ghi nhầm");
  back.set_contract_etag(ContractNow(contract_).etag());
  Twice(kDirector, &ReverseRecovery, back);
  EXPECT_EQ(Board().total().recovered_amount(), 0);
}

TEST_P(RepeatedRequestTest, AnIdIsOfOneBodyOfOneCallerOfOneMethod) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  v1::ReceiveDossierRequest request =
      PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 100)});
  request.set_request_id(ids_.Next());
  const v1::Dossier first = Must(Do(kAccountant, &ReceiveDossier, request));
  request.mutable_dossier()->mutable_lines(0)->set_pay_amount(101);
  EXPECT_ERROR(Do(kAccountant, &ReceiveDossier, request), absl::StatusCode::kAlreadyExists,
               "REQUEST_ID_REUSED");
  EXPECT_EQ(DossierNow(first.name()).pay_total_amount(), 100);
  EXPECT_EQ(Board().total().open_dossiers(), 1);
  // Another caller's id is another id, and so is that of another method.
  const v1::Dossier second = Must(Do(kSecondAccountant, &ReceiveDossier, request));
  EXPECT_NE(second.name(), first.name());
  v1::ValidateDossierRequest validate;
  validate.set_name(first.name());
  validate.set_request_id(request.request_id());
  EXPECT_EQ(Must(Do(kAccountant, &ValidateDossier, validate)).state(), v1::Dossier::VALID);
  validate.clear_request_id();
  validate.set_request_id("không phải uuid");
  EXPECT_ERROR(Do(kAccountant, &ValidateDossier, validate), kInvalid, "INVALID_FIELD");
}

TEST_P(RepeatedRequestTest, ARefusalIsNoAnswer) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Dossier valid = ValidDossier(v1::Dossier::VOLUME, 900);
  v1::ApproveDossierRequest approve;
  approve.set_name(valid.name());
  approve.set_etag(valid.etag());
  approve.set_request_id(ids_.Next());
  EXPECT_ERROR(Do(kDirector, &ApproveDossier, approve), kPrecondition, "CONTRACT_LIMIT_EXCEEDED");
  v1::AmendContractRequest amend;
  amend.set_name(contract_);
  amend.set_etag(ContractNow(contract_).etag());
  amend.set_reason("Bổ sung nội dung");
  *amend.mutable_basis() = Paper("PL 01");
  *amend.add_amounts() = Amount(kSource, 900);
  ASSERT_OK(Do(kDirector, &AmendContract, amend));
  EXPECT_EQ(Must(Do(kDirector, &ApproveDossier, approve)).state(), v1::Dossier::APPROVED);
}

// A dry run answers like the real one and leaves nothing, not even its id.
TEST_P(RepeatedRequestTest, ADryRunKeepsNothing) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Dossier valid = ValidDossier(v1::Dossier::ADVANCE, 300);
  v1::ApproveDossierRequest approve;
  approve.set_name(valid.name());
  approve.set_etag(valid.etag());
  approve.set_validate_only(true);
  const int64_t before = HeadNow().revision;
  EXPECT_EQ(Must(Do(kDirector, &ApproveDossier, approve)).state(), v1::Dossier::APPROVED);
  EXPECT_EQ(HeadNow().revision, before);
  EXPECT_EQ(DossierNow(valid.name()).state(), v1::Dossier::VALID);
  const v1::Dossier approved = Must(Approve(valid));
  v1::ReserveDisbursementRequest reserve;
  reserve.set_parent(kAgency);
  reserve.set_dossier(approved.name());
  reserve.set_dossier_etag(approved.etag());
  reserve.set_validate_only(true);
  EXPECT_EQ(Must(Do(kAccountant, &ReserveDisbursement, reserve)).pay_total_amount(), 300);
  EXPECT_EQ(Board().total().reserved_amount(), 0);
  EXPECT_TRUE(DossierNow(approved.name()).disbursement().empty());
  EXPECT_EQ(Must(Reserve(approved)).number(), "GN-2022-0001");
}

// Many callers repeat one request at once: one effect, one answer.
TEST_P(RepeatedRequestTest, AtOnceToo) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  v1::ReceiveDossierRequest request =
      PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 100)});
  request.set_request_id(ids_.Next());
  std::vector<std::string> names(8);
  std::vector<std::thread> threads;
  for (std::string& name : names) {
    threads.emplace_back([this, &request, &name] {
      const auto dossier = Do(kAccountant, &ReceiveDossier, request);
      name = dossier.ok() ? dossier->name() : dossier.status().ToString();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& name : names) EXPECT_EQ(name, names[0]);
  EXPECT_EQ(DossierNow(names[0]).number(), "HS-2022-0001");
  EXPECT_EQ(Board().total().open_dossiers(), 1);
}

DONDOC_ON_EVERY_ENGINE(RepeatedRequestTest);

}  // namespace
}  // namespace dondoc::finance
