// project contract list, show.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::Contract;
using finance::v1::Instalment;
using finance::v1::ListContractsRequest;
using finance::v1::ListContractsResponse;
using finance::v1::ProjectService;

Table ContractTable(const ListContractsResponse& list, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("contract")},
                   {lang(Text{"Contractor", "Bên nhận"}), Align::kLeft, true},
                   {lang.Word("amount"), Align::kRight},
                   {lang(Text{"Signed", "Ngày ký"})},
                   {lang.Word("last_day")},
                   {lang.Word("state")},
                   {lang.Word("id")}};
  for (const Contract& contract : list.contracts()) {
    table.rows.push_back({contract.contract_number(), contract.contractor().display_name(),
                          FormatMoney(contract.total_amount(), lang),
                          FormatDate(contract.sign_date(), lang),
                          FormatDate(contract.end_date(), lang), EnumWord(contract.state(), lang),
                          Cell(ShortName(contract.name()), Style::kDim)});
  }
  AddListNotes(list.contracts_size(), {"contracts", "hợp đồng"}, list.next_page_token(), lang,
               &table);
  return table;
}

Table ContractFacts(Context& context, const Contract& contract,
                    const std::optional<google::type::Date>& today) {
  const Lang& lang = context.lang();
  std::string policy = contract.limit_policy().legal_source();
  if (!contract.limit_policy().version().empty()) {
    absl::StrAppend(&policy, " (", contract.limit_policy().version(),
                    contract.limit_policy().unverified()
                        ? lang(Text{", unverified", ", chưa đối chiếu văn bản"})
                        : "",
                    ")");
  }
  const bool running = contract.state() == Contract::ACTIVE;
  return FactsTable(
      contract.contract_number(),
      {{lang.Word("state"), EnumWord(contract.state(), lang)},
       {lang(Text{"Contractor", "Bên nhận"}), contract.contractor().display_name()},
       {lang(Text{"Tax code", "Mã số thuế"}), contract.contractor().tax_code()},
       {lang.Word("amount"), {FormatMoney(contract.total_amount(), lang), Style::kStrong}},
       {lang(Text{"Signed", "Ngày ký"}), FormatDate(contract.sign_date(), lang)},
       {lang(Text{"From", "Từ ngày"}), FormatDate(contract.start_date(), lang)},
       {lang.Word("last_day"),
        LastDayCell(contract.end_date(), running ? today : std::nullopt, lang)},
       {lang(Text{"As first signed", "Hạn ký ban đầu"}),
        FormatDate(contract.original_end_date(), lang)},
       {lang.Word("unit"), context.names().Of(contract.unit())},
       {lang(Text{"Rules", "Quy định áp dụng"}), policy},
       {lang(Text{"Final payment", "Thanh toán lần cuối"}),
        contract.final_payment_posted() ? lang(Text{"posted", "đã chi"}) : ""},
       {lang(Text{"Liquidated", "Thanh lý"}), FormatDate(contract.liquidate_date(), lang)},
       {lang.Word("reason"), contract.reason()},
       {lang.Word("name"), Cell(contract.name(), Style::kDim)}});
}

Table InstalmentTable(const Contract& contract, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Instalments", "Các đợt thanh toán"});
  table.columns = {{lang.Word("instalment"), Align::kRight},
                   {lang.Word("note"), Align::kLeft, true},
                   {lang.Word("deadline")},
                   {lang.Word("amount"), Align::kRight}};
  int64_t total = 0;
  for (const Instalment& instalment : contract.instalments()) {
    total += instalment.amount();
    table.rows.push_back({absl::StrCat(instalment.ordinal()), instalment.description(),
                          FormatDate(instalment.due_date(), lang),
                          FormatMoney(instalment.amount(), lang)});
  }
  table.footer = {"", lang.Word("total"), "", FormatMoney(total, lang)};
  return table;
}

Table AmendmentTable(const Contract& contract, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Annexes", "Phụ lục"});
  table.columns = {{lang.Word("day")},
                   {lang.Word("documents"), Align::kLeft, true},
                   {lang(Text{"Value before", "Giá trị trước"}), Align::kRight},
                   {lang(Text{"Last day before", "Hạn trước"})},
                   {lang.Word("reason"), Align::kLeft, true}};
  for (const auto& amendment : contract.amendments()) {
    table.rows.push_back({FormatDate(amendment.amend_date(), lang),
                          DocumentText(amendment.basis(), lang),
                          FormatMoney(amendment.previous_total_amount(), lang),
                          FormatDate(amendment.previous_end_date(), lang), amendment.reason()});
  }
  return table;
}

absl::Status ListContracts(Context& context, const std::string& project, const PageFlags& pages) {
  ListContractsRequest request;
  // "-" is every project of the agency.
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   context.Name("project", "projects", project.empty() ? "-" : project));
  ASSIGN_OR_RETURN(const ListContractsResponse list,
                   ListOf<ProjectService>(context, pages, kMaxContractPage,
                                          &ProjectService::StubInterface::ListContracts, request));
  return Print(context, list, [&] { return ContractTable(list, context.lang()); });
}

}  // namespace

absl::Status PrintContract(Context& context, const Contract& contract) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, contract,
                        [&] { return ContractFacts(context, contract, FinanceDay(context)); }));
  if (context.OutputOr() == Output::kJson) return absl::OkStatus();
  Table sources;
  sources.columns = {{lang.Word("source")}, {lang.Word("amount"), Align::kRight}};
  for (const auto& amount : contract.amounts()) {
    sources.rows.push_back({ShortName(amount.source()), FormatMoney(amount.amount(), lang)});
  }
  context.out() << "\n";
  PrintTable(context, sources);
  if (!contract.instalments().empty()) {
    context.out() << "\n";
    PrintTable(context, InstalmentTable(contract, lang));
  }
  if (!contract.amendments().empty()) {
    context.out() << "\n";
    PrintTable(context, AmendmentTable(contract, lang));
  }
  return absl::OkStatus();
}

void RegisterContract(Command& project) {
  Command contract =
      project.Add("contract", {"contracts and their instalments", "hợp đồng và các đợt thanh toán"},
                  "project contract list DA-2022-0003");
  struct ListFlags {
    std::string project;
    PageFlags pages;
  };
  const auto flags = std::make_shared<ListFlags>();
  Command list = contract.Add("list", {"list contracts", "liệt kê hợp đồng"},
                              "project contract list DA-2022-0003\nproject contract list");
  list.Argument("project", &flags->project,
                {"of this project; default: every one", "của đề tài này; mặc định tất cả"},
                Need::kOptional);
  flags->pages.AddTo(list);
  list.Run(
      [flags](Context& context) { return ListContracts(context, flags->project, flags->pages); });

  const auto name = std::make_shared<std::string>();
  contract
      .Add("show", {"show a contract with its instalments", "xem hợp đồng và các đợt thanh toán"},
           "project contract show 05/2022/HĐ-SKHCN")
      .Argument("contract", name.get(),
                {"number and symbol, id or name", "số, ký hiệu, mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Contract found, GetContract(context, *name));
        return PrintContract(context, found);
      });
  RegisterContractVerbs(contract);
}

}  // namespace dondoc::cli
