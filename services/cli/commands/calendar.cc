// calendar show, list, set, resolve.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/deadline_flags.h"
#include "services/cli/files.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/json.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/calendar.grpc.pb.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using registry::v1::CalendarDay;
using registry::v1::CalendarService;
using registry::v1::CalendarYear;
using registry::v1::GetCalendarYearRequest;
using registry::v1::ListCalendarYearsRequest;
using registry::v1::ListCalendarYearsResponse;
using registry::v1::ResolveDeadlineRequest;
using registry::v1::SetCalendarYearRequest;
using registry::v1::SetCalendarYearResponse;

// Largest table file, in bytes: 120 days of some 300 bytes with room to spare.
constexpr size_t kMaxTableBytes = 256 * 1024;

Table YearTable(const CalendarYear& year, const Lang& lang) {
  Table table;
  table.title =
      absl::StrCat(lang(Text{"Calendar ", "Lịch "}), ShortName(year.name()), " · ",
                   lang.Word(CalendarYear::Status_Name(year.status())), " · ",
                   year.working_day_count(), lang(Text{" working days", " ngày làm việc"}));
  table.columns = {{lang.Word("day")},
                   {lang.Word("weekday")},
                   {lang.Word("kind")},
                   {lang.Word("name"), Align::kLeft, true},
                   {lang.Word("ground"), Align::kLeft, true}};
  for (const CalendarDay& day : year.days()) {
    std::string kind = lang.Word(CalendarDay::Kind_Name(day.kind()));
    if (day.proposed()) absl::StrAppend(&kind, " (", lang.Word("PROPOSED"), ")");
    table.rows.push_back({FormatDate(day.day(), lang), WeekdayName(day.day(), lang),
                          Cell(kind, day.proposed() ? Style::kWarn : Style::kPlain),
                          day.display_name(), day.legal_reference()});
  }
  return table;
}

absl::Status ShowCalendarYear(Context& context, const std::string& year) {
  GetCalendarYearRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("year", "calendarYears", year));
  ASSIGN_OR_RETURN(
      const CalendarYear table,
      context.Call<CalendarService>(&CalendarService::StubInterface::GetCalendarYear, request));
  return Print(context, table, [&] { return YearTable(table, context.lang()); });
}

struct CalendarSetFlags {
  std::string year;
  std::string file;
  std::string etag;
  bool dry_run = false;
};

absl::Status SetCalendarYear(Context& context, const CalendarSetFlags& flags) {
  SetCalendarYearRequest request;
  CalendarYear& year = *request.mutable_calendar_year();
  ASSIGN_OR_RETURN(const std::string json, ReadFile(flags.file, kMaxTableBytes, context.in()));
  RETURN_IF_ERROR(FromJson(json, &year));
  ASSIGN_OR_RETURN(const std::string name, context.Name("year", "calendarYears", flags.year));
  // A table that says another year was meant for that one.
  if (!year.name().empty() && year.name() != name) {
    return InvalidField("year", {absl::StrCat("the file is the table of ", ShortName(year.name())),
                                 absl::StrCat("tệp này là lịch năm ", ShortName(year.name()))});
  }
  year.set_name(name);
  if (!flags.etag.empty()) year.set_etag(flags.etag);
  request.set_validate_only(flags.dry_run);
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const SetCalendarYearResponse stored,
      context.Call<CalendarService>(&CalendarService::StubInterface::SetCalendarYear, request));
  const Lang& lang = context.lang();
  return Print(context, stored, [&] {
    Table table = YearTable(stored.calendar_year(), lang);
    table.notes = {
        absl::StrCat(stored.resolved_count(),
                     lang(Text{" tasks that waited for this table have a last day now",
                               " nhiệm vụ chờ lịch này nay đã có hạn"})),
        absl::StrCat(stored.kept_count(),
                     lang(Text{" open tasks keep a day that this table would move",
                               " nhiệm vụ đang mở giữ hạn cũ dù lịch này cho ngày khác"}))};
    if (flags.dry_run) {
      table.notes.push_back(
          lang(Text{"checked only, nothing was stored", "chỉ kiểm tra, chưa lưu"}));
    }
    return table;
  });
}

absl::Status ListCalendarYears(Context& context) {
  ListCalendarYearsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(
      const ListCalendarYearsResponse list,
      context.Call<CalendarService>(&CalendarService::StubInterface::ListCalendarYears, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang(Text{"Year", "Năm"})},
                     {lang.Word("state")},
                     {lang(Text{"Working days", "Ngày làm việc"}), Align::kRight},
                     {lang(Text{"Version", "Phiên bản"})}};
    for (const CalendarYear& year : list.calendar_years()) {
      table.rows.push_back(
          {ShortName(year.name()),
           Cell(lang.Word(CalendarYear::Status_Name(year.status())),
                year.status() == CalendarYear::PROPOSED ? Style::kWarn : Style::kPlain),
           absl::StrCat(year.working_day_count()), Cell(year.version(), Style::kDim)});
    }
    return table;
  });
}

absl::Status Resolve(Context& context, const DeadlineFlags& flags) {
  ResolveDeadlineRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(*request.mutable_deadline(), flags.ToDeadline());
  if (request.deadline().rule_case() == Deadline::RULE_NOT_SET) {
    return InvalidField("deadline", {"say which deadline, e.g. --working-days 7 --from 28/09/2022",
                                     "hãy cho biết thời hạn, ví dụ --working-days 7 --from "
                                     "28/09/2022"});
  }
  ASSIGN_OR_RETURN(
      const Deadline deadline,
      context.Call<CalendarService>(&CalendarService::StubInterface::ResolveDeadline, request));
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, deadline, [&] { return DeadlineFacts(deadline, lang); }));
  const Output output = context.OutputOr();
  if (output == Output::kTable && !deadline.trace().empty()) {
    context.out() << "\n";
    PrintTable(context, TraceTable(deadline, lang));
  }
  return absl::OkStatus();
}

}  // namespace

void RegisterCalendar(Command& root) {
  Command calendar =
      root.Add("calendar", {"working days and deadlines", "ngày làm việc và thời hạn"},
               "calendar show 2022");
  const auto year = std::make_shared<std::string>();
  calendar.Add("show", {"the table of a year", "lịch của một năm"}, "calendar show 2022")
      .Argument("year", year.get(), {"year", "năm"})
      .Run([year](Context& context) { return ShowCalendarYear(context, *year); });
  calendar.Add("list", {"the years there are tables of", "các năm đã có lịch"}, "calendar list")
      .Run(ListCalendarYears);
  const auto table = std::make_shared<CalendarSetFlags>();
  calendar
      .Add("set",
           {"set the table of a year from a file (administrator)",
            "đặt lịch của một năm từ tệp (quản trị)"},
           "calendar show 2023 --output json > 2023.json\n"
           "calendar set 2023 --file 2023.json --dry-run --as admin")
      .Argument("year", &table->year, {"year", "năm"})
      .Option("--file", &table->file,
              {"the table as `calendar show --output json` prints it; - for standard input",
               "lịch theo dạng `calendar show --output json`; - là đầu vào chuẩn"},
              "FILE", Need::kRequired)
      .Option("--etag", &table->etag,
              {"refuse if changed since this version was read; default: the file's",
               "từ chối nếu đã đổi so với phiên bản này; mặc định theo tệp"})
      .Flag("--dry-run", &table->dry_run,
            {"check and show the effect, store nothing", "kiểm tra và cho xem kết quả, không lưu"})
      .Run([table](Context& context) { return SetCalendarYear(context, *table); });
  const auto flags = std::make_shared<DeadlineFlags>();
  Command resolve = calendar.Add(
      "resolve",
      {"the last day of a deadline, with every day counted",
       "tính ngày cuối của thời hạn, kèm từng ngày được đếm"},
      "calendar resolve --working-days 7 --from 28/09/2022\ncalendar resolve --within 2022-Q4\n"
      "calendar resolve --before 07/10/2022");
  flags->AddTo(resolve);
  resolve.Run([flags](Context& context) { return Resolve(context, *flags); });
}

}  // namespace dondoc::cli
