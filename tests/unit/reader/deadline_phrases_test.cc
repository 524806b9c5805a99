// Deadline phrases as they stand in documents, numbered as in the collection they were taken from,
// each with the whole reading.
#include "services/registry/reader/deadline_phrases.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/calendar/calendar.h"
#include "common/calendar/deadline.h"
#include "services/registry/reader/citations.h"
#include "tests/unit/reader/draft_printer.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Phrase {
  std::string number;
  std::string text;
  absl::CivilDay document_date;
  // Rule of every finding, in order, joined by " | "; empty where nothing is found.
  std::string expected;
  // Reasons of the doubts of all findings and of what was dropped, joined by " ".
  std::string doubts;
};

void PrintTo(const Phrase& phrase, std::ostream* out) {
  *out << phrase.number << ": " << phrase.text;
}

struct Result {
  std::string rules;
  std::string doubts;
  std::vector<std::string> phrases;
  std::vector<common::v1::Deadline> deadlines;
};

Result Find(const std::string& text, std::optional<absl::CivilDay> date) {
  Result result;
  const auto source = SourceText::FromText(std::string(text));
  if (!source.ok()) {
    ADD_FAILURE() << source.status();
    return result;
  }
  const Document document(*source);
  const TokenRange all{0, document.tokens().size()};
  std::vector<TokenRange> masked;
  for (const CitationFinding& citation : FindCitations(document, all)) {
    masked.push_back(citation.range);
  }
  const DeadlinePhrases phrases = FindDeadlines(document, all, masked, date);
  std::vector<std::string> rules;
  std::vector<std::string> doubts;
  for (const DeadlineFinding& finding : phrases.findings) {
    common::v1::Deadline deadline = finding.deadline;
    FieldErrors errors;
    calendar::ValidateDeadline(deadline, "", errors);
    EXPECT_TRUE(errors.empty()) << text << ": " << errors.ToStatus();
    EXPECT_EQ(document.Verbatim(finding.range), deadline.phrase());
    deadline.set_kind(calendar::KindOf(deadline));
    rules.push_back(PrintDeadline(deadline));
    result.phrases.push_back(deadline.phrase());
    result.deadlines.push_back(deadline);
    for (const DoubtAt& doubt : finding.doubts) doubts.emplace_back(ReasonOf(doubt.doubt));
  }
  for (const DoubtAt& doubt : phrases.dropped) doubts.emplace_back(ReasonOf(doubt.doubt));
  result.rules = absl::StrJoin(rules, " | ");
  result.doubts = absl::StrJoin(doubts, " ");
  return result;
}

class CollectedPhrase : public ::testing::TestWithParam<Phrase> {};

TEST_P(CollectedPhrase, IsReadAsAPersonReadsIt) {
  const Phrase& phrase = GetParam();
  const Result result = Find(phrase.text, phrase.document_date);
  EXPECT_EQ(result.rules, phrase.expected);
  EXPECT_EQ(result.doubts, phrase.doubts);
}

const absl::CivilDay k2022(2022, 10, 3);
const absl::CivilDay k2026(2026, 4, 1);
const absl::CivilDay k2020(2020, 3, 2);

std::vector<Phrase> FixedDates() {
  return {
      {"1", "Hoàn thành ngày 07/10/2022", k2022, "ON_DAY 2022-10-07", ""},
      {"2", "Rà soát, hoàn thành trước ngày 07/10/2022", k2022, "BEFORE_DAY 2022-10-07", ""},
      {"3", "(Hoàn trước 15/11/2022)", k2022, "BEFORE_DAY 2022-11-15", "WORD_MISSING"},
      {"4", "hoàn thành trước ngày 31/12/2026", k2026, "BEFORE_DAY 2026-12-31", ""},
      {"5", "hoàn thành trước ngày 30/7/2026", k2026, "BEFORE_DAY 2026-07-30", ""},
      {"6", "trước ngày 01/3/2027", k2026, "BEFORE_DAY 2027-03-01", ""},
      {"7", "báo cáo UBND tỉnh trước ngày 20.7.2020", k2020, "BEFORE_DAY 2020-07-20", ""},
      {"8a", "trước ngày 20.4", k2020, "BEFORE_DAY 2020-04-20", "YEAR_INFERRED"},
      {"8b", "báo cáo trước ngày 20/8", k2022, "BEFORE_DAY 2023-08-20", "YEAR_INFERRED"},
      {"9", "đến hết ngày 30/6/2026", k2026, "ON_DAY 2026-06-30", ""},
      {"10", "chậm nhất đến ngày 15 tháng 4 năm 2026", k2026, "ON_DAY 2026-04-15", ""},
      {"11", "sau 10 ngày kể từ ngày ký", k2026, "", ""},
  };
}

std::vector<Phrase> Hours() {
  return {
      {"12", "gửi trước 08 giờ 00 ngày 22/6/2026 để tổng hợp", k2026, "ON_DAY 2026-06-22 at 08:00",
       ""},
      {"13", "trước 15h00 ngày 15/6/2026", k2026, "ON_DAY 2026-06-15 at 15:00", ""},
      {"14", "Định kỳ hằng tuần, trước 16 giờ 00 ngày thứ Sáu", k2026,
       "RECURRING WEEKLY weekday 5 at 16:00", ""},
      {"15", "Trước 10h thứ Sáu hằng tuần", k2026, "RECURRING WEEKLY weekday 5 at 10:00", ""},
      {"16", "chậm nhất trước 24 giờ tính đến thời điểm dự định thực hiện", k2026,
       "CONDITIONAL \"chậm nhất trước 24 giờ tính đến thời điểm dự định thực hiện\"", "HOUR_TERM"},
  };
}

std::vector<Phrase> Periods() {
  return {
      {"17", "(Hoàn thành trong tháng 10/2022)", k2022, "WITHIN_PERIOD MONTH 10 2022", ""},
      {"18", "Hoàn thiện hồ sơ 05 nhiệm vụ trong tháng 10/2022", k2022,
       "WITHIN_PERIOD MONTH 10 2022", ""},
      {"19", "xong trong tháng 6/2026", k2026, "WITHIN_PERIOD MONTH 6 2026", ""},
      {"20", "Xong trong tháng 5/2026", k2026, "WITHIN_PERIOD MONTH 5 2026", ""},
      {"21", "Xong trong Quý II/2026", k2026, "WITHIN_PERIOD QUARTER 2 2026", ""},
      {"22", "trong tháng 9 năm 2026", k2026, "WITHIN_PERIOD MONTH 9 2026", ""},
      {"23", "trong tháng 11-2019", absl::CivilDay(2019, 5, 2), "WITHIN_PERIOD MONTH 11 2019", ""},
      {"24", "dự kiến hoàn thành xong trong quý 2/2026", k2026, "WITHIN_PERIOD QUARTER 2 2026",
       "ESTIMATED_DEADLINE"},
      {"25", "trong Quý III và Quý IV/2026", k2026, "WITHIN_PERIOD QUARTER 4 2026", "PERIOD_RANGE"},
      {"26", "phấn đấu hoàn thành việc số hóa hồ sơ trong Quý III/2026", k2026,
       "WITHIN_PERIOD QUARTER 3 2026", "TARGET_DEADLINE"},
      {"27", "chậm nhất trong Quý III/2026", k2026, "WITHIN_PERIOD QUARTER 3 2026", ""},
      {"28", "hoàn thành trong năm 2026", k2026, "WITHIN_PERIOD YEAR 0 2026", ""},
      {"29", "trong quý IV năm 2012", absl::CivilDay(2012, 3, 1), "WITHIN_PERIOD QUARTER 4 2012",
       ""},
      {"30", "trong quý II/2017", absl::CivilDay(2017, 3, 1), "WITHIN_PERIOD QUARTER 2 2017", ""},
      {"31", "nhiệm vụ năm 2022", k2022, "", ""},
  };
}

std::vector<Phrase> Repeated() {
  return {
      {"32", "Thường xuyên", k2026, "STANDING", ""},
      {"33", "Định kỳ hằng quý tổng hợp, báo cáo", k2026, "RECURRING QUARTERLY",
       "RECURRENCE_WITHOUT_DAY"},
      {"34", "chậm nhất là ngày 20/12 hằng năm", k2026, "RECURRING YEARLY day 20 month 12", ""},
      {"35", "trước ngày 15/12 hàng năm", k2026, "RECURRING YEARLY day 15 month 12 exclusive", ""},
      {"36",
       "chậm nhất vào ngày 25 hằng tháng; quý: ngày 20 tháng cuối quý; 6 tháng: 15/6; năm: 10/12",
       k2026,
       "RECURRING MONTHLY day 25 | RECURRING QUARTERLY day 20 month 3 | RECURRING HALF_YEARLY day "
       "15 "
       "month 6 | RECURRING YEARLY day 10 month 12",
       ""},
      {"37",
       "định kỳ hàng quý (trước ngày 20 của tháng cuối quý), hàng năm (trước ngày 10/12) hoặc đột "
       "xuất",
       k2026,
       "RECURRING QUARTERLY day 20 month 3 exclusive | RECURRING YEARLY day 10 month 12 exclusive",
       "ALSO_ON_EVENT"},
      {"38", "hằng quý (trước ngày 05 của tháng đầu quý)", k2026,
       "RECURRING QUARTERLY day 5 month 1 exclusive", ""},
      {"39", "Định kỳ 06 tháng (trước ngày 20 tháng 6) và hằng năm (trước ngày 20 tháng 12)", k2026,
       "RECURRING HALF_YEARLY day 20 month 6 exclusive | RECURRING YEARLY day 20 month 12 "
       "exclusive",
       ""},
      {"40", "Từ ngày 1 đến ngày 5 hằng tháng đối với đợt một, từ ngày 5 đến ngày 10 với đợt hai",
       k2026, "RECURRING MONTHLY day 5 | RECURRING MONTHLY day 10", "DATE_WINDOW"},
      {"41", "Định kỳ 01 năm 01 lần kể từ thời điểm hợp đồng có hiệu lực", k2026,
       "CONDITIONAL \"Định kỳ 01 năm 01 lần kể từ thời điểm hợp đồng có hiệu lực\"",
       "RECURRENCE_ANCHORED"},
      {"42", "06 tháng một lần kể từ thời điểm hợp đồng có hiệu lực", k2026,
       "CONDITIONAL \"06 tháng một lần kể từ thời điểm hợp đồng có hiệu lực\"",
       "RECURRENCE_ANCHORED"},
      {"43", "Định kỳ hàng năm hoặc khi có thay đổi", k2026, "RECURRING YEARLY",
       "RECURRENCE_WITHOUT_DAY ALSO_ON_EVENT"},
      {"44", "vào ngày cuối cùng của tháng kế tiếp tháng tạm ứng", k2026,
       "CONDITIONAL \"vào ngày cuối cùng của tháng kế tiếp tháng tạm ứng\"", "RECURRENCE_ANCHORED"},
  };
}

std::vector<Phrase> FromEvents() {
  return {
      {"45", "(không quá 07 ngày làm việc kể từ khi nhận được hồ sơ hợp lệ)", k2022,
       "FROM_EVENT 7 WORKING_DAY from VALID_DOSSIER \"nhận được hồ sơ hợp lệ\"", ""},
      {"46", "không quá 03 ngày kể từ khi được Ban giám đốc phê duyệt", k2022,
       "FROM_EVENT 3 DAY from APPROVAL \"được Ban giám đốc phê duyệt\"",
       "CALENDAR_DAYS_NOT_WORKING_DAYS"},
      {"47", "Chậm nhất 05 ngày làm việc kể từ ngày phê duyệt", k2026,
       "FROM_EVENT 5 WORKING_DAY from APPROVAL \"phê duyệt\"", ""},
      {"48", "Chậm nhất 05 ngày làm việc trước ngày tiếp tục hoạt động", k2026,
       "FROM_EVENT 5 WORKING_DAY before OTHER \"tiếp tục hoạt động\"", ""},
      {"49", "chậm nhất sau 07 ngày làm việc kể từ ngày thu được sản phẩm", k2026,
       "FROM_EVENT 7 WORKING_DAY from OTHER \"thu được sản phẩm\"", ""},
      {"50", "chậm nhất sau 05 ngày làm việc kể từ khi được cơ quan cấp trên cho ý kiến", k2026,
       "FROM_EVENT 5 WORKING_DAY from OPINION \"được cơ quan cấp trên cho ý kiến\"", ""},
      {"51", "chậm nhất là 10 (mười) ngày kể từ khi kết thúc kỳ báo cáo", k2026,
       "FROM_EVENT 10 DAY from COMPLETION \"kết thúc kỳ báo cáo\"",
       "CALENDAR_DAYS_NOT_WORKING_DAYS"},
      {"52", "Trong thời hạn 03 (ba) ngày làm việc kể từ ngày nhận được hồ sơ đầy đủ hợp lệ", k2026,
       "FROM_EVENT 3 WORKING_DAY from VALID_DOSSIER \"nhận được hồ sơ đầy đủ hợp lệ\"", ""},
      {"53", "Trong thời hạn không quá 05 ngày làm việc, kể từ ngày tiếp nhận hồ sơ hợp lệ", k2026,
       "FROM_EVENT 5 WORKING_DAY from VALID_DOSSIER \"tiếp nhận hồ sơ hợp lệ\"", ""},
      {"54", "Trong vòng 15 ngày kể từ ngày ra thông báo", k2026,
       "FROM_EVENT 15 DAY from ANNOUNCEMENT \"ra thông báo\"", "CALENDAR_DAYS_NOT_WORKING_DAYS"},
      {"55", "Trong thời hạn tối đa 20 ngày, kể từ ngày nhận được tờ trình", k2026,
       "FROM_EVENT 20 DAY from RECEIPT \"nhận được tờ trình\"", "CALENDAR_DAYS_NOT_WORKING_DAYS"},
      {"56", "Không chậm hơn 20 ngày làm việc kể từ khi nhận được báo cáo", k2026,
       "FROM_EVENT 20 WORKING_DAY from RECEIPT \"nhận được báo cáo\"", ""},
      {"57", "Trong thời gian 04 tháng kể từ ngày kết thúc thời gian thực hiện", k2026,
       "FROM_EVENT 4 MONTH from COMPLETION \"kết thúc thời gian thực hiện\"", ""},
      {"58", "trước khi kết thúc hợp đồng ít nhất 01 tháng", k2026,
       "FROM_EVENT 1 MONTH before CONTRACT_END \"kết thúc hợp đồng\"", ""},
      {"59", "ít nhất 07 ngày làm việc trước phiên họp", k2026,
       "FROM_EVENT 7 WORKING_DAY before MEETING \"phiên họp\"", ""},
      {"60",
       "chậm nhất 01 ngày làm việc sau khi có kết quả; bằng văn bản chậm nhất 03 ngày sau khi kết "
       "thúc đoàn",
       k2026,
       "FROM_EVENT 1 WORKING_DAY from RESULT \"có kết quả\" | FROM_EVENT 3 DAY from COMPLETION "
       "\"kết thúc "
       "đoàn\"",
       "CALENDAR_DAYS_NOT_WORKING_DAYS"},
  };
}

std::vector<Phrase> WithoutDate() {
  return {
      {"61a", "giải ngân các nhiệm vụ đến kỳ", k2022, "CONDITIONAL \"đến kỳ\"", ""},
      {"61b", "đề tài, dự án đến kỳ kết thúc", k2022, "CONDITIONAL \"đến kỳ kết thúc\"", ""},
      {"61c", "đảm bảo tiến độ", k2022, "CONDITIONAL \"đảm bảo tiến độ\"", ""},
      {"62a", "ngay sau khi được nghiệm thu", k2026, "CONDITIONAL \"ngay sau khi được nghiệm thu\"",
       ""},
      {"62b", "kịp thời", k2026, "CONDITIONAL \"kịp thời\"", ""},
      {"62c", "Khẩn trương", k2026, "CONDITIONAL \"Khẩn trương\"", ""},
      {"63a", "theo tiến độ", k2026, "CONDITIONAL \"theo tiến độ\"", ""},
      {"63b", "theo lộ trình", k2026, "CONDITIONAL \"theo lộ trình\"", ""},
      {"63c", "khi có yêu cầu", k2026, "CONDITIONAL \"khi có yêu cầu\"", ""},
      {"63d", "sớm hoàn thành", k2026, "CONDITIONAL \"sớm hoàn thành\"", ""},
      {"63e", "không để kéo dài", k2026, "CONDITIONAL \"không để kéo dài\"", ""},
      {"63f", "xử lý dứt điểm", k2026, "CONDITIONAL \"xử lý dứt điểm\"", ""},
  };
}

std::string TestName(const ::testing::TestParamInfo<Phrase>& param) {
  return absl::StrCat("Row", param.param.number);
}

INSTANTIATE_TEST_SUITE_P(FixedDates, CollectedPhrase, ::testing::ValuesIn(FixedDates()), TestName);
INSTANTIATE_TEST_SUITE_P(Hours, CollectedPhrase, ::testing::ValuesIn(Hours()), TestName);
INSTANTIATE_TEST_SUITE_P(Periods, CollectedPhrase, ::testing::ValuesIn(Periods()), TestName);
INSTANTIATE_TEST_SUITE_P(Repeated, CollectedPhrase, ::testing::ValuesIn(Repeated()), TestName);
INSTANTIATE_TEST_SUITE_P(FromEvents, CollectedPhrase, ::testing::ValuesIn(FromEvents()), TestName);
INSTANTIATE_TEST_SUITE_P(WithoutDate, CollectedPhrase, ::testing::ValuesIn(WithoutDate()),
                         TestName);

// Further forms of the same grammar, and the places where it must stay silent.
std::vector<Phrase> Further() {
  return {
      {"WordsDate", "Hoàn thành trước ngày 05 tháng 11 năm 2022", k2022, "BEFORE_DAY 2022-11-05",
       ""},
      {"WordsDateSlash", "hoàn thành trước ngày 15 tháng 11/2022", k2022, "BEFORE_DAY 2022-11-15",
       ""},
      {"Hyphens", "hoàn thành trước 15-11-2022", k2022, "BEFORE_DAY 2022-11-15", ""},
      {"ShortYear", "hoàn thành trước ngày 15/11/22", k2022, "BEFORE_DAY 2022-11-15", "YEAR_SHORT"},
      {"Capitals", "HOÀN THÀNH TRƯỚC NGÀY 15/11/2022", k2022, "BEFORE_DAY 2022-11-15", ""},
      {"Deadline", "Thời hạn hoàn thành: trước ngày 15/11/2022", k2022, "BEFORE_DAY 2022-11-15",
       ""},
      {"DeadlineOn", "Thời gian hoàn thành: 15/11/2022", k2022, "ON_DAY 2022-11-15", ""},
      {"LatestIs", "chậm nhất là ngày 15/11/2022", k2022, "ON_DAY 2022-11-15", ""},
      {"LatestHour", "chậm nhất 17h30 ngày 14/10/2022", k2022, "ON_DAY 2022-10-14 at 17:30", ""},
      {"HourColon", "trước 17:00 ngày 14/10/2022", k2022, "ON_DAY 2022-10-14 at 17:00", ""},
      {"HourWeekday", "trước 11 giờ, thứ Sáu, ngày 14/10/2022", k2022, "ON_DAY 2022-10-14 at 11:00",
       ""},
      {"Window", "tổ chức từ ngày 10/10/2022 đến ngày 20/10/2022", k2022, "ON_DAY 2022-10-20",
       "DATE_WINDOW"},
      {"WindowShort", "tổ chức từ ngày 10 đến ngày 20/10/2022", k2022, "ON_DAY 2022-10-20",
       "DATE_WINDOW"},
      {"OnDay", "tổ chức vào ngày 20/10/2022", k2022, "ON_DAY 2022-10-20", ""},
      {"LeapDay", "hoàn thành trước ngày 29/02", k2022, "BEFORE_DAY 2024-02-29", "YEAR_INFERRED"},
      {"NextYearMonth", "hoàn thành trong tháng 3", k2022, "WITHIN_PERIOD MONTH 3 2023",
       "YEAR_INFERRED"},
      {"SameMonth", "hoàn thành trong tháng 10", k2022, "WITHIN_PERIOD MONTH 10 2022",
       "YEAR_INFERRED"},
      {"QuarterNoYear", "hoàn thành trong quý IV", k2022, "WITHIN_PERIOD QUARTER 4 2022",
       "YEAR_INFERRED"},
      {"QuarterList", "xong trong quý III và IV/2026", k2026, "WITHIN_PERIOD QUARTER 4 2026",
       "PERIOD_RANGE"},
      {"MonthList", "hoàn thành trong tháng 10, 11 năm 2022", k2022, "WITHIN_PERIOD MONTH 11 2022",
       "PERIOD_RANGE"},
      {"MonthHyphen", "hoàn thành trong tháng 10-11/2022", k2022, "WITHIN_PERIOD MONTH 11 2022",
       "PERIOD_RANGE"},
      {"HalfYear", "hoàn thành trong 6 tháng đầu năm 2023", k2022, "WITHIN_PERIOD HALF 1 2023", ""},
      {"LastQuarter", "hoàn thành trong 3 tháng cuối năm 2022", k2022,
       "WITHIN_PERIOD QUARTER 4 2022", ""},
      {"BeforeMonth", "hoàn thành trước tháng 12/2022", k2022, "BEFORE_DAY 2022-12-01", ""},
      {"BeforeQuarter", "hoàn thành trước quý II/2023", k2022, "BEFORE_DAY 2023-04-01", ""},
      {"StartOfMonth", "hoàn thành đầu tháng 11/2022", k2022, "ON_DAY 2022-11-01", ""},
      {"MiddleOfMonth", "hoàn thành vào giữa tháng 11/2022", k2022, "ON_DAY 2022-11-15", ""},
      {"EndOfMonth", "chậm nhất cuối tháng 11/2022", k2022, "ON_DAY 2022-11-30", ""},
      {"EndOfYear", "hoàn thành vào cuối năm 2022", k2022, "ON_DAY 2022-12-31", ""},
      {"ThisMonth", "hoàn thành trong tháng này", k2022, "WITHIN_PERIOD MONTH 10 2022",
       "RELATIVE_PERIOD"},
      {"NextMonth", "hoàn thành trong tháng tới", absl::CivilDay(2022, 12, 5),
       "WITHIN_PERIOD MONTH 1 2023", "RELATIVE_PERIOD"},
      {"ThisYear", "hoàn thành trong năm nay", k2022, "WITHIN_PERIOD YEAR 0 2022",
       "RELATIVE_PERIOD"},
      {"Weekly", "báo cáo định kỳ hằng tuần", k2022, "RECURRING WEEKLY weekday 7",
       "WEEKDAY_MISSING"},
      {"MonthlyBefore", "báo cáo trước ngày 20 hằng tháng", k2022,
       "RECURRING MONTHLY day 20 exclusive", ""},
      {"MonthlyBracket", "hằng tháng (trước ngày 25) báo cáo Giám đốc", k2022,
       "RECURRING MONTHLY day 25 exclusive", ""},
      {"Sunday", "trước Chủ nhật hằng tuần", k2022, "RECURRING WEEKLY weekday 7 exclusive", ""},
      {"WordNumber", "trong thời hạn ba ngày làm việc kể từ ngày ký", k2022,
       "FROM_EVENT 3 WORKING_DAY from ISSUANCE \"ký\"", ""},
      {"WordsDiffer", "trong thời hạn 03 (bốn) ngày làm việc kể từ ngày ký", k2022,
       "FROM_EVENT 3 WORKING_DAY from ISSUANCE \"ký\"", "NUMBER_WORDS_DIFFER"},
      {"CompoundWords", "trong thời hạn 15 (mười lăm) ngày làm việc kể từ ngày ban hành", k2022,
       "FROM_EVENT 15 WORKING_DAY from ISSUANCE \"ban hành\"", ""},
      {"KnownEventDay", "trong thời hạn 10 ngày làm việc kể từ ngày 05/10/2022", k2022,
       "FROM_EVENT 10 WORKING_DAY from OTHER on 2022-10-05 \"ngày 05/10/2022\"", ""},
      {"BackFromDay", "ít nhất 05 ngày làm việc trước ngày 20/10/2022", k2022,
       "FROM_EVENT 5 WORKING_DAY before OTHER on 2022-10-20 \"20/10/2022\"", ""},
      {"NoEvent", "trong thời hạn 10 ngày làm việc", k2022, "FROM_EVENT 10 WORKING_DAY from OTHER",
       "EVENT_MISSING"},
      {"FullValidDossier",
       "không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ đầy đủ, hợp lệ theo quy định", k2022,
       "FROM_EVENT 5 WORKING_DAY from VALID_DOSSIER \"nhận đủ hồ sơ đầy đủ, hợp lệ theo quy định\"",
       ""},
      {"Silent1", "Kế hoạch số 12/KH-UBND ngày 03/02/2022 của UBND tỉnh", k2022, "", ""},
      {"Silent2", "Nghị quyết số 05-NQ/TW ngày 01/11/2026 của Trung ương", k2022, "", ""},
      {"OnTheDayOfWhatTakesPlace", "vận động đoàn viên hưởng ứng, ra quân ngày 16/10/2022", k2022,
       "ON_DAY 2022-10-16", ""},
      {"NoneLeftAtTheEnd", "giải quyết xong hồ sơ quá hạn, hết quý IV/2022 không để còn hồ sơ tồn",
       k2022, "WITHIN_PERIOD QUARTER 4 2022", ""},
      {"ATermInsideACondition", "trường hợp đủ điều kiện, trình ký trong vòng 05 ngày làm việc",
       k2022, "CONDITIONAL \"trường hợp đủ điều kiện\" | FROM_EVENT 5 WORKING_DAY from OTHER",
       "EVENT_MISSING"},
      {"ExpectedToOpen", "tham mưu Tuần lễ du lịch dự kiến khai mạc ngày 15/11/2022", k2022, "",
       ""},
      {"Silent3", "số liệu tính đến hết ngày 30/11/2022", k2022, "", ""},
      {"SilentSinceTheStart", "báo cáo nhanh biến động sĩ số từ đầu năm học đến ngày 15/10", k2022,
       "", ""},
      {"Silent4", "có hiệu lực kể từ ngày 01/01/2023", k2022, "", ""},
      {"Silent5", "đã hoàn thành trong tháng 10/2022", k2022, "", ""},
      {"Silent6", "nguồn chi thường xuyên năm 2022", k2022, "", ""},
      {"Silent7", "giai đoạn 2021 - 2025, định hướng đến năm 2030", k2022, "", ""},
      {"Silent8", "6 tháng cuối năm 2022", k2022, "", ""},
      {"Silent9", "các nhiệm vụ trong năm 2022", k2022, "", ""},
      {"Silent10", "02 cuộc thanh tra, tỷ lệ 3/4 đơn vị", k2022, "", ""},
      {"Silent11", "kỳ báo cáo từ ngày 15/12/2021 đến ngày 14/12/2022", k2022, "", ""},
      {"Past", "hồ sơ nộp trước ngày 01/01/2020", k2022, "", "DEADLINE_BEFORE_DOCUMENT"},
      {"PastMonth", "hoàn thành trong tháng 9/2022", k2022, "", "DEADLINE_BEFORE_DOCUMENT"},
      {"Impossible", "hoàn thành trước ngày 31/02/2023", k2022, "KIND_UNSPECIFIED",
       "DATE_IMPOSSIBLE"},
      {"ImpossibleNoYear", "hoàn thành trước ngày 31/11", k2022, "KIND_UNSPECIFIED",
       "DATE_IMPOSSIBLE"},
      {"TermTooLong", "không quá 9999 ngày làm việc kể từ ngày ký", k2022, "KIND_UNSPECIFIED",
       "TERM_OUT_OF_RANGE"},
      {"f1", "tổng hợp, công khai hằng tháng, chậm nhất vào ngày cuối cùng của tháng", k2026,
       "RECURRING MONTHLY day 31", ""},
      {"f2", "định kỳ trước ngày 20 tháng 6 và ngày 20 tháng 12 hằng năm", k2026,
       "RECURRING HALF_YEARLY day 20 month 6 exclusive", ""},
      {"f3", "quy hoạch có giá trị đến hết ngày 31/12/2030", k2026, "", ""},
      {"f4", "luyện tập từ giữa tháng 8", k2026, "", ""},
      {"f5", "vào sáng ngày 31/12/2026", k2026, "ON_DAY 2026-12-31", ""},
      {"f6", "hạn 18/12/2026", k2026, "ON_DAY 2026-12-18", ""},
      {"f7", "xong trong tháng tư năm 2027", k2026, "WITHIN_PERIOD MONTH 4 2027", ""},
      {"f8", "hoàn thành trước mùa mưa bão", k2026, "CONDITIONAL \"hoàn thành trước mùa mưa bão\"",
       ""},
      {"f9", "trước ngày khai giảng (ngày 05/9/2027)", k2026, "BEFORE_DAY 2027-09-05", ""},
      {"f10", "trả kết quả chậm nhất sau 24 giờ kể từ khi nhận mẫu", k2026,
       "FROM_EVENT 1 DAY from OTHER \"nhận mẫu\"", "HOUR_TERM"},
      {"f11", "gia hạn thời gian thực hiện đến ngày 30/9/2027", k2026, "", ""},
      {"f12", "vốn của các dự án đến ngày 30/9/2027 giải ngân dưới 60%", k2026, "", ""},
      {"f13", "đưa vào kế hoạch thanh tra hằng năm", k2026, "", ""},
      {"f14", "hội đồng họp phiên thứ hai dự kiến vào ngày 10/8/2027", k2026, "", ""},
      {"f16", "riêng trong tuần qua ghi nhận 688 ca, trong tháng vừa qua 90 ca", k2022, "", ""},
      {"f17", "dự kiến tổ chức trong tuần thứ hai của tháng 6/2027", k2026, "", ""},
      {"f18", "hội nghị tổng kết dự kiến tổ chức vào tuần đầu tháng 01/2027", k2026, "", ""},
      {"f19", "trước mắt chưa xem xét bố trí trong năm 2022", k2022, "", ""},
      {"f20", "phân công cán bộ để kịp thời xử lý khi có ngộ độc", k2022, "", ""},
      {"f21", "Trong tháng 9, các cấp tập trung phòng dịch", k2022, "", "DEADLINE_BEFORE_DOCUMENT"},
      {"f22", "trình UBND tỉnh tại phiên họp thường kỳ tháng 12/2022", k2022,
       "WITHIN_PERIOD MONTH 12 2022", ""},
      {"f23", "chuẩn bị hội trường tại phiên họp tháng 12/2022", k2022, "", ""},
      {"f24", "báo cáo UBND huyện sau 05 ngày làm việc kể từ ngày kết thúc niêm yết", k2022,
       "FROM_EVENT 5 WORKING_DAY from COMPLETION \"kết thúc niêm yết\"", ""},
      {"f25", "có hiệu lực sau 10 ngày kể từ ngày ký", k2022, "", ""},
      {"f26", "Thứ Năm (24/11) kiểm tra hiện trường", k2022, "ON_DAY 2022-11-24", "YEAR_INFERRED"},
      {"f27", "phát sóng 02 kỳ/tháng", k2022, "RECURRING MONTHLY", "RECURRENCE_WITHOUT_DAY"},
      {"f29", "kiểm tra ít nhất 01 lần/quý", k2022, "RECURRING QUARTERLY",
       "RECURRENCE_WITHOUT_DAY"},
      {"f30", "diệt lăng quăng định kỳ 01 tuần/lần", k2022, "RECURRING WEEKLY weekday 7",
       "WEEKDAY_MISSING"},
      {"f31", "kiểm tra 02 lần/tuần, báo cáo vào thứ Bảy", k2022,
       "RECURRING WEEKLY weekday 7 | RECURRING WEEKLY weekday 6", "WEEKDAY_MISSING"},
      {"f32", "không để người dân chờ khi có mưa lớn", k2022, "CONDITIONAL \"khi có mưa lớn\"", ""},
      {"f28", "trực 24/24 giờ khi có thiên tai", k2022, "CONDITIONAL \"khi có thiên tai\"", ""},
      {"f15", "báo cáo kết quả trước 16h30' ngày 24/6/2027", k2026, "ON_DAY 2027-06-24 at 16:30",
       ""},
  };
}

INSTANTIATE_TEST_SUITE_P(Further, CollectedPhrase, ::testing::ValuesIn(Further()),
                         [](const ::testing::TestParamInfo<Phrase>& param) {
                           return param.param.number;
                         });

TEST(DeadlinePhrasesTest, MissingYearIsNotInventedWithoutADocumentDate) {
  const Result result = Find("hoàn thành trước ngày 15/11", std::nullopt);
  EXPECT_EQ(result.rules, "KIND_UNSPECIFIED");
  EXPECT_EQ(result.doubts, "YEAR_UNKNOWN");
  EXPECT_THAT(result.phrases, ElementsAre("hoàn thành trước ngày 15/11"));
  EXPECT_EQ(Find("trong tháng 10", std::nullopt).doubts, "YEAR_UNKNOWN");
}

TEST(DeadlinePhrasesTest, EitherToneSpellingAndUnicodeFormGiveTheSame) {
  // "hoàn thành" decomposed, with a no-break space.
  const std::string decomposed =
      "hoa\xCC\x80n tha\xCC\x80nh tru\xCC\x9Bo\xCC\x9B\xCC\x81\x63 nga\xCC\x80y\xC2\xA0"
      "15/11/2022";
  EXPECT_EQ(Find(decomposed, k2022).rules, "BEFORE_DAY 2022-11-15");
}

TEST(DeadlinePhrasesTest, ADayIsNeverBeforeTheDocument) {
  for (int month = 1; month <= 12; ++month) {
    for (const int day : {1, 15, 28}) {
      const Result result = Find(absl::StrCat("hoàn thành trước ngày ", day, "/", month), k2022);
      // A day that has just gone by is told of, not meant for next year.
      const absl::CivilDay this_year(2022, month, day);
      if (this_year < k2022 && k2022 - this_year <= 30) {
        EXPECT_TRUE(result.deadlines.empty()) << day << "/" << month;
        EXPECT_EQ(result.doubts, "DEADLINE_BEFORE_DOCUMENT");
        continue;
      }
      ASSERT_EQ(result.deadlines.size(), 1u);
      const auto& before = result.deadlines[0].before_day();
      EXPECT_GT(absl::CivilDay(before.year(), before.month(), before.day()), k2022);
    }
  }
}

TEST(DeadlinePhrasesTest, EveryRowOfTheGrammarIsReachable) {
  // A row whose words cannot begin at any token would be dead.
  for (const DeadlineRule& rule : DeadlineRules::Get().rules()) {
    EXPECT_TRUE(rule.pattern.starts_with_number() || !rule.pattern.first_words().empty())
        << rule.id;
  }
}

TEST(DeadlinePhrasesTest, StrongestWins) {
  const auto source =
      SourceText::FromText("khẩn trương rà soát, thường xuyên báo cáo, xong trước ngày 15/11/2022");
  ASSERT_TRUE(source.ok());
  const Document document(*source);
  const DeadlinePhrases phrases = FindDeadlines(document, {0, document.tokens().size()}, {}, k2022);
  bool several = true;
  const DeadlineFinding* best = StrongestDeadline(phrases, &several);
  ASSERT_NE(best, nullptr);
  EXPECT_TRUE(best->deadline.has_before_day());
  EXPECT_FALSE(several);
  EXPECT_THAT(StrongestDeadline({}, &several), nullptr);
}

}  // namespace
}  // namespace dondoc::registry
