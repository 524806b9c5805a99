// What a directive orders, as inspections. A directive on record in the registry carries typed
// clauses; each becomes inspections here, once.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "services/inspection/domain/context.h"

#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::inspection {

// Actor of what came from a directive.
inline constexpr absl::string_view kServiceActor = "services/inspection";
// Inspections one directive may give; its clauses order at most 500 each.
inline constexpr int kMaxDerived = 2000;

// Which change brought the directive.
struct Source {
  // `agencies/{agency}`.
  std::string agency;
  int64_t revision = 0;
  int32_t ordinal = 0;
};

// The inspections that `directive` orders, in the order of its clauses, without name and number,
// with origin items from 1:
//  PLAN n: n inspections, PLANNED and in the plan, awaiting subject and days;
//  CANCEL_FROM_PLAN n: n inspections recorded as CANCELLED_FROM_PLAN, the directive as ground;
//  INTERNAL_CHECK n: n internal checks of the unit addressed, PLANNED.
// The plan year is the year of the directive: of its conference, else of its issue, else the
// business year with the warning YEAR_ASSUMED. The same directive gives the same list, whenever it
// is asked. INVALID_ARGUMENT, TOO_MANY_INSPECTIONS beyond kMaxDerived.
absl::StatusOr<std::vector<v1::Inspection>> DeriveInspections(
    const registry::v1::Directive& directive, const Source& source, const Context& context);

// Warns on a derived cancellation that inspections of its kind and year stand in the plan already
// (`planned`: their names): which of them is meant, a person decides. Clears the warning where
// there is none.
void MarkMatchingPlanned(const std::vector<std::string>& planned, v1::Inspection& cancelled);

}  // namespace dondoc::inspection
