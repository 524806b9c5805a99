#include "services/registry/reader/cancellations.h"

#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {

size_t CancellationEnd(const Tokens& tokens, size_t at, size_t end) {
  static const auto& table = *new PhraseTable{
      {"dừng"},   {"tạm dừng"}, {"ngừng"},          {"tạm ngừng"},    {"hủy"},      {"hủy bỏ"},
      {"bãi bỏ"}, {"chấm dứt"}, {"đình chỉ"},       {"hoãn"},         {"tạm hoãn"}, {"rút"},
      {"bỏ"},     {"loại bỏ"},  {"không tiếp tục"}, {"tạm đình chỉ"},
  };
  // "rút ngắn thời gian", "rút kinh nghiệm".
  static const auto& others = *new PhraseTable{{"rút ngắn"}, {"rút kinh nghiệm"}};
  if (others.Match(tokens, at, end)) return at;
  if (const auto hit = table.Match(tokens, at, end)) return at + hit->length;
  // Recovering money or land is work; taking back a paper undoes it.
  if (IsWordAt(tokens, at, end, "thu"_w) && IsWordAt(tokens, at + 1, end, "hồi"_w)) {
    const bool paper =
        at + 2 < end && (tokens[at + 2].IsWord("quyết"_w) || tokens[at + 2].IsWord("giấy"_w) ||
                         tokens[at + 2].IsWord("văn"_w) || tokens[at + 2].IsWord("thông"_w) ||
                         tokens[at + 2].IsWord("công"_w) || tokens[at + 2].IsWord("chứng"_w));
    return paper ? at + 2 : at;
  }
  if (!IsWordAt(tokens, at, end, "không"_w) || at + 1 >= end) return at;
  // Not to hold or build something undoes it; "không cho xe tải lưu thông" is a rule to keep.
  static const auto& undone = *new PhraseTable{
      {"tổ chức"},   {"đầu tư"},  {"thực hiện"}, {"tiến hành"}, {"triển khai"}, {"xây dựng"},
      {"ban hành"},  {"mua sắm"}, {"bố trí"},    {"trình"},     {"mở"},         {"cấp"},
      {"tiếp nhận"}, {"xem xét"}, {"tổng hợp"},  {"bổ nhiệm"},
  };
  return undone.Match(tokens, at + 1, end) ? at + 2 : at;
}

}  // namespace dondoc::registry
