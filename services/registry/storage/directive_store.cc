#include "services/registry/storage/directive_store.h"

#include <algorithm>

#include "common/base/status_macros.h"
#include "common/rpc/page.h"
#include "common/sql/bodies.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/days.h"

namespace dondoc::registry {
namespace {

// The day a directive is sorted by: of the conference, else of issue; none sorts as newest.
int64_t SortDay(const v1::DirectiveHeader& header) {
  if (header.conference_date().has_value()) return DayNumber(header.conference_date().value());
  if (header.issue_date().has_value()) return DayNumber(header.issue_date().value());
  return kNoDay;
}

}  // namespace

absl::Status InsertDirective(sql::Transaction& tx, absl::string_view agency,
                             const v1::Directive& directive, const v1::NoticeDraft& draft) {
  v1::Directive body = directive;
  body.clear_text();
  v1::NoticeDraft kept = draft;
  kept.clear_text();
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO directives (agency, directive, text_sha256, conference_day, body) "
                 "VALUES ($1, $2, $3, $4, $5)",
                 {agency, directive.name(), directive.text_sha256(), SortDay(directive.header()),
                  sql::Bytes(body.SerializeAsString())}));
  return tx
      .Execute(
          "INSERT INTO directive_texts (agency, directive, text, draft) VALUES ($1, $2, $3, $4)",
          {agency, directive.name(), sql::Bytes(directive.text()),
           sql::Bytes(kept.SerializeAsString())})
      .status();
}

absl::StatusOr<v1::NoticeDraft> GetAppliedDraft(sql::Transaction& tx, absl::string_view agency,
                                                absl::string_view directive, bool with_text) {
  v1::NoticeDraft draft;
  ASSIGN_OR_RETURN(
      const bool found,
      tx.QueryRow("SELECT draft, text FROM directive_texts WHERE agency = $1 AND directive = $2",
                  {agency, directive}, [&](const sql::Row& row) {
                    RETURN_IF_ERROR(sql::ParseBody(row.Bytes(0), draft));
                    if (with_text) draft.set_text(std::string(row.Bytes(1)));
                    return absl::OkStatus();
                  }));
  if (!found) return NotFound(directive);
  return draft;
}

absl::StatusOr<v1::Directive> GetDirective(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name, bool with_text) {
  v1::Directive directive;
  ASSIGN_OR_RETURN(const bool found,
                   tx.QueryRow("SELECT body FROM directives WHERE agency = $1 AND directive = $2",
                               {agency, name}, [&](const sql::Row& row) {
                                 return sql::ParseBody(row.Bytes(0), directive);
                               }));
  if (!found) return NotFound(name);
  if (with_text) {
    RETURN_IF_ERROR(
        tx.QueryRow("SELECT text FROM directive_texts WHERE agency = $1 AND directive = $2",
                    {agency, name}, [&](const sql::Row& row) {
                      directive.set_text(std::string(row.Bytes(0)));
                      return absl::OkStatus();
                    }));
  }
  return directive;
}

absl::StatusOr<std::optional<v1::Directive>> FindByText(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        absl::string_view text_sha256) {
  return sql::FindBody<v1::Directive>(
      tx, "SELECT body FROM directives WHERE agency = $1 AND text_sha256 = $2",
      {agency, text_sha256});
}

absl::StatusOr<std::vector<v1::Task>> TasksOfDirective(sql::Transaction& tx,
                                                       absl::string_view agency,
                                                       absl::string_view directive) {
  std::vector<v1::Task> tasks;
  RETURN_IF_ERROR(tx.Query(
      "SELECT body FROM tasks WHERE agency = $1 AND directive = $2 AND directive <> '' "
      "ORDER BY last_day, task",
      {agency, directive},
      [&](const sql::Row& row) { return sql::ParseBody(row.Bytes(0), tasks.emplace_back()); }));
  std::sort(tasks.begin(), tasks.end(),
            [](const v1::Task& a, const v1::Task& b) { return a.ordinal() < b.ordinal(); });
  return tasks;
}

absl::StatusOr<std::vector<v1::Directive>> PageDirectives(
    sql::Transaction& tx, absl::string_view agency, const common::v1::PageToken& token, int limit,
    std::vector<common::v1::PageToken>& keys) {
  std::vector<v1::Directive> directives;
  const bool first = token.keys().empty();
  RETURN_IF_ERROR(
      tx.Query("SELECT body, conference_day, directive FROM directives WHERE agency = $1 "
               "AND (conference_day, directive) < ($2, $3) "
               "ORDER BY conference_day DESC, directive DESC LIMIT $4",
               {agency, first ? kNoDay + 1 : token.keys(0).number(),
                first ? "" : token.keys(1).text(), limit},
               [&](const sql::Row& row) {
                 auto& key = keys.emplace_back();
                 rpc::AddKey(key, row.Int(1));
                 rpc::AddKey(key, row.Text(2));
                 return sql::ParseBody(row.Bytes(0), directives.emplace_back());
               }));
  return directives;
}

}  // namespace dondoc::registry
