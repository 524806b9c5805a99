#include "services/inspection/domain/lifecycle.h"

#include "gtest/gtest.h"

#include "services/inspection/domain/inspection_state.h"
#include "services/inspection/domain/warnings.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;

const absl::CivilDay kFirst = D(10, 10, 2022);
const absl::CivilDay kLast = D(21, 10, 2022);
const absl::CivilDay kDecided = D(5, 10, 2022);

I Running() { return Announced(Decided(Ready(kFirst, kLast), kDecided), kFirst); }

v1::CreateInspectionRequest NewRequest() {
  v1::CreateInspectionRequest request;
  request.set_parent("agencies/skhcn");
  request.mutable_inspection()->set_kind(I::SPECIALISED);
  request.mutable_inspection()->set_title("Thanh tra chuyên ngành");
  return request;
}

TEST(Create, AwaitsWhatIsNotGiven) {
  const auto created =
      Create(NewRequest(), {InspectionName("x"), "TT-2022-0001"}, {}, On(D(3, 10, 2022)));
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->name(), InspectionName("x"));
  EXPECT_EQ(created->number(), "TT-2022-0001");
  EXPECT_EQ(created->state(), I::PLANNED);
  EXPECT_EQ(created->basis(), I::IN_PLAN);
  EXPECT_EQ(created->plan_year(), 2022);
  EXPECT_TRUE(created->awaiting_subject());
  EXPECT_TRUE(created->awaiting_dates());
}

TEST(Create, TakesNothingThatIsOutputOnly) {
  v1::CreateInspectionRequest request = NewRequest();
  request.mutable_inspection()->set_state(I::CONCLUDED);
  request.mutable_inspection()->set_number("TT-2022-9999");
  request.mutable_inspection()->mutable_conclusion()->set_reference_no("1/KL");
  request.mutable_inspection()->mutable_origin()->set_service("registry");
  request.mutable_inspection()->set_regime(I::LAW_2025);
  const I created =
      Create(request, {InspectionName("x"), "TT-2022-0001"}, {}, On(kDecided)).value();
  EXPECT_EQ(created.state(), I::PLANNED);
  EXPECT_EQ(created.number(), "TT-2022-0001");
  EXPECT_FALSE(created.has_conclusion());
  EXPECT_FALSE(created.has_origin());
  EXPECT_EQ(created.regime(), I::REGIME_UNSPECIFIED);
}

TEST(Create, ThePlanYearComesFromTheRequestThenTheDaysThenToday) {
  I input;
  EXPECT_EQ(PlanYearOf(input, On(D(3, 10, 2022))), 2022);
  *input.mutable_first_day() = Date(D(9, 1, 2023));
  EXPECT_EQ(PlanYearOf(input, On(D(3, 10, 2022))), 2023);
  input.set_plan_year(2024);
  EXPECT_EQ(PlanYearOf(input, On(D(3, 10, 2022))), 2024);

  v1::CreateInspectionRequest request = NewRequest();
  request.mutable_inspection()->set_plan_year(2022);
  *request.mutable_inspection()->mutable_first_day() = Date(D(9, 1, 2023));
  *request.mutable_inspection()->mutable_last_day() = Date(D(12, 1, 2023));
  EXPECT_EQ(ReasonOf(Create(request, {"n", "1"}, {}, On(kDecided)).status()), "OUTSIDE_PLAN_YEAR");
  request.mutable_inspection()->set_basis(I::AD_HOC);
  EXPECT_TRUE(Create(request, {"n", "1"}, {}, On(kDecided)).ok());
}

TEST(Subject, IsResolvedOrRefused) {
  v1::Entity entity;
  entity.set_name("agencies/skhcn/entities/petro");
  entity.set_display_name("Công ty Xăng dầu");
  entity.set_tax_code("0100109106");
  entity.set_type(v1::Entity::ENTERPRISE);
  v1::Subject subject;
  subject.set_entity(entity.name());
  SubjectFacts facts;
  facts.entity = &entity;
  const auto resolved = ResolveSubject(I::SPECIALISED, subject, facts);
  ASSERT_TRUE(resolved.ok());
  EXPECT_EQ(resolved->tax_code(), "0100109106");
  EXPECT_TRUE(resolved->enterprise());
  EXPECT_EQ(ReasonOf(ResolveSubject(I::INTERNAL_CHECK, subject, facts).status()), "INVALID_FIELD");
  entity.set_dissolved(true);
  EXPECT_EQ(ReasonOf(ResolveSubject(I::SPECIALISED, subject, facts).status()), "ENTITY_DISSOLVED");
  EXPECT_EQ(ReasonOf(ResolveSubject(I::SPECIALISED, subject, {}).status()), "ENTITY_NOT_FOUND");

  v1::Subject units;
  units.add_units(Unit("a"));
  units.add_units(Unit("b"));
  facts.units = {{Unit("a"), "Phòng A"}};
  EXPECT_EQ(ReasonOf(ResolveSubject(I::INTERNAL_CHECK, units, facts).status()), "UNIT_NOT_FOUND");
  facts.units.push_back({Unit("b"), "Phòng B"});
  EXPECT_EQ(ResolveSubject(I::INTERNAL_CHECK, units, facts)->display_name(), "Phòng A; Phòng B");
}

TEST(Schedule, SetsSubjectAndDaysApart) {
  I current = Ready(kFirst, kLast);
  current.clear_first_day();
  current.clear_last_day();
  v1::ScheduleInspectionRequest request;
  *request.mutable_first_day() = Date(kFirst);
  *request.mutable_last_day() = Date(kLast);
  const I scheduled = Schedule(current, request, {}, On(kDecided)).value();
  EXPECT_FALSE(scheduled.awaiting_dates());
  EXPECT_FALSE(scheduled.awaiting_subject());
  EXPECT_EQ(scheduled.subject().tax_code(), "0100109106");
  request.mutable_first_day()->set_year(2023);
  request.mutable_last_day()->set_year(2023);
  EXPECT_EQ(ReasonOf(Schedule(current, request, {}, On(kDecided)).status()), "OUTSIDE_PLAN_YEAR");
}

TEST(Decide, NamesEverythingThatIsMissing) {
  I bare;
  bare.set_state(I::PLANNED);
  bare.set_kind(I::SPECIALISED);
  const auto refused = Decide(bare, DecideOn(kDecided), {}, true, On(kDecided));
  EXPECT_EQ(ReasonOf(refused.status()), "NOT_READY_TO_DECIDE");
  EXPECT_EQ(Fact(refused.status(), "missing"), "subject,first_day,last_day,team.leader");
}

TEST(Decide, ChoosesTheLawAndWarnsWithoutAnApprovedPlan) {
  const I decided =
      Decide(Ready(kFirst, kLast), DecideOn(kDecided), {}, false, On(kDecided)).value();
  EXPECT_EQ(decided.state(), I::DECIDED);
  EXPECT_EQ(decided.regime(), I::LAW_2010);
  EXPECT_EQ(decided.decision().body(), v1::Decision::DEPARTMENT);
  EXPECT_TRUE(HasWarning(warning::kPlanNotApproved, decided.warnings()));
  EXPECT_EQ(Decided(Ready(kFirst, kLast), kDecided).warnings_size(), 0);
}

TEST(Decide, RefusesWhatTheLawOfTheDayDoesNotKnow) {
  const absl::CivilDay date = D(6, 10, 2025);
  I inspection = Ready(D(13, 10, 2025), D(23, 10, 2025));
  EXPECT_EQ(ReasonOf(Decide(inspection, DecideOn(date), {}, true, On(date)).status()),
            "KIND_NOT_IN_REGIME");
  inspection.set_kind(I::EXAMINATION);
  EXPECT_TRUE(Decide(inspection, DecideOn(date), {}, true, On(date)).ok());
  *inspection.mutable_last_day() = Date(D(24, 10, 2025));
  EXPECT_EQ(ReasonOf(Decide(inspection, DecideOn(date), {}, true, On(date)).status()),
            "DURATION_OVER_LIMIT");
  inspection.set_kind(I::INTERNAL_CHECK);
  const auto internal = Decide(inspection, DecideOn(date), {}, false, On(date));
  ASSERT_TRUE(internal.ok());
  EXPECT_EQ(internal->regime(), I::REGIME_UNSPECIFIED);
  EXPECT_EQ(internal->limits_size(), 0);
  EXPECT_EQ(internal->warnings_size(), 0);
}

TEST(Decide, RefusesAConflictDeclaredAfterTheAssignment) {
  const DeclaredInterest late{"x", Officer("binh"), v1::Interest::SPOUSE, "0100109106", "", ""};
  EXPECT_EQ(
      ReasonOf(
          Decide(Ready(kFirst, kLast), DecideOn(kDecided), {late}, true, On(kDecided)).status()),
      "CONFLICT_OF_INTEREST");
  v1::AnnounceInspectionRequest announce;
  EXPECT_EQ(
      ReasonOf(
          Announce(Decided(Ready(kFirst, kLast), kDecided), announce, {late}, On(kFirst)).status()),
      "CONFLICT_OF_INTEREST");
}

TEST(Decide, RefusesDatesOutOfOrder) {
  EXPECT_EQ(
      BadFields(Decide(Ready(kFirst, kLast), DecideOn(D(6, 10, 2022)), {}, true, On(D(5, 10, 2022)))
                    .status()),
      std::vector<std::string>{"decision.date"});
  EXPECT_EQ(BadFields(Decide(Ready(kFirst, kLast), DecideOn(D(11, 10, 2022)), {}, true,
                             On(D(12, 10, 2022)))
                          .status()),
            std::vector<std::string>{"decision.date"});
}

TEST(Team, AfterTheDecisionOnlyTheDirectorChangesIt) {
  v1::SetTeamRequest request;
  request.mutable_team()->set_leader(Officer("chi"));
  const I planned = Ready(kFirst, kLast);
  const I decided = Decided(planned, kDecided);
  EXPECT_TRUE(SetTeam(planned, request, On(kDecided, {INSPECTOR})).ok());
  const auto refused = SetTeam(decided, request, On(kDecided, {INSPECTOR, OFFICE}));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(refused.status()), "ROLE_NOT_FOR_STATE");
  EXPECT_EQ(SetTeam(decided, request, On(kDecided)).value().team().leader(), Officer("chi"));
}

TEST(Announce, MovesTheDaysAndKeepsTheirLength) {
  v1::AnnounceInspectionRequest request;
  *request.mutable_announce_date() = Date(D(12, 10, 2022));
  const I decided = Decided(Ready(kFirst, kLast), kDecided);
  const I announced = Announce(decided, request, {}, On(D(13, 10, 2022))).value();
  EXPECT_EQ(announced.state(), I::ANNOUNCED);
  EXPECT_EQ(Day(announced.first_day()), D(12, 10, 2022));
  EXPECT_EQ(Day(announced.last_day()), D(23, 10, 2022));
  EXPECT_EQ(Day(announced.due_date()), D(23, 10, 2022));
  EXPECT_EQ(BadFields(Announce(decided, request, {}, On(D(11, 10, 2022))).status()),
            std::vector<std::string>{"announce_date"});
  *request.mutable_announce_date() = Date(D(4, 10, 2022));
  EXPECT_EQ(BadFields(Announce(decided, request, {}, On(D(11, 10, 2022))).status()),
            std::vector<std::string>{"announce_date"});
}

TEST(Announce, IsForTheDirectorAndTheLeader) {
  const I decided = Decided(Ready(kFirst, kLast), kDecided);
  EXPECT_TRUE(Announce(decided, {}, {}, On(kFirst, {INSPECTOR}, Officer("an"))).ok());
  const auto refused = Announce(decided, {}, {}, On(kFirst, {INSPECTOR}, Officer("binh")));
  EXPECT_EQ(ReasonOf(refused.status()), "NOT_TEAM_LEADER");
}

TEST(Pause, MovesTheLastDayByWhatIsNotCounted) {
  v1::SuspendInspectionRequest suspend;
  suspend.set_ground(v1::Suspension::SUBJECT_REQUEST);
  const I suspended = Suspend(Running(), suspend, On(D(14, 10, 2022))).value();
  EXPECT_EQ(suspended.state(), I::SUSPENDED);
  EXPECT_FALSE(suspended.has_due_date());
  v1::ResumeInspectionRequest resume;
  const I resumed = Resume(suspended, resume, On(D(19, 10, 2022))).value();
  EXPECT_EQ(resumed.state(), I::ANNOUNCED);
  EXPECT_EQ(Day(resumed.last_day()), kLast + 5);
  // The subject may ask only once; the team's duty is another matter.
  EXPECT_EQ(ReasonOf(Suspend(resumed, suspend, On(D(20, 10, 2022))).status()),
            "SUSPENSION_NOT_ALLOWED");
  suspend.set_ground(v1::Suspension::URGENT_DUTY);
  EXPECT_TRUE(Suspend(resumed, suspend, On(D(20, 10, 2022))).ok());
  // Not before the earlier pause ended.
  *suspend.mutable_from() = Date(D(18, 10, 2022));
  EXPECT_EQ(BadFields(Suspend(resumed, suspend, On(D(20, 10, 2022))).status()),
            std::vector<std::string>{"from"});
  // More than thirty days at the subject's request are counted.
  EXPECT_EQ(Day(Resume(suspended, resume, On(D(1, 12, 2022))).value().last_day()), kLast + 30);
}

TEST(Pause, FromTheDayOfTheAnnouncementOrAfterTheEndGivesBackOnlyWhatWasLost) {
  v1::SuspendInspectionRequest suspend;
  suspend.set_ground(v1::Suspension::FORCE_MAJEURE);
  const I at_once = Suspend(Running(), suspend, On(kFirst)).value();
  EXPECT_EQ(Day(Resume(at_once, {}, On(kFirst + 3)).value().last_day()), kLast + 2);
  EXPECT_EQ(Day(Resume(at_once, {}, On(kFirst)).value().last_day()), kLast);
  const I too_late = Suspend(Running(), suspend, On(kLast + 1)).value();
  EXPECT_EQ(Day(Resume(too_late, {}, On(kLast + 9)).value().last_day()), kLast);
}

TEST(Extension, IsGivenOnceInTimeWithinTheLaw) {
  v1::ExtendInspectionRequest request;
  request.set_days(5);
  request.set_reference_no("90/QĐ-SKHCN");
  const absl::CivilDay date = D(6, 10, 2025);
  I examination = Ready(D(13, 10, 2025), D(23, 10, 2025));
  examination.set_kind(I::EXAMINATION);
  const I running = Announced(Decided(examination, date), D(13, 10, 2025));
  const I extended = Extend(running, request, On(D(23, 10, 2025))).value();
  EXPECT_EQ(Day(extended.last_day()), D(28, 10, 2025));
  EXPECT_EQ(extended.extension().days(), 5);
  EXPECT_EQ(ReasonOf(Extend(extended, request, On(D(24, 10, 2025))).status()), "ALREADY_EXTENDED");
  EXPECT_EQ(ReasonOf(Extend(running, request, On(D(24, 10, 2025))).status()), "EXTENSION_TOO_LATE");
  request.set_days(6);
  const auto over = Extend(running, request, On(D(23, 10, 2025)));
  EXPECT_EQ(ReasonOf(over.status()), "EXTENSION_OVER_LIMIT");
  EXPECT_EQ(Fact(over.status(), "limit_days"), "5");
}

TEST(Extension, CountsWithoutPauses) {
  const absl::CivilDay date = D(6, 10, 2025);
  I examination = Ready(D(13, 10, 2025), D(23, 10, 2025));
  examination.set_kind(I::EXAMINATION);
  v1::SuspendInspectionRequest suspend;
  suspend.set_ground(v1::Suspension::URGENT_DUTY);
  const I running = Announced(Decided(examination, date), D(13, 10, 2025));
  const I suspended = Suspend(running, suspend, On(D(20, 10, 2025))).value();
  const I resumed = Resume(suspended, {}, On(D(30, 10, 2025))).value();
  ASSERT_EQ(Day(resumed.last_day()), D(2, 11, 2025));
  v1::ExtendInspectionRequest request;
  request.set_days(5);
  EXPECT_TRUE(Extend(resumed, request, On(D(31, 10, 2025))).ok());
}

TEST(Conclude, EndsTheWorkOnSiteWhereNobodyDid) {
  v1::ConcludeInspectionRequest request;
  request.mutable_conclusion()->set_reference_no("12/KL-TTr");
  *request.mutable_conclusion()->mutable_date() = Date(D(14, 11, 2022));
  request.mutable_conclusion()->add_follow_ups()->set_text("Nộp phạt");
  request.mutable_conclusion()->mutable_follow_ups(0)->set_evidence("made up");
  *request.mutable_conclusion()->mutable_publish_date() = Date(D(14, 11, 2022));
  const Context inspector = On(D(14, 11, 2022), {INSPECTOR}, Officer("an"));
  const I concluded = Conclude(Running(), request, inspector).value();
  EXPECT_EQ(concluded.state(), I::CONCLUDED);
  EXPECT_EQ(Day(concluded.fieldwork_end_date()), kLast);
  EXPECT_EQ(concluded.conclusion().follow_ups(0).ordinal(), 1);
  EXPECT_EQ(concluded.conclusion().follow_ups(0).evidence(), "");
  EXPECT_FALSE(concluded.conclusion().has_publish_date());

  *request.mutable_conclusion()->mutable_date() = Date(D(14, 10, 2022));
  EXPECT_EQ(Day(Conclude(Running(), request, inspector).value().fieldwork_end_date()),
            D(14, 10, 2022));
  *request.mutable_fieldwork_end_date() = Date(D(17, 10, 2022));
  EXPECT_EQ(BadFields(Conclude(Running(), request, inspector).status()),
            std::vector<std::string>{"conclusion.date"});
}

TEST(Conclude, WhoMayDependsOnTheKind) {
  v1::ConcludeInspectionRequest request;
  request.mutable_conclusion()->set_reference_no("12/KL-TTr");
  *request.mutable_conclusion()->mutable_date() = Date(kLast);
  I internal = Running();
  internal.set_kind(I::INTERNAL_CHECK);
  const struct {
    const I inspection;
    Role role;
    bool allowed;
  } cases[] = {{Running(), INSPECTOR, true}, {Running(), OFFICE, false},
               {Running(), DIRECTOR, true},  {internal, INSPECTOR, false},
               {internal, OFFICE, true},     {internal, DIRECTOR, true}};
  for (const auto& c : cases) {
    const auto result = Conclude(c.inspection, request, On(kLast, {c.role}));
    EXPECT_EQ(result.ok(), c.allowed) << Role_Name(c.role);
    if (!c.allowed) {
      EXPECT_EQ(result.status().code(), absl::StatusCode::kPermissionDenied);
      EXPECT_EQ(ReasonOf(result.status()), "ROLE_NOT_FOR_KIND");
    }
  }
}

TEST(Ending, CancellingIsForPlansAndDiscontinuingForDecisions) {
  v1::CancelFromPlanRequest cancel;
  cancel.set_reason("Theo kết luận hội nghị");
  v1::DiscontinueInspectionRequest discontinue;
  discontinue.set_ground(v1::Closing::SUPERIOR_CONCLUDED);
  const I planned = Ready(kFirst, kLast);
  const I decided = Decided(planned, kDecided);

  const I cancelled = CancelFromPlan(planned, cancel, On(kDecided)).value();
  EXPECT_EQ(cancelled.state(), I::CANCELLED_FROM_PLAN);
  EXPECT_EQ(cancelled.closing().by(), Officer("giam-doc"));
  EXPECT_TRUE(BookingsOf(cancelled).empty());
  EXPECT_EQ(EnterpriseYearOf(cancelled), std::nullopt);
  EXPECT_EQ(ReasonOf(CancelFromPlan(decided, cancel, On(kDecided)).status()), "WRONG_STATE");

  EXPECT_EQ(ReasonOf(Discontinue(planned, discontinue, On(kDecided)).status()), "WRONG_STATE");
  const I before = Discontinue(decided, discontinue, On(kDecided)).value();
  EXPECT_EQ(EnterpriseYearOf(before), std::nullopt);
  const I after = Discontinue(Running(), discontinue, On(kFirst + 1)).value();
  EXPECT_NE(EnterpriseYearOf(after), std::nullopt);
  EXPECT_TRUE(BookingsOf(after).empty());
  EXPECT_EQ(after.closing().ground(), v1::Closing::SUPERIOR_CONCLUDED);
}

TEST(FollowUp, IsCompletedOnce) {
  v1::ConcludeInspectionRequest conclude;
  conclude.mutable_conclusion()->set_reference_no("12/KL-TTr");
  *conclude.mutable_conclusion()->mutable_date() = Date(kLast);
  conclude.mutable_conclusion()->add_follow_ups()->set_text("Nộp phạt");
  const I concluded = Conclude(Running(), conclude, On(kLast)).value();
  v1::CompleteFollowUpRequest request;
  request.set_ordinal(1);
  request.set_evidence("BC 45");
  const I done = CompleteFollowUp(concluded, request, On(kLast + 5)).value();
  EXPECT_EQ(Day(done.conclusion().follow_ups(0).complete_date()), kLast + 5);
  EXPECT_EQ(ReasonOf(CompleteFollowUp(done, request, On(kLast + 6)).status()),
            "FOLLOW_UP_ALREADY_COMPLETED");
  request.set_ordinal(2);
  EXPECT_EQ(ReasonOf(CompleteFollowUp(done, request, On(kLast + 6)).status()),
            "FOLLOW_UP_NOT_FOUND");
  v1::RecordPublicationRequest publish;
  publish.set_publish_place("https://example.vn");
  EXPECT_EQ(
      Day(RecordPublication(done, publish, On(kLast + 7)).value().conclusion().publish_date()),
      kLast + 7);
}

// The functions and the table must not disagree: every verb, tried in every state.
TEST(Lifecycle, EveryVerbObeysTheTable) {
  const Context today = On(D(20, 10, 2022));
  const auto status_of = [&](Verb verb, const I& in) -> absl::Status {
    switch (verb) {
      case Verb::kUpdate:
        return Update(in, {}, today).status();
      case Verb::kSchedule:
        return Schedule(in, {}, {}, today).status();
      case Verb::kSetTeam:
        return SetTeam(in, {}, today).status();
      case Verb::kDecide:
        return Decide(in, DecideOn(kDecided), {}, true, today).status();
      case Verb::kAnnounce:
        return Announce(in, {}, {}, today).status();
      case Verb::kSuspend:
        return Suspend(in, {}, today).status();
      case Verb::kResume:
        return Resume(in, {}, today).status();
      case Verb::kExtend:
        return Extend(in, {}, today).status();
      case Verb::kEndFieldwork:
        return EndFieldwork(in, {}, today).status();
      case Verb::kConclude: {
        v1::ConcludeInspectionRequest request;
        *request.mutable_conclusion()->mutable_date() = Date(D(20, 10, 2022));
        return Conclude(in, request, today).status();
      }
      case Verb::kCancelFromPlan:
        return CancelFromPlan(in, {}, today).status();
      case Verb::kDiscontinue:
        return Discontinue(in, {}, today).status();
      case Verb::kRecordPublication:
        return RecordPublication(in, {}, today).status();
      case Verb::kCompleteFollowUp: {
        v1::CompleteFollowUpRequest request;
        request.set_ordinal(1);
        return CompleteFollowUp(in, request, today).status();
      }
    }
    return absl::InternalError("no such verb");
  };
  for (int s = I::State_MIN + 1; s <= I::State_MAX; ++s) {
    I in = Running();
    in.set_state(static_cast<State>(s));
    if (in.state() == I::SUSPENDED) {
      v1::Suspension& open = *in.add_suspensions();
      *open.mutable_from() = Date(D(14, 10, 2022));
    }
    *in.mutable_conclusion()->mutable_date() = Date(D(19, 10, 2022));
    in.mutable_conclusion()->add_follow_ups();
    for (const Verb verb : AllVerbs()) {
      const absl::Status status = status_of(verb, in);
      EXPECT_EQ(status.ok(), Accepts(in.state(), verb))
          << I::State_Name(in.state()) << " " << VerbName(verb) << ": " << status;
      if (!status.ok()) {
        EXPECT_EQ(ReasonOf(status), "WRONG_STATE");
      }
    }
  }
}

}  // namespace
}  // namespace dondoc::inspection
