// The steps that every List handler shares.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"

namespace dondoc::rpc {

// Limits of one list, as its contract documents them.
struct PageLimits {
  int default_size;
  int max_size;
  // Columns of its order.
  int keys;
};

// Where a list stands.
struct Page {
  int size;
  common::v1::PageToken token;
};

// Checks page_size and page_token. The first page notes the revision of `agency` ("" for a list
// over agencies), later ones keep it.
template <typename Request>
absl::StatusOr<Page> BeginPage(ReadCall& call, absl::string_view agency, const Request& request,
                               const PageLimits& limits) {
  Page page;
  ASSIGN_OR_RETURN(page.size, PageSize(request.page_size(), limits.default_size, limits.max_size));
  ASSIGN_OR_RETURN(page.token, DecodePageToken(request.page_token(), PageBinding(request),
                                               call.incarnation, limits.keys));
  if (request.page_token().empty() && !agency.empty()) {
    ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, agency));
    page.token.set_revision(head.revision);
  }
  return page;
}

// Moves at most `page.size` of `rows` (read with one more) to `out`, and says where the next page
// begins. `keys` holds the sort key of each row.
template <typename Resource>
void EndPage(Page page, std::vector<Resource> rows, std::vector<common::v1::PageToken> keys,
             google::protobuf::RepeatedPtrField<Resource>* out, std::string* next_page_token) {
  if (static_cast<int>(rows.size()) > page.size) {
    rows.resize(page.size);
    page.token.mutable_keys()->Swap(keys[page.size - 1].mutable_keys());
    *next_page_token = EncodePageToken(page.token);
  }
  for (Resource& row : rows) *out->Add() = std::move(row);
}

}  // namespace dondoc::rpc
