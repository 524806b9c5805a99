// disbursement list, show, reserve, post, void, expire, reverse.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
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
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/finance/v1/disbursement.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::Disbursement;
using finance::v1::DisbursementService;
using finance::v1::ExpireDisbursementRequest;
using finance::v1::ListDisbursementsRequest;
using finance::v1::ListDisbursementsResponse;
using finance::v1::PostDisbursementRequest;
using finance::v1::ReserveDisbursementRequest;
using finance::v1::ReverseDisbursementRequest;
using finance::v1::VoidDisbursementRequest;
using DisbursementStub = DisbursementService::StubInterface;
using DisbursementVerbs = Verbs<DisbursementService, Disbursement>;
using Day = std::optional<google::type::Date>;

// The contract's own maximum page size.
constexpr int32_t kMaxDisbursementPage = 500;

// The day that matters now: how long a reservation holds, or when it was posted or closed.
Cell DayCell(const Disbursement& disbursement, const Day& today, const Lang& lang) {
  switch (disbursement.state()) {
    case Disbursement::RESERVED:
      return LastDayCell(disbursement.expire_date(), today, lang);
    case Disbursement::POSTED:
      return FormatDate(disbursement.post_date(), lang);
    default:
      return FormatDate(disbursement.close_date(), lang);
  }
}

Table DisbursementTable(Context& context, const ListDisbursementsResponse& list, const Day& today) {
  const Lang& lang = context.lang();
  Table table;
  table.columns = {{lang.Word("number")},
                   {lang.Word("kind"), Align::kLeft, true},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("pay_amount"), Align::kRight},
                   {lang.Word("settle_amount"), Align::kRight},
                   {lang.Word("year"), Align::kRight},
                   {lang.Word("state")},
                   {lang.Word("day"), Align::kLeft, true},
                   {lang(Text{"Voucher", "Chứng từ"}), Align::kLeft, true}};
  for (const Disbursement& item : list.disbursements()) {
    table.rows.push_back({item.number().empty() ? ShortName(item.name()) : item.number(),
                          EnumWord(item.payment_kind(), lang), context.names().Of(item.unit()),
                          FormatMoney(item.pay_total_amount(), lang),
                          FormatMoney(item.settle_total_amount(), lang),
                          absl::StrCat(item.budget_year()), EnumWord(item.state(), lang),
                          DayCell(item, today, lang), item.voucher().reference()});
  }
  AddListNotes(list.disbursements_size(), {"disbursements", "khoản giải ngân"},
               list.next_page_token(), lang, &table);
  return table;
}

Table DisbursementFacts(Context& context, const Disbursement& item, const Day& today) {
  const Lang& lang = context.lang();
  DisplayNames& names = context.names();
  const bool reserved = item.state() == Disbursement::RESERVED;
  const auto step = [&](const google::type::Date& day, const std::string& who) {
    std::string text = FormatDate(day, lang);
    if (!text.empty() && !who.empty()) absl::StrAppend(&text, ", ", names.Of(who));
    return text;
  };
  return FactsTable(
      item.number().empty() ? ShortName(item.name()) : item.number(),
      {{lang.Word("kind"), {EnumWord(item.payment_kind(), lang), Style::kStrong}},
       {lang.Word("state"), EnumWord(item.state(), lang)},
       {lang(Text{"Dossier", "Hồ sơ"}), names.Of(item.dossier())},
       {lang.Word("project"), names.Of(item.project())},
       {lang.Word("contract"), names.Of(item.contract())},
       {lang.Word("unit"), names.Of(item.unit())},
       {lang.Word("pay_amount"), FormatMoney(item.pay_total_amount(), lang)},
       {lang.Word("settle_amount"), FormatMoney(item.settle_total_amount(), lang)},
       {lang.Word("year"), item.budget_year() > 0 ? absl::StrCat(item.budget_year()) : ""},
       {lang.Word("RESERVED"), step(item.reserve_date(), item.reserved_by())},
       {lang(Text{"Holds until", "Giữ đến"}),
        LastDayCell(item.expire_date(), reserved ? today : std::nullopt, lang)},
       {lang.Word("POSTED"), step(item.post_date(), item.posted_by())},
       {lang(Text{"Voucher", "Chứng từ"}), DocumentText(item.voucher(), lang)},
       {lang(Text{"Closed", "Kết thúc"}), step(item.close_date(), item.closed_by())},
       {lang.Word("reason"), item.reason()},
       {lang(Text{"Journals", "Bút toán"}),
        absl::StrCat(ShortName(item.reserve_journal()), " ", ShortName(item.resolve_journal()), " ",
                     ShortName(item.reversal_journal()))},
       {lang.Word("name"), Cell(item.name(), Style::kDim)}});
}

struct DisbursementListFlags {
  std::string state;
  std::string unit;
  std::string project;
  std::string contract;
  std::string dossier;
  std::optional<int64_t> year;
  std::string filter;
  std::string order_by;
  PageFlags pages;
};

absl::Status ListDisbursements(Context& context, const DisbursementListFlags& flags) {
  ListDisbursementsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  RETURN_IF_ERROR(conditions.AddEnum<Disbursement::State>("--state", "state", flags.state));
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(const std::string unit, context.UnitName(flags.unit));
    conditions.AddText("unit", unit);
  }
  if (flags.year) conditions.Add(absl::StrCat("budget_year = ", *flags.year));
  // Conditions want resource names; what was typed may be an office number.
  if (!flags.project.empty()) {
    ASSIGN_OR_RETURN(const auto project, GetProject(context, flags.project));
    conditions.AddText("project", project.name());
  }
  if (!flags.contract.empty()) {
    ASSIGN_OR_RETURN(const std::string contract, ContractName(context, flags.contract));
    conditions.AddText("contract", contract);
  }
  if (!flags.dossier.empty()) {
    ASSIGN_OR_RETURN(const auto dossier, GetDossier(context, flags.dossier));
    conditions.AddText("dossier", dossier.name());
  }
  request.set_filter(conditions.ToFilter());
  request.set_order_by(flags.order_by);
  ASSIGN_OR_RETURN(const ListDisbursementsResponse list,
                   ListOf<DisbursementService>(context, flags.pages, kMaxDisbursementPage,
                                               &DisbursementStub::ListDisbursements, request));
  return Print(context, list,
               [&] { return DisbursementTable(context, list, FinanceDay(context)); });
}

void AddDisbursementList(Command& group) {
  const auto flags = std::make_shared<DisbursementListFlags>();
  const Text states = EnumHelp<Disbursement::State>();
  Command list = group.Add("list", {"list disbursements", "liệt kê khoản giải ngân"},
                           "disbursement list --state reserved\n"
                           "disbursement list --year 2022 --output json");
  list.Option("--state", &flags->state, states, "STATE")
      .Option("--unit", &flags->unit, {"unit that manages the project", "đơn vị quản lý"}, "UNIT")
      .Option("--project", &flags->project, {"of this project", "thuộc đề tài, dự án"}, "PROJECT")
      .Option("--contract", &flags->contract, {"of this contract", "thuộc hợp đồng"}, "CONTRACT")
      .Option("--dossier", &flags->dossier, {"of this dossier", "của hồ sơ này"}, "DOSSIER")
      .Option("--year", &flags->year, {"budget year", "năm ngân sách"}, "YEAR")
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"})
      .Option("--order-by", &flags->order_by, {"number, number desc", "number, number desc"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListDisbursements(context, *flags); });
}

void AddReserve(Command& group) {
  struct Flags {
    std::string dossier;
    std::optional<int64_t> year;
    std::string until;
    std::string etag;
    bool dry_run = false;
  };
  const auto flags = std::make_shared<Flags>();
  group
      .Add("reserve", {"reserve the money of an approved dossier", "giữ tiền cho hồ sơ đã duyệt"},
           "disbursement reserve HS-2022-0007\ndisbursement reserve HS-2022-0007 --dry-run")
      .Argument("dossier", &flags->dossier, {"number, id or name", "số, mã hoặc tên hồ sơ"})
      .Option("--year", &flags->year,
              {"budget year to charge; default: this one", "năm ngân sách; mặc định năm nay"},
              "YEAR")
      .Option("--until", &flags->until,
              {"last day it holds, at most 90 days ahead; default: 30 days",
               "giữ đến ngày, tối đa 90 ngày; mặc định 30 ngày"},
              "DATE")
      .Option("--etag", &flags->etag,
              {"refuse if the dossier changed since this version was read",
               "từ chối nếu hồ sơ đã đổi so với phiên bản này"})
      .Flag("--dry-run", &flags->dry_run,
            {"check every rule and limit, reserve nothing", "chỉ kiểm tra giới hạn, không giữ"})
      .Run([flags](Context& context) -> absl::Status {
        ReserveDisbursementRequest request;
        ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
        if (flags->year) {
          if (*flags->year < 2000 || *flags->year > 2199) {
            return InvalidField("--year", {"must be from 2000 to 2199", "phải từ 2000 đến 2199"});
          }
          request.set_budget_year(static_cast<int32_t>(*flags->year));
        }
        RETURN_IF_ERROR(ReadDate("--until", flags->until, request,
                                 &ReserveDisbursementRequest::mutable_expire_date));
        ASSIGN_OR_RETURN(const auto dossier, GetDossier(context, flags->dossier));
        request.set_dossier(dossier.name());
        request.set_dossier_etag(flags->etag.empty() ? dossier.etag() : flags->etag);
        request.set_validate_only(flags->dry_run);
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(
            const Disbursement reserved,
            context.Call<DisbursementService>(&DisbursementStub::ReserveDisbursement, request));
        return PrintDisbursement(context, reserved);
      });
}

DisbursementVerbs MakeVerbs(const Command& group) {
  return DisbursementVerbs(group, {"disbursement",
                                   "GN-2022-0001",
                                   "disbursement",
                                   {"number, id or name", "số, mã hoặc tên"},
                                   [](Context& context, const std::string& text) {
                                     return context.Name("disbursement", "disbursements", text);
                                   },
                                   GetDisbursement,
                                   PrintDisbursement});
}

void AddPost(const DisbursementVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string voucher;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("post", {"post to the ledger with its voucher", "hạch toán chi kèm chứng từ"},
           "--voucher 'GRDT 0045@12/10/2022'", *flags)
      .Option("--voucher", &flags->voucher, {"treasury voucher", "chứng từ kho bạc"},
              kDocumentMetavar, Need::kRequired)
      .Run([flags](Context& context) {
        return PostReservation(context, flags->name, flags->etag, flags->voucher);
      });
}

}  // namespace

absl::Status PrintDisbursement(Context& context, const Disbursement& disbursement) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, disbursement, [&] {
    return DisbursementFacts(context, disbursement, FinanceDay(context));
  }));
  if (context.OutputOr() == Output::kJson) return absl::OkStatus();
  context.out() << "\n";
  PrintTable(context, LinesTable(disbursement.lines(), lang));
  return absl::OkStatus();
}

absl::Status PostReservation(Context& context, const std::string& name, const std::string& etag,
                             const std::string& voucher) {
  PostDisbursementRequest request;
  ASSIGN_OR_RETURN(*request.mutable_voucher(), ParseDocument("--voucher", voucher));
  ASSIGN_OR_RETURN(const Disbursement before, GetDisbursement(context, name));
  request.set_name(before.name());
  request.set_etag(etag.empty() ? before.etag() : etag);
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(const Disbursement posted,
                   context.Call<DisbursementService>(&DisbursementStub::PostDisbursement, request));
  return PrintDisbursement(context, posted);
}

void RegisterDisbursement(Command& root) {
  Command group =
      root.Add("disbursement", {"money reserved, posted, voided", "giải ngân: giữ tiền, chi, hủy"},
               "disbursement list --state reserved");
  AddDisbursementList(group);
  const auto name = std::make_shared<std::string>();
  group
      .Add("show", {"show a disbursement", "xem một khoản giải ngân"},
           "disbursement show GN-2022-0001")
      .Argument("disbursement", name.get(), {"number, id or name", "số, mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Disbursement found, GetDisbursement(context, *name));
        return PrintDisbursement(context, found);
      });
  const DisbursementVerbs verbs = MakeVerbs(group);
  AddReserve(group);
  AddPost(verbs);
  verbs.AddReasoned<VoidDisbursementRequest>(
      "void", {"give a reservation up", "hủy khoản giữ tiền"}, "Hồ sơ thay đổi", Etag::kRequired,
      &DisbursementStub::VoidDisbursement);
  verbs.AddPlain<ExpireDisbursementRequest>(
      "expire", {"release a reservation that has run out", "giải phóng khoản giữ đã hết hạn"},
      Etag::kRequired, &DisbursementStub::ExpireDisbursement);
  verbs.AddReasoned<ReverseDisbursementRequest>(
      "reverse", {"correct a posted one by a reversal", "đảo bút toán đã chi"},
      "Chi nhầm tài khoản", Etag::kRequired, &DisbursementStub::ReverseDisbursement);
}

}  // namespace dondoc::cli
