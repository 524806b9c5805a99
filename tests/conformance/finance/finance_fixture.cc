#include "tests/conformance/finance/finance_fixture.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/commit/request_log.h"
#include "common/identity/access.h"
#include "common/rpc/rights.h"
#include "dondoc_schema/finance_storage.h"
#include "services/finance/storage/directory_store.h"

#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::finance {
namespace {

// The rpc that a request is of, and its rule. Every method has a request type of its own.
struct Rule {
  std::string method;  // "dondoc.finance.v1.ProjectService/CreateProject".
  const identity::MethodAccess* access;
};

const Rule& RuleOf(const google::protobuf::Message& request) {
  static const auto& rules = *[] {
    const std::vector<std::string> services = {
        "dondoc.finance.v1.PolicyService",       "dondoc.finance.v1.FundingService",
        "dondoc.finance.v1.ProjectService",      "dondoc.finance.v1.DossierService",
        "dondoc.finance.v1.DisbursementService", "dondoc.finance.v1.LedgerService",
        "dondoc.finance.v1.FinanceBoardService"};
    const auto* pool = google::protobuf::DescriptorPool::generated_pool();
    static const auto& table =
        *new absl::StatusOr<identity::AccessTable>(identity::AccessTable::Create(*pool, services));
    auto* found = new std::map<std::string, Rule>;
    for (const std::string& name : services) {
      const auto* service = pool->FindServiceByName(name);
      for (int i = 0; i < service->method_count(); ++i) {
        const auto& method = *service->method(i);
        const std::string path = absl::StrCat(name, "/", method.name());
        found->emplace(method.input_type()->full_name(),
                       Rule{path, table->Find(absl::StrCat("/", path))});
      }
    }
    return found;
  }();
  return rules.at(request.GetDescriptor()->full_name());
}

std::string StringField(const google::protobuf::Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

bool BoolField(const google::protobuf::Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  return field != nullptr && message.GetReflection()->GetBool(message, field);
}

rpc::Caller CallerOf(absl::string_view officer, const Rule& rule) {
  identity::Principal principal;
  principal.subject = std::string(officer);
  principal.agency = "so";
  return rpc::Caller(principal, *rule.access, Language::kEnglish, "test");
}

absl::Status Admit(sql::Transaction& tx, rpc::Caller& caller) {
  ASSIGN_OR_RETURN(identity::OfficerRights rights, rpc::LoadRights(tx, caller.principal()));
  return caller.Admit(std::move(rights), kAgency);
}

// Every page of a ledger list.
template <typename Request, typename Ask, typename OnPage>
void AllPages(Request request, Ask ask, OnPage on_page) {
  request.set_parent(kAgency);
  do {
    const auto page = ask(request);
    ASSERT_OK(page);
    on_page(*page);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
}

}  // namespace

v1::Document Paper(const std::string& reference) {
  v1::Document document;
  document.set_reference(reference);
  *document.mutable_date() = Date(2022, 10, 3);
  return document;
}

v1::SourceAmount Amount(const std::string& source, int64_t amount) {
  v1::SourceAmount result;
  result.set_source(source);
  result.set_amount(amount);
  return result;
}

v1::PaymentLine Line(const std::string& source, int64_t pay, int64_t settle) {
  v1::PaymentLine line;
  line.set_source(source);
  line.set_pay_amount(pay);
  line.set_settle_amount(settle);
  return line;
}

void FinanceSchemaTest::SetUp() {
  sql::EngineTest::SetUp();
  const absl::Time now = absl::FromUnixSeconds(1'664'766'000);
  for (const sql::Schema& schema :
       {commit::CommitSchema(), rpc::RightsSchema(),
        sql::Schema{.component = "finance", .migrations = schema::finance_storage()}}) {
    ASSERT_OK(sql::Migrate(*writer_, schema, now));
  }
}

void FinanceTest::SetUp() {
  ASSERT_NO_FATAL_FAILURE(FinanceSchemaTest::SetUp());
  ASSERT_NO_FATAL_FAILURE(StorePeople());
  commit::CommitOptions options;
  options.on_fatal = [](const absl::Status& status) { ADD_FAILURE() << status; };
  auto queue =
      commit::CommitQueue::Create(*database_, clock_, business_day_, ids_, std::move(options));
  ASSERT_OK(queue);
  queue_ = *std::move(queue);
  reader_ = Connect(sql::ConnectionKind::kReader);
}

void FinanceTest::TearDown() {
  if (queue_ != nullptr) ExpectWholeBooks();
  reader_.reset();
  queue_.reset();
  sql::EngineTest::TearDown();
}

void FinanceTest::StorePeople() {
  auto tx = Begin(*writer_);
  int position = 0;
  for (const auto& [name, display_name] : {std::pair(kUnit, "Phòng Quản lý khoa học"),
                                           std::pair(kOtherUnit, "Phòng Quản lý công nghệ")}) {
    registry::v1::Unit unit;
    unit.set_name(name);
    unit.set_display_name(display_name);
    unit.set_position(++position);
    ASSERT_OK(StoreUnit(*tx, kAgency, unit));
  }
  const struct {
    const char* name;
    const char* unit;
    identity::RoleSet roles;
  } kPeople[] = {
      {kDirector, "", {DIRECTOR}},           {kOffice, "", {OFFICE}},
      {kAccountant, "", {ACCOUNTANT}},       {kSecondAccountant, "", {ACCOUNTANT}},
      {kDeputy, "", {DIRECTOR, ACCOUNTANT}}, {kAuditor, "", {AUDITOR}},
      {kHead, kUnit, {UNIT_HEAD}},           {kOfficer, kUnit, {OFFICER}},
      {kOtherHead, kOtherUnit, {UNIT_HEAD}}, {kOtherOfficer, kOtherUnit, {OFFICER}},
  };
  for (const auto& person : kPeople) {
    rpc::RightsRow row;
    row.officer = person.name;
    row.unit = person.unit;
    row.roles = person.roles;
    ASSERT_OK(rpc::StoreRights(*tx, kAgency, row));
  }
  ASSERT_OK(tx->Commit());
}

void FinanceTest::GoTo(absl::CivilDay day) {
  clock_.Set(now_ + absl::Hours(24) * (day - absl::CivilDay(2022, 10, 3)));
  ASSERT_EQ(today(), day);
}

absl::Status FinanceTest::RunWrite(absl::string_view officer,
                                   const google::protobuf::Message& request,
                                   google::protobuf::Message& response,
                                   absl::AnyInvocable<absl::Status(WriteCall&)> handler) {
  const Rule& rule = RuleOf(request);
  rpc::Caller caller = CallerOf(officer, rule);
  RETURN_IF_ERROR(caller.CheckPlace(kAgency));
  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = kAgency;
  mutation->call.method = rule.method;
  mutation->call.subject = std::string(officer);
  mutation->call.correlation_id = "test";
  mutation->validate_only = BoolField(request, "validate_only");
  if (!mutation->validate_only) {
    mutation->call.request_id = StringField(request, "request_id");
    RETURN_IF_ERROR(commit::CheckRequestId(mutation->call.request_id, clock_.Now()));
    mutation->call.request_hash = commit::RequestHash(request);
  }
  mutation->response = &response;
  mutation->admit = [&](sql::Transaction& tx) { return Admit(tx, caller); };
  mutation->body = [&](commit::WriteContext& write) -> absl::Status {
    WriteCall call{write, caller};
    RETURN_IF_ERROR(handler(call));
    return rpc::internal::RequireDecision(caller);
  };
  return queue_->Run(std::move(mutation)).status();
}

absl::Status FinanceTest::RunRead(absl::string_view officer,
                                  const google::protobuf::Message& request,
                                  absl::FunctionRef<absl::Status(ReadCall&)> handler) {
  rpc::Caller caller = CallerOf(officer, RuleOf(request));
  ASSIGN_OR_RETURN(auto tx, reader_->Begin());
  RETURN_IF_ERROR(Admit(*tx, caller));
  ReadCall call{*tx, caller, today(), queue_->incarnation()};
  RETURN_IF_ERROR(handler(call));
  return rpc::internal::RequireDecision(caller);
}

commit::Head FinanceTest::HeadNow() {
  auto tx = Begin(*reader_);
  return Must(commit::ReadHead(*tx, kAgency));
}

std::vector<common::v1::Change> FinanceTest::Changes() {
  auto tx = Begin(*reader_);
  return Must(commit::ReadChanges(*tx, queue_->incarnation(),
                                  {.agency = kAgency, .resource = "", .limit = 1000000}));
}

void FinanceTest::ExpectWholeBooks() {
  {
    auto tx = Begin(*reader_);
    common::v1::VerifyChainRequest request;
    request.set_name(kAgency);
    const auto chain = commit::VerifyChain(*tx, queue_->incarnation(), request, 1000000);
    ASSERT_OK(chain);
    EXPECT_TRUE(chain->complete());
    EXPECT_FALSE(chain->has_broken()) << chain->ShortDebugString();
  }
  // The balances as the journals tell them.
  std::map<std::string, v1::Account> sums;
  AllPages(
      v1::ListJournalsRequest(),
      [&](const auto& request) { return Ask(kAuditor, &ListJournals, request); },
      [&](const v1::ListJournalsResponse& page) {
        for (const v1::Journal& journal : page.journals()) {
          int64_t posted = 0, reserved = 0;
          for (const v1::Entry& entry : journal.entries()) {
            v1::Account& sum = sums[entry.account()];
            const bool debit = entry.side() == v1::Entry::DEBIT;
            const int64_t amount = entry.amount();
            sum.set_entry_count(sum.entry_count() + 1);
            if (entry.layer() == v1::Entry::POSTED) {
              posted += debit ? amount : -amount;
              debit ? sum.set_posted_debit_amount(sum.posted_debit_amount() + amount)
                    : sum.set_posted_credit_amount(sum.posted_credit_amount() + amount);
            } else {
              reserved += debit ? amount : -amount;
              debit ? sum.set_reserved_debit_amount(sum.reserved_debit_amount() + amount)
                    : sum.set_reserved_credit_amount(sum.reserved_credit_amount() + amount);
            }
          }
          EXPECT_EQ(posted, 0) << journal.ShortDebugString();
          EXPECT_EQ(reserved, 0) << journal.ShortDebugString();
        }
      });
  size_t accounts = 0;
  AllPages(
      v1::ListAccountsRequest(),
      [&](const auto& request) { return Ask(kAuditor, &ListAccounts, request); },
      [&](const v1::ListAccountsResponse& page) {
        for (const v1::Account& account : page.accounts()) {
          ++accounts;
          const v1::Account& sum = sums[account.name()];
          EXPECT_EQ(account.entry_count(), sum.entry_count()) << account.name();
          EXPECT_EQ(account.posted_debit_amount(), sum.posted_debit_amount()) << account.name();
          EXPECT_EQ(account.posted_credit_amount(), sum.posted_credit_amount()) << account.name();
          EXPECT_EQ(account.reserved_debit_amount(), sum.reserved_debit_amount()) << account.name();
          EXPECT_EQ(account.reserved_credit_amount(), sum.reserved_credit_amount())
              << account.name();
        }
      });
  EXPECT_EQ(accounts, sums.size());
  v1::GetTrialBalanceRequest request;
  request.set_parent(kAgency);
  const auto balance = Ask(kAuditor, &GetTrialBalance, request);
  ASSERT_OK(balance);
  EXPECT_TRUE(balance->balanced()) << balance->ShortDebugString();
  EXPECT_EQ(balance->posted_debit_amount(), balance->posted_credit_amount());
  EXPECT_EQ(balance->reserved_debit_amount(), balance->reserved_credit_amount());
}

}  // namespace dondoc::finance
