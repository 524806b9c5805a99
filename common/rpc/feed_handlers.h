// What the changes of a feed lead to, by the type of the resource that changed.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/any.pb.h"

#include "common/commit/mutation.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::rpc {

// Says in the log that a change leads to nothing here, and why. OK, so that the feed goes on: what
// can never be applied must not stop what comes after it.
absl::Status SkipChange(const common::v1::Change& change, const absl::Status& why);

// Filled once, by the composition root; then only read.
class FeedHandlers {
 public:
  // Has `apply` called with every new or changed `Resource`. It may be called again for a change
  // that was applied; an error stops the feed, which tries again, so it must be one that may pass.
  template <typename Resource, typename Function>
  FeedHandlers& On(Function apply) {
    handlers_.push_back(
        {Resource::descriptor()->full_name(),
         [apply = std::move(apply)](commit::WriteContext& write,
                                    const common::v1::Change& change) -> absl::Status {
           Resource resource;
           if (!change.after().UnpackTo(&resource)) return SkipChange(change, Unreadable(change));
           return apply(write, change, resource);
         }});
    return *this;
  }

  // Full names of the types, for the feed's filter.
  std::vector<std::string> types() const;

  // Applies one change inside the transaction that moves the cursor. Changes of other types,
  // deletions, and resources that are not of the feed's agency lead to nothing.
  absl::Status Apply(commit::WriteContext& write, const common::v1::Change& change) const;

 private:
  struct Handler {
    std::string type;
    std::function<absl::Status(commit::WriteContext&, const common::v1::Change&)> apply;
  };
  static absl::Status Unreadable(const common::v1::Change& change);

  std::vector<Handler> handlers_;
};

}  // namespace dondoc::rpc
