#include <memory>
#include <set>

#include "absl/functional/function_ref.h"

#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/disbursement.h"
#include "services/finance/domain/policy.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/payment_steps.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/dossier_store.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

std::string NewJournalName(WriteCall& call, absl::string_view agency) {
  return ResourceName(LastSegment(agency), Collection::kJournals, call.write.NewId());
}

// What a step of a disbursement acts on.
struct DisbursementScene {
  std::string agency;
  v1::Disbursement disbursement;
  v1::Dossier dossier;
  v1::Project project;
  v1::Contract contract;
  Book book;
  DisbursementContext context() const { return {disbursement, dossier, project, contract}; }
};

using DisbursementStep = absl::FunctionRef<absl::StatusOr<Movement>(
    DisbursementScene&, const std::string& journal_name, const Act&)>;

// The steps' common course: load by `name`, decide, check the etag, move, store, note.
absl::Status MoveDisbursement(WriteCall& call, const std::string& name, absl::string_view etag,
                              v1::Disbursement& response, DisbursementStep step) {
  DisbursementScene scene;
  ASSIGN_OR_RETURN(scene.disbursement, GetDisbursement(call.tx(), name, "name"));
  const v1::Disbursement& current = scene.disbursement;
  scene.agency = std::string(AgencyOf(current.name()));
  RETURN_IF_ERROR(AuthorizeUnit(call, scene.agency, current.unit()));
  RETURN_IF_ERROR(CheckEtag(etag, /*required=*/true, current));
  ASSIGN_OR_RETURN(scene.dossier, GetDossier(call.tx(), current.dossier(), "name"));
  ASSIGN_OR_RETURN(scene.project, GetProject(call.tx(), current.project(), "name"));
  ASSIGN_OR_RETURN(scene.contract, GetContract(call.tx(), current.contract(), "name"));
  RETURN_IF_ERROR(LoadContracts(call.tx(), scene.agency, {scene.contract}, scene.book));
  RETURN_IF_ERROR(LoadYear(call.tx(), scene.agency, v1::Account::TREASURY,
                           SourcesOfLines(current.lines()), current.budget_year(), scene.book));
  const Book before = scene.book;
  ASSIGN_OR_RETURN(Movement movement, step(scene, NewJournalName(call, scene.agency), ActOf(call)));
  RETURN_IF_ERROR(StorePosting(call, scene.contract, movement.journal, before, scene.book));
  RETURN_IF_ERROR(StoreChanged(call, scene.dossier, movement.dossier));
  if (movement.contract) {
    RETURN_IF_ERROR(StoreChanged(call, scene.contract, *movement.contract));
  }
  response = std::move(movement.disbursement);
  return StoreChanged(call, current, response);
}

}  // namespace

absl::Status ReserveDisbursement(Environment& environment, WriteCall& call,
                                 const v1::ReserveDisbursementRequest& request,
                                 v1::Disbursement& response) {
  const std::string& agency = request.parent();
  ASSIGN_OR_RETURN(const std::string id, ParseAgencyName(agency, "parent"));
  ASSIGN_OR_RETURN(const v1::Dossier dossier, GetDossier(call.tx(), request.dossier(), "dossier"));
  if (AgencyOf(dossier.name()) != agency) return NotFound(request.dossier());
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, dossier.unit()));
  RETURN_IF_ERROR(CheckEtag(request.dossier_etag(), /*required=*/true, dossier, "dossier_etag"));
  ASSIGN_OR_RETURN(const v1::Project project, GetProject(call.tx(), dossier.project(), "dossier"));
  const Act act = ActOf(call);
  const std::set<std::string> sources = SourcesOfLines(dossier.lines());
  ASSIGN_OR_RETURN(Ground ground, LoadGround(call.tx(), project, sources));
  RETURN_IF_ERROR(LoadYear(call.tx(), agency, v1::Account::TREASURY, sources,
                           BudgetYearOf(request, act), ground.book));
  v1::Contract contract;
  if (!dossier.contract().empty()) {
    ASSIGN_OR_RETURN(contract, GetContract(call.tx(), dossier.contract(), "dossier"));
  }
  const Book before = ground.book;
  const std::string name = ResourceName(id, Collection::kDisbursements, call.write.NewId());
  ASSIGN_OR_RETURN(Movement movement,
                   ReserveDisbursement(request,
                                       {dossier, project, contract, ground.contracts,
                                        ground.sources, environment.limit_policies},
                                       name, NewJournalName(call, agency), ground.book, act));
  RETURN_IF_ERROR(StorePosting(call, contract, movement.journal, before, ground.book));
  RETURN_IF_ERROR(StoreChanged(call, dossier, movement.dossier));
  response = std::move(movement.disbursement);
  ASSIGN_OR_RETURN(const std::string number,
                   TakeOfficeNumber(call.tx(), agency, kDisbursementPrefix, call.today().year()));
  response.set_number(number);
  response.set_etag(call.write.Etag());
  RETURN_IF_ERROR(InsertDisbursement(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetDisbursement(Environment&, ReadCall& call,
                             const v1::GetDisbursementRequest& request,
                             v1::Disbursement& response) {
  ASSIGN_OR_RETURN(response, GetDisbursement(call.tx, request.name(), "name"));
  return absl::OkStatus();
}

absl::Status ListDisbursements(Environment&, ReadCall& call,
                               const v1::ListDisbursementsRequest& request,
                               v1::ListDisbursementsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const ListQuery query,
                   ParseDisbursementQuery(request.parent(), request.filter(), request.order_by()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageBodies<v1::Disbursement>(call.tx, "disbursements", request.parent(), query,
                                                page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_disbursements(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status PostDisbursement(Environment& environment, WriteCall& call,
                              const v1::PostDisbursementRequest& request,
                              v1::Disbursement& response) {
  return MoveDisbursement(
      call, request.name(), request.etag(), response,
      [&](DisbursementScene& scene, const std::string& journal,
          const Act& act) -> absl::StatusOr<Movement> {
        ASSIGN_OR_RETURN(
            const v1::LimitPolicy policy,
            BoundLimitPolicy(environment.limit_policies, scene.contract.limit_policy()));
        ASSIGN_OR_RETURN(Movement movement, PostDisbursement(request, scene.context(), policy,
                                                             journal, scene.book, act));
        RETURN_IF_ERROR(TakeVoucher(call.tx(), scene.agency, movement.disbursement));
        return movement;
      });
}

absl::Status VoidDisbursement(Environment&, WriteCall& call,
                              const v1::VoidDisbursementRequest& request,
                              v1::Disbursement& response) {
  return MoveDisbursement(
      call, request.name(), request.etag(), response,
      [&](DisbursementScene& scene, const std::string& journal, const Act& act) {
        return VoidDisbursement(request, scene.context(), journal, scene.book, act);
      });
}

absl::Status ExpireDisbursement(Environment&, WriteCall& call,
                                const v1::ExpireDisbursementRequest& request,
                                v1::Disbursement& response) {
  return MoveDisbursement(
      call, request.name(), request.etag(), response,
      [&](DisbursementScene& scene, const std::string& journal, const Act& act) {
        return ExpireDisbursement(scene.context(), journal, scene.book, act);
      });
}

absl::Status ReverseDisbursement(Environment&, WriteCall& call,
                                 const v1::ReverseDisbursementRequest& request,
                                 v1::Disbursement& response) {
  return MoveDisbursement(
      call, request.name(), request.etag(), response,
      [&](DisbursementScene& scene, const std::string& journal,
          const Act& act) -> absl::StatusOr<Movement> {
        v1::Journal posted;
        // Only what is posted has one; the state says so otherwise.
        if (scene.disbursement.state() == v1::Disbursement::POSTED) {
          ASSIGN_OR_RETURN(
              posted, GetJournal(call.tx(), scene.agency, scene.disbursement.resolve_journal()));
        }
        return ReverseDisbursement(request, scene.context(), posted, journal, scene.book, act);
      });
}

}  // namespace dondoc::finance
