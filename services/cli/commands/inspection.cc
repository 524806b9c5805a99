// inspection show, and what the commands of inspection share.
#include "services/cli/commands/inspection.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/names.h"

#include "dondoc/inspection/v1/entity.grpc.pb.h"

namespace dondoc::cli {

using inspection::v1::EntityService;
using inspection::v1::Inspection;
using inspection::v1::InspectionService;

absl::StatusOr<Inspection> GetInspection(Context& context, const std::string& text) {
  inspection::v1::GetInspectionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("inspection", "inspections", text));
  return context.Call<InspectionService>(&InspectionService::StubInterface::GetInspection, request);
}

absl::StatusOr<std::string> EntityName(Context& context, const std::string& flag,
                                       const std::string& text) {
  // Ids begin with a letter, tax codes with a digit.
  if (text.empty() || !absl::ascii_isdigit(text[0])) {
    return context.Name(flag, "entities", text);
  }
  inspection::v1::ListEntitiesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  request.set_filter(absl::StrCat("tax_code = ", QuoteFilter(text)));
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const auto list, context.Call<EntityService>(
                                        &EntityService::StubInterface::ListEntities, request));
  if (!list.entities().empty()) return list.entities(0).name();
  return Error(absl::StatusCode::kNotFound, "ENTITY_NOT_FOUND",
               {absl::StrCat("no entity has the tax code ", text,
                             "; add it with `dondoc entity create`"),
                absl::StrCat("chưa có đối tượng với mã số thuế ", text,
                             "; hãy thêm bằng `dondoc entity create`")})
      .With("tax_code", text);
}

std::optional<google::type::Date> InspectionDay(Context& context) {
  inspection::v1::GetInspectionBoardRequest request;
  const auto agency = context.Agency();
  if (!agency.ok()) return std::nullopt;
  request.set_parent(*agency);
  const auto board = context.Call<InspectionService>(
      &InspectionService::StubInterface::GetInspectionBoard, request);
  if (!board.ok() || !board->has_as_of()) return std::nullopt;
  return board->as_of();
}

void RegisterInspection(Command& root) {
  Command group = root.Add("inspection",
                           {"inspections: plan, team, decision, conclusion",
                            "thanh tra, kiểm tra: lịch, đoàn, quyết định, kết luận"},
                           "inspection list --year 2022");
  RegisterInspectionList(group);
  const auto name = std::make_shared<std::string>();
  group
      .Add("show", {"show an inspection", "xem một cuộc thanh tra, kiểm tra"},
           "inspection show TT-2022-0003")
      .Argument("inspection", name.get(), {"number, id or name", "số, mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Inspection found, GetInspection(context, *name));
        return PrintInspection(context, found);
      });
  const InspectionVerbs verbs(group, {"inspection",
                                      "TT-2022-0003",
                                      "inspection",
                                      {"number, id or name", "số, mã hoặc tên"},
                                      [](Context& context, const std::string& text) {
                                        return context.Name("inspection", "inspections", text);
                                      },
                                      GetInspection,
                                      PrintInspection});
  RegisterInspectionPlanning(group, verbs);
  RegisterInspectionSteps(verbs);
}

}  // namespace dondoc::cli
