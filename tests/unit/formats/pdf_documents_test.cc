// PDFs that a word processor has written, read as the registry reads them. Beside each is the
// document it was made from and what should be read (.expected). To look at a change:
// DONDOC_UPDATE_EXPECTED=1 writes what is read.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "services/registry/handlers/pdf_reader.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

constexpr char kFolder[] = "tests/data/documents/pdf/";

std::string FileBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string Shown(const DocumentText& text) {
  std::string shown = absl::StrCat(text.text, "== tables\n", PrintTables(text));
  const auto list = [&](absl::string_view name, const std::vector<TextRange>& ranges) {
    absl::StrAppend(&shown, "== ", name, "\n");
    for (const TextRange& range : ranges) {
      absl::StrAppend(&shown, text.text.substr(range.begin, range.end - range.begin), "\n");
    }
  };
  list("bold", text.bold);
  list("asides", text.asides);
  return shown;
}

class PdfDocumentsTest : public testing::TestWithParam<const char*> {};

TEST_P(PdfDocumentsTest, IsReadAsExpected) {
  const std::string path = absl::StrCat(kFolder, GetParam());
  PdfReader reader(DONDOC_PDF_WORDS);
  const auto text = reader.Read(FileBytes(path + ".pdf"));
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(CheckDocument(*text), "");
  EXPECT_TRUE(text->remarks.empty());
  if (std::getenv("DONDOC_UPDATE_EXPECTED") != nullptr) {
    std::ofstream(path + ".expected") << Shown(*text);
  }
  EXPECT_EQ(Shown(*text), FileBytes(path + ".expected"));
}

INSTANTIATE_TEST_SUITE_P(All, PdfDocumentsTest,
                         testing::Values(
                             // Sections, a list, page numbers, footnotes, a sentence over the page.
                             "thong-bao-giao-ban-thang-9",
                             // A ruled table over two pages; letters of two fonts in one word.
                             "thong-bao-bang-nhiem-vu",
                             // Paragraphs without space between them, a table without rules,
                             // running head and foot.
                             "thong-bao-giai-ngan-2025"));

}  // namespace
}  // namespace dondoc::registry
