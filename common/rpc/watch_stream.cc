#include "common/rpc/watch_stream.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/commit/limits.h"
#include "common/rpc/limits.h"
#include "common/rpc/names.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"

namespace dondoc::rpc {
namespace {

using common::v1::Change;
using common::v1::Cursor;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;

constexpr absl::string_view kEveryAgency = "-";
constexpr int kMaxResourceTypes = 20;
// A pump waits this long for a reader at most; there is one for each thread.
constexpr std::chrono::seconds kReadPatience{10};

absl::Status CheckWatch(const WatchChangesRequest& request) {
  FieldErrors errors;
  if (request.cursors().empty()) {
    errors.Add("cursors", {"name at least one agency", "cần ít nhất một cơ quan"});
  }
  if (request.cursors_size() > kMaxWatchedAgencies) {
    errors.Add("cursors", {absl::StrCat("at most ", kMaxWatchedAgencies),
                           absl::StrCat("nhiều nhất ", kMaxWatchedAgencies)});
    return errors.ToStatus();
  }
  if (request.resource_types_size() > kMaxResourceTypes) {
    errors.Add("resource_types", {absl::StrCat("at most ", kMaxResourceTypes),
                                  absl::StrCat("nhiều nhất ", kMaxResourceTypes)});
  }
  std::set<absl::string_view> seen;
  int index = 0;
  for (const Cursor& cursor : request.cursors()) {
    const std::string field = absl::StrCat("cursors[", index++, "]");
    if (cursor.agency() != kEveryAgency && !IsAgencyName(cursor.agency())) {
      errors.Add(field + ".agency",
                 {"must be agencies/{agency}", "phải có dạng agencies/{cơ quan}"});
    } else if (!seen.insert(cursor.agency()).second) {
      errors.Add(field + ".agency", {"is named twice", "bị lặp lại"});
    }
    if (cursor.revision() < 0 || cursor.ordinal() < 0) {
      errors.Add(field, {"revision and ordinal must not be negative",
                         "phiên bản và thứ tự không được âm"});
    }
  }
  return errors.ToStatus();
}

absl::Status StreamEnded() {
  return Error(absl::StatusCode::kUnavailable, "STREAM_ENDED",
               {"the stream has ended: resume with the cursors you have",
                "luồng theo dõi đã kết thúc: hãy tiếp tục từ con trỏ đang có"})
      .RetryAfter(commit::kOverloadRetry);
}

absl::Status CallerGone() { return absl::CancelledError("the caller has gone"); }

absl::Duration JitteredLife() {
  thread_local std::minstd_rand random(std::random_device{}());
  return kStreamLife * std::uniform_real_distribution<double>(0.9, 1.1)(random);
}

}  // namespace

WatchStream::WatchStream(const Core& core, FeedHub& hub, grpc::CallbackServerContext* context,
                         const Method& method, const WatchChangesRequest& request)
    : core_(core),
      hub_(hub),
      context_(context),
      method_(method),
      correlation_id_(CorrelationId(*context)),
      language_(ParseAcceptLanguage(Metadata(*context, "accept-language"))),
      request_(request),
      begun_(absl::Now()),
      life_(JitteredLife()) {}

void WatchStream::Begin() {
  self_ = shared_from_this();
  auto caller = core_.Identify(*context_, method_);
  absl::Status status = caller.status();
  if (status.ok()) {
    caller_ = std::make_unique<Caller>(*std::move(caller));
    status = caller_->CheckPlace("");
  }
  if (status.ok()) status = CheckWatch(request_);
  {
    MutexLock lock(mutex_);
    started_ = last_sent_ = core_.parts().clock.Now();
    for (const Cursor& cursor : request_.cursors()) {
      if (cursor.agency() == kEveryAgency) follow_every_ = true;
    }
  }
  // The first read comes after this, so that no change falls between the two.
  if (status.ok()) status = hub_.Add(shared_from_this());
  if (status.ok()) {
    Wake();
  } else {
    End(status);
  }
}

// ---------------------------------------------------------------------------------------------
// Wakes and ends

void WatchStream::Wake() {
  {
    MutexLock lock(mutex_);
    if (finished_) return;
    if (busy_) {
      again_ = true;
      return;
    }
    busy_ = true;
  }
  if (core_.parts().bulk_executor.TryPost([self = shared_from_this()] { self->Pump(); })) return;
  MutexLock lock(mutex_);
  busy_ = false;
  retry_ = true;
}

void WatchStream::End(const absl::Status& why) {
  {
    MutexLock lock(mutex_);
    if (finished_) return;
    if (!ending_) ending_ = why;
    if (writing_ || breaking_) return;
    finished_ = true;
  }
  FinishNow(why);
}

void WatchStream::BreakWrite() {
  {
    MutexLock lock(mutex_);
    if (finished_ || breaking_) return;
    breaking_ = true;
  }
  context_->TryCancel();
  absl::Status why;
  {
    MutexLock lock(mutex_);
    breaking_ = false;
    if (finished_ || writing_ || !ending_) return;
    finished_ = true;
    why = *ending_;
  }
  FinishNow(why);
}

void WatchStream::FinishNow(const absl::Status& status) {
  core_.Ended(method_, caller_.get(), correlation_id_, status, begun_);
  Finish(ToGrpcStatus(status, language_, correlation_id_));
}

void WatchStream::OnChanged(const std::vector<std::string>& agencies) {
  {
    MutexLock lock(mutex_);
    bool any = false;
    for (const std::string& agency : agencies) {
      // Before it is primed the stream will read everything anyhow.
      if (!primed_ || agency.empty()) continue;
      const auto [cursor, fresh] = cursors_.try_emplace(agency);
      if (fresh && !follow_every_) {
        cursors_.erase(cursor);
        continue;
      }
      cursor->second.set_agency(agency);
      dirty_.insert(agency);
      any = true;
    }
    if (!any) return;
  }
  Wake();
}

void WatchStream::OnTick(absl::Time now) {
  bool stuck = false;
  {
    MutexLock lock(mutex_);
    if (finished_) return;
    // A clock that was set back must not keep the stream silent.
    started_ = std::min(started_, now);
    last_sent_ = std::min(last_sent_, now);
    const absl::Duration silent = now - last_sent_;
    const bool over =
        now - started_ > life_ || now > caller_->principal().expires_at + identity::kTokenLeeway;
    if (!over) {
      if (writing_ || (silent < kStreamHeartbeat && !retry_)) return;
      heartbeat_ = heartbeat_ || silent >= kStreamHeartbeat;
    } else if (writing_) {
      stuck = silent > kStreamHeartbeat;
    }
    if (over && !ending_) ending_ = StreamEnded();
  }
  if (stuck) BreakWrite();
  bool end;
  {
    MutexLock lock(mutex_);
    end = ending_.has_value();
  }
  if (end) {
    End(StreamEnded());
  } else {
    Wake();
  }
}

void WatchStream::OnStop(bool at_once) {
  End(StreamEnded());
  if (at_once) BreakWrite();
}

void WatchStream::OnCancel() { End(CallerGone()); }

void WatchStream::OnWriteDone(bool ok) {
  absl::Status why;
  {
    MutexLock lock(mutex_);
    writing_ = false;
    if (finished_) return;  // The last write went with the finish.
    if (!ok && !ending_) ending_ = CallerGone();
    if (ending_) why = *ending_;
  }
  if (why.ok()) {
    Wake();
  } else {
    End(why);
  }
}

void WatchStream::OnDone() {
  hub_.Remove(this);
  self_.reset();
}

// ---------------------------------------------------------------------------------------------
// Reading and writing

void WatchStream::Pump() {
  if (auto work = TakeWork()) {
    if (absl::Status status = Do(*std::move(work)); !status.ok()) End(status);
  }
  {
    MutexLock lock(mutex_);
    busy_ = false;
    const bool more = again_ || !dirty_.empty() || !told_caught_up_;
    // While a write is under way its end wakes.
    if (finished_ || ending_ || writing_ || !more) return;
  }
  Wake();
}

std::optional<WatchStream::Work> WatchStream::TakeWork() {
  MutexLock lock(mutex_);
  again_ = false;
  retry_ = false;
  if (finished_ || ending_ || writing_) return std::nullopt;
  Work work;
  work.prime = !std::exchange(primed_, true);
  work.heartbeat = std::exchange(heartbeat_, false);
  if (!dirty_.empty()) {
    auto next = dirty_.upper_bound(last_agency_);
    if (next == dirty_.end()) next = dirty_.begin();
    work.agency = last_agency_ = *next;
    work.cursor = cursors_[work.agency];
    // Taken out before the read: a change that comes meanwhile puts it back.
    dirty_.erase(next);
  }
  return work;
}

absl::Status WatchStream::Do(Work work) {
  WatchChangesResponse response;
  bool more = false;
  {
    const auto deadline = std::chrono::steady_clock::now() + kReadPatience;
    ASSIGN_OR_RETURN(auto connection, core_.parts().readers.Take(deadline));
    ASSIGN_OR_RETURN(auto tx, connection->Begin());
    if (work.prime) return Prime(*tx);
    if (work.agency.empty()) {
      // Rights may have ended while the stream was silent.
      RETURN_IF_ERROR(AdmitToAll(*tx));
    } else {
      RETURN_IF_ERROR(AdmitTo(*tx, work.agency));
      ASSIGN_OR_RETURN(more, Fill(*tx, work, response));
    }
  }
  Say(work, more, std::move(response));
  return absl::OkStatus();
}

void WatchStream::Say(const Work& work, bool more, WatchChangesResponse response) {
  bool last = false;
  {
    MutexLock lock(mutex_);
    if (!work.agency.empty()) {
      cursors_[work.agency] = work.cursor;
      if (more) dirty_.insert(work.agency);
    }
    if (finished_ || ending_) return;
    const bool caught_up = dirty_.empty();
    const bool news = caught_up && !told_caught_up_;
    if (response.changes().empty() && !news && !work.heartbeat) return;
    response.set_caught_up(caught_up);
    if (caught_up) {
      for (const auto& [agency, cursor] : cursors_) *response.add_cursors() = cursor;
    } else if (!work.agency.empty()) {
      *response.add_cursors() = work.cursor;
    }
    told_caught_up_ = caught_up;
    last_sent_ = core_.parts().clock.Now();
    message_ = std::move(response);
    writing_ = true;
    last = caught_up && request_.stop_when_caught_up();
    finished_ = last;
  }
  if (last) {
    core_.Ended(method_, caller_.get(), correlation_id_, absl::OkStatus(), begun_);
    StartWriteAndFinish(&message_, grpc::WriteOptions(), grpc::Status::OK);
  } else {
    StartWrite(&message_);
  }
}

absl::Status WatchStream::Prime(sql::Transaction& tx) {
  RETURN_IF_ERROR(AdmitToAll(tx));
  const std::string& incarnation = core_.parts().commits->incarnation();
  std::vector<Cursor> cursors;
  for (const Cursor& cursor : request_.cursors()) {
    if (cursor.agency() == kEveryAgency) continue;
    ASSIGN_OR_RETURN(Cursor resolved, commit::ResolveCursor(tx, incarnation, cursor));
    cursors.push_back(std::move(resolved));
  }
  std::string after;
  while (follow_every_) {
    ASSIGN_OR_RETURN(const auto agencies, commit::ReadAgencies(tx, after, commit::kReadSlice));
    if (agencies.empty()) break;
    after = agencies.back();
    for (const std::string& agency : agencies) {
      Cursor cursor;
      cursor.set_agency(agency);
      cursor.set_incarnation(incarnation);
      cursors.push_back(std::move(cursor));
    }
  }
  MutexLock lock(mutex_);
  for (Cursor& cursor : cursors) {
    dirty_.insert(cursor.agency());
    // Cursors of the request come first and stay; a bare one set by OnChanged gives way.
    Cursor& known = cursors_[cursor.agency()];
    if (known.incarnation().empty()) known = std::move(cursor);
  }
  return absl::OkStatus();
}

absl::Status WatchStream::AdmitTo(sql::Transaction& tx, absl::string_view agency) {
  RETURN_IF_ERROR(Core::Admit(tx, agency, *caller_));
  // Changes of every unit pass here: a grant for one's own unit is not enough.
  return internal::RequireDecision(*caller_);
}

absl::Status WatchStream::AdmitToAll(sql::Transaction& tx) {
  for (const Cursor& cursor : request_.cursors()) {
    RETURN_IF_ERROR(AdmitTo(tx, cursor.agency() == kEveryAgency ? "" : cursor.agency()));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> WatchStream::Fill(sql::Transaction& tx, Work& work,
                                       WatchChangesResponse& response) {
  Cursor& cursor = work.cursor;
  cursor.clear_partial();
  // One more than a message holds shows whether it would end in the middle of a revision.
  ASSIGN_OR_RETURN(auto changes, commit::ReadChanges(tx, core_.parts().commits->incarnation(),
                                                     {.agency = work.agency,
                                                      .revision = cursor.revision(),
                                                      .ordinal = cursor.ordinal(),
                                                      .resource = "",
                                                      .limit = kMaxChangesPerMessage + 1}));
  size_t bytes = 0;
  int taken = 0;
  for (Change& change : changes) {
    const bool wanted = Wanted(change);
    const size_t size = wanted ? change.ByteSizeLong() : 0;
    if (taken == kMaxChangesPerMessage || (bytes > 0 && bytes + size > kMaxFeedMessageBytes)) {
      cursor.set_partial(change.cursor().revision() == cursor.revision());
      return true;
    }
    ++taken;
    bytes += size;
    cursor = change.cursor();
    if (wanted) *response.add_changes() = std::move(change);
  }
  return false;
}

bool WatchStream::Wanted(const Change& change) const {
  if (request_.resource_types().empty()) return true;
  const std::string& url =
      change.has_after() ? change.after().type_url() : change.before().type_url();
  return std::any_of(
      request_.resource_types().begin(), request_.resource_types().end(),
      [&](const std::string& type) { return absl::EndsWith(url, absl::StrCat("/", type)); });
}

}  // namespace dondoc::rpc
