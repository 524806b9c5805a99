// The page of a notice, and the marks in it.
#include "services/cli/render/notice_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/width.h"
#include "services/cli/render/marked_html.h"
#include "services/cli/render/notice.h"
#include "tests/unit/cli/notice_draft.h"

namespace dondoc::cli {
namespace {

using registry::v1::NoticeDraft;
using ::testing::HasSubstr;
using ::testing::Not;

const Lang kVietnamese(Language::kVietnamese);

std::string SameName(const std::string& name) { return name; }

std::string Marked(const std::string& text, std::vector<MarkedSpan> spans) {
  spans = MendMarks(text, std::move(spans));
  return MarkedHtml(text, spans, kVietnamese).Piece(0, text.size());
}

// Every tag is closed by its own, in order: what a parser of XML would say.
::testing::AssertionResult Nests(const std::string& html) {
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const size_t end = html.find('>', at);
    if (end == std::string::npos) return ::testing::AssertionFailure() << "open tag at " << at;
    std::string tag = html.substr(at + 1, end - at - 1);
    tag = tag.substr(0, tag.find(' '));
    if (tag == "meta" || tag == "!DOCTYPE") continue;
    if (tag.front() != '/') {
      open.push_back(tag);
    } else if (open.empty() || open.back() != tag.substr(1)) {
      return ::testing::AssertionFailure() << tag << " at " << at;
    } else {
      open.pop_back();
    }
  }
  if (!open.empty()) return ::testing::AssertionFailure() << open.back() << " stays open";
  return ::testing::AssertionSuccess();
}

int Count(const std::string& text, const std::string& part) {
  return static_cast<int>(std::vector<std::string>(absl::StrSplit(text, part)).size()) - 1;
}

TEST(MarkedHtmlTest, CrossingMarksAreCutAtTheBorder) {
  EXPECT_EQ(Marked("abcdef", {{Mark::kHeader, 0, 4}, {Mark::kUnit, 2, 6}}),
            "<span class=\"m header\">ab<span class=\"m unit\" data-k=\"đơn vị\">cd</span></span>"
            "<span class=\"m unit\">ef</span>");
}

TEST(MarkedHtmlTest, EveryPairOfStretchesNests) {
  for (int64_t a = 0; a < 5; ++a) {
    for (int64_t b = a; b <= 5; ++b) {
      for (int64_t c = 0; c < 5; ++c) {
        for (int64_t d = c; d <= 5; ++d) {
          const std::string html = Marked("vwxyz", {{Mark::kTask, a, b, "1", "", 1},
                                                    {Mark::kDeadline, c, d},
                                                    {Mark::kDoubt, 1, 3, "", "lý do"}});
          EXPECT_TRUE(Nests(html)) << html;
        }
      }
    }
  }
}

TEST(MarkedHtmlTest, PiecesTogetherSayTheWholeAndAnchorOnce) {
  const std::string text = "một hai ba";
  const auto spans = MendMarks(text, {{Mark::kTask, 0, 100, "1", "", 1}});
  MarkedHtml marked(text, spans, kVietnamese);
  const std::string first = marked.Piece(0, 5);
  const std::string second = marked.Piece(5, text.size());
  EXPECT_THAT(first, HasSubstr("id=\"d1\""));
  EXPECT_THAT(second, Not(HasSubstr("id=")));
  EXPECT_TRUE(Nests(first));
  EXPECT_TRUE(Nests(second));
}

TEST(MarkedHtmlTest, TextAndReasonsAreEscaped) {
  const std::string html = Marked("<script>\x1b", {{Mark::kDoubt, 0, 8, "", "\"><script>"}});
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("title=\"&quot;&gt;&lt;script&gt;\""));
  EXPECT_THAT(html, Not(HasSubstr("\x1b")));
}

TEST(NoticePageTest, CardsAndPassagesLinkBothWays) {
  const std::string page = RenderNoticePage(SampleDraft(), SameName, kVietnamese);
  EXPECT_TRUE(Nests(page));
  for (const char* number : {"1", "2"}) {
    for (const char* part : {"id=\"d", "href=\"#d", "id=\"t", "href=\"#t"}) {
      EXPECT_EQ(Count(page, absl::StrCat(part, number, "\"")), 1) << part << number;
    }
  }
  for (const char* part :
       {"data-k=\"hạn\"", "data-k=\"tiền\"", "data-k=\"gửi\"", "data-k=\"số lượng\"",
        "data-k=\"văn bản\"", "data-k=\"kết luận\"", "title=\"Không rõ báo cáo ai\"",
        "SEVERAL_ADDRESSEES", "14/05/2024", "1.500.000.000 đồng", "⚠ 64%", "hoi-nong-dan",
        "Đồng ý phương án 1", "“Phòng QLKH” → agencies/so-khcn/units/qlkh (qlkh)", "4 đề tài"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  for (const char* part : {"<script", "src=", "http:", "https:", "url(", "@import"}) {
    EXPECT_THAT(page, Not(HasSubstr(part)));
  }
}

TEST(NoticePageTest, SpeaksEnglish) {
  const std::string page = RenderNoticePage(SampleDraft(), SameName, Lang(Language::kEnglish));
  EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("data-k=\"due\""));
  EXPECT_THAT(page, HasSubstr("2 tasks · 2 points to check"));
}

// A draft of an older reader, or one that a clerk stripped.
TEST(NoticePageTest, MissesNothingThatIsNotThere) {
  NoticeDraft bare;
  EXPECT_TRUE(Nests(RenderNoticePage(bare, SameName, kVietnamese)));
  bare = SampleDraft();
  for (auto& task : *bare.mutable_tasks()) {
    task.clear_readings();
    task.clear_act();
  }
  bare.mutable_tasks(1)->clear_spans();
  const std::string page = RenderNoticePage(bare, SameName, kVietnamese);
  EXPECT_TRUE(Nests(page));
  // Without a reading the addressee is found in the task.
  EXPECT_THAT(page, HasSubstr("data-k=\"gửi\">UBND tỉnh"));
  EXPECT_THAT(page, HasSubstr("id=\"t2\""));
  EXPECT_THAT(page, Not(HasSubstr("href=\"#d2\"")));
}

TEST(NoticeTest, MarksEveryKindInPlaceAndSaysWhatTheyMean) {
  const std::string view = RenderDraft(SampleDraft(), SameName, kVietnamese, {});
  for (const char* part : {"#(04)", "₫(1,5 tỷ đồng)", "‹16/KH-UBND›", "→(UBND tỉnh)",
                           "«trước ngày 15/5/2024»", "⟪Đồng ý phương án 1⟫", "[Phòng QLKH]",
                           "⟪kết luận không giao việc⟫", "₫(tiền)", "{thể thức văn bản}"}) {
    EXPECT_THAT(view, HasSubstr(part));
  }
}

TEST(NoticeTest, DoubtsAndUnsureFieldsStandBelowTheirTask) {
  const NoticeDraft draft = SampleDraft();
  const std::string view = RenderDraft(draft, SameName, kVietnamese, {.columns = 120});
  const size_t table = view.find("Mục ");
  const size_t doubt = view.find("(!) Không rõ báo cáo ai", table);
  const size_t second = view.find("Phối hợp <Văn", table);
  ASSERT_NE(doubt, std::string::npos);
  EXPECT_LT(doubt, second);
  const size_t unsure = view.find("· chưa chắc: Gửi, trình 64%", table);
  ASSERT_NE(unsure, std::string::npos);
  EXPECT_LT(unsure, second);
  for (const absl::string_view line : absl::StrSplit(view.substr(table), '\n')) {
    EXPECT_LE(text::DisplayWidth(line), 120u) << line;
  }
}

}  // namespace
}  // namespace dondoc::cli
