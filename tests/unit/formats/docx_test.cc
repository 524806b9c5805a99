// What a DOCX shows is what becomes text.
#include "services/registry/formats/docx.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/unit/formats/describe.h"
#include "tests/unit/formats/package_builder.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DocumentText ReadGood(const std::string& bytes) {
  absl::StatusOr<DocumentText> text = ReadDocx(bytes);
  EXPECT_TRUE(text.ok()) << text.status();
  if (!text.ok()) return {};
  EXPECT_EQ(CheckRanges(*text), "");
  EXPECT_EQ(text->format, Format::kDocx);
  return *std::move(text);
}

DocumentText ReadBody(absl::string_view body) { return ReadGood(Docx(body)); }
DocumentText ReadParts(const DocxParts& parts) { return ReadGood(Docx(parts)); }

std::string TextOf(absl::string_view body) { return ReadBody(body).text; }

std::string RunOf(absl::string_view text, absl::string_view properties = "") {
  return absl::StrCat("<w:r><w:rPr>", properties, "</w:rPr><w:t xml:space=\"preserve\">", text,
                      "</w:t></w:r>");
}

std::string Par(absl::string_view text, absl::string_view properties = "") {
  return absl::StrCat("<w:p><w:pPr>", properties, "</w:pPr>", RunOf(text), "</w:p>");
}

std::string Listed(absl::string_view text, int list, int level = 0) {
  return Par(text, absl::StrCat("<w:numPr><w:ilvl w:val=\"", level, "\"/><w:numId w:val=\"", list,
                                "\"/></w:numPr>"));
}

std::string Level(int level, absl::string_view format, absl::string_view text,
                  absl::string_view more = "") {
  return absl::StrCat("<w:lvl w:ilvl=\"", level, "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"",
                      format, "\"/>", more, "<w:lvlText w:val=\"", text, "\"/></w:lvl>");
}

std::string Definition(int id, absl::string_view levels) {
  return absl::StrCat("<w:abstractNum w:abstractNumId=\"", id, "\">", levels, "</w:abstractNum>");
}

std::string Number(int id, int definition, absl::string_view more = "") {
  return absl::StrCat("<w:num w:numId=\"", id, "\"><w:abstractNumId w:val=\"", definition, "\"/>",
                      more, "</w:num>");
}

TEST(DocxTest, ReadsParagraphsRunsAndBreaks) {
  EXPECT_EQ(TextOf("<w:p><w:r><w:t>Thông</w:t></w:r><w:r><w:t xml:space=\"preserve\"> báo </w:t>"
                   "<w:t> số</w:t></w:r></w:p><w:p/>"
                   "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/>"
                   "<w:t>KL</w:t><w:noBreakHyphen/><w:t>SKH</w:t><w:softHyphen/><w:t>CN</w:t>"
                   "</w:r></w:p>"),
            "Thông báo số\n\na\tb\nc\nKL-SKHCN");
}

TEST(DocxTest, EndsTheParagraphWhereThePageEnds) {
  EXPECT_EQ(TextOf("<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r></w:p>"),
            "a\n\nb");
}

TEST(DocxTest, ReadsWhatIsWrappedInRuns) {
  EXPECT_EQ(TextOf("<w:p><w:hyperlink r:id=\"x\"><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>"
                   "<w:smartTag><w:smartTagPr/><w:r><w:t>, thẻ</w:t></w:r></w:smartTag>"
                   "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:alias w:val=\"Tên\"/></w:sdtPr>"
                   "<w:sdtContent><w:r><w:t>, ô</w:t></w:r></w:sdtContent></w:sdt></w:p>"
                   "<w:sdt><w:sdtContent><w:p><w:r><w:t>khối</w:t></w:r></w:p></w:sdtContent>"
                   "</w:sdt>"),
            "liên kết, thẻ, ô\n\nkhối");
}

TEST(DocxTest, AcceptsTrackedChanges) {
  const DocumentText text = ReadBody(
      "<w:p><w:r><w:t xml:space=\"preserve\">hạn </w:t></w:r><w:del "
      "w:id=\"1\"><w:r><w:delText>01/10</w:delText>"
      "<w:t>x</w:t></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>05/10</w:t></w:r></w:ins>"
      "<w:moveFrom w:id=\"3\"><w:r><w:t>cũ</w:t></w:r></w:moveFrom>"
      "<w:r><w:rPr><w:b w:val=\"0\"/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>"
      "<w:t>.</w:t></w:r></w:p>");
  EXPECT_EQ(text.text, "hạn 05/10.");
  EXPECT_THAT(text.bold, IsEmpty());
}

TEST(DocxTest, JoinsParagraphsWhoseMarkIsDeleted) {
  EXPECT_EQ(TextOf("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>một </w:t>"
                   "</w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\"> hai</w:t></w:r></w:p>"
                   "<w:p><w:r><w:t>ba</w:t></w:r></w:p>"),
            "một hai\n\nba");
}

TEST(DocxTest, KeepsResultsOfFieldsAndDropsInstructions) {
  EXPECT_EQ(TextOf("<w:p><w:fldSimple w:instr=\"DATE\"><w:r><w:t>05/10</w:t></w:r></w:fldSimple>"
                   "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
                   "<w:r><w:instrText> HYPERLINK </w:instrText><w:t>không</w:t></w:r>"
                   "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>không</w:t></w:r>"
                   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>không</w:t></w:r>"
                   "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                   "<w:r><w:t xml:space=\"preserve\"> kết quả</w:t></w:r>"
                   "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"),
            "05/10 kết quả.");
}

TEST(DocxTest, ReadsOneAlternative) {
  EXPECT_EQ(TextOf("<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:t>a</w:t>"
                   "</mc:Choice><mc:Choice Requires=\"x\"><w:t>b</w:t></mc:Choice>"
                   "<mc:Fallback><w:t>c</w:t></mc:Fallback></mc:AlternateContent>"
                   "<mc:AlternateContent><mc:Fallback><w:t>d</w:t></mc:Fallback>"
                   "</mc:AlternateContent></w:r></w:p>"),
            "ad");
}

TEST(DocxTest, PutsTextBoxesBehindTheirParagraph) {
  const std::string box =
      absl::StrCat("<w:txbxContent>", Par("khung 1"), Par("khung 2"), "</w:txbxContent>");
  EXPECT_EQ(TextOf(absl::StrCat(
                "<w:p><w:r><w:t>trước </w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">"
                "<wps:txbx>",
                box, "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>", box,
                "</v:textbox></mc:Fallback></mc:AlternateContent></w:r>", RunOf(" sau"), "</w:p>",
                Par("tiếp"))),
            "trước sau\n\nkhung 1\n\nkhung 2\n\ntiếp");
}

TEST(DocxTest, KeepsTheLabelOfAParagraphThatBeginsWithABox) {
  EXPECT_EQ(ReadParts({.body = absl::StrCat("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>"
                                            "</w:pPr><w:r><w:txbxContent>",
                                            Par("khung"), "</w:txbxContent></w:r>", RunOf("mục"),
                                            "</w:p>"),
                       .numbering = Definition(0, Level(0, "decimal", "%1.")) + Number(1, 0)})
                .text,
            "1. mục\n\nkhung");
}

TEST(DocxTest, ReadsTablesWithMergedCells) {
  const auto cell = [](absl::string_view text, absl::string_view properties = "") {
    return absl::StrCat("<w:tc><w:tcPr>", properties, "</w:tcPr>", Par(text), "</w:tc>");
  };
  const DocumentText text = ReadBody(absl::StrCat(
      Par("trước"), "<w:tbl><w:tblPr/><w:tblGrid/>", "<w:tr>",
      cell("A", "<w:vMerge w:val=\"restart\"/>"), cell("B", "<w:gridSpan w:val=\"2\"/>"),
      "</w:tr><w:tr>", cell("", "<w:vMerge/>"), cell("C"), cell("D"), "</w:tr>",
      "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>", cell("E"), "<w:tc><w:p/></w:tc></w:tr>",
      "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>", cell("xóa"), "</w:tr></w:tbl>", Par("sau")));
  EXPECT_EQ(text.text, "trước\n\nA\tB\nC\tD\nE\n\nsau");
  EXPECT_EQ(Grid(text), "[0 r2] A [1 c2] B\n[1] C [2] D\n[1] E [2] \n\n");
}

TEST(DocxTest, FlattensNestedTables) {
  const DocumentText text = ReadBody(
      absl::StrCat("<w:tbl><w:tr><w:tc>", Par("ngoài"), "<w:tbl><w:tr><w:tc>", Par("trong 1"),
                   "</w:tc><w:tc>", Par("trong 2"), "</w:tc></w:tr></w:tbl><w:p/></w:tc><w:tc>",
                   Par("kề"), "</w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(Grid(text), "[0] ngoài|trong 1 trong 2 [1] kề\n");
}

TEST(DocxTest, FindsBoldThroughStyles) {
  const DocumentText text = ReadParts(
      {.body = absl::StrCat(
           "<w:p><w:pPr><w:pStyle w:val=\"Con\"/></w:pPr>", RunOf("đậm"),
           RunOf(" thường", "<w:b w:val=\"0\"/>"), RunOf(" mạnh", "<w:rStyle w:val=\"Manh\"/>"),
           "</w:p><w:p>", RunOf("mạnh", "<w:rStyle w:val=\"Manh\"/>"), RunOf(" không", "<w:bCs/>"),
           RunOf(" có", "<w:b w:val=\"true\"/>"), "</w:p>"),
       .styles =
           "<w:style w:type=\"paragraph\" w:styleId=\"Cha\"><w:rPr><w:b/></w:rPr></w:style>"
           "<w:style w:type=\"paragraph\" w:styleId=\"Con\"><w:basedOn w:val=\"Cha\"/></w:style>"
           "<w:style w:type=\"character\" w:styleId=\"Manh\"><w:rPr><w:b/></w:rPr></w:style>"});
  EXPECT_EQ(text.text, "đậm thường mạnh\n\nmạnh không có");
  // Two styles that both say bold take it back.
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("đậm", "mạnh", "có"));
}

TEST(DocxTest, SurvivesStylesBasedOnEachOther) {
  EXPECT_EQ(ReadParts({.body = Par("a", "<w:pStyle w:val=\"x\"/>"),
                       .styles = "<w:style w:styleId=\"x\"><w:basedOn w:val=\"y\"/></w:style>"
                                 "<w:style w:styleId=\"y\"><w:basedOn w:val=\"x\"/></w:style>"})
                .text,
            "a");
}

TEST(DocxTest, WritesCapitalsAndDropsHiddenText) {
  EXPECT_EQ(TextOf(absl::StrCat("<w:p>", RunOf("thông báo đợt ", "<w:caps/>"),
                                RunOf("ẩn", "<w:vanish/>"), RunOf("một"), "</w:p>")),
            "THÔNG BÁO ĐỢT một");
}

TEST(DocxTest, TurnsOldFontsIntoUnicode) {
  const DocumentText text = ReadParts(
      {.body = absl::StrCat(
           "<w:p>", RunOf("Céng hßa x· héi"), RunOf(" chñ nghÜa", "<w:b/>"), "</w:p><w:p>",
           RunOf("hội", "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/>"),
           RunOf(" céng", "<w:rFonts w:asciiTheme=\"minor\" w:hAnsiTheme=\"minor\"/>"),
           "</w:p><w:p>", RunOf("Sa", "<w:rFonts w:ascii=\"VNI-Times\" w:hAnsi=\"VNI-Times\"/>"),
           RunOf("ùng", "<w:rFonts w:ascii=\"VNI-Times\" w:hAnsi=\"VNI-Times\"/>"), "</w:p>"),
       .styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\".VnTime\" "
                 "w:hAnsi=\".VnTime\"/></w:rPr></w:rPrDefault></w:docDefaults>"});
  EXPECT_EQ(text.text, "Cộng hòa xã hội chủ nghĩa\n\nhội céng\n\nSáng");
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("chủ nghĩa"));
  EXPECT_THAT(text.remarks, ElementsAre(FormatRemark::kLegacyEncoding));
}

TEST(DocxTest, SaysNothingOfOldFontsWithoutSuchText) {
  EXPECT_THAT(
      ReadBody("<w:p>" + RunOf("2022", "<w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/>") +
               "</w:p>")
          .remarks,
      IsEmpty());
}

TEST(DocxTest, NumbersLists) {
  const std::string numbering =
      Definition(0, Level(0, "upperRoman", "%1.") + Level(1, "decimal", "%1.%2.", "<w:isLgl/>") +
                        Level(2, "lowerLetter", "%3)")) +
      Number(5, 0);
  EXPECT_EQ(
      ReadParts({.body = absl::StrCat(Listed("một", 5), Listed("hai", 5, 1), Listed("ba", 5, 2),
                                      Listed("bốn", 5, 2), Listed("", 5, 1), Par("xen"),
                                      Listed("năm", 5, 1), Listed("sáu", 5), Listed("bảy", 5, 1),
                                      Listed("tám", 0)),
                 .numbering = numbering})
          .text,
      "I. một\n\n1.1. hai\n\na) ba\n\nb) bốn\n\nxen\n\n1.3. năm\n\nII. sáu\n\n2.1. bảy\n\ntám");
}

TEST(DocxTest, RestartsAndOverridesLists) {
  const std::string numbering =
      Definition(0, Level(0, "decimal", "%1.") +
                        Level(1, "lowerRoman", "%2", "<w:lvlRestart w:val=\"0\"/>")) +
      Number(1, 0) + Number(2, 0) +
      Number(3, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride>") +
      Number(
          4, 0,
          "<w:lvlOverride w:ilvl=\"0\">" + Level(0, "decimalZero", "Điều %1") + "</w:lvlOverride>");
  EXPECT_EQ(ReadParts({.body = absl::StrCat(Listed("a", 1), Listed("b", 1, 1), Listed("c", 2),
                                            Listed("d", 2, 1), Listed("e", 3), Listed("f", 3),
                                            Listed("g", 4)),
                       .numbering = numbering})
                .text,
            "1. a\n\ni b\n\n2. c\n\nii d\n\n7. e\n\n8. f\n\nĐiều 09 g");
}

TEST(DocxTest, WritesBulletsAsPeopleType) {
  EXPECT_EQ(
      ReadParts({.body = absl::StrCat(Listed("a", 1), Listed("b", 1, 1), Listed("c", 1, 2),
                                      Listed("d", 1, 3), Listed("e", 1, 8)),
                 .numbering = Definition(0, Level(0, "bullet", "\uF0B7") + Level(1, "bullet", "+") +
                                                Level(2, "bullet", "•") + Level(3, "none", "")) +
                              Number(1, 0)})
          .text,
      "- a\n\n+ b\n\n• c\n\nd\n\ne");
}

TEST(DocxTest, FindsListsThroughStyles) {
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr>"
      "</w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/><w:pPr><w:numPr>"
      "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"H2b\"><w:basedOn w:val=\"H2\"/></w:style>"
      "<w:style w:type=\"numbering\" w:styleId=\"DS\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr>"
      "</w:pPr></w:style>";
  const std::string numbering =
      Definition(0, Level(0, "decimal", "%1.", "<w:pStyle w:val=\"H1\"/>") +
                        Level(1, "decimal", "%1.%2.", "<w:pStyle w:val=\"H2\"/>")) +
      Definition(1, "<w:numStyleLink w:val=\"DS\"/>") + Number(1, 0) + Number(2, 1);
  const auto styled = [](absl::string_view style) {
    return Par(style, absl::StrCat("<w:pStyle w:val=\"", style, "\"/>"));
  };
  EXPECT_EQ(ReadParts({.body = absl::StrCat(styled("H1"), styled("H2"), styled("H2b"),
                                            Listed("nối", 2, 1),
                                            Par("bỏ",
                                                "<w:pStyle w:val=\"H1\"/><w:numPr><w:numId "
                                                "w:val=\"0\"/></w:numPr>")),
                       .styles = styles,
                       .numbering = numbering})
                .text,
            "1. H1\n\n1.1. H2\n\n1.2. H2b\n\n1.3. nối\n\nbỏ");
}

TEST(DocxTest, LabelsLookLikeTheParagraphMark) {
  const DocumentText text =
      ReadParts({.body = absl::StrCat(
                     "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:b/></w:rPr>"
                     "</w:pPr>",
                     RunOf("Việc:", "<w:b/>"), RunOf(" làm"), "</w:p>"),
                 .numbering = Definition(0, Level(0, "decimal", "%1.")) + Number(1, 0)});
  EXPECT_EQ(text.text, "1. Việc: làm");
  EXPECT_THAT(Texts(text, text.bold), ElementsAre("1. Việc:"));
}

TEST(DocxTest, PutsHeadersBeforeAndNotesBehindTheBody) {
  const DocxParts parts{
      .body =
          absl::StrCat("<w:p><w:r><w:t>Thân</w:t><w:footnoteReference w:id=\"2\"/></w:r>",
                       "<w:r><w:endnoteReference w:id=\"3\"/></w:r></w:p>",
                       "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/>"
                       "<w:headerReference w:type=\"first\" r:id=\"h2\"/><w:titlePg/></w:sectPr>"),
      .footnotes = "<w:footnote w:id=\"0\" w:type=\"separator\">" + Par("nét") + "</w:footnote>" +
                   "<w:footnote w:id=\"1\">" + Par("đã xóa") + "</w:footnote>" +
                   "<w:footnote w:id=\"2\">" + Par("chân") + "</w:footnote>",
      .endnotes = "<w:endnote w:id=\"3\">" + Par("cuối") + "</w:endnote>",
      .headers = {{"h1", Par("Sở KHCN")},
                  {"h2", "<w:tbl><w:tr><w:tc>" + Par("UBND TỈNH") + "</w:tc></w:tr></w:tbl>"}}};
  const DocumentText text = ReadParts(parts);
  EXPECT_EQ(text.text, "UBND TỈNH\n\nSở KHCN\n\nThân\n\nchân\n\ncuối");
  EXPECT_THAT(Texts(text, text.asides), ElementsAre("UBND TỈNH", "Sở KHCN", "chân", "cuối"));
  EXPECT_EQ(Grid(text), "[0] UBND TỈNH\n");
}

TEST(DocxTest, LeavesOutHeadersThatNumberPages) {
  const DocumentText text =
      ReadParts({.body = Par("Thân") +
                         "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>",
                 .headers = {{"h1", Par("- 2 -") + Par("Trang 2/3")}}});
  EXPECT_EQ(text.text, "Thân");
  EXPECT_THAT(text.asides, IsEmpty());
}

TEST(DocxTest, ReadsSymbolsAndFormulas) {
  EXPECT_EQ(
      TextOf("<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t xml:space=\"preserve\">"
             " xong </w:t><w:sym w:font=\"Arial\" w:char=\"2713\"/></w:r>"
             "<m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath></w:p>"),
      "✓ xong ✓ x+1");
}

TEST(DocxTest, ReadsStrictDocuments) {
  const std::string bytes =
      PackageBuilder()
          .Part("_rels/.rels",
                "<Relationships><Relationship Id=\"a\" "
                "Type=\"http://purl.oclc.org/ooxml/officeDocument/"
                "relationships/officeDocument\" Target=\"/van-ban/chinh.xml\"/></Relationships>")
          .Part("van-ban/chinh.xml",
                "<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><p><r>"
                "<t>chặt</t></r></p></body></document>")
          .Build();
  EXPECT_EQ(ReadGood(bytes).text, "chặt");
}

}  // namespace
}  // namespace dondoc::registry
