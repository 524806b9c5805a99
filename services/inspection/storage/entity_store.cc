#include "services/inspection/storage/entity_store.h"

#include <set>
#include <utility>

#include "common/base/error.h"
#include "common/rpc/filter.h"
#include "common/rpc/page.h"
#include "common/text/fold.h"
#include "common/text/sort_key.h"
#include "services/inspection/domain/tax_code.h"
#include "services/inspection/storage/conditions.h"

namespace dondoc::inspection {
namespace {

using rpc::Condition;

// Conditions of one filter, as the contract says.
constexpr size_t kMaxEntityConditions = 5;

void StoreEntityWords(sql::Transaction& tx, absl::string_view agency, const v1::Entity& entity) {
  const std::string sort_key = text::SortKey(entity.display_name());
  const auto tokens = text::SearchTokens(entity.display_name());
  for (const std::string& word : std::set<std::string>(tokens.begin(), tokens.end())) {
    tx.ExecuteDeferred(
        "INSERT INTO entity_tokens (agency, token, sort_key, entity) VALUES ($1, $2, $3, $4)",
        {agency, word, sql::Bytes(sort_key), entity.name()});
  }
}

void RemoveEntityWords(sql::Transaction& tx, absl::string_view agency, const v1::Entity& entity) {
  const std::string sort_key = text::SortKey(entity.display_name());
  const auto tokens = text::SearchTokens(entity.display_name());
  for (const std::string& word : std::set<std::string>(tokens.begin(), tokens.end())) {
    tx.ExecuteDeferred(
        "DELETE FROM entity_tokens WHERE agency = $1 AND token = $2 AND sort_key = $3 "
        "AND entity = $4",
        {agency, word, sql::Bytes(sort_key), entity.name()});
  }
}

absl::StatusOr<Bound> EntityTaxCodeCondition(const Condition& condition) {
  if (condition.op != Condition::Operator::kEqual) return BadOperator(condition, "=");
  auto tax_code = NormalizeTaxCode(condition.value, "filter");
  if (!tax_code.ok()) return BadValue(condition, "\"0100109106\"");
  return Bound{"t.tax_code = ? AND t.tax_code <> ''", {}, {*std::move(tax_code)}};
}

}  // namespace

absl::StatusOr<std::optional<v1::Entity>> FindEntity(sql::Transaction& tx, absl::string_view agency,
                                                     absl::string_view name) {
  return FindBody<v1::Entity>(tx, "SELECT body FROM entities WHERE agency = $1 AND entity = $2",
                              {agency, name});
}

absl::Status InsertEntity(sql::Transaction& tx, absl::string_view agency,
                          const v1::Entity& entity) {
  // Writers of one agency take turns, so that what is looked up stays true.
  ASSIGN_OR_RETURN(const auto holder,
                   tx.QueryText("SELECT entity FROM entities WHERE agency = $1 AND entity = $2",
                                {agency, entity.name()}));
  if (holder) return EntityExists(*holder);
  if (!entity.tax_code().empty()) {
    ASSIGN_OR_RETURN(const auto same, tx.QueryText("SELECT entity FROM entities WHERE agency = $1 "
                                                   "AND tax_code = $2 AND tax_code <> ''",
                                                   {agency, entity.tax_code()}));
    if (same) return EntityExists(*same);
  }
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO entities (agency, entity, tax_code, type, dissolved, sort_key, body) "
                 "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                 {agency, entity.name(), entity.tax_code(), static_cast<int64_t>(entity.type()),
                  entity.dissolved() ? 1 : 0, sql::Bytes(text::SortKey(entity.display_name())),
                  sql::Bytes(entity.SerializeAsString())}));
  StoreEntityWords(tx, agency, entity);
  return absl::OkStatus();
}

absl::Status UpdateEntity(sql::Transaction& tx, absl::string_view agency, const v1::Entity& before,
                          const v1::Entity& after) {
  RETURN_IF_ERROR(tx.Execute(
      "UPDATE entities SET dissolved = $3, sort_key = $4, body = $5 "
      "WHERE agency = $1 AND entity = $2",
      {agency, after.name(), after.dissolved() ? 1 : 0,
       sql::Bytes(text::SortKey(after.display_name())), sql::Bytes(after.SerializeAsString())}));
  if (before.display_name() != after.display_name()) {
    RemoveEntityWords(tx, agency, before);
    StoreEntityWords(tx, agency, after);
  }
  return absl::OkStatus();
}

absl::StatusOr<EntityQuery> ParseEntityQuery(absl::string_view filter) {
  EntityQuery query;
  ASSIGN_OR_RETURN(const std::vector<Condition> conditions, rpc::ParseFilter(filter));
  if (conditions.size() > kMaxEntityConditions) {
    return InvalidField("filter",
                        {absl::StrCat("at most ", kMaxEntityConditions, " conditions"),
                         absl::StrCat("nhiều nhất ", kMaxEntityConditions, " điều kiện")});
  }
  for (const Condition& condition : conditions) {
    if (condition.field == "text") {
      ASSIGN_OR_RETURN(const auto words, WordsOf(condition));
      query.words.insert(query.words.end(), words.begin(), words.end());
      continue;
    }
    Bound bound;
    if (condition.field == "tax_code") {
      ASSIGN_OR_RETURN(bound, EntityTaxCodeCondition(condition));
    } else if (condition.field == "type") {
      ASSIGN_OR_RETURN(
          bound, EnumCondition<v1::Entity::Type>(condition, "t.type", v1::Entity::Type_Parse,
                                                 "ENTERPRISE, PUBLIC_BODY, HOUSEHOLD, OTHER"));
    } else if (condition.field == "dissolved") {
      ASSIGN_OR_RETURN(bound, FlagCondition(condition, "t.dissolved"));
    } else {
      return UnknownField(condition, "tax_code, type, dissolved, text");
    }
    query.conditions.push_back(std::move(bound));
  }
  return query;
}

absl::StatusOr<std::vector<v1::Entity>> PageEntities(sql::Transaction& tx, absl::string_view agency,
                                                     const EntityQuery& query,
                                                     const common::v1::PageToken& token, int limit,
                                                     PageKeys& keys) {
  Statement statement;
  const std::string parent = statement.Add(agency);
  const bool by_word = !query.words.empty();
  const char* columns = by_word ? "w.sort_key, w.entity" : "t.sort_key, t.entity";
  std::string sql = absl::StrCat("SELECT t.body, ", columns, " FROM ");
  if (by_word) {
    absl::StrAppend(&sql, "entity_tokens w JOIN entities t ON t.agency = ", parent,
                    " AND t.entity = w.entity WHERE w.agency = ", parent,
                    " AND w.token = ", statement.Add(absl::string_view(query.words[0])));
    for (size_t i = 1; i < query.words.size(); ++i) {
      absl::StrAppend(&sql, " AND EXISTS (SELECT 1 FROM entity_tokens o WHERE o.agency = ", parent,
                      " AND o.token = ", statement.Add(absl::string_view(query.words[i])),
                      " AND o.sort_key = w.sort_key AND o.entity = w.entity)");
    }
  } else {
    absl::StrAppend(&sql, "entities t WHERE t.agency = ", parent);
  }
  for (const Bound& condition : query.conditions) {
    absl::StrAppend(&sql, " AND ", statement.Add(condition));
  }
  if (!token.keys().empty()) {
    const std::string first = statement.Add(sql::Bytes(token.keys(0).raw()));
    const std::string second = statement.Add(absl::string_view(token.keys(1).text()));
    absl::StrAppend(&sql, " AND (", columns, ") > (", first, ", ", second, ")");
  }
  absl::StrAppend(&sql, " ORDER BY ", columns, " LIMIT ", statement.Add(int64_t{limit}));

  std::vector<v1::Entity> entities;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    auto& key = keys.emplace_back();
    rpc::AddRawKey(key, row.Bytes(1));
    rpc::AddKey(key, row.Text(2));
    return ParseBody(row.Bytes(0), entities.emplace_back());
  }));
  return entities;
}

}  // namespace dondoc::inspection
