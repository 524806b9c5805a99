// The rules of the house for contracts, held against finance's own: access on every rpc, request
// ids on every mutation, etags on every verb that moves money, comments everywhere are buf's
// business.
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

#include "dondoc/access.pb.h"
#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/feed.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  for (const FileDescriptor* file :
       {v1::FinanceBoard::descriptor()->file(), v1::Disbursement::descriptor()->file(),
        v1::Dossier::descriptor()->file(), v1::FundingSource::descriptor()->file(),
        v1::Account::descriptor()->file(), v1::ClockPolicy::descriptor()->file(),
        v1::Project::descriptor()->file(),
        google::protobuf::DescriptorPool::generated_pool()->FindFileByName(
            "dondoc/finance/v1/feed.proto")}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        methods.push_back(file->service(s)->method(m));
      }
    }
  }
  return methods;
}

std::set<Role> RolesOf(const MethodDescriptor& method) {
  std::set<Role> roles;
  for (const Grant& grant : method.options().GetExtension(access).grants()) {
    roles.insert(grant.role());
  }
  return roles;
}

bool StartsWithAny(const std::string& name, const std::vector<std::string>& prefixes) {
  for (const std::string& prefix : prefixes) {
    if (name.rfind(prefix, 0) == 0) return true;
  }
  return false;
}

TEST(Contracts, EveryMethodSaysWhoMayCallIt) {
  ASSERT_EQ(Methods().size(), 53u);
  for (const MethodDescriptor* method : Methods()) {
    SCOPED_TRACE(method->full_name());
    const Access& rule = method->options().GetExtension(access);
    EXPECT_GT(rule.grants_size(), 0);
    EXPECT_FALSE(rule.public_());
    EXPECT_NE(rule.deadline_class(), DEADLINE_CLASS_UNSPECIFIED);
    std::set<int> seen;
    for (const Grant& grant : rule.grants()) {
      EXPECT_NE(grant.role(), ROLE_UNSPECIFIED);
      EXPECT_NE(grant.relation(), RELATION_UNSPECIFIED);
      EXPECT_TRUE(seen.insert(grant.role()).second) << Role_Name(grant.role());
      EXPECT_EQ(grant.role() == SERVICE, grant.relation() == EVERY_AGENCY);
    }
    const bool reads = StartsWithAny(method->name(), {"Get", "List", "Watch", "Verify"});
    EXPECT_EQ(rule.mutates(), !reads);
    EXPECT_EQ(rule.deadline_class() == WRITE, !reads);
    if (StartsWithAny(method->name(), {"Get", "List"}) && method->name() != "ListChanges") {
      EXPECT_EQ(RolesOf(*method), (std::set<Role>{DIRECTOR, OFFICE, UNIT_HEAD, OFFICER, ACCOUNTANT,
                                                  INSPECTOR, AUDITOR, ADMIN, SERVICE}));
    }
    if (!reads) {
      EXPECT_FALSE(RolesOf(*method).contains(AUDITOR));
      EXPECT_FALSE(RolesOf(*method).contains(INSPECTOR));
      const FieldDescriptor* id = method->input_type()->FindFieldByName("request_id");
      ASSERT_NE(id, nullptr);
      EXPECT_EQ(id->type(), FieldDescriptor::TYPE_STRING);
    }
  }
}

TEST(Contracts, MoneyIsMovedByTwoPeople) {
  for (const MethodDescriptor* method : Methods()) {
    SCOPED_TRACE(method->full_name());
    if (StartsWithAny(method->name(), {"ApproveProject", "SignContract", "AmendContract",
                                       "ApproveDossier", "RejectDossier", "PostDisbursement",
                                       "ReverseDisbursement", "ReverseRecovery"})) {
      EXPECT_EQ(RolesOf(*method), std::set<Role>{DIRECTOR});
    }
    if (StartsWithAny(method->name(), {"ReserveDisbursement", "ValidateDossier", "CreateContract",
                                       "ConcludeDossier", "RecordRecovery"})) {
      EXPECT_EQ(RolesOf(*method), std::set<Role>{ACCOUNTANT});
    }
  }
}

TEST(Contracts, MoneyVerbsAndUpdatesTakeAnEtag) {
  const std::set<std::string> money = {
      "SetYearEstimate",  "ApproveProject",     "SignContract",        "AmendContract",
      "CancelContract",   "RecordEvaluation",   "TerminateProject",    "ApproveDossier",
      "RejectDossier",    "ConcludeDossier",    "ReserveDisbursement", "PostDisbursement",
      "VoidDisbursement", "ExpireDisbursement", "ReverseDisbursement", "RecordRecovery",
      "ReverseRecovery",
  };
  std::set<std::string> found;
  for (const MethodDescriptor* method : Methods()) {
    SCOPED_TRACE(method->full_name());
    bool has_etag = false;
    for (int i = 0; i < method->input_type()->field_count(); ++i) {
      const std::string& field = method->input_type()->field(i)->name();
      has_etag = has_etag || field == "etag" || field == "contract_etag" || field == "dossier_etag";
    }
    if (money.contains(method->name())) {
      found.insert(method->name());
      EXPECT_TRUE(has_etag);
    }
    if (StartsWithAny(method->name(), {"Update"})) {
      EXPECT_NE(method->output_type()->FindFieldByName("etag"), nullptr);
      EXPECT_NE(method->input_type()->FindFieldByName("update_mask"), nullptr);
    }
  }
  EXPECT_EQ(found, money);
}

TEST(Contracts, ListsPageAndStartAWatch) {
  int lists = 0;
  for (const MethodDescriptor* method : Methods()) {
    if (!StartsWithAny(method->name(), {"List"}) || method->name() == "ListLimitPolicies") continue;
    SCOPED_TRACE(method->full_name());
    ++lists;
    EXPECT_NE(method->input_type()->FindFieldByName("page_size"), nullptr);
    EXPECT_NE(method->input_type()->FindFieldByName("page_token"), nullptr);
    EXPECT_NE(method->output_type()->FindFieldByName("next_page_token"), nullptr);
    EXPECT_NE(method->output_type()->FindFieldByName("revision"), nullptr);
    EXPECT_TRUE(method->output_type()->field(0)->is_repeated());
  }
  EXPECT_EQ(lists, 9);
}

TEST(Contracts, MoneyFieldsAreInt64NamedAmount) {
  for (const MethodDescriptor* method : Methods()) {
    for (const auto* message : {method->input_type(), method->output_type()}) {
      for (int i = 0; i < message->field_count(); ++i) {
        const FieldDescriptor* field = message->field(i);
        const std::string& name = field->name();
        if (name.size() >= 7 && name.compare(name.size() - 7, 7, "_amount") == 0) {
          EXPECT_EQ(field->type(), FieldDescriptor::TYPE_INT64) << field->full_name();
        }
        EXPECT_NE(field->type(), FieldDescriptor::TYPE_DOUBLE) << field->full_name();
        EXPECT_NE(field->type(), FieldDescriptor::TYPE_FLOAT) << field->full_name();
      }
    }
  }
}

}  // namespace
}  // namespace dondoc::finance
