// Reflection of every service from one address, in both versions.
#include <algorithm>
#include <set>
#include <string>

#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"
#include "services/gateway/reflection/index.h"
#include "tests/unit/gateway/gateway_fixture.h"

#include "dondoc/gateway/v1/wire.pb.h"

namespace dondoc::gateway::testing {
namespace {

using Request = v1::ServerReflectionRequest;
using Response = v1::ServerReflectionResponse;

class ReflectionTest : public GatewayTest, public ::testing::WithParamInterface<const char*> {
 protected:
  static Response Ask(TestStream& stream, const Request& request) {
    Response response;
    EXPECT_TRUE(stream.Write(request.SerializeAsString()));
    const auto bytes = stream.Read();
    EXPECT_TRUE(bytes.has_value() && response.ParseFromString(*bytes));
    return response;
  }
  // Names of the files in an answer, in order.
  static std::vector<std::string> Files(const Response& response) {
    std::vector<std::string> names;
    for (const auto& bytes : response.file_descriptor_response().file_descriptor_proto()) {
      google::protobuf::FileDescriptorProto file;
      EXPECT_TRUE(file.ParseFromString(bytes));
      names.push_back(file.name());
    }
    return names;
  }
};

INSTANTIATE_TEST_SUITE_P(Versions, ReflectionTest,
                         ::testing::Values(kReflectionV1, kReflectionV1Alpha),
                         [](const auto& version) {
                           return std::string(version.param).find("alpha") == std::string::npos
                                      ? "V1"
                                      : "V1Alpha";
                         });

TEST_P(ReflectionTest, ListsEveryService) {
  TestStream stream(channel_, GetParam(), {});
  Request request;
  request.set_host("h");
  request.set_list_services("*");
  const Response response = Ask(stream, request);
  EXPECT_EQ(response.valid_host(), "h");
  EXPECT_EQ(response.original_request().list_services(), "*");
  std::set<std::string> names;
  for (const auto& service : response.list_services_response().service()) {
    names.insert(service.name());
  }
  const auto all = AllServices();
  EXPECT_EQ(names, std::set<std::string>(all.begin(), all.end()));
  stream.WritesDone();
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_EQ(stream.Finish().code(), grpc::StatusCode::OK);
}

TEST_P(ReflectionTest, FilesComeWithWhatTheyImportOncePerStream) {
  TestStream stream(channel_, GetParam(), {});
  Request request;
  request.set_file_containing_symbol("dondoc.finance.v1.DossierService.GetDossier");
  const auto first = Files(Ask(stream, request));
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(first[0], "dondoc/finance/v1/dossier.proto");
  EXPECT_TRUE(std::count(first.begin(), first.end(), "dondoc/access.proto"));
  EXPECT_TRUE(std::count(first.begin(), first.end(), "google/protobuf/descriptor.proto"));
  EXPECT_EQ(std::set<std::string>(first.begin(), first.end()).size(), first.size());
  request.set_file_containing_symbol("dondoc.registry.v1.Task");
  const auto second = Files(Ask(stream, request));
  EXPECT_EQ(second.at(0), "dondoc/registry/v1/task.proto");
  EXPECT_FALSE(std::count(second.begin(), second.end(), "dondoc/access.proto"));
  // What is asked for by name comes in any case.
  request.set_file_by_filename("dondoc/access.proto");
  EXPECT_EQ(Files(Ask(stream, request)).at(0), "dondoc/access.proto");
  // A service without messages of its own.
  request.set_file_containing_symbol("dondoc.inspection.v1.InspectionFeedService");
  EXPECT_EQ(Files(Ask(stream, request)).at(0), "dondoc/inspection/v1/feed.proto");
}

TEST_P(ReflectionTest, Extensions) {
  TestStream stream(channel_, GetParam(), {});
  Request request;
  request.mutable_file_containing_extension()->set_containing_type("google.protobuf.MethodOptions");
  request.mutable_file_containing_extension()->set_extension_number(50601);
  EXPECT_EQ(Files(Ask(stream, request)).at(0), "dondoc/access.proto");
  request.set_all_extension_numbers_of_type("google.protobuf.MethodOptions");
  const Response numbers = Ask(stream, request);
  EXPECT_EQ(numbers.all_extension_numbers_response().base_type_name(),
            "google.protobuf.MethodOptions");
  const auto& list = numbers.all_extension_numbers_response().extension_number();
  EXPECT_TRUE(std::count(list.begin(), list.end(), 50601));
}

TEST_P(ReflectionTest, WhatIsNotKnownIsAnAnswerToo) {
  TestStream stream(channel_, GetParam(), {});
  std::vector<Request> unknown(5);
  unknown[0].set_file_by_filename("nothing.proto");
  unknown[1].set_file_containing_symbol("no.Such");
  unknown[2].mutable_file_containing_extension()->set_containing_type("no.Such");
  unknown[3].mutable_file_containing_extension()->set_containing_type(
      "google.protobuf.MethodOptions");
  unknown[3].mutable_file_containing_extension()->set_extension_number(1);
  unknown[4].set_all_extension_numbers_of_type("no.Such");
  for (const Request& request : unknown) {
    const Response response = Ask(stream, request);
    EXPECT_EQ(response.error_response().error_code(), 5) << request.ShortDebugString();
    EXPECT_EQ(response.original_request().SerializeAsString(), request.SerializeAsString());
  }
  EXPECT_EQ(Ask(stream, Request()).error_response().error_code(), 3);
  Request overlong;
  overlong.set_file_containing_symbol(std::string(kMaxReflectionName + 1, 'x'));
  const Response response = Ask(stream, overlong);
  EXPECT_EQ(response.error_response().error_code(), 3);
  EXPECT_LT(response.ByteSizeLong(), 1000u);
}

TEST_P(ReflectionTest, BytesThatAreNoQuestionEndTheStream) {
  TestStream stream(channel_, GetParam(), {});
  ASSERT_TRUE(stream.Write("\xff\xff"));
  EXPECT_EQ(stream.Read(), std::nullopt);
  const Outcome outcome = stream.Finish();
  EXPECT_EQ(outcome.code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(outcome.reason(), "REQUEST_MALFORMED");
}

TEST_P(ReflectionTest, AStreamOfQuestionsEnds) {
  TestStream stream(channel_, GetParam(), {});
  Request request;
  request.set_list_services("");
  for (int i = 0; i < kMaxReflectionQuestions; ++i) Ask(stream, request);
  ASSERT_TRUE(stream.Write(request.SerializeAsString()));
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_EQ(stream.Finish().code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace dondoc::gateway::testing
