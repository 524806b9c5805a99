#include "common/sql/lru_cache.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dondoc::sql::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointee;

TEST(LruCache, ForgetsWhatWasUsedLongestAgo) {
  LruCache<int> cache(3);
  std::vector<int> evicted;
  const auto evict = [&](int value) { evicted.push_back(value); };
  for (int i = 1; i <= 3; ++i) cache.Insert(absl::StrCat(i), i, evict);
  EXPECT_THAT(evicted, IsEmpty());
  EXPECT_THAT(cache.Find("1"), Pointee(1));
  cache.Insert("4", 4, evict);
  EXPECT_THAT(evicted, ElementsAre(2));
  EXPECT_EQ(cache.Find("2"), nullptr);
  EXPECT_THAT(cache.Find("1"), Pointee(1));
  EXPECT_EQ(cache.size(), 3u);
}

TEST(LruCache, ErasesAndKeepsItsAddresses) {
  LruCache<std::unique_ptr<int>> cache(100);
  const auto* first = cache.Insert("first", std::make_unique<int>(1), [](auto) {});
  for (int i = 0; i < 90; ++i) cache.Insert(absl::StrCat(i), std::make_unique<int>(i), [](auto) {});
  EXPECT_EQ(cache.Find("first"), first);
  cache.Erase("first");
  cache.Erase("never");
  EXPECT_EQ(cache.Find("first"), nullptr);
  EXPECT_EQ(cache.size(), 90u);
  cache.Clear();
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_EQ(cache.Find("5"), nullptr);
}

TEST(LruCache, HoldsAtLeastOne) {
  LruCache<int> cache(0);
  int evicted = 0;
  cache.Insert("a", 1, [&](int) { ++evicted; });
  EXPECT_THAT(cache.Find("a"), Pointee(1));
  cache.Insert("b", 2, [&](int) { ++evicted; });
  EXPECT_EQ(evicted, 1);
  EXPECT_EQ(cache.size(), 1u);
}

}  // namespace
}  // namespace dondoc::sql::internal
