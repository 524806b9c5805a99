#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/width.h"
#include "services/cli/money.h"
#include "services/cli/render/csv.h"
#include "services/cli/render/html.h"
#include "services/cli/render/json.h"
#include "services/cli/render/marked_text.h"
#include "services/cli/render/notice.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

Table TwoColumns(std::vector<std::vector<Cell>> rows) {
  Table table;
  table.columns = {{"Đơn vị", Align::kLeft, true}, {"Số", Align::kRight}};
  table.rows = std::move(rows);
  return table;
}

TEST(TableTest, ColumnsLineUpWhateverTheEncoding) {
  // "Nguyễn" composed, and decomposed into base letters with combining marks.
  const Table table = TwoColumns({{"Nguyễn", "1"}, {"Nguye\xCC\x82\xCC\x83n", "22"}, {"abc", "3"}});
  const auto lines = LinesOf(RenderTable(table, {}));
  ASSERT_EQ(lines.size(), 5);
  for (const std::string& line : lines) EXPECT_EQ(text::DisplayWidth(line), 10) << line;
}

TEST(TableTest, LongTextWrapsInsideItsColumn) {
  std::string text;
  for (int i = 0; i < 40; ++i) absl::StrAppend(&text, "nhiệm vụ ");
  const auto lines = LinesOf(RenderTable(TwoColumns({{text, "7"}}), {.columns = 60}));
  ASSERT_GT(lines.size(), 6);
  for (const std::string& line : lines) EXPECT_LE(text::DisplayWidth(line), 60);
  // The other column stays on the first line of the row.
  EXPECT_THAT(lines[2], EndsWith("7"));
}

TEST(TableTest, WithoutATerminalNothingWraps) {
  const std::string text(5000, 'x');
  EXPECT_EQ(LinesOf(RenderTable(TwoColumns({{text, "7"}}), {})).size(), 3);
}

TEST(TableTest, NoLineEndsInSpaces) {
  const std::string out = RenderTable(TwoColumns({{"a", ""}, {"dài hơn", "1"}}), {});
  EXPECT_THAT(out, Not(HasSubstr(" \n")));
}

TEST(TableTest, ColourOnlyWhereAsked) {
  const Table table = TwoColumns({{Cell("trễ", Style::kBad), "1"}});
  EXPECT_THAT(RenderTable(table, {.color = true}), HasSubstr("\x1b[31mtrễ\x1b[0m"));
  EXPECT_THAT(RenderTable(table, {.color = false}), Not(HasSubstr("\x1b")));
}

TEST(TableTest, TextCannotCommandTheTerminal) {
  const std::string out =
      RenderTable(TwoColumns({{"a\x1b[2Jb\x07\nc\r", "1"}}), {.color = false, .columns = 40});
  for (const char c : out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  EXPECT_EQ(LinesOf(out).size(), 3);
}

TEST(TableTest, FooterAndNotesStandBeneath) {
  Table table = TwoColumns({{"a", "1"}});
  table.footer = {"Tổng", "1"};
  table.notes = {"hết"};
  const auto lines = LinesOf(RenderTable(table, {}));
  ASSERT_EQ(lines.size(), 6);
  EXPECT_THAT(lines[4], StartsWith("Tổng"));
  EXPECT_EQ(lines[5], "hết");
}

TEST(TableTest, NarrowHeadsBreakBetweenWords) {
  Table table;
  table.columns = {{"Không có ngày", Align::kRight, false, true}};
  table.rows = {{"7"}};
  const auto lines = LinesOf(RenderTable(table, {}));
  ASSERT_EQ(lines.size(), 5);
  for (const std::string& line : lines) EXPECT_LE(text::DisplayWidth(line), 5);
  EXPECT_EQ(LeastWidth(table), 5);
}

TEST(MoneyTest, SeparatesThousandsByLanguage) {
  const Lang vi(Language::kVietnamese), en(Language::kEnglish);
  EXPECT_EQ(FormatMoney(0, vi), "0");
  EXPECT_EQ(FormatMoney(999, vi), "999");
  EXPECT_EQ(FormatMoney(1250000, vi), "1.250.000");
  EXPECT_EQ(FormatMoney(-125000, en), "-125,000");
  EXPECT_EQ(FormatMoney(INT64_MIN, vi), "-9.223.372.036.854.775.808");
  EXPECT_EQ(FormatShare(0, vi), "0%");
  EXPECT_EQ(FormatShare(1250, vi), "12,5%");
  EXPECT_EQ(FormatShare(1205, en), "12.05%");
  EXPECT_EQ(FormatShare(10000, vi), "100%");
}

TEST(CsvTest, QuotesByRfc4180) {
  EXPECT_EQ(CsvField("abc"), "abc");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(CsvField("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(CsvField(""), "");
}

TEST(CsvTest, FormulasAreMadeText) {
  EXPECT_EQ(CsvField("=1+1"), "'=1+1");
  EXPECT_EQ(CsvField("+84 912"), "'+84 912");
  EXPECT_EQ(CsvField("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvField("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
  EXPECT_EQ(CsvField("  =1"), "'  =1");
  EXPECT_EQ(CsvField("\t=1"), "'\t=1");
  EXPECT_EQ(CsvField("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(CsvField("=HYPERLINK(\"http://x\",\"y\")"),
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(CsvField("＝1"), "'＝1");
}

TEST(CsvTest, NegativeNumbersStayNumbers) {
  EXPECT_EQ(CsvField("-12"), "-12");
  EXPECT_EQ(CsvField("-1.250.000"), "-1.250.000");
  EXPECT_EQ(CsvField("-"), "'-");
  EXPECT_EQ(CsvField("-1-2"), "'-1-2");
}

TEST(CsvTest, BeginsWithMarkAndEndsLinesInCrLf) {
  Table table = TwoColumns({{"a", "1"}});
  table.footer = {"Tổng", "1"};
  table.title = "bỏ ra ngoài";
  EXPECT_EQ(RenderCsv(table),
            "\xEF\xBB\xBF"
            "Đơn vị,Số\r\na,1\r\nTổng,1\r\n");
}

TEST(HtmlTest, EscapesEveryText) {
  EXPECT_EQ(EscapeHtml("<a href=\"x\" & 'y'>"), "&lt;a href=&quot;x&quot; &amp; &#39;y&#39;&gt;");
  Table table = TwoColumns({{"<script>alert(1)</script>", "</td>"}});
  table.title = "<b>";
  table.notes = {"<img src=x>"};
  const std::string page = RenderHtml({table}, Lang(Language::kVietnamese));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(HtmlTest, IsOnePrintablePage) {
  Table table = TwoColumns({{"a", "1"}});
  table.footer = {"Tổng", "1"};
  const std::string page = RenderHtml({table}, Lang(Language::kEnglish));
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("lang=\"en\""));
  EXPECT_THAT(page, HasSubstr("A4 landscape"));
  EXPECT_THAT(page, HasSubstr("<tfoot>"));
  EXPECT_THAT(page, EndsWith("</html>\n"));
  for (const char* fetching : {"http:", "https:", "src=", "href=", "url(", "@import"}) {
    EXPECT_THAT(page, Not(HasSubstr(fetching)));
  }
}

TEST(JsonTest, OriginalNamesAndZeroValues) {
  registry::v1::Task task;
  task.set_name("agencies/a/tasks/t");
  const auto json = ToJson(task);
  ASSERT_TRUE(json.ok());
  EXPECT_THAT(*json, HasSubstr("\"lead_unit\": \"\""));
  EXPECT_THAT(*json, HasSubstr("\"state\": \"STATE_UNSPECIFIED\""));
  EXPECT_THAT(*json, HasSubstr("\"due_soon\": false"));
  EXPECT_THAT(*json, Not(HasSubstr("leadUnit")));
  EXPECT_THAT(*json, Not(HasSubstr("last_day")));  // Absent, not zero.
  const auto line = ToJsonLine(task);
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(LinesOf(*line).size(), 1);
}

TEST(JsonTest, UnknownFieldsAreRefused) {
  registry::v1::NoticeDraft draft;
  EXPECT_TRUE(FromJson(R"({"agency": "agencies/a"})", &draft).ok());
  const absl::Status status = FromJson(R"({"agenci": "agencies/a"})", &draft);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "JSON_INVALID");
  EXPECT_EQ(ReasonOf(FromJson("{", &draft)), "JSON_INVALID");
}

TEST(MarkedTextTest, MarksNestAndCarryLabels) {
  const std::string text = "Tổng hợp trong tháng 10. Hết";
  const auto phrase = static_cast<int64_t>(text.find("trong"));
  const auto stop = static_cast<int64_t>(text.find('.'));
  EXPECT_EQ(RenderMarkedText(
                text, {{Mark::kDeadline, phrase, stop, ""}, {Mark::kTask, 0, stop, "1"}}, false),
            "⟦1: Tổng hợp «trong tháng 10»⟧. Hết\n");
  const std::string colored = RenderMarkedText(
      text, {{Mark::kDeadline, phrase, stop, ""}, {Mark::kTask, 0, stop, "1"}}, true);
  EXPECT_THAT(colored, HasSubstr("\x1b[1;33mtrong tháng 10\x1b[0m"));
  EXPECT_THAT(colored, HasSubstr("\x1b[32mTổng hợp \x1b[0m"));
}

TEST(MarkedTextTest, ImpossibleSpansDoNoHarm) {
  const std::string text = "Đôn đốc";
  EXPECT_EQ(RenderMarkedText(text, {{Mark::kTask, -5, 1000, "1"}}, false), "⟦1: Đôn đốc⟧\n");
  EXPECT_EQ(RenderMarkedText(text, {{Mark::kTask, 9, 3, "1"}}, false), "Đôn đốc\n");
  // Inside the two bytes of "Đ": widened to the whole letter.
  EXPECT_EQ(RenderMarkedText(text, {{Mark::kTask, 1, 2, "1"}}, false), "⟦1: Đ⟧ôn đốc\n");
  EXPECT_EQ(RenderMarkedText("", {{Mark::kTask, 0, 1, "1"}}, false), "\n");
}

TEST(MarkedTextTest, DocumentCannotCommandTheTerminal) {
  EXPECT_THAT(RenderMarkedText("a\x1b[31mb", {}, true), Not(HasSubstr("\x1b")));
}

TEST(NoticeTest, ShowsTextTasksAndDoubts) {
  registry::v1::NoticeDraft draft;
  draft.set_text("Hoàn thành ngày 07/10/2022");
  auto& task = *draft.add_tasks();
  task.set_text("Hoàn thành ngày 07/10/2022");
  task.add_spans()->set_end(static_cast<int64_t>(draft.text().size()));
  task.mutable_deadline()->set_phrase("ngày 07/10/2022");
  task.mutable_deadline()->mutable_last_day()->set_year(2022);
  task.mutable_deadline()->mutable_last_day()->set_month(10);
  task.mutable_deadline()->mutable_last_day()->set_day(7);
  task.set_confidence(55);
  task.add_warnings()->set_reason("LEAD_UNIT_UNKNOWN");
  draft.add_warnings()->set_reason("ISSUE_DATE_INFERRED");
  EXPECT_EQ(DoubtCount(draft), 2);
  const std::string view = RenderDraft(draft, [](const std::string& name) { return name; },
                                       Lang(Language::kVietnamese), {});
  EXPECT_THAT(view, HasSubstr("⟦1: "));
  EXPECT_THAT(view, HasSubstr("07/10/2022"));
  EXPECT_THAT(view, HasSubstr("LEAD_UNIT_UNKNOWN"));
  EXPECT_THAT(view, HasSubstr("ISSUE_DATE_INFERRED"));
  EXPECT_THAT(view, HasSubstr("55%"));
}

}  // namespace
}  // namespace dondoc::cli
