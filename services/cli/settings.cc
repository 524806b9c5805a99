#include "services/cli/settings.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/cli/names.h"

namespace dondoc::cli {
namespace {

// Flag, else environment variable, else profile.
std::string FirstOf(const std::string& flag, const std::optional<std::string>& variable,
                    const std::string& profile) {
  if (!flag.empty()) return flag;
  return variable.value_or(profile);
}

std::optional<Output> ParseOutput(absl::string_view text) {
  if (text == "table") return Output::kTable;
  if (text == "json") return Output::kJson;
  if (text == "csv") return Output::kCsv;
  if (text == "html") return Output::kHtml;
  return std::nullopt;
}

// "so-khcn" from "agencies/so-khcn/officers/van-a"; "" for other subjects.
std::string AgencyOf(absl::string_view subject) {
  if (!absl::StartsWith(subject, "agencies/")) return "";
  const std::vector<absl::string_view> parts = absl::StrSplit(subject, '/');
  return std::string(parts[1]);
}

}  // namespace

absl::StatusOr<Settings> ResolveSettings(const GlobalFlags& flags, const Environment& env,
                                         const Profile& profile) {
  FieldErrors errors;
  Settings settings;
  settings.server = FirstOf(flags.server, env.Get("DONDOC_SERVER"), profile.server);
  settings.token = FirstOf(flags.token, env.Get("DONDOC_TOKEN"), "");
  settings.token_file = profile.token_file;
  settings.key = FirstOf(flags.key, env.Get("DONDOC_KEY"), profile.key);
  settings.ca = FirstOf(flags.ca, env.Get("DONDOC_CA"), profile.ca);

  const std::string language = FirstOf(flags.lang, env.Get("DONDOC_LANG"), profile.lang);
  if (const auto parsed = ParseLanguage(language)) {
    settings.lang = Lang(*parsed);
  } else if (!language.empty()) {
    errors.Add("--lang", {"write vi or en", "hãy viết vi hoặc en"});
  }

  // The agency said on this run wins over the one of --as, which wins over the remembered one.
  settings.agency = FirstOf(flags.agency, env.Get("DONDOC_AGENCY"), AgencyOf(flags.subject));
  if (settings.agency.empty()) settings.agency = profile.agency;
  if (settings.agency.empty()) settings.agency = AgencyOf(profile.officer);

  settings.subject = profile.officer;
  if (!flags.subject.empty()) {
    ASSIGN_OR_RETURN(settings.subject, SubjectFrom(settings.agency, flags.subject));
    // --as asks to sign afresh: a token kept in a file would speak for somebody else.
    settings.token_file.clear();
    if (flags.token.empty()) settings.token.clear();
  }

  if (!flags.output.empty()) {
    settings.output = ParseOutput(flags.output);
    if (!settings.output) {
      errors.Add("--output",
                 {"write table, json, csv or html", "hãy viết table, json, csv hoặc html"});
    }
  }
  if (!flags.request_id.empty()) {
    if (!IsUuid(flags.request_id)) {
      errors.Add("--request-id", {"must be a lower-case UUID, as an earlier run printed it",
                                  "phải là UUID chữ thường, như lần chạy trước đã in ra"});
    }
    settings.request_id = flags.request_id;
  }
  if (flags.timeout_seconds) {
    // The comparison is written so that NaN fails it.
    if (!(*flags.timeout_seconds > 0 &&
          *flags.timeout_seconds <= absl::ToDoubleSeconds(kMaxTimeout))) {
      errors.Add("--timeout", {"must be more than 0 and at most 600 seconds",
                               "phải lớn hơn 0 và không quá 600 giây"});
    } else {
      settings.timeout = absl::Seconds(*flags.timeout_seconds);
    }
  }
  settings.color = env.out_is_terminal && !flags.no_color && !env.Get("NO_COLOR") &&
                   env.Get("TERM").value_or("") != "dumb";
  RETURN_IF_ERROR(errors.ToStatus());
  return settings;
}

Lang EarlyLanguage(const std::vector<std::string>& args, const Environment& env,
                   const Profile& profile) {
  std::string flag;
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i] == "--lang" && i + 1 < args.size()) flag = args[i + 1];
    if (absl::StartsWith(args[i], "--lang=")) flag = args[i].substr(7);
  }
  const auto parsed = ParseLanguage(FirstOf(flag, env.Get("DONDOC_LANG"), profile.lang));
  return Lang(parsed.value_or(Language::kVietnamese));
}

}  // namespace dondoc::cli
