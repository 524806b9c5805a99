// What the gateway costs a call, against a bare byte proxy in the same run: the same client, the
// same connections, the same service behind, each in a process of its own. Prints one JSON object.
//
//   gateway_bench [--rounds=5] [--seconds=1]
//
// The method called needs a role, so that identity, roles and limits are checked on every call.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <spawn.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/server_builder.h"
#include <sys/wait.h>

#include "common/base/process.h"
#include "common/identity/key_set.h"
#include "common/identity/local_keys.h"
#include "common/identity/signer.h"
#include "common/rpc/channel.h"
#include "tests/bench/byte_proxy.h"

#include "dondoc/registry/v1/directory.pb.h"

extern char** environ;

namespace dondoc::bench {
namespace {

constexpr char kMethod[] = "/dondoc.registry.v1.TaskService/UpdateTask";
// A task as the registry sends it, and a request that names one.
constexpr size_t kResponseBytes = 700;
constexpr size_t kRequestBytes = 60;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "gateway_bench: %s\n", what.c_str());
  std::exit(1);
}

int Serve(grpc::CallbackGenericService& service) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterCallbackGenericService(&service);
  const auto server = builder.BuildAndStart();
  if (server == nullptr) Die("cannot listen");
  std::printf("listening on 127.0.0.1:%d\n", port);
  std::fflush(stdout);
  // Ends with the parent, whose end of standard input closes.
  char byte = 0;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  server->Shutdown(std::chrono::system_clock::now());
  return 0;
}

// A server in a process of its own.
class Process {
 public:
  explicit Process(std::vector<std::string> words) {
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) Die("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) {
      Die("cannot start " + words[0]);
    }
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    stdin_ = in[1];
    FILE* stream = fdopen(out[0], "r");
    char line[256];
    if (std::fgets(line, sizeof(line), stream) == nullptr) Die(words[0] + " did not start");
    std::fclose(stream);
    const char* at = std::strstr(line, "listening on ");
    if (at == nullptr) Die(absl::StrCat("unexpected line: ", line));
    address_ = std::string(absl::StripAsciiWhitespace(at + std::strlen("listening on ")));
    if (clock_getcpuclockid(pid_, &clock_) != 0) Die("no processor clock");
  }
  ~Process() {
    close(stdin_);
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  const std::string& address() const { return address_; }
  // Processor time used so far, all threads, in microseconds.
  double CpuMicros() const {
    timespec time{};
    clock_gettime(clock_, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  }

 private:
  pid_t pid_ = 0;
  clockid_t clock_ = 0;
  int stdin_ = -1;
  std::string address_;
};

// Keeps `in_flight` calls under way on one connection until it is told to stop.
class Load {
 public:
  Load(const std::shared_ptr<grpc::Channel>& channel, const std::string& token, int in_flight)
      : stub_(channel), token_(token), running_(in_flight) {
    const grpc::Slice slice(std::string(kRequestBytes, 'x'));
    request_ = grpc::ByteBuffer(&slice, 1);
    for (int i = 0; i < in_flight; ++i) Next();
  }
  // Waits for the last call.
  ~Load() {
    stop_ = true;
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
  }
  int64_t done() const { return done_.load(std::memory_order_relaxed); }

 private:
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
  };
  void Next() {
    auto call = std::make_shared<Call>();
    call->context.AddMetadata("authorization", token_);
    call->context.AddMetadata("accept-language", "vi");
    call->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    Call& c = *call;
    stub_.UnaryCall(&c.context, kMethod, {}, &request_, &c.response,
                    [this, call = std::move(call)](const grpc::Status& status) {
                      if (!status.ok() || call->response.Length() != kResponseBytes) {
                        Die(absl::StrCat("call failed: ", status.error_message()));
                      }
                      done_.fetch_add(1, std::memory_order_relaxed);
                      if (!stop_) return Next();
                      const std::lock_guard lock(mutex_);
                      if (--running_ == 0) ended_.notify_all();
                    });
  }

  grpc::GenericStub stub_;
  const std::string token_;
  grpc::ByteBuffer request_;
  std::atomic<bool> stop_{false};
  std::atomic<int64_t> done_{0};
  std::mutex mutex_;
  std::condition_variable ended_;
  int running_;
};

struct Figures {
  double qps = 0, cpu_us = 0;
};

Figures Measure(const Process& server, const std::string& token, int in_flight, double seconds) {
  const auto channel = grpc::CreateCustomChannel(
      server.address(), grpc::InsecureChannelCredentials(), rpc::ClientArguments());
  Load load(channel, token, in_flight);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const double cpu = server.CpuMicros();
  const int64_t done = load.done();
  const auto begun = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  const double calls = static_cast<double>(std::max<int64_t>(load.done() - done, 1));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begun;
  return {.qps = calls / elapsed.count(), .cpu_us = (server.CpuMicros() - cpu) / calls};
}

class Report {
 public:
  void Add(const std::string& name, double value) { values_[name].push_back(value); }
  double Median(const std::string& name) { return At(name, 0.5); }
  void Print() {
    std::vector<std::string> lines;
    for (const auto& [name, values] : values_) {
      lines.push_back(absl::StrFormat("  \"%s\": {\"median\": %.2f, \"min\": %.2f, \"max\": %.2f}",
                                      name, At(name, 0.5), At(name, 0), At(name, 1)));
    }
    std::printf("{\n%s\n}\n", absl::StrJoin(lines, ",\n").c_str());
  }

 private:
  double At(const std::string& name, double share) {
    std::vector<double>& values = values_[name];
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
  }
  std::map<std::string, std::vector<double>> values_;
};

int Run(const std::string& self, int rounds, double seconds) {
  const std::string bin = std::filesystem::path(self).parent_path();
  std::string directory = std::filesystem::temp_directory_path() / "gateway-bench-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) Die("mkdtemp");
  const auto keys = identity::CreateLocalKeys(directory + "/keys");
  if (!keys.ok()) Die(std::string(keys.status().message()));
  const auto signer = identity::Signer::Load(keys->signing_key_path, identity::kLocalIssuer);
  if (!signer.ok()) Die(std::string(signer.status().message()));
  const auto token = (*signer)->Sign("agencies/bench/officers/van-a", identity::kDefaultAudience,
                                     identity::kLoginLifetime, absl::Now());
  if (!token.ok()) Die(std::string(token.status().message()));
  const std::string bearer = "Bearer " + *token;
  {
    const Process echo({self, "echo"});
    const Process proxy({self, "proxy", echo.address()});
    const Process gateway({bin + "/gateway", "--registry=" + echo.address(),
                           "--finance=" + echo.address(), "--inspection=" + echo.address(),
                           "--subject_calls_per_second=1000000",
                           absl::StrCat("--key_sets=issuer=", identity::kLocalIssuer,
                                        ";file=", keys->key_set_path, ";kinds=officer")});
    Report report;
    for (int round = 0; round < rounds; ++round) {
      for (const int in_flight : {1, 16, 64}) {
        const Figures direct = Measure(echo, bearer, in_flight, seconds);
        const Figures bare = Measure(proxy, bearer, in_flight, seconds);
        const Figures ours = Measure(gateway, bearer, in_flight, seconds);
        report.Add(absl::StrCat("echo_qps_", in_flight), direct.qps);
        report.Add(absl::StrCat("byte_proxy_qps_", in_flight), bare.qps);
        report.Add(absl::StrCat("gateway_qps_", in_flight), ours.qps);
        report.Add(absl::StrCat("byte_proxy_cpu_us_per_call_", in_flight), bare.cpu_us);
        report.Add(absl::StrCat("gateway_cpu_us_per_call_", in_flight), ours.cpu_us);
        report.Add(absl::StrCat("gateway_cpu_over_byte_proxy_", in_flight),
                   ours.cpu_us / bare.cpu_us);
        report.Add("byte_proxy_cpu_us_per_call", bare.cpu_us);
        report.Add("gateway_cpu_us_per_call", ours.cpu_us);
        report.Add("gateway_cpu_over_byte_proxy", ours.cpu_us / bare.cpu_us);
      }
    }
    report.Print();
  }
  std::filesystem::remove_all(directory);
  return 0;
}

int Main(int argc, char** argv) {
  // As the gateway does, so that it has no advantage.
  PrepareProcess();
  const std::vector<std::string> words(argv, argv + argc);
  if (argc == 2 && words[1] == "echo") {
    registry::v1::Caller caller;
    caller.add_roles(DIRECTOR);
    EchoService service(std::string(kResponseBytes, 'x'), caller.SerializeAsString());
    return Serve(service);
  }
  if (argc == 3 && words[1] == "proxy") {
    ProxyService service(grpc::CreateCustomChannel(words[2], grpc::InsecureChannelCredentials(),
                                                   rpc::ClientArguments()));
    return Serve(service);
  }
  int rounds = 5;
  double seconds = 1;
  for (size_t i = 1; i < words.size(); ++i) {
    absl::string_view word = words[i];
    const bool known =
        (absl::ConsumePrefix(&word, "--rounds=") && absl::SimpleAtoi(word, &rounds)) ||
        (absl::ConsumePrefix(&word, "--seconds=") && absl::SimpleAtod(word, &seconds));
    if (!known || rounds < 1 || seconds <= 0) {
      Die("usage: gateway_bench [--rounds=5] [--seconds=1]");
    }
  }
  return Run(std::filesystem::read_symlink("/proc/self/exe"), rounds, seconds);
}

}  // namespace
}  // namespace dondoc::bench

int main(int argc, char** argv) { return dondoc::bench::Main(argc, argv); }
