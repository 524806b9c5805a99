#include "common/sql/sql_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/sql/errors.h"

namespace dondoc::sql::internal {
namespace {

struct Macro {
  absl::string_view name;
  absl::string_view sqlite;
  absl::string_view postgres;
};

constexpr Macro kMacros[] = {
    {"BLOB", "BLOB", "BYTEA"},
    {"TEXT_C", "TEXT", "TEXT COLLATE \"C\""},
    {"FOR_UPDATE", "", "FOR UPDATE"},
    {"WITHOUT_ROWID", "WITHOUT ROWID", ""},
    // A query with a column `name`: the tables an unqualified name can mean.
    {"TABLES", "SELECT name FROM sqlite_schema WHERE type = 'table'",
     "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid)"},
};

absl::Status Defect(absl::string_view what, absl::string_view sql) {
  return SqlError(ErrorKind::kStatement, absl::StrCat(what, ": ", sql.substr(0, 200)));
}

class Translator {
 public:
  Translator(absl::string_view sql, Engine engine) : sql_(sql), engine_(engine) {}

  absl::StatusOr<EngineSql> Run() {
    if (sql_.size() > kMaxSqlBytes) return Defect("statement too long", sql_);
    if (absl::StrContains(sql_, absl::string_view("\0", 1))) return Defect("NUL in text", sql_);
    out_.text.reserve(sql_.size() + 16);
    while (at_ < sql_.size()) RETURN_IF_ERROR(Step());
    return std::move(out_);
  }

 private:
  absl::Status Step() {
    const char c = sql_[at_];
    const absl::string_view rest = sql_.substr(at_);
    if (c == '\'' || c == '"') return CopyQuoted(c);
    if (absl::StartsWith(rest, "--")) {
      CopyTo(std::min(sql_.find('\n', at_), sql_.size()));
      return absl::OkStatus();
    }
    if (absl::StartsWith(rest, "/*")) {
      const size_t end = sql_.find("*/", at_ + 2);
      if (end == absl::string_view::npos) return Defect("open comment", sql_);
      CopyTo(end + 2);
      return absl::OkStatus();
    }
    if (absl::StartsWith(rest, "{{")) return ExpandMacro();
    if (c == '$') return Placeholder();
    // SQLite's own placeholder would count apart from ours.
    if (c == '?') return Defect("placeholder that is not $n", sql_);
    CopyTo(at_ + 1);
    return absl::OkStatus();
  }

  // A doubled quote inside closes and opens again, which copies the same bytes.
  absl::Status CopyQuoted(char quote) {
    const size_t end = sql_.find(quote, at_ + 1);
    if (end == absl::string_view::npos) return Defect("open quote", sql_);
    CopyTo(end + 1);
    return absl::OkStatus();
  }

  absl::Status ExpandMacro() {
    const size_t end = sql_.find("}}", at_);
    if (end == absl::string_view::npos) return Defect("open macro", sql_);
    const absl::string_view name = sql_.substr(at_ + 2, end - at_ - 2);
    for (const Macro& macro : kMacros) {
      if (macro.name != name) continue;
      absl::StrAppend(&out_.text, engine_ == Engine::kSqlite ? macro.sqlite : macro.postgres);
      at_ = end + 2;
      return absl::OkStatus();
    }
    return Defect("unknown macro", sql_);
  }

  absl::Status Placeholder() {
    size_t end = at_ + 1;
    int number = 0;
    while (end < sql_.size() && absl::ascii_isdigit(static_cast<unsigned char>(sql_[end])) &&
           number <= kMaxParameters) {
      number = number * 10 + (sql_[end++] - '0');
    }
    if (number < 1 || number > kMaxParameters) return Defect("placeholder out of range", sql_);
    absl::StrAppend(&out_.text, engine_ == Engine::kSqlite ? "?" : "$", number);
    out_.parameters = std::max(out_.parameters, number);
    at_ = end;
    return absl::OkStatus();
  }

  void CopyTo(size_t end) {
    absl::StrAppend(&out_.text, sql_.substr(at_, end - at_));
    at_ = end;
  }

  const absl::string_view sql_;
  const Engine engine_;
  size_t at_ = 0;
  EngineSql out_;
};

}  // namespace

absl::StatusOr<EngineSql> ToEngineSql(absl::string_view sql, Engine engine) {
  return Translator(sql, engine).Run();
}

bool IsPortableText(absl::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  const auto continues = [&](int count) {
    if (end - at <= count) return false;
    for (int i = 1; i <= count; ++i) {
      if ((at[i] & 0xC0) != 0x80) return false;
    }
    return true;
  };
  while (at < end) {
    if (end - at >= 8) {  // Eight bytes at a time while they are plain ASCII without NUL.
      uint64_t word;
      std::memcpy(&word, at, sizeof word);
      const uint64_t zero_seen = (word - 0x0101010101010101u) & ~word;
      if (((word | zero_seen) & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    const unsigned char c = *at;
    if (c == 0) return false;
    if (c < 0x80) {
      at += 1;
    } else if (c >= 0xC2 && c <= 0xDF) {
      if (!continues(1)) return false;
      at += 2;
    } else if (c >= 0xE0 && c <= 0xEF) {
      // No overlong forms, no surrogates.
      if (!continues(2) || (c == 0xE0 && at[1] < 0xA0) || (c == 0xED && at[1] > 0x9F)) return false;
      at += 3;
    } else if (c >= 0xF0 && c <= 0xF4) {
      if (!continues(3) || (c == 0xF0 && at[1] < 0x90) || (c == 0xF4 && at[1] > 0x8F)) return false;
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace dondoc::sql::internal
