#include "tests/unit/contracts/contracts.h"

#include <fstream>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"

// Its options are parsed with the files.
#include "dondoc/access.pb.h"

namespace dondoc::testing {

Contracts::Contracts() {
  google::protobuf::LinkMessageReflection<Access>();
  std::ifstream file(CONTRACTS_PATH, std::ios::binary);
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromIstream(&file)) {
    errors_ = absl::StrCat("cannot read ", CONTRACTS_PATH);
    return;
  }
  std::map<std::string, ServicePackage> packages;
  for (const auto& proto : set.file()) {
    const google::protobuf::FileDescriptor* built = pool_.BuildFile(proto);
    if (built == nullptr) {
      absl::StrAppend(&errors_, proto.name(), " does not build\n");
      continue;
    }
    for (int i = 0; i < built->service_count(); ++i) {
      // "dondoc.registry.v1".
      const std::vector<std::string> parts = absl::StrSplit(built->package(), '.');
      ServicePackage& package = packages[parts.size() > 1 ? parts[1] : built->package()];
      package.name = parts.size() > 1 ? parts[1] : built->package();
      package.services.push_back(built->service(i));
    }
  }
  for (auto& [name, package] : packages) packages_.push_back(std::move(package));
}

}  // namespace dondoc::testing
