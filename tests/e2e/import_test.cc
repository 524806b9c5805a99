// One notice goes in: read, looked at, imported once; again it changes nothing, mended it is
// refused.
#include <algorithm>
#include <string>

#include "common/base/error.h"
#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using registry::v1::CreateUnitRequest;
using registry::v1::DirectiveService;
using registry::v1::DirectoryService;
using registry::v1::GetDirectiveRequest;
using registry::v1::GetNoticeDraftRequest;
using registry::v1::ImportNoticeRequest;
using registry::v1::ImportNoticeResponse;
using registry::v1::ListTasksRequest;
using registry::v1::NoticeDraft;
using registry::v1::Task;
using registry::v1::TaskService;

class ImportTest : public DepartmentTest {
 protected:
  void SetUp() override {
    DepartmentTest::SetUp();
    ASSERT_FALSE(SampleNotice().empty());
    const auto draft = Parse(SampleNotice());
    ASSERT_TRUE(draft.ok()) << draft.status();
    // The headings' units are made, then the document is read again and finds them.
    for (const auto& proposed : draft->proposed_units()) {
      CreateUnitRequest unit;
      unit.set_parent(agency());
      unit.set_unit_id(proposed.suggested_id());
      unit.mutable_unit()->set_display_name(proposed.display_name());
      unit.set_request_id(RequestId());
      const auto made =
          As<DirectoryService>("admin", &DirectoryService::StubInterface::CreateUnit, unit);
      ASSERT_TRUE(made.ok()) << made.status();
    }
    const auto again = Parse(SampleNotice());
    ASSERT_TRUE(again.ok()) << again.status();
    draft_ = *again;
    EXPECT_EQ(draft_.proposed_units_size(), 0);
    ASSERT_GT(draft_.tasks_size(), 0);
  }

  absl::StatusOr<ImportNoticeResponse> Import(const NoticeDraft& draft,
                                              const char* officer = "office",
                                              bool validate_only = false) {
    ImportNoticeRequest request;
    request.set_parent(agency());
    *request.mutable_draft() = draft;
    request.set_validate_only(validate_only);
    request.set_request_id(RequestId());
    return As<DirectiveService>(officer, &DirectiveService::StubInterface::ImportNotice, request);
  }
  int Tasks() {
    ListTasksRequest request;
    request.set_parent(agency());
    request.set_page_size(200);
    const auto page = As<TaskService>("auditor", &TaskService::StubInterface::ListTasks, request);
    EXPECT_TRUE(page.ok()) << page.status();
    return page.ok() ? page->tasks_size() : -1;
  }

  NoticeDraft draft_;
};

TEST_F(ImportTest, DraftPointsIntoTheText) {
  for (const auto& task : draft_.tasks()) {
    ASSERT_GT(task.spans_size(), 0);
    for (const auto& span : task.spans()) {
      ASSERT_GE(span.begin(), 0);
      ASSERT_LT(span.begin(), span.end());
      ASSERT_LE(span.end(), static_cast<int64_t>(draft_.text().size()));
    }
    EXPECT_FALSE(task.section().empty());
    EXPECT_GT(task.confidence(), 0);
  }
  // Reading writes nothing.
  EXPECT_EQ(Tasks(), 0);
}

TEST_F(ImportTest, ImportsOnceAndSaysSoTheSecondTime) {
  const auto dry = Import(draft_, "office", /*validate_only=*/true);
  ASSERT_TRUE(dry.ok()) << dry.status();
  EXPECT_EQ(dry->outcome(), ImportNoticeResponse::WOULD_CREATE);
  EXPECT_EQ(Tasks(), 0);

  const auto first = Import(draft_);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->outcome(), ImportNoticeResponse::CREATED);
  EXPECT_EQ(first->tasks_size(), draft_.tasks_size());
  EXPECT_EQ(Tasks(), draft_.tasks_size());
  EXPECT_GT(first->revision(), 0);
  for (const Task& task : first->tasks()) EXPECT_EQ(task.directive(), first->directive().name());

  const auto second = Import(draft_);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->outcome(), ImportNoticeResponse::UNCHANGED);
  EXPECT_EQ(second->directive().name(), first->directive().name());
  EXPECT_EQ(second->directive().etag(), first->directive().etag());
  EXPECT_EQ(Tasks(), draft_.tasks_size());
}

TEST_F(ImportTest, AnotherDraftOfTheSameTextIsRefusedWithTheDifferences) {
  const auto first = Import(draft_);
  ASSERT_TRUE(first.ok()) << first.status();
  NoticeDraft mended = draft_;
  mended.mutable_tasks()->RemoveLast();
  const auto refused = Import(mended);
  EXPECT_TRUE(Refused(refused.status(), StatusCode::kAlreadyExists, "NOTICE_ALREADY_IMPORTED"));
  EXPECT_EQ(Tasks(), draft_.tasks_size());
}

TEST_F(ImportTest, OnlyThoseWhoMayImportDo) {
  for (const char* who : {"head-a", "officer-a", "accountant", "inspector", "auditor", "admin"}) {
    EXPECT_TRUE(
        Refused(Import(draft_, who).status(), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << who;
  }
  EXPECT_EQ(Tasks(), 0);
  EXPECT_TRUE(Import(draft_, "director").ok());
}

TEST_F(ImportTest, ImportIsWholeOrNot) {
  NoticeDraft broken = draft_;
  broken.mutable_tasks(broken.tasks_size() - 1)->set_text("");
  broken.mutable_tasks(0)->set_lead_unit("agencies/khac/units/x");
  const auto refused = Import(broken);
  EXPECT_TRUE(BadField(refused.status(), "draft.tasks[0].lead_unit"));
  EXPECT_TRUE(
      BadField(refused.status(), absl::StrCat("draft.tasks[", broken.tasks_size() - 1, "].text")));
  EXPECT_EQ(Tasks(), 0);
}

TEST_F(ImportTest, TextIsKeptWordForWord) {
  const auto imported = Import(draft_);
  ASSERT_TRUE(imported.ok()) << imported.status();
  GetDirectiveRequest get;
  get.set_name(imported->directive().name());
  const auto directive =
      As<DirectiveService>("auditor", &DirectiveService::StubInterface::GetDirective, get);
  ASSERT_TRUE(directive.ok()) << directive.status();
  EXPECT_EQ(directive->text(), draft_.text());
  EXPECT_EQ(directive->task_count(), draft_.tasks_size());
}

TEST_F(ImportTest, WhatTheClerkCorrectedIsOnRecord) {
  NoticeDraft mended = draft_;
  mended.mutable_tasks(0)->set_topic("Việc đã sửa");
  const auto imported = Import(mended);
  ASSERT_TRUE(imported.ok()) << imported.status();
  GetNoticeDraftRequest get;
  get.set_name(imported->directive().name());
  for (const char* who : {"director", "office", "admin", "auditor"}) {
    const auto kept =
        As<DirectiveService>(who, &DirectiveService::StubInterface::GetNoticeDraft, get);
    ASSERT_TRUE(kept.ok()) << who << kept.status();
    EXPECT_EQ(kept->SerializeAsString(), mended.SerializeAsString()) << who;
  }
  for (const char* who : {"head-a", "officer-a", "accountant", "inspector"}) {
    EXPECT_TRUE(Refused(
        As<DirectiveService>(who, &DirectiveService::StubInterface::GetNoticeDraft, get).status(),
        StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << who;
  }
  get.set_name(agency() + "/directives/00000000-0000-7000-8000-000000000000");
  EXPECT_EQ(As<DirectiveService>("office", &DirectiveService::StubInterface::GetNoticeDraft, get)
                .status()
                .code(),
            StatusCode::kNotFound);
}

}  // namespace
}  // namespace dondoc::testing
