#include "common/rpc/filter.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/rpc/limits.h"

namespace dondoc::rpc {
namespace {

// "field op value|..." of a filter, or its reason.
std::string Read(absl::string_view filter) {
  const auto conditions = ParseFilter(filter);
  if (!conditions.ok()) {
    const auto bad = BadRequestOf(conditions.status());
    EXPECT_EQ(bad.field_violations_size(), 1);
    EXPECT_EQ(bad.field_violations(0).field(), "filter");
    return ReasonOf(conditions.status());
  }
  std::string text;
  for (const Condition& condition : *conditions) {
    absl::StrAppend(&text, condition.field, " ", OperatorText(condition.op), " ", condition.value,
                    "|");
  }
  return text;
}

TEST(FilterTest, Table) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},
      {"  \t\n", ""},
      {"state=DONE", "state = DONE|"},
      {" state = DONE ", "state = DONE|"},
      {"a!=1 AND b<2 AND c<=3 AND d>4 AND e>=5 AND f:6", "a != 1|b < 2|c <= 3|d > 4|e >= 5|f : 6|"},
      {"task.lead_unit=agencies/a/units/b", "task.lead_unit = agencies/a/units/b|"},
      {R"(q:"hai từ")", "q : hai từ|"},
      {R"(q:"a \"b\" \\ c")", "q : a \"b\" \\ c|"},
      {R"(q:"")", "q : |"},
      {R"(q:"x AND y" AND z=1)", "q : x AND y|z = 1|"},
      {R"(q="=" AND r=1)", "q = =|r = 1|"},
      {"a==1", "a = =1|"},
      {"a=1  AND   b=2", "a = 1|b = 2|"},
  };
  for (const auto& [filter, expected] : cases) EXPECT_EQ(Read(filter), expected) << filter;
}

TEST(FilterTest, RefusesAnythingElse) {
  for (const char* filter :
       {"state",   "state=",   "=DONE",     "state DONE", "a=1 OR b=2",  "a=1 b=2",
        "a=1 AND", "a=1 AND ", "AND a=1",   "(a=1)",      "A=1",         "a=\"",
        "a=\"x",   "a=\"x\\",  "a=\"x\\\"", "a~1",        "a=1 and b=2", "NOT a=1",
        "\xff=1",  "đ=1",      "a =",       "a= "}) {
    EXPECT_EQ(Read(filter), "INVALID_FIELD") << filter;
  }
}

TEST(FilterTest, IsBounded) {
  std::string filter = "a=1";
  for (int i = 1; i < kMaxFilterConditions; ++i) filter += " AND a=1";
  EXPECT_TRUE(ParseFilter(filter).ok());
  EXPECT_EQ(Read(filter + " AND a=1"), "INVALID_FIELD");
  const std::string value(kMaxFilterBytes - 2, 'x');
  EXPECT_TRUE(ParseFilter("a=" + value).ok());
  EXPECT_EQ(Read("a=" + value + "x"), "INVALID_FIELD");
}

TEST(FilterTest, RandomBytesAreReadOrRefused) {
  std::mt19937_64 random(11);
  const std::string alphabet = "ab=!<>:\" \\AND.\n\xc4\x91\xff_()";
  int read = 0;
  for (int i = 0; i < 50000; ++i) {
    std::string filter;
    for (size_t n = random() % 25; n > 0; --n) filter += alphabet[random() % alphabet.size()];
    const auto conditions = ParseFilter(filter);
    if (!conditions.ok()) continue;
    if (!conditions->empty()) ++read;
    for (const Condition& condition : *conditions) EXPECT_FALSE(condition.field.empty());
  }
  EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace dondoc::rpc
