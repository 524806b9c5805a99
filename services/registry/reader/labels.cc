#include "services/registry/reader/labels.h"

#include <algorithm>
#include <optional>

#include "services/registry/reader/clause_splitter.h"
#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {
namespace {

const PhraseTable& Labels() {
  constexpr int kLead = static_cast<int>(Label::kLead);
  constexpr int kWith = static_cast<int>(Label::kCooperating);
  constexpr int kTime = static_cast<int>(Label::kTime);
  constexpr int kProduct = static_cast<int>(Label::kProduct);
  constexpr int kOther = static_cast<int>(Label::kOther);
  static const auto& table = *new PhraseTable{
      {"đơn vị chủ trì", kLead},
      {"cơ quan chủ trì", kLead},
      {"chủ trì", kLead},
      {"đơn vị thực hiện", kLead},
      {"cơ quan thực hiện", kLead},
      {"người thực hiện", kLead},
      {"đơn vị chủ trì thực hiện", kLead},
      {"cơ quan chủ trì thực hiện", kLead},
      {"đơn vị chủ trì tham mưu", kLead},
      {"đơn vị tham mưu", kLead},
      {"phân công thực hiện", kLead},
      {"đơn vị đầu mối", kLead},
      {"trách nhiệm", kLead},
      {"trách nhiệm thực hiện", kLead},
      {"đơn vị chịu trách nhiệm", kLead},
      {"phụ trách", kLead},
      {"phối hợp", kWith},
      {"đơn vị phối hợp", kWith},
      {"cơ quan phối hợp", kWith},
      {"đơn vị phối hợp thực hiện", kWith},
      {"cơ quan phối hợp thực hiện", kWith},
      {"thời gian", kTime},
      {"thời gian thực hiện", kTime},
      {"thời gian hoàn thành", kTime},
      {"thời hạn", kTime},
      {"thời hạn hoàn thành", kTime},
      {"thời hạn thực hiện", kTime},
      {"hạn hoàn thành", kTime},
      {"tiến độ", kTime},
      {"tiến độ thực hiện", kTime},
      {"hoàn thành", kTime},
      {"sản phẩm", kProduct},
      {"kết quả", kProduct},
      {"kết quả đầu ra", kProduct},
      {"sản phẩm đầu ra", kProduct},
      {"sản phẩm dự kiến", kProduct},
      {"kinh phí", kOther},
      {"kinh phí thực hiện", kOther},
      {"nguồn kinh phí", kOther},
      {"địa điểm", kOther},
      {"thành phần", kOther},
      {"ghi chú", kOther},
  };
  return table;
}

struct Hit {
  Label label;
  size_t value;
};

// A label and its colon at `at`.
std::optional<Hit> LabelAt(const Tokens& tokens, size_t at, size_t end) {
  while (at < end && tokens[at].kind == TokenKind::kMark &&
         (tokens[at].IsMark('-') || tokens[at].IsMark('+') || tokens[at].IsMark('(') ||
          tokens[at].IsMark(kBulletMark))) {
    ++at;
  }
  const auto label = Labels().Match(tokens, at, end);
  if (!label || at + label->length >= end || !tokens[at + label->length].IsMark(':'))
    return std::nullopt;
  return Hit{static_cast<Label>(label->value), at + label->length + 1};
}

}  // namespace

std::vector<Labelled> ReadLabels(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  std::vector<Labelled> fields;
  auto hit = LabelAt(tokens, range.begin, range.end);
  while (hit) {
    // The value goes on to the mark behind which the next label begins.
    size_t end = hit->value;
    std::optional<Hit> next;
    while (end < range.end && !next) {
      const bool parts = tokens[end].IsMark(';') || tokens[end].IsMark('.') ||
                         tokens[end].IsMark(',') || tokens[end].breaks_before > 0;
      if (parts) {
        const bool mark = tokens[end].kind == TokenKind::kMark && !tokens[end].IsMark('-');
        next = LabelAt(tokens, mark ? end + 1 : end, range.end);
        if (next) break;
      }
      ++end;
    }
    TokenRange value = TrimClause(document, {hit->value, end});
    if (!value.empty() && tokens[value.end - 1].IsMark(')')) --value.end;
    fields.push_back({hit->label, value});
    hit = next;
  }
  return fields;
}

}  // namespace dondoc::registry
