#include <memory>
#include <optional>
#include <set>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/dossier.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/payment_steps.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/dossier_store.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

// What a dossier is about.
struct Subject {
  v1::Project project;
  std::optional<v1::Contract> contract;
  const v1::Contract* contract_or_null() const { return contract ? &*contract : nullptr; }
};

// By name or office number; a contract names its project. `agency`: names of others are refused.
absl::StatusOr<Subject> FindSubject(WriteCall& call, absl::string_view agency,
                                    const v1::Dossier& dossier) {
  FieldErrors errors;
  const auto foreign = [&](absl::string_view name, absl::string_view field) {
    if (name.empty() || AgencyOf(name) == agency) return;
    errors.Add(field, {absl::StrCat("must be of ", agency), absl::StrCat("phải thuộc ", agency)});
  };
  foreign(dossier.project(), "dossier.project");
  foreign(dossier.contract(), "dossier.contract");
  RETURN_IF_ERROR(errors.ToStatus());
  Subject subject;
  if (dossier.contract().empty()) {
    ASSIGN_OR_RETURN(subject.project, GetProject(call.tx(), dossier.project(), "dossier.project"));
    return subject;
  }
  ASSIGN_OR_RETURN(subject.contract,
                   GetContract(call.tx(), dossier.contract(), "dossier.contract"));
  ASSIGN_OR_RETURN(
      subject.project,
      GetProject(call.tx(), ProjectOfContract(subject.contract->name()), "dossier.contract"));
  if (!dossier.project().empty()) {
    ASSIGN_OR_RETURN(const v1::Project named,
                     GetProject(call.tx(), dossier.project(), "dossier.project"));
    if (named.name() != subject.project.name()) {
      return InvalidField("dossier.contract",
                          {"The contract is of another project.", "Hợp đồng thuộc nhiệm vụ khác."});
    }
  }
  return subject;
}

// Officers that a dossier names must be known.
absl::Status RequirePeople(WriteCall& call, absl::string_view agency, const v1::Dossier& dossier) {
  if (!dossier.has_equipment_exception()) return absl::OkStatus();
  return RequireOfficer(call.tx(), agency, dossier.equipment_exception().confirmed_by());
}

// Loads what a verb acts on, decides and checks the etag.
absl::StatusOr<v1::Dossier> BeginDossier(WriteCall& call, const std::string& name,
                                         absl::string_view etag, bool etag_required,
                                         absl::string_view field = "name",
                                         absl::string_view etag_field = "etag") {
  ASSIGN_OR_RETURN(v1::Dossier dossier, GetDossier(call.tx(), name, field));
  RETURN_IF_ERROR(AuthorizeUnit(call, AgencyOf(dossier.name()), dossier.unit()));
  RETURN_IF_ERROR(CheckEtag(etag, etag_required, dossier, etag_field));
  return dossier;
}

absl::Status Finish(Environment& environment, WriteCall& call, const v1::Dossier& before,
                    v1::Dossier& response) {
  RETURN_IF_ERROR(StoreChanged(call, before, response));
  JudgeDossier(call.today(), environment.policy, response);
  return absl::OkStatus();
}

using DossierStep = absl::FunctionRef<absl::StatusOr<v1::Dossier>(const v1::Dossier&, const Act&)>;

absl::Status ChangeDossier(Environment& environment, WriteCall& call, const std::string& name,
                           absl::string_view etag, bool etag_required, v1::Dossier& response,
                           DossierStep verb) {
  ASSIGN_OR_RETURN(const v1::Dossier before, BeginDossier(call, name, etag, etag_required));
  ASSIGN_OR_RETURN(response, verb(before, ActOf(call)));
  return Finish(environment, call, before, response);
}

// What approval and conclusion look at.
struct DossierScene {
  Ground ground;
  const v1::Contract* contract = nullptr;
};

absl::StatusOr<std::unique_ptr<DossierScene>> LoadDossierScene(WriteCall& call,
                                                               const v1::Dossier& dossier) {
  auto scene = std::make_unique<DossierScene>();
  const std::string agency(AgencyOf(dossier.name()));
  ASSIGN_OR_RETURN(const v1::Project project, GetProject(call.tx(), dossier.project(), "name"));
  const std::set<std::string> sources = SourcesOfLines(dossier.lines());
  ASSIGN_OR_RETURN(scene->ground, LoadGround(call.tx(), project, sources));
  RETURN_IF_ERROR(LoadYear(call.tx(), agency, v1::Account::TREASURY, sources,
                           static_cast<int32_t>(call.today().year()), scene->ground.book));
  for (const v1::Contract& contract : scene->ground.contracts) {
    if (contract.name() == dossier.contract()) scene->contract = &contract;
  }
  if (!dossier.contract().empty() && scene->contract == nullptr) {
    return NotFound(dossier.contract());
  }
  return scene;
}

DossierContext ContextOf(const Environment& environment, const DossierScene& scene) {
  return {scene.ground.project,       scene.contract,
          scene.ground.contracts,     scene.ground.sources,
          environment.limit_policies, scene.ground.book};
}

}  // namespace

absl::Status ReceiveDossier(Environment& environment, WriteCall& call,
                            const v1::ReceiveDossierRequest& request, v1::Dossier& response) {
  const std::string& agency = request.parent();
  ASSIGN_OR_RETURN(const std::string id, ParseAgencyName(agency, "parent"));
  ASSIGN_OR_RETURN(const Subject subject, FindSubject(call, agency, request.dossier()));
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, subject.project.lead_unit()));
  ASSIGN_OR_RETURN(
      response, ReceiveDossier(request, subject.project, subject.contract_or_null(), ActOf(call)));
  RETURN_IF_ERROR(RequirePeople(call, agency, response));
  ASSIGN_OR_RETURN(const std::string number,
                   TakeOfficeNumber(call.tx(), agency, kDossierPrefix, call.today().year()));
  response.set_number(number);
  response.set_name(ResourceName(id, Collection::kDossiers, call.write.NewId()));
  response.set_etag(call.write.Etag());
  ClearDerived(response);
  RETURN_IF_ERROR(InsertDossier(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  JudgeDossier(call.today(), environment.policy, response);
  return absl::OkStatus();
}

absl::Status GetDossier(Environment& environment, ReadCall& call,
                        const v1::GetDossierRequest& request, v1::Dossier& response) {
  ASSIGN_OR_RETURN(response, GetDossier(call.tx, request.name(), "name"));
  JudgeDossier(call.today, environment.policy, response);
  return absl::OkStatus();
}

absl::Status ListDossiers(Environment& environment, ReadCall& call,
                          const v1::ListDossiersRequest& request,
                          v1::ListDossiersResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  absl::CivilDay as_of = call.today;
  if (request.has_as_of()) {
    FieldErrors errors;
    const auto day = calendar::ValidateDate(request.as_of(), "as_of", errors);
    if (!day) return errors.ToStatus();
    as_of = *day;
  }
  ASSIGN_OR_RETURN(const ListQuery query,
                   ParseDossierQuery(request.parent(), request.filter(), request.order_by(), as_of,
                                     environment.policy.due_soon_days));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageBodies<v1::Dossier>(call.tx, "dossiers", request.parent(), query,
                                                      page.token, page.size + 1, keys));
  for (v1::Dossier& dossier : rows) JudgeDossier(as_of, environment.policy, dossier);
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_dossiers(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateDossier(Environment& environment, WriteCall& call,
                           const v1::UpdateDossierRequest& request, v1::Dossier& response) {
  ASSIGN_OR_RETURN(const v1::Dossier before,
                   BeginDossier(call, request.dossier().name(), request.dossier().etag(),
                                /*etag_required=*/true, "dossier.name", "dossier.etag"));
  const std::string agency(AgencyOf(before.name()));
  ASSIGN_OR_RETURN(const Subject subject, FindSubject(call, agency, before));
  ASSIGN_OR_RETURN(response,
                   UpdateDossier(before, request, subject.contract_or_null(), ActOf(call)));
  RETURN_IF_ERROR(RequirePeople(call, agency, response));
  return Finish(environment, call, before, response);
}

absl::Status ReturnDossier(Environment& environment, WriteCall& call,
                           const v1::ReturnDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                       response, [&](const v1::Dossier& before, const Act& act) {
                         return ReturnDossier(before, request, act);
                       });
}

absl::Status ResubmitDossier(Environment& environment, WriteCall& call,
                             const v1::ResubmitDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                       response, [&](const v1::Dossier& before, const Act& act) {
                         return ResubmitDossier(before, request, act);
                       });
}

absl::Status ValidateDossier(Environment& environment, WriteCall& call,
                             const v1::ValidateDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(
      environment, call, request.name(), request.etag(), /*etag_required=*/false, response,
      [&](const v1::Dossier& before, const Act& act) -> absl::StatusOr<v1::Dossier> {
        const std::string agency(AgencyOf(before.name()));
        ASSIGN_OR_RETURN(const auto policy, CurrentClockPolicy(call.tx(), agency));
        ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx(), agency));
        return ValidateDossier(before, request, {policy, *calendar, environment.policy}, act);
      });
}

absl::Status ApproveDossier(Environment& environment, WriteCall& call,
                            const v1::ApproveDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(
      environment, call, request.name(), request.etag(), /*etag_required=*/true, response,
      [&](const v1::Dossier& before, const Act& act) -> absl::StatusOr<v1::Dossier> {
        const std::string agency(AgencyOf(before.name()));
        ASSIGN_OR_RETURN(const auto scene, LoadDossierScene(call, before));
        ASSIGN_OR_RETURN(const auto policy, CurrentClockPolicy(call.tx(), agency));
        ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx(), agency));
        return ApproveDossier(before, ContextOf(environment, *scene),
                              {policy, *calendar, environment.policy}, act);
      });
}

absl::Status RejectDossier(Environment& environment, WriteCall& call,
                           const v1::RejectDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(environment, call, request.name(), request.etag(), /*etag_required=*/true,
                       response, [&](const v1::Dossier& before, const Act& act) {
                         return RejectDossier(before, request, act);
                       });
}

absl::Status WithdrawDossier(Environment& environment, WriteCall& call,
                             const v1::WithdrawDossierRequest& request, v1::Dossier& response) {
  return ChangeDossier(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                       response, [&](const v1::Dossier& before, const Act& act) {
                         return WithdrawDossier(before, request, act);
                       });
}

absl::Status ConcludeDossier(Environment& environment, WriteCall& call,
                             const v1::ConcludeDossierRequest& request, v1::Dossier& response) {
  ASSIGN_OR_RETURN(const v1::Dossier before,
                   BeginDossier(call, request.name(), request.etag(), /*etag_required=*/true));
  ASSIGN_OR_RETURN(const auto scene, LoadDossierScene(call, before));
  ASSIGN_OR_RETURN(Conclusion conclusion,
                   ConcludeDossier(before, request, ContextOf(environment, *scene), ActOf(call)));
  RETURN_IF_ERROR(StoreChanged(call, scene->ground.project, conclusion.project));
  if (conclusion.contract) {
    RETURN_IF_ERROR(StoreChanged(call, *scene->contract, *conclusion.contract));
  }
  response = std::move(conclusion.dossier);
  return Finish(environment, call, before, response);
}

}  // namespace dondoc::finance
