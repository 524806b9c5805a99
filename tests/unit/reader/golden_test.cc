// Sample notices and what a person would read in them, compared as a whole. After a wanted change:
// DONDOC_UPDATE_GOLDEN=1 rewrites the expected readings, which are then reviewed like code.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/calendar/official_tables.h"
#include "services/registry/reader/reader.h"
#include "tests/unit/reader/draft_printer.h"
#include "tests/unit/reader/read_bytes.h"
#include "tests/unit/reader/sample_directory.h"

namespace dondoc::registry {
namespace {

// Tests run in the repository's root.
constexpr absl::string_view kFolder = "tests/data/notices/";

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

class GoldenNotice : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenNotice, IsReadAsReviewed) {
  const std::string notice = absl::StrCat(kFolder, GetParam(), ".txt");
  const std::string golden = absl::StrCat(kFolder, GetParam(), ".expected");
  const auto calendar = calendar::Calendar::Create(calendar::OfficialTables());
  ASSERT_TRUE(calendar.ok());
  const auto draft = ReadBytes(ReadFile(notice), GetParam(), SampleDirectory(), &*calendar, {});
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(CheckSpans(*draft), "");
  const std::string printed = PrintDraft(*draft);
  if (std::getenv("DONDOC_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << printed;
    GTEST_SKIP() << "rewrote " << golden;
  }
  EXPECT_EQ(printed, ReadFile(golden));
}

INSTANTIATE_TEST_SUITE_P(Samples, GoldenNotice,
                         ::testing::Values("mau-thong-bao-ket-luan", "thong-bao-giao-ban-2026",
                                           "thong-bao-khong-tieu-de"),
                         [](const ::testing::TestParamInfo<std::string>& param) {
                           std::string name = param.param;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace dondoc::registry
