#include "common/rpc/page.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/sha256.h"
#include "common/rpc/limits.h"

namespace dondoc::rpc {
namespace {

constexpr size_t kBindingBytes = 8;
// Bytes of a hash in front of the token: a damaged token is told from a stale one.
constexpr size_t kChecksumBytes = 4;

absl::Status BadToken() {
  return InvalidField("page_token",
                      {"is not a token of this service, or is damaged: start over "
                       "from the first page",
                       "không phải mã trang của dịch vụ này, hoặc đã hỏng: hãy đọc lại "
                       "từ trang đầu"});
}

}  // namespace

absl::StatusOr<int> PageSize(int32_t page_size, int default_size, int max_size) {
  if (page_size < 0) {
    return InvalidField("page_size", {"must not be negative", "không được âm"});
  }
  return page_size == 0 ? default_size : std::min(page_size, max_size);
}

std::string PageBinding(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    if (const auto* field = copy->GetDescriptor()->FindFieldByName(name)) {
      copy->GetReflection()->ClearField(copy.get(), field);
    }
  }
  return Sha256(absl::StrCat(copy->GetDescriptor()->full_name(), "\n", copy->SerializeAsString()))
      .substr(0, kBindingBytes);
}

std::string EncodePageToken(const common::v1::PageToken& token) {
  const std::string bytes = token.SerializeAsString();
  return absl::WebSafeBase64Escape(absl::StrCat(Sha256(bytes).substr(0, kChecksumBytes), bytes));
}

absl::StatusOr<common::v1::PageToken> DecodePageToken(absl::string_view page_token,
                                                      absl::string_view binding,
                                                      absl::string_view incarnation,
                                                      int expected_keys) {
  common::v1::PageToken token;
  if (page_token.empty()) {
    token.set_binding(std::string(binding));
    token.set_incarnation(std::string(incarnation));
    return token;
  }
  std::string raw;
  if (page_token.size() > kMaxPageTokenBytes || !absl::WebSafeBase64Unescape(page_token, &raw) ||
      raw.size() < kChecksumBytes || absl::WebSafeBase64Escape(raw) != page_token) {
    return BadToken();
  }
  const std::string bytes = raw.substr(kChecksumBytes);
  if (Sha256(bytes).substr(0, kChecksumBytes) != raw.substr(0, kChecksumBytes) ||
      !token.ParseFromString(bytes) || token.keys_size() != expected_keys) {
    return BadToken();
  }
  if (token.binding() != binding || token.incarnation() != incarnation) {
    return Error(
               absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH",
               {"page_token belongs to another list: keep filter, order_by and the other fields as "
                "they were, or start over from the first page",
                "page_token thuộc danh sách khác: giữ nguyên bộ lọc, thứ tự và các trường khác, "
                "hoặc đọc lại từ trang đầu"})
        .Field("page_token", {"belongs to another list", "thuộc danh sách khác"});
  }
  return token;
}

void AddKey(common::v1::PageToken& token, int64_t number) { token.add_keys()->set_number(number); }

void AddKey(common::v1::PageToken& token, absl::string_view text) {
  token.add_keys()->set_text(std::string(text));
}

void AddRawKey(common::v1::PageToken& token, absl::string_view raw) {
  token.add_keys()->set_raw(std::string(raw));
}

}  // namespace dondoc::rpc
