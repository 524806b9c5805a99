#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/width.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class BoardTest : public ::testing::Test {
 protected:
  BoardTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "so-khcn";
    server_.board = [this](const gateway::v1::GetBoardRequest& request, gateway::v1::Board* board) {
      request_ = request;
      *board = board_;
      return grpc::Status::OK;
    };
    board_.set_parent("agencies/so-khcn");
    board_.set_agency_display_name("Sở Khoa học và Công nghệ");
    board_.mutable_as_of()->set_year(2022);
    board_.mutable_as_of()->set_month(10);
    board_.mutable_as_of()->set_day(3);
    auto& row = *board_.add_rows();
    row.set_unit("agencies/so-khcn/units/van-phong");
    row.set_unit_display_name("=Văn phòng");
    row.mutable_tasks()->set_total(7);
    row.mutable_tasks()->set_in_time(7);
    *board_.mutable_tasks() = row.tasks();
    row.mutable_money()->set_contracted_amount(1250000000);
    row.mutable_money()->set_disbursed_amount(625000000);
    row.mutable_money()->set_disbursed_basis_points(5000);
    *board_.mutable_money() = row.money();
    board_.mutable_inspections()->set_planned(2);
    board_.mutable_inspections()->set_cancelled(1);
    auto& absent = *board_.add_services();
    absent.set_service("registry");
    absent.set_reachable(true);
  }

  // As BoardTest's board, but finance is away.
  void LoseFinance() {
    board_.clear_money();
    board_.mutable_rows(0)->clear_money();
    auto& absent = *board_.add_services();
    absent.set_service("finance");
    absent.set_reason("BACKEND_UNREACHABLE");
  }

  FakeServer server_;
  TestMachine machine_;
  gateway::v1::Board board_;
  gateway::v1::GetBoardRequest request_;
};

TEST_F(BoardTest, TableShowsTasksMoneyAndInspections) {
  const RunResult result = machine_.Run({"board", "--as-of", "03/10/2022"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(request_.as_of().month(), 10);
  EXPECT_EQ(request_.parent(), "agencies/so-khcn");
  for (const char* part : {"Văn phòng", "1.250.000.000", "625.000.000", "50%", "03/10/2022"}) {
    EXPECT_THAT(result.out, HasSubstr(part));
  }
}

TEST_F(BoardTest, RowsBeginAlike) {
  for (const auto kind :
       {inspection::v1::Inspection::SPECIALISED, inspection::v1::Inspection::ADMINISTRATIVE,
        inspection::v1::Inspection::EXAMINATION}) {
    board_.add_inspection_rows()->set_kind(kind);
  }
  board_.mutable_internal_checks()->set_planned(1);
  const RunResult result = machine_.Run({"board"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  for (const char* row : {"\nThanh tra chuyên ngành", "\nThanh tra hành chính",
                          "\nKiểm tra chuyên ngành", "\nKiểm tra nội bộ",
                          // Whoever adds up must know what the total leaves out.
                          "\nTổng, không kể kiểm tra nội bộ"}) {
    EXPECT_THAT(result.out, HasSubstr(row));
  }
  for (const char* head : {"(đồng)", "nằm trong số Trong hạn"}) {
    EXPECT_THAT(result.out, HasSubstr(head));
  }
}

TEST_F(BoardTest, AnAbsentServiceIsNamedForPeopleBesideItsTable) {
  LoseFinance();
  const RunResult result = machine_.Run({"board"});
  // Said once, in words, beneath the table whose columns are empty.
  EXPECT_THAT(
      result.out,
      HasSubstr("\nKinh phí: không có số liệu: dịch vụ không trả lời (BACKEND_UNREACHABLE)\n"));
  EXPECT_LT(result.out.find("BACKEND_UNREACHABLE"), result.out.find("\nThanh tra, kiểm tra\n"));
  machine_.env().columns = 80;
  EXPECT_THAT(machine_.Run({"board"}).out, HasSubstr("BACKEND_UNREACHABLE"));
}

TEST_F(BoardTest, ANarrowTerminalGetsTablesBelowEachOther) {
  machine_.env().columns = 80;
  const RunResult result = machine_.Run({"board"});
  ASSERT_EQ(result.status, kExitOk);
  for (const absl::string_view line : absl::StrSplit(result.out, '\n')) {
    EXPECT_LE(text::DisplayWidth(line), 80) << line;
  }
  EXPECT_THAT(result.out, HasSubstr("625.000.000"));
}

TEST_F(BoardTest, AnAbsentServiceIsEmptyWithTheReasonNeverZero) {
  LoseFinance();
  const RunResult table = machine_.Run({"board"});
  EXPECT_THAT(table.out, HasSubstr("BACKEND_UNREACHABLE"));
  const RunResult csv = machine_.Run({"board", "--output", "csv"});
  // Unit, eight counts, then three empty columns of money and four of inspections.
  EXPECT_THAT(csv.out, HasSubstr("'=Văn phòng,7,0,0,7,0,0,0,0,,,,,,,\r\n"));
  EXPECT_THAT(csv.out, HasSubstr(",7,0,0,7,0,0,0,0,,,,2,0,0,1\r\n"));
  EXPECT_THAT(csv.err, HasSubstr("BACKEND_UNREACHABLE"));
  const RunResult html = machine_.Run({"board", "--output", "html"});
  EXPECT_THAT(html.out, HasSubstr("BACKEND_UNREACHABLE"));
}

TEST_F(BoardTest, CsvIsForSpreadsheets) {
  const RunResult result = machine_.Run({"board", "--output", "csv"});
  EXPECT_THAT(result.out, StartsWith("\xEF\xBB\xBF"));
  EXPECT_THAT(result.out, HasSubstr("1250000000,625000000"));
  EXPECT_THAT(result.out, Not(HasSubstr("1.250")));
}

TEST_F(BoardTest, HtmlIsOnePage) {
  board_.mutable_rows(0)->set_unit_display_name("<script>x</script>");
  const RunResult result = machine_.Run({"board", "--output", "html"});
  EXPECT_THAT(result.out, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(result.out, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(result.out, Not(HasSubstr("<script")));
}

TEST_F(BoardTest, JsonIsTheAnswerItself) {
  LoseFinance();
  const RunResult result = machine_.Run({"board", "--output", "json"});
  EXPECT_THAT(result.out, HasSubstr("\"agency_display_name\""));
  EXPECT_THAT(result.out, HasSubstr("\"on_time\": \"0\""));
  EXPECT_THAT(result.out, Not(HasSubstr("contracted_amount")));
}

}  // namespace
}  // namespace dondoc::cli
