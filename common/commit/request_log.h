// First answers by request id, so that a repeated request has its effect once.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/commit/mutation.h"
#include "common/sql/transaction.h"

namespace dondoc::commit {

// INVALID_ARGUMENT (INVALID_FIELD on `request_id`) where it is missing, is no UUID, or is a UUIDv7
// older than what we remember or ahead of our clock.
absl::Status CheckRequestId(absl::string_view request_id, absl::Time now);

struct FirstAnswer {
  std::string response;
  int64_t revision;
};

// The first answer to this request, where there was one; ALREADY_EXISTS (REQUEST_ID_REUSED) where
// the id came with another body.
absl::StatusOr<std::optional<FirstAnswer>> FindAnswer(sql::Transaction& tx, const Call& call);

// Keeps the answer. Deferred.
void StoreAnswer(sql::Transaction& tx, const Call& call, absl::string_view response,
                 int64_t revision, absl::Time now);

// Removes at most kExpirePerBatch answers of `agency` older than kRequestRetention; returns how
// many. By agency, because its row is locked: two committers never want the same rows.
absl::StatusOr<int64_t> ExpireAnswers(sql::Transaction& tx, absl::string_view agency,
                                      absl::Time now);

// SHA-256 of `request` without its `request_id` field.
std::string RequestHash(const google::protobuf::Message& request);

}  // namespace dondoc::commit
