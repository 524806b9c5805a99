#include "common/obs/log.h"

#include <random>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace dondoc::obs {
namespace {

// The line as a JSON object, by a parser that is not ours.
google::protobuf::Struct Parse(const std::string& line) {
  google::protobuf::Struct object;
  EXPECT_FALSE(line.empty());
  EXPECT_EQ(line.back(), '\n');
  EXPECT_EQ(line.find('\n'), line.size() - 1) << "one line, whatever is in it";
  const auto status = google::protobuf::util::JsonStringToMessage(line, &object);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << line;
  return object;
}

std::string Field(const google::protobuf::Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? "(absent)" : found->second.string_value();
}

TEST(LogTest, KeepsWhatItIsGiven) {
  const auto object =
      Parse(FormatLogLine(Severity::kWarning, "2022-08-09T00:00:00.000Z", "xin chào",
                          {{"method", "/a.B/C"},
                           {"quote", "a \"b\" \\ c"},
                           {"lines", "1\n2\r\t\x01\x7f"},
                           {"vi", "Đôn đốc ường"}}));
  EXPECT_EQ(Field(object, "severity"), "WARN");
  EXPECT_EQ(Field(object, "message"), "xin chào");
  EXPECT_EQ(Field(object, "method"), "/a.B/C");
  EXPECT_EQ(Field(object, "quote"), "a \"b\" \\ c");
  EXPECT_EQ(Field(object, "lines"), "1\n2\r\t\x01\x7f");
  EXPECT_EQ(Field(object, "vi"), "Đôn đốc ường");
}

TEST(LogTest, InvalidUtf8BecomesReplacementCharacters) {
  const std::string replaced =
      "a\xef\xbf\xbd"
      "b";
  for (const char* bad : {"a\xff"
                          "b",
                          "a\xc0"
                          "b",
                          "a\xe1"
                          "b",
                          "a\x80"
                          "b"}) {
    EXPECT_EQ(Field(Parse(FormatLogLine(Severity::kInfo, "", bad, {})), "message"), replaced);
  }
  // Overlong, surrogate, beyond the last character, cut short.
  for (const char* bad :
       {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f"}) {
    Parse(FormatLogLine(Severity::kInfo, "", bad, {{bad, bad}}));
  }
}

TEST(LogTest, RandomBytesStayOneValidLine) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    Parse(FormatLogLine(Severity::kError, "t", bytes, {{"k", bytes}, {bytes, "v"}}));
  }
}

TEST(LogTest, LongValuesAreCutNotDropped) {
  constexpr size_t kLimit = 16 * 1024;
  for (const std::string& unit : {std::string("x"), std::string("\x01"), std::string("Đ"),
                                  std::string("\""), std::string("\xff")}) {
    std::string value;
    while (value.size() < 100'000) value += unit;
    const std::string line =
        FormatLogLine(Severity::kInfo, "t", value,
                      {{"a", value}, {"b", value}, {"c", value}, {"d", value}, {"z", "end"}});
    EXPECT_LE(line.size(), kLimit);
    EXPECT_GT(line.size(), kLimit / 4);
    const auto object = Parse(line);
    EXPECT_GT(Field(object, "a").size(), 100);
    EXPECT_EQ(Field(object, "a").substr(Field(object, "a").size() - 3), "...");
  }
  // A key that is no key of ours is bounded, too.
  EXPECT_LE(FormatLogLine(Severity::kInfo, "t", "m", {{std::string(100'000, 'k'), "v"}}).size(),
            kLimit);
}

TEST(LogTest, ManyFieldsEndWhereTheLineIsFull) {
  const std::string value(3000, 'v');
  const auto object = Parse(FormatLogLine(Severity::kInfo, "t", "m",
                                          {{"a", value},
                                           {"b", value},
                                           {"c", value},
                                           {"d", value},
                                           {"e", value},
                                           {"f", value},
                                           {"g", value}}));
  EXPECT_EQ(Field(object, "a"), value);
  EXPECT_EQ(Field(object, "d"), value);
}

}  // namespace
}  // namespace dondoc::obs
