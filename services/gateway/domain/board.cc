#include "services/gateway/domain/board.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

#include "common/rpc/status.h"
#include "services/gateway/domain/errors.h"

namespace dondoc::gateway {
namespace {

// A refusal says something about the call; anything else says something about the service.
bool IsRefusal(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return true;
    default:
      return false;
  }
}

// Rows of both services by unit, in the registry's order, then finance's.
class Rows {
 public:
  Rows(v1::Board& board, bool with_tasks, bool with_money)
      : board_(board), with_tasks_(with_tasks), with_money_(with_money) {}

  // The row of `unit`; columns of services that answered are zeros, the others absent.
  v1::BoardRow& Of(const std::string& unit, const std::string& name) {
    const auto [at, is_new] = index_.try_emplace(unit, board_.rows_size());
    if (!is_new) return *board_.mutable_rows(at->second);
    v1::BoardRow& row = *board_.add_rows();
    row.set_unit(unit);
    row.set_unit_display_name(name);
    if (with_tasks_) row.mutable_tasks();
    if (with_money_) row.mutable_money();
    return row;
  }

 private:
  v1::Board& board_;
  const bool with_tasks_, with_money_;
  absl::flat_hash_map<std::string, int> index_;
};

v1::ServiceAvailability& AddAvailability(absl::string_view service, const absl::Status& status,
                                         int64_t revision, Language language, v1::Board& board) {
  v1::ServiceAvailability& availability = *board.add_services();
  availability.set_service(service.data(), service.size());
  availability.set_reachable(status.ok());
  if (status.ok()) {
    availability.set_revision(revision);
    return availability;
  }
  // The text of an internal error is for the log.
  const absl::Status shown =
      Localized(rpc::IsInternal(status.code()) && ReasonOf(status).empty()
                    ? Error(status.code(), "INTERNAL", {"internal error", "lỗi nội bộ"})
                    : status,
                language);
  std::string reason = ReasonOf(shown);
  // A status from elsewhere still has a code.
  if (reason.empty()) reason = absl::StatusCodeToString(shown.code());
  availability.set_reason(std::move(reason));
  availability.set_message(std::string(shown.message()));
  return availability;
}

// A service that follows the registry says how far.
template <typename Message>
void AddFollower(absl::string_view service, const Answer<Message>& answer, Language language,
                 v1::Board& board) {
  v1::ServiceAvailability& availability =
      AddAvailability(service, answer.status, answer.message.revision(), language, board);
  if (answer.status.ok()) {
    availability.set_registry_revision(answer.message.registry_revision());
  }
}

}  // namespace

absl::Status BoardError(const BoardAnswers& answers) {
  if (IsRefusal(answers.registry.status)) return answers.registry.status;
  if (answers.registry.status.ok() || answers.finance.status.ok() ||
      answers.inspection.status.ok()) {
    return absl::OkStatus();
  }
  for (const absl::Status* status : {&answers.finance.status, &answers.inspection.status}) {
    if (IsRefusal(*status)) return *status;
  }
  return BoardUnavailable();
}

const google::type::Date* BoardDay(const BoardAnswers& answers) {
  if (answers.registry.status.ok()) return &answers.registry.message.as_of();
  if (answers.finance.status.ok()) return &answers.finance.message.as_of();
  if (answers.inspection.status.ok()) return &answers.inspection.message.as_of();
  return nullptr;
}

v1::Board MergeBoard(absl::string_view parent, const BoardAnswers& answers, Language language) {
  const auto& [registry, finance, inspection] = answers;
  v1::Board board;
  board.set_parent(parent.data(), parent.size());
  if (const google::type::Date* day = BoardDay(answers)) *board.mutable_as_of() = *day;
  Rows rows(board, registry.status.ok(), finance.status.ok());
  if (registry.status.ok()) {
    board.set_agency_display_name(registry.message.agency_display_name());
    for (const auto& row : registry.message.rows()) {
      *rows.Of(row.unit(), row.unit_display_name()).mutable_tasks() = row.counts();
    }
    *board.mutable_tasks() = registry.message.total();
  }
  if (finance.status.ok()) {
    for (const auto& row : finance.message.rows()) {
      *rows.Of(row.unit(), row.unit_display_name()).mutable_money() = row.totals();
    }
    *board.mutable_money() = finance.message.total();
  }
  if (inspection.status.ok()) {
    *board.mutable_inspections() = inspection.message.total();
    *board.mutable_inspection_rows() = inspection.message.rows();
    *board.mutable_internal_checks() = inspection.message.internal_checks();
  }
  AddAvailability("registry", registry.status, registry.message.revision(), language, board);
  AddFollower("finance", finance, language, board);
  AddFollower("inspection", inspection, language, board);
  return board;
}

}  // namespace dondoc::gateway
