// Composes a statement whose conditions depend on a caller's filter: own text, bound values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/sql/value.h"

namespace dondoc::inspection {

// A condition of our own making, with `?` for its values in order, numbers before texts; never a
// caller's text.
struct Bound {
  std::string sql;
  std::vector<int64_t> numbers;
  std::vector<std::string> texts;
};

// Collects a statement's parameters; `$n` in the order of adding. Texts are viewed, not kept.
class Statement {
 public:
  std::string Add(int64_t number) {
    values_.emplace_back(number);
    return Last();
  }
  std::string Add(absl::string_view text) {
    values_.emplace_back(text);
    return Last();
  }
  std::string Add(sql::Bytes bytes) {
    values_.emplace_back(bytes);
    return Last();
  }
  // Replaces each `?` of `bound` by a parameter.
  std::string Add(const Bound& bound) {
    std::string sql;
    size_t number = 0, text = 0;
    for (const char c : bound.sql) {
      if (c != '?') {
        sql.push_back(c);
      } else if (number < bound.numbers.size()) {
        sql += Add(bound.numbers[number++]);
      } else {
        sql += Add(absl::string_view(bound.texts[text++]));
      }
    }
    return sql;
  }
  sql::Params params() const { return values_; }

 private:
  std::string Last() const { return absl::StrCat("$", values_.size()); }
  std::vector<sql::Value> values_;
};

}  // namespace dondoc::inspection
