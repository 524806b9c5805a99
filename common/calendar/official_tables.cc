#include "common/calendar/official_tables.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

namespace dondoc::calendar {
namespace {

constexpr DayKind kHoliday = DayKind::kPublicHoliday;
constexpr DayKind kInLieu = DayKind::kCompensatory;
constexpr DayKind kSwap = DayKind::kSwappedOff;
constexpr DayKind kWorked = DayKind::kMakeUp;

// Labour Code 2019 ("BLLĐ 2019").
constexpr char kNewYear[] = "Bộ luật Lao động 2019, Điều 112(1)(a)";
constexpr char kTet[] = "Bộ luật Lao động 2019, Điều 112(1)(b) và 112(3)";
constexpr char kVictory[] = "Bộ luật Lao động 2019, Điều 112(1)(c)";
constexpr char kLabour[] = "Bộ luật Lao động 2019, Điều 112(1)(d)";
constexpr char kNational[] = "Bộ luật Lao động 2019, Điều 112(1)(đ) và 112(3)";
constexpr char kHung[] = "Bộ luật Lao động 2019, Điều 112(1)(e)";
constexpr char kCompensation[] = "Bộ luật Lao động 2019, Điều 111(3)";
constexpr char kCulture[] = "Nghị quyết 28/2026/QH16";

// The announcements that fix each year's days.
constexpr char kNotice2021[] = "Thông báo 4875/TB-LĐTBXH";
constexpr char kNotice2022[] = "Thông báo 119/TB-LĐTBXH; Công văn 245/VPCP-KGVX";
constexpr char kNotice2023[] = "Thông báo 5034/TB-LĐTBXH";
constexpr char kNotice2024[] = "Thông báo 5015/TB-LĐTBXH";
constexpr char kSwap2024[] = "Công văn 2450/VPCP-KGVX; Thông báo 1570/TB-LĐTBXH";
constexpr char kNotice2025[] = "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024";
constexpr char kNotice2026[] = "Thông báo 9441/TB-BNV";
constexpr char kSwapNewYear2026[] = "Công văn 12729/VPCP-KGVX ngày 25/12/2025";
constexpr char kSwapCulture2026[] = "đề xuất hoán đổi tháng 9/2026, chưa có quyết định";
constexpr char kDraft2027[] = "dự thảo, chờ quyết định của Thủ tướng Chính phủ";

struct Entry {
  int month;
  int day;
  DayKind kind;
  const char* name;
  const char* law;
  // The year's announcement, null where the law alone fixes the day.
  const char* notice;
  bool proposed = false;
};

YearTable Make(int year, TableStatus status, std::string version, absl::Span<const Entry> entries) {
  YearTable table;
  table.year = year;
  table.status = status;
  table.version = std::move(version);
  for (const Entry& entry : entries) {
    DayRow row;
    row.day = absl::CivilDay(year, entry.month, entry.day);
    row.kind = entry.kind;
    row.name_vi = entry.name;
    row.legal_reference = entry.law;
    if (entry.notice) {
      absl::StrAppend(&row.legal_reference, row.legal_reference.empty() ? "" : "; ", entry.notice);
    }
    if (entry.proposed) row.status = TableStatus::kProposed;
    table.rows.push_back(std::move(row));
  }
  return table;
}

// One row per day.
// clang-format off
constexpr Entry k2021[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {2, 10, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2021},
    {2, 11, kHoliday, "Tết Nguyên đán (30 tháng Chạp)", kTet, kNotice2021},
    {2, 12, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2021},
    {2, 13, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2021},
    {2, 14, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2021},
    {2, 15, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 2, Thứ Bảy)", kCompensation, kNotice2021},
    {2, 16, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 3, Chủ nhật)", kCompensation, kNotice2021},
    {4, 21, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {5, 3, kInLieu, "Nghỉ bù Ngày Quốc tế lao động (Thứ Bảy)", kCompensation, nullptr},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
    {9, 3, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2021},
};

constexpr Entry k2022[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {1, 3, kInLieu, "Nghỉ bù Tết Dương lịch (Thứ Bảy)", kCompensation, nullptr},
    {1, 31, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2022},
    {2, 1, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2022},
    {2, 2, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2022},
    {2, 3, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2022},
    {2, 4, kHoliday, "Tết Nguyên đán (mùng 4)", kTet, kNotice2022},
    {4, 10, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 11, kInLieu, "Nghỉ bù Giỗ Tổ Hùng Vương (Chủ nhật)", kCompensation, nullptr},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {5, 2, kInLieu, "Nghỉ bù Ngày Chiến thắng (Thứ Bảy)", kCompensation, nullptr},
    {5, 3, kInLieu, "Nghỉ bù Ngày Quốc tế lao động (Chủ nhật)", kCompensation, nullptr},
    {9, 1, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2022},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
};

constexpr Entry k2023[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {1, 2, kInLieu, "Nghỉ bù Tết Dương lịch (Chủ nhật)", kCompensation, nullptr},
    {1, 20, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2023},
    {1, 21, kHoliday, "Tết Nguyên đán (30 tháng Chạp)", kTet, kNotice2023},
    {1, 22, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2023},
    {1, 23, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2023},
    {1, 24, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2023},
    {1, 25, kInLieu, "Nghỉ bù Tết Nguyên đán (30 tháng Chạp, Thứ Bảy)", kCompensation, kNotice2023},
    {1, 26, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 1, Chủ nhật)", kCompensation, kNotice2023},
    {4, 29, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {5, 2, kInLieu, "Nghỉ bù Giỗ Tổ Hùng Vương (Thứ Bảy)", kCompensation, nullptr},
    {5, 3, kInLieu, "Nghỉ bù Ngày Chiến thắng (Chủ nhật)", kCompensation, nullptr},
    {9, 1, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2023},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
    {9, 4, kInLieu, "Nghỉ bù Quốc khánh (Thứ Bảy)", kCompensation, kNotice2023},
};

constexpr Entry k2024[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {2, 8, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2024},
    {2, 9, kHoliday, "Tết Nguyên đán (30 tháng Chạp)", kTet, kNotice2024},
    {2, 10, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2024},
    {2, 11, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2024},
    {2, 12, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2024},
    {2, 13, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 1, Thứ Bảy)", kCompensation, kNotice2024},
    {2, 14, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 2, Chủ nhật)", kCompensation, kNotice2024},
    {4, 18, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 29, kSwap, "Nghỉ hoán đổi với Thứ Bảy 04/5/2024", "", kSwap2024},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {5, 4, kWorked, "Làm bù cho Thứ Hai 29/4/2024", "", kSwap2024},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
    {9, 3, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2024},
};

constexpr Entry k2025[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {1, 27, kHoliday, "Tết Nguyên đán (28 tháng Chạp)", kTet, kNotice2025},
    {1, 28, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2025},
    {1, 29, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2025},
    {1, 30, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2025},
    {1, 31, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2025},
    {4, 7, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 26, kWorked, "Làm bù cho Thứ Sáu 02/5/2025", "", kNotice2025},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {5, 2, kSwap, "Nghỉ hoán đổi với Thứ Bảy 26/4/2025", "", kNotice2025},
    {9, 1, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2025},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
};

constexpr Entry k2026[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, nullptr},
    {1, 2, kSwap, "Nghỉ hoán đổi với Thứ Bảy 10/01/2026", "", kSwapNewYear2026},
    {1, 10, kWorked, "Làm bù cho Thứ Sáu 02/01/2026", "", kSwapNewYear2026},
    {2, 16, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kNotice2026},
    {2, 17, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kNotice2026},
    {2, 18, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kNotice2026},
    {2, 19, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kNotice2026},
    {2, 20, kHoliday, "Tết Nguyên đán (mùng 4)", kTet, kNotice2026},
    {4, 26, kHoliday, "Giỗ Tổ Hùng Vương", kHung, nullptr},
    {4, 27, kInLieu, "Nghỉ bù Giỗ Tổ Hùng Vương (Chủ nhật)", kCompensation, nullptr},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, nullptr},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, nullptr},
    {8, 22, kWorked, "Làm bù cho Thứ Hai 31/8/2026", "", kNotice2026},
    {8, 31, kSwap, "Nghỉ hoán đổi với Thứ Bảy 22/8/2026", "", kNotice2026},
    {9, 1, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kNotice2026},
    {9, 2, kHoliday, "Quốc khánh", kNational, nullptr},
    {11, 23, kSwap, "Nghỉ hoán đổi với Thứ Bảy 28/11/2026", "", kSwapCulture2026, true},
    {11, 24, kHoliday, "Ngày Văn hóa Việt Nam", kCulture, nullptr},
    {11, 28, kWorked, "Làm bù cho Thứ Hai 23/11/2026", "", kSwapCulture2026, true},
};

constexpr Entry k2027[] = {
    {1, 1, kHoliday, "Tết Dương lịch", kNewYear, kDraft2027},
    {2, 4, kHoliday, "Tết Nguyên đán (28 tháng Chạp)", kTet, kDraft2027},
    {2, 5, kHoliday, "Tết Nguyên đán (29 tháng Chạp)", kTet, kDraft2027},
    {2, 6, kHoliday, "Tết Nguyên đán (mùng 1)", kTet, kDraft2027},
    {2, 7, kHoliday, "Tết Nguyên đán (mùng 2)", kTet, kDraft2027},
    {2, 8, kHoliday, "Tết Nguyên đán (mùng 3)", kTet, kDraft2027},
    {2, 9, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 1, Thứ Bảy)", kCompensation, kDraft2027},
    {2, 10, kInLieu, "Nghỉ bù Tết Nguyên đán (mùng 2, Chủ nhật)", kCompensation, kDraft2027},
    {4, 16, kHoliday, "Giỗ Tổ Hùng Vương", kHung, kDraft2027},
    {4, 30, kHoliday, "Ngày Chiến thắng", kVictory, kDraft2027},
    {5, 1, kHoliday, "Ngày Quốc tế lao động", kLabour, kDraft2027},
    {5, 3, kInLieu, "Nghỉ bù Ngày Quốc tế lao động (Thứ Bảy)", kCompensation, kDraft2027},
    {9, 2, kHoliday, "Quốc khánh", kNational, kDraft2027},
    {9, 3, kHoliday, "Quốc khánh (ngày liền kề)", kNational, kDraft2027},
    {11, 24, kHoliday, "Ngày Văn hóa Việt Nam", kCulture, kDraft2027},
};
// clang-format on

}  // namespace

std::vector<YearTable> OfficialTables() {
  return {
      Make(2021, TableStatus::kConfirmed, "2021.1", k2021),
      Make(2022, TableStatus::kConfirmed, "2022.1", k2022),
      Make(2023, TableStatus::kConfirmed, "2023.1", k2023),
      Make(2024, TableStatus::kConfirmed, "2024.1", k2024),
      Make(2025, TableStatus::kConfirmed, "2025.1", k2025),
      Make(2026, TableStatus::kConfirmed, "2026.1", k2026),
      Make(2027, TableStatus::kProposed, "2027.draft-1", k2027),
  };
}

absl::StatusOr<Calendar> OfficialCalendar() { return Calendar::Create(OfficialTables()); }

}  // namespace dondoc::calendar
