// A registry that answers what the test told it, on a free port of loopback.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include "common/base/error.h"

#include "dondoc/gateway/v1/overview.grpc.pb.h"
#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {

// `status` as a server of the suite sends it: code, message in `language`, google.rpc details.
grpc::Status Refusal(const absl::Status& status, Language language);

using Metadata = std::multimap<std::string, std::string>;

class FakeServer final {
 public:
  FakeServer();
  ~FakeServer();

  // "127.0.0.1:PORT".
  const std::string& address() const { return address_; }

  // Metadata of the last call, and how many calls came.
  Metadata last_metadata;
  int calls = 0;
  std::string LastHeader(const std::string& name) const;

  // What the methods do; OK with an empty answer where unset.
  std::function<grpc::Status(const registry::v1::GetTaskRequest&, registry::v1::Task*)> get_task;
  std::function<grpc::Status(const registry::v1::ListTasksRequest&,
                             registry::v1::ListTasksResponse*)>
      list_tasks;
  std::function<grpc::Status(const registry::v1::AssignTaskRequest&, registry::v1::Task*)>
      assign_task;
  std::function<grpc::Status(const registry::v1::AcceptTaskRequest&, registry::v1::Task*)>
      accept_task;
  std::function<grpc::Status(const registry::v1::UpdateTaskRequest&, registry::v1::Task*)>
      update_task;
  std::function<grpc::Status(const registry::v1::ImportNoticeRequest&,
                             registry::v1::ImportNoticeResponse*)>
      import_notice;
  std::function<grpc::Status(const registry::v1::GetDirectiveRequest&, registry::v1::Directive*)>
      get_directive;
  std::function<grpc::Status(const registry::v1::GetNoticeDraftRequest&,
                             registry::v1::NoticeDraft*)>
      get_notice_draft;
  // Called with the whole document.
  std::function<grpc::Status(const registry::v1::ParseNoticeHeader&, const std::string&,
                             registry::v1::NoticeDraft*)>
      parse_notice;
  // Called for each stream; sends what it likes.
  std::function<grpc::Status(const common::v1::WatchChangesRequest&,
                             grpc::ServerWriter<common::v1::WatchChangesResponse>*)>
      watch;
  std::function<grpc::Status(const common::v1::VerifyChainRequest&,
                             common::v1::VerifyChainResponse*)>
      verify;
  std::function<grpc::Status(const gateway::v1::GetBoardRequest&, gateway::v1::Board*)> board;

  // Answers `method` ("/dondoc.finance.v1.DossierService/GetDossier") with `answer`; methods of
  // services without a hook above are UNIMPLEMENTED until they are named here.
  template <typename Request, typename Response>
  void On(const std::string& method,
          std::function<grpc::Status(const Request&, Response*)> answer) {
    generic_[method] = [answer = std::move(answer)](const std::string& in, std::string* out) {
      Request request;
      if (!request.ParseFromString(in)) return grpc::Status(grpc::INTERNAL, "not a request");
      Response response;
      const grpc::Status status = answer(request, &response);
      *out = response.SerializeAsString();
      return status;
    };
  }

  // Instead of the directory that is kept.
  std::function<grpc::Status(const registry::v1::ListUnitsRequest&,
                             registry::v1::ListUnitsResponse*)>
      list_units;
  std::function<grpc::Status(const registry::v1::ListOfficersRequest&,
                             registry::v1::ListOfficersResponse*)>
      list_officers;

  // The directory is kept, as a server would.
  std::map<std::string, registry::v1::Agency> agencies;
  std::map<std::string, registry::v1::Unit> units;
  std::map<std::string, registry::v1::Officer> officers;

 private:
  class Tasks;
  class Directives;
  class Directory;
  class Feed;
  class Overview;
  class Generic;
  using GenericAnswer = std::function<grpc::Status(const std::string&, std::string*)>;

  void Seen(grpc::ServerContext* context);

  std::map<std::string, GenericAnswer> generic_;
  std::unique_ptr<grpc::CallbackGenericService> generic_service_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace dondoc::cli
