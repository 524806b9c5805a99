// The command `dondoc` as people and scripts use it: exit status, JSON, and the errors' way out.
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

class CliTest : public DepartmentTest {
 protected:
  void SetUp() override {
    DepartmentTest::SetUp();
    notice_ = suite().directory() + "/thông báo.txt";
    std::ofstream(notice_) << SampleNotice();
  }

  // Runs it as `officer` of the test's agency.
  Ended Run(const std::string& officer, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--agency", id(), "--as", officer});
    return suite().Dondoc(arguments);
  }
  // Runs it with JSON output; a failure is the test's.
  Struct Json(const std::string& officer, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--output", "json"});
    const Ended ended = Run(officer, arguments);
    EXPECT_EQ(ended.exit_status, 0) << ended.err;
    Struct json;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &json).ok()) << ended.out;
    return json;
  }
  static const Value& At(const Struct& object, const std::string& path) {
    static const Value* const kNothing = new Value();
    const Struct* at = &object;
    const Value* found = kNothing;
    for (const auto part : absl::StrSplit(path, '.')) {
      const auto field = at->fields().find(std::string(part));
      if (field == at->fields().end()) return *kNothing;
      found = &field->second;
      at = &found->struct_value();
    }
    return *found;
  }

  std::string notice_;
};

TEST_F(CliTest, FromANoticeToTheBoard) {
  // The units of the headings; the officers are there already or made beside.
  const Struct bootstrap = Json("admin", {"agency", "bootstrap", "--notice", notice_});
  EXPECT_GT(At(bootstrap, "created").list_value().values_size(), 0);
  const Struct again = Json("admin", {"agency", "bootstrap", "--notice", notice_});
  EXPECT_EQ(At(again, "created").list_value().values_size(), 0);

  const Struct draft = Json("office", {"notice", "parse", notice_});
  const int tasks = At(draft, "tasks").list_value().values_size();
  ASSERT_GT(tasks, 0);
  const Struct imported = Json("office", {"notice", "import", notice_});
  EXPECT_EQ(At(imported, "outcome").string_value(), "CREATED");
  EXPECT_EQ(At(imported, "tasks").list_value().values_size(), tasks);
  EXPECT_EQ(At(Json("office", {"notice", "import", notice_}), "outcome").string_value(),
            "UNCHANGED");

  const Struct list = Json("auditor", {"task", "list", "--page-size", "200"});
  ASSERT_EQ(At(list, "tasks").list_value().values_size(), tasks);
  bool dated = false;
  for (const Value& task : At(list, "tasks").list_value().values()) {
    const Struct& fields = task.struct_value();
    // Original field names, and zero values printed.
    EXPECT_EQ(At(fields, "lead_unit").kind_case(), Value::kStringValue);
    EXPECT_EQ(At(fields, "due_soon").kind_case(), Value::kBoolValue);
    EXPECT_EQ(At(fields, "deadline.phrase").kind_case(), Value::kStringValue);
    dated |= At(fields, "deadline.last_day.year").number_value() > 2000;
  }
  EXPECT_TRUE(dated);

  // People read what units are called, programs what they are.
  const Ended table = Run("auditor", {"task", "list"});
  EXPECT_EQ(table.exit_status, 0) << table.err;
  EXPECT_TRUE(absl::StrContains(table.out, "Văn phòng Sở")) << table.out;
  EXPECT_FALSE(absl::StrContains(table.out, "van-phong-so")) << table.out;

  const Struct board = Json("auditor", {"board", "--as-of", "10/10/2022"});
  EXPECT_EQ(At(board, "as_of.year").number_value(), 2022);
  for (const auto& [format, mark] :
       {std::pair("csv", "\xEF\xBB\xBF"), std::pair("html", "<!DOCTYPE html>")}) {
    const Ended page = Run("auditor", {"board", "--output", format});
    EXPECT_EQ(page.exit_status, 0) << page.err;
    EXPECT_TRUE(absl::StartsWithIgnoreCase(page.out, mark)) << page.out.substr(0, 100);
  }
  EXPECT_EQ(Run("auditor", {"verify"}).exit_status, 0);
}

TEST_F(CliTest, CorrectionsAreListedAndKeptAsACase) {
  Struct draft = Json("office", {"notice", "parse", notice_});
  auto* tasks = (*draft.mutable_fields())["tasks"].mutable_list_value();
  ASSERT_GT(tasks->values_size(), 0);
  auto* first = tasks->mutable_values(0)->mutable_struct_value()->mutable_fields();
  (*first)["addressee"].set_string_value("Bộ Khoa học và Công nghệ");
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(draft, &json).ok());
  const std::string mended = suite().directory() + "/mended";
  std::ofstream(mended) << json;

  const Struct imported = Json("office", {"notice", "import", mended});
  const std::string name = At(imported, "directive.name").string_value();
  for (const std::string& what : {mended, name, name.substr(name.rfind('/') + 1)}) {
    const Struct diff = Json("office", {"notice", "diff", what});
    const auto& corrections = At(diff, "corrections").list_value();
    ASSERT_EQ(corrections.values_size(), 1) << what;
    const Struct& correction = corrections.values(0).struct_value();
    EXPECT_EQ(At(correction, "field").string_value(), "addressee");
    EXPECT_EQ(At(correction, "corrected").string_value(), "Bộ Khoa học và Công nghệ");
  }
  const std::string folder = suite().directory() + "/cases-" + id();
  const Ended kept = Run("office", {"notice", "case", name, "--to", folder});
  ASSERT_EQ(kept.exit_status, 0) << kept.err;
  std::ifstream expected(folder + "/thong-bao.expected");
  const std::string text(std::istreambuf_iterator<char>(expected), {});
  EXPECT_TRUE(absl::StrContains(text, "to: Bộ Khoa học và Công nghệ\n")) << text;
  EXPECT_TRUE(std::ifstream(folder + "/thong-bao.txt").good());

  // Who may not see the draft sees the records on the page.
  for (const char* who : {"office", "head-a"}) {
    const Ended page = Run(who, {"notice", "show", name, "--output", "html"});
    EXPECT_EQ(page.exit_status, 0) << page.err;
    EXPECT_TRUE(absl::StrContains(page.out, "id=\"t1\"")) << who;
  }
  EXPECT_EQ(Run("head-a", {"notice", "case", name, "--to", folder}).exit_status, 4);
}

TEST_F(CliTest, ExitStatusTellsTheClassOfTheError) {
  EXPECT_EQ(Run("office", {"task", "list"}).exit_status, 0);
  EXPECT_EQ(Run("office", {"no-such-command"}).exit_status, 2);
  EXPECT_EQ(Run("office", {"task", "list", "--page-size", "many"}).exit_status, 2);
  EXPECT_EQ(suite().Dondoc({"--agency", id(), "task", "list"}).exit_status, 3);
  EXPECT_EQ(Run("auditor", {"notice", "import", notice_}).exit_status, 4);
  EXPECT_EQ(Run("office", {"task", "show", "NV-2022-9999"}).exit_status, 5);
  const Ended away = suite().Dondoc({"--agency", id(), "--as", "office", "task", "list"},
                                    {"DONDOC_SERVER=127.0.0.1:1"});
  EXPECT_EQ(away.exit_status, 8) << away.err;
  EXPECT_FALSE(away.err.empty());
  EXPECT_TRUE(away.out.empty());
}

TEST_F(CliTest, LoginIsRememberedAndTokensCanBePrinted) {
  const std::string profile =
      absl::StrCat("DONDOC_PROFILE=", suite().directory(), "/profile-", id(), ".json");
  const Ended login = suite().Dondoc({"--agency", id(), "login", "--as", "office"}, {profile});
  EXPECT_EQ(login.exit_status, 0) << login.err;
  const Ended who = suite().Dondoc({"whoami", "--output", "json"}, {profile});
  EXPECT_EQ(who.exit_status, 0) << who.err;
  EXPECT_TRUE(absl::StrContains(who.out, Officer("office"))) << who.out;

  const Ended token = suite().Dondoc({"login", "--print-token"}, {profile});
  ASSERT_EQ(token.exit_status, 0) << token.err;
  const std::string printed(absl::StripAsciiWhitespace(token.out));
  EXPECT_EQ(std::count(printed.begin(), printed.end(), '.'), 2);
  const Ended list = suite().Dondoc({"--agency", id(), "task", "list", "--output", "json"},
                                    {"DONDOC_TOKEN=" + printed});
  EXPECT_EQ(list.exit_status, 0) << list.err;
}

TEST_F(CliTest, HelpHasAnExampleInBothLanguages) {
  for (const char* language : {"vi", "en"}) {
    const Ended help = suite().Dondoc({"task", "list", "--help", "--lang", language});
    EXPECT_EQ(help.exit_status, 0);
    EXPECT_TRUE(absl::StrContains(help.out, "dondoc task list")) << help.out;
  }
}

}  // namespace
}  // namespace dondoc::testing
