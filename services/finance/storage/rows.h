// How resources and days stand in the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message_lite.h"
#include "google/type/date.pb.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/sql/transaction.h"
#include "services/finance/storage/errors.h"

#include "dondoc/common/v1/page_token.pb.h"

namespace dondoc::finance {

// Keys of each row of a page, ready for the next token.
using PageKeys = std::vector<common::v1::PageToken>;

// 9999-12-31: sort columns are never null, and what has no day comes
// last.
inline constexpr int64_t kNoDay = 2932896;

// Days since 1970-01-01.
inline int64_t DayNumber(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }
inline int64_t DayNumber(const google::type::Date& date) {
  const auto day = calendar::CivilDayOf(date);
  return day ? DayNumber(*day) : kNoDay;
}
inline absl::CivilDay DayOfNumber(int64_t number) { return absl::CivilDay(1970, 1, 1) + number; }

// DATA_LOSS where the stored bytes are not the message.
inline absl::Status ParseBody(absl::string_view bytes, google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("a stored ", message.GetTypeName(), " does not parse"));
}

// The body of the only row, where there is one.
template <typename Resource>
absl::StatusOr<std::optional<Resource>> FindBody(sql::Transaction& tx, absl::string_view query,
                                                 sql::Params params) {
  std::optional<Resource> resource;
  RETURN_IF_ERROR(tx.QueryRow(query, params, [&](const sql::Row& row) {
                      return ParseBody(row.Bytes(0), resource.emplace());
                    }).status());
  return resource;
}

// The same, or NOT_FOUND on `name`.
template <typename Resource>
absl::StatusOr<Resource> GetBody(sql::Transaction& tx, absl::string_view query, sql::Params params,
                                 absl::string_view name) {
  ASSIGN_OR_RETURN(auto found, FindBody<Resource>(tx, query, params));
  if (!found) return NotFound(name);
  return *std::move(found);
}

// The bodies of every row.
template <typename Resource>
absl::StatusOr<std::vector<Resource>> AllBodies(sql::Transaction& tx, absl::string_view query,
                                                sql::Params params) {
  std::vector<Resource> resources;
  RETURN_IF_ERROR(tx.Query(query, params, [&](const sql::Row& row) {
    return ParseBody(row.Bytes(0), resources.emplace_back());
  }));
  return resources;
}

}  // namespace dondoc::finance
