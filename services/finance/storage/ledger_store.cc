#include "services/finance/storage/ledger_store.h"

#include "absl/strings/str_cat.h"

#include "common/rpc/page.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Account;
using v1::Journal;
using Kind = FilterField::Kind;

constexpr char kAccountColumns[] =
    "account, kind, source, year, contract, posted_debit, posted_credit, reserved_debit, "
    "reserved_credit, entry_count, update_micros";

Account ReadAccount(const sql::Row& row) {
  Account account;
  account.set_name(std::string(row.Text(0)));
  account.set_kind(static_cast<Account::Kind>(row.Int(1)));
  account.set_source(std::string(row.Text(2)));
  account.set_year(static_cast<int32_t>(row.Int(3)));
  account.set_contract(std::string(row.Text(4)));
  account.set_posted_debit_amount(row.Int(5));
  account.set_posted_credit_amount(row.Int(6));
  account.set_reserved_debit_amount(row.Int(7));
  account.set_reserved_credit_amount(row.Int(8));
  account.set_entry_count(row.Int(9));
  *account.mutable_update_time() = ToTimestamp(absl::FromUnixMicros(row.Int(10)));
  return account;
}

absl::StatusOr<std::vector<Bound>> ParseConditions(absl::string_view agency,
                                                   absl::string_view filter,
                                                   absl::Span<const FilterField> fields,
                                                   SpecialCondition special) {
  static constexpr ListOrder kOnly[] = {{"", "", ""}};
  ASSIGN_OR_RETURN(ListQuery query, ParseListQuery(agency, filter, "", fields, kOnly, special));
  return std::move(query.conditions);
}

// "SELECT columns FROM table t ..." of one page by the text column `key`.
std::string PageStatement(absl::string_view columns, absl::string_view table, absl::string_view key,
                          absl::string_view agency, const std::vector<Bound>& conditions,
                          const common::v1::PageToken& token, int limit, Statement& statement) {
  std::string sql = absl::StrCat("SELECT ", columns, " FROM ", table,
                                 " t WHERE t.agency = ", statement.Add(agency));
  for (const Bound& bound : conditions) absl::StrAppend(&sql, " AND ", statement.Add(bound));
  if (!token.keys().empty()) {
    absl::StrAppend(&sql, " AND t.", key, " > ",
                    statement.Add(absl::string_view(token.keys(0).text())));
  }
  absl::StrAppend(&sql, " ORDER BY t.", key, " LIMIT ", statement.Add(int64_t{limit}));
  return sql;
}

}  // namespace

absl::Status LoadContracts(sql::Transaction& tx, absl::string_view agency,
                           const std::vector<v1::Contract>& contracts, Book& book) {
  const std::string sql =
      absl::StrCat("SELECT ", kAccountColumns,
                   " FROM accounts WHERE agency = $1 AND contract = $2 AND contract <> ''");
  for (const v1::Contract& contract : contracts) {
    RETURN_IF_ERROR(tx.Query(sql, {agency, contract.name()}, [&](const sql::Row& row) {
      book.Load(ReadAccount(row));
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

absl::Status LoadYear(sql::Transaction& tx, absl::string_view agency, Account::Kind kind,
                      const std::set<std::string>& sources, int32_t year, Book& book) {
  std::vector<std::string> names;
  for (const std::string& source : sources) {
    names.push_back(AccountName(YearAccount(kind, source, year)));
  }
  return LoadAccounts(tx, agency, names, book);
}

absl::Status LoadAccounts(sql::Transaction& tx, absl::string_view agency,
                          const std::vector<std::string>& names, Book& book) {
  const std::string sql =
      absl::StrCat("SELECT ", kAccountColumns, " FROM accounts WHERE agency = $1 AND account = $2");
  for (const std::string& name : names) {
    RETURN_IF_ERROR(tx.QueryRow(sql, {agency, name}, [&](const sql::Row& row) {
                        book.Load(ReadAccount(row));
                        return absl::OkStatus();
                      }).status());
  }
  return absl::OkStatus();
}

absl::Status StoreBook(sql::Transaction& tx, absl::string_view agency, absl::Time now,
                       const Book& book) {
  for (const Account& account : book.Changed()) {
    RETURN_IF_ERROR(
        tx.Execute(
              "INSERT INTO accounts (agency, account, kind, source, year, contract, posted_debit, "
              "posted_credit, reserved_debit, reserved_credit, entry_count, update_micros) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
              "ON CONFLICT (agency, account) DO UPDATE SET posted_debit = excluded.posted_debit, "
              "posted_credit = excluded.posted_credit, reserved_debit = excluded.reserved_debit, "
              "reserved_credit = excluded.reserved_credit, entry_count = excluded.entry_count, "
              "update_micros = excluded.update_micros",
              {agency, account.name(), static_cast<int64_t>(account.kind()), account.source(),
               account.year(), account.contract(), account.posted_debit_amount(),
               account.posted_credit_amount(), account.reserved_debit_amount(),
               account.reserved_credit_amount(), account.entry_count(), absl::ToUnixMicros(now)})
            .status());
  }
  return absl::OkStatus();
}

absl::Status InsertJournal(sql::Transaction& tx, absl::string_view agency, const Journal& journal) {
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO journals (agency, journal, kind, contract, disbursement, day, "
                 "reverses, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                 {agency, journal.name(), static_cast<int64_t>(journal.kind()), journal.contract(),
                  journal.disbursement(), DayNumber(journal.date()),
                  journal.kind() == Journal::REVERSAL ? journal.refers_to() : std::string(),
                  sql::Bytes(journal.SerializeAsString())})
          .status());
  for (const std::string& account : AccountsOf(journal)) {
    tx.ExecuteDeferred(
        "INSERT INTO journal_accounts (agency, account, journal) VALUES ($1, $2, $3)",
        {agency, account, journal.name()});
  }
  return tx.Flush();
}

absl::StatusOr<Journal> GetJournal(sql::Transaction& tx, absl::string_view agency,
                                   absl::string_view name) {
  return GetBody<Journal>(tx, "SELECT body FROM journals WHERE agency = $1 AND journal = $2",
                          {agency, name}, name);
}

absl::StatusOr<bool> IsReversed(sql::Transaction& tx, absl::string_view agency,
                                absl::string_view name) {
  ASSIGN_OR_RETURN(const auto reversal,
                   tx.QueryText("SELECT journal FROM journals WHERE agency = $1 AND "
                                "reverses = $2 AND reverses <> ''",
                                {agency, name}));
  return reversal.has_value();
}

absl::StatusOr<Account> GetAccount(sql::Transaction& tx, absl::string_view agency,
                                   absl::string_view name) {
  Account account;
  ASSIGN_OR_RETURN(const bool found,
                   tx.QueryRow(absl::StrCat("SELECT ", kAccountColumns,
                                            " FROM accounts WHERE agency = $1 AND account = $2"),
                               {agency, name}, [&](const sql::Row& row) {
                                 account = ReadAccount(row);
                                 return absl::OkStatus();
                               }));
  if (!found) return NotFound(name);
  return account;
}

absl::StatusOr<std::vector<Bound>> ParseAccountFilter(absl::string_view agency,
                                                      absl::string_view filter) {
  const FilterField fields[] = {
      {"kind", "kind", Kind::kEnum, "", Account::Kind_descriptor()},
      {"source", "source", Kind::kName, "fundingSources"},
      {"contract", "contract", Kind::kContract},
      {"year", "year", Kind::kNumber},
  };
  return ParseConditions(agency, filter, fields, [](const rpc::Condition& condition) {
    return absl::StatusOr<Bound>(BadOperator(condition, "="));
  });
}

absl::StatusOr<std::vector<Bound>> ParseJournalFilter(absl::string_view agency,
                                                      absl::string_view filter) {
  const FilterField fields[] = {
      {"account", "", Kind::kOther},
      {"contract", "contract", Kind::kContract},
      {"disbursement", "", Kind::kOther},
      {"kind", "kind", Kind::kEnum, "", Journal::Kind_descriptor()},
  };
  return ParseConditions(
      agency, filter, fields, [&](const rpc::Condition& condition) -> absl::StatusOr<Bound> {
        if (condition.op != rpc::Condition::Operator::kEqual) return BadOperator(condition, "=");
        const bool account = condition.field == "account";
        const absl::string_view collection = account ? "accounts" : "disbursements";
        std::string name = condition.value;
        if (name.find('/') == std::string::npos) {
          name = absl::StrCat(agency, "/", collection, "/", name);
        }
        const auto parsed = ParseResourceName(
            name, account ? Collection::kAccounts : Collection::kDisbursements, "filter");
        if (!parsed.ok() || AgencyOf(name) != agency) {
          return BadValue(condition, absl::StrCat(agency, "/", collection, "/{id}"));
        }
        if (account) {
          return Bound{
              "EXISTS (SELECT 1 FROM journal_accounts a WHERE a.agency = t.agency AND "
              "a.account = ? AND a.journal = t.journal)",
              {std::move(name)}};
        }
        if (parsed->number) {
          return Bound{
              "t.disbursement = (SELECT n.disbursement FROM disbursements n WHERE "
              "n.agency = ? AND n.number_year = ? AND n.number_sequence = ?)",
              {std::string(agency), int64_t{parsed->number->year}, parsed->number->ordinal}};
        }
        return Bound{"t.disbursement = ?", {std::move(name)}};
      });
}

absl::StatusOr<std::vector<Account>> PageAccounts(sql::Transaction& tx, absl::string_view agency,
                                                  const std::vector<Bound>& conditions,
                                                  const common::v1::PageToken& token, int limit,
                                                  PageKeys& keys) {
  Statement statement;
  const std::string sql = PageStatement(kAccountColumns, "accounts", "account", agency, conditions,
                                        token, limit, statement);
  std::vector<Account> accounts;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    rpc::AddKey(keys.emplace_back(), row.Text(0));
    accounts.push_back(ReadAccount(row));
    return absl::OkStatus();
  }));
  return accounts;
}

absl::StatusOr<std::vector<Journal>> PageJournals(sql::Transaction& tx, absl::string_view agency,
                                                  const std::vector<Bound>& conditions,
                                                  const common::v1::PageToken& token, int limit,
                                                  PageKeys& keys) {
  Statement statement;
  // Ids are made in the order of time.
  const std::string sql = PageStatement("t.body, t.journal", "journals", "journal", agency,
                                        conditions, token, limit, statement);
  std::vector<Journal> journals;
  RETURN_IF_ERROR(tx.Query(sql, statement.params(), [&](const sql::Row& row) {
    rpc::AddKey(keys.emplace_back(), row.Text(1));
    return ParseBody(row.Bytes(0), journals.emplace_back());
  }));
  return journals;
}

absl::StatusOr<v1::TrialBalance> SumAccounts(sql::Transaction& tx, absl::string_view agency) {
  v1::TrialBalance balance;
  absl::Status overflow;
  const auto add = [&](int64_t amount, int64_t sum) {
    const auto result = CheckedAdd(sum, amount);
    overflow.Update(result.status());
    return result.value_or(0);
  };
  RETURN_IF_ERROR(tx.Query(
      "SELECT kind, source, COUNT(*), CAST(SUM(posted_debit) AS BIGINT), "
      "CAST(SUM(posted_credit) AS BIGINT), CAST(SUM(reserved_debit) AS BIGINT), "
      "CAST(SUM(reserved_credit) AS BIGINT) FROM accounts WHERE agency = $1 "
      "GROUP BY kind, source ORDER BY kind, source",
      {agency}, [&](const sql::Row& row) {
        v1::TrialBalanceLine& line = *balance.add_lines();
        line.set_kind(static_cast<Account::Kind>(row.Int(0)));
        line.set_source(std::string(row.Text(1)));
        line.set_account_count(row.Int(2));
        line.set_posted_debit_amount(row.Int(3));
        line.set_posted_credit_amount(row.Int(4));
        line.set_reserved_debit_amount(row.Int(5));
        line.set_reserved_credit_amount(row.Int(6));
        balance.set_posted_debit_amount(add(row.Int(3), balance.posted_debit_amount()));
        balance.set_posted_credit_amount(add(row.Int(4), balance.posted_credit_amount()));
        balance.set_reserved_debit_amount(add(row.Int(5), balance.reserved_debit_amount()));
        balance.set_reserved_credit_amount(add(row.Int(6), balance.reserved_credit_amount()));
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(overflow);
  balance.set_balanced(balance.posted_debit_amount() == balance.posted_credit_amount() &&
                       balance.reserved_debit_amount() == balance.reserved_credit_amount());
  return balance;
}

}  // namespace dondoc::finance
