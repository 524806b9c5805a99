// fund list, show, create, update, estimate: funding sources and their budget years.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/finance/v1/funding.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::CreateFundingSourceRequest;
using finance::v1::FundingService;
using finance::v1::FundingSource;
using finance::v1::GetFundingSourceRequest;
using finance::v1::ListFundingSourcesRequest;
using finance::v1::ListFundingSourcesResponse;
using finance::v1::SetYearEstimateRequest;
using finance::v1::UpdateFundingSourceRequest;
using finance::v1::YearEstimate;
using FundingStub = FundingService::StubInterface;
using FundVerbs = Verbs<FundingService, FundingSource>;

// The contract's own maximum page size.
constexpr int32_t kMaxFundPage = 200;

absl::StatusOr<std::string> FundName(Context& context, const std::string& text) {
  return context.Name("source", "fundingSources", text);
}

absl::StatusOr<FundingSource> GetFund(Context& context, const std::string& text) {
  GetFundingSourceRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FundName(context, text));
  return context.Call<FundingService>(&FundingStub::GetFundingSource, request);
}

absl::Status PrintFund(Context& context, const FundingSource& fund) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, fund, [&] {
    return FactsTable(fund.display_name(),
                      {{lang.Word("kind"), EnumWord(fund.kind(), lang)},
                       {lang.Word("state"), fund.closed() ? lang(Text{"closed", "đã đóng"}) : ""},
                       {lang.Word("name"), Cell(fund.name(), Style::kDim)}});
  }));
  if (context.OutputOr() == Output::kJson || fund.estimates().empty()) return absl::OkStatus();
  Table table;
  table.columns = {{lang.Word("year"), Align::kRight},
                   {lang.Word("ESTIMATE"), Align::kRight},
                   {lang.Word("CARRY_OVER"), Align::kRight},
                   {lang.Word("documents"), Align::kLeft, true},
                   {lang.Word("day")},
                   {lang.Word("actor")}};
  for (const YearEstimate& estimate : fund.estimates()) {
    table.rows.push_back(
        {absl::StrCat(estimate.year()), FormatMoney(estimate.estimate_amount(), lang),
         FormatMoney(estimate.carry_over_amount(), lang), DocumentText(estimate.basis(), lang),
         FormatDate(estimate.set_date(), lang), context.names().Of(estimate.set_by())});
  }
  context.out() << "\n";
  PrintTable(context, table);
  return absl::OkStatus();
}

// One line for each source and year, so that the years can be compared.
Table FundTable(const ListFundingSourcesResponse& list, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("source")},
                   {lang.Word("name"), Align::kLeft, true},
                   {lang.Word("kind")},
                   {lang.Word("year"), Align::kRight},
                   {lang.Word("ESTIMATE"), Align::kRight},
                   {lang.Word("CARRY_OVER"), Align::kRight}};
  for (const FundingSource& fund : list.funding_sources()) {
    const std::vector<Cell> head = {ShortName(fund.name()), fund.display_name(),
                                    EnumWord(fund.kind(), lang)};
    if (fund.estimates().empty()) {
      table.rows.push_back({head[0], head[1], head[2], "", "", ""});
    }
    for (const YearEstimate& estimate : fund.estimates()) {
      table.rows.push_back({head[0], head[1], head[2], absl::StrCat(estimate.year()),
                            FormatMoney(estimate.estimate_amount(), lang),
                            FormatMoney(estimate.carry_over_amount(), lang)});
    }
  }
  AddListNotes(list.funding_sources_size(), {"funding sources", "nguồn kinh phí"},
               list.next_page_token(), lang, &table);
  return table;
}

absl::Status ListFunds(Context& context, const PageFlags& pages) {
  ListFundingSourcesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(const ListFundingSourcesResponse list,
                   ListOf<FundingService>(context, pages, kMaxFundPage,
                                          &FundingStub::ListFundingSources, request));
  return Print(context, list, [&] { return FundTable(list, context.lang()); });
}

void AddFundCreate(Command& group) {
  struct Flags {
    std::string id;
    std::string display_name;
    std::string kind = "state-budget";
  };
  const auto flags = std::make_shared<Flags>();
  const std::string kinds = EnumValues<FundingSource::Kind>();
  group
      .Add("create", {"create a funding source", "tạo nguồn kinh phí"},
           "fund create su-nghiep --name 'Sự nghiệp khoa học cấp tỉnh'")
      .Argument("id", &flags->id, {"id of the source", "mã nguồn"})
      .Option("--name", &flags->display_name, {"Vietnamese name", "tên nguồn"}, "TEXT",
              Need::kRequired)
      .Option("--kind", &flags->kind,
              {absl::StrCat(kinds, "; default state-budget"),
               absl::StrCat(kinds, " (ngân sách nhà nước, khác); mặc định state-budget")},
              "KIND")
      .Run([flags](Context& context) -> absl::Status {
        CreateFundingSourceRequest request;
        ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
        request.set_funding_source_id(flags->id);
        request.mutable_funding_source()->set_display_name(flags->display_name);
        ASSIGN_OR_RETURN(const auto kind, ParseEnum<FundingSource::Kind>("--kind", flags->kind));
        request.mutable_funding_source()->set_kind(kind);
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const FundingSource created,
                         context.Call<FundingService>(&FundingStub::CreateFundingSource, request));
        return PrintFund(context, created);
      });
}

void AddFundUpdate(const FundVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string display_name;
    bool close = false;
    bool reopen = false;
  };
  const auto flags = std::make_shared<Flags>();
  verbs.Add("update", {"rename, close or reopen", "đổi tên, đóng hoặc mở lại"}, "--close", *flags)
      .Option("--name", &flags->display_name, {"Vietnamese name", "tên nguồn"})
      .Flag("--close", &flags->close, {"reserve nothing from it any more", "không chi thêm"})
      .Flag("--reopen", &flags->reopen, {"reserve from it again", "cho chi lại"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        UpdateFundingSourceRequest request;
        if (!flags->display_name.empty()) {
          request.mutable_funding_source()->set_display_name(flags->display_name);
          request.mutable_update_mask()->add_paths("display_name");
        }
        if (flags->close && flags->reopen) {
          return InvalidField("--reopen", {"cannot go with --close", "không dùng cùng --close"});
        }
        if (flags->close || flags->reopen) {
          request.mutable_funding_source()->set_closed(flags->close);
          request.mutable_update_mask()->add_paths("closed");
        }
        if (request.update_mask().paths().empty()) return NothingToChange();
        RETURN_IF_ERROR(verbs.Identify(context, *flags, request.mutable_funding_source()));
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const FundingSource updated,
                         context.Call<FundingService>(&FundingStub::UpdateFundingSource, request));
        return PrintFund(context, updated);
      });
}

void AddEstimate(const FundVerbs& verbs) {
  struct Flags : VerbFlags {
    std::optional<int64_t> year;
    std::string amount;
    std::string carry_over;
    std::string decision;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("estimate", {"set a budget year's estimate", "giao dự toán năm"},
           "--year 2022 --amount '5 tỷ' --carry-over '300 triệu' --decision "
           "'2045/QĐ-UBND@10/12/2021'",
           *flags)
      .Option("--year", &flags->year, {"budget year", "năm ngân sách"}, "YEAR", Need::kRequired)
      .Option("--amount", &flags->amount, {"estimate of the year", "dự toán giao"}, "AMOUNT",
              Need::kRequired)
      .Option("--carry-over", &flags->carry_over,
              {"brought in from the year before, default 0", "chuyển nguồn năm trước, mặc định 0"},
              "AMOUNT")
      .Option("--decision", &flags->decision, {"the decision", "quyết định giao"}, kDocumentMetavar,
              Need::kRequired)
      .Run([verbs, flags](Context& context) -> absl::Status {
        SetYearEstimateRequest request;
        YearEstimate& estimate = *request.mutable_estimate();
        if (*flags->year < 2000 || *flags->year > 2199) {
          return InvalidField("--year", {"must be from 2000 to 2199", "phải từ 2000 đến 2199"});
        }
        estimate.set_year(static_cast<int32_t>(*flags->year));
        ASSIGN_OR_RETURN(const int64_t amount, ParseAmount("--amount", flags->amount));
        estimate.set_estimate_amount(amount);
        if (!flags->carry_over.empty()) {
          ASSIGN_OR_RETURN(const int64_t brought, ParseAmount("--carry-over", flags->carry_over));
          estimate.set_carry_over_amount(brought);
        }
        ASSIGN_OR_RETURN(*estimate.mutable_basis(), ParseDocument("--decision", flags->decision));
        return verbs.Perform(context, *flags, Etag::kRequired, &FundingStub::SetYearEstimate,
                             request);
      });
}

}  // namespace

void RegisterFund(Command& root) {
  Command fund = root.Add(
      "fund", {"funding sources and their estimates", "nguồn kinh phí, dự toán"}, "fund list");
  const auto pages = std::make_shared<PageFlags>();
  Command list = fund.Add("list", {"list the sources by year", "liệt kê nguồn theo năm"},
                          "fund list --output json");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListFunds(context, *pages); });
  const auto name = std::make_shared<std::string>();
  fund.Add("show", {"show a source", "xem một nguồn"}, "fund show su-nghiep")
      .Argument("source", name.get(), {"id or name", "mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const FundingSource found, GetFund(context, *name));
        return PrintFund(context, found);
      });
  const FundVerbs verbs(
      fund,
      {"fund", "su-nghiep", "source", {"id or name", "mã hoặc tên"}, FundName, GetFund, PrintFund});
  AddFundCreate(fund);
  AddFundUpdate(verbs);
  AddEstimate(verbs);
}

}  // namespace dondoc::cli
