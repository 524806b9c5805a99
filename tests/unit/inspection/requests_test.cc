#include "services/inspection/domain/requests.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "services/inspection/domain/entity.h"
#include "services/inspection/domain/inspector.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/domain/plan.h"
#include "services/inspection/domain/tax_code.h"
#include "services/inspection/domain/warnings.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Names, ResourcesOfAnInspectorAreParsedStrictly) {
  const auto absence =
      ParseInspectorChild("name", "agencies/a/inspectors/i/absences/x", "absences");
  ASSERT_TRUE(absence.ok());
  EXPECT_EQ(absence->agency, "agencies/a");
  EXPECT_EQ(absence->inspector, "agencies/a/inspectors/i");
  EXPECT_EQ(absence->id, "x");
  for (const char* bad :
       {"", "/", "absences/x", "/absences/x", "agencies/a/inspectors/i/interests/x",
        "agencies/a/inspectors/i/absences/", "agencies/a/inspectors/i/absences/X",
        "agencies/a/officers/i/absences/x", "agencies/A/inspectors/i/absences/x",
        "agencies/a/inspectors/i/b/absences/x", "agencies/a/inspectors/i/absences/x/"}) {
    EXPECT_EQ(BadFields(ParseInspectorChild("name", bad, "absences").status()),
              std::vector<std::string>{"name"})
        << bad;
  }
  EXPECT_EQ(OfficerOf("agencies/a/inspectors/i"), "agencies/a/officers/i");
  EXPECT_EQ(OfficerOf("agencies/a/inspectors/i/absences/x"), "agencies/a/officers/i");
  EXPECT_EQ(OfficerOf("agencies/a/units/u"), "");
  EXPECT_EQ(OfficerOf("agencies/a/inspectors"), "");
}

TEST(Names, OfficeNumbersHaveOneSpelling) {
  EXPECT_EQ(FormatOfficeNumber({2022, 3}), "TT-2022-0003");
  EXPECT_EQ(FormatOfficeNumber({2022, 12345}), "TT-2022-12345");
  EXPECT_EQ(ParseOfficeNumber("TT-2022-12345")->serial, 12345);
  EXPECT_EQ(ParseOfficeNumber("TT-2022-0003")->year, 2022);
  for (const char* bad : {"TT-2022-3", "TT-2022-00003", "TT-2022-0000", "NV-2022-0003",
                          "tt-2022-0003", "TT-22-0003", "TT-2022-", "TT--2022-0003", "TT-2022-+003",
                          "TT- 022-0003", "TT-2022-100000", "TT-9999-0001"}) {
    EXPECT_FALSE(ParseOfficeNumber(bad)) << bad;
  }
}

TEST(TaxCode, IsNormalised) {
  EXPECT_EQ(NormalizeTaxCode("0100109106", "f").value(), "0100109106");
  EXPECT_EQ(NormalizeTaxCode(" 0100 109.106 ", "f").value(), "0100109106");
  EXPECT_EQ(NormalizeTaxCode("0100109106-001", "f").value(), "0100109106-001");
  EXPECT_EQ(NormalizeTaxCode("0100109106001", "f").value(), "0100109106-001");
  EXPECT_EQ(NormalizeTaxCode("001099012345", "f").value(), "001099012345");
  for (const char* bad :
       {"", "010010910", "01001091061", "0100109106-", "0100109106-01", "01001091-06001",
        "-0100109106", "0100109106-0-01", "01001O9106", "0100109106-001-", "001099-012345"}) {
    EXPECT_EQ(BadFields(NormalizeTaxCode(bad, "f").status()), std::vector<std::string>{"f"}) << bad;
  }
  EXPECT_EQ(EnterpriseOf("0100109106-001"), "0100109106");
  EXPECT_EQ(EnterpriseOf("001099012345"), "001099012345");
  EXPECT_EQ(EnterpriseOf(""), "");
}

TEST(Requests, CreateNamesEveryBadFieldAtOnce) {
  v1::CreateInspectionRequest request;
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("parent", "inspection"));
  request.set_parent("agencies/skhcn");
  v1::Inspection& in = *request.mutable_inspection();
  in.set_basis(v1::Inspection::AD_HOC);
  in.set_plan_year(12);
  in.set_lead_unit("agencies/other/units/u");
  *in.mutable_first_day() = Date(D(10, 10, 2022));
  *in.mutable_last_day() = Date(D(9, 10, 2022));
  in.mutable_team()->add_members(Officer("an"));
  in.mutable_team()->add_members(Officer("an"));
  in.mutable_subject();
  EXPECT_THAT(BadFields(Validate(request)),
              UnorderedElementsAre("inspection.kind", "inspection.title", "inspection.ground",
                                   "inspection.plan_year", "inspection.lead_unit",
                                   "inspection.last_day", "inspection.team.leader",
                                   "inspection.team.members[1]", "inspection.subject"));
  in.set_kind(v1::Inspection::SPECIALISED);
  in.set_title("x");
  in.set_ground("dấu hiệu vi phạm");
  in.set_plan_year(2022);
  in.set_lead_unit(Unit("thanh-tra"));
  *in.mutable_last_day() = Date(D(14, 10, 2022));
  in.mutable_team()->clear_members();
  in.mutable_team()->set_leader(Officer("an"));
  in.mutable_subject()->set_entity("agencies/skhcn/entities/petro");
  EXPECT_TRUE(Validate(request).ok()) << Validate(request);
}

TEST(Requests, LengthsAreCountedInCharacters) {
  v1::CreateInspectionRequest request;
  request.set_parent("agencies/skhcn");
  request.mutable_inspection()->set_kind(v1::Inspection::SPECIALISED);
  std::string title;
  for (int i = 0; i < 500; ++i) title += "ệ";
  request.mutable_inspection()->set_title(title);
  EXPECT_TRUE(Validate(request).ok());
  request.mutable_inspection()->set_title(title + "x");
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("inspection.title"));
  request.mutable_inspection()->set_title(" \t\n");
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("inspection.title"));
}

TEST(Requests, HalfADateAndADateThatIsNoneAreRefused) {
  v1::ScheduleInspectionRequest request;
  request.set_name(InspectionName("TT-2022-0001"));
  request.set_etag("e");
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("first_day"));
  *request.mutable_first_day() = Date(D(10, 10, 2022));
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("last_day"));
  request.mutable_last_day()->set_year(2022);
  request.mutable_last_day()->set_month(2);
  request.mutable_last_day()->set_day(31);
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("last_day"));
  *request.mutable_last_day() = Date(D(12, 10, 2023));
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("last_day"));
  *request.mutable_last_day() = Date(D(11, 10, 2023));
  EXPECT_THAT(BadFields(Validate(request)), IsEmpty());
}

TEST(Requests, SubjectsAreOneEntityOrUnits) {
  v1::ScheduleInspectionRequest request;
  request.set_name(InspectionName("x"));
  request.set_etag("e");
  request.mutable_subject()->set_entity("agencies/skhcn/entities/e");
  request.mutable_subject()->add_units(Unit("u"));
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("subject"));
  request.mutable_subject()->clear_entity();
  request.mutable_subject()->add_units(Unit("u"));
  request.mutable_subject()->add_units("agencies/other/units/v");
  EXPECT_THAT(BadFields(Validate(request)),
              UnorderedElementsAre("subject.units[1]", "subject.units[2]"));
}

TEST(Requests, VerbsThatMoveASlotNeedAnEtag) {
  const std::string name = InspectionName("x");
  const auto needs_etag = [&](auto request) {
    request.set_name(name);
    const std::vector<std::string> fields = BadFields(Validate(request));
    return std::find(fields.begin(), fields.end(), "etag") != fields.end();
  };
  EXPECT_TRUE(needs_etag(v1::ScheduleInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::SetTeamRequest()));
  EXPECT_TRUE(needs_etag(v1::AnnounceInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::SuspendInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::ResumeInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::ExtendInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::EndFieldworkRequest()));
  EXPECT_TRUE(needs_etag(v1::ConcludeInspectionRequest()));
  EXPECT_TRUE(needs_etag(v1::CancelFromPlanRequest()));
  EXPECT_TRUE(needs_etag(v1::DiscontinueInspectionRequest()));
  EXPECT_FALSE(needs_etag(v1::DecideInspectionRequest()));
  EXPECT_FALSE(needs_etag(v1::RecordPublicationRequest()));
  EXPECT_FALSE(needs_etag(v1::CompleteFollowUpRequest()));
}

TEST(Requests, ConclusionsAreBounded) {
  v1::ConcludeInspectionRequest request;
  request.set_name(InspectionName("x"));
  request.set_etag("e");
  request.mutable_conclusion()->set_reference_no("1/KL");
  *request.mutable_conclusion()->mutable_date() = Date(D(1, 11, 2022));
  EXPECT_TRUE(Validate(request).ok());
  request.mutable_conclusion()->add_findings()->set_amount_dong(-1);
  request.mutable_conclusion()->add_follow_ups();
  EXPECT_THAT(
      BadFields(Validate(request)),
      UnorderedElementsAre("conclusion.findings[0].text", "conclusion.findings[0].amount_dong",
                           "conclusion.follow_ups[0].text"));
  for (int i = 0; i < 300; ++i) request.mutable_conclusion()->add_findings();
  EXPECT_THAT(BadFields(Validate(request)),
              UnorderedElementsAre("conclusion.findings", "conclusion.follow_ups[0].text"));
}

TEST(Requests, UpdateTakesOnlyWhatMayChange) {
  v1::UpdateInspectionRequest request;
  request.mutable_inspection()->set_name(InspectionName("x"));
  request.mutable_inspection()->set_etag("e");
  request.mutable_update_mask()->add_paths("title");
  request.mutable_update_mask()->add_paths("state");
  request.mutable_update_mask()->add_paths("subject");
  EXPECT_THAT(
      BadFields(Validate(request)),
      UnorderedElementsAre("inspection.title", "update_mask.paths[1]", "update_mask.paths[2]"));
}

TEST(Plans, GoFromDraftToApprovedOnce) {
  v1::CreatePlanRequest create;
  create.set_parent("agencies/skhcn");
  EXPECT_THAT(BadFields(Validate(create)), UnorderedElementsAre("plan.year", "plan.title"));
  create.mutable_plan()->set_year(2026);
  create.mutable_plan()->set_title("Kế hoạch kiểm tra năm 2026");
  create.mutable_plan()->set_state(v1::Plan::APPROVED);
  ASSERT_TRUE(Validate(create).ok());
  v1::Plan plan = CreatePlan(create);
  EXPECT_EQ(plan.name(), "agencies/skhcn/plans/2026");
  EXPECT_EQ(plan.state(), v1::Plan::DRAFT);

  v1::ApprovePlanRequest approve;
  approve.set_name(plan.name());
  EXPECT_THAT(BadFields(Validate(approve)),
              UnorderedElementsAre("reference_no", "approval_date", "etag"));
  approve.set_reference_no("512/QĐ-SKHCN");
  *approve.mutable_approval_date() = Date(D(20, 12, 2025));
  approve.set_etag("e");
  EXPECT_EQ(ReasonOf(ApprovePlan(plan, approve, On(D(19, 12, 2025))).status()), "INVALID_FIELD");
  const v1::Plan approved = ApprovePlan(plan, approve, On(D(20, 12, 2025))).value();
  EXPECT_EQ(approved.state(), v1::Plan::APPROVED);
  EXPECT_TRUE(HasWarning(warning::kProvincialReferenceMissing, approved.warnings()));
  EXPECT_EQ(ReasonOf(ApprovePlan(approved, approve, On(D(20, 12, 2025))).status()), "WRONG_STATE");

  v1::UpdatePlanRequest update;
  update.mutable_plan()->set_name(plan.name());
  update.mutable_plan()->set_provincial_reference_no("45/TTr-NV1");
  const v1::Plan referenced = UpdatePlan(approved, update).value();
  EXPECT_EQ(referenced.warnings_size(), 0);
  update.mutable_plan()->set_title("Khác");
  EXPECT_EQ(ReasonOf(UpdatePlan(approved, update).status()), "WRONG_STATE");
  EXPECT_EQ(UpdatePlan(plan, update).value().title(), "Khác");
}

TEST(Plans, NamesAreYears) {
  EXPECT_EQ(ParsePlanName("agencies/a/plans/2022", "name")->year, 2022);
  for (const char* bad : {"agencies/a/plans/22", "agencies/a/plans/02022", "agencies/a/plans/abcd",
                          "agencies/a/plans/1900", "agencies/a/plan/2022"}) {
    EXPECT_FALSE(ParsePlanName(bad, "name").ok()) << bad;
  }
}

TEST(Entities, NeedATaxCodeWhereTheyAreEnterprises) {
  v1::CreateEntityRequest request;
  request.set_parent("agencies/skhcn");
  request.mutable_entity()->set_display_name("Công ty Xăng dầu");
  request.mutable_entity()->set_type(v1::Entity::ENTERPRISE);
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("entity.tax_code"));
  request.mutable_entity()->set_tax_code("0100109106001");
  ASSERT_TRUE(Validate(request).ok());
  const v1::Entity entity = CreateEntity(request, "agencies/skhcn/entities/petro").value();
  EXPECT_EQ(entity.tax_code(), "0100109106-001");
  request.mutable_entity()->clear_tax_code();
  request.mutable_entity()->set_type(v1::Entity::PUBLIC_BODY);
  request.set_entity_id("2bad");
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("entity_id"));

  v1::UpdateEntityRequest update;
  update.mutable_entity()->set_name(entity.name());
  update.mutable_entity()->set_etag("e");
  update.mutable_entity()->set_tax_code("0100109107");
  update.mutable_entity()->set_sector("xăng dầu");
  const v1::Entity updated = UpdateEntity(entity, update).value();
  EXPECT_EQ(updated.tax_code(), "0100109106-001");
  EXPECT_EQ(updated.sector(), "xăng dầu");
  update.mutable_update_mask()->add_paths("tax_code");
  EXPECT_THAT(BadFields(Validate(update)), UnorderedElementsAre("update_mask.paths[0]"));
}

TEST(Entities, TheYearOfAnotherAgencyIsShownWithoutItsInspection) {
  v1::LookUpEnterpriseYearRequest request;
  request.set_parent("agencies/skhcn");
  request.set_tax_code("0100109106-001");
  request.set_year(2022);
  ASSERT_TRUE(Validate(request).ok());
  const EnterpriseYearKey key = KeyOf(request).value();
  EXPECT_EQ(key.enterprise, "0100109106");
  EXPECT_TRUE(Describe(key, nullptr, "agencies/skhcn").available());
  EnterpriseYearHolder holder;
  holder.key = key;
  holder.agency = "agencies/sct";
  holder.inspection = "agencies/sct/inspections/i9";
  holder.first_day = D(2, 5, 2022);
  const v1::EnterpriseYear foreign = Describe(key, &holder, "agencies/skhcn");
  EXPECT_FALSE(foreign.available());
  EXPECT_EQ(foreign.agency(), "agencies/sct");
  EXPECT_EQ(foreign.inspection(), "");
  EXPECT_EQ(Describe(key, &holder, "agencies/sct").inspection(), holder.inspection);
}

TEST(Inspectors, AbsencesNameWhatTheyCollideWith) {
  v1::CreateAbsenceRequest request;
  request.set_parent("agencies/skhcn/inspectors/an");
  EXPECT_THAT(BadFields(Validate(request)),
              UnorderedElementsAre("absence.first_day", "absence.last_day"));
  *request.mutable_absence()->mutable_first_day() = Date(D(10, 10, 2022));
  *request.mutable_absence()->mutable_last_day() = Date(D(9, 10, 2022));
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("absence.last_day"));
  *request.mutable_absence()->mutable_last_day() = Date(D(12, 10, 2022));
  ASSERT_TRUE(Validate(request).ok());
  const std::string name = "agencies/skhcn/inspectors/an/absences/x";
  const v1::Absence absence = CreateAbsence(
      request, name,
      {{Officer("an"), InspectionName("a"), "TT-2022-0001", D(12, 10, 2022), D(20, 10, 2022)},
       {Officer("an"), InspectionName("b"), "TT-2022-0002", D(13, 10, 2022), D(20, 10, 2022)},
       {Officer("binh"), InspectionName("c"), "TT-2022-0003", D(10, 10, 2022), D(20, 10, 2022)}});
  ASSERT_EQ(absence.colliding_inspections_size(), 1);
  EXPECT_EQ(absence.colliding_inspections(0), InspectionName("a"));
  EXPECT_EQ(AwayDaysOf(absence).officer, Officer("an"));
  EXPECT_TRUE(CancelAbsence(absence).cancelled());
}

TEST(Inspectors, InterestsAreDeclaredAndWithdrawn) {
  v1::DeclareInterestRequest request;
  request.set_parent("agencies/skhcn/inspectors/an");
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("interest", "interest.relation"));
  request.mutable_interest()->set_entity("agencies/other/entities/petro");
  request.mutable_interest()->set_relation(v1::Interest::SPOUSE);
  EXPECT_THAT(BadFields(Validate(request)), UnorderedElementsAre("interest.entity"));
  request.mutable_interest()->set_entity("agencies/skhcn/entities/petro");
  ASSERT_TRUE(Validate(request).ok());
  const v1::Interest interest =
      DeclareInterest(request, "agencies/skhcn/inspectors/an/interests/x", On(D(3, 10, 2022)));
  EXPECT_EQ(Day(interest.declare_date()), D(3, 10, 2022));
  const DeclaredInterest declared = DeclaredInterestOf(interest, "0100109106-001");
  EXPECT_EQ(declared.officer, Officer("an"));
  EXPECT_EQ(declared.enterprise, "0100109106");
  v1::WithdrawInterestRequest withdraw;
  withdraw.set_reason("đã chuyển nhượng");
  EXPECT_TRUE(WithdrawInterest(interest, withdraw).withdrawn());
}

TEST(Inspectors, InLiveTeamsStayEligible) {
  v1::Inspector inspector;
  inspector.set_name("agencies/skhcn/inspectors/an");
  v1::UpdateInspectorRequest request;
  request.mutable_inspector()->set_ineligible(true);
  EXPECT_EQ(ReasonOf(UpdateInspector(inspector, request, {InspectionName("a")}).status()),
            "INSPECTOR_IN_LIVE_TEAM");
  EXPECT_TRUE(UpdateInspector(inspector, request, {}).value().ineligible());
}

// Every rpc of the package says who may call it, and what changes anything takes a request id.
TEST(Contracts, EveryRpcCarriesItsAccessRule) {
  const auto* pool = v1::Inspection::descriptor()->file()->pool();
  int methods = 0;
  for (const char* file : {"plan", "entity", "inspector", "inspection"}) {
    const auto* proto = pool->FindFileByName(absl::StrCat("dondoc/inspection/v1/", file, ".proto"));
    ASSERT_NE(proto, nullptr);
    for (int s = 0; s < proto->service_count(); ++s) {
      for (int m = 0; m < proto->service(s)->method_count(); ++m) {
        const auto* method = proto->service(s)->method(m);
        SCOPED_TRACE(method->full_name());
        ++methods;
        ASSERT_TRUE(method->options().HasExtension(dondoc::access));
        const Access& access = method->options().GetExtension(dondoc::access);
        EXPECT_GT(access.grants_size(), 0);
        EXPECT_EQ(access.mutates(), access.deadline_class() == WRITE);
        EXPECT_EQ(access.mutates(), method->input_type()->FindFieldByName("request_id") != nullptr);
        for (const Grant& grant : access.grants()) {
          EXPECT_FALSE(access.mutates() && grant.role() == AUDITOR);
          EXPECT_EQ(grant.relation() == EVERY_AGENCY, grant.role() == SERVICE);
        }
      }
    }
  }
  EXPECT_EQ(methods, 38);
}

}  // namespace
}  // namespace dondoc::inspection
