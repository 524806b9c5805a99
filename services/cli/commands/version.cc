// version.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/stubs/common.h>
#include <grpcpp/grpcpp.h>

#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

absl::Status Version(Context& context) {
  google::protobuf::Struct facts;
  auto& fields = *facts.mutable_fields();
  fields["version"].set_string_value(DONDOC_VERSION);
  fields["grpc"].set_string_value(grpc::Version());
  fields["protobuf"].set_string_value(
      google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION));
  return Print(context, facts, [&] {
    return FactsTable("", {{"dondoc", DONDOC_VERSION},
                           {"gRPC", fields["grpc"].string_value()},
                           {"protobuf", fields["protobuf"].string_value()}});
  });
}

}  // namespace

void RegisterVersion(Command& root) {
  root.Add("version", {"version of this command", "phiên bản của lệnh"}, "version").Run(Version);
}

}  // namespace dondoc::cli
