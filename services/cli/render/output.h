// Results to standard output, in the form that was asked for.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include <google/protobuf/message.h>

#include "services/cli/context.h"
#include "services/cli/render/table.h"

namespace dondoc::cli {

// Prints `table`, wrapped and coloured as the terminal allows.
void PrintTable(Context& context, const Table& table);

// Prints `message` as JSON where that was asked for, else the table that `make_table` gives.
absl::Status Print(Context& context, const google::protobuf::Message& message,
                   const std::function<Table()>& make_table);

// A table of two columns without a head: what and its value. Empty values are left out.
Table FactsTable(std::string title, const std::vector<std::pair<std::string, Cell>>& facts);

}  // namespace dondoc::cli
