#include "common/base/sha256.h"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dondoc {
namespace {

using std::string_literals::operator""s;

// FIPS 180-4 examples (NIST).
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(Sha256("abc").size(), kSha256Bytes);
}

TEST(Sha256Stream, PiecesMakeTheWholeAndTheStreamBeginsAnew) {
  Sha256Stream stream;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(stream.Update("a").Update("").Update("bc").Finish(), Sha256("abc"));
  }
  EXPECT_EQ(stream.Finish(), Sha256(""));
  Sha256Stream moved = std::move(stream.Update("ab"));
  EXPECT_EQ(moved.Update("c").Finish(), Sha256("abc"));
}

TEST(Sha256Stream, FieldsKeepTheirBorders) {
  Sha256Stream stream;
  const std::string one = stream.UpdateField("ab").UpdateField("c").Finish();
  const std::string other = stream.UpdateField("a").UpdateField("bc").Finish();
  EXPECT_NE(one, other);
  EXPECT_EQ(one, Sha256("\0\0\0\0\0\0\0\x02"
                        "ab"
                        "\0\0\0\0\0\0\0\x01"
                        "c"s));
}

TEST(Sha256, ThreadsAgree) {
  const std::string expected = Sha256("Đôn Đốc");
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) wrong[t] += Sha256("Đôn Đốc") != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
}

}  // namespace
}  // namespace dondoc
