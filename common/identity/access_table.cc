#include "common/identity/access_table.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

bool HasRequestId(const Descriptor& message) {
  const FieldDescriptor* field = message.FindFieldByName("request_id");
  return field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
}

bool TakesRequestId(const MethodDescriptor& method) {
  const Descriptor& request = *method.input_type();
  if (HasRequestId(request)) return true;
  if (!method.client_streaming()) return false;
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.message_type() != nullptr && !field.is_repeated() &&
        HasRequestId(*field.message_type())) {
      return true;
    }
  }
  return false;
}

// What is wrong with one rpc's rule; empty when nothing is.
std::vector<std::string> Faults(const MethodDescriptor& method) {
  if (!method.options().HasExtension(dondoc::access)) return {"has no (dondoc.access)"};
  const Access& access = method.options().GetExtension(dondoc::access);
  std::vector<std::string> faults;
  if (access.public_()) {
    if (access.grants_size() > 0) faults.push_back("is public and has grants");
    if (access.mutates()) faults.push_back("is public and mutates");
  } else if (access.grants_size() == 0) {
    faults.push_back("is neither public nor granted to anybody");
  }
  for (const auto& grant : access.grants()) {
    if (grant.role() == ROLE_UNSPECIFIED || !Role_IsValid(grant.role()) ||
        grant.relation() == RELATION_UNSPECIFIED || !Relation_IsValid(grant.relation())) {
      faults.push_back("has a grant without role or relation");
    } else if (kReservedRoles.Contains(grant.role()) && grant.relation() != EVERY_AGENCY) {
      faults.push_back(absl::StrCat("grants ", Role_Name(grant.role()), " less than EVERY_AGENCY"));
    }
  }
  if (access.mutates() && !TakesRequestId(method)) {
    faults.push_back("mutates, but its request has no string request_id");
  }
  return faults;
}

}  // namespace

absl::StatusOr<AccessTable> AccessTable::Create(const google::protobuf::DescriptorPool& pool,
                                                absl::Span<const std::string> services) {
  AccessTable table;
  std::vector<std::string> faults;
  for (const auto& name : services) {
    const auto* service = pool.FindServiceByName(name);
    if (service == nullptr) {
      faults.push_back(absl::StrCat(name, " is not in the contracts"));
      continue;
    }
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      const auto found = Faults(method);
      for (const auto& fault : found) {
        faults.push_back(absl::StrCat(method.full_name(), " ", fault));
      }
      if (!found.empty()) continue;
      std::string path = absl::StrCat("/", service->full_name(), "/", method.name());
      MethodAccess rule = CompileAccess(path, method.options().GetExtension(dondoc::access));
      table.methods_.emplace(std::move(path), std::move(rule));
    }
  }
  if (!faults.empty()) {
    const std::string list = absl::StrJoin(faults, "; ");
    return Error(absl::StatusCode::kFailedPrecondition, "ACCESS_RULES_INVALID",
                 {absl::StrCat("The contracts' access rules do not hold: ", list, "."),
                  absl::StrCat("Quy tắc truy cập trong hợp đồng dịch vụ chưa đúng: ", list, ".")})
        .With("faults", list);
  }
  return table;
}

}  // namespace dondoc::identity
