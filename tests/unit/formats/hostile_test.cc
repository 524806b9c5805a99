// Files made to hurt: time stays linear in the bytes, nothing crashes, and the same bytes give the
// same text.
#include <cstdint>
#include <ctime>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/format.h"
#include "services/registry/formats/limits.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

std::string Repeat(absl::string_view piece, size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size());
  while (out.size() < bytes) out.append(piece.data(), piece.size());
  return out;
}

absl::Duration TimeOf(const std::string& bytes) {
  // Of the processor, so that neighbours do not count.
  const std::clock_t begin = std::clock();
  const auto document = ReadDocument(bytes);
  const absl::Duration time =
      absl::Seconds(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  EXPECT_EQ(document.ok() ? CheckDocument(*document) : "", "");
  return time;
}

// What is read again and again somewhere if anything is.
struct Hostile {
  const char* name;
  const char* prefix;
  const char* piece;
};
constexpr Hostile kHostile[] = {
    {"words", "", "Thông báo kết luận của Giám đốc Sở tại hội nghị giao ban\n"},
    {"one line", "", "từ "},
    {"empty lines", "", "\n"},
    {"tabs", "", "\t"},
    {"lines with tabs", "", "a\tb\n"},
    {"small blocks of tabs", "", "a\tb\tc\nd\te\tf\ng\th\ti\n\n"},
    {"tabs far apart", "", "a\tb\nmột\nhai\nba\nbốn\nnăm\nsáu\nbảy\ntám\nchín\nmười\n"},
    {"bars", "", "|"},
    {"lines with bars", "", "|a|b|\n"},
    {"rules", "", "+--+\n"},
    {"aligned", "", "a  b  c\n"},
    {"spaces", "", "  "},
    {"aligned blocks", "", "STT  Nội dung  Hạn\n1    A         B\n2    C         D\n\n\n"},
    {"TCVN3", "",
     "C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDC"
     "a\n"},
    {"open tags", "<html>", "<p>"},
    {"inline tags", "<html>", "<b>x</b>"},
    {"closed only", "<html>", "</i>"},
    {"open and close", "<html>", "<b></i>"},
    {"unclosed comment", "<html><!--", "- "},
    {"comments", "<html>", "<!-- x -->"},
    {"unclosed tag", "<html><p ", "x "},
    {"huge attribute", "<html><p style='", "a:b;"},
    {"entities", "<html>", "&a;&#7879;&amp"},
    {"ampersands", "<html>", "&"},
    {"less than", "<html>", "<"},
    {"conditions", "<html>", "<!["},
    {"unclosed style", "<html><style>", "a{b:c}"},
    {"unclosed script", "<html><script>", "</scrip"},
    {"cells", "<html><table><tr>", "<td>x"},
    {"spanning cells", "<html><table>", "<tr><td rowspan=9999 colspan=60>x"},
    {"rows", "<html><table>", "<tr>"},
    {"tables", "<html>", "<table><tr><td>x</table>"},
    {"lists", "<html>", "<ul><li>x</ul>"},
    {"items", "<html><ol>", "<li>x"},
    {"breaks", "<html>", "<br>"},
    {"fonts", "<html>", "<font face='.VnTime'>C\xC3\xA9ng</font>"},
};

TEST(HostileTest, TimeIsLinear) {
  constexpr size_t kBytes = size_t{1} << 20;
  for (const Hostile& hostile : kHostile) {
    const absl::Duration once = TimeOf(absl::StrCat(hostile.prefix, Repeat(hostile.piece, kBytes)));
    const absl::Duration four =
        TimeOf(absl::StrCat(hostile.prefix, Repeat(hostile.piece, 4 * kBytes)));
    // Four times as long is linear, sixteen times quadratic; small times are noise.
    EXPECT_LT(four, 9 * once + absl::Milliseconds(400))
        << hostile.name << ": " << once << ", " << four;
    if (four > absl::Seconds(1))
      std::cout << hostile.name << ": " << once << ", " << four << std::endl;
  }
}

TEST(HostileTest, DistinctAttributes) {
  absl::Duration times[2];
  for (const int count : {50000, 200000}) {
    std::string page = "<html><p";
    for (int i = 0; i < count; ++i) absl::StrAppend(&page, " a", i);
    times[count > 50000] = TimeOf(page + ">x");
  }
  EXPECT_LT(times[1], 9 * times[0] + absl::Milliseconds(400)) << times[0] << ", " << times[1];
}

TEST(HostileTest, LargestText) {
  const std::string piece =
      "1\tRà soát quy hoạch các khu đô thị\tSở Xây dựng\tQuý I/2026\n\n  a  b\n";
  const absl::Duration quarter = TimeOf(Repeat(piece, kMaxDocumentBytes / 4));
  const absl::Duration all = TimeOf(Repeat(piece, kMaxDocumentBytes - piece.size()));
  EXPECT_LT(all, 9 * quarter + absl::Milliseconds(400)) << quarter << ", " << all;
}

std::string Describe(const absl::StatusOr<DocumentText>& document) {
  return document.ok() ? absl::StrCat(document->text, PrintTables(*document))
                       : ReasonOf(document.status());
}

TEST(HostileTest, RandomChanges) {
  const std::string samples[] = {
      "THÔNG BÁO\n\nSTT\tNội dung\tHạn\n1\tRà soát\t15/6\n2\tBáo cáo\t20/6\n\n"
      "| TT | Việc | Hạn |\n|---|---|---|\n| 1 | A | B |\n| 2 | C | D |\n\n"
      "TT   Nội dung    Hạn\n1    Rà soát     15/6\n     quy hoạch\n2    Báo cáo     20/6\n",
      "<html><head><style>p.x{font-family:.VnTime}</style></head><body><p class=x>C\xE9ng</p>"
      "<table><tr><th rowspan=2>TT<th colspan=3>Việc</tr><tr><td>1</table><ol type=a><li>x"
      "<ul><li>y</ul></ol><p style='mso-list:l0'><![if !supportLists]><span "
      "style='mso-list:Ignore'>"
      "1.&nbsp;</span><![endif]>z<article>Một &amp; hai</article>",
      "C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDC"
      "a Vi\xD6t Nam, \xA7\xE9"
      "c l\xCBp - H\xB9nh ph\xF3"
      "c",
      std::string("\xFF\xFEM\0\xD9\x1Et\0\t\0h\0", 12)};
  const uint32_t seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = samples[random() % std::size(samples)];
    const int changes = 1 + static_cast<int>(random() % 8);
    for (int i = 0; i < changes && !bytes.empty(); ++i) {
      const size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
          break;
        case 2:
          bytes.erase(at, random() % 20);
          break;
        default:
          bytes[at] = "\t\n |<>&;'\"=-+"[random() % 13];
      }
    }
    const auto document = ReadDocument(bytes);
    if (document.ok()) {
      ASSERT_EQ(CheckDocument(*document), "") << "seed " << seed << " round " << round;
    } else if (document.status().code() != absl::StatusCode::kInternal) {
      ASSERT_EQ(document.status().code(), absl::StatusCode::kInvalidArgument)
          << "seed " << seed << " round " << round;
    }
    ASSERT_EQ(Describe(document), Describe(ReadDocument(bytes))) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dondoc::registry
