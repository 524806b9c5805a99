#include "common/obs/trace.h"

#include <vector>

#include "gtest/gtest.h"

namespace dondoc::obs {
namespace {

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";
constexpr char kHeader[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(TraceTest, ContinuesATraceWithASpanOfItsOwn) {
  const TraceContext context = ContinueTrace(kHeader);
  EXPECT_EQ(context.trace_id, kTrace);
  EXPECT_NE(context.span_id, "b7ad6b7169203331");
  EXPECT_EQ(context.span_id.size(), 16);
  EXPECT_TRUE(context.sampled);
  EXPECT_EQ(context.ToHeader(), std::string("00-") + kTrace + "-" + context.span_id + "-01");
}

TEST(TraceTest, ReadsTheSampledFlagAlone) {
  const std::string base(kHeader, 53);
  EXPECT_FALSE(ContinueTrace(base + "00").sampled);
  EXPECT_TRUE(ContinueTrace(base + "ff").sampled);
  EXPECT_FALSE(ContinueTrace(base + "fe").sampled);
  EXPECT_TRUE(ContinueTrace(base + "0b").sampled);
}

TEST(TraceTest, ALaterVersionMayBeLonger) {
  EXPECT_EQ(ContinueTrace(std::string("01") + (kHeader + 2) + "-more").trace_id, kTrace);
}

TEST(TraceTest, AnythingElseStartsAnew) {
  const std::string good = kHeader;
  std::vector<std::string> bad = {
      "", "junk", good.substr(0, 54),
      // Version 00 has exactly these fields.
      good + "-more", std::string("01") + good.substr(2) + "more", "ff" + good.substr(2),
      "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
      "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319x-b7ad6b7169203331-01",
      "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g", std::string(100'000, 'a')};
  for (const std::string& header : bad) {
    const TraceContext context = ContinueTrace(header);
    EXPECT_NE(context.trace_id, kTrace) << header.substr(0, 80);
    EXPECT_EQ(context.trace_id.size(), 32);
    EXPECT_FALSE(context.sampled);
  }
}

}  // namespace
}  // namespace dondoc::obs
