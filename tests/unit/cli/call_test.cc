#include <fstream>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/sha256.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;
using ::testing::Not;

class CallTest : public ::testing::Test {
 protected:
  CallTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "the-token";
    machine_.env().variables["DONDOC_AGENCY"] = "so-khcn";
  }

  RunResult Run(const std::vector<std::string>& args, const std::string& input = "") {
    return machine_.Run(args, input);
  }

  FakeServer server_;
  TestMachine machine_;
};

TEST_F(CallTest, SendsWhoInWhichLanguageAndACorrelationId) {
  std::string name;
  server_.get_task = [&](const GetTaskRequest& request, Task* task) {
    name = request.name();
    task->set_name(request.name());
    return grpc::Status::OK;
  };
  EXPECT_EQ(Run({"task", "show", "NV-2022-0001", "--lang", "en"}).status, kExitOk);
  EXPECT_EQ(name, "agencies/so-khcn/tasks/NV-2022-0001");
  EXPECT_EQ(server_.LastHeader("authorization"), "Bearer the-token");
  EXPECT_EQ(server_.LastHeader("accept-language"), "en");
  EXPECT_TRUE(IsUuid(server_.LastHeader("x-request-id")));
  EXPECT_EQ(Run({"task", "show", "NV-2022-0001"}).status, kExitOk);
  EXPECT_EQ(server_.LastHeader("accept-language"), "vi");
}

TEST_F(CallTest, ErrorsShowFieldsReasonAndCorrelationIdInTheUsersLanguage) {
  server_.get_task = [&](const GetTaskRequest&, Task*) {
    return Refusal(Error(absl::StatusCode::kInvalidArgument, "INVALID_FIELD",
                         {"two fields are bad", "hai trường sai"})
                       .Field("name", {"is no name", "không phải tên"})
                       .Field("as_of", {"is no day", "không phải ngày"}),
                   Language::kVietnamese);
  };
  const RunResult result = Run({"task", "show", "x"});
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_EQ(result.out, "");
  for (const char* part :
       {"hai trường sai", "name: không phải tên", "as_of: không phải ngày", "INVALID_FIELD"}) {
    EXPECT_THAT(result.err, HasSubstr(part));
  }
  EXPECT_THAT(result.err, HasSubstr(server_.LastHeader("x-request-id")));
  EXPECT_THAT(result.err, Not(HasSubstr("type.googleapis.com")));
}

TEST_F(CallTest, ServerTextCannotCommandTheTerminal) {
  server_.get_task = [&](const GetTaskRequest&, Task*) {
    return Refusal(Error(absl::StatusCode::kNotFound, "TASK_NOT_FOUND", {"\x1b[2J", "\x1b[2J"}),
                   Language::kVietnamese);
  };
  const RunResult result = Run({"task", "show", "x"});
  EXPECT_EQ(result.status, kExitNotFound);
  EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
}

TEST_F(CallTest, EachCodeHasItsExitStatus) {
  for (const auto& [code, status] : std::map<grpc::StatusCode, int>{{grpc::UNAUTHENTICATED, 3},
                                                                    {grpc::PERMISSION_DENIED, 4},
                                                                    {grpc::NOT_FOUND, 5},
                                                                    {grpc::ALREADY_EXISTS, 6},
                                                                    {grpc::ABORTED, 6},
                                                                    {grpc::FAILED_PRECONDITION, 7},
                                                                    {grpc::UNAVAILABLE, 8},
                                                                    {grpc::DEADLINE_EXCEEDED, 8},
                                                                    {grpc::INTERNAL, 1}}) {
    server_.accept_task = [code = code](const AcceptTaskRequest&, Task*) {
      return grpc::Status(code, "no");
    };
    EXPECT_EQ(Run({"task", "accept", "x"}).status, status) << code;
  }
}

TEST_F(CallTest, UnavailableIsTriedAgainWithTheSameRequestId) {
  std::vector<std::string> ids;
  server_.accept_task = [&](const AcceptTaskRequest& request, Task* task) {
    ids.push_back(request.request_id());
    if (ids.size() < 3) return grpc::Status(grpc::UNAVAILABLE, "restarting");
    task->set_number("NV-2022-0001");
    return grpc::Status::OK;
  };
  const RunResult result = Run({"task", "accept", "x"});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  ASSERT_EQ(ids.size(), 3);
  EXPECT_TRUE(IsUuid(ids[0]));
  EXPECT_EQ(ids[0], ids[2]);
}

TEST_F(CallTest, OtherErrorsAreNotTriedAgain) {
  server_.accept_task = [&](const AcceptTaskRequest&, Task*) {
    return grpc::Status(grpc::INTERNAL, "broken");
  };
  const RunResult result = Run({"task", "accept", "x"});
  EXPECT_EQ(result.status, kExitInternal);
  EXPECT_EQ(server_.calls, 1);
  // It may have happened: the way to repeat it safely is shown.
  EXPECT_THAT(result.err, HasSubstr("--request-id"));
}

TEST_F(CallTest, RequestIdMayBeGiven) {
  const std::string id = "01890a5d-ac96-774b-bcce-b302099a8057";
  std::string seen;
  server_.accept_task = [&](const AcceptTaskRequest& request, Task*) {
    seen = request.request_id();
    return grpc::Status::OK;
  };
  EXPECT_EQ(Run({"task", "accept", "x", "--request-id", id}).status, kExitOk);
  EXPECT_EQ(seen, id);
}

TEST_F(CallTest, AssignReadsTheEtagFirst) {
  server_.get_task = [&](const GetTaskRequest&, Task* task) {
    task->set_etag("e7");
    return grpc::Status::OK;
  };
  AssignTaskRequest seen;
  server_.assign_task = [&](const AssignTaskRequest& request, Task*) {
    seen = request;
    return grpc::Status::OK;
  };
  EXPECT_EQ(Run({"task", "assign", "x", "--unit", "van-phong", "--assignee", "van-a"}).status,
            kExitOk);
  EXPECT_EQ(seen.etag(), "e7");
  EXPECT_EQ(seen.lead_unit(), "agencies/so-khcn/units/van-phong");
  EXPECT_EQ(seen.assignee(), "agencies/so-khcn/officers/van-a");
  EXPECT_EQ(Run({"task", "assign", "x", "--unit", "u", "--etag", "mine"}).status, kExitOk);
  EXPECT_EQ(seen.etag(), "mine");
}

class ListTest : public CallTest {
 protected:
  // Five tasks, in pages of at most two.
  ListTest() {
    server_.list_tasks = [this](const ListTasksRequest& request, ListTasksResponse* list) {
      requests_.push_back(request);
      const int begin = request.page_token().empty() ? 0 : std::stoi(request.page_token());
      const int end = std::min(5, begin + std::min(2, request.page_size()));
      for (int i = begin; i < end; ++i) list->add_tasks()->set_number(absl::StrCat("NV-", i));
      if (end < 5) list->set_next_page_token(absl::StrCat(end));
      list->set_revision(9);
      return grpc::Status::OK;
    };
  }
  ListTasksResponse Json(const std::vector<std::string>& args) {
    const RunResult result = Run(args);
    EXPECT_EQ(result.status, kExitOk) << result.err;
    ListTasksResponse list;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(result.out, &list).ok()) << result.out;
    return list;
  }
  std::vector<ListTasksRequest> requests_;
};

TEST_F(ListTest, MergesPagesUnlessOneIsAskedFor) {
  ListTasksResponse list = Json({"task", "list", "--output", "json"});
  EXPECT_EQ(list.tasks_size(), 5);
  EXPECT_EQ(list.next_page_token(), "");
  EXPECT_EQ(list.revision(), 9);

  list = Json({"task", "list", "--page-size", "2", "--output", "json"});
  EXPECT_EQ(list.tasks_size(), 2);
  EXPECT_EQ(list.next_page_token(), "2");

  list = Json({"task", "list", "--page-size", "2", "--page-token", "2", "-o", "json"});
  EXPECT_EQ(list.tasks(0).number(), "NV-2");

  list = Json({"task", "list", "--page-size", "1", "--all", "--output", "json"});
  EXPECT_EQ(list.tasks_size(), 5);
}

TEST_F(ListTest, FlagsBecomeAFilter) {
  Json({"task", "list", "--unit", "van-phong", "--state", "in-progress", "--timeliness", "OVERDUE",
        "--due-to", "31/10/2022", "--text", "mật \"ong\"", "--as-of", "2022-10-03", "--order-by",
        "due desc", "-o", "json"});
  ASSERT_FALSE(requests_.empty());
  EXPECT_EQ(requests_[0].filter(),
            "unit = \"agencies/so-khcn/units/van-phong\" AND state = IN_PROGRESS AND timeliness = "
            "OVERDUE AND due <= 2022-10-31 AND text : \"mật \\\"ong\\\"\"");
  EXPECT_EQ(requests_[0].as_of().day(), 3);
  EXPECT_EQ(requests_[0].order_by(), "due desc");
  EXPECT_EQ(requests_[0].parent(), "agencies/so-khcn");
}

TEST_F(ListTest, TableShowsEveryTask) {
  const RunResult result = Run({"task", "list"});
  EXPECT_EQ(result.status, kExitOk);
  for (int i = 0; i < 5; ++i) EXPECT_THAT(result.out, HasSubstr(absl::StrCat("NV-", i)));
}

TEST_F(CallTest, NoticeTravelsInChunksAndComesBackAsADraft) {
  std::string document(200'000, 'x');
  document += "cuối";
  ParseNoticeHeader header;
  std::string received;
  server_.parse_notice = [&](const ParseNoticeHeader& h, const std::string& text,
                             NoticeDraft* draft) {
    header = h;
    received = text;
    draft->set_agency(h.parent());
    draft->set_text("Một");
    draft->set_text_sha256(Sha256Hex("Một"));
    draft->add_tasks()->set_text("Một");
    return grpc::Status::OK;
  };
  const std::string path = machine_.folder() + "/thong-bao.txt";
  std::ofstream(path) << document;
  const RunResult result = Run({"notice", "parse", path});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(received, document);
  EXPECT_EQ(header.parent(), "agencies/so-khcn");
  EXPECT_EQ(header.file_name(), "thong-bao.txt");

  // What was printed is a draft that import takes without reading the document again.
  received.clear();
  ImportNoticeRequest imported;
  server_.import_notice = [&](const ImportNoticeRequest& request, ImportNoticeResponse* response) {
    imported = request;
    response->set_outcome(ImportNoticeResponse::CREATED);
    return grpc::Status::OK;
  };
  EXPECT_EQ(Run({"notice", "import", "-"}, result.out).status, kExitOk);
  EXPECT_EQ(imported.draft().tasks(0).text(), "Một");
  EXPECT_EQ(imported.parent(), "agencies/so-khcn");
  EXPECT_TRUE(IsUuid(imported.request_id()));
  EXPECT_EQ(received, "");

  // The document itself is read, then imported.
  EXPECT_EQ(Run({"notice", "import", path, "--dry-run"}).status, kExitOk);
  EXPECT_EQ(received, document);
  EXPECT_TRUE(imported.validate_only());
}

TEST_F(CallTest, BrokenDraftIsNotSent) {
  const RunResult result = Run({"notice", "import", "-"}, "{\"agenci\": 1}");
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("JSON_INVALID"));
  EXPECT_EQ(server_.calls, 0);
}

TEST_F(CallTest, ParseErrorOfTheServerIsShown) {
  server_.parse_notice = [&](const ParseNoticeHeader&, const std::string&, NoticeDraft*) {
    return Refusal(Error(absl::StatusCode::kInvalidArgument, "NOTICE_NOT_TEXT", {"no text", "x"}),
                   Language::kVietnamese);
  };
  const RunResult result = Run({"notice", "parse", "-"}, "%PDF");
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("NOTICE_NOT_TEXT"));
}

}  // namespace
}  // namespace dondoc::cli
