// Reads PDFs with the helper program dondoc-pdf-words, so that a hostile file can harm nothing but
// a short-lived process.
#pragma once

#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base/mutex.h"
#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// Longest a PDF may take: twice what 2,000 pages do, and well within the 30 s of a bulk call.
inline constexpr absl::Duration kPdfTime = absl::Seconds(20);
// PDFs read at once; each takes a core and up to some 400 MiB.
inline constexpr int kMaxPdfsAtOnce = 2;
// How long a PDF waits for its turn. An honest one takes a second.
inline constexpr absl::Duration kPdfWait = absl::Seconds(5);

// The helper beside the running program; where it is installed, and where it is built.
std::string PdfWordsBesideProgram();

// Thread-safe.
class PdfReader {
 public:
  // `helper`: path of dondoc-pdf-words. Whether it is there shows when a PDF comes.
  explicit PdfReader(std::string helper = PdfWordsBesideProgram(), absl::Duration time = kPdfTime)
      : helper_(std::move(helper)), time_(time) {}

  // The text of a PDF. Blocks for up to kPdfWait and kPdfTime: for executors, never for gRPC's
  // threads. Errors: INVALID_ARGUMENT with NOTICE_MALFORMED (also for what takes too much time or
  // memory, or makes the helper crash), NOTICE_ENCRYPTED, NOTICE_IS_SCANNED,
  // NOTICE_UNPACKS_TOO_LARGE, NOTICE_TOO_LARGE; UNAVAILABLE (PDF_READER_BUSY) where too many are
  // read; INTERNAL (PDF_READER_MISSING) where the helper cannot be run.
  absl::StatusOr<DocumentText> Read(absl::string_view bytes) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A turn among kMaxPdfsAtOnce.
  bool TakeTurn() ABSL_LOCKS_EXCLUDED(mutex_);
  void GiveTurn() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string helper_;
  const absl::Duration time_;
  Mutex mutex_;
  CondVar turn_given_;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace dondoc::registry
