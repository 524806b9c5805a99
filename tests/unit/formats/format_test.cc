// Formats by their bytes.
#include "services/registry/formats/format.h"

#include <string>

#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/limits.h"
#include "tests/unit/formats/package_builder.h"

namespace dondoc::registry {
namespace {

// The beginning of a zip file whose first part is `name`, stored.
std::string Zip(absl::string_view name, absl::string_view contents) {
  std::string zip("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 26);
  zip += static_cast<char>(name.size());
  zip += std::string(3, '\0');
  zip.append(name.data(), name.size());
  zip.append(contents.data(), contents.size());
  return zip;
}

std::string Wide(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

std::string Refused(const std::string& bytes) {
  const auto format = DetectFormat(bytes);
  if (format.ok()) return "";
  const auto info = ErrorInfoOf(format.status());
  const auto found = info->metadata().find("format");
  return found == info->metadata().end() ? info->reason() : found->second;
}

TEST(FormatTest, Read) {
  EXPECT_EQ(*DetectFormat("Thông báo"), Format::kText);
  EXPECT_EQ(*DetectFormat("a < b"), Format::kText);
  EXPECT_EQ(*DetectFormat("<Phụ lục>"), Format::kText);
  EXPECT_EQ(*DetectFormat(Zip("[Content_Types].xml", "x") + Zip("word/document.xml", "")),
            Format::kDocx);
  EXPECT_EQ(*DetectFormat(Zip("mimetype", "application/vnd.oasis.opendocument.textPK")),
            Format::kOdt);
  EXPECT_EQ(*DetectFormat("%PDF-1.7\n"), Format::kPdf);
  EXPECT_EQ(*DetectFormat("\xEF\xBB\xBFjunk\n%PDF-1.4"), Format::kPdf);
  for (const char* html :
       {"<!DOCTYPE html>", "\xEF\xBB\xBF\n<HTML lang=vi>", "<p>x", "<div\nclass=x>",
        "<?xml version='1.0'?><!-- x --><html>", "<!-- x -->\n<table>"})
    EXPECT_EQ(*DetectFormat(html), Format::kHtml) << html;
  EXPECT_EQ(*DetectFormat("\xFF\xFE" + Wide("<html><body>x")), Format::kHtml);
}

TEST(FormatTest, RefusedByName) {
  EXPECT_EQ(Refused(""), "NOTICE_EMPTY");
  EXPECT_EQ(Refused(Zip("xl/workbook.xml", "")), "xlsx");
  EXPECT_EQ(Refused(Zip("ppt/presentation.xml", "")), "pptx");
  EXPECT_EQ(Refused(Zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), "ods");
  EXPECT_EQ(Refused(Zip("a.txt", "x")), "zip");
  EXPECT_EQ(Refused("PK\x03\x04"), "zip");
  EXPECT_EQ(Refused("\xD0\xCF\x11\xE0...." + Wide("WordDocument")), "doc");
  EXPECT_EQ(Refused("\xD0\xCF\x11\xE0...." + Wide("Workbook")), "xls");
  EXPECT_EQ(Refused("\xD0\xCF\x11\xE0...." + Wide("EncryptedPackage")), "NOTICE_ENCRYPTED");
  EXPECT_EQ(Refused("\xD0\xCF\x11\xE0"), "ole");
  EXPECT_EQ(Refused("{\\rtf1"), "rtf");
  EXPECT_EQ(Refused("\x89PNG\r\n"), "png");
  EXPECT_EQ(Refused("\xFF\xD8\xFF\xE0"), "jpeg");
  EXPECT_EQ(Refused("\x1F\x8B\x08"), "gzip");
  EXPECT_EQ(Refused("Rar!\x1A\x07\x01"), "rar");
  EXPECT_EQ(Refused("7z\xBC\xAF\x27\x1C"), "7z");
  EXPECT_EQ(Refused("<?xml version='1.0'?><w:wordDocument>"), "xml");
}

TEST(FormatTest, ReadsThroughTheDoor) {
  EXPECT_EQ(ReadDocument("Thông báo")->text, "Thông báo");
  EXPECT_EQ(ReadDocument("<p>Thông báo")->text, "Thông báo");
  EXPECT_EQ(ReadDocument(Docx("<w:p><w:r><w:t>Thông báo</w:t></w:r></w:p>"))->text, "Thông báo");
  const auto odt = ReadDocument(Odt("<text:p>Thông báo</text:p>"));
  ASSERT_TRUE(odt.ok()) << odt.status();
  EXPECT_EQ(odt->text, "Thông báo");
  EXPECT_EQ(ReadDocument("%PDF-1.7").status().code(), absl::StatusCode::kInternal);
  const std::string large(kMaxDocumentBytes + 1, 'x');
  EXPECT_EQ(ReasonOf(ReadDocument(large).status()), "NOTICE_TOO_LARGE");
}

}  // namespace
}  // namespace dondoc::registry
