// HTML: what a page's readers see, from word processors and from sites.
#include "services/registry/formats/html.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/css.h"
#include "services/registry/formats/html_cleaner.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DocumentText ReadPage(absl::string_view html) {
  const auto document = ReadHtml(html);
  EXPECT_TRUE(document.ok()) << document.status();
  if (!document.ok()) return {};
  EXPECT_EQ(CheckDocument(*document), "");
  return *document;
}

std::string PageText(absl::string_view html) { return ReadPage(html).text; }

std::vector<std::string> BoldOf(absl::string_view html) {
  const DocumentText document = ReadPage(html);
  std::vector<std::string> words;
  for (const TextRange& range : document.bold)
    words.push_back(document.text.substr(range.begin, range.end - range.begin));
  return words;
}

TEST(HtmlTest, BlocksAndWhiteSpace) {
  EXPECT_EQ(PageText("<html><body><h1>Thông\n báo</h1><p>Một  hai<br>ba</p><div>bốn<p>năm</div>"
                     "<blockquote>sáu</blockquote>bảy<hr>tám</body></html>"),
            "Thông báo\n\nMột hai\nba\n\nbốn\n\nnăm\n\nsáu\n\nbảy\n\ntám");
  EXPECT_EQ(PageText("<p>a <b> b</b> c</p>"), "a b c");
  EXPECT_EQ(PageText("<pre>a  b\nc</pre>"), "a  b\nc");
}

TEST(HtmlTest, Entities) {
  EXPECT_EQ(PageText("<p>Ủy ban nh&acirc;n d&acirc;n &amp; S&#7903; &#x110;&eth; &#150; &lt;b&gt;"),
            "Ủy ban nhân dân & Sở Đð – <b>");
}

TEST(HtmlTest, Bold) {
  EXPECT_THAT(BoldOf("<p><b>Một</b> hai <strong>ba</strong> <span style='font-weight:700'>bốn"
                     "</span> <b>năm <span style='font-weight:normal'>sáu</span></b></p>"
                     "<h3>bảy</h3>"),
              ElementsAre("Một", "ba bốn năm", "bảy"));
  EXPECT_THAT(BoldOf("<style>.x1 {color:red; font-weight:bold} p.y{font-weight:400}</style>"
                     "<p class=x1>Một</p><p class='y z'>hai</p>"),
              ElementsAre("Một"));
}

TEST(HtmlTest, Lists) {
  EXPECT_EQ(PageText("<ol start=3><li>một<li><p>hai</p><ol type=a><li>x<li>y</ol></ol>"
                     "<ul><li>ba<li>- bốn</ul><ol type=I><li value=4>năm</ol>"
                     "<ul style='list-style:none'><li>sáu</ul>"),
            "3. một\n\n4. hai\n\na. x\n\nb. y\n\n- ba\n\n- bốn\n\nIV. năm\n\nsáu");
}

TEST(HtmlCleanerTest, LeavesOutWhatNobodySees) {
  EXPECT_EQ(
      CleanHtml(
          "a<!-- b -->c<!-->d<script x='>'>if (a<b) '</p>'</SCRIPT>e<style><!-- f --></style>"),
      "acd<script x='>'></SCRIPT>e<style><!-- f --></style>");
  EXPECT_EQ(CleanHtml("<![if !a]>b<![endif]>c<![d"), "bc<![d");
  EXPECT_EQ(CleanHtml("a\x01 < b\xFF<p a=b\t c = 'd > e' \"f g=\"h\">"),
            "a  < b\uFFFD<p a=b c = 'd > e'  g=\"h\">");
  std::string tag = "<p", kept = "<p";
  for (int i = 0; i < 2 * kMaxHtmlAttributes; ++i) {
    absl::StrAppend(&tag, " a", i, "=x");
    absl::StrAppend(&kept, " ");
    if (i < kMaxHtmlAttributes) absl::StrAppend(&kept, "a", i, "=x");
  }
  EXPECT_EQ(CleanHtml(tag + ">b"), kept + ">b");
  EXPECT_EQ(CleanHtml("<!-- unclosed"), "");
  EXPECT_EQ(CleanHtml("<p a='unclosed"), "<p a='unclosed");
}

TEST(HtmlTest, TablesWithSpans) {
  const DocumentText document = ReadPage(
      "<p>Trước</p><table><caption>Bảng</caption><tr><th rowspan=2>TT<th rowspan=2>Việc"
      "<th colspan=2>Phân công</tr><tr><th>Chủ trì<th>Phối hợp</tr>"
      "<tr><td>1<td><p>Rà soát</p><p>quy hoạch</p><td>Sở A<td></tr></table>Sau");
  EXPECT_EQ(document.text,
            "Trước\n\nBảng\n\nTT\tViệc\tPhân công\nChủ trì\tPhối hợp\n"
            "1\tRà soát\nquy hoạch\tSở A\n\nSau");
  EXPECT_EQ(PrintTables(document),
            "1x2*TT | 1x2*Việc | 2x1*Phân công\n^ | ^ | Chủ trì | Phối hợp\n"
            "1 | Rà soát\\nquy hoạch | Sở A | \n");
}

TEST(HtmlTest, LayoutTables) {
  const DocumentText document = ReadPage(
      "<table><tr><td>Trang<td><p>Mở đầu</p><table><tr><td>TT<td>Việc<tr><td>1<td>A</table>"
      "</table>");
  EXPECT_EQ(document.text, "Trang\n\nMở đầu\n\nTT\tViệc\n1\tA");
  EXPECT_EQ(PrintTables(document), "TT | Việc\n1 | A\n");
}

TEST(HtmlTest, WhatIsNotShown) {
  EXPECT_EQ(
      PageText("<html><head><title>T</title><style>p{}</style><script>var a='<p>x</p>';</script>"
               "</head><body><nav>Trang chủ</nav><div class='menu'>Liên hệ</div><header>H</header>"
               "<p>Một<!-- chú thích --> <del>bỏ</del> <span style='display:none'>ẩn</span>"
               "<span style='mso-hide:all'>ẩn</span></p><form><p>hai</p><input value=x>"
               "<select><option>y</select><textarea>z</textarea></form><noscript>n</noscript>"
               "<template>t</template><p hidden>h</p><footer>F</footer></body></html>"),
      "Một\n\nhai");
}

TEST(HtmlTest, OnlyTheArticle) {
  EXPECT_EQ(PageText("<body><p>Trang chủ</p><main><h1>Tin</h1><article><header>Đầu</header>"
                     "<p>Thông báo kết luận của Giám đốc Sở</p></article></main><p>Liên hệ</p>"),
            "Đầu\n\nThông báo kết luận của Giám đốc Sở");
  // A teaser beside the document is not the document.
  EXPECT_EQ(
      PageText("<article>Tin</article><p>Thông báo kết luận của Giám đốc Sở tại hội nghị.</p>"),
      "Tin\n\nThông báo kết luận của Giám đốc Sở tại hội nghị.");
  // Nor is one of many.
  EXPECT_EQ(PageText("<article>Một hai ba</article><article>Bốn năm sáu</article>"),
            "Một hai ba\n\nBốn năm sáu");
  EXPECT_EQ(PageText("<article style='display:none'>Một hai ba</article><p>Bốn</p>"), "Bốn");
}

TEST(HtmlTest, WordAsWebPage) {
  EXPECT_EQ(
      PageText(
          "<html xmlns:o='urn:x'><body><!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]-->"
          "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
          "<span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New "
          "Roman\"'>&nbsp;&nbsp;"
          "&nbsp; </span></span><![endif]>Rà soát<o:p></o:p></p>"
          "<p style='mso-list:l1 level1 lfo2'><![if !supportLists]><span "
          "style='font-family:Symbol'>"
          "<span style='mso-list:Ignore'>\xC2\xB7<span>&nbsp;&nbsp;</span></span></span><![endif]>"
          "Báo cáo</p><p><o:p>&nbsp;</o:p></p><p>Câu<a href='#_ftn1' name='_ftnref1'>[1]</a> "
          "sau</p>"
          "<div style='mso-element:footnote-list'><p><a name='_ftn1'>[1]</a> Chú thích</p></div>"),
      "1. Rà soát\n\n- Báo cáo\n\nCâu sau\n\n[1] Chú thích");
  const DocumentText document =
      ReadPage("<p>Câu</p><div style='mso-element:footnote-list'><p>[1] Chú</p></div>");
  ASSERT_EQ(document.asides.size(), 1u);
  EXPECT_EQ(document.text.substr(document.asides[0].begin), "[1] Chú");
}

TEST(HtmlTest, OldFonts) {
  const DocumentText document = ReadPage(
      "<html><meta charset=windows-1252><style>p.v {font-family:\".VnTime\"}</style>"
      "<p class=v>C\xE9ng ho\xB5 <font face='.VnTimeH'>x\xB7</font> <span "
      "style='font-family:\"Times New Roman\"'>\xE9t\xE9</span></p>"
      "<p style='font-family:VNI-Times'>Vi&#101;&#228;t Nam</p>");
  EXPECT_EQ(document.text, "Cộng hoà XÃ été\n\nViệt Nam");
  EXPECT_THAT(document.remarks, ElementsAre(FormatRemark::kLegacyEncoding));
}

TEST(HtmlTest, Encodings) {
  const std::string words = "<p>Độc lập</p>";
  EXPECT_EQ(PageText("\xEF\xBB\xBF" + words), "Độc lập");
  EXPECT_EQ(PageText("<meta charset='utf-8'>" + words), "Độc lập");
  EXPECT_THAT(ReadPage(words).remarks, IsEmpty());
  std::string utf16 = "\xFF\xFE";
  for (const char16_t unit : u"<p>Độc lập</p>") {
    if (unit == 0) break;
    utf16 += static_cast<char>(unit);
    utf16 += static_cast<char>(unit >> 8);
  }
  EXPECT_EQ(PageText(utf16), "Độc lập");
  const DocumentText old = ReadPage(
      "<meta http-equiv=Content-Type content='text/html; "
      "charset=windows-1258'><p>\xD0\xF4\xF2"
      "c l\xE2\xF2p</p>");
  EXPECT_EQ(old.text, "Độc lập");
  EXPECT_THAT(old.remarks, ElementsAre(FormatRemark::kLegacyEncoding));
  // What says UTF-8 and nearly is.
  EXPECT_EQ(PageText("<meta charset=utf-8><p>Độc l\xFF p</p>"), "Độc l\uFFFD p");
  EXPECT_EQ(PageText("<p>caf\xE9 au lait</p>"), "café au lait");
}

TEST(HtmlTest, Refused) {
  for (const char* html : {"", "<html></html>", "<p>&nbsp;</p>", "<script>x</script>"}) {
    const auto document = ReadHtml(html);
    EXPECT_EQ(ReasonOf(document.status()), "NOTICE_EMPTY") << html;
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_EQ(ReasonOf(ReadHtml(deep + "x").status()), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(CssTest, Declarations) {
  const CssStyle style = ParseDeclarations(
      "FONT-WEIGHT: Bold !important; font-family:'.VnTime', serif;list-style:upper-roman "
      "inside;;:x");
  EXPECT_EQ(style.bold, true);
  EXPECT_EQ(style.font, ".VnTime");
  EXPECT_EQ(style.list_type, "upper-roman");
  EXPECT_TRUE(ParseDeclarations("display : NONE").hidden);
  EXPECT_FALSE(ParseDeclarations("display:block").hidden);
  StyleSheet sheet;
  sheet.Add("<!-- /* a{b */ p.x, .y {font-weight:bold} div p {display:none} @page s {x:y} -->");
  EXPECT_EQ(sheet.StyleOf("p", "x").bold, true);
  EXPECT_EQ(sheet.StyleOf("div", "z y").bold, true);
  EXPECT_EQ(sheet.StyleOf("div", "x").bold, std::nullopt);
  EXPECT_FALSE(sheet.StyleOf("p", "x").hidden);
}

}  // namespace
}  // namespace dondoc::registry
