#include "services/finance/storage/dossier_store.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/text/fold.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/dossier_state.h"
#include "services/finance/domain/names.h"
#include "services/finance/storage/board_store.h"

namespace dondoc::finance {
namespace {

using v1::Disbursement;
using v1::Dossier;
using Kind = FilterField::Kind;
using Operator = rpc::Condition::Operator;

constexpr ListOrder kDossierOrders[] = {
    {"due", "last_day", "dossier", true, false},
    {"due desc", "last_day", "dossier", true, true},
    {"number", "number_year", "number_sequence", false, false},
    {"number desc", "number_year", "number_sequence", false, true},
};
constexpr ListOrder kDisbursementOrders[] = {
    {"number", "number_year", "number_sequence", false, false},
    {"number desc", "number_year", "number_sequence", false, true},
};

int64_t LastDay(const Dossier& dossier) {
  const auto day = RunningLastDay(dossier);
  return day ? DayNumber(*day) : kNoDay;
}

// Whether a closed dossier was in time; no day of judgement changes that.
int64_t Verdict(const Dossier& dossier) {
  if (IsOpen(dossier.state())) return 0;
  Dossier judged = dossier;
  JudgeDossier(absl::CivilDay(1970, 1, 1), calendar::Policy(), judged);
  return judged.timeliness();
}

// The same rules as JudgeDossier, over columns.
absl::StatusOr<Bound> TimelinessCondition(const rpc::Condition& condition, int64_t today) {
  Dossier::Timeliness timeliness;
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  if (!Dossier::Timeliness_Parse(condition.value, &timeliness) ||
      timeliness == Dossier::TIMELINESS_UNSPECIFIED) {
    return BadValue(condition, "ON_TIME, LATE, IN_TIME, OVERDUE");
  }
  if (timeliness == Dossier::OVERDUE) return Bound{"t.is_open = 1 AND t.last_day < ?", {today}};
  if (timeliness == Dossier::IN_TIME) return Bound{"t.is_open = 1 AND t.last_day >= ?", {today}};
  return Bound{"t.is_open = 0 AND t.verdict = ?", {int64_t{timeliness}}};
}

absl::StatusOr<Bound> DueSoonCondition(const rpc::Condition& condition, int64_t today, int days) {
  if (condition.op != Operator::kEqual) return BadOperator(condition, "=");
  if (condition.value == "true") {
    return Bound{"t.is_open = 1 AND t.last_day BETWEEN ? AND ?", {today, today + days}};
  }
  if (condition.value == "false") {
    return Bound{"NOT (t.is_open = 1 AND t.last_day BETWEEN ? AND ?)", {today, today + days}};
  }
  return BadValue(condition, "true, false");
}

}  // namespace

absl::StatusOr<Dossier> GetDossier(sql::Transaction& tx, absl::string_view name,
                                   absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedName parsed, ParseResourceName(name, Collection::kDossiers, field));
  const std::string agency = AgencyName(parsed.agency);
  if (parsed.number) {
    return GetBody<Dossier>(tx,
                            "SELECT body FROM dossiers WHERE agency = $1 AND number_year = $2 AND "
                            "number_sequence = $3",
                            {agency, parsed.number->year, parsed.number->ordinal}, name);
  }
  return GetBody<Dossier>(tx, "SELECT body FROM dossiers WHERE agency = $1 AND dossier = $2",
                          {agency, name}, name);
}

absl::Status InsertDossier(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const Dossier& dossier) {
  const auto number = ParseOfficeNumber(dossier.number(), kDossierPrefix);
  if (!number) return absl::InternalError("a dossier needs its office number before it is stored");
  RETURN_IF_ERROR(
      tx.Execute(
            "INSERT INTO dossiers (agency, dossier, number_year, number_sequence, unit, kind, "
            "state, "
            "is_open, project, contract, last_day, verdict, missing_year, revision, body) VALUES "
            "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            {agency, dossier.name(), number->year, number->ordinal, dossier.unit(),
             static_cast<int64_t>(dossier.kind()), static_cast<int64_t>(dossier.state()),
             IsOpen(dossier.state()) ? 1 : 0, dossier.project(), dossier.contract(),
             LastDay(dossier), Verdict(dossier), WaitingYear(dossier).value_or(0), revision,
             sql::Bytes(dossier.SerializeAsString())})
          .status());
  return CountDossier(tx, agency, CounterOf(dossier), 1);
}

absl::Status UpdateDossier(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const Dossier& before, const Dossier& after) {
  RETURN_IF_ERROR(
      tx.Execute(
            "UPDATE dossiers SET unit = $3, state = $4, is_open = $5, project = $6, contract = $7, "
            "last_day = $8, verdict = $9, missing_year = $10, revision = $11, body = $12 "
            "WHERE agency = $1 AND dossier = $2",
            {agency, after.name(), after.unit(), static_cast<int64_t>(after.state()),
             IsOpen(after.state()) ? 1 : 0, after.project(), after.contract(), LastDay(after),
             Verdict(after), WaitingYear(after).value_or(0), revision,
             sql::Bytes(after.SerializeAsString())})
          .status());
  const DossierCounter from = CounterOf(before), to = CounterOf(after);
  if (from == to) return absl::OkStatus();
  RETURN_IF_ERROR(CountDossier(tx, agency, from, -1));
  return CountDossier(tx, agency, to, 1);
}

absl::StatusOr<std::vector<Dossier>> DossiersWaitingFor(sql::Transaction& tx,
                                                        absl::string_view agency, int64_t year,
                                                        absl::string_view after, int limit) {
  return AllBodies<Dossier>(
      tx,
      "SELECT body FROM dossiers WHERE agency = $1 AND missing_year = $2 AND missing_year > 0 "
      "AND dossier > $3 ORDER BY dossier LIMIT $4",
      {agency, year, after, limit});
}

absl::StatusOr<ListQuery> ParseDossierQuery(absl::string_view agency, absl::string_view filter,
                                            absl::string_view order_by, absl::CivilDay as_of,
                                            int due_soon_days) {
  const FilterField fields[] = {
      {"unit", "unit", Kind::kName, "units"},
      {"state", "state", Kind::kEnum, "", Dossier::State_descriptor()},
      {"kind", "kind", Kind::kEnum, "", Dossier::Kind_descriptor()},
      {"open", "is_open", Kind::kFlag},
      {"project", "project", Kind::kProject},
      {"contract", "contract", Kind::kContract},
      {"timeliness", "", Kind::kOther},
      {"due_soon", "", Kind::kOther},
      {"due", "last_day", Kind::kDay},
  };
  const int64_t today = DayNumber(as_of);
  return ParseListQuery(agency, filter, order_by, fields, kDossierOrders,
                        [&](const rpc::Condition& condition) -> absl::StatusOr<Bound> {
                          if (condition.field == "timeliness") {
                            return TimelinessCondition(condition, today);
                          }
                          return DueSoonCondition(condition, today, due_soon_days);
                        });
}

absl::StatusOr<Disbursement> GetDisbursement(sql::Transaction& tx, absl::string_view name,
                                             absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedName parsed,
                   ParseResourceName(name, Collection::kDisbursements, field));
  const std::string agency = AgencyName(parsed.agency);
  if (parsed.number) {
    return GetBody<Disbursement>(tx,
                                 "SELECT body FROM disbursements WHERE agency = $1 AND "
                                 "number_year = $2 AND number_sequence = $3",
                                 {agency, parsed.number->year, parsed.number->ordinal}, name);
  }
  return GetBody<Disbursement>(
      tx, "SELECT body FROM disbursements WHERE agency = $1 AND disbursement = $2", {agency, name},
      name);
}

absl::Status InsertDisbursement(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                const Disbursement& disbursement) {
  const auto number = ParseOfficeNumber(disbursement.number(), kDisbursementPrefix);
  if (!number) return absl::InternalError("a disbursement needs its office number first");
  return tx
      .Execute(
          "INSERT INTO disbursements (agency, disbursement, number_year, number_sequence, "
          "dossier, project, contract, unit, state, live, budget_year, expire_day, revision, "
          "body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
          {agency, disbursement.name(), number->year, number->ordinal, disbursement.dossier(),
           disbursement.project(), disbursement.contract(), disbursement.unit(),
           static_cast<int64_t>(disbursement.state()), IsLive(disbursement.state()) ? 1 : 0,
           disbursement.budget_year(), DayNumber(disbursement.expire_date()), revision,
           sql::Bytes(disbursement.SerializeAsString())})
      .status();
}

absl::Status UpdateDisbursement(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                const Disbursement& disbursement) {
  return tx
      .Execute(
          "UPDATE disbursements SET state = $3, live = $4, revision = $5, body = $6 "
          "WHERE agency = $1 AND disbursement = $2",
          {agency, disbursement.name(), static_cast<int64_t>(disbursement.state()),
           IsLive(disbursement.state()) ? 1 : 0, revision,
           sql::Bytes(disbursement.SerializeAsString())})
      .status();
}

absl::Status TakeVoucher(sql::Transaction& tx, absl::string_view agency,
                         const Disbursement& disbursement) {
  const int64_t year = disbursement.voucher().date().year();
  const std::string folded = text::Fold(disbursement.voucher().reference());
  ASSIGN_OR_RETURN(const auto holder,
                   tx.QueryText("SELECT disbursement FROM vouchers WHERE agency = $1 AND "
                                "year = $2 AND folded = $3",
                                {agency, year, folded}));
  if (holder) return VoucherNumberTaken(disbursement.voucher().reference(), *holder);
  return tx
      .Execute("INSERT INTO vouchers (agency, year, folded, disbursement) VALUES ($1, $2, $3, $4)",
               {agency, year, folded, disbursement.name()})
      .status();
}

absl::StatusOr<ListQuery> ParseDisbursementQuery(absl::string_view agency, absl::string_view filter,
                                                 absl::string_view order_by) {
  const FilterField fields[] = {
      {"state", "state", Kind::kEnum, "", Disbursement::State_descriptor()},
      {"project", "project", Kind::kProject},
      {"contract", "contract", Kind::kContract},
      {"dossier", "dossier", Kind::kDossier},
      {"unit", "unit", Kind::kName, "units"},
      {"budget_year", "budget_year", Kind::kNumber},
  };
  return ParseListQuery(agency, filter, order_by, fields, kDisbursementOrders);
}

}  // namespace dondoc::finance
