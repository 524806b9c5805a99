#include "services/registry/reader/table_header.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "common/text/fold.h"

namespace dondoc::registry {
namespace {

// A spreadsheet holds the letterhead and the title above the header in one table, and a header may
// have two rows and a row of column numbers.
constexpr size_t kMaxRowsBeforeHeader = 12;
constexpr size_t kMaxHeaderRows = 3;
// Header cells are short; a long one is content.
constexpr size_t kMaxHeaderCellBytes = 120;

std::string CellWords(const Document& document, const CellGrid::Cell* cell) {
  std::string words;
  if (cell == nullptr) return words;
  for (const TokenRange range : cell->ranges)
    absl::StrAppend(&words, words.empty() ? "" : " ", document.Line(range));
  return text::StripMarks(words);
}

bool HasAny(absl::string_view words, std::initializer_list<absl::string_view> needles) {
  return std::any_of(needles.begin(), needles.end(),
                     [&](absl::string_view needle) { return absl::StrContains(words, needle); });
}

// Order matters: "Thời gian thực hiện" is a time, "Kết quả thực hiện" tells what was done.
ColumnRole RoleOf(absl::string_view words) {
  // "S TT": a narrow column breaks the word itself.
  const std::string letters = absl::StrReplaceAll(words, {{" ", ""}, {".", ""}});
  if (letters == "tt" || letters == "stt" || letters == "sott" || letters == "sothutu" ||
      letters == "#" || letters == "no") {
    return ColumnRole::kNumber;
  }
  if (HasAny(words, {"van ban giao", "so van ban", "so ky hieu", "so, ky hieu"}) &&
      !HasAny(words, {"ngay"})) {
    return ColumnRole::kSource;
  }
  if (HasAny(words, {"ghi chu", "lanh dao phu trach", "lanh dao chi dao", "thoi ky", "can cu",
                     "ngay van ban", "duoc thanh tra", "duoc kiem tra", "ket qua thuc hien",
                     "dia diem", "doi tuong", "ly do", "tinh hinh", "tien do thuc hien den"})) {
    return ColumnRole::kOther;
  }
  if (HasAny(words, {"kinh phi", "du toan", "nguon von"})) return ColumnRole::kMoney;
  if (HasAny(words, {"phoi hop"})) return ColumnRole::kCooperating;
  if (HasAny(words, {"thoi gian", "thoi han", "tien do", "han hoan thanh", "hoan thanh truoc",
                     "hoan thanh", "han xu ly", "bat dau", "thoi diem", "han cuoi"}) &&
      !HasAny(words, {"noi dung", "san pham"})) {
    return ColumnRole::kTime;
  }
  if (HasAny(words, {"san pham", "dau ra", "ket qua"})) return ColumnRole::kProduct;
  if (HasAny(words, {"chu tri", "thuc hien", "tham muu", "dau moi", "phu trach", "phan cong",
                     "don vi", "co quan", "nguoi thuc hien", "chiu trach nhiem", "bo phan"}) &&
      !HasAny(words, {"noi dung", "nhiem vu", "cong viec"})) {
    return ColumnRole::kLead;
  }
  if (HasAny(words, {"noi dung", "nhiem vu", "cong viec", "hoat dong", "dau viec", "ten viec",
                     "giai phap", "chi tieu nhiem vu", "viec phai lam", "ten cuoc", "hang muc"})) {
    return ColumnRole::kContent;
  }
  return ColumnRole::kOther;
}

int64_t MoneyUnitOf(absl::string_view words) {
  if (HasAny(words, {"trieu"})) return 1000000;
  if (HasAny(words, {"1.000 dong", "nghin", "ngan"})) return 1000;
  if (HasAny(words, {"ty dong"})) return 1000000000;
  return 1;
}

// The column of units beside one of "Người phụ trách"; -1 where there are no two such.
int UnitBesidePerson(const Document& document, const CellGrid& grid, size_t row,
                     const TableHeader& header) {
  int person = -1;
  int unit = -1;
  for (int column = 0; column < grid.columns(); ++column) {
    if (header.roles[static_cast<size_t>(column)] != ColumnRole::kLead) continue;
    const bool of_person = absl::StrContains(CellWords(document, grid.At(row, column)), "nguoi");
    int& found = of_person ? person : unit;
    if (found < 0) found = column;
  }
  return person < 0 ? -1 : unit;
}

// Where several columns name units, the one that says "chủ trì" leads; the others only tell who
// does the work.
void PreferChief(const Document& document, const CellGrid& grid, size_t first, size_t body,
                 TableHeader* header) {
  int chief = -1;
  for (size_t row = first; row < body && chief < 0; ++row) {
    for (int column = 0; column < grid.columns() && chief < 0; ++column) {
      if (header->roles[static_cast<size_t>(column)] != ColumnRole::kLead) continue;
      if (absl::StrContains(CellWords(document, grid.At(row, column)), "chu tri")) chief = column;
    }
  }
  if (chief < 0) chief = UnitBesidePerson(document, grid, first, *header);
  if (chief < 0) return;
  for (int column = 0; column < grid.columns(); ++column) {
    ColumnRole& role = header->roles[static_cast<size_t>(column)];
    if (role == ColumnRole::kLead && column != chief) role = ColumnRole::kOther;
  }
}

// "(1) (2) (3)", "A B 1 2".
bool NumbersColumns(const Document& document, const CellGrid& grid, size_t row) {
  int numbered = 0;
  for (int column = 0; column < grid.columns(); ++column) {
    const CellGrid::Cell* cell = grid.At(row, column);
    if (cell == nullptr || cell->empty()) continue;
    size_t words = 0;
    for (const TokenRange range : cell->ranges) {
      for (size_t at = range.begin; at < range.end; ++at) {
        const Token& token = document.tokens()[at];
        if (token.kind == TokenKind::kMark) continue;
        if (!token.IsNumber() && token.size() > 1) return false;
        ++words;
      }
    }
    if (words != 1) return false;
    ++numbered;
  }
  return numbered > 2;
}

}  // namespace

int TableHeader::Column(ColumnRole role) const {
  int found = -1;
  for (size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] != role) continue;
    found = static_cast<int>(i);
    if (role != ColumnRole::kTime) return found;
  }
  return found;
}

std::optional<TableHeader> ReadTableHeader(const Document& document, const CellGrid& grid) {
  for (size_t first = 0; first < std::min(grid.rows(), kMaxRowsBeforeHeader); ++first) {
    TableHeader header;
    header.roles.assign(static_cast<size_t>(grid.columns()), ColumnRole::kOther);
    int known = 0;
    for (int column = 0; column < grid.columns(); ++column) {
      const std::string words = CellWords(document, grid.At(first, column));
      if (words.size() > kMaxHeaderCellBytes) continue;
      ColumnRole& role = header.roles[static_cast<size_t>(column)];
      role = RoleOf(words);
      if (role != ColumnRole::kOther) ++known;
      if (role == ColumnRole::kMoney) header.money_unit = MoneyUnitOf(words);
      if (role == ColumnRole::kTime && absl::StrContains(words, "truoc")) header.before = true;
    }
    header.first = first;
    header.body = first + 1;
    // A second row under merged cells ("Đơn vị thực hiện": "Chủ trì", "Phối hợp").
    for (size_t row = first + 1; row < std::min(grid.rows(), first + kMaxHeaderRows); ++row) {
      if (NumbersColumns(document, grid, row)) {
        header.body = row + 1;
        break;
      }
      bool continues = false;
      for (int column = 0; column < grid.columns(); ++column) {
        // A cell of the header reaches down into this row.
        const CellGrid::Cell* cell = grid.At(row, column);
        if (cell != nullptr && cell->row < row && cell->row >= first) continues = true;
      }
      if (!continues) break;
      for (int column = 0; column < grid.columns(); ++column) {
        if (!grid.BeginsAt(row, column)) continue;
        const std::string words = CellWords(document, grid.At(row, column));
        const ColumnRole role = RoleOf(words);
        if (role == ColumnRole::kOther && words.empty()) continue;
        if (role != ColumnRole::kOther) {
          header.roles[static_cast<size_t>(column)] = role;
          ++known;
        }
        if (role == ColumnRole::kTime && absl::StrContains(words, "truoc")) header.before = true;
      }
      header.body = row + 1;
    }
    PreferChief(document, grid, first, header.body, &header);
    const bool tasks =
        header.Column(ColumnRole::kContent) >= 0 &&
        (header.Column(ColumnRole::kLead) >= 0 || header.Column(ColumnRole::kTime) >= 0);
    if (tasks && known >= 2 && grid.rows() > header.body) return header;
  }
  return std::nullopt;
}

}  // namespace dondoc::registry
