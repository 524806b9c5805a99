#include "services/cli/render/output.h"

#include <utility>

#include "common/base/status_macros.h"
#include "services/cli/render/json.h"

namespace dondoc::cli {

void PrintTable(Context& context, const Table& table) {
  context.out() << RenderTable(table, {context.color(), context.columns()});
}

absl::Status Print(Context& context, const google::protobuf::Message& message,
                   const std::function<Table()>& make_table) {
  const Output output = context.OutputOr();
  if (output == Output::kJson) {
    ASSIGN_OR_RETURN(const std::string json, ToJson(message));
    context.out() << json;
  } else {
    PrintTable(context, make_table());
  }
  return absl::OkStatus();
}

Table FactsTable(std::string title, const std::vector<std::pair<std::string, Cell>>& facts) {
  Table table;
  table.title = std::move(title);
  table.columns = {{""}, {"", Align::kLeft, true}};
  for (const auto& [what, value] : facts) {
    if (!value.text.empty()) table.rows.push_back({Cell(what, Style::kDim), value});
  }
  return table;
}

}  // namespace dondoc::cli
