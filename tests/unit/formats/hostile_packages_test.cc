// Files made to do harm cost no more than honest ones and end in an error that says what is wrong.
#include <cstdint>
#include <iostream>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/docx.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/markup_guard.h"
#include "services/registry/formats/odt.h"
#include "tests/unit/formats/describe.h"
#include "tests/unit/formats/package_builder.h"

namespace dondoc::registry {
namespace {

std::string Repeated(absl::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) all.append(text.data(), text.size());
  return all;
}

std::string ReasonOfDocx(const std::string& bytes) { return ReasonOf(ReadDocx(bytes).status()); }

// A DOCX of this document.xml.
std::string DocxOf(absl::string_view document) {
  return PackageBuilder().Part("word/document.xml", document).Build();
}

constexpr absl::string_view kOpen =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
constexpr absl::string_view kClose = "</w:body></w:document>";

TEST(HostilePackageTest, NoZipAtAll) {
  EXPECT_EQ(ReasonOfDocx(""), "NOTICE_MALFORMED");
  EXPECT_EQ(ReasonOfDocx("PK\x03\x04"), "NOTICE_MALFORMED");
  EXPECT_EQ(ReasonOfDocx(std::string(1000, 'x')), "NOTICE_MALFORMED");
}

TEST(HostilePackageTest, EveryTruncationIsAnError) {
  const std::string good = Docx("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>");
  ASSERT_TRUE(ReadDocx(good).ok());
  for (size_t size = 0; size < good.size(); ++size)
    ASSERT_EQ(ReasonOfDocx(good.substr(0, size)), "NOTICE_MALFORMED") << size;
}

TEST(HostilePackageTest, MissingParts) {
  const absl::Status status = ReadDocx(PackageBuilder().Part("x", "y").Build()).status();
  EXPECT_EQ(ReasonOf(status), "NOTICE_MALFORMED");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("part"), "word/document.xml");
}

TEST(HostilePackageTest, NamesThatLeadOutOfThePackage) {
  for (const char* target : {"../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", ""}) {
    const std::string bytes =
        PackageBuilder()
            .Part("_rels/.rels", absl::StrCat("<R><Relationship Id=\"a\" Type=\"x/officeDocument\" "
                                              "Target=\"",
                                              target, "\"/></R>"))
            .Part("../evil.xml", "<x/>")
            .Part("/absolute.xml", "<x/>")
            .Build();
    EXPECT_EQ(ReasonOfDocx(bytes), "NOTICE_MALFORMED") << target;
  }
}

TEST(HostilePackageTest, Encrypted) {
  EXPECT_EQ(ReasonOfDocx(PackageBuilder().EncryptedPart("word/document.xml", "<x/>").Build()),
            "NOTICE_ENCRYPTED");
}

TEST(HostilePackageTest, TooManyParts) {
  PackageBuilder package;
  for (int i = 0; i <= kMaxPackageParts; ++i) package.Part(absl::StrCat("p", i), "");
  EXPECT_EQ(ReasonOfDocx(package.Build()), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, Bomb) {
  // Half a megabyte that unpacks to more than is unpacked.
  const std::string space(kMaxUnpackedBytes + 1, ' ');
  EXPECT_EQ(ReasonOfDocx(DocxOf(absl::StrCat(kOpen, space, kClose))), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, BombInPieces) {
  const std::string half(kMaxUnpackedBytes / 2, ' ');
  EXPECT_EQ(ReasonOfDocx(Docx({.body = half, .styles = half, .numbering = half})),
            "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, TooMuchText) {
  const std::string paragraph =
      absl::StrCat("<w:p><w:r><w:t>", std::string(1 << 20, 'x'), "</w:t></w:r></w:p>");
  EXPECT_EQ(ReasonOfDocx(Docx(Repeated(paragraph, 65))), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, TooManyCells) {
  EXPECT_EQ(ReasonOfDocx(Docx("<w:tbl>" + Repeated("<w:tr/>", kMaxTableCells) + "</w:tbl>")),
            "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, DeepNesting) {
  for (const absl::string_view element : {"w:sdt", "w:tbl", "x"}) {
    const std::string open = absl::StrCat("<", element, ">");
    const std::string close = absl::StrCat("</", element, ">");
    EXPECT_TRUE(ReadDocx(Docx(Repeated(open, 240) + Repeated(close, 240))).ok()) << element;
    EXPECT_EQ(ReasonOfDocx(Docx(Repeated(open, 300) + Repeated(close, 300))), "NOTICE_MALFORMED");
    EXPECT_EQ(ReasonOfDocx(Docx(Repeated(open, 1000000))), "NOTICE_MALFORMED");
  }
}

TEST(HostilePackageTest, BoxesInBoxes) {
  const std::string open = "<w:p><w:r><w:txbxContent>";
  const std::string close = "</w:txbxContent></w:r></w:p>";
  EXPECT_EQ(ReasonOfDocx(Docx(Repeated(open, 50) + Repeated(close, 50))),
            "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(HostilePackageTest, Entities) {
  std::string bomb = "<!DOCTYPE d [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i)
    absl::StrAppend(&bomb, "<!ENTITY a", i, " \"&a", i - 1, ";&a", i - 1, ";\">");
  for (const std::string& prolog :
       {absl::StrCat(bomb, "]>"),
        std::string("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
        std::string("<!DOCTYPE d [<!ENTITY % p \"x\"> %p;]>"),
        std::string("<!DOCTYPE d [<!ATTLIST d a CDATA \"x\">]>"),
        std::string("<!DOCTYPE d [ ]>")}) {
    EXPECT_EQ(ReasonOfDocx(DocxOf(
                  absl::StrCat(prolog, kOpen, "<w:p><w:r><w:t>&a29;</w:t></w:r></w:p>", kClose))),
              "NOTICE_MALFORMED");
  }
  const auto good = ReadDocx(
      DocxOf(absl::StrCat("<!DOCTYPE d PUBLIC \"-//x//\" \"http://example.invalid/x.dtd\">", kOpen,
                          "<w:p><w:r><w:t>&lt;&#273;&amp;&gt;</w:t></w:r></w:p>", kClose)));
  ASSERT_TRUE(good.ok()) << good.status();
  EXPECT_EQ(good->text, "<đ&>");
}

TEST(HostilePackageTest, UnknownEntityAndBadUtf8) {
  EXPECT_EQ(ReasonOfDocx(Docx("<w:p><w:r><w:t>&nbsp;</w:t></w:r></w:p>")), "NOTICE_MALFORMED");
  EXPECT_EQ(ReasonOfDocx(Docx("<w:p><w:r><w:t>\xC3\x28</w:t></w:r></w:p>")), "NOTICE_MALFORMED");
  EXPECT_EQ(ReasonOfDocx(Docx("<w:p></w:r>")), "NOTICE_MALFORMED");
}

TEST(HostilePackageTest, ManyAttributes) {
  const auto with_attributes = [](int count) {
    std::string element = "<w:p";
    for (int i = 0; i < count; ++i) absl::StrAppend(&element, " a", i, "='x>'");
    return Docx(element + "/>");
  };
  EXPECT_TRUE(ReadDocx(with_attributes(kMaxAttributes)).ok());
  EXPECT_EQ(ReasonOfDocx(with_attributes(kMaxAttributes + 1)), "NOTICE_MALFORMED");
  EXPECT_EQ(ReasonOfDocx(with_attributes(1000000)), "NOTICE_MALFORMED");
}

TEST(HostilePackageTest, GuardIsNotFooledByCommentsAndSections) {
  const std::string quotes = Repeated("\"", 1001);
  EXPECT_TRUE(ReadDocx(Docx(absl::StrCat("<!--<w:p ", quotes, "--><w:p/><![CDATA[<", quotes,
                                         "]]><?x <", quotes, "?>", quotes)))
                  .ok());
}

TEST(HostilePackageTest, ManyNamespaces) {
  std::string body;
  for (int depth = 0; depth < 100; ++depth) {
    absl::StrAppend(&body, "<x");
    for (int i = 0; i < 100; ++i) absl::StrAppend(&body, " xmlns:n", i, "='", depth, "'");
    absl::StrAppend(&body, ">");
  }
  EXPECT_EQ(ReasonOfDocx(Docx(body + Repeated("</x>", 100))), "NOTICE_MALFORMED");
}

TEST(HostilePackageTest, LongPatternsOfLabels) {
  const std::string pattern = Repeated("%1", 1 << 20);
  const auto text = ReadDocx(Docx(
      {.body = Repeated("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a"
                        "</w:t></w:r></w:p>",
                        1000),
       .numbering =
           absl::StrCat("<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start "
                        "w:val=\"2147483647\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText "
                        "w:val=\"",
                        pattern,
                        "\"/></w:lvl></w:abstractNum><w:num "
                        "w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>")}));
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_LT(text->text.size(), 100000u);
}

// Whatever a byte becomes, there is an error or a sound text.
template <typename Reader>
void FlipBytes(const std::string& good, Reader reader) {
  ASSERT_TRUE(reader(good).ok());
  const uint32_t seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    const int flips = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < flips; ++i) bad[random() % bad.size()] = static_cast<char>(random());
    const absl::StatusOr<DocumentText> text = reader(bad);
    if (text.ok()) {
      ASSERT_EQ(CheckRanges(*text), "") << "seed " << seed << ", round " << round;
    } else {
      ASSERT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument) << seed;
    }
  }
}

TEST(HostilePackageTest, FlippedBytesOfDocx) {
  FlipBytes(
      Docx({.body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>ô</w:t></w:r></w:p>"
                    "</w:tc></w:tr></w:tbl><w:p><w:r><w:t>chữ</w:t></w:r></w:p>",
            .styles = "<w:style w:styleId=\"a\"/>",
            .numbering = "<w:num w:numId=\"1\"/>"}),
      ReadDocx);
}

TEST(HostilePackageTest, FlippedBytesOfOdt) {
  FlipBytes(Odt("<table:table><table:table-row><table:table-cell><text:p>ô</text:p>"
                "</table:table-cell></table:table-row></table:table><text:p>chữ</text:p>"),
            ReadOdt);
}

}  // namespace
}  // namespace dondoc::registry
