// The gateway: one address for the whole suite.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/process.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/limits.h"
#include "common/rpc/server.h"
#include "services/gateway/config.h"
#include "services/gateway/gateway.h"

namespace dondoc::gateway {
namespace {

absl::Status RunServer(GatewayConfig config, rpc::StopSignal& stop) {
  SystemClock clock;
  const absl::Duration drain_wait = config.drain_wait;
  ASSIGN_OR_RETURN(auto gateway, Gateway::Start(std::move(config), clock));
  // The line that scripts wait for.
  std::printf("gateway listening on %s\n", gateway->address().c_str());
  std::fflush(stdout);
  obs::LogInfo("serving", {{"address", gateway->address()}});
  stop.Wait();
  obs::LogInfo("stopping");
  // A call that never finishes must not hold the process.
  std::thread([drain_wait] {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(drain_wait + rpc::kDrainWatchdog));
    obs::LogError("calls did not end in time; ending the process");
    std::_Exit(1);
  }).detach();
  gateway->Drain();
  obs::LogInfo("stopped");
  return absl::OkStatus();
}

int Fail(const absl::Status& status) {
  const absl::Status shown = Localized(status, Language::kEnglish);
  std::fprintf(stderr, "%s\n", std::string(shown.message()).c_str());
  return 1;
}

int Run(int argc, char** argv) {
  PrepareProcess();
  // Before any thread starts.
  rpc::StopSignal stop;
  absl::SetProgramUsageMessage(
      "One address for registry, finance and inspection: identity, access, limits, then the bytes "
      "as they are.");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  if (words.size() > 1) {
    return Fail(InvalidField("arguments", {absl::StrCat("unknown: ", words[1]),
                                           absl::StrCat("không hiểu: ", words[1])}));
  }
  obs::SetLogComponent("gateway");
  auto config = ConfigFromFlags();
  if (!config.ok()) return Fail(config.status());
  if (const absl::Status status = RunServer(*std::move(config), stop); !status.ok()) {
    return Fail(status);
  }
  return 0;
}

}  // namespace
}  // namespace dondoc::gateway

int main(int argc, char** argv) { return dondoc::gateway::Run(argc, argv); }
