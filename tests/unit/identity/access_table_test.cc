#include "common/identity/access_table.h"

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

constexpr char kService[] = "dondoc.test.v1.TestService";

// A contract with one service whose methods are given, over messages with and without request_id.
class Contract {
 public:
  explicit Contract(const std::string& methods) {
    google::protobuf::FileDescriptorProto file;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(
              name: "test.proto"
              package: "dondoc.test.v1"
              syntax: "proto3"
              dependency: "dondoc/access.proto"
              message_type { name: "Plain" }
              message_type {
                name: "Write"
                field { name: "request_id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
              }
              message_type {
                name: "Odd"
                field { name: "request_id" number: 1 type: TYPE_INT64 label: LABEL_OPTIONAL }
              }
              message_type {
                name: "Chunk"
                field {
                  name: "header"
                  number: 1
                  type: TYPE_MESSAGE
                  label: LABEL_OPTIONAL
                  type_name: ".dondoc.test.v1.Write"
                }
              }
        )pb" +
            std::string("service { name: \"TestService\" ") + methods + "}",
        &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
  }
  const google::protobuf::DescriptorPool& pool() const { return pool_; }

 private:
  // The real contracts lie below, so that access.proto can be imported.
  google::protobuf::DescriptorPool pool_{google::protobuf::DescriptorPool::generated_pool()};
};

std::string Method(const std::string& name, const std::string& input, const std::string& access,
                   const std::string& extra = "") {
  return "method { name: \"" + name + "\" input_type: \".dondoc.test.v1." + input +
         "\" output_type: \".dondoc.test.v1.Plain\" " + extra +
         (access.empty() ? "" : " options { [dondoc.access] { " + access + " } }") + " }";
}

const char kRead[] = "grants { role: OFFICER relation: AGENCY } deadline_class: READ";
const char kWrite[] =
    "grants { role: OFFICE relation: AGENCY } deadline_class: WRITE mutates: true";

absl::Status Fault(const std::string& method) {
  return AccessTable::Create(Contract(method).pool(), {kService}).status();
}

TEST(AccessTableTest, FindsTheRuleOfEveryMethod) {
  const Contract contract(Method("Get", "Plain", kRead) + Method("Do", "Write", kWrite) +
                          Method("Ping", "Plain", "public: true"));
  const auto table = AccessTable::Create(contract.pool(), {kService});
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->size(), 3u);
  const MethodAccess* get = table->Find("/dondoc.test.v1.TestService/Get");
  ASSERT_NE(get, nullptr);
  EXPECT_EQ(get->path, "/dondoc.test.v1.TestService/Get");
  EXPECT_EQ(get->own_agency, RoleSet({OFFICER}));
  EXPECT_EQ(get->any, RoleSet({OFFICER}));
  EXPECT_EQ(get->access.deadline_class(), READ);
  EXPECT_FALSE(get->access.mutates());
  const MethodAccess* write = table->Find("/dondoc.test.v1.TestService/Do");
  ASSERT_NE(write, nullptr);
  EXPECT_TRUE(write->access.mutates());
  const MethodAccess* ping = table->Find("/dondoc.test.v1.TestService/Ping");
  ASSERT_NE(ping, nullptr);
  EXPECT_TRUE(ping->access.public_());

  for (const char* unknown :
       {"", "/", "/dondoc.test.v1.TestService/", "Get", "dondoc.test.v1.TestService/Get",
        "/dondoc.test.v1.TestService/get", "/dondoc.test.v1.TestService/Get/"}) {
    EXPECT_EQ(table->Find(unknown), nullptr) << unknown;
  }
}

TEST(AccessTableTest, EveryFaultIsFound) {
  for (const std::string& method :
       {Method("X", "Plain", ""), Method("X", "Plain", "deadline_class: READ"),
        Method("X", "Plain", "grants { role: OFFICER }"),
        Method("X", "Plain", "grants { relation: AGENCY }"),
        Method("X", "Plain", "grants { role: SERVICE relation: AGENCY }"),
        Method("X", "Plain", "grants { role: OPERATOR relation: SELF }"),
        Method("X", "Plain", std::string("public: true ") + kRead),
        Method("X", "Write", "public: true mutates: true"), Method("X", "Plain", kWrite),
        Method("X", "Odd", kWrite), Method("X", "Chunk", kWrite)}) {
    const absl::Status status = Fault(method);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << method;
    EXPECT_EQ(ReasonOf(status), "ACCESS_RULES_INVALID") << method;
  }
}

TEST(AccessTableTest, AStreamedDocumentCarriesItsRequestIdInTheHeader) {
  EXPECT_TRUE(Fault(Method("X", "Chunk", kWrite, "client_streaming: true")).ok());
  EXPECT_FALSE(Fault(Method("X", "Plain", kWrite, "client_streaming: true")).ok());
}

TEST(AccessTableTest, AllFaultsAtOnce) {
  const Contract contract(Method("A", "Plain", "") + Method("B", "Plain", kWrite) +
                          Method("C", "Plain", kRead));
  const auto info = ErrorInfoOf(
      AccessTable::Create(contract.pool(), {kService, "dondoc.test.v1.Absent"}).status());
  ASSERT_TRUE(info.has_value());
  const std::string& faults = info->metadata().at("faults");
  for (const char* name : {"TestService.A", "TestService.B", "v1.Absent"}) {
    EXPECT_NE(faults.find(name), std::string::npos) << faults;
  }
  EXPECT_EQ(faults.find("TestService.C"), std::string::npos) << faults;
}

}  // namespace
}  // namespace dondoc::identity
