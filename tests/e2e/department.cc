#include "tests/e2e/department.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

#include "absl/strings/match.h"

#include "common/base/error.h"
#include "common/base/ids.h"

namespace dondoc::testing {
namespace {

using registry::v1::CreateAgencyRequest;
using registry::v1::CreateOfficerRequest;
using registry::v1::CreateTaskRequest;
using registry::v1::CreateUnitRequest;
using registry::v1::DirectiveService;
using registry::v1::DirectoryService;
using registry::v1::NoticeDraft;
using registry::v1::ParseNoticeRequest;
using registry::v1::Task;
using registry::v1::TaskService;

constexpr size_t kChunkBytes = 64 * 1024;

std::unique_ptr<Suite>& Slot() {
  static auto& suite = *new std::unique_ptr<Suite>();
  return suite;
}

// Starts the suite before the first test and sees to it that it ends well after the last.
class SuiteEnvironment : public ::testing::Environment {
 public:
  void SetUp() override {
    SuiteOptions options;
    options.services = {"registry"};
#ifdef DONDOC_E2E_FINANCE
    options.services.push_back("finance");
#endif
#ifdef DONDOC_E2E_INSPECTION
    options.services.push_back("inspection");
#endif
    const char* engine = std::getenv("DONDOC_E2E_ENGINE");
    if (engine != nullptr && absl::string_view(engine) == "postgresql") {
      options.engine = Engine::kPostgres;
      options.replicas = 2;
    }
    auto suite = Suite::Start(options);
    ASSERT_TRUE(suite.ok()) << suite.status();
    Slot() = *std::move(suite);
  }
  void TearDown() override {
    if (Slot() == nullptr) return;
    EXPECT_TRUE(Slot()->Stop().ok());
    Slot().reset();
  }
};

[[maybe_unused]] ::testing::Environment* const kEnvironment =
    ::testing::AddGlobalTestEnvironment(new SuiteEnvironment);

}  // namespace

Suite& TheSuite() { return *Slot(); }

std::string RequestId() {
  const std::string hex = RandomHex(16);
  // Version 4, variant 1.
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-4", hex.substr(13, 3), "-a",
                      hex.substr(17, 3), "-", hex.substr(20, 12));
}

std::string SampleNotice() { return FileText("tests/data/notices/mau-thong-bao-ket-luan.txt"); }

void DepartmentTest::SetUp() {
  agency_ = absl::StrCat("agencies/so-", RandomHex(6));
  CreateAgencyRequest agency;
  agency.set_agency_id(id());
  agency.mutable_agency()->set_display_name("Sở Khoa học và Công nghệ");
  agency.mutable_agency()->set_symbol("SKHCN");
  agency.set_admin_id("admin");
  agency.mutable_admin()->set_display_name("Quản trị");
  agency.mutable_admin()->add_roles(ADMIN);
  agency.set_request_id(RequestId());
  // A test before this one may have killed a service that the gateway has not found again yet: as
  // any caller is told to, repeat with the same request id.
  absl::Status created;
  for (int attempt = 0; attempt < 100; ++attempt) {
    created = suite()
                  .Call<DirectoryService>(kOperator, &DirectoryService::StubInterface::CreateAgency,
                                          agency)
                  .status();
    if (created.code() != absl::StatusCode::kUnavailable) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_TRUE(created.ok()) << created;
  int position = 0;
  for (const auto& [id, name] :
       {std::pair("unit-a", "Phòng Kế hoạch"), std::pair("unit-b", "Phòng Đo lường")}) {
    CreateUnitRequest unit;
    unit.set_parent(agency_);
    unit.set_unit_id(id);
    unit.mutable_unit()->set_display_name(name);
    unit.mutable_unit()->set_position(++position);
    unit.set_request_id(RequestId());
    const auto made =
        As<DirectoryService>("admin", &DirectoryService::StubInterface::CreateUnit, unit);
    ASSERT_TRUE(made.ok()) << made.status();
  }
  const struct {
    const char* id;
    Role role;
    const char* unit;
  } kOfficers[] = {{"director", DIRECTOR, ""},      {"office", OFFICE, ""},
                   {"head-a", UNIT_HEAD, "unit-a"}, {"officer-a", dondoc::OFFICER, "unit-a"},
                   {"head-b", UNIT_HEAD, "unit-b"}, {"officer-b", dondoc::OFFICER, "unit-b"},
                   {"accountant", ACCOUNTANT, ""},  {"inspector", INSPECTOR, ""},
                   {"auditor", AUDITOR, ""}};
  for (const auto& [id, role, unit] : kOfficers) {
    CreateOfficerRequest officer;
    officer.set_parent(agency_);
    officer.set_officer_id(id);
    officer.mutable_officer()->set_display_name(absl::StrCat("Cán bộ ", id));
    officer.mutable_officer()->add_roles(role);
    if (*unit != '\0') officer.mutable_officer()->set_unit(Unit(unit));
    officer.set_request_id(RequestId());
    const auto made =
        As<DirectoryService>("admin", &DirectoryService::StubInterface::CreateOfficer, officer);
    ASSERT_TRUE(made.ok()) << made.status();
  }
}

CreateTaskRequest DepartmentTest::TaskRequest(absl::string_view text, absl::string_view unit,
                                              int october_day) {
  CreateTaskRequest request;
  request.set_parent(agency_);
  request.mutable_task()->set_text(std::string(text));
  if (!unit.empty()) request.mutable_task()->set_lead_unit(Unit(unit));
  if (october_day > 0) {
    auto& day = *request.mutable_task()->mutable_deadline()->mutable_on_day();
    day.set_year(2022);
    day.set_month(10);
    day.set_day(october_day);
  }
  request.set_request_id(RequestId());
  return request;
}

Task DepartmentTest::NewTask(absl::string_view text, absl::string_view unit, int october_day) {
  const auto task = As<TaskService>("office", &TaskService::StubInterface::CreateTask,
                                    TaskRequest(text, unit, october_day));
  EXPECT_TRUE(task.ok()) << task.status();
  return task.ok() ? *task : Task();
}

absl::StatusOr<NoticeDraft> DepartmentTest::Parse(absl::string_view text,
                                                  absl::string_view officer) {
  const auto context = suite().Context(Officer(officer));
  const auto stub = DirectiveService::NewStub(suite().channel());
  NoticeDraft draft;
  const auto writer = stub->ParseNotice(context.get(), &draft);
  ParseNoticeRequest part;
  part.mutable_header()->set_parent(agency_);
  part.mutable_header()->set_file_name("thong-bao.txt");
  bool open = writer->Write(part);
  for (size_t at = 0; open && at < text.size(); at += kChunkBytes) {
    part.set_chunk(std::string(text.substr(at, kChunkBytes)));
    open = writer->Write(part);
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return draft;
}

::testing::AssertionResult Refused(const absl::Status& status, absl::StatusCode code,
                                   absl::string_view reason) {
  if (status.code() == code && ReasonOf(status) == reason) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << absl::StatusCodeToString(status.code()) << " "
                                       << ReasonOf(status) << ": " << status.message();
}

::testing::AssertionResult BadField(const absl::Status& status, absl::string_view field) {
  if (!absl::IsInvalidArgument(status)) {
    return ::testing::AssertionFailure()
           << absl::StatusCodeToString(status.code()) << ": " << status.message();
  }
  std::string fields;
  const google::rpc::BadRequest bad = BadRequestOf(status);
  for (const auto& violation : bad.field_violations()) {
    if (violation.field() == field) return ::testing::AssertionSuccess();
    absl::StrAppend(&fields, " ", violation.field());
  }
  return ::testing::AssertionFailure()
         << "complains about" << fields << ": " << status.message() << " " << ReasonOf(status);
}

}  // namespace dondoc::testing
