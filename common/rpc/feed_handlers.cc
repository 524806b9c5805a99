#include "common/rpc/feed_handlers.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"
#include "common/obs/log.h"
#include "common/rpc/names.h"

namespace dondoc::rpc {

absl::Status SkipChange(const common::v1::Change& change, const absl::Status& why) {
  obs::LogWarning("change of the feed skipped",
                  {{"name", change.name()},
                   {"revision", absl::StrCat(change.cursor().revision())},
                   {"reason", ReasonOf(why)},
                   {"error", std::string(why.message())}});
  return absl::OkStatus();
}

std::vector<std::string> FeedHandlers::types() const {
  std::vector<std::string> types;
  for (const Handler& handler : handlers_) types.push_back(handler.type);
  return types;
}

absl::Status FeedHandlers::Apply(commit::WriteContext& write,
                                 const common::v1::Change& change) const {
  if (AgencyOfName(change.name()) != change.cursor().agency()) {
    return SkipChange(change, absl::InvalidArgumentError("a resource of another agency"));
  }
  // A deletion has no type that we could go by, and what services follow is never deleted.
  if (!change.has_after()) return absl::OkStatus();
  const absl::string_view url = change.after().type_url();
  const absl::string_view type = url.substr(url.rfind('/') + 1);
  for (const Handler& handler : handlers_) {
    if (handler.type == type) return handler.apply(write, change);
  }
  return absl::OkStatus();
}

absl::Status FeedHandlers::Unreadable(const common::v1::Change& change) {
  return absl::DataLossError(absl::StrCat("cannot read ", change.after().type_url()));
}

}  // namespace dondoc::rpc
