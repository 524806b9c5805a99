// Page tokens of every list: bound to their list and its conditions, refused where damaged, and
// true to the first page's revision while the world moves on.
#include "tests/conformance/finance/list_fixture.h"

namespace dondoc::finance {
namespace {

class FinancePageTokenTest : public ListTest {
 protected:
  void SetUp() override {
    ListTest::SetUp();
    ASSERT_NO_FATAL_FAILURE(MakeYear());
  }

  // Takes a token after one item; no damaged one may be served, nor one under another condition.
  template <typename Request, typename Response>
  std::string ExpectTamperProof(ReadHandler<Request, Response> handler, Request request) {
    SCOPED_TRACE(request.GetTypeName());
    request.set_page_size(1);
    const std::string token = Must(Ask(kAuditor, handler, request)).next_page_token();
    EXPECT_FALSE(token.empty());
    // Every byte counts.
    for (size_t i = 0; i < token.size(); ++i) {
      std::string damaged = token;
      damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
      request.set_page_token(damaged);
      EXPECT_ERROR(Ask(kAuditor, handler, request), kInvalid, "INVALID_FIELD");
    }
    for (const std::string& bad :
         {token.substr(1), token.substr(0, token.size() - 1), token + "A", token + token,
          std::string("x"), std::string(100'000, 'A'), std::string("%00"), std::string("\0", 1)}) {
      request.set_page_token(bad);
      EXPECT_ERROR(Ask(kAuditor, handler, request), kInvalid, "INVALID_FIELD");
    }
    // The size of a page is no condition of its list.
    request.set_page_token(token);
    request.set_page_size(2);
    EXPECT_TRUE(Ask(kAuditor, handler, request).ok());
    return token;
  }
};

TEST_P(FinancePageTokenTest, DamagedTokensAreRefused) {
  const auto with_parent = [](auto request) {
    request.set_parent(kAgency);
    return request;
  };
  ExpectTamperProof(&ListFundingSources, with_parent(v1::ListFundingSourcesRequest()));
  ExpectTamperProof(&ListProjects, with_parent(v1::ListProjectsRequest()));
  v1::ListContractsRequest contracts;
  contracts.set_parent("agencies/so/projects/-");
  ExpectTamperProof(&ListContracts, contracts);
  ExpectTamperProof(&ListDossiers, with_parent(v1::ListDossiersRequest()));
  ExpectTamperProof(&ListDisbursements, with_parent(v1::ListDisbursementsRequest()));
  ExpectTamperProof(&ListJournals, with_parent(v1::ListJournalsRequest()));
  ExpectTamperProof(&ListAccounts, with_parent(v1::ListAccountsRequest()));
  v1::ListClockPolicyHistoryRequest history;
  history.set_name("agencies/so/clockPolicy");
  ExpectTamperProof(&ListClockPolicyHistory, history);
}

TEST_P(FinancePageTokenTest, ATokenIsOfItsListAndItsConditions) {
  v1::ListDossiersRequest dossiers;
  dossiers.set_parent(kAgency);
  dossiers.set_page_size(1);
  const std::string token = Must(Ask(kAuditor, &ListDossiers, dossiers)).next_page_token();
  dossiers.set_page_token(token);
  v1::ListDossiersRequest other = dossiers;
  other.set_filter("open = true");
  EXPECT_ERROR(Ask(kAuditor, &ListDossiers, other), kInvalid, "PAGE_TOKEN_MISMATCH");
  other = dossiers;
  other.set_order_by("number");
  EXPECT_ERROR(Ask(kAuditor, &ListDossiers, other), kInvalid, "PAGE_TOKEN_MISMATCH");
  other = dossiers;
  *other.mutable_as_of() = Date(2022, 10, 3);
  EXPECT_ERROR(Ask(kAuditor, &ListDossiers, other), kInvalid, "PAGE_TOKEN_MISMATCH");
  // Of another list, with as many keys and without.
  v1::ListProjectsRequest projects;
  projects.set_parent(kAgency);
  projects.set_page_token(token);
  EXPECT_ERROR(Ask(kAuditor, &ListProjects, projects), kInvalid, "PAGE_TOKEN_MISMATCH");
  v1::ListAccountsRequest accounts;
  accounts.set_parent(kAgency);
  accounts.set_page_token(token);
  EXPECT_ERROR(Ask(kAuditor, &ListAccounts, accounts), kInvalid, "INVALID_FIELD");
}

// List, then watch: the pages keep the revision of the first, and what is written meanwhile neither
// repeats nor hides what was there.
TEST_P(FinancePageTokenTest, TheFirstPagesRevisionStays) {
  v1::ListDossiersRequest request;
  request.set_parent(kAgency);
  request.set_order_by("number desc");
  request.set_page_size(3);
  const auto first = Must(Ask(kAuditor, &ListDossiers, request));
  EXPECT_EQ(first.revision(), HeadNow().revision);
  const std::string added = Received(v1::Dossier::VOLUME, 1).name();
  std::vector<std::string> rest;
  request.set_page_token(first.next_page_token());
  while (!request.page_token().empty()) {
    const auto page = Must(Ask(kAuditor, &ListDossiers, request));
    EXPECT_EQ(page.revision(), first.revision());
    for (const v1::Dossier& dossier : page.dossiers()) rest.push_back(dossier.name());
    request.set_page_token(page.next_page_token());
  }
  EXPECT_EQ(rest.size(), 5u);
  EXPECT_THAT(rest, ::testing::Not(::testing::Contains(added)));
  for (const v1::Dossier& dossier : first.dossiers()) {
    EXPECT_THAT(rest, ::testing::Not(::testing::Contains(dossier.name())));
  }
}

DONDOC_ON_EVERY_ENGINE(FinancePageTokenTest);

}  // namespace
}  // namespace dondoc::finance
