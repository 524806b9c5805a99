// dossier, project, fund, disbursement, ledger, clock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/ids.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::cli {
namespace {

using namespace finance::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;
using ::testing::Not;

void Set(google::type::Date* date, int day, int month = 10, int year = 2022) {
  date->set_year(year);
  date->set_month(month);
  date->set_day(day);
}

class FinanceTest : public ::testing::Test {
 protected:
  FinanceTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
    dossier_.set_name("agencies/a/dossiers/d7");
    dossier_.set_number("HS-2022-0007");
    dossier_.set_kind(Dossier::PAYMENT);
    dossier_.set_payment_kind(Dossier::ADVANCE);
    dossier_.set_state(Dossier::APPROVED);
    dossier_.set_timeliness(Dossier::IN_TIME);
    dossier_.set_etag("e7");
    Set(dossier_.mutable_approve_date(), 3);
    Set(dossier_.mutable_processing_deadline()->mutable_last_day(), 7);
    Set(dossier_.mutable_payment_deadline()->mutable_last_day(), 12);
    auto& step = *dossier_.mutable_payment_deadline()->add_trace();
    Set(step.mutable_day(), 4);
    step.set_count(1);
    step.set_reason(common::v1::TraceStep::COUNTED);
    server_.On<GetDossierRequest, Dossier>(
        "/dondoc.finance.v1.DossierService/GetDossier",
        [this](const GetDossierRequest& request, Dossier* dossier) {
          EXPECT_EQ(request.name(), "agencies/a/dossiers/HS-2022-0007");
          *dossier = dossier_;
          return grpc::Status::OK;
        });
    server_.On<GetFinanceBoardRequest, FinanceBoard>(
        "/dondoc.finance.v1.FinanceBoardService/GetFinanceBoard",
        [](const GetFinanceBoardRequest&, FinanceBoard* board) {
          Set(board->mutable_as_of(), 5);
          return grpc::Status::OK;
        });
    contract_.set_name("agencies/a/projects/p/contracts/c");
    contract_.set_contract_number("05/2022/HĐ-SKHCN");
    contract_.set_etag("ec");
    server_.On<ListContractsRequest, ListContractsResponse>(
        "/dondoc.finance.v1.ProjectService/ListContracts",
        [this](const ListContractsRequest& request, ListContractsResponse* list) {
          EXPECT_EQ(request.parent(), "agencies/a/projects/-");
          *list->add_contracts() = contract_;
          return grpc::Status::OK;
        });
  }

  FakeServer server_;
  TestMachine machine_;
  Dossier dossier_;
  Contract contract_;
};

TEST_F(FinanceTest, BothClocksShowTheirLastDayAndTheDaysLeft) {
  const RunResult result = machine_.Run({"dossier", "show", "HS-2022-0007", "--trace"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  // The first clock ended with the approval, the second runs: from 5 to 12 October.
  EXPECT_THAT(result.out, HasSubstr("07/10/2022 (xong 03/10/2022)"));
  EXPECT_THAT(result.out, HasSubstr("12/10/2022 (còn 7 ngày)"));
  EXPECT_THAT(result.out, HasSubstr("tạm ứng"));
  EXPECT_THAT(result.out, HasSubstr("04/10/2022"));
}

TEST_F(FinanceTest, WithoutTheBusinessDayNoDaysAreGuessed) {
  server_.On<GetFinanceBoardRequest, FinanceBoard>(
      "/dondoc.finance.v1.FinanceBoardService/GetFinanceBoard",
      [](const GetFinanceBoardRequest&, FinanceBoard*) {
        return grpc::Status(grpc::PERMISSION_DENIED, "no");
      });
  const RunResult result = machine_.Run({"dossier", "show", "HS-2022-0007"});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("12/10/2022"));
  EXPECT_THAT(result.out, Not(HasSubstr("còn")));
}

TEST_F(FinanceTest, ListsByConditionsAsOfADay) {
  ListDossiersRequest asked;
  server_.On<ListDossiersRequest, ListDossiersResponse>(
      "/dondoc.finance.v1.DossierService/ListDossiers",
      [&](const ListDossiersRequest& request, ListDossiersResponse* list) {
        asked = request;
        *list->add_dossiers() = dossier_;
        return grpc::Status::OK;
      });
  const RunResult result = machine_.Run({"dossier", "list", "--open", "--state", "approved",
                                         "--unit", "van-phong", "--due-to", "31/10/2022", "--as-of",
                                         "14/10/2022", "--contract", "05/2022/HĐ-SKHCN"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.parent(), "agencies/a");
  EXPECT_EQ(asked.filter(),
            "unit = \"agencies/a/units/van-phong\" AND state = APPROVED AND due <= 2022-10-31 AND "
            "open = true AND contract = \"agencies/a/projects/p/contracts/c\"");
  EXPECT_EQ(asked.as_of().day(), 14);
  EXPECT_THAT(result.out, HasSubstr("quá 2 ngày"));
  const RunResult json = machine_.Run({"dossier", "list", "-o", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"number\": \"HS-2022-0007\""));
}

TEST_F(FinanceTest, ReceivesWithAmountsAsPeopleWriteThem) {
  ReceiveDossierRequest asked;
  server_.On<ReceiveDossierRequest, Dossier>(
      "/dondoc.finance.v1.DossierService/ReceiveDossier",
      [&](const ReceiveDossierRequest& request, Dossier* dossier) {
        asked = request;
        *dossier = request.dossier();
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"dossier", "receive", "payment", "--project", "DA-2022-0003", "--contract",
                    "05/2022/HĐ-SKHCN", "--payment-kind", "volume", "--pay", "su-nghiep=1,5 triệu",
                    "--settle", "su-nghiep=1.500.000", "--document",
                    "12/ĐN@03/10/2022=https://vb.vn/a@b", "--received", "03/10/2022"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  const Dossier& dossier = asked.dossier();
  EXPECT_TRUE(IsUuid(asked.request_id()));
  EXPECT_EQ(dossier.project(), "agencies/a/projects/DA-2022-0003");
  EXPECT_EQ(dossier.contract(), contract_.name());
  EXPECT_EQ(dossier.payment_kind(), Dossier::VOLUME);
  ASSERT_EQ(dossier.lines_size(), 1);
  EXPECT_EQ(dossier.lines(0).source(), "agencies/a/fundingSources/su-nghiep");
  EXPECT_EQ(dossier.lines(0).pay_amount(), 1'500'000);
  EXPECT_EQ(dossier.lines(0).settle_amount(), 1'500'000);
  ASSERT_EQ(dossier.documents_size(), 1);
  EXPECT_EQ(dossier.documents(0).reference(), "12/ĐN");
  EXPECT_EQ(dossier.documents(0).date().day(), 3);
  EXPECT_EQ(dossier.documents(0).uri(), "https://vb.vn/a@b");
  EXPECT_THAT(result.out, HasSubstr("1.500.000"));
}

TEST_F(FinanceTest, VerbsSendTheVersionThatWasRead) {
  ApproveDossierRequest asked;
  server_.On<ApproveDossierRequest, Dossier>(
      "/dondoc.finance.v1.DossierService/ApproveDossier",
      [&](const ApproveDossierRequest& request, Dossier* dossier) {
        asked = request;
        *dossier = dossier_;
        return grpc::Status::OK;
      });
  ASSERT_EQ(machine_.Run({"dossier", "approve", "HS-2022-0007", "--dry-run"}).status, kExitOk);
  EXPECT_EQ(asked.name(), dossier_.name());
  EXPECT_EQ(asked.etag(), "e7");
  EXPECT_TRUE(asked.validate_only());
  ASSERT_EQ(machine_.Run({"dossier", "approve", "HS-2022-0007", "--etag", "mine"}).status, kExitOk);
  EXPECT_EQ(asked.etag(), "mine");
  EXPECT_FALSE(asked.validate_only());
}

TEST_F(FinanceTest, PayPostsTheReservation) {
  // Nothing is reserved: the command says who does what first.
  RunResult result = machine_.Run({"dossier", "pay", "HS-2022-0007", "--voucher", "GRDT 0045"});
  EXPECT_EQ(result.status, kExitFailedPrecondition);
  EXPECT_THAT(result.err, HasSubstr("NOTHING_RESERVED"));
  dossier_.set_disbursement("agencies/a/disbursements/g1");
  server_.On<GetDisbursementRequest, Disbursement>(
      "/dondoc.finance.v1.DisbursementService/GetDisbursement",
      [](const GetDisbursementRequest& request, Disbursement* disbursement) {
        disbursement->set_name(request.name());
        disbursement->set_etag("eg");
        return grpc::Status::OK;
      });
  PostDisbursementRequest asked;
  server_.On<PostDisbursementRequest, Disbursement>(
      "/dondoc.finance.v1.DisbursementService/PostDisbursement",
      [&](const PostDisbursementRequest& request, Disbursement* disbursement) {
        asked = request;
        disbursement->set_number("GN-2022-0001");
        disbursement->set_state(Disbursement::POSTED);
        return grpc::Status::OK;
      });
  result = machine_.Run({"dossier", "pay", "HS-2022-0007", "--voucher", "GRDT 0045@12/10/2022"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.name(), "agencies/a/disbursements/g1");
  EXPECT_EQ(asked.etag(), "eg");
  EXPECT_EQ(asked.voucher().reference(), "GRDT 0045");
  EXPECT_EQ(asked.voucher().date().day(), 12);
  EXPECT_THAT(result.out, HasSubstr("GN-2022-0001"));
  // A dossier that changed since it was read is not paid.
  EXPECT_EQ(
      machine_.Run({"dossier", "pay", "HS-2022-0007", "--voucher", "GRDT 0045", "--etag", "old"})
          .status,
      kExitConflict);
}

TEST_F(FinanceTest, ReserveSendsTheDossiersVersion) {
  ReserveDisbursementRequest asked;
  server_.On<ReserveDisbursementRequest, Disbursement>(
      "/dondoc.finance.v1.DisbursementService/ReserveDisbursement",
      [&](const ReserveDisbursementRequest& request, Disbursement* disbursement) {
        asked = request;
        disbursement->set_state(Disbursement::RESERVED);
        Set(disbursement->mutable_expire_date(), 5);
        return grpc::Status::OK;
      });
  const RunResult result = machine_.Run({"disbursement", "reserve", "HS-2022-0007"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.dossier(), dossier_.name());
  EXPECT_EQ(asked.dossier_etag(), "e7");
  EXPECT_THAT(result.out, HasSubstr("05/10/2022 (hôm nay)"));
}

TEST_F(FinanceTest, ContractsAreFoundByTheirNumber) {
  SignContractRequest asked;
  server_.On<SignContractRequest, Contract>(
      "/dondoc.finance.v1.ProjectService/SignContract",
      [&](const SignContractRequest& request, Contract* contract) {
        asked = request;
        *contract = contract_;
        auto& instalment = *contract->add_instalments();
        instalment.set_ordinal(1);
        instalment.set_amount(600'000'000);
        return grpc::Status::OK;
      });
  const RunResult result = machine_.Run({"project", "contract", "sign", "05/2022/HĐ-SKHCN"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.name(), contract_.name());
  EXPECT_EQ(asked.etag(), "ec");
  EXPECT_THAT(result.out, HasSubstr("600.000.000"));
  const RunResult unknown = machine_.Run({"project", "contract", "sign", "06/2022/HĐ-SKHCN"});
  EXPECT_EQ(unknown.status, kExitNotFound);
  EXPECT_THAT(unknown.err, HasSubstr("CONTRACT_NOT_FOUND"));
}

TEST_F(FinanceTest, InstalmentsByWeightOrAmount) {
  CreateContractRequest asked;
  server_.On<CreateContractRequest, Contract>("/dondoc.finance.v1.ProjectService/CreateContract",
                                              [&](const CreateContractRequest& request, Contract*) {
                                                asked = request;
                                                return grpc::Status::OK;
                                              });
  ASSERT_EQ(
      machine_
          .Run({"project", "contract", "create", "DA-2022-0003", "--amount", "su-nghiep=1,2 tỷ",
                "--instalment", "Đợt 1=40%", "--instalment", "Đợt 2@30/09/2024=500 triệu"})
          .status,
      kExitOk);
  EXPECT_EQ(asked.parent(), "agencies/a/projects/DA-2022-0003");
  EXPECT_EQ(asked.contract().amounts(0).amount(), 1'200'000'000);
  ASSERT_EQ(asked.contract().instalments_size(), 2);
  EXPECT_EQ(asked.contract().instalments(0).weight(), 40);
  EXPECT_EQ(asked.contract().instalments(1).amount(), 500'000'000);
  EXPECT_EQ(asked.contract().instalments(1).description(), "Đợt 2");
  EXPECT_EQ(asked.contract().instalments(1).due_date().year(), 2024);
}

TEST_F(FinanceTest, ProjectUpdateNamesWhatChanges) {
  server_.On<GetProjectRequest, Project>("/dondoc.finance.v1.ProjectService/GetProject",
                                         [](const GetProjectRequest&, Project* project) {
                                           project->set_name("agencies/a/projects/p");
                                           project->set_etag("ep");
                                           return grpc::Status::OK;
                                         });
  UpdateProjectRequest asked;
  server_.On<UpdateProjectRequest, Project>("/dondoc.finance.v1.ProjectService/UpdateProject",
                                            [&](const UpdateProjectRequest& request, Project*) {
                                              asked = request;
                                              return grpc::Status::OK;
                                            });
  ASSERT_EQ(machine_.Run({"project", "update", "DA-2022-0003", "--end", "31/12/2024"}).status,
            kExitOk);
  EXPECT_EQ(asked.project().name(), "agencies/a/projects/p");
  EXPECT_EQ(asked.project().etag(), "ep");
  ASSERT_EQ(asked.update_mask().paths_size(), 1);
  EXPECT_EQ(asked.update_mask().paths(0), "end_date");
}

TEST_F(FinanceTest, FundEstimate) {
  server_.On<GetFundingSourceRequest, FundingSource>(
      "/dondoc.finance.v1.FundingService/GetFundingSource",
      [](const GetFundingSourceRequest& request, FundingSource* source) {
        source->set_name(request.name());
        source->set_etag("ef");
        return grpc::Status::OK;
      });
  SetYearEstimateRequest asked;
  server_.On<SetYearEstimateRequest, FundingSource>(
      "/dondoc.finance.v1.FundingService/SetYearEstimate",
      [&](const SetYearEstimateRequest& request, FundingSource* source) {
        asked = request;
        *source->add_estimates() = request.estimate();
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"fund", "estimate", "su-nghiep", "--year", "2022", "--amount", "2 tỷ 500 triệu",
                    "--carry-over", "0", "--decision", "2045/QĐ-UBND@10/12/2021"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.name(), "agencies/a/fundingSources/su-nghiep");
  EXPECT_EQ(asked.etag(), "ef");
  EXPECT_EQ(asked.estimate().estimate_amount(), 2'500'000'000);
  EXPECT_THAT(result.out, HasSubstr("2.500.000.000"));
}

TEST_F(FinanceTest, LedgerSaysWhetherItBalances) {
  server_.On<GetTrialBalanceRequest, TrialBalance>(
      "/dondoc.finance.v1.LedgerService/GetTrialBalance",
      [](const GetTrialBalanceRequest&, TrialBalance* balance) {
        auto& line = *balance->add_lines();
        line.set_kind(Account::TREASURY);
        line.set_posted_debit_amount(5'000'000);
        balance->set_posted_debit_amount(5'000'000);
        balance->set_balanced(true);
        return grpc::Status::OK;
      });
  const RunResult result = machine_.Run({"ledger", "balance"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("kinh phí còn được chi"));
  EXPECT_THAT(result.out, HasSubstr("5.000.000"));
  EXPECT_THAT(result.out, HasSubstr("tổng nợ bằng tổng có"));
}

TEST_F(FinanceTest, ClockShowsTheClauseItRestsOn) {
  server_.On<GetClockPolicyRequest, ClockPolicy>(
      "/dondoc.finance.v1.PolicyService/GetClockPolicy",
      [](const GetClockPolicyRequest& request, ClockPolicy* policy) {
        EXPECT_EQ(request.name(), "agencies/a/clockPolicy");
        policy->set_version(2);
        auto& rule = *policy->add_rules();
        rule.set_purpose(ClockRule::PAYMENT);
        rule.mutable_term()->set_count(7);
        rule.mutable_term()->set_unit(common::v1::EventTerm::WORKING_DAY);
        rule.mutable_term()->set_event("VALID_DOSSIER");
        rule.mutable_source()->set_directive("agencies/a/directives/x");
        rule.mutable_source()->set_directive_title("Thông báo 215/TB-SKHCN");
        rule.mutable_source()->set_section("2.1");
        rule.mutable_source()->set_clause_text("không quá 07 ngày làm việc");
        return grpc::Status::OK;
      });
  const RunResult result = machine_.Run({"clock", "show"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("7 ngày làm việc kể từ khi hồ sơ hợp lệ"));
  EXPECT_THAT(result.out, HasSubstr("Thông báo 215/TB-SKHCN, mục 2.1"));
  EXPECT_THAT(result.out, HasSubstr("không quá 07 ngày làm việc"));
}

}  // namespace
}  // namespace dondoc::cli
