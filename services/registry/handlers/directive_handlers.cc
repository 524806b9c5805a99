#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/registry/domain/import_rules.h"
#include "services/registry/formats/format.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/reader/reader.h"
#include "services/registry/storage/directive_store.h"
#include "services/registry/storage/directory_store.h"
#include "services/registry/storage/task_store.h"

namespace dondoc::registry {
namespace {

bool ExistsOn(const v1::Unit& unit, absl::CivilDay day) {
  if (unit.has_valid_from() && calendar::CivilDayOf(unit.valid_from()) > day) return false;
  return !unit.has_valid_to() || calendar::CivilDayOf(unit.valid_to()) >= day;
}

// Units a draft names must exist.
absl::Status RequireUnitsOf(sql::Transaction& tx, const std::string& agency,
                            const v1::NoticeDraft& draft) {
  std::vector<std::string> units;
  for (const v1::DraftTask& task : draft.tasks()) {
    if (!task.lead_unit().empty()) units.push_back(task.lead_unit());
    units.insert(units.end(), task.cooperating_units().begin(), task.cooperating_units().end());
  }
  return RequireUnits(tx, agency, units);
}

absl::Status Unchanged(WriteCall& call, const std::string& agency, const v1::Directive& directive,
                       v1::ImportNoticeResponse& response) {
  response.set_outcome(v1::ImportNoticeResponse::UNCHANGED);
  *response.mutable_directive() = directive;
  ASSIGN_OR_RETURN(const auto tasks, TasksOfDirective(call.tx(), agency, directive.name()));
  for (const v1::Task& task : tasks) *response.add_tasks() = task;
  // Nothing is written, so the revision stays what it was.
  response.set_revision(call.write.revision() - 1);
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseNotice(Environment& environment, ReadCall& call,
                         const v1::ParseNoticeHeader& header, const std::string& bytes,
                         v1::NoticeDraft& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("header.parent", header.parent()));
  RETURN_IF_ERROR(GetAgency(call.tx, header.parent()).status());
  ASSIGN_OR_RETURN(const auto units, AllUnits(call.tx, header.parent()));
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx, header.parent()));
  ReaderDirectory directory;
  directory.agency = header.parent();
  for (const v1::Unit& unit : units) {
    if (!ExistsOn(unit, call.today)) continue;
    directory.units.push_back(
        {unit.name(), unit.display_name(), {unit.aliases().begin(), unit.aliases().end()}});
  }
  ASSIGN_OR_RETURN(const Format format, DetectFormat(bytes));
  ASSIGN_OR_RETURN(DocumentText text,
                   format == Format::kPdf ? environment.pdf.Read(bytes) : ReadDocument(bytes));
  ASSIGN_OR_RETURN(response, ReadNotice(std::move(text), header.file_name(), directory,
                                        calendar.get(), environment.policy));
  return absl::OkStatus();
}

absl::Status ImportNotice(Environment& environment, WriteCall& call,
                          const v1::ImportNoticeRequest& request,
                          v1::ImportNoticeResponse& response) {
  const std::string& agency = request.parent();
  const v1::NoticeDraft& draft = request.draft();
  RETURN_IF_ERROR(rpc::CheckAgency("parent", agency));
  RETURN_IF_ERROR(ValidateDraft(draft, agency));
  const v1::NoticeDraft canonical = CanonicalDraft(draft);
  ASSIGN_OR_RETURN(const auto imported, FindByText(call.tx(), agency, draft.text_sha256()));
  if (imported) {
    if (imported->draft_sha256() == DraftHash(canonical)) {
      return Unchanged(call, agency, *imported, response);
    }
    ASSIGN_OR_RETURN(const auto applied, GetAppliedDraft(call.tx(), agency, imported->name(),
                                                         /*with_text=*/false));
    return AlreadyImported(imported->name(), Differences(CanonicalDraft(applied), canonical));
  }
  RETURN_IF_ERROR(RequireUnitsOf(call.tx(), agency, draft));
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx(), agency));

  v1::Directive directive = MakeDirective(draft);
  directive.set_name(rpc::MakeChild(agency, "directives", call.write.NewId()));
  directive.set_imported_by(call.caller.subject());
  StampNew(call, directive);
  RETURN_IF_ERROR(InsertDirective(call.tx(), agency, directive, draft));
  // The feed carries the clauses; the text is read where it is needed.
  directive.clear_text();
  call.write.Record(directive.name(), nullptr, &directive);

  const int64_t year = NumberYear(draft.header(), call.today().year());
  for (v1::Task& task : MakeTasks(draft, *calendar, environment.policy)) {
    ASSIGN_OR_RETURN(const int64_t sequence, NextOfficeNumber(call.tx(), agency, year));
    task.set_name(rpc::MakeChild(agency, "tasks", call.write.NewId()));
    task.set_number(FormatOfficeNumber("NV", year, sequence));
    task.set_directive(directive.name());
    StampNew(call, task);
    RETURN_IF_ERROR(InsertTask(call.tx(), agency, call.write.revision(), task));
    call.write.Record(task.name(), nullptr, &task);
    *response.add_tasks() = std::move(task);
  }
  response.set_outcome(request.validate_only() ? v1::ImportNoticeResponse::WOULD_CREATE
                                               : v1::ImportNoticeResponse::CREATED);
  *response.mutable_directive() = std::move(directive);
  response.set_revision(call.write.revision());
  return absl::OkStatus();
}

absl::Status GetDirective(ReadCall& call, const v1::GetDirectiveRequest& request,
                          v1::Directive& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("name", request.name(), "directives"));
  ASSIGN_OR_RETURN(response,
                   GetDirective(call.tx, name.agency, request.name(), /*with_text=*/true));
  return absl::OkStatus();
}

absl::Status GetNoticeDraft(ReadCall& call, const v1::GetNoticeDraftRequest& request,
                            v1::NoticeDraft& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("name", request.name(), "directives"));
  ASSIGN_OR_RETURN(response, GetAppliedDraft(call.tx, name.agency, request.name(),
                                             /*with_text=*/true));
  return absl::OkStatus();
}

absl::Status ListDirectives(ReadCall& call, const v1::ListDirectivesRequest& request,
                            v1::ListDirectivesResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 200, .keys = 2}));
  std::vector<common::v1::PageToken> keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageDirectives(call.tx, request.parent(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_directives(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

}  // namespace dondoc::registry
