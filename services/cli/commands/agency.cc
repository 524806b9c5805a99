// agency create, list, show; agency bootstrap is in bootstrap.cc.
#include <memory>

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/bootstrap.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/paging.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::Agency;
using registry::v1::CreateAgencyRequest;
using registry::v1::DirectoryService;
using registry::v1::GetAgencyRequest;
using registry::v1::ListAgenciesRequest;
using registry::v1::ListAgenciesResponse;

struct AgencyCreateFlags {
  std::string id;
  std::string display_name;
  std::string symbol;
  std::string province;
  std::string admin = "admin";
  std::string admin_name;
};

Table AgencyFacts(const Agency& agency, const Lang& lang) {
  return FactsTable(agency.display_name(),
                    {{lang.Word("name"), agency.name()},
                     {lang.Word("symbol"), agency.symbol()},
                     {lang.Word("province"), agency.province()},
                     {lang(Text{"Created", "Tạo lúc"}), FormatTime(agency.create_time(), lang)}});
}

absl::Status CreateAgency(Context& context, const AgencyCreateFlags& flags) {
  CreateAgencyRequest request;
  request.set_agency_id(ShortName(flags.id));
  request.mutable_agency()->set_display_name(flags.display_name);
  request.mutable_agency()->set_symbol(flags.symbol);
  request.mutable_agency()->set_province(flags.province);
  request.set_admin_id(flags.admin);
  request.mutable_admin()->set_display_name(
      flags.admin_name.empty() ? context.lang()(Text{"Administrator", "Quản trị hệ thống"})
                               : flags.admin_name);
  request.mutable_admin()->add_roles(ADMIN);
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const Agency agency,
      context.Call<DirectoryService>(&DirectoryService::StubInterface::CreateAgency, request));
  return Print(context, agency, [&] { return AgencyFacts(agency, context.lang()); });
}

absl::Status ShowAgency(Context& context, const std::string& name) {
  GetAgencyRequest request;
  if (name.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_name(), context.Agency());
  } else {
    ASSIGN_OR_RETURN(*request.mutable_name(), AgencyName(name));
  }
  ASSIGN_OR_RETURN(const Agency agency, context.Call<DirectoryService>(
                                            &DirectoryService::StubInterface::GetAgency, request));
  return Print(context, agency, [&] { return AgencyFacts(agency, context.lang()); });
}

absl::Status ListAgencies(Context& context, const PageFlags& pages) {
  ASSIGN_OR_RETURN(const ListAgenciesResponse list,
                   ListPages(pages, 500, [&](int32_t size, const std::string& token) {
                     ListAgenciesRequest request;
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<DirectoryService>(
                         &DirectoryService::StubInterface::ListAgencies, request);
                   }));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("name"), Align::kLeft, true},
                     {lang.Word("symbol")},
                     {lang.Word("province")}};
    for (const Agency& agency : list.agencies()) {
      table.rows.push_back(
          {ShortName(agency.name()), agency.display_name(), agency.symbol(), agency.province()});
    }
    if (!list.next_page_token().empty()) table.notes = {MoreNote(list.next_page_token(), lang)};
    return table;
  });
}

}  // namespace

void RegisterAgency(Command& root) {
  Command agency = root.Add(
      "agency", {"agencies: create, list, show", "cơ quan: tạo, liệt kê, xem"}, "agency show");
  const auto create = std::make_shared<AgencyCreateFlags>();
  agency
      .Add("create",
           {"create an agency with its administrator (operators)",
            "tạo cơ quan cùng người quản trị (người vận hành)"},
           "agency create so-khcn --name 'Sở Khoa học và Công nghệ' --symbol SKHCN --as "
           "operators/local")
      .Argument("id", &create->id, {"id of the agency", "mã cơ quan"})
      .Option("--name", &create->display_name, {"full name", "tên đầy đủ"}, "TEXT", Need::kRequired)
      .Option("--symbol", &create->symbol, {"symbol in document numbers", "ký hiệu văn bản"})
      .Option("--province", &create->province, {"province or city", "tỉnh, thành phố"})
      .Option("--admin", &create->admin,
              {"id of the first administrator, default admin", "mã người quản trị, mặc định admin"},
              "ID")
      .Option("--admin-name", &create->admin_name,
              {"name of the administrator", "họ tên người quản trị"})
      .Run([create](Context& context) { return CreateAgency(context, *create); });
  const auto pages = std::make_shared<PageFlags>();
  Command list =
      agency.Add("list", {"list the agencies (operators)", "liệt kê cơ quan (người vận hành)"},
                 "agency list --as operators/local");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListAgencies(context, *pages); });
  const auto name = std::make_shared<std::string>();
  agency.Add("show", {"show an agency", "xem một cơ quan"}, "agency show so-khcn")
      .Argument("id", name.get(), {"id; default: yours", "mã; mặc định là cơ quan của bạn"},
                Need::kOptional)
      .Run([name](Context& context) { return ShowAgency(context, *name); });
  RegisterBootstrap(agency);
}

}  // namespace dondoc::cli
