// What an ODT shows is what becomes text.
#include "services/registry/formats/odt.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "tests/unit/formats/describe.h"
#include "tests/unit/formats/package_builder.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DocumentText ReadOdtParts(const OdtParts& parts) {
  absl::StatusOr<DocumentText> text = ReadOdt(Odt(parts));
  EXPECT_TRUE(text.ok()) << text.status();
  if (!text.ok()) return {};
  EXPECT_EQ(CheckRanges(*text), "");
  EXPECT_EQ(text->format, Format::kOdt);
  return *std::move(text);
}

DocumentText ReadOdtBody(absl::string_view text) {
  return ReadOdtParts({.text = std::string(text)});
}

std::string P(absl::string_view text) { return absl::StrCat("<text:p>", text, "</text:p>"); }

std::string TextStyle(absl::string_view name, absl::string_view properties,
                      absl::string_view family = "text", absl::string_view parent = "") {
  return absl::StrCat("<style:style style:name=\"", name, "\" style:family=\"", family,
                      "\" style:parent-style-name=\"", parent, "\"><style:text-properties ",
                      properties, "/></style:style>");
}

std::string NumberLevel(int level, absl::string_view format, absl::string_view more) {
  return absl::StrCat("<text:list-level-style-number text:level=\"", level,
                      "\" style:num-format=\"", format, "\" ", more, "/>");
}

std::string ListStyle(absl::string_view name, absl::string_view levels) {
  return absl::StrCat("<text:list-style style:name=\"", name, "\">", levels, "</text:list-style>");
}

std::string List(absl::string_view style, absl::string_view items, absl::string_view more = "") {
  return absl::StrCat("<text:list text:style-name=\"", style, "\" ", more, ">", items,
                      "</text:list>");
}

std::string Item(absl::string_view content) {
  return absl::StrCat("<text:list-item>", content, "</text:list-item>");
}

TEST(OdtTest, FoldsWhiteSpaceAndKeepsWhatIsWrittenOut) {
  EXPECT_EQ(ReadOdtBody("<text:h> Thông\n  báo </text:h><text:p/>"
                        "<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/> d "
                        "<text:span> e</text:span></text:p>")
                .text,
            "Thông báo\n\na   b\tc\nd e");
}

TEST(OdtTest, FindsBoldCapitalsAndHiddenTextThroughStyles) {
  const DocumentText text = ReadOdtParts(
      {.text = "<text:p text:style-name=\"P1\">đậm <text:span text:style-name=\"T1\">thường "
               "<text:span text:style-name=\"T2\">hoa</text:span></text:span> đậm</text:p>"
               "<text:p>a<text:span text:style-name=\"T3\">ẩn</text:span>b</text:p>",
       .styles = TextStyle("P1", "", "paragraph", "Cha") +
                 TextStyle("T1", "fo:font-weight=\"normal\"") +
                 TextStyle("T2", "fo:text-transform=\"uppercase\"") +
                 TextStyle("T3", "text:display=\"none\""),
       .common_styles = "<office:styles>" +
                        TextStyle("Cha", "fo:font-weight=\"bold\"", "paragraph", "Cha") +
                        "</office:styles>"});
  EXPECT_EQ(text.text, "đậm thường HOA đậm\n\nab");
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("đậm", "đậm"));
}

TEST(OdtTest, TurnsOldFontsIntoUnicode) {
  const DocumentText text = ReadOdtParts(
      {.text = "<text:p text:style-name=\"P1\">Céng hßa</text:p>",
       .styles = TextStyle("P1", "style:font-name=\"F\"", "paragraph"),
       .common_styles =
           "<office:font-face-decls><style:font-face style:name=\"F\" "
           "svg:font-family=\"&apos;.VnTime&apos;, serif\"/></office:font-face-decls>"});
  EXPECT_EQ(text.text, "Cộng hòa");
  EXPECT_THAT(text.remarks, ElementsAre(FormatRemark::kLegacyEncoding));
}

TEST(OdtTest, NumbersLists) {
  const std::string styles = ListStyle(
      "L1", NumberLevel(1, "I", "style:num-suffix=\".\"") +
                NumberLevel(2, "1", "style:num-suffix=\".\" text:display-levels=\"2\"") +
                NumberLevel(3, "a", "loext:num-list-format=\"%1%/%3%)\"") +
                "<text:list-level-style-bullet text:level=\"4\" text:bullet-char=\"+\"/>");
  const DocumentText text = ReadOdtParts(
      {.text = List("L1", Item(P("một") + P("tiếp") +
                               List("", Item(P("hai") +
                                             List("", Item(P("ba") + List("", Item(P("bốn")))))) +
                                            Item(P("năm"))))) +
               P("xen") +
               List("L1",
                    Item(P("sáu") + "") + "<text:list-header>" + P("đề") + "</text:list-header>" +
                        "<text:list-item text:start-value=\"9\">" + P("bảy") + "</text:list-item>",
                    "text:continue-numbering=\"true\"") +
               List("L1", Item(List("", Item(P("tám")))), "text:continue-numbering=\"true\"") +
               List("L1", Item(P("mới"))),
       .styles = styles});
  EXPECT_EQ(text.text,
            "I. một\n\ntiếp\n\nI.1. hai\n\nI/a) ba\n\n+ bốn\n\nI.2. năm\n\nxen\n\nII. sáu\n\nđề\n\n"
            "IX. bảy\n\nIX.1. tám\n\nI. mới");
}

TEST(OdtTest, ContinuesTheListThatIsNamed) {
  const std::string one = ListStyle("L1", NumberLevel(1, "a", "style:num-suffix=\")\""));
  EXPECT_EQ(ReadOdtParts({.text = List("L1", Item(P("x")), "xml:id=\"d1\"") +
                                  List("L1", Item(P("y")), "xml:id=\"d2\"") +
                                  List("L1", Item(P("z")), "text:continue-list=\"d1\""),
                          .styles = one})
                .text,
            "a) x\n\na) y\n\nb) z");
}

TEST(OdtTest, NumbersHeadings) {
  EXPECT_EQ(ReadOdtParts({.text = "<text:h text:outline-level=\"1\">Một</text:h>"
                                  "<text:h text:outline-level=\"2\">Hai</text:h>"
                                  "<text:h text:outline-level=\"3\">Ba</text:h>",
                          .common_styles = "<office:styles><text:outline-style>"
                                           "<text:outline-level-style text:level=\"1\" "
                                           "style:num-format=\"I\" style:num-suffix=\".\"/>"
                                           "<text:outline-level-style text:level=\"2\" "
                                           "style:num-format=\"1\" style:num-suffix=\".\"/>"
                                           "</text:outline-style></office:styles>"})
                .text,
            "I. Một\n\n1. Hai\n\nBa");
}

TEST(OdtTest, ReadsTablesWithSpans) {
  const DocumentText text = ReadOdtBody(
      "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
      "<table:table-cell table:number-rows-spanned=\"2\">" +
      P("A") +
      "</table:table-cell>"
      "<table:table-cell table:number-columns-spanned=\"2\">" +
      P("B") +
      "</table:table-cell>"
      "<table:covered-table-cell>" +
      P("che") +
      "</table:covered-table-cell>"
      "</table:table-row></table:table-header-rows><table:table-row><table:covered-table-cell/>"
      "<table:table-cell>" +
      P("C") + P("D") +
      "</table:table-cell><table:table-cell>"
      "<table:table><table:table-row><table:table-cell>" +
      P("E") +
      "</table:table-cell>"
      "<table:table-cell>" +
      P("F") +
      "</table:table-cell></table:table-row></table:table>"
      "</table:table-cell></table:table-row></table:table>");
  EXPECT_EQ(text.text, "A\tB\nC\nD\tE F");
  EXPECT_EQ(Grid(text), "[0 r2] A [1 c2] B\n[1] C|D [2] E F\n");
}

TEST(OdtTest, PutsBoxesAndNotesWhereTheyAreSeen) {
  const DocumentText text = ReadOdtBody(
      "<text:p>một<draw:frame><draw:text-box>" + P("khung") +
      "</draw:text-box><svg:title>tên"
      "</svg:title></draw:frame><draw:custom-shape>" +
      P("hình") +
      "</draw:custom-shape>"
      "<text:note><text:note-citation>1</text:note-citation><text:note-body>" +
      P("chú thích") +
      "</text:note-body></text:note> hai<office:annotation><dc:creator>An</dc:creator>" +
      P("góp ý") + "</office:annotation></text:p>" + P("ba"));
  EXPECT_EQ(text.text, "một hai\n\nkhung\n\nhình\n\nba\n\nchú thích");
  EXPECT_THAT(Texts(text, text.asides), ElementsAre("chú thích"));
}

TEST(OdtTest, DropsWhatWasDeleted) {
  EXPECT_EQ(ReadOdtBody("<text:tracked-changes><text:changed-region><text:deletion>" + P("cũ") +
                        "</text:deletion></text:changed-region></text:tracked-changes>"
                        "<text:p>còn<text:change text:change-id=\"c\"/> lại</text:p>"
                        "<text:section text:display=\"none\">" +
                        P("ẩn") + "</text:section>")
                .text,
            "còn lại");
}

TEST(OdtTest, PutsHeadersOfMasterPagesFirst) {
  const DocumentText text = ReadOdtParts(
      {.text = P("thân"),
       .common_styles =
           "<office:master-styles><style:master-page style:name=\"Standard\"><style:header>" +
           P("SỞ KHCN") + "</style:header><style:footer>" + P("chân") +
           "</style:footer></style:master-page><style:master-page><style:header>" +
           P("Trang <text:page-number>2</text:page-number>") +
           "</style:header><style:header-first style:display=\"false\">" + P("không") +
           "</style:header-first></style:master-page></office:master-styles>"});
  EXPECT_EQ(text.text, "SỞ KHCN\n\nthân");
  EXPECT_THAT(Texts(text, text.asides), ElementsAre("SỞ KHCN"));
}

TEST(OdtTest, TellsThatAPasswordIsNeeded) {
  const std::string bytes =
      OdtPackage({.text = P("x")})
          .Part("META-INF/manifest.xml",
                "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
                "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>")
          .Build();
  EXPECT_EQ(ReasonOf(ReadOdt(bytes).status()), "NOTICE_ENCRYPTED");
}

TEST(OdtTest, NeedsItsContent) {
  const absl::Status status = ReadOdt(PackageBuilder().Part("styles.xml", "<x/>").Build()).status();
  EXPECT_EQ(ReasonOf(status), "NOTICE_MALFORMED");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("part"), "content.xml");
}

}  // namespace
}  // namespace dondoc::registry
