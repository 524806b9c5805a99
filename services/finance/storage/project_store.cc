#include "services/finance/storage/project_store.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/rpc/page.h"
#include "common/text/fold.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::FundingSource;
using v1::Project;

constexpr FilterField kProjectFields[] = {
    {"unit", "unit", FilterField::Kind::kName, "units"},
    {"state", "state", FilterField::Kind::kEnum},
    {"tax_code", "tax_code", FilterField::Kind::kText},
    {"end", "end_day", FilterField::Kind::kDay},
};
constexpr ListOrder kProjectOrders[] = {
    {"number", "number_year", "number_sequence", false, false},
    {"number desc", "number_year", "number_sequence", false, true},
    {"end", "end_day", "project", true, false},
    {"end desc", "end_day", "project", true, true},
};

int64_t EndDay(const Project& project) {
  return project.has_end_date() ? DayNumber(project.end_date()) : kNoDay;
}

// What one number of a year must not be shared by.
struct NumberKey {
  int64_t year;
  std::string folded;
  friend bool operator==(const NumberKey&, const NumberKey&) = default;
};

NumberKey KeyOfNumber(const Contract& contract) {
  return {contract.sign_date().year(), text::Fold(contract.contract_number())};
}

absl::Status TakeNumber(sql::Transaction& tx, absl::string_view agency, const Contract& contract) {
  const NumberKey key = KeyOfNumber(contract);
  ASSIGN_OR_RETURN(const auto holder,
                   tx.QueryText("SELECT contract FROM contract_numbers WHERE agency = $1 AND "
                                "year = $2 AND folded = $3",
                                {agency, key.year, key.folded}));
  if (holder) return ContractNumberTaken(contract.contract_number(), *holder);
  return tx
      .Execute(
          "INSERT INTO contract_numbers (agency, year, folded, contract) "
          "VALUES ($1, $2, $3, $4)",
          {agency, key.year, key.folded, contract.name()})
      .status();
}

absl::Status GiveNumberBack(sql::Transaction& tx, absl::string_view agency,
                            const Contract& contract) {
  const NumberKey key = KeyOfNumber(contract);
  return tx
      .Execute(
          "DELETE FROM contract_numbers WHERE agency = $1 AND year = $2 AND folded = $3 AND "
          "contract = $4",
          {agency, key.year, key.folded, contract.name()})
      .status();
}

}  // namespace

absl::StatusOr<std::string> TakeOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                             absl::string_view prefix, int64_t year) {
  ASSIGN_OR_RETURN(
      const auto ordinal,
      tx.QueryInt("INSERT INTO office_numbers (agency, kind, year, last) VALUES ($1, $2, $3, 1) "
                  "ON CONFLICT (agency, kind, year) DO UPDATE SET last = office_numbers.last + 1 "
                  "RETURNING last",
                  {agency, prefix, year}));
  if (!ordinal) return absl::InternalError("no office number was returned");
  return FormatOfficeNumber({std::string(prefix), static_cast<int32_t>(year), *ordinal});
}

absl::Status InsertFundingSource(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                 const FundingSource& source) {
  ASSIGN_OR_RETURN(
      const int64_t inserted,
      tx.Execute("INSERT INTO funding_sources (agency, source, revision, body) "
                 "VALUES ($1, $2, $3, $4) ON CONFLICT (agency, source) DO NOTHING",
                 {agency, source.name(), revision, sql::Bytes(source.SerializeAsString())}));
  return inserted == 0 ? FundingSourceExists(source.name()) : absl::OkStatus();
}

absl::Status UpdateFundingSource(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                 const FundingSource& source) {
  return tx
      .Execute(
          "UPDATE funding_sources SET revision = $3, body = $4 WHERE agency = $1 AND "
          "source = $2",
          {agency, source.name(), revision, sql::Bytes(source.SerializeAsString())})
      .status();
}

absl::StatusOr<FundingSource> GetFundingSource(sql::Transaction& tx, absl::string_view agency,
                                               absl::string_view name) {
  return GetBody<FundingSource>(
      tx, "SELECT body FROM funding_sources WHERE agency = $1 AND source = $2", {agency, name},
      name);
}

absl::StatusOr<std::vector<FundingSource>> GetFundingSources(sql::Transaction& tx,
                                                             absl::string_view agency,
                                                             const std::set<std::string>& names) {
  std::vector<FundingSource> sources;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(FundingSource source, GetFundingSource(tx, agency, name));
    sources.push_back(std::move(source));
  }
  return sources;
}

absl::StatusOr<std::vector<FundingSource>> AllFundingSources(sql::Transaction& tx,
                                                             absl::string_view agency) {
  return AllBodies<FundingSource>(
      tx, "SELECT body FROM funding_sources WHERE agency = $1 ORDER BY source", {agency});
}

absl::StatusOr<std::vector<FundingSource>> PageFundingSources(sql::Transaction& tx,
                                                              absl::string_view agency,
                                                              const common::v1::PageToken& token,
                                                              int limit, PageKeys& keys) {
  std::vector<FundingSource> sources;
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, source FROM funding_sources WHERE agency = $1 AND source > $2 "
      "ORDER BY source LIMIT $3",
      {agency, token.keys().empty() ? "" : token.keys(0).text(), limit}, [&](const sql::Row& row) {
        rpc::AddKey(keys.emplace_back(), row.Text(1));
        return ParseBody(row.Bytes(0), sources.emplace_back());
      }));
  return sources;
}

absl::StatusOr<Project> GetProject(sql::Transaction& tx, absl::string_view name,
                                   absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedName parsed, ParseResourceName(name, Collection::kProjects, field));
  const std::string agency = AgencyName(parsed.agency);
  if (parsed.number) {
    return GetBody<Project>(tx,
                            "SELECT body FROM projects WHERE agency = $1 AND number_year = $2 AND "
                            "number_sequence = $3",
                            {agency, parsed.number->year, parsed.number->ordinal}, name);
  }
  return GetBody<Project>(tx, "SELECT body FROM projects WHERE agency = $1 AND project = $2",
                          {agency, name}, name);
}

absl::Status InsertProject(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const Project& project) {
  const auto number = ParseOfficeNumber(project.number(), kProjectPrefix);
  if (!number) return absl::InternalError("a project needs its office number before it is stored");
  return tx
      .Execute(
          "INSERT INTO projects (agency, project, number_year, number_sequence, unit, state, "
          "end_day, tax_code, revision, body) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          {agency, project.name(), number->year, number->ordinal, project.lead_unit(),
           static_cast<int64_t>(project.state()), EndDay(project), project.host().tax_code(),
           revision, sql::Bytes(project.SerializeAsString())})
      .status();
}

absl::Status UpdateProject(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const Project& project) {
  return tx
      .Execute(
          "UPDATE projects SET unit = $3, state = $4, end_day = $5, tax_code = $6, "
          "revision = $7, body = $8 WHERE agency = $1 AND project = $2",
          {agency, project.name(), project.lead_unit(), static_cast<int64_t>(project.state()),
           EndDay(project), project.host().tax_code(), revision,
           sql::Bytes(project.SerializeAsString())})
      .status();
}

absl::StatusOr<ListQuery> ParseProjectQuery(absl::string_view agency, absl::string_view filter,
                                            absl::string_view order_by) {
  std::vector<FilterField> fields(std::begin(kProjectFields), std::end(kProjectFields));
  for (FilterField& field : fields) {
    if (field.kind == FilterField::Kind::kEnum) field.values = Project::State_descriptor();
  }
  return ParseListQuery(agency, filter, order_by, fields, kProjectOrders);
}

absl::StatusOr<Contract> GetContract(sql::Transaction& tx, absl::string_view name,
                                     absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedContractName parsed, ParseContractName(name, field));
  const std::string agency = AgencyName(parsed.project.agency);
  std::string project = ProjectOfContract(name);
  if (parsed.project.number) {
    ASSIGN_OR_RETURN(const Project found, GetProject(tx, project, field));
    project = found.name();
  }
  return GetBody<Contract>(
      tx, "SELECT body FROM contracts WHERE agency = $1 AND project = $2 AND contract_id = $3",
      {agency, project, parsed.contract}, name);
}

absl::Status InsertContract(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                            const Contract& contract) {
  RETURN_IF_ERROR(TakeNumber(tx, agency, contract));
  return tx
      .Execute(
          "INSERT INTO contracts (agency, project, contract_id, contract, state, unit, "
          "sign_day, revision, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {agency, ProjectOfContract(contract.name()), LastSegment(contract.name()),
           contract.name(), static_cast<int64_t>(contract.state()), contract.unit(),
           DayNumber(contract.sign_date()), revision, sql::Bytes(contract.SerializeAsString())})
      .status();
}

absl::Status UpdateContract(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                            const Contract& before, const Contract& after) {
  if (after.state() == Contract::CANCELLED) {
    RETURN_IF_ERROR(GiveNumberBack(tx, agency, before));
  } else if (KeyOfNumber(before) != KeyOfNumber(after)) {
    RETURN_IF_ERROR(GiveNumberBack(tx, agency, before));
    RETURN_IF_ERROR(TakeNumber(tx, agency, after));
  }
  return tx
      .Execute(
          "UPDATE contracts SET state = $4, unit = $5, sign_day = $6, revision = $7, "
          "body = $8 WHERE agency = $1 AND project = $2 AND contract_id = $3",
          {agency, ProjectOfContract(after.name()), LastSegment(after.name()),
           static_cast<int64_t>(after.state()), after.unit(), DayNumber(after.sign_date()),
           revision, sql::Bytes(after.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<Contract>> ContractsOf(sql::Transaction& tx, absl::string_view agency,
                                                  absl::string_view project) {
  return AllBodies<Contract>(
      tx, "SELECT body FROM contracts WHERE agency = $1 AND project = $2 ORDER BY contract_id",
      {agency, project});
}

absl::StatusOr<std::vector<Contract>> PageContracts(sql::Transaction& tx, absl::string_view agency,
                                                    absl::string_view project,
                                                    const common::v1::PageToken& token, int limit,
                                                    PageKeys& keys) {
  Statement statement;
  std::string sql = absl::StrCat("SELECT body, contract_id FROM contracts WHERE agency = ",
                                 statement.Add(agency));
  // Ids are made in the order of time.
  if (!project.empty()) absl::StrAppend(&sql, " AND project = ", statement.Add(project));
  if (!token.keys().empty()) {
    absl::StrAppend(&sql, " AND contract_id > ",
                    statement.Add(absl::string_view(token.keys(0).text())));
  }
  absl::StrAppend(&sql, " ORDER BY contract_id LIMIT ", statement.Add(int64_t{limit}));
  std::vector<Contract> contracts;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    rpc::AddKey(keys.emplace_back(), row.Text(1));
    return ParseBody(row.Bytes(0), contracts.emplace_back());
  }));
  return contracts;
}

}  // namespace dondoc::finance
