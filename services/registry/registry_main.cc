// The registry: agencies, units, officers, calendars, directives and tasks.

#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/status/status.h"

#include "common/base/status_macros.h"
#include "common/rpc/host.h"
#include "dondoc_schema/registry_storage.h"
#include "services/registry/handlers/environment.h"
#include "services/registry/registry_service.h"

ABSL_FLAG(std::string, pdf_words, "",
          "Program that reads PDFs; default: dondoc-pdf-words beside this program");

namespace dondoc::registry {
namespace {

std::string PdfWordsProgram() {
  std::string program = absl::GetFlag(FLAGS_pdf_words);
  return program.empty() ? PdfWordsBesideProgram() : program;
}

absl::StatusOr<rpc::HostConfig> Configure() {
  return rpc::HostConfigFromFlags(
      {.component = "registry", .migrations = schema::registry_storage()}, ServiceNames());
}

absl::Status RunServer(rpc::HostConfig config, rpc::StopSignal& stop) {
  ASSIGN_OR_RETURN(auto host, rpc::Host::Create(std::move(config)));
  Environment environment{.pdf = PdfReader(PdfWordsProgram())};
  RegistryServices services(host->core(), host->hub(), environment);
  return host->Serve(services.all(), stop);
}

}  // namespace
}  // namespace dondoc::registry

int main(int argc, char** argv) {
  return dondoc::rpc::RunMain(
      argc, argv,
      "The registry of Đôn Đốc. Usage: registry [migrate] --database=... --key_sets=...",
      dondoc::registry::Configure, dondoc::registry::RunServer);
}
