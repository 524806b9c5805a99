#include "services/cli/display_names.h"

#include <vector>

#include "absl/strings/str_split.h"

#include "services/cli/context.h"
#include "services/cli/names.h"

#include "dondoc/finance/v1/disbursement.grpc.pb.h"
#include "dondoc/finance/v1/dossier.grpc.pb.h"
#include "dondoc/finance/v1/project.grpc.pb.h"
#include "dondoc/inspection/v1/entity.grpc.pb.h"
#include "dondoc/inspection/v1/inspection.grpc.pb.h"
#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::DirectoryService;

// The contract's own maximum page size, and pages at most: 5,000 units or officers, several times
// what a department has. Beyond them ids are shown.
constexpr int32_t kDirectoryPage = 500;
constexpr int kMaxDirectoryPages = 10;
// Resources that are asked for one by one at most: more than a terminal shows at once, and some
// tenths of a second.
constexpr int kMaxAsked = 50;

template <typename Request, typename Response, typename Item>
std::vector<Item> ReadDirectory(Context& context, const std::string& agency,
                                grpc::Status (DirectoryService::StubInterface::*method)(
                                    grpc::ClientContext*, const Request&, Response*),
                                const google::protobuf::RepeatedPtrField<Item>& (Response::*items)()
                                    const) {
  std::vector<Item> all;
  Request request;
  request.set_parent(agency);
  request.set_page_size(kDirectoryPage);
  for (int page = 0; page < kMaxDirectoryPages; ++page) {
    const auto list = context.Call<DirectoryService>(method, request);
    if (!list.ok()) break;
    all.insert(all.end(), (*list.*items)().begin(), (*list.*items)().end());
    if (list->next_page_token().empty()) break;
    request.set_page_token(list->next_page_token());
  }
  return all;
}

// The field of `name`'s resource that people know it by; "" where it cannot be read.
template <typename Service, typename Request, typename Resource>
std::string AskFor(Context& context, const std::string& name,
                   grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                  const Request&, Resource*),
                   const std::string& (Resource::*field)() const) {
  Request request;
  request.set_name(name);
  const auto resource = context.Call<Service>(method, request);
  return resource.ok() ? (*resource.*field)() : "";
}

std::string AskByCollection(Context& context, const std::string& name,
                            const std::string& collection) {
  using finance::v1::DisbursementService;
  using finance::v1::DossierService;
  using finance::v1::ProjectService;
  using inspection::v1::EntityService;
  using inspection::v1::InspectionService;
  using registry::v1::DirectiveService;
  using registry::v1::TaskService;
  if (collection == "entities") {
    return AskFor<EntityService>(context, name, &EntityService::StubInterface::GetEntity,
                                 &inspection::v1::Entity::display_name);
  }
  if (collection == "inspections") {
    return AskFor<InspectionService>(context, name,
                                     &InspectionService::StubInterface::GetInspection,
                                     &inspection::v1::Inspection::number);
  }
  if (collection == "tasks") {
    return AskFor<TaskService>(context, name, &TaskService::StubInterface::GetTask,
                               &registry::v1::Task::number);
  }
  if (collection == "directives") {
    registry::v1::GetDirectiveRequest request;
    request.set_name(name);
    const auto directive =
        context.Call<DirectiveService>(&DirectiveService::StubInterface::GetDirective, request);
    return directive.ok() ? directive->header().title().value() : "";
  }
  if (collection == "projects") {
    return AskFor<ProjectService>(context, name, &ProjectService::StubInterface::GetProject,
                                  &finance::v1::Project::number);
  }
  if (collection == "contracts") {
    return AskFor<ProjectService>(context, name, &ProjectService::StubInterface::GetContract,
                                  &finance::v1::Contract::contract_number);
  }
  if (collection == "dossiers") {
    return AskFor<DossierService>(context, name, &DossierService::StubInterface::GetDossier,
                                  &finance::v1::Dossier::number);
  }
  if (collection == "disbursements") {
    return AskFor<DisbursementService>(context, name,
                                       &DisbursementService::StubInterface::GetDisbursement,
                                       &finance::v1::Disbursement::number);
  }
  return "";
}

}  // namespace

std::string DisplayNames::Of(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 2 && parts[0] == "services") {
    return absl::StrCat(context_.lang().Word("SERVICE"), " ", parts[1]);
  }
  if (parts.size() < 4 || parts.size() % 2 != 0 || parts[0] != "agencies") return ShortName(name);
  const std::string agency = absl::StrCat(parts[0], "/", parts[1]);
  const std::string& collection = parts[parts.size() - 2];
  if (collection == "units") {
    LoadUnits(agency);
    return Listed(name);
  }
  if (collection == "officers" || collection == "inspectors") {
    LoadOfficers(agency);
    // An inspector has the id of the officer.
    return Listed(absl::StrCat(agency, "/officers/", parts.back()));
  }
  return Asked(name, collection);
}

void DisplayNames::LoadUnits(const std::string& agency) {
  if (!loaded_.insert(agency + "/units").second) return;
  for (const auto& unit :
       ReadDirectory(context_, agency, &DirectoryService::StubInterface::ListUnits,
                     &registry::v1::ListUnitsResponse::units)) {
    names_[unit.name()] = unit.display_name();
  }
}

void DisplayNames::LoadOfficers(const std::string& agency) {
  if (!loaded_.insert(agency + "/officers").second) return;
  for (const auto& officer :
       ReadDirectory(context_, agency, &DirectoryService::StubInterface::ListOfficers,
                     &registry::v1::ListOfficersResponse::officers)) {
    names_[officer.name()] = officer.display_name();
    ++bearers_[officer.display_name()];
  }
}

std::string DisplayNames::Listed(const std::string& name) const {
  const auto found = names_.find(name);
  if (found == names_.end() || found->second.empty()) return ShortName(name);
  const auto bearers = bearers_.find(found->second);
  if (bearers == bearers_.end() || bearers->second < 2) return found->second;
  return absl::StrCat(found->second, " (", ShortName(name), ")");
}

std::string DisplayNames::Asked(const std::string& name, const std::string& collection) {
  if (names_.find(name) == names_.end() && asked_ < kMaxAsked) {
    ++asked_;
    names_[name] = AskByCollection(context_, name, collection);
  }
  return Listed(name);
}

}  // namespace dondoc::cli
