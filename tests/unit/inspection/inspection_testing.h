// What the tests of the inspection rules share: one department, its people and a ready inspection.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "services/inspection/domain/context.h"
#include "services/inspection/domain/lifecycle.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// The seed of a random test, printed; DONDOC_TEST_SEED repeats a run.
inline uint32_t PrintedSeed() {
  constexpr uint32_t kDefaultSeed = 20221003;
  const char* text = std::getenv("DONDOC_TEST_SEED");
  const uint32_t seed =
      text != nullptr ? static_cast<uint32_t>(std::strtoul(text, nullptr, 10)) : kDefaultSeed;
  std::cout << "DONDOC_TEST_SEED=" << seed << std::endl;
  return seed;
}

inline absl::CivilDay D(int day, int month, int year) { return absl::CivilDay(year, month, day); }
inline google::type::Date Date(absl::CivilDay day) { return calendar::ToDate(day); }
inline absl::CivilDay Day(const google::type::Date& date) {
  return calendar::CivilDayOf(date).value();
}

inline std::string Officer(absl::string_view id) {
  return absl::StrCat("agencies/skhcn/officers/", id);
}
inline std::string Unit(absl::string_view id) { return absl::StrCat("agencies/skhcn/units/", id); }
inline std::string InspectionName(absl::string_view id) {
  return absl::StrCat("agencies/skhcn/inspections/", id);
}

inline const calendar::Calendar& TestCalendar() {
  static const auto& calendar = *new calendar::Calendar(calendar::OfficialCalendar().value());
  return calendar;
}
inline const calendar::Policy& TestPolicy() {
  static const auto& policy = *new calendar::Policy();
  return policy;
}

// The business day, and someone who acts on it.
inline Context On(absl::CivilDay today, std::vector<Role> roles = {DIRECTOR},
                  std::string actor = Officer("giam-doc")) {
  return Context{today, std::move(actor), std::move(roles), TestCalendar(), TestPolicy()};
}

// A fact of an error's metadata, "" where it has none.
inline std::string Fact(const absl::Status& status, const std::string& key) {
  const auto info = ErrorInfoOf(status);
  if (!info) return "";
  const auto found = info->metadata().find(key);
  return found == info->metadata().end() ? "" : found->second;
}

inline std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  const google::rpc::BadRequest bad = BadRequestOf(status);
  for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  return fields;
}

// A planned specialised inspection of an enterprise, with days and a team: ready to be decided.
inline v1::Inspection Ready(absl::CivilDay first, absl::CivilDay last) {
  v1::Inspection inspection;
  inspection.set_name(InspectionName("i1"));
  inspection.set_number("TT-2022-0001");
  inspection.set_kind(v1::Inspection::SPECIALISED);
  inspection.set_basis(v1::Inspection::IN_PLAN);
  inspection.set_plan_year(static_cast<int>(first.year()));
  inspection.set_title("Thanh tra đo lường xăng dầu");
  inspection.mutable_subject()->set_entity("agencies/skhcn/entities/petro");
  inspection.mutable_subject()->set_tax_code("0100109106");
  inspection.mutable_subject()->set_enterprise(true);
  *inspection.mutable_first_day() = Date(first);
  *inspection.mutable_last_day() = Date(last);
  inspection.mutable_team()->set_leader(Officer("an"));
  inspection.mutable_team()->add_members(Officer("binh"));
  inspection.set_state(v1::Inspection::PLANNED);
  return inspection;
}

inline v1::DecideInspectionRequest DecideOn(absl::CivilDay date) {
  v1::DecideInspectionRequest request;
  request.set_name(InspectionName("i1"));
  request.mutable_decision()->set_reference_no("87/QĐ-SKHCN");
  *request.mutable_decision()->mutable_date() = Date(date);
  request.mutable_decision()->set_signer("Nguyễn Văn A");
  return request;
}

inline v1::Inspection Decided(v1::Inspection inspection, absl::CivilDay date) {
  return Decide(inspection, DecideOn(date), {}, true, On(date)).value();
}

inline v1::Inspection Announced(const v1::Inspection& decided, absl::CivilDay date) {
  v1::AnnounceInspectionRequest request;
  *request.mutable_announce_date() = Date(date);
  return Announce(decided, request, {}, On(date)).value();
}

}  // namespace dondoc::inspection
