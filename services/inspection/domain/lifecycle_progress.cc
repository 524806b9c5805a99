// The verbs of an inspection that has begun, and its ends.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/inspection/domain/duration.h"
#include "services/inspection/domain/lifecycle.h"
#include "services/inspection/domain/lifecycle_steps.h"
#include "services/inspection/domain/limits.h"

namespace dondoc::inspection {

using Inspection = v1::Inspection;

absl::StatusOr<Inspection> Suspend(const Inspection& current,
                                   const v1::SuspendInspectionRequest& request,
                                   const Context& context) {
  Inspection suspended = current;
  RETURN_IF_ERROR(Move(Verb::kSuspend, suspended));
  const auto not_allowed = [](Text message) {
    return Error(absl::StatusCode::kFailedPrecondition, "SUSPENSION_NOT_ALLOWED",
                 std::move(message));
  };
  absl::CivilDay not_before = DayOf(current.announce_date());
  for (const v1::Suspension& earlier : current.suspensions()) {
    if (earlier.ground() == v1::Suspension::SUBJECT_REQUEST &&
        request.ground() == v1::Suspension::SUBJECT_REQUEST) {
      return not_allowed({"At the subject's request an inspection is suspended only once.",
                          "Chỉ được tạm dừng một lần theo đề nghị của đối tượng."});
    }
    not_before = std::max(not_before, DayOf(earlier.resumed()));
  }
  if (current.suspensions_size() >= kMaxSuspensions) {
    return not_allowed({absl::StrCat("Suspended ", kMaxSuspensions, " times already."),
                        absl::StrCat("Đã tạm dừng ", kMaxSuspensions, " lần.")});
  }
  ASSIGN_OR_RETURN(const absl::CivilDay from,
                   PastDay(request.has_from(), request.from(), "from", not_before, context));
  v1::Suspension& suspension = *suspended.add_suspensions();
  suspension.set_ground(request.ground());
  *suspension.mutable_from() = calendar::ToDate(from);
  suspension.set_reference_no(request.reference_no());
  suspension.set_reason(request.reason());
  return Finish(std::move(suspended), context);
}

absl::StatusOr<Inspection> Resume(const Inspection& current,
                                  const v1::ResumeInspectionRequest& request,
                                  const Context& context) {
  Inspection resumed = current;
  RETURN_IF_ERROR(Move(Verb::kResume, resumed));
  v1::Suspension& suspension = *resumed.mutable_suspensions(resumed.suspensions_size() - 1);
  const absl::CivilDay from = DayOf(suspension.from());
  ASSIGN_OR_RETURN(
      const absl::CivilDay day,
      PastDay(request.has_resume_date(), request.resume_date(), "resume_date", from, context));
  *suspension.mutable_resumed() = calendar::ToDate(day);
  suspension.set_resume_reference_no(request.reference_no());
  // A pause of the announcement's own day leaves out nothing that would have been counted, and one
  // that began when the time was over already gives none back.
  const absl::CivilDay last = DayOf(current.last_day());
  if (from <= last) {
    const absl::CivilDay counted_from = std::max(from, DayOf(current.announce_date()) + 1);
    const absl::CivilDay counted_again = from + UncountedDays(suspension, day);
    const int64_t shift = std::max<int64_t>(0, counted_again - counted_from);
    *resumed.mutable_last_day() = calendar::ToDate(last + shift);
  }
  return Finish(std::move(resumed), context);
}

absl::StatusOr<Inspection> Extend(const Inspection& current,
                                  const v1::ExtendInspectionRequest& request,
                                  const Context& context) {
  Inspection extended = current;
  RETURN_IF_ERROR(Move(Verb::kExtend, extended));
  if (current.has_extension()) {
    return Error(absl::StatusCode::kFailedPrecondition, "ALREADY_EXTENDED",
                 {"An inspection is extended only once.", "Chỉ được gia hạn một lần."})
        .With("reference_no", current.extension().reference_no());
  }
  ASSIGN_OR_RETURN(const absl::CivilDay date, PastDay(request.has_date(), request.date(), "date",
                                                      DayOf(current.announce_date()), context));
  const absl::CivilDay last = DayOf(current.last_day());
  if (date > last) {
    return Error(absl::StatusCode::kFailedPrecondition, "EXTENSION_TOO_LATE",
                 {absl::StrCat("The time ended on ", calendar::FormatIsoDay(last),
                               "; what has expired is not extended."),
                  absl::StrCat("Thời hạn đã hết ngày ", calendar::FormatDay(last),
                               "; không gia hạn khi đã hết hạn.")})
        .With("last_day", calendar::FormatIsoDay(last));
  }
  RETURN_IF_ERROR(CheckExtension(request.days(), extended));
  v1::Extension& extension = *extended.mutable_extension();
  extension.set_days(request.days());
  extension.set_reference_no(request.reference_no());
  *extension.mutable_date() = calendar::ToDate(date);
  extension.set_reason(request.reason());
  *extended.mutable_last_day() = calendar::ToDate(last + request.days());
  return Finish(std::move(extended), context);
}

absl::StatusOr<Inspection> EndFieldwork(const Inspection& current,
                                        const v1::EndFieldworkRequest& request,
                                        const Context& context) {
  Inspection ended = current;
  RETURN_IF_ERROR(Move(Verb::kEndFieldwork, ended));
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   PastDay(request.has_end_date(), request.end_date(), "end_date",
                           DayOf(current.announce_date()), context));
  *ended.mutable_fieldwork_end_date() = calendar::ToDate(day);
  return Finish(std::move(ended), context);
}

absl::StatusOr<Inspection> Conclude(const Inspection& current,
                                    const v1::ConcludeInspectionRequest& request,
                                    const Context& context) {
  Inspection concluded = current;
  RETURN_IF_ERROR(Move(Verb::kConclude, concluded));
  const bool internal = current.kind() == Inspection::INTERNAL_CHECK;
  if (!context.Is(DIRECTOR) && !context.Is(internal ? OFFICE : INSPECTOR)) {
    return Error(absl::StatusCode::kPermissionDenied, "ROLE_NOT_FOR_KIND",
                 {"The Office concludes internal checks, an inspector every other kind.",
                  "Văn phòng kết luận kiểm tra công vụ, thanh tra viên kết luận các loại khác."})
        .With("kind", Inspection::Kind_Name(current.kind()));
  }
  ASSIGN_OR_RETURN(const absl::CivilDay date,
                   PastDay(true, request.conclusion().date(), "conclusion.date",
                           DayOf(current.announce_date()), context));
  if (!current.has_fieldwork_end_date()) {
    const google::type::Date planned = calendar::ToDate(std::min(date, DayOf(current.last_day())));
    const google::type::Date& end =
        request.has_fieldwork_end_date() ? request.fieldwork_end_date() : planned;
    ASSIGN_OR_RETURN(
        const absl::CivilDay end_day,
        PastDay(true, end, "fieldwork_end_date", DayOf(current.announce_date()), context));
    *concluded.mutable_fieldwork_end_date() = calendar::ToDate(end_day);
  }
  if (date < DayOf(concluded.fieldwork_end_date())) {
    return InvalidField("conclusion.date", {"must not be before the end of the work on site",
                                            "không được trước ngày kết thúc trực tiếp"});
  }
  v1::Conclusion& conclusion = *concluded.mutable_conclusion();
  conclusion = request.conclusion();
  conclusion.clear_publish_date();
  conclusion.clear_publish_place();
  for (int i = 0; i < conclusion.follow_ups_size(); ++i) {
    v1::FollowUp& follow_up = *conclusion.mutable_follow_ups(i);
    follow_up.set_ordinal(i + 1);
    follow_up.clear_complete_date();
    follow_up.clear_evidence();
    follow_up.clear_completed_by();
  }
  return Finish(std::move(concluded), context);
}

absl::StatusOr<Inspection> CancelFromPlan(const Inspection& current,
                                          const v1::CancelFromPlanRequest& request,
                                          const Context& context) {
  Inspection cancelled = current;
  RETURN_IF_ERROR(Move(Verb::kCancelFromPlan, cancelled));
  v1::Closing& closing = *cancelled.mutable_closing();
  closing.set_reason(request.reason());
  closing.set_reference_no(request.reference_no());
  *closing.mutable_date() = calendar::ToDate(context.today);
  closing.set_by(context.actor);
  return Finish(std::move(cancelled), context);
}

absl::StatusOr<Inspection> Discontinue(const Inspection& current,
                                       const v1::DiscontinueInspectionRequest& request,
                                       const Context& context) {
  Inspection discontinued = current;
  RETURN_IF_ERROR(Move(Verb::kDiscontinue, discontinued));
  ASSIGN_OR_RETURN(const absl::CivilDay date, PastDay(request.has_date(), request.date(), "date",
                                                      DayOf(current.decision().date()), context));
  v1::Closing& closing = *discontinued.mutable_closing();
  closing.set_ground(request.ground());
  closing.set_reason(request.reason());
  closing.set_reference_no(request.reference_no());
  *closing.mutable_date() = calendar::ToDate(date);
  closing.set_by(context.actor);
  return Finish(std::move(discontinued), context);
}

absl::StatusOr<Inspection> RecordPublication(const Inspection& current,
                                             const v1::RecordPublicationRequest& request,
                                             const Context& context) {
  Inspection published = current;
  RETURN_IF_ERROR(Move(Verb::kRecordPublication, published));
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   PastDay(request.has_publish_date(), request.publish_date(), "publish_date",
                           DayOf(current.conclusion().date()), context));
  *published.mutable_conclusion()->mutable_publish_date() = calendar::ToDate(day);
  published.mutable_conclusion()->set_publish_place(request.publish_place());
  return Finish(std::move(published), context);
}

absl::StatusOr<Inspection> CompleteFollowUp(const Inspection& current,
                                            const v1::CompleteFollowUpRequest& request,
                                            const Context& context) {
  Inspection followed = current;
  RETURN_IF_ERROR(Move(Verb::kCompleteFollowUp, followed));
  if (request.ordinal() < 1 || request.ordinal() > current.conclusion().follow_ups_size()) {
    return Error(absl::StatusCode::kNotFound, "FOLLOW_UP_NOT_FOUND",
                 {absl::StrCat("The conclusion has no follow-up ", request.ordinal(), "."),
                  absl::StrCat("Kết luận không có kiến nghị số ", request.ordinal(), ".")})
        .With("ordinal", absl::StrCat(request.ordinal()));
  }
  v1::FollowUp& follow_up =
      *followed.mutable_conclusion()->mutable_follow_ups(request.ordinal() - 1);
  if (follow_up.has_complete_date()) {
    return Error(absl::StatusCode::kFailedPrecondition, "FOLLOW_UP_ALREADY_COMPLETED",
                 {absl::StrCat("Follow-up ", request.ordinal(), " is recorded already."),
                  absl::StrCat("Kiến nghị số ", request.ordinal(), " đã được ghi nhận.")})
        .With("ordinal", absl::StrCat(request.ordinal()))
        .With("completed_by", follow_up.completed_by());
  }
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   PastDay(request.has_complete_date(), request.complete_date(), "complete_date",
                           DayOf(current.conclusion().date()), context));
  *follow_up.mutable_complete_date() = calendar::ToDate(day);
  follow_up.set_evidence(request.evidence());
  follow_up.set_completed_by(context.actor);
  return Finish(std::move(followed), context);
}

}  // namespace dondoc::inspection
