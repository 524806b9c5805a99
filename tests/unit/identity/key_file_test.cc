#include "common/identity/key_file.h"

#include <filesystem>

#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/base/error.h"
#include "tests/unit/identity/testing.h"

namespace dondoc::identity {
namespace {

std::string ReasonOfRead(const std::string& path, KeyFileKind kind) {
  return ReasonOf(ReadKeyFile(path, kind).status());
}

TEST(KeyFileTest, PrivateKeysBelongToTheirOwnerAlone) {
  const testing::TempDir dir;
  const std::string path = dir.Write("key", "text");
  for (const mode_t open : {0644, 0640, 0604, 0620, 0601, 0610, 0666, 0777}) {
    ASSERT_EQ(chmod(path.c_str(), open), 0);
    EXPECT_EQ(ReasonOfRead(path, KeyFileKind::kPrivate), "KEY_FILE_TOO_OPEN") << std::oct << open;
  }
  for (const mode_t closed : {0600, 0400}) {
    ASSERT_EQ(chmod(path.c_str(), closed), 0);
    const auto file = ReadKeyFile(path, KeyFileKind::kPrivate);
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ(file->text, "text");
  }
}

TEST(KeyFileTest, PublicKeysAreNotForOthersToWrite) {
  const testing::TempDir dir;
  const std::string path = dir.Write("key", "text");
  for (const mode_t open : {0666, 0664, 0646}) {
    ASSERT_EQ(chmod(path.c_str(), open), 0);
    EXPECT_EQ(ReasonOfRead(path, KeyFileKind::kPublic), "KEY_FILE_TOO_OPEN") << std::oct << open;
  }
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  EXPECT_TRUE(ReadKeyFile(path, KeyFileKind::kPublic).ok());
}

TEST(KeyFileTest, RefusesWhatIsNotAFile) {
  const testing::TempDir dir;
  EXPECT_EQ(ReasonOfRead(dir.path() + "/absent", KeyFileKind::kPublic), "KEY_FILE_UNREADABLE");
  EXPECT_EQ(ReasonOfRead(dir.path(), KeyFileKind::kPublic), "KEY_FILE_UNREADABLE");
  const std::string pipe = dir.path() + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(ReasonOfRead(pipe, KeyFileKind::kPrivate), "KEY_FILE_UNREADABLE");
}

TEST(KeyFileTest, IsBounded) {
  const testing::TempDir dir;
  EXPECT_TRUE(
      ReadKeyFile(dir.Write("fits", std::string(kMaxKeyFileBytes, 'x')), KeyFileKind::kPublic)
          .ok());
  EXPECT_EQ(
      ReasonOfRead(dir.Write("big", std::string(kMaxKeyFileBytes + 1, 'x')), KeyFileKind::kPublic),
      "KEY_FILE_TOO_LARGE");
}

TEST(KeyFileTest, WritesWholeFilesWithTheirModeAndKeepsExistingOnes) {
  const testing::TempDir dir;
  const std::string path = dir.path() + "/key";
  const auto first = WriteKeyFile(path, "one", 0600, IfExists::kKeep);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(*first);
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0600u);

  const auto second = WriteKeyFile(path, "two", 0644, IfExists::kKeep);
  ASSERT_TRUE(second.ok());
  EXPECT_FALSE(*second);
  EXPECT_EQ(ReadKeyFile(path, KeyFileKind::kPrivate)->text, "one");

  const auto before = *StampOf(path);
  ASSERT_TRUE(*WriteKeyFile(path, "three", 0644, IfExists::kReplace));
  EXPECT_EQ(ReadKeyFile(path, KeyFileKind::kPublic)->text, "three");
  EXPECT_NE(*StampOf(path), before);
  // No unfinished file is left behind.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);

  EXPECT_EQ(ReasonOf(WriteKeyFile(dir.path() + "/no/key", "x", 0600, IfExists::kKeep).status()),
            "KEY_FILE_UNWRITABLE");
}

}  // namespace
}  // namespace dondoc::identity
