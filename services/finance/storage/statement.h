// Composes a statement whose conditions depend on a caller's filter: own text, bound values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/sql/value.h"

namespace dondoc::finance {

// A condition of our own making, with `?` for its values in order; never a caller's text.
struct Bound {
  std::string sql;
  std::vector<std::variant<int64_t, std::string>> values;
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
  // Replaces each `?` of `bound` by a parameter.
  std::string Add(const Bound& bound) {
    std::string sql;
    size_t next = 0;
    for (const char c : bound.sql) {
      if (c != '?') {
        sql.push_back(c);
        continue;
      }
      const auto& value = bound.values[next++];
      if (const auto* number = std::get_if<int64_t>(&value)) {
        sql += Add(*number);
      } else {
        sql += Add(absl::string_view(std::get<std::string>(value)));
      }
    }
    return sql;
  }
  sql::Params params() const { return values_; }

 private:
  std::string Last() const { return absl::StrCat("$", values_.size()); }
  std::vector<sql::Value> values_;
};

}  // namespace dondoc::finance
