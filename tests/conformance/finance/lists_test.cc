// Every list of finance: pages that miss and repeat nothing, every documented filter and order.
#include "tests/conformance/finance/list_fixture.h"

namespace dondoc::finance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class ListsTest : public ListTest {
 protected:
  void SetUp() override {
    ListTest::SetUp();
    ASSERT_NO_FATAL_FAILURE(MakeYear());
  }

  std::vector<std::string> Projects(const std::string& filter, const std::string& order = "") {
    v1::ListProjectsRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    request.set_order_by(order);
    return Walk(&ListProjects, request, &v1::ListProjectsResponse::projects, 2);
  }
  // By their names in dossiers_.
  std::vector<std::string> Dossiers(const std::string& filter, const std::string& order = "",
                                    std::optional<absl::CivilDay> as_of = std::nullopt) {
    v1::ListDossiersRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    request.set_order_by(order);
    if (as_of) *request.mutable_as_of() = calendar::ToDate(*as_of);
    std::vector<std::string> short_names;
    for (const std::string& name :
         Walk(&ListDossiers, request, &v1::ListDossiersResponse::dossiers, 2)) {
      for (const auto& [short_name, dossier] : dossiers_) {
        if (dossier.name() == name) short_names.push_back(short_name);
      }
    }
    return short_names;
  }
  std::vector<std::string> Disbursements(const std::string& filter, const std::string& order = "") {
    v1::ListDisbursementsRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    request.set_order_by(order);
    return Walk(&ListDisbursements, request, &v1::ListDisbursementsResponse::disbursements, 1);
  }
  size_t Journals(const std::string& filter) {
    v1::ListJournalsRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    return Walk(&ListJournals, request, &v1::ListJournalsResponse::journals, 2).size();
  }
  size_t Accounts(const std::string& filter) {
    v1::ListAccountsRequest request;
    request.set_parent(kAgency);
    request.set_filter(filter);
    return Walk(&ListAccounts, request, &v1::ListAccountsResponse::accounts, 2).size();
  }
  static std::string Quoted(absl::string_view field, absl::string_view value) {
    return absl::StrCat(field, " = \"", value, "\"");
  }
};

TEST_P(ListsTest, EveryListPages) {
  const auto with_parent = [](auto request) {
    request.set_parent(kAgency);
    return request;
  };
  ExpectPages(&ListFundingSources, with_parent(v1::ListFundingSourcesRequest()),
              &v1::ListFundingSourcesResponse::funding_sources, 2);
  ExpectPages(&ListProjects, with_parent(v1::ListProjectsRequest()),
              &v1::ListProjectsResponse::projects, 3);
  v1::ListContractsRequest contracts;
  contracts.set_parent("agencies/so/projects/-");
  ExpectPages(&ListContracts, contracts, &v1::ListContractsResponse::contracts, 2);
  contracts.set_parent("agencies/so/projects/DA-2022-0001");
  ExpectPages(&ListContracts, contracts, &v1::ListContractsResponse::contracts, 1);
  contracts.set_parent(proposed_project_);
  ExpectPages(&ListContracts, contracts, &v1::ListContractsResponse::contracts, 0);
  for (const char* order : {"", "due", "due desc", "number", "number desc"}) {
    v1::ListDossiersRequest dossiers = with_parent(v1::ListDossiersRequest());
    dossiers.set_order_by(order);
    ExpectPages(&ListDossiers, dossiers, &v1::ListDossiersResponse::dossiers, 8);
  }
  for (const char* order : {"", "number", "number desc", "end", "end desc"}) {
    v1::ListProjectsRequest projects = with_parent(v1::ListProjectsRequest());
    projects.set_order_by(order);
    ExpectPages(&ListProjects, projects, &v1::ListProjectsResponse::projects, 3);
  }
  ExpectPages(&ListDisbursements, with_parent(v1::ListDisbursementsRequest()),
              &v1::ListDisbursementsResponse::disbursements, 2);
  // Two estimates, two reservations and a payment.
  ExpectPages(&ListJournals, with_parent(v1::ListJournalsRequest()),
              &v1::ListJournalsResponse::journals, 5);
  // Treasury and appropriation of two sources, advance and expenditure of one contract.
  ExpectPages(&ListAccounts, with_parent(v1::ListAccountsRequest()),
              &v1::ListAccountsResponse::accounts, 6);
  v1::ListClockPolicyHistoryRequest history;
  history.set_name("agencies/so/clockPolicy");
  ExpectPages(&ListClockPolicyHistory, history, &v1::ListClockPolicyHistoryResponse::clock_policies,
              2);
  EXPECT_THAT(Walk(&ListClockPolicyHistory, history,
                   &v1::ListClockPolicyHistoryResponse::clock_policies, 1),
              ElementsAre("2", "1"));
  const auto limits =
      Must(Ask(kAuditor, &ListLimitPolicies, with_parent(v1::ListLimitPoliciesRequest())));
  EXPECT_EQ(limits.limit_policies_size(), 2);
}

TEST_P(ListsTest, ProjectsByEveryFilterAndOrder) {
  EXPECT_THAT(Projects(""), ElementsAre(project_, other_project_, proposed_project_));
  EXPECT_THAT(Projects("", "number desc"),
              ElementsAre(proposed_project_, other_project_, project_));
  // Undated last.
  EXPECT_THAT(Projects("", "end"), ElementsAre(other_project_, project_, proposed_project_));
  EXPECT_THAT(Projects(Quoted("unit", kUnit)), ElementsAre(project_, proposed_project_));
  EXPECT_THAT(Projects("unit = qlcn"), ElementsAre(other_project_));
  EXPECT_THAT(Projects("state = IN_PROGRESS"), ElementsAre(project_));
  EXPECT_THAT(Projects("state = PROPOSED AND unit = qlkh"), ElementsAre(proposed_project_));
  EXPECT_THAT(Projects("tax_code = 5100123456"), ElementsAre(project_));
  EXPECT_THAT(Projects("end <= 2022-12-31"), ElementsAre(other_project_));
  EXPECT_THAT(Projects("end < 2022-12-31"), IsEmpty());
  EXPECT_THAT(Projects("end > 2022-12-31"), ElementsAre(project_));
  EXPECT_THAT(Projects("end >= 2022-12-31"), ElementsAre(project_, other_project_));
  EXPECT_THAT(Projects("end = 2023-12-31"), ElementsAre(project_));
  v1::ListProjectsRequest bad;
  bad.set_parent(kAgency);
  for (const char* filter :
       {"title = x", "state = MOVED", "state > PROPOSED", "end = hôm nay",
        "unit = agencies/k/units/a", "state", "state = PROPOSED OR state = APPROVED"}) {
    bad.set_filter(filter);
    EXPECT_ERROR(Ask(kAuditor, &ListProjects, bad), kInvalid, "INVALID_FIELD");
  }
  bad.clear_filter();
  bad.set_order_by("title");
  EXPECT_ERROR(Ask(kAuditor, &ListProjects, bad), kInvalid, "INVALID_FIELD");
}

TEST_P(ListsTest, DossiersByEveryFilterAndOrder) {
  // Valid on Monday 03/10 and Wednesday 05/10, seven working days: 12/10 and 14/10.
  EXPECT_THAT(Dossiers("due <= 2022-10-31"), ElementsAre("valid", "other"));
  EXPECT_THAT(Dossiers("due <= 2022-10-31", "due desc"), ElementsAre("other", "valid"));
  EXPECT_THAT(Dossiers("due = 2022-10-12"), ElementsAre("valid"));
  EXPECT_THAT(Dossiers("due > 2022-10-12"), ElementsAre("other"));
  // Without a running clock last.
  EXPECT_EQ(Dossiers("")[0], "valid");
  EXPECT_EQ(Dossiers("")[1], "other");
  EXPECT_THAT(Dossiers("", "number"), ElementsAre("paid", "reserved", "approved", "received",
                                                  "valid", "other", "returned", "withdrawn"));
  EXPECT_THAT(Dossiers("unit = qlcn"), ElementsAre("other"));
  EXPECT_THAT(Dossiers("state = RETURNED"), ElementsAre("returned"));
  EXPECT_THAT(Dossiers("state = APPROVED", "number"), ElementsAre("reserved", "approved"));
  EXPECT_THAT(Dossiers("kind = SETTLEMENT"), IsEmpty());
  EXPECT_THAT(Dossiers("kind = PAYMENT", "number").size(), 8u);
  EXPECT_THAT(Dossiers("open = false"), UnorderedElementsAre("paid", "withdrawn"));
  EXPECT_THAT(Dossiers("open = true").size(), 6u);
  EXPECT_THAT(Dossiers("project = \"DA-2022-0002\""), ElementsAre("other"));
  EXPECT_THAT(Dossiers(Quoted("project", other_project_)), ElementsAre("other"));
  EXPECT_THAT(Dossiers(Quoted("contract", other_contract_)), ElementsAre("other"));
  EXPECT_THAT(Dossiers(Quoted("contract", contract_)).size(), 7u);
  v1::ListDossiersRequest bad;
  bad.set_parent(kAgency);
  for (const char* filter : {"timeliness = NEVER", "due_soon = perhaps", "open = 1",
                             "contract = agencies/so/projects/p", "due != 2022-10-12"}) {
    bad.set_filter(filter);
    EXPECT_ERROR(Ask(kAuditor, &ListDossiers, bad), kInvalid, "INVALID_FIELD");
  }
}

TEST_P(ListsTest, DossiersByTimelinessAsOfADay) {
  EXPECT_THAT(Dossiers("timeliness = OVERDUE"), IsEmpty());
  EXPECT_THAT(Dossiers("timeliness = IN_TIME").size(), 6u);
  EXPECT_THAT(Dossiers("due_soon = true"), IsEmpty());
  const absl::CivilDay thirteenth(2022, 10, 13);
  EXPECT_THAT(Dossiers("timeliness = OVERDUE", "", thirteenth), ElementsAre("valid"));
  EXPECT_THAT(Dossiers("timeliness = IN_TIME", "", thirteenth).size(), 5u);
  EXPECT_THAT(Dossiers("due_soon = true", "", thirteenth), ElementsAre("other"));
  EXPECT_THAT(Dossiers("due_soon = false", "", thirteenth).size(), 7u);
  // What is closed was in time or not, whatever day it is looked at from.
  for (const absl::CivilDay day : {absl::CivilDay(2022, 10, 1), today(), thirteenth}) {
    EXPECT_THAT(Dossiers("timeliness = ON_TIME", "", day), ElementsAre("paid")) << day;
    EXPECT_THAT(Dossiers("timeliness = LATE", "", day), IsEmpty()) << day;
    v1::ListDossiersRequest request;
    request.set_parent(kAgency);
    request.set_filter("state = PAID");
    *request.mutable_as_of() = calendar::ToDate(day);
    const auto page = Must(Ask(kAuditor, &ListDossiers, request));
    ASSERT_EQ(page.dossiers_size(), 1);
    EXPECT_EQ(page.dossiers(0).timeliness(), v1::Dossier::ON_TIME) << day;
  }
  // Approved after its last day, and paid: late.
  GoTo(absl::CivilDay(2022, 10, 14));
  const v1::Disbursement late = Must(Reserve(Must(Approve(dossiers_["valid"]))));
  ASSERT_OK(Post(late, "UNC 02"));
  EXPECT_THAT(Dossiers("timeliness = LATE"), ElementsAre("valid"));
  EXPECT_THAT(Dossiers("timeliness = LATE", "", absl::CivilDay(2022, 10, 1)), ElementsAre("valid"));
}

TEST_P(ListsTest, DisbursementsByEveryFilter) {
  EXPECT_THAT(Disbursements(""), ElementsAre(posted_.name(), reserved_.name()));
  EXPECT_THAT(Disbursements("", "number desc"), ElementsAre(reserved_.name(), posted_.name()));
  EXPECT_THAT(Disbursements("state = POSTED"), ElementsAre(posted_.name()));
  EXPECT_THAT(Disbursements("unit = qlcn"), IsEmpty());
  EXPECT_THAT(Disbursements("unit = qlkh").size(), 2u);
  EXPECT_THAT(Disbursements("budget_year = 2022").size(), 2u);
  EXPECT_THAT(Disbursements("budget_year = 2021"), IsEmpty());
  EXPECT_THAT(Disbursements("project = DA-2022-0001").size(), 2u);
  EXPECT_THAT(Disbursements(Quoted("project", other_project_)), IsEmpty());
  EXPECT_THAT(Disbursements(Quoted("contract", contract_)).size(), 2u);
  EXPECT_THAT(Disbursements(Quoted("dossier", dossiers_["paid"].name())),
              ElementsAre(posted_.name()));
  EXPECT_THAT(Disbursements(Quoted("dossier", dossiers_["paid"].number())),
              ElementsAre(posted_.name()));
}

TEST_P(ListsTest, TheLedgerByEveryFilter) {
  EXPECT_EQ(Journals("kind = ESTIMATE"), 2u);
  EXPECT_EQ(Journals("kind = RESERVE"), 2u);
  EXPECT_EQ(Journals("kind = VOID"), 0u);
  EXPECT_EQ(Journals(Quoted("contract", contract_)), 3u);
  EXPECT_EQ(Journals(Quoted("contract", other_contract_)), 0u);
  EXPECT_EQ(Journals(Quoted("disbursement", posted_.name())), 2u);
  EXPECT_EQ(Journals("disbursement = GN-2022-0002"), 1u);
  EXPECT_EQ(Journals("account = treasury.snkh.2022"), 4u);
  EXPECT_EQ(Journals("account = treasury.khac.2022"), 1u);
  EXPECT_EQ(Journals("account = treasury.snkh.2021"), 0u);
  EXPECT_EQ(Accounts("kind = TREASURY"), 2u);
  EXPECT_EQ(Accounts("source = snkh"), 4u);
  EXPECT_EQ(Accounts(Quoted("source", kOtherSource)), 2u);
  EXPECT_EQ(Accounts("year = 2022"), 4u);
  EXPECT_EQ(Accounts(Quoted("contract", contract_)), 2u);
  EXPECT_EQ(Accounts("kind = ADVANCE AND source = snkh"), 1u);
  v1::ListAccountsRequest bad;
  bad.set_parent(kAgency);
  for (const char* filter : {"kind = GOLD", "year = nay", "name = x"}) {
    bad.set_filter(filter);
    EXPECT_ERROR(Ask(kAuditor, &ListAccounts, bad), kInvalid, "INVALID_FIELD");
  }
  // One account and one journal by name.
  v1::GetAccountRequest account;
  account.set_name("agencies/so/accounts/treasury.snkh.2022");
  const v1::Account treasury = Must(Ask(kAuditor, &GetAccount, account));
  EXPECT_EQ(treasury.posted_debit_amount(), 1000);
  EXPECT_EQ(treasury.posted_credit_amount(), 100);
  EXPECT_EQ(treasury.reserved_credit_amount(), 20);
  EXPECT_EQ(treasury.entry_count(), 5);
  account.set_name("agencies/so/accounts/treasury.snkh.1999");
  EXPECT_ERROR(Ask(kAuditor, &GetAccount, account), absl::StatusCode::kNotFound, "NOT_FOUND");
  v1::GetJournalRequest journal;
  journal.set_name(posted_.resolve_journal());
  const v1::Journal post = Must(Ask(kAuditor, &GetJournal, journal));
  EXPECT_EQ(post.kind(), v1::Journal::POST);
  EXPECT_EQ(post.refers_to(), posted_.reserve_journal());
  EXPECT_EQ(post.basis().reference(), "UNC 01");
}

DONDOC_ON_EVERY_ENGINE(ListsTest);

}  // namespace
}  // namespace dondoc::finance
