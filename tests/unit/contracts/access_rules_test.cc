#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/identity/access_table.h"
#include "tests/unit/contracts/contracts.h"

#include "dondoc/access.pb.h"

namespace dondoc::testing {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

class AccessRules : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(contracts_.errors(), "");
    ASSERT_GE(contracts_.packages().size(), 4u);
  }

  template <class Check>
  void ForEachMethod(Check check) {
    int methods = 0;
    for (const ServicePackage& package : contracts_.packages()) {
      for (const ServiceDescriptor* service : package.services) {
        for (int i = 0; i < service->method_count(); ++i) {
          SCOPED_TRACE(service->method(i)->full_name());
          check(*service->method(i), service->method(i)->options().GetExtension(dondoc::access));
          ++methods;
        }
      }
    }
    ASSERT_GE(methods, 100);
  }

  Contracts contracts_;
};

TEST_F(AccessRules, EveryServiceHasACompleteTable) {
  for (const ServicePackage& package : contracts_.packages()) {
    std::vector<std::string> services;
    size_t methods = 0;
    for (const ServiceDescriptor* service : package.services) {
      services.push_back(service->full_name());
      methods += service->method_count();
    }
    const auto table = identity::AccessTable::Create(contracts_.pool(), services);
    ASSERT_TRUE(table.ok()) << package.name << ": " << table.status();
    EXPECT_EQ(table->size(), methods) << package.name;
    EXPECT_GT(methods, 0u) << package.name;
  }
}

TEST_F(AccessRules, EveryMethodSaysHowLongItMayTake) {
  ForEachMethod([](const MethodDescriptor& method, const Access& access) {
    EXPECT_NE(access.deadline_class(), DEADLINE_CLASS_UNSPECIFIED);
    EXPECT_EQ(access.deadline_class() == STREAM, method.server_streaming())
        << "STREAM is for watches, and watches are STREAM";
    if (access.mutates()) {
      EXPECT_TRUE(access.deadline_class() == WRITE || access.deadline_class() == BULK);
    }
  });
}

// The names of standard methods are a promise about what they do.
TEST_F(AccessRules, ReadsDoNotMutateAndChangesDo) {
  ForEachMethod([](const MethodDescriptor& method, const Access& access) {
    for (const char* verb : {"Get", "List", "Watch", "Verify"}) {
      if (absl::StartsWith(method.name(), verb)) {
        EXPECT_FALSE(access.mutates());
      }
    }
    for (const char* verb : {"Create", "Update", "Delete", "Import", "Cancel", "Pay", "Approve"}) {
      if (absl::StartsWith(method.name(), verb)) {
        EXPECT_TRUE(access.mutates());
      }
    }
  });
}

// An auditor reads everything and changes nothing; an operator creates agencies and has no other
// rights.
TEST_F(AccessRules, AuditorsReadOnly) {
  ForEachMethod([](const MethodDescriptor&, const Access& access) {
    bool auditor = false;
    for (const Grant& grant : access.grants()) auditor |= grant.role() == AUDITOR;
    if (access.mutates()) {
      EXPECT_FALSE(auditor);
    }
  });
}

// One grant a role: two would leave the reader to guess which holds.
TEST_F(AccessRules, GrantsAreNotRepeated) {
  ForEachMethod([](const MethodDescriptor&, const Access& access) {
    std::vector<std::string> seen;
    for (const Grant& grant : access.grants()) {
      std::string text =
          absl::StrCat(Role_Name(grant.role()), " ", Relation_Name(grant.relation()));
      EXPECT_EQ(std::count(seen.begin(), seen.end(), text), 0) << text;
      seen.push_back(std::move(text));
    }
  });
}

// A list is bounded: it takes a page size and a token and answers with the next one.
TEST_F(AccessRules, ListsArePaged) {
  ForEachMethod([](const MethodDescriptor& method, const Access&) {
    if (!absl::StartsWith(method.name(), "List")) return;
    // A handful for ever: a row for each year of the suite's life, and the laws' few versions.
    for (const char* short_list : {"ListCalendarYears", "ListLimitPolicies"}) {
      if (method.name() == short_list) return;
    }
    EXPECT_NE(method.input_type()->FindFieldByName("page_size"), nullptr);
    EXPECT_NE(method.input_type()->FindFieldByName("page_token"), nullptr);
    EXPECT_NE(method.output_type()->FindFieldByName("next_page_token"), nullptr);
  });
}

}  // namespace
}  // namespace dondoc::testing
