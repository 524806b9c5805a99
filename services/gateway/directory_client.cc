#include "services/gateway/directory_client.h"

#include <chrono>
#include <optional>
#include <utility>

#include "grpcpp/client_context.h"

#include "common/rpc/status.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {
namespace {

struct Question {
  // No parent: several calls may wait for one answer, and the one that asked may go first.
  std::optional<grpc::ClientContext> context{std::in_place};
  registry::v1::GetCallerRequest request;
  registry::v1::Caller caller;
  RoleSource::Done done;
};

absl::StatusOr<identity::RoleSet> RolesOf(const grpc::Status& status,
                                          const registry::v1::Caller& caller) {
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  identity::RoleSet roles;
  for (const int role : caller.roles()) roles.Add(static_cast<Role>(role));
  return roles;
}

}  // namespace

void DirectoryClient::Ask(const RoleQuestion& question, Done done) {
  auto asked = std::make_shared<Question>();
  asked->done = std::move(done);
  asked->context->set_deadline(std::chrono::system_clock::now() +
                               absl::ToChronoMilliseconds(kRoleDeadline));
  asked->context->AddMetadata("authorization", question.authorization);
  asked->context->AddMetadata("x-request-id", question.correlation_id);
  Question& q = *asked;
  stub_->async()->GetCaller(&*q.context, &q.request, &q.caller,
                            [asked = std::move(asked)](grpc::Status status) {
                              // It holds the channel: rpc::MakeChannel says why it goes first.
                              asked->context.reset();
                              asked->done(RolesOf(status, asked->caller));
                            });
}

}  // namespace dondoc::gateway
