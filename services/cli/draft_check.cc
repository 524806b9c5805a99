#include "services/cli/draft_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/sha256.h"
#include "common/text/normalize.h"

namespace dondoc::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using registry::v1::NoticeDraft;
using registry::v1::Span;

// Every span of the message, wherever it lies: a field added to the contract is looked at too.
class SpanCheck {
 public:
  explicit SpanCheck(size_t size) : size_(static_cast<int64_t>(size)) {}

  void Look(const Message& message, const std::string& path) {
    if (message.GetDescriptor() == Span::descriptor()) {
      Judge(static_cast<const Span&>(message), path);
      return;
    }
    const auto* parts = message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    parts->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->message_type() == nullptr) continue;
      const std::string name = absl::StrCat(path, path.empty() ? "" : ".", field->name());
      if (!field->is_repeated()) {
        Look(parts->GetMessage(message, field), name);
        continue;
      }
      for (int i = 0; i < parts->FieldSize(message, field); ++i) {
        Look(parts->GetRepeatedMessage(message, field, i), absl::StrCat(name, "[", i, "]"));
      }
    }
  }

  absl::Status ToStatus() const { return errors_.ToStatus(); }

 private:
  void Judge(const Span& span, const std::string& path) {
    if (span.begin() >= 0 && span.begin() <= span.end() && span.end() <= size_) return;
    errors_.Add(path, {absl::StrCat("bytes ", span.begin(), " to ", span.end(),
                                    " do not lie within the text of ", size_, " bytes"),
                       absl::StrCat("byte ", span.begin(), " đến ", span.end(),
                                    " không nằm trong văn bản dài ", size_, " byte")});
  }

  const int64_t size_;
  FieldErrors errors_;
};

}  // namespace

absl::Status CheckDraft(const NoticeDraft& draft) {
  if (draft.text().empty()) {
    return Error(
        absl::StatusCode::kInvalidArgument, "DRAFT_WITHOUT_TEXT",
        {"this JSON is no draft of a notice: it has no `text`; make one with `dondoc notice "
         "parse FILE`",
         "tệp JSON này không phải bản nháp thông báo: không có `text`; tạo bằng `dondoc "
         "notice parse TỆP`"});
  }
  const auto normalised = text::Normalize(draft.text());
  if (!normalised.ok() || Sha256Hex(*normalised) != draft.text_sha256()) {
    return Error(
        absl::StatusCode::kInvalidArgument, "DRAFT_TEXT_CHANGED",
        {"the draft's `text` is not the one that was read (text_sha256 differs): mend the "
         "tasks only, or read the document again",
         "`text` của bản nháp không còn là văn bản đã đọc (text_sha256 không khớp): chỉ sửa "
         "các nhiệm vụ, hoặc đọc lại tài liệu"});
  }
  SpanCheck check(draft.text().size());
  check.Look(draft, "");
  return check.ToStatus();
}

}  // namespace dondoc::cli
