#include "common/text/sort_key.h"

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dondoc::text {
namespace {

using Names = std::vector<std::string>;

template <typename Key>
Names Sorted(Names names, Key key) {
  std::mt19937 random(7);
  std::shuffle(names.begin(), names.end(), random);
  std::sort(names.begin(), names.end(),
            [&](const std::string& a, const std::string& b) { return key(a) < key(b); });
  return names;
}

TEST(SortKey, VietnameseAlphabet) {
  const Names letters = {"a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m",
                         "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y"};
  EXPECT_EQ(Sorted(letters, SortKey), letters);
}

TEST(SortKey, Names) {
  const Names names = {"An",  "Ăn", "Ân",  "Bình",  "Cường", "Dung", "Dũng", "Đạt",
                       "Đức", "Em", "Êm",  "Giang", "Hà",    "Hạ",   "Hòa",  "Oanh",
                       "Ô",   "Ơn", "Sơn", "Tú",    "Tư",    "Xuân", "Yến"};
  EXPECT_EQ(Sorted(names, SortKey), names);
}

TEST(SortKey, TonesFollowTheDictionary) {
  const Names tones = {"ma", "mà", "mả", "mã", "má", "mạ", "mă"};
  EXPECT_EQ(Sorted(tones, SortKey), tones);
  const Names words = {"Phòng 2",        "Phòng 2a",      "Phòng 10",
                       "Phòng Kế hoạch", "Phòng Tổ chức", "Phóng viên"};
  EXPECT_EQ(Sorted(words, SortKey), words);
}

TEST(SortKey, SpellingsOfOneTextAreEqual) {
  EXPECT_EQ(SortKey("Hoà"), SortKey("Hòa"));
  EXPECT_EQ(SortKey("ê\u0301"), SortKey("e\u0302\u0301"));
  EXPECT_EQ(SortKey(" Bình\u00A0 An "), SortKey("Bình An"));
  EXPECT_NE(SortKey("An"), SortKey("an"));
  EXPECT_NE(SortKey("An"), SortKey("Ân"));
  EXPECT_EQ(SortKey(""), "");
  EXPECT_EQ(SortKey(" \n"), "");
  EXPECT_FALSE(SortKey("\xFF").empty());
}

TEST(SortKey, IsCapped) {
  std::string text, other;
  for (int i = 0; i < 200000; ++i) text += "Ngữ";
  EXPECT_LE(SortKey(text).size(), kMaxSortKeyBytes);
  EXPECT_LE(PersonSortKey(text).size(), kMaxSortKeyBytes);
  EXPECT_EQ(SortKey(text), SortKey(text + "x"));
  EXPECT_LT(SortKey("An" + text), SortKey("Ăn" + text));
  std::string marks = "a";
  for (int i = 0; i < 200000; ++i) marks += "\u0301";
  EXPECT_LE(SortKey(marks).size(), kMaxSortKeyBytes);
}

TEST(PersonSortKey, ByGivenNameThenTheRest) {
  const Names people = {"Lê An",         "Nguyễn Văn An", "Trần Thị An", "Trần Văn Ân",
                        "Bình",          "Lê Hoà Bình",   "Đỗ Thị Dung", "Phạm Đạt",
                        "Nguyễn Thị Hà", "An Hạ",         "Lê Hạnh"};
  EXPECT_EQ(Sorted(people, PersonSortKey), people);
  EXPECT_EQ(PersonSortKey("Lê Hoà"), PersonSortKey("Lê  Hòa "));
  EXPECT_EQ(PersonSortKey(""), "");
  // One given name in any case: the rest decides.
  EXPECT_LT(PersonSortKey("Lê AN"), PersonSortKey("Trần An"));
  EXPECT_LT(PersonSortKey("Lê An"), PersonSortKey("Trần AN"));
}

TEST(SortKey, ThreadsAgree) {
  const std::string expected = SortKey("Nguyễn Thị Thu Mỹ");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) wrong[t] += SortKey("Nguyễn Thị Thu Mỹ") != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
}

TEST(SortKeyVersion, IsStable) {
  EXPECT_EQ(SortKeyVersion(), SortKeyVersion());
  EXPECT_EQ(SortKeyVersion().size(), 10u);
}

}  // namespace
}  // namespace dondoc::text
