// The commands below `notice` that have files of their own.
#pragma once

#include <string>

#include "absl/status/statusor.h"

#include "services/cli/command.h"
#include "services/cli/notice_client.h"
#include "services/cli/render/task_facts.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

class Context;

void RegisterNoticeShow(Command& notice);
void RegisterNoticeCase(Command& notice);
void RegisterNoticeDiff(Command& notice);

// The document that `draft` was read from: the file `document`, or the draft's own text where that
// is empty, which is said where the text alone is less than the document was.
absl::StatusOr<NoticeFile> SourceOf(Context& context, const registry::v1::NoticeDraft& draft,
                                    const std::string& document);

// Tells the user where `read` comes from another text than `draft`.
void NoteOtherText(Context& context, const registry::v1::NoticeDraft& read,
                   const registry::v1::NoticeDraft& draft);

// What people call the resources of this run.
Naming NamesOf(Context& context);

}  // namespace dondoc::cli
