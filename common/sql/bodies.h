// Stored messages: rows whose `body` column holds a resource.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

#include "common/base/resource_errors.h"
#include "common/base/status_macros.h"
#include "common/sql/transaction.h"

namespace dondoc::sql {

// DATA_LOSS where the stored bytes are not the message.
inline absl::Status ParseBody(absl::string_view bytes, google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("a stored ", message.GetTypeName(), " does not parse"));
}

// The body of the only row, where there is one. The query's first column is the body, here and
// below.
template <typename Resource>
absl::StatusOr<std::optional<Resource>> FindBody(Transaction& tx, absl::string_view query,
                                                 Params params) {
  std::optional<Resource> resource;
  RETURN_IF_ERROR(tx.QueryRow(query, params, [&](const Row& row) {
                      return ParseBody(row.Bytes(0), resource.emplace());
                    }).status());
  return resource;
}

// The same, or NOT_FOUND on `name`.
template <typename Resource>
absl::StatusOr<Resource> GetBody(Transaction& tx, absl::string_view query, Params params,
                                 absl::string_view name) {
  ASSIGN_OR_RETURN(auto found, FindBody<Resource>(tx, query, params));
  if (!found) return NotFound(name);
  return *std::move(found);
}

// The bodies of every row.
template <typename Resource>
absl::StatusOr<std::vector<Resource>> AllBodies(Transaction& tx, absl::string_view query,
                                                Params params) {
  std::vector<Resource> resources;
  RETURN_IF_ERROR(tx.Query(query, params, [&](const Row& row) {
    return ParseBody(row.Bytes(0), resources.emplace_back());
  }));
  return resources;
}

}  // namespace dondoc::sql
