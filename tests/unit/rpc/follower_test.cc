// What a service that follows the registry takes from its flags.
#include "common/rpc/follower.h"

#include <string>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/flags/reflection.h"
#include "gtest/gtest.h"

#include "common/base/error.h"

ABSL_DECLARE_FLAG(std::string, registry);
ABSL_DECLARE_FLAG(std::string, registry_ca);
ABSL_DECLARE_FLAG(std::string, registry_certificate);
ABSL_DECLARE_FLAG(std::string, registry_key);
ABSL_DECLARE_FLAG(std::string, service_key);
ABSL_DECLARE_FLAG(std::string, service_issuer);

namespace dondoc::rpc {
namespace {

class FollowerFlagsTest : public ::testing::Test {
 protected:
  static std::string BadFlag() {
    const auto config = FollowerConfigFromFlags();
    return config.ok() ? "" : BadRequestOf(config.status()).field_violations(0).field();
  }

 private:
  const absl::FlagSaver flags_;
};

TEST_F(FollowerFlagsTest, NobodyIsFollowedByDefault) {
  const auto config = FollowerConfigFromFlags();
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->registry.target, "");
}

TEST_F(FollowerFlagsTest, EveryFlagArrives) {
  absl::SetFlag(&FLAGS_registry, "registry:7420");
  absl::SetFlag(&FLAGS_registry_ca, "ca.crt");
  absl::SetFlag(&FLAGS_registry_certificate, "tls.crt");
  absl::SetFlag(&FLAGS_registry_key, "tls.key");
  absl::SetFlag(&FLAGS_service_key, "key.json");
  absl::SetFlag(&FLAGS_service_issuer, "finance");
  const auto config = FollowerConfigFromFlags();
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->registry.target, "registry:7420");
  EXPECT_EQ(config->registry.ca, "ca.crt");
  EXPECT_EQ(config->registry.certificate, "tls.crt");
  EXPECT_EQ(config->registry.private_key, "tls.key");
  EXPECT_EQ(config->service_key, "key.json");
  EXPECT_EQ(config->service_issuer, "finance");
}

TEST_F(FollowerFlagsTest, ContradictionsNameTheFlag) {
  absl::SetFlag(&FLAGS_registry, "registry:7420");
  EXPECT_EQ(BadFlag(), "--service_key");
  absl::SetFlag(&FLAGS_service_key, "key.json");
  EXPECT_EQ(BadFlag(), "");
  absl::SetFlag(&FLAGS_registry_certificate, "tls.crt");
  EXPECT_EQ(BadFlag(), "--registry_key");
  absl::SetFlag(&FLAGS_registry_certificate, "");
  absl::SetFlag(&FLAGS_registry_key, "tls.key");
  EXPECT_EQ(BadFlag(), "--registry_certificate");
}

}  // namespace
}  // namespace dondoc::rpc
