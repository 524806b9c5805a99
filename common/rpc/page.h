// Paging: page sizes and page tokens.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "dondoc/common/v1/page_token.pb.h"

namespace dondoc::rpc {

// The number of rows to read: `default_size` for 0, at most `max_size`; INVALID_ARGUMENT on
// `page_size` where it is negative.
absl::StatusOr<int> PageSize(int32_t page_size, int default_size, int max_size);

// Ties a token to its list: a hash of the request without page_size and page_token.
std::string PageBinding(const google::protobuf::Message& request);

// The token as text for `next_page_token`.
std::string EncodePageToken(const common::v1::PageToken& token);

// The token of a request; an empty one for the first page. INVALID_ARGUMENT on `page_token` where
// it is not ours, is damaged, or belongs to another list (PAGE_TOKEN_MISMATCH) or another history.
absl::StatusOr<common::v1::PageToken> DecodePageToken(absl::string_view page_token,
                                                      absl::string_view binding,
                                                      absl::string_view incarnation,
                                                      int expected_keys);

void AddKey(common::v1::PageToken& token, int64_t number);
void AddKey(common::v1::PageToken& token, absl::string_view text);
void AddRawKey(common::v1::PageToken& token, absl::string_view raw);

}  // namespace dondoc::rpc
