// Every contract of the suite, as the compiler sees it.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace dondoc::testing {

// A package with services, "registry".
struct ServicePackage {
  std::string name;
  std::vector<const google::protobuf::ServiceDescriptor*> services;
};

// Reads what the build made of all files below proto/dondoc, so that none is left out by linking.
class Contracts {
 public:
  Contracts();

  const google::protobuf::DescriptorPool& pool() const { return pool_; }
  const std::vector<ServicePackage>& packages() const { return packages_; }
  // Why they could not be read; empty where all is well.
  const std::string& errors() const { return errors_; }

 private:
  google::protobuf::DescriptorPool pool_;
  std::vector<ServicePackage> packages_;
  std::string errors_;
};

}  // namespace dondoc::testing
