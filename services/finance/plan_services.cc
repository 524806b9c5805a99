#include <memory>

#include "common/rpc/unary.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/service_parts.h"

#include "dondoc/finance/v1/funding.grpc.pb.h"
#include "dondoc/finance/v1/policy.grpc.pb.h"
#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::finance {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

class PolicyImpl final : public v1::PolicyService::CallbackService, Base {
 public:
  explicit PolicyImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* GetClockPolicy(CallbackServerContext* context,
                                     const v1::GetClockPolicyRequest* request,
                                     v1::ClockPolicy* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.PolicyService/GetClockPolicy", {"name", request->name()},
        request, response,
        [this](ReadCall& call, const v1::GetClockPolicyRequest& in, v1::ClockPolicy& out) {
          return finance::GetClockPolicy(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ListClockPolicyHistory(
      CallbackServerContext* context, const v1::ListClockPolicyHistoryRequest* request,
      v1::ListClockPolicyHistoryResponse* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.PolicyService/ListClockPolicyHistory",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::ListClockPolicyHistoryRequest& in,
                            v1::ListClockPolicyHistoryResponse& out) {
                       return finance::ListClockPolicyHistory(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* SetClockPolicy(CallbackServerContext* context,
                                     const v1::SetClockPolicyRequest* request,
                                     v1::ClockPolicy* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.PolicyService/SetClockPolicy",
        {"clock_policy.name", request->clock_policy().name()}, request, response,
        [this](WriteCall& call, const v1::SetClockPolicyRequest& in, v1::ClockPolicy& out) {
          return finance::SetClockPolicy(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ListLimitPolicies(CallbackServerContext* context,
                                        const v1::ListLimitPoliciesRequest* request,
                                        v1::ListLimitPoliciesResponse* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.PolicyService/ListLimitPolicies",
                     {"parent", request->parent()}, request, response,
                     [this](ReadCall& call, const v1::ListLimitPoliciesRequest& in,
                            v1::ListLimitPoliciesResponse& out) {
                       return finance::ListLimitPolicies(environment, call, in, out);
                     });
  }
};

class FundingImpl final : public v1::FundingService::CallbackService, Base {
 public:
  explicit FundingImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateFundingSource(CallbackServerContext* context,
                                          const v1::CreateFundingSourceRequest* request,
                                          v1::FundingSource* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.FundingService/CreateFundingSource",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::CreateFundingSourceRequest& in, v1::FundingSource& out) {
          return finance::CreateFundingSource(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetFundingSource(CallbackServerContext* context,
                                       const v1::GetFundingSourceRequest* request,
                                       v1::FundingSource* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.FundingService/GetFundingSource",
        {"name", request->name()}, request, response,
        [this](ReadCall& call, const v1::GetFundingSourceRequest& in, v1::FundingSource& out) {
          return finance::GetFundingSource(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ListFundingSources(CallbackServerContext* context,
                                         const v1::ListFundingSourcesRequest* request,
                                         v1::ListFundingSourcesResponse* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.FundingService/ListFundingSources",
                     {"parent", request->parent()}, request, response,
                     [this](ReadCall& call, const v1::ListFundingSourcesRequest& in,
                            v1::ListFundingSourcesResponse& out) {
                       return finance::ListFundingSources(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* UpdateFundingSource(CallbackServerContext* context,
                                          const v1::UpdateFundingSourceRequest* request,
                                          v1::FundingSource* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.FundingService/UpdateFundingSource",
        {"funding_source.name", request->funding_source().name()}, request, response,
        [this](WriteCall& call, const v1::UpdateFundingSourceRequest& in, v1::FundingSource& out) {
          return finance::UpdateFundingSource(environment, call, in, out);
        });
  }
  ServerUnaryReactor* SetYearEstimate(CallbackServerContext* context,
                                      const v1::SetYearEstimateRequest* request,
                                      v1::FundingSource* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.FundingService/SetYearEstimate",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::SetYearEstimateRequest& in, v1::FundingSource& out) {
          return finance::SetYearEstimate(environment, call, in, out);
        });
  }
};

class ProjectImpl final : public v1::ProjectService::CallbackService, Base {
 public:
  explicit ProjectImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateProject(CallbackServerContext* context,
                                    const v1::CreateProjectRequest* request,
                                    v1::Project* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/CreateProject",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::CreateProjectRequest& in, v1::Project& out) {
          return finance::CreateProject(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetProject(CallbackServerContext* context,
                                 const v1::GetProjectRequest* request,
                                 v1::Project* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.ProjectService/GetProject",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetProjectRequest& in, v1::Project& out) {
                       return finance::GetProject(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListProjects(CallbackServerContext* context,
                                   const v1::ListProjectsRequest* request,
                                   v1::ListProjectsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.ProjectService/ListProjects",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ListProjectsRequest& in, v1::ListProjectsResponse& out) {
          return finance::ListProjects(environment, call, in, out);
        });
  }
  ServerUnaryReactor* UpdateProject(CallbackServerContext* context,
                                    const v1::UpdateProjectRequest* request,
                                    v1::Project* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/UpdateProject",
        {"project.name", request->project().name()}, request, response,
        [this](WriteCall& call, const v1::UpdateProjectRequest& in, v1::Project& out) {
          return finance::UpdateProject(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ApproveProject(CallbackServerContext* context,
                                     const v1::ApproveProjectRequest* request,
                                     v1::Project* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/ApproveProject",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ApproveProjectRequest& in, v1::Project& out) {
          return finance::ApproveProject(environment, call, in, out);
        });
  }
  ServerUnaryReactor* StartProject(CallbackServerContext* context,
                                   const v1::StartProjectRequest* request,
                                   v1::Project* response) override {
    return rpc::Write(core, context, "/dondoc.finance.v1.ProjectService/StartProject",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::StartProjectRequest& in, v1::Project& out) {
                        return finance::StartProject(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* RecordEvaluation(CallbackServerContext* context,
                                       const v1::RecordEvaluationRequest* request,
                                       v1::Project* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/RecordEvaluation",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::RecordEvaluationRequest& in, v1::Project& out) {
          return finance::RecordEvaluation(environment, call, in, out);
        });
  }
  ServerUnaryReactor* TerminateProject(CallbackServerContext* context,
                                       const v1::TerminateProjectRequest* request,
                                       v1::Project* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/TerminateProject",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::TerminateProjectRequest& in, v1::Project& out) {
          return finance::TerminateProject(environment, call, in, out);
        });
  }
  ServerUnaryReactor* CreateContract(CallbackServerContext* context,
                                     const v1::CreateContractRequest* request,
                                     v1::Contract* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/CreateContract",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::CreateContractRequest& in, v1::Contract& out) {
          return finance::CreateContract(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetContract(CallbackServerContext* context,
                                  const v1::GetContractRequest* request,
                                  v1::Contract* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.ProjectService/GetContract",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetContractRequest& in, v1::Contract& out) {
                       return finance::GetContract(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListContracts(CallbackServerContext* context,
                                    const v1::ListContractsRequest* request,
                                    v1::ListContractsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.ProjectService/ListContracts",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ListContractsRequest& in, v1::ListContractsResponse& out) {
          return finance::ListContracts(environment, call, in, out);
        });
  }
  ServerUnaryReactor* UpdateContract(CallbackServerContext* context,
                                     const v1::UpdateContractRequest* request,
                                     v1::Contract* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/UpdateContract",
        {"contract.name", request->contract().name()}, request, response,
        [this](WriteCall& call, const v1::UpdateContractRequest& in, v1::Contract& out) {
          return finance::UpdateContract(environment, call, in, out);
        });
  }
  ServerUnaryReactor* SignContract(CallbackServerContext* context,
                                   const v1::SignContractRequest* request,
                                   v1::Contract* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/SignContract", {"name", request->name()},
        request, response,
        [this](WriteCall& call, const v1::SignContractRequest& in, v1::Contract& out) {
          return finance::SignContract(environment, call, in, out);
        });
  }
  ServerUnaryReactor* AmendContract(CallbackServerContext* context,
                                    const v1::AmendContractRequest* request,
                                    v1::Contract* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/AmendContract", {"name", request->name()},
        request, response,
        [this](WriteCall& call, const v1::AmendContractRequest& in, v1::Contract& out) {
          return finance::AmendContract(environment, call, in, out);
        });
  }
  ServerUnaryReactor* CancelContract(CallbackServerContext* context,
                                     const v1::CancelContractRequest* request,
                                     v1::Contract* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.ProjectService/CancelContract",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::CancelContractRequest& in, v1::Contract& out) {
          return finance::CancelContract(environment, call, in, out);
        });
  }
};

}  // namespace

void AddPlanServices(const Base& base, std::vector<std::unique_ptr<grpc::Service>>& services) {
  services.push_back(std::make_unique<PolicyImpl>(base));
  services.push_back(std::make_unique<FundingImpl>(base));
  services.push_back(std::make_unique<ProjectImpl>(base));
}

}  // namespace dondoc::finance
