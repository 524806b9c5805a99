// officer create, show, list, update.
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/display_names.h"
#include "services/cli/paging.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::CreateOfficerRequest;
using registry::v1::DirectoryService;
using registry::v1::GetOfficerRequest;
using registry::v1::ListOfficersRequest;
using registry::v1::ListOfficersResponse;
using registry::v1::Officer;
using registry::v1::UpdateOfficerRequest;

struct OfficerFlags {
  std::string id;
  std::string display_name;
  std::string title;
  std::string unit;
  std::vector<std::string> roles;
  bool disable = false;
  bool enable = false;
};

// "unit-head", "UNIT_HEAD".
absl::StatusOr<Role> ParseRole(const std::string& text) {
  Role role = ROLE_UNSPECIFIED;
  const std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  if (Role_Parse(name, &role) && role != ROLE_UNSPECIFIED && role != SERVICE && role != OPERATOR) {
    return role;
  }
  const absl::string_view roles =
      "director, office, unit-head, officer, accountant, inspector, auditor, admin";
  return InvalidField("--role",
                      {absl::StrCat("'", text, "' is not a role; roles: ", roles),
                       absl::StrCat("'", text, "' không phải vai trò; các vai trò: ", roles)});
}

absl::Status FillOfficer(Context& context, const OfficerFlags& flags, Officer* officer,
                         google::protobuf::FieldMask* mask) {
  if (!flags.display_name.empty()) {
    officer->set_display_name(flags.display_name);
    mask->add_paths("display_name");
  }
  if (!flags.title.empty()) {
    officer->set_title(flags.title);
    mask->add_paths("title");
  }
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(*officer->mutable_unit(), context.UnitName(flags.unit));
    mask->add_paths("unit");
  }
  for (const std::string& text : flags.roles) {
    ASSIGN_OR_RETURN(const Role role, ParseRole(text));
    officer->add_roles(role);
  }
  if (!flags.roles.empty()) mask->add_paths("roles");
  if (flags.disable && flags.enable) {
    return InvalidField("--disable", {"not together with --enable", "không dùng cùng --enable"});
  }
  if (flags.disable || flags.enable) {
    officer->set_disabled(flags.disable);
    mask->add_paths("disabled");
  }
  return absl::OkStatus();
}

std::string RoleWords(const Officer& officer, const Lang& lang) {
  return absl::StrJoin(officer.roles(), ", ", [&](std::string* out, int role) {
    absl::StrAppend(out, lang.Word(Role_Name(static_cast<Role>(role))));
  });
}

absl::Status PrintOfficer(Context& context, const Officer& officer) {
  const Lang& lang = context.lang();
  return Print(context, officer, [&] {
    return FactsTable(
        officer.display_name(),
        {{lang.Word("name"), officer.name()},
         {lang.Word("title"), officer.title()},
         {lang.Word("unit"), context.names().Of(officer.unit())},
         {lang.Word("roles"), RoleWords(officer, lang)},
         {lang.Word("state"), officer.disabled() ? lang(Text{"disabled", "ngừng hoạt động"})
                                                 : lang(Text{"active", "đang hoạt động"})}});
  });
}

absl::Status CreateOfficer(Context& context, const OfficerFlags& flags) {
  CreateOfficerRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  request.set_officer_id(flags.id);
  google::protobuf::FieldMask unused;
  RETURN_IF_ERROR(FillOfficer(context, flags, request.mutable_officer(), &unused));
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const Officer officer,
      context.Call<DirectoryService>(&DirectoryService::StubInterface::CreateOfficer, request));
  return PrintOfficer(context, officer);
}

absl::StatusOr<Officer> GetOfficer(Context& context, const std::string& text) {
  GetOfficerRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.OfficerName(text));
  return context.Call<DirectoryService>(&DirectoryService::StubInterface::GetOfficer, request);
}

absl::Status UpdateOfficer(Context& context, const OfficerFlags& flags) {
  UpdateOfficerRequest request;
  RETURN_IF_ERROR(
      FillOfficer(context, flags, request.mutable_officer(), request.mutable_update_mask()));
  if (request.update_mask().paths().empty()) {
    return NothingToChange();
  }
  ASSIGN_OR_RETURN(const Officer before, GetOfficer(context, flags.id));
  request.mutable_officer()->set_name(before.name());
  request.mutable_officer()->set_etag(before.etag());
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const Officer officer,
      context.Call<DirectoryService>(&DirectoryService::StubInterface::UpdateOfficer, request));
  return PrintOfficer(context, officer);
}

absl::Status ListOfficers(Context& context, const PageFlags& pages) {
  ASSIGN_OR_RETURN(const std::string parent, context.Agency());
  ASSIGN_OR_RETURN(const ListOfficersResponse list,
                   ListPages(pages, 500, [&](int32_t size, const std::string& token) {
                     ListOfficersRequest request;
                     request.set_parent(parent);
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<DirectoryService>(
                         &DirectoryService::StubInterface::ListOfficers, request);
                   }));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("name"), Align::kLeft, true},
                     {lang.Word("title"), Align::kLeft, true},
                     {lang.Word("unit"), Align::kLeft, true},
                     {lang.Word("roles"), Align::kLeft, true}};
    for (const Officer& officer : list.officers()) {
      const Style style = officer.disabled() ? Style::kDim : Style::kPlain;
      table.rows.push_back({Cell(ShortName(officer.name()), style),
                            Cell(officer.display_name(), style), Cell(officer.title(), style),
                            Cell(context.names().Of(officer.unit()), style),
                            Cell(officer.disabled() ? lang(Text{"disabled", "ngừng hoạt động"})
                                                    : RoleWords(officer, lang),
                                 style)});
    }
    if (!list.next_page_token().empty()) table.notes = {MoreNote(list.next_page_token(), lang)};
    return table;
  });
}

void AddOfficerFlags(Command& command, OfficerFlags& flags, Need needed) {
  command.Argument("id", &flags.id, {"id of the officer", "mã cán bộ"})
      .Option("--name", &flags.display_name, {"full name", "họ tên"}, "TEXT", needed)
      .Option("--title", &flags.title, {"post held", "chức vụ"})
      .Option("--unit", &flags.unit, {"unit", "đơn vị"}, "UNIT")
      .Option(
          "--role", &flags.roles,
          {"director, office, unit-head, officer, accountant, inspector, auditor, admin; may be "
           "repeated",
           "director, office, unit-head, officer, accountant, inspector, auditor, admin; được "
           "lặp lại"},
          "ROLE", needed);
}

}  // namespace

void RegisterOfficer(Command& root) {
  Command officer = root.Add(
      "officer", {"officers: create, list, show, update", "cán bộ: tạo, liệt kê, xem, sửa"},
      "officer list");
  const auto create = std::make_shared<OfficerFlags>();
  Command create_command = officer.Add(
      "create", {"create an officer", "tạo cán bộ"},
      "officer create van-a --name 'Nguyễn Văn A' --title 'Chuyên viên' --unit van-phong "
      "--role officer --as admin");
  AddOfficerFlags(create_command, *create, Need::kRequired);
  create_command.Run([create](Context& context) { return CreateOfficer(context, *create); });

  const auto update = std::make_shared<OfficerFlags>();
  Command update_command = officer.Add("update", {"change an officer", "sửa cán bộ"},
                                       "officer update van-a --role officer --role inspector --as "
                                       "admin\nofficer update van-a --disable --as admin");
  AddOfficerFlags(update_command, *update, Need::kOptional);
  update_command
      .Flag("--disable", &update->disable, {"may not act any more", "không được thao tác nữa"})
      .Flag("--enable", &update->enable, {"may act again", "được thao tác trở lại"})
      .Run([update](Context& context) { return UpdateOfficer(context, *update); });

  const auto shown = std::make_shared<std::string>();
  officer.Add("show", {"show an officer", "xem một cán bộ"}, "officer show van-a")
      .Argument("id", shown.get(), {"id of the officer", "mã cán bộ"})
      .Run([shown](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Officer found, GetOfficer(context, *shown));
        return PrintOfficer(context, found);
      });

  const auto pages = std::make_shared<PageFlags>();
  Command list = officer.Add("list", {"list the officers", "liệt kê cán bộ"}, "officer list");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListOfficers(context, *pages); });
}

}  // namespace dondoc::cli
