#include "common/sql/database.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"
#include "common/sql/postgres_database.h"
#include "common/sql/sqlite_database.h"

namespace dondoc::sql {
namespace {

constexpr absl::string_view kSqliteScheme = "sqlite:";
constexpr absl::string_view kPostgresSchemes[] = {"postgresql://", "postgres://"};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(const Options& options) {
  if (absl::StartsWith(options.url, kSqliteScheme)) {
    return internal::OpenSqlite(std::string(absl::StripPrefix(options.url, kSqliteScheme)),
                                options);
  }
  for (const absl::string_view scheme : kPostgresSchemes) {
    if (absl::StartsWith(options.url, scheme)) return internal::OpenPostgres(options);
  }
  return Error(absl::StatusCode::kInvalidArgument, "DATABASE_URL",
               {"the database URL begins with sqlite: or postgresql://",
                "URL cơ sở dữ liệu phải bắt đầu bằng sqlite: hoặc postgresql://"});
}

std::string RedactedUrl(absl::string_view url) {
  std::string redacted(url);
  // postgresql://user:PASSWORD@host/...
  const size_t scheme = redacted.find("://");
  if (scheme != std::string::npos) {
    const size_t start = scheme + 3;
    const size_t authority_end = redacted.find_first_of("/?", start);
    const size_t at = redacted.substr(0, authority_end).rfind('@');
    if (at != std::string::npos && at >= start) {
      const size_t colon = redacted.find(':', start);
      if (colon < at) redacted.replace(colon + 1, at - colon - 1, "***");
    }
  }
  // ...?password=PASSWORD&sslpassword=...
  size_t found = 0;
  while ((found = redacted.find("password=", found)) != std::string::npos) {
    const size_t start = found + 9;
    const size_t end = std::min(redacted.find('&', start), redacted.size());
    redacted.replace(start, end - start, "***");
    found = start;
  }
  return redacted;
}

}  // namespace dondoc::sql
