#include "common/obs/metrics.h"

#include <string>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace dondoc::obs {
namespace {

std::string HttpGet(int port, const std::string& path) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request =
        absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    if (write(fd, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
      char buffer[4096];
      for (ssize_t n = 0; (n = read(fd, buffer, sizeof buffer)) > 0;) answer.append(buffer, n);
    }
  }
  close(fd);
  return answer;
}

TEST(MetricsTest, ServesItsFiguresOnAPortThatIsPicked) {
  Metrics metrics;
  MethodMetrics& method = metrics.ForMethod("/a.B/C");
  EXPECT_EQ(&method, &metrics.ForMethod("/a.B/C"));
  method.Ended(absl::StatusCode::kOk, absl::Milliseconds(3));
  method.Ended(absl::StatusCode::kOk, absl::Milliseconds(3));
  method.Ended(absl::StatusCode::kNotFound, absl::Milliseconds(3));
  method.Ended(static_cast<absl::StatusCode>(99), absl::Milliseconds(3));
  metrics.Gauge("test_gauge", "help").Set(7);
  metrics.Counter("test_counter", "help").Increment();
  EXPECT_EQ(metrics.port(), 0);
  const absl::Status served = metrics.Serve("127.0.0.1:0");
  ASSERT_TRUE(served.ok()) << served;
  ASSERT_GT(metrics.port(), 0);
  const std::string answer = HttpGet(metrics.port(), "/metrics");
  EXPECT_TRUE(absl::StrContains(answer, "200 OK")) << answer;
  EXPECT_TRUE(absl::StrContains(answer, "dondoc_rpc_calls_total{code=\"OK\",method=\"/a.B/C\"} 2"))
      << answer;
  EXPECT_TRUE(absl::StrContains(answer, "code=\"NOT_FOUND\",method=\"/a.B/C\"} 1"));
  EXPECT_TRUE(absl::StrContains(answer, "dondoc_rpc_latency_seconds_count{method=\"/a.B/C\"} 4"));
  EXPECT_TRUE(absl::StrContains(answer, "test_gauge 7"));
  EXPECT_TRUE(absl::StrContains(answer, "test_counter 1"));
  // A second server cannot have the port, and says so without throwing.
  Metrics other;
  EXPECT_EQ(other.Serve(absl::StrCat("127.0.0.1:", metrics.port())).code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace dondoc::obs
