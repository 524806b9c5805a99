// Reading documents through the server: the calls of DirectiveService that stream or take a draft.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/cli/client.h"
#include "services/cli/context.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// Largest document sent, in bytes: the contract's own bound.
inline constexpr size_t kMaxNoticeBytes = size_t{64} << 20;
// Largest draft read, in bytes: what one message can carry, as JSON with spans around every phrase.
inline constexpr size_t kMaxDraftBytes = size_t{16} << 20;
// Largest draft that travels, in bytes: a draft is one message, and servers take no larger one.
inline constexpr size_t kMaxDraftMessageBytes = size_t{4} << 20;

// A file as the user gave it.
struct NoticeFile {
  std::string file_name;  // Without folders.
  std::string bytes;
  bool is_draft = false;  // A JSON draft rather than a document.
};

// What stands in a file: a draft is JSON, whatever the file is called.
bool LooksLikeDraft(absl::string_view bytes);

// Reads `path` ("-" = standard input). INVALID_ARGUMENT: NOTICE_EMPTY, NOTICE_TOO_LARGE, and what
// ReadFile says.
absl::StatusOr<NoticeFile> ReadNoticeFile(Context& context, const std::string& path);

// Sends a document in chunks, its bytes as they are, and receives the draft; writes nothing
// anywhere.
absl::StatusOr<registry::v1::NoticeDraft> ParseNotice(Client& client, const std::string& agency,
                                                      const NoticeFile& file);

// The draft in `file`, whatever it holds: a draft is read and checked (CheckDraft), a document
// parsed.
absl::StatusOr<registry::v1::NoticeDraft> DraftOf(Context& context, const NoticeFile& file);

// The draft that a directive was made from. `name`: its resource name.
absl::StatusOr<registry::v1::NoticeDraft> AppliedDraft(Context& context, const std::string& name);

// The draft that `what` means: a file's, else that of the directive of this id.
absl::StatusOr<registry::v1::NoticeDraft> DraftNamed(Context& context, const std::string& what);

// True where `what` can only be a file: ids of directives have neither dots nor slashes, and full
// names begin with "agencies/".
bool IsFileName(absl::string_view what);

// INVALID_ARGUMENT (DRAFT_TOO_LARGE) where `draft` does not fit one message.
absl::Status CheckDraftFits(const registry::v1::NoticeDraft& draft);

}  // namespace dondoc::cli
