#include "common/rpc/filter.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/limits.h"

namespace dondoc::rpc {
namespace {

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<Condition>> Parse() {
    std::vector<Condition> conditions;
    SkipSpace();
    if (AtEnd()) return conditions;
    while (true) {
      if (conditions.size() == kMaxFilterConditions) {
        return Wrong({absl::StrCat("has more than ", kMaxFilterConditions, " conditions"),
                      absl::StrCat("có hơn ", kMaxFilterConditions, " điều kiện")});
      }
      Condition condition;
      RETURN_IF_ERROR(ReadField(condition.field));
      RETURN_IF_ERROR(ReadOperator(condition.op));
      RETURN_IF_ERROR(ReadValue(condition.value));
      conditions.push_back(std::move(condition));
      SkipSpace();
      if (AtEnd()) return conditions;
      if (!Consume("AND ")) return Expected("AND");
    }
  }

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return text_[at_]; }

  void SkipSpace() {
    while (!AtEnd() && absl::ascii_isspace(Peek())) ++at_;
  }

  bool Consume(absl::string_view token) {
    if (!absl::StartsWith(text_.substr(at_), token)) return false;
    at_ += token.size();
    return true;
  }

  static absl::Status Wrong(Text why) { return InvalidField("filter", std::move(why)); }

  absl::Status Expected(absl::string_view what) const {
    return Wrong({absl::StrCat("expected ", what, " at character ", at_ + 1),
                  absl::StrCat("cần ", what, " ở ký tự thứ ", at_ + 1)});
  }

  absl::Status ReadField(std::string& field) {
    SkipSpace();
    const size_t begin = at_;
    while (!AtEnd() && (absl::ascii_islower(Peek()) || Peek() == '_' || Peek() == '.')) ++at_;
    if (at_ == begin) return Expected("a field name (tên trường)");
    field = std::string(text_.substr(begin, at_ - begin));
    return absl::OkStatus();
  }

  absl::Status ReadOperator(Condition::Operator& op) {
    using Operator = Condition::Operator;
    SkipSpace();
    // Longer ones first.
    static constexpr std::pair<const char*, Operator> kOperators[] = {
        {"!=", Operator::kNotEqual},
        {"<=", Operator::kLessOrEqual},
        {">=", Operator::kGreaterOrEqual},
        {"=", Operator::kEqual},
        {"<", Operator::kLess},
        {">", Operator::kGreater},
        {":", Operator::kHas}};
    for (const auto& [token, value] : kOperators) {
      if (Consume(token)) {
        op = value;
        return absl::OkStatus();
      }
    }
    return Expected("= != < <= > >= :");
  }

  absl::Status ReadValue(std::string& value) {
    SkipSpace();
    if (!AtEnd() && Peek() == '"') return ReadQuoted(value);
    const size_t begin = at_;
    while (!AtEnd() && !absl::ascii_isspace(Peek())) ++at_;
    if (at_ == begin) return Expected("a value (giá trị)");
    value = std::string(text_.substr(begin, at_ - begin));
    return absl::OkStatus();
  }

  absl::Status ReadQuoted(std::string& value) {
    for (++at_; !AtEnd() && Peek() != '"'; ++at_) {
      if (Peek() == '\\' && at_ + 1 < text_.size()) ++at_;
      value.push_back(Peek());
    }
    if (AtEnd()) return Expected("\"");
    ++at_;
    return absl::OkStatus();
  }

  absl::string_view text_;
  size_t at_ = 0;
};

}  // namespace

absl::string_view OperatorText(Condition::Operator op) {
  switch (op) {
    case Condition::Operator::kEqual:
      return "=";
    case Condition::Operator::kNotEqual:
      return "!=";
    case Condition::Operator::kLess:
      return "<";
    case Condition::Operator::kLessOrEqual:
      return "<=";
    case Condition::Operator::kGreater:
      return ">";
    case Condition::Operator::kGreaterOrEqual:
      return ">=";
    case Condition::Operator::kHas:
      return ":";
  }
  return "";
}

absl::StatusOr<std::vector<Condition>> ParseFilter(absl::string_view filter) {
  if (filter.size() > kMaxFilterBytes) {
    return InvalidField("filter", {absl::StrCat("is longer than ", kMaxFilterBytes, " bytes"),
                                   absl::StrCat("dài quá ", kMaxFilterBytes, " byte")});
  }
  return Parser(filter).Parse();
}

}  // namespace dondoc::rpc
