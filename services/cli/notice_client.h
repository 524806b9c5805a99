// Reading documents through the server: the calls of DirectiveService that stream or take a draft.
#pragma once

#include <string>

#include "absl/status/statusor.h"

#include "services/cli/client.h"
#include "services/cli/context.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// Largest document sent, in bytes: the contract's own bound.
inline constexpr size_t kMaxNoticeBytes = 1024 * 1024;
// Largest draft read, in bytes: its text once more as JSON, with spans around every phrase.
inline constexpr size_t kMaxDraftBytes = 16 * 1024 * 1024;

// A file as the user gave it.
struct NoticeFile {
  std::string file_name;  // Without folders.
  std::string bytes;
  bool is_draft = false;  // A JSON draft rather than a document.
};

// Reads `path` ("-" = standard input). A file whose first sign is "{" is taken for a draft.
absl::StatusOr<NoticeFile> ReadNoticeFile(Context& context, const std::string& path);

// Sends a document in chunks and receives the draft; writes nothing anywhere.
absl::StatusOr<registry::v1::NoticeDraft> ParseNotice(Client& client, const std::string& agency,
                                                      const NoticeFile& file);

// The draft in `file`, whatever it holds: a draft is read, a document parsed.
absl::StatusOr<registry::v1::NoticeDraft> DraftOf(Context& context, const NoticeFile& file);

}  // namespace dondoc::cli
