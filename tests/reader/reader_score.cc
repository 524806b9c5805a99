// Reads a corpus and prints how well the reader agrees with what is expected of each document.
//   reader_score [--half=tune|report|all] [--differences] [--no-floors] [--only=WORD] DIRECTORY...
// Exits 1 where a document cannot be read or where the whole falls below the floors.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

#include "common/calendar/calendar.h"
#include "common/calendar/official_tables.h"
#include "services/registry/formats/format.h"
#include "services/registry/handlers/pdf_reader.h"
#include "services/registry/reader/reader.h"
#include "services/registry/reader/tokens.h"
#include "tests/reader/scoring.h"

namespace dondoc::registry {
namespace {

// Floors that the corpus in the tree must keep, a little below what the rules reach: what falls
// below has lost something. The goals are higher: tasks 0.95, lead 0.97, deadline 0.98, no date
// invented.
struct Floor {
  Measure measure;
  double precision;
  double recall;
};
constexpr Floor kFloors[] = {
    {Measure::kTasks, 0.97, 0.97},
    {Measure::kLead, 0.96, 0.96},
    {Measure::kDeadline, 0.965, 0.965},
};
constexpr int kMostInventedDates = 11;

struct Options {
  std::string half = "all";
  std::string only;
  bool differences = false;
  bool floors = true;
  std::vector<std::string> directories;
};

std::string Contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The half a document belongs to hangs on its name alone.
bool InTuningHalf(const std::string& name) { return (HashWord(name) & 1) != 0; }

struct Case {
  std::filesystem::path document;
  std::filesystem::path expectation;
};

std::map<std::string, Case> CasesIn(const Options& options) {
  std::map<std::string, Case> cases;
  for (const std::string& directory : options.directories) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
      const std::filesystem::path& path = entry.path();
      if (path.extension() != ".expected") continue;
      const std::string name = path.stem();
      if (!options.only.empty() && !absl::StrContains(name, options.only)) continue;
      if (options.half == "tune" && !InTuningHalf(name)) continue;
      if (options.half == "report" && InTuningHalf(name)) continue;
      for (const char* extension : {".txt", ".html", ".docx", ".odt", ".pdf"}) {
        std::filesystem::path document = path;
        document.replace_extension(extension);
        if (std::filesystem::exists(document)) cases[name] = {document, path};
      }
    }
    if (error) std::cerr << directory << ": " << error.message() << "\n";
  }
  return cases;
}

// The text of a file, as the service gets it.
absl::StatusOr<DocumentText> TextOf(const std::filesystem::path& path, PdfReader* pdf_reader) {
  const std::string bytes = Contents(path);
  return path.extension() == ".pdf" ? pdf_reader->Read(bytes) : ReadDocument(bytes);
}

void PrintHeading() {
  std::cout << absl::StrFormat("%-44s", "document");
  for (int i = 0; i < kMeasures; ++i)
    std::cout << absl::StrFormat(" %11s", NameOf(static_cast<Measure>(i)));
  std::cout << "  invented\n";
}

void PrintScore(const std::string& name, const Score& score) {
  std::cout << absl::StrFormat("%-44s", name.substr(0, 44));
  for (const Tally& tally : score.tallies) {
    std::cout << absl::StrFormat(" %5.3f/%5.3f", tally.Precision(), tally.Recall());
  }
  std::cout << absl::StrFormat("  %8d\n", score.invented_dates);
}

int Run(const Options& options) {
  const auto calendar = calendar::Calendar::Create(calendar::OfficialTables());
  if (!calendar.ok()) return 1;
  const auto cases = CasesIn(options);
  if (cases.empty()) {
    std::cerr << "no documents\n";
    return 1;
  }
  PdfReader pdf_reader(DONDOC_PDF_WORDS);
  bool failed = false;
  Score total;
  PrintHeading();
  for (const auto& [name, files] : cases) {
    const auto expected = ParseExpectation(Contents(files.expectation));
    if (!expected.ok()) {
      std::cerr << files.expectation << ": " << expected.status() << "\n";
      failed = true;
      continue;
    }
    auto text = TextOf(files.document, &pdf_reader);
    if (!text.ok()) {
      std::cerr << files.document << ": " << text.status() << "\n";
      failed = true;
      continue;
    }
    const auto draft = ReadNotice(*std::move(text), files.document.filename().string(),
                                  expected->directory, &*calendar, {});
    if (!draft.ok()) {
      std::cerr << files.document << ": " << draft.status() << "\n";
      failed = true;
      continue;
    }
    const Score score = Compare(*expected, *draft);
    PrintScore(name, score);
    if (options.differences) {
      for (const std::string& line : score.disagreements) std::cout << "    " << line << "\n";
    }
    total += score;
  }
  PrintScore(absl::StrCat("total of ", cases.size()), total);
  if (options.floors && options.only.empty()) {
    for (const Floor& floor : kFloors) {
      const Tally& tally = total[floor.measure];
      if (tally.Precision() >= floor.precision && tally.Recall() >= floor.recall) continue;
      std::cout << NameOf(floor.measure) << " fell below "
                << absl::StrFormat("%.2f/%.2f\n", floor.precision, floor.recall);
      failed = true;
    }
    if (total.invented_dates > kMostInventedDates) {
      std::cout << total.invented_dates << " dates invented\n";
      failed = true;
    }
  }
  return failed ? 1 : 0;
}

}  // namespace
}  // namespace dondoc::registry

int main(int argc, char** argv) {
  dondoc::registry::Options options;
  for (int i = 1; i < argc; ++i) {
    absl::string_view word = argv[i];
    if (absl::ConsumePrefix(&word, "--half=")) {
      options.half = std::string(word);
    } else if (absl::ConsumePrefix(&word, "--only=")) {
      options.only = std::string(word);
    } else if (word == "--differences") {
      options.differences = true;
    } else if (word == "--no-floors") {
      options.floors = false;
    } else if (absl::StartsWith(word, "--")) {
      std::cerr << "usage: reader_score [--half=tune|report|all] [--differences] [--no-floors] "
                   "[--only=WORD] DIRECTORY...\n";
      return 2;
    } else {
      options.directories.emplace_back(word);
    }
  }
  return dondoc::registry::Run(options);
}
