// A department to test on: its own agency in the running suite, two units and one officer for each
// role, so that tests do not see each other.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

#include "tests/e2e/suite.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::testing {

inline constexpr char kOperator[] = "operators/e2e";

// The suite of this test process: started once, with the engine that the environment variable
// DONDOC_E2E_ENGINE names (sqlite, or postgresql with two replicas of each service).
Suite& TheSuite();

// A fresh UUID.
std::string RequestId();

// The text of the sample notice that the project ships.
std::string SampleNotice();

class DepartmentTest : public ::testing::Test {
 protected:
  void SetUp() override;

  Suite& suite() { return TheSuite(); }

  const std::string& agency() const { return agency_; }
  // The agency's id alone.
  std::string id() const { return agency_.substr(agency_.rfind('/') + 1); }
  // Subjects: "director", "office", "head-a", "officer-a", "head-b", "officer-b", "accountant",
  // "inspector", "auditor", "admin".
  std::string Officer(absl::string_view id) const {
    return absl::StrCat(agency_, "/officers/", id);
  }
  // "unit-a" and "unit-b".
  std::string Unit(absl::string_view id) const { return absl::StrCat(agency_, "/units/", id); }

  template <class Service, class Request, class Response>
  absl::StatusOr<Response> As(absl::string_view officer,
                              grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                             const Request&,
                                                                             Response*),
                              const Request& request) {
    return suite().Call<Service>(Officer(officer), method, request);
  }

  // A task of `unit` ("" = nobody's), due on a day of October 2022 (0 = no date).
  registry::v1::CreateTaskRequest TaskRequest(absl::string_view text, absl::string_view unit,
                                              int october_day = 0);
  // Creates it as the office; a failure is the test's.
  registry::v1::Task NewTask(absl::string_view text, absl::string_view unit, int october_day = 0);

  // Reads a document as the office.
  absl::StatusOr<registry::v1::NoticeDraft> Parse(absl::string_view text,
                                                  absl::string_view officer = "office");

 private:
  std::string agency_;
};

// True where `status` has this code and reason; says what it has instead.
::testing::AssertionResult Refused(const absl::Status& status, absl::StatusCode code,
                                   absl::string_view reason);
// The same for INVALID_ARGUMENT on a field.
::testing::AssertionResult BadField(const absl::Status& status, absl::string_view field);

}  // namespace dondoc::testing
