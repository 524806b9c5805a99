// Verbs that change one resource: read it, send its version, print what it became.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include <grpcpp/grpcpp.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/command.h"
#include "services/cli/context.h"

namespace dondoc::cli {

// What every verb takes.
struct VerbFlags {
  std::string name;
  std::string etag;
};

// Whether a verb's contract wants the version that was read.
enum class Etag { kOptional, kRequired };

// The verbs of one kind of resource. Copyable, so that handlers keep it.
template <typename Service, typename Resource>
class Verbs {
 public:
  using Stub = typename Service::StubInterface;
  template <typename Request>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Resource*);

  struct Noun {
    // The command's words, e.g. "project contract", and how one resource is typed in examples.
    std::string path;
    std::string sample;
    // The argument and its help.
    std::string argument;
    Text argument_help;
    // The resource name of what was typed, and the resource.
    std::function<absl::StatusOr<std::string>(Context&, const std::string&)> name;
    std::function<absl::StatusOr<Resource>(Context&, const std::string&)> get;
    std::function<absl::Status(Context&, const Resource&)> print;
  };

  Verbs(const Command& group, Noun noun) : group_(group), noun_(std::move(noun)) {}

  // Adds a verb with its argument and --etag. `example_flags` follow the sample in the example.
  Command Add(const std::string& verb, const Text& summary, const std::string& example_flags,
              VerbFlags& flags) const {
    Command group = group_;
    Command command = group.Add(verb, summary,
                                absl::StrCat(noun_.path, " ", verb, " ", noun_.sample,
                                             example_flags.empty() ? "" : " ", example_flags));
    command.Argument(noun_.argument, &flags.name, noun_.argument_help)
        .Option("--etag", &flags.etag,
                {"refuse if changed since this version was read",
                 "từ chối nếu đã đổi so với phiên bản này"});
    return command;
  }

  // Fills name, etag and request id, calls the verb and prints the resource. Whoever gave no etag
  // where one is required means "as it is now".
  template <typename Request>
  absl::Status Perform(Context& context, const VerbFlags& flags, Etag need, Method<Request> method,
                       Request request) const {
    if (need == Etag::kRequired && flags.etag.empty()) {
      ASSIGN_OR_RETURN(const Resource before, noun_.get(context, flags.name));
      request.set_name(before.name());
      request.set_etag(before.etag());
    } else {
      ASSIGN_OR_RETURN(*request.mutable_name(), noun_.name(context, flags.name));
      request.set_etag(flags.etag);
    }
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Resource after, context.Call<Service>(method, request));
    return noun_.print(context, after);
  }

  // Puts name and etag on `resource` for an update.
  absl::Status Identify(Context& context, const VerbFlags& flags, Resource* resource) const {
    ASSIGN_OR_RETURN(const Resource before, noun_.get(context, flags.name));
    resource->set_name(before.name());
    resource->set_etag(flags.etag.empty() ? before.etag() : flags.etag);
    return absl::OkStatus();
  }

  // Verbs that take nothing but the resource.
  template <typename Request>
  void AddPlain(const std::string& verb, const Text& summary, Etag need,
                Method<Request> method) const {
    const auto flags = std::make_shared<VerbFlags>();
    Add(verb, summary, "", *flags).Run([*this, flags, need, method](Context& context) {
      return Perform(context, *flags, need, method, Request());
    });
  }

  // Verbs that want a reason and nothing else.
  template <typename Request>
  void AddReasoned(const std::string& verb, const Text& summary, const std::string& reason,
                   Etag need, Method<Request> method) const {
    struct Flags : VerbFlags {
      std::string reason;
    };
    const auto flags = std::make_shared<Flags>();
    Add(verb, summary, absl::StrCat("--reason '", reason, "'"), *flags)
        .Option("--reason", &flags->reason, {"why", "lý do"}, "TEXT", Need::kRequired)
        .Run([*this, flags, need, method](Context& context) {
          Request request;
          request.set_reason(flags->reason);
          return Perform(context, *flags, need, method, request);
        });
  }

  const Noun& noun() const { return noun_; }

 private:
  Command group_;
  Noun noun_;
};

// INVALID_ARGUMENT for an update that changes nothing.
inline absl::Status NothingToChange() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTHING_TO_CHANGE",
               {"say what to change", "hãy cho biết cần đổi gì"});
}

}  // namespace dondoc::cli
