#include "services/registry/handlers/pdf_reader.h"

#include <array>
#include <chrono>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

#include "common/base/child_process.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_errors.h"
#include "services/registry/formats/pdf_words.h"
#include "services/registry/formats/pdf_words_format.h"

namespace dondoc::registry {
namespace {

// A path of this length cannot be opened anyway.
constexpr size_t kMostPathBytes = 4096;

absl::Status PdfReaderBusy() {
  return Error(absl::StatusCode::kUnavailable, "PDF_READER_BUSY",
               {"Other PDFs are being read: try again in a moment.",
                "Đang đọc các tệp PDF khác: hãy thử lại sau giây lát."})
      .RetryAfter(kPdfWait);
}

absl::Status PdfReaderMissing(const absl::Status& cause) {
  return Error(absl::StatusCode::kInternal, "PDF_READER_MISSING",
               {absl::StrCat("PDFs cannot be read here: ", cause.message()),
                "Máy chủ chưa đọc được tệp PDF: thiếu chương trình dondoc-pdf-words."});
}

absl::Status StatusOfExit(const ChildEnd& end) {
  // A crash, or the processor time or memory it may use: the file's fault.
  if (end.signal != 0) return PdfMalformed();
  switch (end.exit_code) {
    case kPdfWordsOk:
      return absl::OkStatus();
    case kPdfWordsEncrypted:
      return PdfEncrypted();
    case kPdfWordsTooManyPages:
      return PdfHasTooManyPages();
    case kPdfWordsTooManyWords:
      return PdfHasTooManyWords();
    case kPdfWordsUsage:
      return PdfReaderMissing(absl::InternalError("the helper refuses to start"));
    default:
      return PdfMalformed();
  }
}

absl::StatusOr<std::string> WordsOf(const std::string& helper, absl::string_view bytes) {
  auto end = RunChild(helper, {}, bytes, {kPdfTime, kMaxPdfWordsBytes});
  switch (end.status().code()) {
    case absl::StatusCode::kOk:
      break;
    case absl::StatusCode::kDeadlineExceeded:
      return PdfMalformed();
    case absl::StatusCode::kResourceExhausted:
      return PdfHasTooManyWords();
    default:
      return PdfReaderMissing(end.status());
  }
  RETURN_IF_ERROR(StatusOfExit(*end));
  return std::move(end->output);
}

}  // namespace

std::string PdfWordsBesideProgram() {
  std::array<char, kMostPathBytes> path;
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  const absl::string_view program(path.data(), size > 0 ? static_cast<size_t>(size) : 0);
  return absl::StrCat(program.substr(0, program.rfind('/') + 1), "dondoc-pdf-words");
}

bool PdfReader::TakeTurn() {
  const auto until = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(kPdfWait);
  MutexLock lock(mutex_);
  while (running_ >= kMaxPdfsAtOnce) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= left.zero()) return false;
    turn_given_.WaitFor(mutex_, absl::FromChrono(left));
  }
  ++running_;
  return true;
}

void PdfReader::GiveTurn() {
  {
    MutexLock lock(mutex_);
    --running_;
  }
  turn_given_.NotifyOne();
}

absl::StatusOr<DocumentText> PdfReader::Read(absl::string_view bytes) {
  // Whoever gathers the bytes stops at the limit; what comes another way is no larger.
  if (bytes.size() > kMaxDocumentBytes) return PdfMalformed();
  if (!TakeTurn()) return PdfReaderBusy();
  const absl::Cleanup give = [this] { GiveTurn(); };
  std::vector<PdfPage> pages;
  {
    ASSIGN_OR_RETURN(const std::string words, WordsOf(helper_, bytes));
    ASSIGN_OR_RETURN(pages, ParsePdfWords(words));
  }
  return LayOutPdf(pages);
}

}  // namespace dondoc::registry
