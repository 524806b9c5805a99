// A fresh inspection database on an engine, and inspections to put into it.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/names.h"
#include "common/rpc/rights.h"
#include "dondoc_schema/inspection_storage.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/storage/inspection_store.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::inspection {

inline constexpr char kAgency[] = "agencies/so";
// The first day of most inspections.
inline const absl::CivilDay kDay(2022, 11, 1);

class InspectionStoreFixture : public sql::EngineTest {
 protected:
  using Inspection = v1::Inspection;

  void SetUp() override {
    sql::EngineTest::SetUp();
    const absl::Time now = absl::FromUnixSeconds(1'660'000'000);
    ASSERT_OK(sql::Migrate(*writer_, commit::CommitSchema(), now));
    ASSERT_OK(sql::Migrate(*writer_, rpc::RightsSchema(), now));
    ASSERT_OK(sql::Migrate(
        *writer_, {.component = "inspection", .migrations = schema::inspection_storage()}, now));
  }

  static Inspection Make(int serial, const std::string& agency = kAgency) {
    Inspection inspection;
    // Names in no order of time: nothing may rely on it.
    inspection.set_name(
        absl::StrCat(agency, "/inspections/i", (static_cast<unsigned>(serial) * 2654435761u)));
    inspection.set_number(FormatOfficeNumber({2022, serial}));
    inspection.set_kind(Inspection::SPECIALISED);
    inspection.set_basis(Inspection::IN_PLAN);
    inspection.set_plan_year(2022);
    inspection.set_title("Thanh tra");
    inspection.set_state(Inspection::PLANNED);
    return inspection;
  }

  static void SetDays(absl::CivilDay first, absl::CivilDay last, Inspection& inspection) {
    *inspection.mutable_first_day() = calendar::ToDate(first);
    *inspection.mutable_last_day() = calendar::ToDate(last);
  }

  static void SetEnterprise(const std::string& tax_code, Inspection& inspection) {
    inspection.mutable_subject()->set_entity(absl::StrCat(kAgency, "/entities/e", tax_code));
    inspection.mutable_subject()->set_tax_code(tax_code);
    inspection.mutable_subject()->set_enterprise(true);
  }

  static std::string Officer(int i) { return absl::StrCat(kAgency, "/officers/o", i); }

  void Insert(const Inspection& inspection, int64_t revision = 1) {
    auto tx = Begin(*writer_);
    ASSERT_OK(InsertInspection(*tx, rpc::AgencyOfName(inspection.name()), revision, inspection));
    ASSERT_OK(tx->Commit());
  }
};

}  // namespace dondoc::inspection
