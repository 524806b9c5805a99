// entity list, show, create, update, year: who can be inspected, and whether a visit is left.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/inspection/v1/entity.grpc.pb.h"

namespace dondoc::cli {
namespace {

using inspection::v1::CreateEntityRequest;
using inspection::v1::EnterpriseYear;
using inspection::v1::Entity;
using inspection::v1::EntityService;
using inspection::v1::ListEntitiesRequest;
using inspection::v1::ListEntitiesResponse;
using inspection::v1::LookUpEnterpriseYearRequest;
using inspection::v1::UpdateEntityRequest;
using EntityStub = EntityService::StubInterface;
using EntityVerbs = Verbs<EntityService, Entity>;

// The contract's own maximum page size.
constexpr int32_t kMaxEntityPage = 500;

absl::StatusOr<std::string> NameOf(Context& context, const std::string& text) {
  return EntityName(context, "entity", text);
}

absl::StatusOr<Entity> GetEntity(Context& context, const std::string& text) {
  inspection::v1::GetEntityRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), NameOf(context, text));
  return context.Call<EntityService>(&EntityStub::GetEntity, request);
}

absl::Status PrintEntity(Context& context, const Entity& entity) {
  const Lang& lang = context.lang();
  return Print(context, entity, [&] {
    return FactsTable(
        entity.display_name(),
        {{lang.Word("tax_code"), entity.tax_code()},
         {lang.Word("kind"), EnumWord(entity.type(), lang)},
         {lang(Text{"Address", "Địa chỉ"}), entity.address()},
         {lang(Text{"Sector", "Lĩnh vực"}), entity.sector()},
         {lang.Word("state"), entity.dissolved() ? lang(Text{"dissolved", "đã giải thể"}) : ""},
         {lang.Word("name"), Cell(entity.name(), Style::kDim)}});
  });
}

struct EntityListFlags {
  std::string type;
  std::string tax_code;
  std::string text;
  bool existing = false;
  std::string filter;
  PageFlags pages;
};

absl::Status ListEntities(Context& context, const EntityListFlags& flags) {
  ListEntitiesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  RETURN_IF_ERROR(conditions.AddEnum<Entity::Type>("--type", "type", flags.type));
  conditions.AddText("tax_code", flags.tax_code);
  conditions.AddText("text", flags.text, ":");
  conditions.AddIf(flags.existing, "dissolved = false");
  request.set_filter(conditions.ToFilter());
  ASSIGN_OR_RETURN(const ListEntitiesResponse list,
                   ListOf<EntityService>(context, flags.pages, kMaxEntityPage,
                                         &EntityStub::ListEntities, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("name"), Align::kLeft, true},
                     {lang.Word("tax_code")},
                     {lang.Word("kind")},
                     {lang(Text{"Sector", "Lĩnh vực"}), Align::kLeft, true}};
    for (const Entity& entity : list.entities()) {
      table.rows.push_back(
          {ShortName(entity.name()),
           Cell(entity.display_name(), entity.dissolved() ? Style::kDim : Style::kPlain),
           entity.tax_code(), EnumWord(entity.type(), lang), entity.sector()});
    }
    AddListNotes(list.entities_size(), {"entities", "đối tượng"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

void AddEntityCreate(Command& group) {
  struct Flags {
    std::string display_name;
    std::string id;
    std::string tax_code;
    std::string type = "enterprise";
    std::string address;
    std::string sector;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string types = EnumValues<Entity::Type>();
  group
      .Add("create", {"add an entity", "thêm đối tượng"},
           "entity create 'Công ty TNHH Xăng dầu Sông Hồng' --tax-code 0100109106 --sector 'kinh "
           "doanh xăng dầu'")
      .Argument("name", &flags->display_name, {"registered name", "tên đăng ký"})
      .Option("--id", &flags->id, {"id; default: the service makes one", "mã; mặc định tự sinh"},
              "ID")
      .Option("--tax-code", &flags->tax_code,
              {"needed for enterprises", "bắt buộc với doanh nghiệp"}, "CODE")
      .Option("--type", &flags->type,
              {absl::StrCat(types, "; default enterprise"),
               absl::StrCat(types, "; mặc định enterprise (doanh nghiệp)")},
              "TYPE")
      .Option("--address", &flags->address, {"address", "địa chỉ"})
      .Option("--sector", &flags->sector, {"what it does", "lĩnh vực"})
      .Run([flags](Context& context) -> absl::Status {
        CreateEntityRequest request;
        ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
        request.set_entity_id(flags->id);
        Entity& entity = *request.mutable_entity();
        entity.set_display_name(flags->display_name);
        entity.set_tax_code(flags->tax_code);
        ASSIGN_OR_RETURN(const auto type, ParseEnum<Entity::Type>("--type", flags->type));
        entity.set_type(type);
        entity.set_address(flags->address);
        entity.set_sector(flags->sector);
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Entity created,
                         context.Call<EntityService>(&EntityStub::CreateEntity, request));
        return PrintEntity(context, created);
      });
}

void AddEntityUpdate(const EntityVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string display_name;
    std::string address;
    std::string sector;
    bool dissolved = false;
  };
  const auto flags = std::make_shared<Flags>();
  verbs.Add("update", {"change an entity", "sửa đối tượng"}, "--dissolved", *flags)
      .Option("--name", &flags->display_name, {"registered name", "tên đăng ký"})
      .Option("--address", &flags->address, {"address", "địa chỉ"})
      .Option("--sector", &flags->sector, {"what it does", "lĩnh vực"})
      .Flag("--dissolved", &flags->dissolved, {"it exists no more", "đã giải thể"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        UpdateEntityRequest request;
        Entity& entity = *request.mutable_entity();
        const auto set = [&](const std::string& value, const char* path,
                             std::string* (Entity::*field)()) {
          if (value.empty()) return;
          *(entity.*field)() = value;
          request.mutable_update_mask()->add_paths(path);
        };
        set(flags->display_name, "display_name", &Entity::mutable_display_name);
        set(flags->address, "address", &Entity::mutable_address);
        set(flags->sector, "sector", &Entity::mutable_sector);
        if (flags->dissolved) {
          entity.set_dissolved(true);
          request.mutable_update_mask()->add_paths("dissolved");
        }
        if (request.update_mask().paths().empty()) return NothingToChange();
        RETURN_IF_ERROR(verbs.Identify(context, *flags, &entity));
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Entity updated,
                         context.Call<EntityService>(&EntityStub::UpdateEntity, request));
        return PrintEntity(context, updated);
      });
}

void AddYear(Command& group) {
  struct Flags {
    std::string tax_code;
    std::optional<int64_t> year;
  };
  const auto flags = std::make_shared<Flags>();
  group
      .Add("year",
           {"whether an enterprise may still be planned in a year",
            "doanh nghiệp còn được đưa vào kế hoạch năm không"},
           "entity year 0100109106 --year 2022")
      .Argument("tax-code", &flags->tax_code, {"tax code", "mã số thuế"})
      .Option("--year", &flags->year, {"the year", "năm"}, "YEAR", Need::kRequired)
      .Run([flags](Context& context) -> absl::Status {
        LookUpEnterpriseYearRequest request;
        ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
        if (*flags->year < 1990 || *flags->year > 2200) {
          return InvalidField("--year", {"must be from 1990 to 2200", "phải từ 1990 đến 2200"});
        }
        request.set_tax_code(flags->tax_code);
        request.set_year(static_cast<int32_t>(*flags->year));
        ASSIGN_OR_RETURN(const EnterpriseYear held,
                         context.Call<EntityService>(&EntityStub::LookUpEnterpriseYear, request));
        const Lang& lang = context.lang();
        return Print(context, held, [&] {
          const Cell answer = held.available()
                                  ? Cell(lang(Text{"free", "còn được lập kế hoạch"}), Style::kGood)
                                  : Cell(lang(Text{"taken", "đã có kế hoạch"}), Style::kBad);
          return FactsTable(
              absl::StrCat(held.tax_code(), " · ", held.year()),
              {{lang.Word("result"), answer},
               {lang(Text{"Agency", "Cơ quan"}), ShortName(held.agency())},
               {lang.Word("kind"), EnumWord(held.kind(), lang)},
               {lang.Word("first_day"), FormatDate(held.first_day(), lang)},
               {lang.Word("until"), FormatDate(held.last_day(), lang)},
               {lang(Text{"Inspection", "Cuộc"}), context.names().Of(held.inspection())}});
        });
      });
}

}  // namespace

void RegisterEntity(Command& root) {
  Command group = root.Add("entity",
                           {"enterprises and bodies that can be inspected",
                            "doanh nghiệp, đơn vị là đối tượng thanh tra, kiểm tra"},
                           "entity list --text 'xang dau'");
  const auto flags = std::make_shared<EntityListFlags>();
  const Text types = EnumHelp<Entity::Type>();
  Command list = group.Add("list", {"list entities by name", "liệt kê theo tên"},
                           "entity list --text 'xang dau'\nentity list --output json");
  list.Option("--type", &flags->type, types, "TYPE")
      .Option("--tax-code", &flags->tax_code, {"tax code", "mã số thuế"}, "CODE")
      .Option(
          "--text", &flags->text,
          {"every one of these words, with or without marks", "có mọi từ này, có dấu hay không"})
      .Flag("--existing", &flags->existing, {"not dissolved", "chưa giải thể"})
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListEntities(context, *flags); });
  const auto name = std::make_shared<std::string>();
  group.Add("show", {"show an entity", "xem một đối tượng"}, "entity show 0100109106")
      .Argument("entity", name.get(), {"id, tax code or name", "mã, mã số thuế hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Entity found, GetEntity(context, *name));
        return PrintEntity(context, found);
      });
  AddEntityCreate(group);
  AddEntityUpdate(EntityVerbs(group, {"entity",
                                      "0100109106",
                                      "entity",
                                      {"id, tax code or name", "mã, mã số thuế hoặc tên"},
                                      NameOf,
                                      GetEntity,
                                      PrintEntity}));
  AddYear(group);
}

}  // namespace dondoc::cli
