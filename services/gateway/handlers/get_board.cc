#include "services/gateway/handlers/get_board.h"

#include <array>
#include <atomic>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/base/mutex.h"
#include "common/rpc/names.h"
#include "common/rpc/status.h"
#include "services/gateway/domain/board.h"
#include "services/gateway/domain/outcome.h"

namespace dondoc::gateway {
namespace {

using google::protobuf::util::MessageDifferencer;

absl::Status StatusOf(const char* service, const grpc::Status& status) {
  const absl::Status result = rpc::FromGrpcStatus(status);
  if (result.ok() || !status.error_details().empty()) return result;
  const absl::Status explained = Explain(service, "GetBoard", result.code(), result.message());
  return explained.ok() ? result : explained;
}

class Fanout final : public BoardTask, public std::enable_shared_from_this<Fanout> {
 public:
  explicit Fanout(BoardCall call) : call_(std::move(call)) {}

  void Start() {
    if (absl::Status status = rpc::CheckAgency("parent", call_.request.parent()); !status.ok()) {
      Finish(std::move(status));
      return;
    }
    Ask(/*registry=*/true, /*finance=*/true, /*inspection=*/true);
  }

  void Cancel() override {
    MutexLock lock(mutex_);
    cancelled_ = true;
    for (const auto& context : contexts_) {
      if (context != nullptr) context->TryCancel();
    }
  }

 private:
  enum Service { kRegistry, kFinance, kInspection };

  // One round of questions. The first reference held here keeps the round from ending before every
  // question is out.
  void Ask(bool registry, bool finance, bool inspection) {
    pending_.store(1 + registry + finance + inspection);
    if (registry) {
      AskOne(kRegistry, "registry", call_.sources.tasks->async(),
             &registry::v1::TaskService::StubInterface::async_interface::GetTaskBoard,
             registry_request_, answers_.registry);
    }
    if (finance) {
      AskOne(kFinance, "finance", call_.sources.money->async(),
             &finance::v1::FinanceBoardService::StubInterface::async_interface::GetFinanceBoard,
             finance_request_, answers_.finance);
    }
    if (inspection) {
      AskOne(kInspection, "inspection", call_.sources.inspections->async(),
             &inspection::v1::InspectionService::StubInterface::async_interface::GetInspectionBoard,
             inspection_request_, answers_.inspection);
    }
    Answered();
  }

  template <typename Async, typename Request, typename Message>
  void AskOne(Service service, const char* name, Async* async,
              void (Async::*method)(grpc::ClientContext*, const Request*, Message*,
                                    std::function<void(grpc::Status)>),
              Request& request, Answer<Message>& answer) {
    request.set_parent(call_.request.parent());
    if (call_.request.has_as_of()) *request.mutable_as_of() = call_.request.as_of();
    answer.message.Clear();
    auto context = std::make_unique<grpc::ClientContext>();
    call_.prepare(*context);
    grpc::ClientContext* asked = context.get();
    {
      MutexLock lock(mutex_);
      if (cancelled_) asked->TryCancel();
      contexts_[service] = std::move(context);
    }
    (async->*method)(asked, &request, &answer.message,
                     [self = shared_from_this(), name, &answer](grpc::Status status) {
                       answer.status = StatusOf(name, status);
                       self->Answered();
                     });
  }

  void Answered() {
    if (pending_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (absl::Status status = BoardError(answers_); !status.ok()) {
      Finish(std::move(status));
      return;
    }
    if (!call_.request.has_as_of()) {
      // From here on the day is said, so that a second round is the last.
      const google::type::Date day = *BoardDay(answers_);
      *call_.request.mutable_as_of() = day;
      const bool finance = Differs(answers_.finance, day);
      const bool inspection = Differs(answers_.inspection, day);
      if (finance || inspection) {
        Ask(/*registry=*/false, finance, inspection);
        return;
      }
    }
    Finish(MergeBoard(call_.request.parent(), answers_, call_.language));
  }

  template <typename Message>
  static bool Differs(const Answer<Message>& answer, const google::type::Date& day) {
    return answer.status.ok() && !MessageDifferencer::Equals(answer.message.as_of(), day);
  }

  void Finish(absl::StatusOr<v1::Board> board) {
    {
      // They hold the channels: rpc::MakeChannel says why they go first.
      MutexLock lock(mutex_);
      for (auto& context : contexts_) context.reset();
    }
    call_.done(std::move(board));
  }

  BoardCall call_;
  registry::v1::GetTaskBoardRequest registry_request_;
  finance::v1::GetFinanceBoardRequest finance_request_;
  inspection::v1::GetInspectionBoardRequest inspection_request_;
  BoardAnswers answers_;
  std::atomic<int> pending_{0};
  Mutex mutex_;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  std::array<std::unique_ptr<grpc::ClientContext>, 3> contexts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

BoardSources::BoardSources(const Channel& registry, const Channel& finance,
                           const Channel& inspection)
    : tasks(registry::v1::TaskService::NewStub(registry)),
      money(finance::v1::FinanceBoardService::NewStub(finance)),
      inspections(inspection::v1::InspectionService::NewStub(inspection)) {}

std::shared_ptr<BoardTask> GetBoard(BoardCall call) {
  auto fanout = std::make_shared<Fanout>(std::move(call));
  fanout->Start();
  return fanout;
}

}  // namespace dondoc::gateway
