// Days as people type and read them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

#include "services/cli/lang.h"

namespace dondoc::cli {

// Reads "2022-10-31", "31/10/2022" or "31-10-2022". INVALID_ARGUMENT naming `flag` for anything
// else and for days that do not exist; years 1900 to 9999.
absl::StatusOr<google::type::Date> ParseDate(absl::string_view flag, absl::string_view text);

// As ParseDate into a field of `message`, which stays absent where `text` is empty:
// ReadDate("--from", text, request, &Request::mutable_from).
template <typename Message>
absl::Status ReadDate(absl::string_view flag, absl::string_view text, Message& message,
                      google::type::Date* (Message::*field)()) {
  if (text.empty()) return absl::OkStatus();
  const absl::StatusOr<google::type::Date> date = ParseDate(flag, text);
  if (!date.ok()) return date.status();
  *(message.*field)() = *date;
  return absl::OkStatus();
}

// "31/10/2022" in Vietnamese, "2022-10-31" in English; "" for an absent (all zero) date.
std::string FormatDate(const google::type::Date& date, const Lang& lang);

// "2022-10-31", for filters and machine formats; "" for an absent date.
std::string IsoDate(const google::type::Date& date);

// "thứ Hai", "Monday"; "" for an absent date.
std::string WeekdayName(const google::type::Date& date, const Lang& lang);

// "03/10/2022 14:05:09" in Vietnamese, "2022-10-03 14:05:09" in English, in Vietnam's time; "" for
// an absent time.
std::string FormatTime(const google::protobuf::Timestamp& time, const Lang& lang);

}  // namespace dondoc::cli
