// unit create, show, list, update.
#include <memory>

#include "absl/strings/str_join.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/paging.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::CreateUnitRequest;
using registry::v1::DirectoryService;
using registry::v1::GetUnitRequest;
using registry::v1::ListUnitsRequest;
using registry::v1::ListUnitsResponse;
using registry::v1::Unit;
using registry::v1::UpdateUnitRequest;

struct UnitFlags {
  std::string id;
  std::string display_name;
  std::vector<std::string> aliases;
  std::optional<int64_t> position;
  std::string valid_from;
  std::string valid_to;
};

// Fills `unit` from the flags and names what was given in `mask`.
absl::Status FillUnit(const UnitFlags& flags, Unit* unit, google::protobuf::FieldMask* mask) {
  if (!flags.display_name.empty()) {
    unit->set_display_name(flags.display_name);
    mask->add_paths("display_name");
  }
  if (!flags.aliases.empty()) {
    for (const std::string& alias : flags.aliases) unit->add_aliases(alias);
    mask->add_paths("aliases");
  }
  if (flags.position) {
    if (*flags.position < 0 || *flags.position > 9999) {
      return InvalidField("--position", {"must be from 0 to 9999", "phải từ 0 đến 9999"});
    }
    unit->set_position(static_cast<int32_t>(*flags.position));
    mask->add_paths("position");
  }
  if (!flags.valid_from.empty()) {
    ASSIGN_OR_RETURN(*unit->mutable_valid_from(), ParseDate("--valid-from", flags.valid_from));
    mask->add_paths("valid_from");
  }
  if (!flags.valid_to.empty()) {
    ASSIGN_OR_RETURN(*unit->mutable_valid_to(), ParseDate("--valid-to", flags.valid_to));
    mask->add_paths("valid_to");
  }
  return absl::OkStatus();
}

Table UnitFacts(const Unit& unit, const Lang& lang) {
  return FactsTable(unit.display_name(),
                    {{lang.Word("name"), unit.name()},
                     {lang.Word("aliases"), absl::StrJoin(unit.aliases(), "; ")},
                     {lang(Text{"Position", "Thứ tự"}), std::to_string(unit.position())},
                     {lang(Text{"From", "Từ ngày"}), FormatDate(unit.valid_from(), lang)},
                     {lang(Text{"To", "Đến ngày"}), FormatDate(unit.valid_to(), lang)}});
}

absl::Status PrintUnit(Context& context, const Unit& unit) {
  return Print(context, unit, [&] { return UnitFacts(unit, context.lang()); });
}

absl::Status CreateUnit(Context& context, const UnitFlags& flags) {
  CreateUnitRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  request.set_unit_id(flags.id);
  google::protobuf::FieldMask unused;
  RETURN_IF_ERROR(FillUnit(flags, request.mutable_unit(), &unused));
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(const Unit unit, context.Call<DirectoryService>(
                                        &DirectoryService::StubInterface::CreateUnit, request));
  return PrintUnit(context, unit);
}

absl::StatusOr<Unit> GetUnit(Context& context, const std::string& text) {
  GetUnitRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.UnitName(text));
  return context.Call<DirectoryService>(&DirectoryService::StubInterface::GetUnit, request);
}

absl::Status UpdateUnit(Context& context, const UnitFlags& flags) {
  UpdateUnitRequest request;
  RETURN_IF_ERROR(FillUnit(flags, request.mutable_unit(), request.mutable_update_mask()));
  if (request.update_mask().paths().empty()) {
    return NothingToChange();
  }
  ASSIGN_OR_RETURN(const Unit before, GetUnit(context, flags.id));
  request.mutable_unit()->set_name(before.name());
  request.mutable_unit()->set_etag(before.etag());
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(const Unit unit, context.Call<DirectoryService>(
                                        &DirectoryService::StubInterface::UpdateUnit, request));
  return PrintUnit(context, unit);
}

absl::Status ListUnits(Context& context, const PageFlags& pages) {
  ASSIGN_OR_RETURN(const std::string parent, context.Agency());
  ASSIGN_OR_RETURN(const ListUnitsResponse list,
                   ListPages(pages, 500, [&](int32_t size, const std::string& token) {
                     ListUnitsRequest request;
                     request.set_parent(parent);
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<DirectoryService>(
                         &DirectoryService::StubInterface::ListUnits, request);
                   }));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("name"), Align::kLeft, true},
                     {lang.Word("aliases"), Align::kLeft, true}};
    for (const Unit& unit : list.units()) {
      table.rows.push_back(
          {ShortName(unit.name()), unit.display_name(), absl::StrJoin(unit.aliases(), "; ")});
    }
    if (!list.next_page_token().empty()) table.notes = {MoreNote(list.next_page_token(), lang)};
    return table;
  });
}

void AddUnitFlags(Command& command, UnitFlags& flags, Need name_needed) {
  command.Argument("id", &flags.id, {"id of the unit", "mã đơn vị"})
      .Option("--name", &flags.display_name, {"Vietnamese name", "tên đơn vị"}, "TEXT", name_needed)
      .Option("--alias", &flags.aliases,
              {"another name or abbreviation; may be repeated", "tên khác, viết tắt; được lặp lại"})
      .Option("--position", &flags.position, {"place in lists", "thứ tự trong danh sách"})
      .Option("--valid-from", &flags.valid_from, {"first day", "ngày thành lập"}, "DATE")
      .Option("--valid-to", &flags.valid_to, {"last day", "ngày cuối cùng"}, "DATE");
}

}  // namespace

void RegisterUnit(Command& root) {
  Command unit = root.Add(
      "unit", {"units: create, list, show, update", "đơn vị: tạo, liệt kê, xem, sửa"}, "unit list");
  const auto create = std::make_shared<UnitFlags>();
  Command create_command =
      unit.Add("create", {"create a unit", "tạo đơn vị"},
               "unit create chi-cuc-tcdlcl --name 'Chi cục Tiêu chuẩn Đo lường Chất lượng' --alias "
               "'Chi cục TCĐLCL' --as admin");
  AddUnitFlags(create_command, *create, Need::kRequired);
  create_command.Run([create](Context& context) { return CreateUnit(context, *create); });

  const auto update = std::make_shared<UnitFlags>();
  Command update_command = unit.Add("update", {"change a unit", "sửa đơn vị"},
                                    "unit update thanh-tra --valid-to 2025-06-30 --as admin");
  AddUnitFlags(update_command, *update, Need::kOptional);
  update_command.Run([update](Context& context) { return UpdateUnit(context, *update); });

  const auto shown = std::make_shared<std::string>();
  unit.Add("show", {"show a unit", "xem một đơn vị"}, "unit show thanh-tra")
      .Argument("id", shown.get(), {"id of the unit", "mã đơn vị"})
      .Run([shown](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Unit found, GetUnit(context, *shown));
        return PrintUnit(context, found);
      });

  const auto pages = std::make_shared<PageFlags>();
  Command list = unit.Add("list", {"list the units", "liệt kê đơn vị"}, "unit list --output json");
  pages->AddTo(list);
  list.Run([pages](Context& context) { return ListUnits(context, *pages); });
}

}  // namespace dondoc::cli
