// Whatever the bytes, the caller gets a text or a clean error, soon.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

#include "common/base/child_process.h"
#include "common/base/error.h"
#include "services/registry/formats/limits.h"
#include "services/registry/handlers/pdf_reader.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

std::string Sample(const std::string& name) {
  std::ifstream in("tests/data/documents/pdf/" + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// A PDF of these objects, the first of which is the catalog.
std::string MakePdf(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.4\n";
  std::string table = absl::StrCat("xref\n0 ", objects.size() + 1, "\n0000000000 65535 f \n");
  for (size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = absl::StrCat(pdf.size());
    absl::StrAppend(&table, std::string(10 - offset.size(), '0'), offset, " 00000 n \n");
    absl::StrAppend(&pdf, i + 1, " 0 obj\n", objects[i], "\nendobj\n");
  }
  const size_t start = pdf.size();
  return absl::StrCat(pdf, table, "trailer\n<< /Size ", objects.size() + 1,
                      " /Root 1 0 R >>\nstartxref\n", start, "\n%%EOF\n");
}

std::string Stream(absl::string_view attributes, absl::string_view content) {
  return absl::StrCat("<< ", attributes, " /Length ", content.size(), " >>\nstream\n", content,
                      "\nendstream");
}

// One page with this content.
std::string OnePage(absl::string_view resources, absl::string_view content,
                    const std::vector<std::string>& more = {}) {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      absl::StrCat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                   "/Resources << ",
                   resources, " >> >>"),
      Stream("", content)};
  objects.insert(objects.end(), more.begin(), more.end());
  return MakePdf(objects);
}

constexpr char kFont[] = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

std::string ReasonFor(const std::string& bytes, absl::Duration time = kPdfTime) {
  PdfReader reader(DONDOC_PDF_WORDS, time);
  const auto text = reader.Read(bytes);
  if (text.ok()) return "OK";
  EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument) << text.status();
  return ReasonOf(text.status());
}

TEST(PdfHostileTest, AnHonestOneIsRead) {
  EXPECT_EQ(ReasonFor(OnePage(kFont, "BT /F 12 Tf 100 700 Td (Xin chao) Tj ET")), "OK");
}

TEST(PdfHostileTest, WhatIsNoPdfIsRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("hello"), std::string("%PDF-1.4\n"), std::string(1000000, '\0'),
        std::string(100000, '%'),
        std::string("%PDF-1.7\n1 0 obj\n<<") + std::string(500000, '[')}) {
    EXPECT_EQ(ReasonFor(bytes), "NOTICE_MALFORMED") << bytes.substr(0, 20);
  }
}

TEST(PdfHostileTest, TooLargeIsRefusedUnread) {
  EXPECT_EQ(ReasonFor(std::string(kMaxDocumentBytes + 1, ' ')), "NOTICE_TOO_LARGE");
}

TEST(PdfHostileTest, PasswordIsTold) {
  EXPECT_EQ(ReasonFor(Sample("co-mat-khau.pdf")), "NOTICE_ENCRYPTED");
}

TEST(PdfHostileTest, PicturesOfPagesAreTold) {
  EXPECT_EQ(ReasonFor(OnePage("", "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")),
            "NOTICE_IS_SCANNED");
}

TEST(PdfHostileTest, TooManyPagesAreRefused) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", ""};
  std::string kids;
  for (int i = 0; i <= kMaxPages; ++i) {
    absl::StrAppend(&kids, i + 3, " 0 R ");
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
  }
  objects[1] = absl::StrCat("<< /Type /Pages /Kids [", kids, "] /Count ", kMaxPages + 1, " >>");
  const std::string pdf = MakePdf(objects);
  EXPECT_EQ(ReasonFor(pdf), "NOTICE_UNPACKS_TOO_LARGE");
}

TEST(PdfHostileTest, CountsThatLieDoNoHarm) {
  for (const char* count : {"-5", "2000", "2147483647", "99999999999999999999"}) {
    const std::string pdf =
        MakePdf({"<< /Type /Catalog /Pages 2 0 R >>",
                 absl::StrCat("<< /Type /Pages /Kids [3 0 R 2 0 R] /Count ", count, " >>"),
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"});
    EXPECT_NE(ReasonFor(pdf), "OK") << count;
  }
}

// Forms that each draw the next ten times: 10^9 words in a kilobyte.
TEST(PdfHostileTest, WordsThatMultiplyEndInTime) {
  std::vector<std::string> forms;
  for (int i = 0; i < 9; ++i) {
    std::string content;
    for (int j = 0; j < 10; ++j) content += "/X Do ";
    forms.push_back(Stream(absl::StrCat("/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                                        "/Resources << /XObject << /X ",
                                        i + 6, " 0 R >> >>"),
                           content));
  }
  forms.push_back(Stream(absl::StrCat("/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                                      "/Resources << ",
                                      kFont, " >>"),
                         "BT /F 1 Tf 0 1 Td (a b c) Tj ET"));
  const absl::Time begin = absl::Now();
  const std::string reason =
      ReasonFor(OnePage("/XObject << /X 5 0 R >>", "/X Do", forms), absl::Seconds(2));
  EXPECT_TRUE(reason == "NOTICE_MALFORMED" || reason == "NOTICE_UNPACKS_TOO_LARGE" ||
              reason == "OK")
      << reason;
  EXPECT_LT(absl::Now() - begin, absl::Seconds(30));
}

TEST(PdfHostileTest, CutOffFilesAreCleanErrors) {
  const std::string whole = Sample("thong-bao-giao-ban-thang-9.pdf");
  ASSERT_FALSE(whole.empty());
  for (size_t part = 0; part < 12; ++part) {
    // What is left may still hold pages: then it is text.
    ReasonFor(whole.substr(0, whole.size() * part / 12));
  }
}

TEST(PdfHostileTest, FlippedBytesAreCleanErrors) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  const std::string whole = Sample("thong-bao-giai-ngan-2025.pdf");
  ASSERT_FALSE(whole.empty());
  PdfReader reader(DONDOC_PDF_WORDS);
  for (int round = 0; round < 60; ++round) {
    std::string bytes = whole;
    const size_t flips = 1 + random() % 40;
    for (size_t i = 0; i < flips; ++i) {
      bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
    }
    const auto text = reader.Read(bytes);
    if (text.ok()) {
      EXPECT_EQ(CheckDocument(*text), "") << "seed " << seed << " round " << round;
    } else {
      EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument)
          << text.status() << " seed " << seed << " round " << round;
    }
  }
}

TEST(PdfHostileTest, MissingOrWrongHelperIsOurFault) {
  for (const char* helper : {"/no/such/helper", "/etc/passwd"}) {
    PdfReader reader(helper);
    const auto text = reader.Read("%PDF-1.4");
    EXPECT_EQ(text.status().code(), absl::StatusCode::kInternal);
    EXPECT_EQ(ReasonOf(text.status()), "PDF_READER_MISSING");
  }
  PdfReader echo("/bin/cat");
  EXPECT_EQ(ReasonOf(echo.Read("%PDF-1.4").status()), "NOTICE_MALFORMED");
}

// Fonts that a document names but does not bring are not looked for: where fontconfig's cache is
// missing, the search would write one, which the helper may not do.
TEST(PdfHostileTest, FontsOfTheMachineAreLeftAlone) {
  namespace fs = std::filesystem;
  std::string name = (fs::temp_directory_path() / "dondoc-fonts-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  for (const char* part : {"fonts", "cache"}) fs::create_directory(folder / part);
  std::ofstream(folder / "fonts.conf")
      << "<fontconfig><dir>" << (folder / "fonts").string() << "</dir><cachedir>"
      << (folder / "cache").string() << "</cachedir></fontconfig>";
  const auto end = RunChild(
      "/usr/bin/env", {"FONTCONFIG_FILE=" + (folder / "fonts.conf").string(), DONDOC_PDF_WORDS},
      OnePage(kFont, "BT /F 12 Tf 100 700 Td (Xin chao) Tj ET"),
      {.time = kPdfTime, .output_bytes = 1 << 20});
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->signal, 0);
  EXPECT_EQ(end->exit_code, 0);
  EXPECT_NE(end->output.find("chao"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder / "cache"));
  fs::remove_all(folder);
}

TEST(PdfHostileTest, ManyTakeTurns) {
  PdfReader reader(DONDOC_PDF_WORDS);
  const std::string pdf = OnePage(kFont, "BT /F 12 Tf 100 700 Td (Xin chao) Tj ET");
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto text = reader.Read(pdf);
      ASSERT_TRUE(text.ok()) << text.status();
      EXPECT_EQ(text->text, "Xin chao\n");
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace dondoc::registry
