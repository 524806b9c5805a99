// Finance's handlers over its storage on every engine: the whole way of the money, its limits at
// the boundary, nothing twice, and a board that equals what was done.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/identity/access.h"
#include "common/rpc/rights.h"
#include "dondoc_schema/finance_storage.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/storage/directory_store.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::finance {
namespace {

constexpr char kAgency[] = "agencies/so";
constexpr char kUnit[] = "agencies/so/units/qlkh";
constexpr char kSource[] = "agencies/so/fundingSources/snkh";
constexpr char kAccountant[] = "agencies/so/officers/binh";
constexpr char kDirector[] = "agencies/so/officers/giam-doc";

constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

google::type::Date Date(int year, int month, int day) {
  return calendar::ToDate(absl::CivilDay(year, month, day));
}

v1::Document Paper(const std::string& reference) {
  v1::Document document;
  document.set_reference(reference);
  *document.mutable_date() = Date(2022, 10, 3);
  return document;
}

class MoneyPathTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    sql::EngineTest::SetUp();
    ASSERT_OK(sql::Migrate(*writer_, commit::CommitSchema(), now_));
    ASSERT_OK(sql::Migrate(*writer_, rpc::RightsSchema(), now_));
    ASSERT_OK(sql::Migrate(
        *writer_, {.component = "finance", .migrations = schema::finance_storage()}, now_));
    registry::v1::Unit unit;
    unit.set_name(kUnit);
    unit.set_display_name("Phòng Quản lý khoa học");
    auto tx = Begin(*writer_);
    ASSERT_OK(StoreUnit(*tx, kAgency, unit));
    ASSERT_OK(tx->Commit());
  }

  rpc::Caller MakeCaller(const std::string& subject) {
    identity::Principal principal;
    principal.subject = subject;
    principal.agency = "so";
    rpc::Caller caller(principal, access_, Language::kEnglish, "test");
    const auto status =
        caller.Admit(identity::RightsOf(principal, {DIRECTOR, ACCOUNTANT}, "qlkh"), kAgency);
    EXPECT_TRUE(status.ok()) << status;
    return caller;
  }

  // Runs a mutation in a transaction of its own; nothing stays of one that fails.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Write(const std::string& actor,
                                 absl::Status (*handler)(Environment&, WriteCall&, const Request&,
                                                         Response&),
                                 const Request& request) {
    auto tx = Begin(*writer_);
    commit::Call call;
    call.agency = kAgency;
    call.subject = actor;
    commit::WriteContext write(*tx, call, "incarnation", ++revision_, now_, today_, ids_);
    rpc::Caller caller = MakeCaller(actor);
    WriteCall write_call{write, caller};
    Response response;
    if (auto status = handler(environment_, write_call, request, response); !status.ok()) {
      EXPECT_TRUE(tx->Rollback().ok());
      return status;
    }
    const auto committed = tx->Commit();
    if (!committed.committed()) return committed.status;
    return response;
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Read(absl::Status (*handler)(Environment&, ReadCall&, const Request&,
                                                        Response&),
                                const Request& request) {
    auto tx = Begin(*writer_);
    rpc::Caller caller = MakeCaller(kAccountant);
    ReadCall call{*tx, caller, today_, incarnation_};
    Response response;
    const auto status = handler(environment_, call, request, response);
    EXPECT_TRUE(tx->Rollback().ok());
    if (!status.ok()) return status;
    return response;
  }

  // A source with 1,000 for 2022, a project of 1,000, a signed contract of 800.
  void MakeContract() {
    v1::CreateFundingSourceRequest source;
    source.set_parent(kAgency);
    source.set_funding_source_id("snkh");
    source.mutable_funding_source()->set_display_name("Sự nghiệp khoa học");
    source.mutable_funding_source()->set_kind(v1::FundingSource::STATE_BUDGET);
    const auto made = Write<v1::FundingSource>(kDirector, &CreateFundingSource, source);
    ASSERT_OK(made);
    EXPECT_ERROR(Write<v1::FundingSource>(kDirector, &CreateFundingSource, source),
                 absl::StatusCode::kAlreadyExists, "FUNDING_SOURCE_EXISTS");
    v1::SetYearEstimateRequest estimate;
    estimate.set_name(kSource);
    estimate.set_etag(made->etag());
    estimate.mutable_estimate()->set_year(2022);
    estimate.mutable_estimate()->set_estimate_amount(1000);
    *estimate.mutable_estimate()->mutable_basis() = Paper("1/QĐ-UBND");
    ASSERT_OK(Write<v1::FundingSource>(kDirector, &SetYearEstimate, estimate));

    v1::CreateProjectRequest create;
    create.set_parent(kAgency);
    v1::Project& project = *create.mutable_project();
    project.set_title("Nhân giống mật ong bạc hà");
    project.set_kind(v1::Project::RESEARCH);
    project.set_funding_mode(v1::Project::PARTIAL);
    project.set_lead_unit(kUnit);
    project.mutable_host()->set_display_name("Hợp tác xã Đồng Văn");
    auto& approved = *project.add_approved_amounts();
    approved.set_source(kSource);
    approved.set_amount(1000);
    const auto proposed = Write<v1::Project>(kAccountant, &CreateProject, create);
    ASSERT_OK(proposed);
    EXPECT_EQ(proposed->number(), "DA-2022-0001");
    v1::ApproveProjectRequest approve;
    approve.set_name("agencies/so/projects/DA-2022-0001");
    approve.set_etag(proposed->etag());
    *approve.mutable_approval() = Paper("2/QĐ-UBND");
    EXPECT_ERROR(Write<v1::Project>(kAccountant, &ApproveProject, approve),
                 absl::StatusCode::kPermissionDenied, "SELF_APPROVAL");
    ASSERT_OK(Write<v1::Project>(kDirector, &ApproveProject, approve));

    v1::CreateContractRequest draft;
    draft.set_parent(approve.name());
    v1::Contract& contract = *draft.mutable_contract();
    contract.set_contract_number("05/2022/HĐ-SKHCN");
    contract.mutable_contractor()->set_display_name("Hợp tác xã Đồng Văn");
    contract.mutable_contractor()->set_tax_code("5100123456");
    *contract.mutable_sign_date() = Date(2022, 10, 3);
    *contract.mutable_start_date() = Date(2022, 10, 3);
    *contract.mutable_end_date() = Date(2023, 12, 31);
    auto& amount = *contract.add_amounts();
    amount.set_source(kSource);
    amount.set_amount(800);
    const auto drafted = Write<v1::Contract>(kAccountant, &CreateContract, draft);
    ASSERT_OK(drafted);
    EXPECT_ERROR(Write<v1::Contract>(kAccountant, &CreateContract, draft),
                 absl::StatusCode::kAlreadyExists, "CONTRACT_NUMBER_TAKEN");
    v1::SignContractRequest sign;
    sign.set_name(drafted->name());
    sign.set_etag("stale");
    EXPECT_ERROR(Write<v1::Contract>(kDirector, &SignContract, sign), absl::StatusCode::kAborted,
                 "ETAG_MISMATCH");
    sign.set_etag(drafted->etag());
    ASSERT_OK(Write<v1::Contract>(kDirector, &SignContract, sign));
    contract_ = drafted->name();
    v1::StartProjectRequest start;
    start.set_name(approve.name());
    ASSERT_OK(Write<v1::Project>(kAccountant, &StartProject, start));
  }

  // A payment dossier that was found valid.
  v1::Dossier ValidDossier(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle) {
    v1::ReceiveDossierRequest receive;
    receive.set_parent(kAgency);
    v1::Dossier& dossier = *receive.mutable_dossier();
    dossier.set_kind(v1::Dossier::PAYMENT);
    dossier.set_payment_kind(kind);
    dossier.set_contract(contract_);
    auto& line = *dossier.add_lines();
    line.set_source(kSource);
    line.set_pay_amount(pay);
    line.set_settle_amount(settle);
    const auto received = Write<v1::Dossier>(kAccountant, &ReceiveDossier, receive);
    EXPECT_TRUE(received.ok()) << received.status();
    if (!received.ok()) return {};
    v1::ValidateDossierRequest validate;
    validate.set_name(received->name());
    const auto valid = Write<v1::Dossier>(kAccountant, &ValidateDossier, validate);
    EXPECT_TRUE(valid.ok()) << valid.status();
    return valid.ok() ? *valid : v1::Dossier();
  }

  absl::StatusOr<v1::Dossier> Approve(const v1::Dossier& dossier) {
    v1::ApproveDossierRequest approve;
    approve.set_name(dossier.name());
    approve.set_etag(dossier.etag());
    return Write<v1::Dossier>(kDirector, &ApproveDossier, approve);
  }

  absl::StatusOr<v1::Disbursement> Reserve(const v1::Dossier& dossier) {
    v1::ReserveDisbursementRequest reserve;
    reserve.set_parent(kAgency);
    reserve.set_dossier(dossier.name());
    reserve.set_dossier_etag(dossier.etag());
    return Write<v1::Disbursement>(kAccountant, &ReserveDisbursement, reserve);
  }

  absl::StatusOr<v1::Disbursement> Post(const v1::Disbursement& disbursement,
                                        const std::string& voucher) {
    v1::PostDisbursementRequest post;
    post.set_name(disbursement.name());
    post.set_etag(disbursement.etag());
    *post.mutable_voucher() = Paper(voucher);
    return Write<v1::Disbursement>(kDirector, &PostDisbursement, post);
  }

  v1::Disbursement Pay(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle,
                       const std::string& voucher) {
    const auto approved = Approve(ValidDossier(kind, pay, settle));
    EXPECT_TRUE(approved.ok()) << approved.status();
    if (!approved.ok()) return {};
    const auto reserved = Reserve(*approved);
    EXPECT_TRUE(reserved.ok()) << reserved.status();
    if (!reserved.ok()) return {};
    const auto posted = Post(*reserved, voucher);
    EXPECT_TRUE(posted.ok()) << posted.status();
    return posted.ok() ? *posted : v1::Disbursement();
  }

  v1::FinanceBoard Board() {
    v1::GetFinanceBoardRequest request;
    request.set_parent(kAgency);
    const auto board = Read<v1::FinanceBoard>(&GetFinanceBoard, request);
    EXPECT_TRUE(board.ok()) << board.status();
    return board.ok() ? *board : v1::FinanceBoard();
  }

  void ExpectBalanced() {
    v1::GetTrialBalanceRequest request;
    request.set_parent(kAgency);
    const auto balance = Read<v1::TrialBalance>(&GetTrialBalance, request);
    ASSERT_OK(balance);
    EXPECT_TRUE(balance->balanced());
    EXPECT_GT(balance->lines_size(), 0);
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'664'766'000);
  const absl::CivilDay today_{2022, 10, 3};
  const std::string incarnation_ = "incarnation";
  FakeClock clock_{now_};
  IdGenerator ids_{clock_};
  Environment environment_;
  int64_t revision_ = 0;
  std::string contract_;
  const identity::MethodAccess access_ = [] {
    Access access;
    for (const Role role : {DIRECTOR, ACCOUNTANT}) {
      Grant& grant = *access.add_grants();
      grant.set_role(role);
      grant.set_relation(AGENCY);
    }
    return identity::CompileAccess("/test/Test", access);
  }();
};

TEST_P(MoneyPathTest, AdvanceAtTheShareThenSettlementBySteps) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  // Half of what the state approved is the most of a first advance.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 501, 0)), kPrecondition,
               "FIRST_ADVANCE_ABOVE_SHARE");
  const auto approved = Approve(ValidDossier(v1::Dossier::ADVANCE, 500, 0));
  ASSERT_OK(approved);
  const auto reserved = Reserve(*approved);
  ASSERT_OK(reserved);
  EXPECT_EQ(reserved->number(), "GN-2022-0001");
  EXPECT_EQ(Board().total().reserved_amount(), 500);
  // The dossier has moved on, and even its new etag buys no second reservation.
  EXPECT_ERROR(Reserve(*approved), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  v1::GetDossierRequest get;
  get.set_name(approved->name());
  const auto taken = Read<v1::Dossier>(&GetDossier, get);
  ASSERT_OK(taken);
  EXPECT_ERROR(Reserve(*taken), absl::StatusCode::kAlreadyExists, "DISBURSEMENT_EXISTS");

  const auto posted = Post(*reserved, "UNC 01");
  ASSERT_OK(posted);
  EXPECT_ERROR(Post(*posted, "UNC 02"), kPrecondition, "WRONG_STATE");
  ASSERT_NO_FATAL_FAILURE(ExpectBalanced());

  // Next advance: only once half of the earlier ones is settled.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 1, 0)), kPrecondition,
               "ADVANCES_NOT_SETTLED");
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 0, 501)), kPrecondition,
               "SETTLES_MORE_THAN_ADVANCED");
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 301, 0)), kPrecondition,
               "CONTRACT_LIMIT_EXCEEDED");
  Pay(v1::Dossier::VOLUME, 100, 250, "UNC 03");
  Pay(v1::Dossier::ADVANCE, 200, 0, "UNC 04");
  ASSERT_NO_FATAL_FAILURE(ExpectBalanced());

  const v1::FinanceBoard board = Board();
  ASSERT_EQ(board.rows_size(), 1);
  EXPECT_EQ(board.rows(0).unit(), kUnit);
  EXPECT_EQ(board.total().contracted_amount(), 800);
  EXPECT_EQ(board.total().disbursed_amount(), 500 + 100 + 200);
  EXPECT_EQ(board.total().outstanding_advance_amount(), 500 + 200 - 250);
  EXPECT_EQ(board.total().reserved_amount(), 0);
  EXPECT_EQ(board.total().disbursed_basis_points(), 10000);
  // Dossiers refused at approval stay open.
  EXPECT_EQ(board.total().open_dossiers(), 4);
  ASSERT_EQ(board.sources_size(), 1);
  EXPECT_EQ(board.sources(0).disbursed_amount(), 800);
  EXPECT_EQ(board.sources(0).available_amount(), 200);
}

TEST_P(MoneyPathTest, AVoucherServesOnce) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
  const auto approved = Approve(ValidDossier(v1::Dossier::VOLUME, 50, 0));
  ASSERT_OK(approved);
  const auto reserved = Reserve(*approved);
  ASSERT_OK(reserved);
  EXPECT_ERROR(Post(*reserved, "unc 01"), absl::StatusCode::kAlreadyExists, "VOUCHER_NUMBER_TAKEN");
  // The refusal left nothing behind.
  EXPECT_EQ(Board().total().disbursed_amount(), 100);
  EXPECT_EQ(Board().total().reserved_amount(), 50);
  ASSERT_OK(Post(*reserved, "UNC 02"));
  EXPECT_EQ(Board().total().disbursed_amount(), 150);
}

TEST_P(MoneyPathTest, VoidAndReversalGiveTheMoneyBack) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const auto approved = Approve(ValidDossier(v1::Dossier::ADVANCE, 300, 0));
  ASSERT_OK(approved);
  const auto reserved = Reserve(*approved);
  ASSERT_OK(reserved);
  v1::VoidDisbursementRequest give_up;
  give_up.set_name("agencies/so/disbursements/GN-2022-0001");
  give_up.set_etag(reserved->etag());
  give_up.set_reason("Sai số tiền");
  ASSERT_OK(Write<v1::Disbursement>(kDirector, &VoidDisbursement, give_up));
  EXPECT_EQ(Board().total().reserved_amount(), 0);

  const v1::Disbursement posted = Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  v1::ReverseDisbursementRequest reverse;
  reverse.set_name(posted.name());
  reverse.set_etag(posted.etag());
  reverse.set_reason("Chi nhầm");
  ASSERT_OK(Write<v1::Disbursement>(kDirector, &ReverseDisbursement, reverse));
  EXPECT_EQ(Board().total().disbursed_amount(), 0);
  EXPECT_EQ(Board().sources(0).available_amount(), 1000);
  ASSERT_NO_FATAL_FAILURE(ExpectBalanced());

  v1::ListJournalsRequest journals;
  journals.set_parent(kAgency);
  journals.set_filter("kind = REVERSAL");
  const auto listed = Read<v1::ListJournalsResponse>(&ListJournals, journals);
  ASSERT_OK(listed);
  EXPECT_EQ(listed->journals_size(), 1);
}

TEST_P(MoneyPathTest, RecoveryOnceAndBackOnce) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  v1::GetContractRequest get;
  get.set_name(contract_);
  auto contract = Read<v1::Contract>(&GetContract, get);
  ASSERT_OK(contract);
  v1::RecordRecoveryRequest record;
  record.set_contract(contract_);
  record.set_etag(contract->etag());
  *record.mutable_basis() = Paper("C2-05a");
  auto& line = *record.add_lines();
  line.set_source(kSource);
  line.set_advance_amount(401);
  EXPECT_ERROR(Write<v1::Journal>(kAccountant, &RecordRecovery, record), kPrecondition,
               "RETURNS_MORE_THAN_ADVANCED");
  line.set_advance_amount(400);
  const auto recovery = Write<v1::Journal>(kAccountant, &RecordRecovery, record);
  ASSERT_OK(recovery);
  EXPECT_EQ(Board().total().recovered_amount(), 400);
  EXPECT_EQ(Board().total().outstanding_advance_amount(), 0);

  contract = Read<v1::Contract>(&GetContract, get);
  ASSERT_OK(contract);
  v1::ReverseRecoveryRequest back;
  back.set_name(recovery->name());
  back.set_reason("Ghi nhầm");
  back.set_contract_etag(contract->etag());
  ASSERT_OK(Write<v1::Journal>(kDirector, &ReverseRecovery, back));
  EXPECT_EQ(Board().total().recovered_amount(), 0);
  contract = Read<v1::Contract>(&GetContract, get);
  ASSERT_OK(contract);
  back.set_contract_etag(contract->etag());
  EXPECT_ERROR(Write<v1::Journal>(kDirector, &ReverseRecovery, back), kPrecondition,
               "JOURNAL_ALREADY_REVERSED");
  ASSERT_NO_FATAL_FAILURE(ExpectBalanced());
}

TEST_P(MoneyPathTest, ListsPageByEveryOrderAndFilterByNumber) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  for (int i = 0; i < 5; ++i) ValidDossier(v1::Dossier::VOLUME, 10 + i, 0);
  for (const char* order : {"", "due desc", "number", "number desc"}) {
    v1::ListDossiersRequest request;
    request.set_parent(kAgency);
    request.set_page_size(2);
    request.set_order_by(order);
    request.set_filter("project = \"DA-2022-0001\" AND state = VALID AND timeliness = IN_TIME");
    std::map<std::string, int> seen;
    for (int page = 0; page < 3; ++page) {
      const auto listed = Read<v1::ListDossiersResponse>(&ListDossiers, request);
      ASSERT_OK(listed);
      for (const v1::Dossier& dossier : listed->dossiers()) ++seen[dossier.number()];
      request.set_page_token(listed->next_page_token());
    }
    EXPECT_TRUE(request.page_token().empty());
    EXPECT_EQ(seen.size(), 5u) << order;
    for (const auto& [number, times] : seen) EXPECT_EQ(times, 1) << number;
  }
}

DONDOC_ON_EVERY_ENGINE(MoneyPathTest);

}  // namespace
}  // namespace dondoc::finance
