#include "common/commit/request_log.h"

#include <memory>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/commit/limits.h"

namespace dondoc::commit {

absl::Status CheckRequestId(absl::string_view request_id, absl::Time now) {
  if (request_id.empty()) {
    return InvalidField("request_id", {"is required: send a new UUID for each new request",
                                       "bắt buộc: mỗi yêu cầu mới cần một UUID mới"});
  }
  if (!IsUuid(request_id)) {
    return InvalidField("request_id", {"must be a lower-case UUID", "phải là UUID viết thường"});
  }
  if (const auto made = UuidTime(request_id)) {
    if (*made < now - kRequestRetention) {
      return InvalidField("request_id",
                          {"is older than 7 days: read the resource, then send a new id",
                           "đã quá 7 ngày: hãy đọc lại rồi gửi mã mới"});
    }
    if (*made > now + kRequestClockSkew) {
      return InvalidField("request_id", {"lies in the future: check your clock",
                                         "nằm ở tương lai: hãy kiểm tra đồng hồ máy"});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<FirstAnswer>> FindAnswer(sql::Transaction& tx, const Call& call) {
  std::optional<FirstAnswer> answer;
  bool same_body = true;
  RETURN_IF_ERROR(tx.QueryRow(
      "SELECT request_hash, response, revision FROM request_ids WHERE agency = $1 "
      "AND subject = $2 AND method = $3 AND request_id = $4",
      {call.agency, call.subject, call.method, call.request_id}, [&](const sql::Row& row) {
        same_body = row.Bytes(0) == call.request_hash;
        answer = FirstAnswer{std::string(row.Bytes(1)), row.Int(2)};
        return absl::OkStatus();
      }));
  if (!same_body) {
    return Error(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
                 {"this request_id was used for another request: send a new one",
                  "request_id này đã dùng cho một yêu cầu khác: hãy gửi mã mới"})
        .With("request_id", call.request_id);
  }
  return answer;
}

void StoreAnswer(sql::Transaction& tx, const Call& call, absl::string_view response,
                 int64_t revision, absl::Time now) {
  tx.ExecuteDeferred(
      "INSERT INTO request_ids (agency, subject, method, request_id, request_hash, response, "
      "revision, commit_micros) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {call.agency, call.subject, call.method, call.request_id, sql::Bytes(call.request_hash),
       sql::Bytes(response), revision, absl::ToUnixMicros(now)});
}

absl::StatusOr<int64_t> ExpireAnswers(sql::Transaction& tx, absl::string_view agency,
                                      absl::Time now) {
  return tx.Execute(
      "DELETE FROM request_ids WHERE agency = $1 AND (subject, method, request_id) IN "
      "(SELECT subject, method, request_id FROM request_ids WHERE agency = $1 "
      "AND commit_micros < $2 ORDER BY commit_micros LIMIT $3)",
      {agency, absl::ToUnixMicros(now - kRequestRetention), kExpirePerBatch});
}

std::string RequestHash(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  std::unique_ptr<google::protobuf::Message> copy;
  const google::protobuf::Message* hashed = &request;
  if (field != nullptr) {
    copy.reset(request.New());
    copy->CopyFrom(request);
    copy->GetReflection()->ClearField(copy.get(), field);
    hashed = copy.get();
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    // Maps have no order of their own; the hash needs one.
    coded.SetSerializationDeterministic(true);
    hashed->SerializeToCodedStream(&coded);
  }
  return Sha256(bytes);
}

}  // namespace dondoc::commit
