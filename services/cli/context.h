// What a running command has at hand.
#pragma once

#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "services/cli/client.h"
#include "services/cli/environment.h"
#include "services/cli/lang.h"
#include "services/cli/names.h"
#include "services/cli/profile.h"
#include "services/cli/settings.h"

namespace dondoc::cli {

class DisplayNames;

class Context {
 public:
  Context(Settings settings, Profile profile, std::string profile_path, const Environment& env,
          Clock& clock, std::istream& in, std::ostream& out, std::ostream& err);
  ~Context();

  // The client signed in as the settings say; made at the first use.
  absl::StatusOr<Client*> client();
  // A client that acts as `subject`, signed with the local key.
  absl::StatusOr<std::unique_ptr<Client>> ClientAs(const std::string& subject);

  // One unary call: Call<TaskService>(&TaskService::StubInterface::GetTask, request).
  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                const Request& request) {
    absl::StatusOr<Client*> connected = client();
    if (!connected.ok()) return connected.status();
    return (*connected)->Call<Service>(method, request);
  }

  // "agencies/{agency}" of this run. INVALID_ARGUMENT (AGENCY_NEEDED).
  absl::StatusOr<std::string> Agency() const { return AgencyName(settings_.agency); }
  // Resource names from short ones, in this run's agency.
  absl::StatusOr<std::string> UnitName(absl::string_view text) const;
  absl::StatusOr<std::string> OfficerName(absl::string_view text) const;
  absl::StatusOr<std::string> TaskName(absl::string_view text) const;
  absl::StatusOr<std::string> Name(absl::string_view flag, absl::string_view collection,
                                   absl::string_view text) const;

  // What people call the resources of this run's tables; never for machine output.
  DisplayNames& names() { return *names_; }

  // The request id of this run's mutation: --request-id, else a new UUIDv7. The same for every
  // call of one run, so use it for one mutation only; FreshRequestId for the others.
  const std::string& request_id();
  std::string FreshRequestId() { return ids_.Next(); }
  // As request_id, but "" where no mutation was asked for yet.
  const std::string& used_request_id() const { return request_id_; }

  // The output asked for, else `fallback`.
  Output OutputOr(Output fallback = Output::kTable) const {
    return settings_.output.value_or(fallback);
  }

  const Settings& settings() const { return settings_; }
  const Lang& lang() const { return settings_.lang; }
  const Environment& env() const { return env_; }
  Profile& profile() { return profile_; }
  const std::string& profile_path() const { return profile_path_; }
  // Columns of the terminal; 0 = do not wrap.
  int columns() const { return env_.columns; }
  bool color() const { return settings_.color; }
  Clock& clock() { return clock_; }
  std::istream& in() { return in_; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }

 private:
  absl::StatusOr<ClientOptions> ConnectionFor(const Settings& settings);

  const Settings settings_;
  Profile profile_;
  const std::string profile_path_;
  const Environment& env_;
  Clock& clock_;
  IdGenerator ids_;
  std::istream& in_;
  std::ostream& out_;
  std::ostream& err_;
  std::string request_id_;
  std::unique_ptr<Client> client_;
  const std::unique_ptr<DisplayNames> names_;
};

}  // namespace dondoc::cli
