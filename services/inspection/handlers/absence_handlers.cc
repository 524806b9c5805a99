#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/inspector.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/self.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/inspector_store.h"

namespace dondoc::inspection {
namespace {

// Days on site of one person in live inspections.
absl::StatusOr<std::vector<Booking>> LiveBookings(sql::Transaction& tx, absl::string_view agency,
                                                  const std::string& officer) {
  ASSIGN_OR_RETURN(const auto inspections, LiveInspectionsOf(tx, agency, officer));
  std::vector<Booking> bookings;
  for (const v1::Inspection& inspection : inspections) {
    for (Booking& booking : BookingsOf(inspection)) {
      if (booking.officer == officer) bookings.push_back(std::move(booking));
    }
  }
  return bookings;
}

}  // namespace

absl::Status CreateAbsence(WriteCall& call, const v1::CreateAbsenceRequest& request,
                           v1::Absence& response) {
  RETURN_IF_ERROR(Validate(request));
  const absl::string_view agency = rpc::AgencyOfName(request.parent());
  RETURN_IF_ERROR(AuthorizeRecord(call.caller, request.parent()));
  ASSIGN_OR_RETURN(const v1::Inspector inspector,
                   GetInspector(call.tx(), agency, request.parent()));
  ASSIGN_OR_RETURN(const auto bookings, LiveBookings(call.tx(), agency, inspector.officer()));
  const std::string name =
      absl::StrFormat("%s/absences/r%012d", inspector.name(), call.write.revision());
  response = CreateAbsence(request, name, bookings);
  StampNew(call.write, response);
  RETURN_IF_ERROR(StoreAbsence(call.tx(), agency, response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status ListAbsences(ReadCall& call, const v1::ListAbsencesRequest& request,
                          v1::ListAbsencesResponse& response) {
  const absl::string_view agency = rpc::AgencyOfName(request.parent());
  AbsenceQuery query;
  if (request.parent() != absl::StrCat(agency, "/inspectors/-")) {
    RETURN_IF_ERROR(rpc::ParseChild("parent", request.parent(), "inspectors").status());
    query.officer = OfficerOf(request.parent());
  }
  if (request.has_from()) {
    FieldErrors errors;
    query.from = calendar::ValidateDate(request.from(), "from", errors);
    RETURN_IF_ERROR(errors.ToStatus());
  }
  query.include_cancelled = request.include_cancelled();
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, agency, request, {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageAbsences(call.tx, agency, query, page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_absences(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status CancelAbsence(WriteCall& call, const v1::CancelAbsenceRequest& request,
                           v1::Absence& response) {
  RETURN_IF_ERROR(Validate(request));
  const absl::string_view agency = rpc::AgencyOfName(request.name());
  RETURN_IF_ERROR(AuthorizeRecord(call.caller, request.name()));
  ASSIGN_OR_RETURN(const v1::Absence before, GetAbsence(call.tx(), agency, request.name()));
  response = before;
  if (before.cancelled()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckEtag(request.etag(), before));
  response = CancelAbsence(before);
  StampChanged(call.write, response);
  RETURN_IF_ERROR(StoreAbsence(call.tx(), agency, response));
  call.write.Record(response.name(), &before, &response);
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
