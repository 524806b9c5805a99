// ledger balance, account, accounts, entries, recover, reverse-recovery.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/ledger.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::Account;
using finance::v1::Entry;
using finance::v1::GetAccountRequest;
using finance::v1::GetTrialBalanceRequest;
using finance::v1::Journal;
using finance::v1::LedgerService;
using finance::v1::ListAccountsRequest;
using finance::v1::ListAccountsResponse;
using finance::v1::ListJournalsRequest;
using finance::v1::ListJournalsResponse;
using finance::v1::RecordRecoveryRequest;
using finance::v1::RecoveryLine;
using finance::v1::ReverseRecoveryRequest;
using finance::v1::TrialBalance;
using finance::v1::TrialBalanceLine;
using LedgerStub = LedgerService::StubInterface;

// The contract's own maximum page sizes.
constexpr int32_t kMaxAccountPage = 500;
constexpr int32_t kMaxJournalPage = 200;

void AddMoneyColumns(const Lang& lang, Table* table) {
  for (const char* key : {"posted_debit", "posted_credit", "reserved_debit", "reserved_credit"}) {
    table->columns.push_back({lang.Word(key), Align::kRight, false, true});
  }
}

// The four sums that accounts, lines and the whole ledger have.
template <typename Sums>
void AddMoney(const Sums& sums, const Lang& lang, std::vector<Cell>* row) {
  for (const int64_t amount : {sums.posted_debit_amount(), sums.posted_credit_amount(),
                               sums.reserved_debit_amount(), sums.reserved_credit_amount()}) {
    row->push_back({FormatMoney(amount, lang), amount == 0 ? Style::kDim : Style::kPlain});
  }
}

Table BalanceTable(const TrialBalance& balance, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("account"), Align::kLeft, true}, {lang.Word("source")}};
  AddMoneyColumns(lang, &table);
  for (const TrialBalanceLine& line : balance.lines()) {
    std::vector<Cell> row = {EnumWord(line.kind(), lang), ShortName(line.source())};
    AddMoney(line, lang, &row);
    table.rows.push_back(std::move(row));
  }
  table.footer = {lang.Word("total"), ""};
  AddMoney(balance, lang, &table.footer);
  table.notes = {balance.balanced()
                     ? lang(Text{"debits equal credits", "tổng nợ bằng tổng có"})
                     : lang(Text{"DEBITS AND CREDITS DIFFER", "TỔNG NỢ KHÁC TỔNG CÓ"})};
  return table;
}

absl::Status Balance(Context& context) {
  GetTrialBalanceRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(const TrialBalance balance,
                   context.Call<LedgerService>(&LedgerStub::GetTrialBalance, request));
  return Print(context, balance, [&] { return BalanceTable(balance, context.lang()); });
}

struct AccountFlags {
  std::string kind;
  std::string source;
  std::string contract;
  std::optional<int64_t> year;
  std::string filter;
  PageFlags pages;
};

absl::Status Accounts(Context& context, const AccountFlags& flags) {
  ListAccountsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  RETURN_IF_ERROR(conditions.AddEnum<Account::Kind>("--kind", "kind", flags.kind));
  if (!flags.source.empty()) {
    ASSIGN_OR_RETURN(const std::string source,
                     context.Name("--source", "fundingSources", flags.source));
    conditions.AddText("source", source);
  }
  if (flags.year) conditions.Add(absl::StrCat("year = ", *flags.year));
  if (!flags.contract.empty()) {
    ASSIGN_OR_RETURN(const std::string contract, ContractName(context, flags.contract));
    conditions.AddText("contract", contract);
  }
  request.set_filter(conditions.ToFilter());
  ASSIGN_OR_RETURN(const ListAccountsResponse list,
                   ListOf<LedgerService>(context, flags.pages, kMaxAccountPage,
                                         &LedgerStub::ListAccounts, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("account")}, {lang.Word("kind"), Align::kLeft, true}};
    AddMoneyColumns(lang, &table);
    for (const Account& account : list.accounts()) {
      std::vector<Cell> row = {ShortName(account.name()), EnumWord(account.kind(), lang)};
      AddMoney(account, lang, &row);
      table.rows.push_back(std::move(row));
    }
    AddListNotes(list.accounts_size(), {"accounts", "tài khoản"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

absl::Status ShowAccount(Context& context, const std::string& text) {
  GetAccountRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("account", "accounts", text));
  ASSIGN_OR_RETURN(const Account account,
                   context.Call<LedgerService>(&LedgerStub::GetAccount, request));
  const Lang& lang = context.lang();
  return Print(context, account, [&] {
    return FactsTable(
        ShortName(account.name()),
        {{lang.Word("kind"), EnumWord(account.kind(), lang)},
         {lang.Word("source"), ShortName(account.source())},
         {lang.Word("year"), account.year() > 0 ? absl::StrCat(account.year()) : ""},
         {lang.Word("contract"), context.names().Of(account.contract())},
         {lang.Word("posted_debit"), FormatMoney(account.posted_debit_amount(), lang)},
         {lang.Word("posted_credit"), FormatMoney(account.posted_credit_amount(), lang)},
         {lang.Word("reserved_debit"), FormatMoney(account.reserved_debit_amount(), lang)},
         {lang.Word("reserved_credit"), FormatMoney(account.reserved_credit_amount(), lang)},
         {lang.Word("name"), Cell(account.name(), Style::kDim)}});
  });
}

struct EntryFlags {
  std::string account;
  std::string contract;
  std::string disbursement;
  std::string kind;
  std::string filter;
  PageFlags pages;
};

// One line for each entry; what is the same for a whole journal stands on its first line.
void AddJournal(Context& context, const Journal& journal, Table* table) {
  const Lang& lang = context.lang();
  bool first = true;
  for (const Entry& entry : journal.entries()) {
    const bool debit = entry.side() == Entry::DEBIT;
    const std::string amount = FormatMoney(entry.amount(), lang);
    const std::string layer = entry.layer() == Entry::RESERVED ? EnumWord(entry.layer(), lang) : "";
    table->rows.push_back({first ? FormatDate(journal.date(), lang) : "",
                           first ? EnumWord(journal.kind(), lang) : "", ShortName(entry.account()),
                           debit ? amount : "", debit ? "" : amount, Cell(layer, Style::kDim),
                           first ? context.names().Of(journal.actor()) : "",
                           first ? journal.basis().reference() : "",
                           Cell(first ? ShortName(journal.name()) : "", Style::kDim)});
    first = false;
  }
}

Table JournalTable(const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("day")},
                   {lang.Word("kind")},
                   {lang.Word("account"), Align::kLeft, true},
                   {lang.Word("DEBIT"), Align::kRight},
                   {lang.Word("CREDIT"), Align::kRight},
                   {""},
                   {lang.Word("actor")},
                   {lang.Word("documents"), Align::kLeft, true},
                   {lang.Word("id")}};
  return table;
}

absl::Status Entries(Context& context, const EntryFlags& flags) {
  ListJournalsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  if (!flags.account.empty()) {
    ASSIGN_OR_RETURN(const std::string account,
                     context.Name("--account", "accounts", flags.account));
    conditions.AddText("account", account);
  }
  RETURN_IF_ERROR(conditions.AddEnum<Journal::Kind>("--kind", "kind", flags.kind));
  // Conditions want resource names; what was typed may be an office number.
  if (!flags.contract.empty()) {
    ASSIGN_OR_RETURN(const std::string contract, ContractName(context, flags.contract));
    conditions.AddText("contract", contract);
  }
  if (!flags.disbursement.empty()) {
    ASSIGN_OR_RETURN(const auto disbursement, GetDisbursement(context, flags.disbursement));
    conditions.AddText("disbursement", disbursement.name());
  }
  request.set_filter(conditions.ToFilter());
  ASSIGN_OR_RETURN(const ListJournalsResponse list,
                   ListOf<LedgerService>(context, flags.pages, kMaxJournalPage,
                                         &LedgerStub::ListJournals, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table = JournalTable(lang);
    for (const Journal& journal : list.journals()) AddJournal(context, journal, &table);
    AddListNotes(list.journals_size(), {"journals", "bút toán"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

absl::Status PrintJournal(Context& context, const Journal& journal) {
  return Print(context, journal, [&] {
    Table table = JournalTable(context.lang());
    AddJournal(context, journal, &table);
    return table;
  });
}

void AddRecover(Command& ledger) {
  struct Flags {
    std::string contract;
    std::vector<std::string> advances;
    std::vector<std::string> expenditures;
    std::string document;
    std::string note;
  };
  const auto flags = std::make_shared<Flags>();
  ledger
      .Add("recover", {"record money returned by a contractor", "ghi thu hồi, hoàn trả"},
           "ledger recover 05/2022/HĐ-SKHCN --advance su-nghiep='50 triệu' --document 'C2-05a/NS "
           "0012@10/11/2022'")
      .Argument("contract", &flags->contract,
                {"number and symbol, id or name", "số, ký hiệu, mã hoặc tên"})
      .Option("--advance", &flags->advances,
              {"advances returned to a source; may be repeated",
               "tạm ứng hoàn trả theo nguồn; được lặp lại"},
              kSourceAmountMetavar)
      .Option("--expenditure", &flags->expenditures,
              {"expenditure returned to a source; may be repeated",
               "khoản đã chi hoàn trả theo nguồn; được lặp lại"},
              kSourceAmountMetavar)
      .Option("--document", &flags->document, {"treasury paper or decision", "giấy nộp trả"},
              kDocumentMetavar, Need::kRequired)
      .Option("--note", &flags->note, {"why, in words", "nội dung"})
      .Run([flags](Context& context) -> absl::Status {
        RecordRecoveryRequest request;
        const auto line_of = [&](const std::string& source) -> RecoveryLine& {
          for (RecoveryLine& line : *request.mutable_lines()) {
            if (line.source() == source) return line;
          }
          RecoveryLine& line = *request.add_lines();
          line.set_source(source);
          return line;
        };
        for (const std::string& text : flags->advances) {
          ASSIGN_OR_RETURN(const auto given, ParseSourceAmount(context, "--advance", text));
          line_of(given.source()).set_advance_amount(given.amount());
        }
        for (const std::string& text : flags->expenditures) {
          ASSIGN_OR_RETURN(const auto given, ParseSourceAmount(context, "--expenditure", text));
          line_of(given.source()).set_expenditure_amount(given.amount());
        }
        ASSIGN_OR_RETURN(*request.mutable_basis(), ParseDocument("--document", flags->document));
        request.set_note(flags->note);
        ASSIGN_OR_RETURN(const auto contract, GetContract(context, flags->contract));
        request.set_contract(contract.name());
        request.set_etag(contract.etag());
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Journal journal,
                         context.Call<LedgerService>(&LedgerStub::RecordRecovery, request));
        return PrintJournal(context, journal);
      });
}

void AddReverse(Command& ledger) {
  struct Flags {
    std::string journal;
    std::string reason;
  };
  const auto flags = std::make_shared<Flags>();
  ledger
      .Add("reverse-recovery", {"correct a recovery by a reversal", "đảo bút toán thu hồi"},
           "ledger reverse-recovery 01916a1e-0000-7000-8000-000000000001 --reason 'Ghi nhầm số'")
      .Argument("journal", &flags->journal, {"id or name", "mã hoặc tên bút toán"})
      .Option("--reason", &flags->reason, {"why", "lý do"}, "TEXT", Need::kRequired)
      .Run([flags](Context& context) -> absl::Status {
        finance::v1::GetJournalRequest get;
        ASSIGN_OR_RETURN(*get.mutable_name(), context.Name("journal", "journals", flags->journal));
        ASSIGN_OR_RETURN(const Journal before,
                         context.Call<LedgerService>(&LedgerStub::GetJournal, get));
        ASSIGN_OR_RETURN(const auto contract, GetContract(context, before.contract()));
        ReverseRecoveryRequest request;
        request.set_name(before.name());
        request.set_reason(flags->reason);
        request.set_contract_etag(contract.etag());
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Journal journal,
                         context.Call<LedgerService>(&LedgerStub::ReverseRecovery, request));
        return PrintJournal(context, journal);
      });
}

}  // namespace

void RegisterLedger(Command& root) {
  Command ledger =
      root.Add("ledger", {"the double-entry ledger", "sổ kế toán kép"}, "ledger balance");
  ledger.Add("balance", {"the trial balance", "bảng cân đối"}, "ledger balance").Run(Balance);

  const auto accounts = std::make_shared<AccountFlags>();
  const Text account_kinds = EnumHelp<Account::Kind>();
  Command account_list = ledger.Add("accounts", {"accounts with their balances", "số dư tài khoản"},
                                    "ledger accounts --year 2022\n"
                                    "ledger accounts --contract 05/2022/HĐ-SKHCN --kind advance");
  account_list.Option("--kind", &accounts->kind, account_kinds, "KIND")
      .Option("--source", &accounts->source, {"funding source", "nguồn kinh phí"}, "SOURCE")
      .Option("--contract", &accounts->contract, {"of this contract", "của hợp đồng"}, "CONTRACT")
      .Option("--year", &accounts->year, {"budget year", "năm ngân sách"}, "YEAR")
      .Option("--filter", &accounts->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"});
  accounts->pages.AddTo(account_list);
  account_list.Run([accounts](Context& context) { return Accounts(context, *accounts); });

  const auto account = std::make_shared<std::string>();
  ledger
      .Add("account", {"one account with its balance", "số dư một tài khoản"},
           "ledger account treasury.su-nghiep.2022")
      .Argument("account", account.get(), {"id, as `accounts` shows", "mã, theo lệnh accounts"})
      .Run([account](Context& context) { return ShowAccount(context, *account); });

  const auto entries = std::make_shared<EntryFlags>();
  const Text journal_kinds = EnumHelp<Journal::Kind>();
  Command entry_list =
      ledger.Add("entries", {"journals with their entries, oldest first", "bút toán, cũ trước"},
                 "ledger entries --contract 05/2022/HĐ-SKHCN\n"
                 "ledger entries --account treasury.su-nghiep.2022 --output json");
  entry_list
      .Option("--account", &entries->account, {"that touch this account", "liên quan tài khoản"},
              "ACCOUNT")
      .Option("--contract", &entries->contract, {"of this contract", "của hợp đồng"}, "CONTRACT")
      .Option("--disbursement", &entries->disbursement,
              {"of this disbursement", "của khoản giải ngân"}, "DISBURSEMENT")
      .Option("--kind", &entries->kind, journal_kinds, "KIND")
      .Option("--filter", &entries->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"});
  entries->pages.AddTo(entry_list);
  entry_list.Run([entries](Context& context) { return Entries(context, *entries); });
  AddRecover(ledger);
  AddReverse(ledger);
}

}  // namespace dondoc::cli
