// What `notice` takes and refuses, and what it makes of drafts: pages, cases and corrections.
#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/error.h"
#include "services/cli/exit_status.h"
#include "services/cli/notice_client.h"
#include "services/cli/render/json.h"
#include "tests/reader/expectation.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/notice_draft.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kDirective[] = "0190a5d2-ac96-774b-bcce-b302099a8057";

class NoticeFilesTest : public ::testing::Test {
 protected:
  NoticeFilesTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "the-token";
    machine_.env().variables["DONDOC_AGENCY"] = "so-khcn";
    server_.parse_notice = [this](const ParseNoticeHeader&, const std::string& bytes,
                                  NoticeDraft* draft) {
      parsed_ = bytes;
      *draft = SampleDraft();
      return grpc::Status::OK;
    };
    for (const Unit& unit : SampleUnits()) server_.units[unit.name()] = unit;
  }

  RunResult Run(const std::vector<std::string>& args, const std::string& input = "") {
    return machine_.Run(args, input);
  }
  std::string Path(const std::string& name) const { return machine_.folder() + "/" + name; }
  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }
  std::string WriteDraft(const NoticeDraft& draft) { return Write("draft.data", *ToJson(draft)); }
  std::string Contents(const std::string& name) {
    std::ifstream in(Path(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  FakeServer server_;
  TestMachine machine_;
  std::string parsed_;
};

TEST_F(NoticeFilesTest, DraftsAreKnownByTheirContent) {
  EXPECT_TRUE(LooksLikeDraft("\xEF\xBB\xBF {\n \"agency\": 1}"));
  EXPECT_TRUE(LooksLikeDraft("{}"));
  EXPECT_FALSE(LooksLikeDraft("{\\rtf1 chữ}"));
  EXPECT_FALSE(LooksLikeDraft("THÔNG BÁO"));
  EXPECT_FALSE(LooksLikeDraft("PK\x03\x04"));
  EXPECT_FALSE(LooksLikeDraft(""));
  // Whatever the file is called.
  const RunResult shown = Run({"notice", "show", WriteDraft(SampleDraft())});
  EXPECT_EQ(shown.status, kExitOk) << shown.err;
  EXPECT_EQ(parsed_, "");
}

TEST_F(NoticeFilesTest, DocumentsTravelAsTheyAre) {
  std::string bytes("PK\x03\x04\0\xff\r\n", 8);
  bytes += std::string(3 << 20, '\x80');
  const RunResult result = Run({"notice", "show", Write("a.docx", bytes)});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(parsed_, bytes);
}

TEST_F(NoticeFilesTest, WrongInputIsRefusedBeforeItIsSent) {
  NoticeDraft changed = SampleDraft();
  changed.set_text(changed.text() + "thêm");
  NoticeDraft outside = SampleDraft();
  outside.mutable_tasks(1)->mutable_spans(0)->set_end(99999);
  outside.mutable_decisions(0)->mutable_span()->set_begin(-1);
  const std::string misspelt =
      absl::StrReplaceAll(*ToJson(SampleDraft()), {{"\"lead_unit\"", "\"leed_unit\""}});
  const struct {
    std::string path;
    const char* reason;
    const char* words;
  } kWrong[] = {
      {machine_.folder(), "FILE_UNREADABLE", "là thư mục"},
      {Write("empty.txt", ""), "NOTICE_EMPTY", "không có gì"},
      {Write("blank.txt", "\xEF\xBB\xBF \n"), "NOTICE_EMPTY", "không có gì"},
      {Write("other.json", "{\"agency\": \"agencies/a\"}"), "DRAFT_WITHOUT_TEXT",
       "không phải bản nháp"},
      {Write("nothing.json", "{}"), "DRAFT_WITHOUT_TEXT", "không phải bản nháp"},
      {Write("broken.json", "{\"agency\": "), "JSON_INVALID", "NoticeDraft"},
      {Write("unknown.json", misspelt), "JSON_INVALID", "leed_unit"},
      {Write("changed.json", *ToJson(changed)), "DRAFT_TEXT_CHANGED", "text_sha256"},
      {Write("outside.json", *ToJson(outside)), "INVALID_FIELD", "tasks[1].spans[0]"},
      {Path("khong-co.docx"), "FILE_NOT_FOUND", "không có tệp"},
  };
  for (const auto& wrong : kWrong) {
    for (const char* verb : {"show", "import", "diff"}) {
      const RunResult result = Run({"notice", verb, wrong.path});
      EXPECT_NE(result.status, kExitOk) << wrong.path;
      EXPECT_EQ(result.out, "");
      EXPECT_THAT(result.err, HasSubstr(wrong.reason)) << wrong.path;
      EXPECT_THAT(result.err, HasSubstr(wrong.words)) << wrong.path;
    }
  }
  EXPECT_EQ(server_.calls, 0);
  EXPECT_THAT(Run({"notice", "show", Path("outside.json")}).err, HasSubstr("decisions[0].span"));
}

TEST_F(NoticeFilesTest, AnswersOfTheServerAboutAFileAreShown) {
  server_.parse_notice = [](const ParseNoticeHeader&, const std::string&, NoticeDraft*) {
    return Refusal(Error(absl::StatusCode::kInvalidArgument, "NOTICE_NOT_TEXT",
                         {"a png picture", "là ảnh png"}),
                   Language::kVietnamese);
  };
  const RunResult result =
      Run({"notice", "show", Write("anh.png", "\x89PNG\r\n"), "--output", "html"});
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("NOTICE_NOT_TEXT"));
  EXPECT_THAT(result.err, HasSubstr("là ảnh png"));
}

TEST_F(NoticeFilesTest, FilesOverTheLimitAreNotSent) {
  const std::string path = Write("big.pdf", "%PDF");
  std::filesystem::resize_file(path, kMaxNoticeBytes + 1);
  const RunResult result = Run({"notice", "parse", path});
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("NOTICE_TOO_LARGE"));
  EXPECT_THAT(result.err, HasSubstr("64 MiB"));
  EXPECT_EQ(server_.calls, 0);
}

TEST_F(NoticeFilesTest, ADraftThatFitsNoMessageIsNotSent) {
  NoticeDraft draft = SampleDraft();
  for (int i = 0; i < 500; ++i) draft.add_decisions()->set_text(std::string(9000, 'x'));
  const RunResult result = Run({"notice", "import", WriteDraft(draft)});
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("DRAFT_TOO_LARGE"));
  EXPECT_THAT(result.err, HasSubstr("4.3 MiB"));
  EXPECT_EQ(server_.calls, 0);
}

TEST_F(NoticeFilesTest, ADraftThatDoesNotComeBackIsExplained) {
  server_.parse_notice = [](const ParseNoticeHeader&, const std::string&, NoticeDraft* draft) {
    draft->set_text(std::string(5 << 20, 'x'));
    return grpc::Status::OK;
  };
  const RunResult result = Run({"notice", "parse", Write("a.txt", "a")});
  EXPECT_EQ(result.status, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("DRAFT_TOO_LARGE"));
}

TEST_F(NoticeFilesTest, PageOfADraftADocumentAndADirective) {
  server_.get_directive = [](const GetDirectiveRequest& request, Directive* directive) {
    directive->set_name(request.name());
    directive->set_text(SampleDraft().text());
    return grpc::Status::OK;
  };
  server_.list_tasks = [](const ListTasksRequest&, ListTasksResponse* list) {
    Task& task = *list->add_tasks();
    task.set_ordinal(1);
    task.set_text("Thẩm định");
    *task.add_spans() = SampleDraft().tasks(0).spans(0);
    return grpc::Status::OK;
  };
  std::string asked;
  server_.get_notice_draft = [&](const GetNoticeDraftRequest& request, NoticeDraft* draft) {
    asked = request.name();
    *draft = SampleDraft();
    return grpc::Status::OK;
  };
  for (const std::string& what :
       {WriteDraft(SampleDraft()), Write("a.odt", "PK"), std::string(kDirective)}) {
    const RunResult result = Run({"notice", "show", what, "--output", "html"});
    ASSERT_EQ(result.status, kExitOk) << result.err;
    EXPECT_THAT(result.out, HasSubstr("id=\"t2\"")) << what;
    EXPECT_THAT(result.out, HasSubstr("Phòng Quản lý Khoa học (qlkh)")) << what;
  }
  EXPECT_EQ(asked, absl::StrCat("agencies/so-khcn/directives/", kDirective));

  // Who may not see drafts sees the records.
  server_.get_notice_draft = [](const GetNoticeDraftRequest&, NoticeDraft*) {
    return grpc::Status(grpc::PERMISSION_DENIED, "no");
  };
  const RunResult result = Run({"notice", "show", kDirective, "--output", "html"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("id=\"t1\""));
  EXPECT_THAT(result.out, Not(HasSubstr("id=\"t2\"")));
  EXPECT_NE(Run({"notice", "show", kDirective, "--output", "csv"}).status, kExitOk);
}

TEST_F(NoticeFilesTest, CaseFromADraft) {
  const std::string draft = WriteDraft(SampleDraft());
  const RunResult result = Run({"notice", "case", draft, "--to", Path("cases")});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(Contents("cases/thong-bao-so-12.txt"), SampleDraft().text());
  const auto expected = registry::ParseExpectation(Contents("cases/thong-bao-so-12.expected"));
  ASSERT_TRUE(expected.ok()) << expected.status();
  EXPECT_EQ(expected->tasks.size(), 2u);
  EXPECT_EQ(expected->directory.units.size(), 2u);

  // A case is not overwritten by accident.
  const RunResult again = Run({"notice", "case", draft, "--to", Path("cases")});
  EXPECT_THAT(again.err, HasSubstr("CASE_EXISTS"));
  EXPECT_EQ(Run({"notice", "case", draft, "--to", Path("cases"), "--replace"}).status, kExitOk);
}

TEST_F(NoticeFilesTest, CaseFromADirectiveWithItsDocument) {
  server_.get_notice_draft = [](const GetNoticeDraftRequest&, NoticeDraft* draft) {
    *draft = SampleDraft();
    return grpc::Status::OK;
  };
  const std::string bytes("PK\x03\x04\0", 5);
  const RunResult result = Run({"notice", "case", kDirective, "--document",
                                Write("goc.docx", bytes), "--to", Path("cases")});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(Contents("cases/thong-bao-so-12.docx"), bytes);
  EXPECT_FALSE(std::filesystem::exists(Path("cases/thong-bao-so-12.txt")));
  EXPECT_THAT(result.err, Not(HasSubstr("chú ý")));

  // Another document is taken, but not in silence.
  server_.parse_notice = [](const ParseNoticeHeader&, const std::string&, NoticeDraft* draft) {
    draft->set_text_sha256("khác");
    return grpc::Status::OK;
  };
  EXPECT_THAT(
      Run({"notice", "case", kDirective, "--document", Path("goc.docx"), "--to", Path("cases2")})
          .err,
      HasSubstr("chú ý"));
}

TEST_F(NoticeFilesTest, CorrectionsAgainstTodaysReader) {
  NoticeDraft corrected = SampleDraft();
  corrected.mutable_tasks(0)->set_addressee("Bộ KH&CN");
  const std::string path = WriteDraft(corrected);
  const RunResult table = Run({"notice", "diff", path});
  ASSERT_EQ(table.status, kExitOk) << table.err;
  EXPECT_EQ(parsed_, corrected.text());
  EXPECT_THAT(table.out, HasSubstr("addressee"));
  EXPECT_THAT(table.out, HasSubstr("UBND tỉnh"));
  EXPECT_THAT(table.out, HasSubstr("Bộ KH&CN"));
  EXPECT_THAT(table.out, HasSubstr("1 chỗ đã sửa"));
  const RunResult json = Run({"notice", "diff", path, "--output", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"corrected\": \"Bộ KH&CN\""));
  // The text of a docx has lost its tables; the file itself has them.
  EXPECT_THAT(table.err, HasSubstr("--document"));
  const RunResult file = Run({"notice", "diff", path, "--document", Write("goc.docx", "PK\x03")});
  EXPECT_EQ(file.err, "");
  EXPECT_EQ(file.out, table.out);
  EXPECT_EQ(parsed_, "PK\x03");
  EXPECT_THAT(Run({"notice", "diff", WriteDraft(SampleDraft())}).out,
              HasSubstr("không có gì phải sửa"));
}

}  // namespace
}  // namespace dondoc::cli
