// The service config beside each package: what a gRPC client of ours, in any language, is to load.
#include <fstream>
#include <sstream>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

#include "tests/unit/contracts/contracts.h"

#include "dondoc/access.pb.h"

namespace dondoc::testing {
namespace {

using google::protobuf::ListValue;
using google::protobuf::MethodDescriptor;
using google::protobuf::Struct;
using google::protobuf::Value;

const Value& At(const Struct& object, const std::string& key) {
  static const Value* const kNothing = new Value();
  const auto found = object.fields().find(key);
  return found == object.fields().end() ? *kNothing : found->second;
}

Struct ReadJson(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  Struct json;
  const auto status = google::protobuf::util::JsonStringToMessage(text.str(), &json);
  EXPECT_TRUE(status.ok()) << path << ": " << status.ToString();
  return json;
}

// What common/rpc/limits.h gives the class.
std::string TimeoutOf(const Access& access) {
  switch (access.deadline_class()) {
    case READ:
      return "10s";
    case WRITE:
    case BULK:
      return "30s";
    default:
      return "";
  }
}

// Checks one entry of methodConfig and notes the methods it names.
void CheckEntry(const Struct& entry, const google::protobuf::DescriptorPool& pool,
                absl::flat_hash_set<std::string>& named) {
  const bool retries = At(entry, "retryPolicy").has_struct_value();
  if (retries) {
    const Struct& policy = At(entry, "retryPolicy").struct_value();
    const ListValue& codes = At(policy, "retryableStatusCodes").list_value();
    ASSERT_EQ(codes.values_size(), 1);
    EXPECT_EQ(codes.values(0).string_value(), "UNAVAILABLE");
    EXPECT_LE(At(policy, "maxAttempts").number_value(), 5) << "gRPC caps attempts at 5";
    EXPECT_GE(At(policy, "maxAttempts").number_value(), 2);
  }
  const ListValue& names = At(entry, "name").list_value();
  EXPECT_GT(names.values_size(), 0) << "an entry without names holds for everything";
  for (const Value& value : names.values()) {
    const std::string name = absl::StrCat(At(value.struct_value(), "service").string_value(), ".",
                                          At(value.struct_value(), "method").string_value());
    SCOPED_TRACE(name);
    EXPECT_TRUE(named.insert(name).second) << "named twice";
    const MethodDescriptor* method = pool.FindMethodByName(name);
    ASSERT_NE(method, nullptr) << "no such method";
    const Access& access = method->options().GetExtension(dondoc::access);
    EXPECT_EQ(At(entry, "timeout").string_value(), TimeoutOf(access));
    const bool stream = method->client_streaming() || method->server_streaming();
    EXPECT_EQ(retries, !stream);
  }
}

TEST(ServiceConfig, NamesEveryMethodWithItsDeadlineAndRetriesUnavailableAlone) {
  const Contracts contracts;
  ASSERT_EQ(contracts.errors(), "");
  ASSERT_GE(contracts.packages().size(), 4u);
  for (const ServicePackage& package : contracts.packages()) {
    const std::string path =
        absl::StrCat("proto/dondoc/", package.name, "/v1/", package.name, "_service_config.json");
    SCOPED_TRACE(path);
    const Struct config = ReadJson(path);
    EXPECT_TRUE(At(config, "retryThrottling").has_struct_value())
        << "without it retries make an overload worse";
    absl::flat_hash_set<std::string> named;
    for (const Value& entry : At(config, "methodConfig").list_value().values()) {
      CheckEntry(entry.struct_value(), contracts.pool(), named);
    }
    for (const auto* service : package.services) {
      for (int i = 0; i < service->method_count(); ++i) {
        EXPECT_TRUE(named.contains(service->method(i)->full_name()))
            << service->method(i)->full_name() << " is missing: run proto/service-configs";
      }
    }
  }
}

}  // namespace
}  // namespace dondoc::testing
