// dossier list, show.
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/dossier.grpc.pb.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using finance::v1::Document;
using finance::v1::Dossier;
using finance::v1::DossierService;
using finance::v1::ListDossiersRequest;
using finance::v1::ListDossiersResponse;
using finance::v1::SupplementRound;
using Day = std::optional<google::type::Date>;

// The contract's own maximum page size.
constexpr int32_t kMaxDossierPage = 500;

// A payment's first clock ends with the approval, any other with the dossier's end, which is also
// where a refusal leaves it.
Cell ProcessingCell(const Dossier& dossier, const Day& today, const Lang& lang) {
  const bool approved = dossier.kind() == Dossier::PAYMENT && dossier.has_approve_date();
  return ClockCell(dossier.processing_deadline(),
                   approved ? dossier.approve_date() : dossier.close_date(), today, lang);
}

Cell PaymentCell(const Dossier& dossier, const Day& today, const Lang& lang) {
  return ClockCell(dossier.payment_deadline(), dossier.close_date(), today, lang);
}

Cell TimelinessCell(const Dossier& dossier, const Lang& lang) {
  const std::string word = EnumWord(dossier.timeliness(), lang);
  switch (dossier.timeliness()) {
    case Dossier::ON_TIME:
      return {word, Style::kGood};
    case Dossier::LATE:
      return {word, Style::kWarn};
    case Dossier::OVERDUE:
      return {word, Style::kBad};
    case Dossier::IN_TIME:
      return dossier.due_soon() ? Cell(lang.Word("DUE_SOON"), Style::kWarn) : Cell(word);
    default:
      return {"-", Style::kDim};
  }
}

std::string KindText(const Dossier& dossier, const Lang& lang) {
  // A payment is known by what sort of payment it is.
  const std::string payment = EnumWord(dossier.payment_kind(), lang);
  return payment.empty() ? EnumWord(dossier.kind(), lang) : payment;
}

int64_t Amount(const Dossier& dossier) {
  return dossier.kind() == Dossier::SETTLEMENT ? dossier.settlement_amount()
                                               : dossier.pay_total_amount();
}

Table DossierTable(Context& context, const ListDossiersResponse& list, const Day& today) {
  const Lang& lang = context.lang();
  Table table;
  table.columns = {{lang.Word("number")},
                   {lang.Word("kind"), Align::kLeft, true},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("amount"), Align::kRight},
                   {lang.Word("received")},
                   {lang.Word("processing_deadline"), Align::kLeft, true},
                   {lang.Word("payment_deadline"), Align::kLeft, true},
                   {lang.Word("state")},
                   {lang.Word("timeliness")}};
  for (const Dossier& dossier : list.dossiers()) {
    table.rows.push_back({dossier.number().empty() ? ShortName(dossier.name()) : dossier.number(),
                          KindText(dossier, lang), context.names().Of(dossier.unit()),
                          FormatMoney(Amount(dossier), lang),
                          FormatDate(dossier.received_date(), lang),
                          ProcessingCell(dossier, today, lang), PaymentCell(dossier, today, lang),
                          EnumWord(dossier.state(), lang), TimelinessCell(dossier, lang)});
  }
  AddListNotes(list.dossiers_size(), {"dossiers", "hồ sơ"}, list.next_page_token(), lang, &table);
  return table;
}

// "29/09/2022, Kế toán Sở"; "" where it has not happened.
std::string Step(Context& context, const google::type::Date& day, const std::string& who) {
  std::string text = FormatDate(day, context.lang());
  if (!text.empty() && !who.empty()) absl::StrAppend(&text, ", ", context.names().Of(who));
  return text;
}

Table DossierFacts(Context& context, const Dossier& dossier, const Day& today) {
  const Lang& lang = context.lang();
  DisplayNames& names = context.names();
  const std::string documents =
      absl::StrJoin(dossier.documents(), "; ", [&](std::string* out, const Document& document) {
        absl::StrAppend(out, DocumentText(document, lang));
      });
  const auto money = [&](int64_t dong) { return dong == 0 ? "" : FormatMoney(dong, lang); };
  std::string exception = dossier.equipment_exception().reason();
  if (!exception.empty()) {
    absl::StrAppend(&exception, " (", names.Of(dossier.equipment_exception().confirmed_by()), "; ",
                    DocumentText(dossier.equipment_exception().basis(), lang), ")");
  }
  const bool has_payment_clock = dossier.has_payment_deadline();
  return FactsTable(
      dossier.number().empty() ? ShortName(dossier.name()) : dossier.number(),
      {{lang.Word("kind"), {KindText(dossier, lang), Style::kStrong}},
       {lang.Word("state"), EnumWord(dossier.state(), lang)},
       {lang.Word("timeliness"), TimelinessCell(dossier, lang)},
       {lang.Word("processing_deadline"), ProcessingCell(dossier, today, lang)},
       {lang.Word("payment_deadline"),
        has_payment_clock ? PaymentCell(dossier, today, lang) : Cell()},
       {lang.Word("project"), names.Of(dossier.project())},
       {lang.Word("contract"), names.Of(dossier.contract())},
       {lang.Word("unit"), names.Of(dossier.unit())},
       {lang.Word("instalment"),
        dossier.instalment() > 0 ? absl::StrCat(dossier.instalment()) : ""},
       {lang.Word("pay_amount"), money(dossier.pay_total_amount())},
       {lang.Word("settle_amount"), money(dossier.settle_total_amount())},
       {lang(Text{"Expenditure to settle", "Đề nghị quyết toán"}),
        money(dossier.settlement_amount())},
       {lang(Text{"Equipment exception", "Ngoại lệ thiết bị"}), exception},
       {lang(Text{"Sender", "Người gửi"}), dossier.sender()},
       {lang.Word("documents"), documents},
       {lang(Text{"First received", "Tiếp nhận lần đầu"}),
        Step(context, dossier.first_received_date(), dossier.received_by())},
       {lang.Word("received"), FormatDate(dossier.received_date(), lang)},
       {lang(Text{"Returned", "Trả lại"}), FormatDate(dossier.returned_date(), lang)},
       {lang(Text{"Valid", "Hợp lệ"}), Step(context, dossier.valid_date(), dossier.validated_by())},
       {lang(Text{"Approved", "Phê duyệt"}),
        Step(context, dossier.approve_date(), dossier.approved_by())},
       {lang(Text{"Closed", "Kết thúc"}), Step(context, dossier.close_date(), dossier.closed_by())},
       {lang.Word("reason"), dossier.reason()},
       {lang(Text{"Concluded by", "Văn bản kết thúc"}), DocumentText(dossier.conclusion(), lang)},
       {lang(Text{"Disbursement", "Giải ngân"}), names.Of(dossier.disbursement())},
       {lang.Word("name"), Cell(dossier.name(), Style::kDim)}});
}

Table SupplementTable(const Dossier& dossier, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Returned for supplement", "Các lần trả lại bổ sung"});
  table.columns = {{lang.Word("received")},
                   {lang(Text{"Returned", "Trả lại"})},
                   {lang(Text{"Resubmitted", "Nộp lại"})},
                   {lang.Word("reason"), Align::kLeft, true}};
  for (const SupplementRound& round : dossier.supplements()) {
    table.rows.push_back({FormatDate(round.received_date(), lang),
                          FormatDate(round.returned_date(), lang),
                          FormatDate(round.resubmitted_date(), lang), round.reason()});
  }
  return table;
}

void PrintTrace(Context& context, absl::string_view title, const Deadline& clock) {
  Table facts = DeadlineFacts(clock, context.lang());
  facts.title = std::string(title);
  context.out() << "\n";
  PrintTable(context, facts);
  if (clock.trace().empty()) return;
  context.out() << "\n";
  PrintTable(context, TraceTable(clock, context.lang()));
}

struct DossierListFlags {
  std::string unit;
  std::string state;
  std::string kind;
  std::string project;
  std::string contract;
  std::string timeliness;
  std::string due_from;
  std::string due_to;
  std::string filter;
  std::string order_by;
  std::string as_of;
  bool open = false;
  bool due_soon = false;
  PageFlags pages;
};

absl::Status ListDossiers(Context& context, const DossierListFlags& flags) {
  ListDossiersRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(const std::string unit, context.UnitName(flags.unit));
    conditions.AddText("unit", unit);
  }
  RETURN_IF_ERROR(conditions.AddEnum<Dossier::State>("--state", "state", flags.state));
  RETURN_IF_ERROR(conditions.AddEnum<Dossier::Kind>("--kind", "kind", flags.kind));
  RETURN_IF_ERROR(
      conditions.AddEnum<Dossier::Timeliness>("--timeliness", "timeliness", flags.timeliness));
  RETURN_IF_ERROR(conditions.AddDay("--due-from", "due", ">=", flags.due_from));
  RETURN_IF_ERROR(conditions.AddDay("--due-to", "due", "<=", flags.due_to));
  RETURN_IF_ERROR(ReadDate("--as-of", flags.as_of, request, &ListDossiersRequest::mutable_as_of));
  conditions.AddIf(flags.open, "open = true");
  conditions.AddIf(flags.due_soon, "due_soon = true");
  // Conditions want resource names; what was typed may be an office number.
  if (!flags.project.empty()) {
    ASSIGN_OR_RETURN(const auto project, GetProject(context, flags.project));
    conditions.AddText("project", project.name());
  }
  if (!flags.contract.empty()) {
    ASSIGN_OR_RETURN(const std::string contract, ContractName(context, flags.contract));
    conditions.AddText("contract", contract);
  }
  request.set_filter(conditions.ToFilter());
  request.set_order_by(flags.order_by);
  ASSIGN_OR_RETURN(const ListDossiersResponse list,
                   ListOf<DossierService>(context, flags.pages, kMaxDossierPage,
                                          &DossierService::StubInterface::ListDossiers, request));
  return Print(context, list, [&] {
    return DossierTable(context, list,
                        request.has_as_of() ? Day(request.as_of()) : FinanceDay(context));
  });
}

void AddDossierList(Command& dossier) {
  const auto flags = std::make_shared<DossierListFlags>();
  const Text states = EnumHelp<Dossier::State>();
  const Text kinds = EnumHelp<Dossier::Kind>();
  const Text timeliness = EnumHelp<Dossier::Timeliness>();
  Command list =
      dossier.Add("list", {"list dossiers, soonest first", "liệt kê hồ sơ, hạn gần trước"},
                  "dossier list --open --timeliness overdue\n"
                  "dossier list --state valid --due-to 31/10/2022 --output json");
  list.Option("--unit", &flags->unit, {"unit that manages the project", "đơn vị quản lý"}, "UNIT")
      .Option("--state", &flags->state, states, "STATE")
      .Option("--kind", &flags->kind, kinds, "KIND")
      .Option("--timeliness", &flags->timeliness, timeliness, "KIND")
      .Option("--project", &flags->project, {"of this project", "thuộc đề tài, dự án"}, "PROJECT")
      .Option("--contract", &flags->contract, {"of this contract", "thuộc hợp đồng"}, "CONTRACT")
      .Flag("--open", &flags->open, {"not closed", "chưa kết thúc"})
      .Flag("--due-soon", &flags->due_soon, {"near its last day", "sắp đến hạn"})
      .Option("--due-from", &flags->due_from, {"last day from", "hạn từ ngày"}, "DATE")
      .Option("--due-to", &flags->due_to, {"last day until", "hạn đến ngày"}, "DATE")
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"})
      .Option("--order-by", &flags->order_by,
              {"due, due desc, number, number desc", "due, due desc, number, number desc"})
      .Option("--as-of", &flags->as_of, {"judge by this day", "xét theo ngày này"}, "DATE");
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListDossiers(context, *flags); });
}

}  // namespace

absl::Status PrintDossier(Context& context, const Dossier& dossier, bool trace) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(
      Print(context, dossier, [&] { return DossierFacts(context, dossier, FinanceDay(context)); }));
  if (context.OutputOr() == Output::kJson) return absl::OkStatus();
  if (!dossier.lines().empty()) {
    context.out() << "\n";
    PrintTable(context, LinesTable(dossier.lines(), lang));
  }
  if (!dossier.supplements().empty()) {
    context.out() << "\n";
    PrintTable(context, SupplementTable(dossier, lang));
  }
  if (!trace) return absl::OkStatus();
  if (dossier.has_processing_deadline()) {
    PrintTrace(context, lang.Word("processing_deadline"), dossier.processing_deadline());
  }
  if (dossier.has_payment_deadline()) {
    PrintTrace(context, lang.Word("payment_deadline"), dossier.payment_deadline());
  }
  return absl::OkStatus();
}

void RegisterDossier(Command& root) {
  Command dossier = root.Add("dossier",
                             {"dossiers of payment, settlement and liquidation, and their clocks",
                              "hồ sơ thanh toán, quyết toán, thanh lý và thời hạn của chúng"},
                             "dossier list --open");
  AddDossierList(dossier);
  struct ShowFlags {
    std::string name;
    bool trace = false;
  };
  const auto show = std::make_shared<ShowFlags>();
  dossier.Add("show", {"show a dossier", "xem một hồ sơ"}, "dossier show HS-2022-0007 --trace")
      .Argument("dossier", &show->name, {"number, id or name", "số, mã hoặc tên"})
      .Flag("--trace", &show->trace,
            {"how the last days were counted", "cách tính các ngày cuối cùng"})
      .Run([show](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Dossier found, GetDossier(context, show->name));
        return PrintDossier(context, found, show->trace);
      });
  RegisterDossierVerbs(dossier);
}

}  // namespace dondoc::cli
