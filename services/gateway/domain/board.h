// The board as a merge of what the services answered. Pure.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/gateway/v1/overview.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::gateway {

// An answer, or why there is none.
template <typename Message>
struct Answer {
  absl::Status status;
  Message message;
};

struct BoardAnswers {
  Answer<registry::v1::TaskBoard> registry;
  Answer<finance::v1::FinanceBoard> finance;
  Answer<inspection::v1::InspectionBoard> inspection;
};

// OK where there is a board to show. The registry's refusal of the caller, the agency or the day
// (not: its silence) is everybody's; without any answer the nearest refusal is, or
// BOARD_UNAVAILABLE.
absl::Status BoardError(const BoardAnswers& answers);

// The day of the first service that answered, in the order registry, finance, inspection; null
// where none did.
const google::type::Date* BoardDay(const BoardAnswers& answers);

// The board of `parent`. Call where BoardError is OK.
v1::Board MergeBoard(absl::string_view parent, const BoardAnswers& answers, Language language);

}  // namespace dondoc::gateway
