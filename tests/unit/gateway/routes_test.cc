#include "services/gateway/routes.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {
namespace {

// "dondoc.registry.v1.TaskService" of every contract in the repository.
std::set<std::string> ServicesInContracts() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("proto/dondoc")) {
    if (entry.path().extension() != ".proto") continue;
    std::ifstream file(entry.path());
    std::string line, package;
    while (std::getline(file, line)) {
      // "package dondoc.registry.v1;" and "service TaskService {".
      const std::vector<std::string> words =
          absl::StrSplit(line, absl::ByAnyChar(" ;"), absl::SkipEmpty());
      if (words.size() < 2) continue;
      if (words[0] == "package") package = words[1];
      if (words[0] == "service") names.insert(absl::StrCat(package, ".", words[1]));
    }
  }
  return names;
}

class RoutesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    rpc::ChannelOptions options;
    options.target = "127.0.0.1:1";
    std::vector<Backend*> backends;
    for (const char* name : {"registry", "finance", "inspection"}) {
      auto backend = Backend::Create(name, options);
      ASSERT_TRUE(backend.ok()) << backend.status();
      backends_.push_back(*std::move(backend));
      backends.push_back(backends_.back().get());
    }
    auto routes = RouteTable::Create(backends, metrics_);
    ASSERT_TRUE(routes.ok()) << routes.status();
    routes_ = *std::move(routes);
  }
  const Route& At(const std::string& path) {
    const Route* route = routes_->Find(path);
    if (route == nullptr) std::abort();
    return *route;
  }

  obs::Metrics metrics_;
  std::vector<std::unique_ptr<Backend>> backends_;
  std::unique_ptr<RouteTable> routes_;
};

TEST_F(RoutesTest, EveryServiceOfTheContractsIsRouted) {
  const auto names = AllServices();
  const std::set<std::string> contracts = ServicesInContracts();
  EXPECT_GE(contracts.size(), 19u);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()), contracts);
}

TEST_F(RoutesTest, ByPackageToItsProcess) {
  for (const char* process : {"registry", "finance", "inspection", "gateway"}) {
    for (const auto* service : ServicesOf(process)) {
      ASSERT_NE(service, nullptr);
      EXPECT_EQ(service->file()->package(), std::string("dondoc.") + process + ".v1");
      for (int i = 0; i < service->method_count(); ++i) {
        const Route& route = At("/" + service->full_name() + "/" + service->method(i)->name());
        EXPECT_EQ(route.backend == nullptr ? "gateway" : route.backend->name(), process);
        EXPECT_NE(route.access, nullptr);
        EXPECT_NE(route.metrics, nullptr);
      }
    }
  }
  EXPECT_EQ(routes_->Find("/dondoc.registry.v1.TaskService/Nothing"), nullptr);
  EXPECT_EQ(routes_->Find("dondoc.registry.v1.TaskService/GetTask"), nullptr);
}

TEST_F(RoutesTest, ShapesAndBoundsComeFromTheContracts) {
  const Route& get = At("/dondoc.registry.v1.TaskService/GetTask");
  EXPECT_TRUE(get.unary);
  EXPECT_TRUE(get.any_officer);
  EXPECT_EQ(get.bound, absl::Seconds(10));
  const Route& create = At("/dondoc.registry.v1.TaskService/CreateTask");
  EXPECT_FALSE(create.any_officer);
  EXPECT_EQ(create.bound, absl::Seconds(30));
  const Route& parse = At("/dondoc.registry.v1.DirectiveService/ParseNotice");
  EXPECT_FALSE(parse.unary);
  EXPECT_TRUE(parse.client_streaming);
  const Route& watch = At("/dondoc.registry.v1.RegistryFeedService/WatchChanges");
  EXPECT_FALSE(watch.unary);
  EXPECT_FALSE(watch.client_streaming);
  EXPECT_EQ(watch.bound, kStreamBound);
}

TEST_F(RoutesTest, ConnectionsFillOneAfterTheOther) {
  Backend& backend = *backends_[0];
  std::vector<ConnectionLease> leases;
  for (int i = 0; i < kCallsPerConnection; ++i) leases.push_back(backend.Lease());
  grpc::GenericStub* first = &leases[0].stub();
  EXPECT_EQ(&leases.back().stub(), first);
  leases.push_back(backend.Lease());
  EXPECT_NE(&leases.back().stub(), first);
  leases[0].Release();
  EXPECT_EQ(&backend.Lease().stub(), first);
  // All full: the least busy one.
  for (int i = 0; i < kCallsPerConnection * (kConnectionsPerBackend - 1); ++i) {
    leases.push_back(backend.Lease());
  }
  leases[5].Release();
  leases[6].Release();
  EXPECT_EQ(&backend.Lease().stub(), first);
}

}  // namespace
}  // namespace dondoc::gateway
