// The conventions of document_text.h, whatever the order of calls.
#include "services/registry/formats/text_builder.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/limits.h"
#include "tests/unit/formats/describe.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DocumentText Built(TextBuilder builder) {
  absl::StatusOr<DocumentText> text = std::move(builder).Build();
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *std::move(text) : DocumentText();
}

TEST(TextBuilderTest, PutsAnEmptyLineBetweenParagraphsAndDropsEmptyOnes) {
  TextBuilder builder(Format::kHtml);
  builder.AddText("  một \n hai ", false);
  builder.StartParagraph();
  builder.AddText(" \u00A0 ", false);
  builder.StartParagraph();
  builder.AddText("ba", false);
  builder.AddText("  bốn", false);
  builder.LineBreak();
  builder.AddText(" năm", false);
  builder.EndParagraph();
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "một hai\n\nba bốn\nnăm");
  EXPECT_EQ(text.format, Format::kHtml);
}

TEST(TextBuilderTest, KeepsWhiteSpaceWhereAsked) {
  TextBuilder builder(Format::kDocx);
  builder.AddText("  a   b\nc\td ", false, WhiteSpace::kKeep);
  builder.AddText(" e", false, WhiteSpace::kKeep);
  builder.LineBreak();
  builder.LineBreak();
  builder.LineBreak();
  builder.AddText("f", false);
  EXPECT_EQ(Built(std::move(builder)).text, "a   b\nc\td  e\n\nf");
}

TEST(TextBuilderTest, JoinsBoldWordsOfAParagraph) {
  TextBuilder builder(Format::kDocx);
  builder.AddText("1. ", false);
  builder.AddText("Văn ", true);
  builder.AddText(" phòng", true);
  builder.AddText(": việc ", false);
  builder.AddText("gấp ", true);
  builder.StartParagraph();
  builder.AddText("khác", true);
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "1. Văn phòng: việc gấp\n\nkhác");
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("Văn phòng", "gấp", "khác"));
}

TEST(TextBuilderTest, WritesTablesAsLinesOfTabs) {
  TextBuilder builder(Format::kDocx);
  builder.AddText("trước", false);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell();
  builder.AddText("STT", true);
  builder.StartCell();
  builder.AddText("Việc", true);
  builder.EndCell();
  builder.StartRow();
  builder.StartCell();
  builder.StartCell();
  builder.StartParagraph();
  builder.AddText("a\tb", false, WhiteSpace::kKeep);
  builder.LineBreak();
  builder.LineBreak();
  builder.AddText("c", false);
  builder.StartParagraph();
  builder.AddText("d", false);
  builder.StartRow();
  builder.StartCell();
  builder.StartCell();
  builder.EndTable();
  builder.AddText("sau", false);
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "trước\n\nSTT\tViệc\n\ta b\nc\nd\n\nsau");
  EXPECT_EQ(Grid(text), "[0] STT [1] Việc\n[0]  [1] a b|c|d\n[0]  [1] \n");
}

TEST(TextBuilderTest, PlacesCellsBesideSpans) {
  TextBuilder builder(Format::kHtml);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell(1, 2);
  builder.AddText("a", false);
  builder.StartCell(2, 1);
  builder.AddText("b", false);
  builder.StartCell(1, 9);
  builder.AddText("c", false);
  builder.StartRow();
  builder.StartCell();
  builder.AddText("d", false);
  builder.StartCell(5, 1);
  builder.AddText("e", false);
  builder.EndTable();
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "a\tb\tc\nd\te");
  EXPECT_EQ(Grid(text), "[0 r2] a [1 c2] b [3 r2] c\n[1] d [2] e\n");
}

TEST(TextBuilderTest, ContinuesCellsDownwards) {
  TextBuilder builder(Format::kDocx);
  builder.StartTable();
  for (int row = 0; row < 3; ++row) {
    builder.StartRow();
    if (row == 0) {
      builder.StartCell();
      builder.AddText("chung", false);
    } else {
      builder.ContinueCell();
      builder.AddText("ẩn", true);
      builder.StartBox();
      builder.AddText("ẩn", true);
      builder.EndBox();
    }
    builder.EndCell();
    builder.StartCell();
    builder.AddText(std::string(1, static_cast<char>('1' + row)), false);
    builder.EndCell();
    builder.EndRow();
  }
  builder.EndTable();
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "chung\t1\n2\n3");
  EXPECT_EQ(Grid(text), "[0 r3] chung [1] 1\n[1] 2\n[1] 3\n");
  EXPECT_THAT(text.bold, IsEmpty());
}

TEST(TextBuilderTest, ContinuationWithoutACellAboveIsACell) {
  TextBuilder builder(Format::kDocx);
  builder.StartTable();
  builder.StartRow();
  builder.ContinueCell(2);
  builder.AddText("một", false);
  builder.EndCell();
  builder.EndTable();
  EXPECT_EQ(Grid(Built(std::move(builder))), "[0 c2] một\n");
}

TEST(TextBuilderTest, FlattensTablesInCells) {
  TextBuilder builder(Format::kDocx);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell();
  builder.AddText("ngoài", false);
  builder.StartCell();
  builder.StartTable();
  for (const char* row : {"x", "y"}) {
    builder.StartRow();
    builder.StartCell();
    builder.AddText(row, false);
    builder.StartCell();
    builder.AddText("z", false);
  }
  builder.EndTable();
  builder.AddText("cuối", false);
  builder.EndTable();
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "ngoài\tx z\ny z\ncuối");
  EXPECT_EQ(Grid(text), "[0] ngoài [1] x z|y z|cuối\n");
  EXPECT_EQ(text.tables.size(), 1u);
}

TEST(TextBuilderTest, LeavesOutTablesWithoutText) {
  TextBuilder builder(Format::kDocx);
  builder.AddText("a", false);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell();
  builder.EndTable();
  builder.AddText("b", false);
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "a\n\nb");
  EXPECT_THAT(text.tables, IsEmpty());
}

TEST(TextBuilderTest, PutsTextThatStandsBetweenCellsIntoOne) {
  TextBuilder builder(Format::kHtml);
  builder.StartTable();
  builder.AddText("lạc", false);
  builder.StartRow();
  builder.AddText("loài", false);
  builder.EndTable();
  EXPECT_EQ(Grid(Built(std::move(builder))), "[0] lạc\n[0] loài\n");
}

TEST(TextBuilderTest, PutsBoxesBehindTheirParagraphAndNotesAtTheEnd) {
  TextBuilder builder(Format::kDocx);
  builder.StartAside();
  builder.AddText("đầu trang", false);
  builder.EndAside();
  builder.AddText("câu ", false);
  builder.StartNote();
  builder.AddText("chú thích", true);
  builder.EndNote();
  builder.StartBox();
  builder.AddText("khung", true);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell();
  builder.AddText("ô", false);
  builder.EndTable();
  builder.EndBox();
  builder.AddText("dở", false);
  builder.StartParagraph();
  builder.AddText("tiếp", false);
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "đầu trang\n\ncâu dở\n\nkhung\n\nô\n\ntiếp\n\nchú thích");
  EXPECT_THAT(Texts(text, text.asides), ElementsAre("đầu trang", "chú thích"));
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("khung", "chú thích"));
  EXPECT_EQ(Grid(text), "[0] ô\n");
}

TEST(TextBuilderTest, BoxInACellIsTextOfTheCell) {
  TextBuilder builder(Format::kDocx);
  builder.StartTable();
  builder.StartRow();
  builder.StartCell();
  builder.AddText("a", false);
  builder.StartBox();
  builder.AddText("b", false);
  builder.StartParagraph();
  builder.AddText("c", false);
  builder.EndBox();
  builder.EndCell();
  builder.StartCell();
  builder.AddText("d", false);
  builder.EndTable();
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "a\nb\nc\td");
  EXPECT_EQ(Grid(text), "[0] a|b|c [1] d\n");
}

TEST(TextBuilderTest, EndsWhatWasLeftOpenAndIgnoresWhatWasNotBegun) {
  TextBuilder builder(Format::kHtml);
  builder.EndTable();
  builder.EndCell();
  builder.EndNote();
  builder.EndBox();
  builder.EndAside();
  builder.StartCell();
  builder.StartNote();
  builder.AddText("n", false);
  builder.StartTable();
  builder.StartCell();
  builder.StartBox();
  builder.AddText("b", false);
  const DocumentText text = Built(std::move(builder));
  EXPECT_EQ(text.text, "n\n\nb");
}

TEST(TextBuilderTest, RefusesWhatIsOverALimit) {
  TextBuilder cells(Format::kDocx);
  cells.StartTable();
  for (size_t i = 0; i < kMaxTableCells; ++i) cells.StartCell();
  EXPECT_TRUE(cells.full());
  EXPECT_EQ(ReasonOf(std::move(cells).Build().status()), "NOTICE_UNPACKS_TOO_LARGE");

  TextBuilder text(Format::kDocx);
  const std::string much(size_t{1} << 20, 'x');
  for (size_t i = 0; i <= kMaxTextBytes >> 20; ++i) text.AddText(much, false);
  EXPECT_TRUE(text.full());
  EXPECT_EQ(ReasonOf(std::move(text).Build().status()), "NOTICE_UNPACKS_TOO_LARGE");

  TextBuilder notes(Format::kDocx);
  for (size_t i = 0; i <= kMaxFlows; ++i) {
    notes.StartNote();
    notes.AddText("x", false);
    notes.EndNote();
  }
  EXPECT_EQ(ReasonOf(std::move(notes).Build().status()), "NOTICE_UNPACKS_TOO_LARGE");

  TextBuilder boxes(Format::kDocx);
  for (size_t i = 0; i < kMaxFlowDepth; ++i) boxes.StartBox();
  EXPECT_EQ(ReasonOf(std::move(boxes).Build().status()), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(TextBuilderTest, KeepsCellsBeyondTheLastColumnAsTextOnly) {
  TextBuilder builder(Format::kDocx);
  builder.StartTable();
  builder.StartRow();
  for (int i = 0; i <= kMaxTableColumns; ++i) {
    builder.StartCell();
    builder.AddText("x", false);
  }
  builder.EndTable();
  const DocumentText text = Built(std::move(builder));
  ASSERT_EQ(text.tables.size(), 1u);
  EXPECT_EQ(text.tables[0].rows[0].cells.size(), static_cast<size_t>(kMaxTableColumns));
  EXPECT_EQ(text.text.size(), 2u * kMaxTableColumns + 1);
}

}  // namespace
}  // namespace dondoc::registry
