// Lists over pages: everything in one answer, or one page where a page size was asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "services/cli/command.h"

namespace dondoc::cli {

// Items merged at most when everything is asked for: a message of a hundred megabytes or so. Beyond
// it the answer keeps its next_page_token.
inline constexpr int64_t kMaxMergedItems = 100'000;

struct PageFlags {
  std::optional<int64_t> size;
  std::string token;
  bool all = false;

  void AddTo(Command& command) {
    command
        .Option("--page-size", &size,
                {"one page of at most N; without it, everything",
                 "một trang tối đa N dòng; không có thì lấy tất cả"})
        .Option("--page-token", &token,
                {"the page after, as next_page_token said", "trang kế tiếp, theo next_page_token"},
                "TOKEN")
        .Flag("--all", &all,
              {"follow every page, also with --page-size",
               "lấy hết các trang, kể cả khi có --page-size"});
  }
};

// Fetches pages with `fetch(page_size, page_token)`. `max_size` is the method's documented maximum,
// used while everything is wanted. One page where --page-size or --page-token was given without
// --all. The answer's next_page_token is empty unless something is left.
template <typename Fetch>
auto ListPages(const PageFlags& flags, int32_t max_size, const Fetch& fetch)
    -> decltype(fetch(int32_t{}, std::string{})) {
  if (flags.size && (*flags.size < 1 || *flags.size > 1'000'000)) {
    return InvalidField("--page-size", {"must be at least 1", "phải từ 1 trở lên"});
  }
  const bool one_page = (flags.size || !flags.token.empty()) && !flags.all;
  const auto size = static_cast<int32_t>(flags.size.value_or(max_size));
  auto merged = fetch(size, flags.token);
  int64_t items = size;
  while (merged.ok() && !one_page && !merged->next_page_token().empty() &&
         items < kMaxMergedItems) {
    auto page = fetch(size, merged->next_page_token());
    if (!page.ok()) return page;
    merged->clear_next_page_token();
    merged->MergeFrom(*page);
    items += size;
  }
  return merged;
}

// The line beneath a table that says how to go on; "" at the end of a list.
inline std::string MoreNote(const std::string& next_page_token, const Lang& lang) {
  if (next_page_token.empty()) return "";
  return absl::StrCat(lang(Text{"more: --page-token ", "còn nữa: --page-token "}), next_page_token);
}

}  // namespace dondoc::cli
