#include "services/cli/cli_main.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include <CLI/CLI.hpp>

#include "common/base/clock.h"
#include "common/base/error.h"
#include "services/cli/command.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/errors.h"
#include "services/cli/exit_status.h"
#include "services/cli/help.h"
#include "services/cli/profile.h"
#include "services/cli/settings.h"

namespace dondoc::cli {
namespace {

void AddGlobalFlags(Command& root, GlobalFlags& flags) {
  root.Option("--server", &flags.server,
              {"gateway (DONDOC_SERVER, profile)", "cổng vào (DONDOC_SERVER, cấu hình)"},
              "HOST:PORT")
      .Option("--agency", &flags.agency,
              {"agency (DONDOC_AGENCY, profile)", "cơ quan (DONDOC_AGENCY, cấu hình)"}, "ID")
      .Option("--as", &flags.subject,
              {"act as this officer, signed with the local key",
               "làm với tư cách cán bộ này, ký bằng khóa tại chỗ"},
              "OFFICER")
      .Option("--token", &flags.token,
              {"access token (DONDOC_TOKEN)", "mã truy cập (DONDOC_TOKEN)"}, "TOKEN")
      .Option("--key", &flags.key,
              {"local signing key (DONDOC_KEY, profile)", "khóa ký tại chỗ (DONDOC_KEY, cấu hình)"},
              "FILE")
      .Option("--ca", &flags.ca,
              {"certificate authority of the server (DONDOC_CA, profile)",
               "chứng thư gốc của máy chủ (DONDOC_CA, cấu hình)"},
              "FILE")
      .Option("-o,--output", &flags.output,
              {"table, json; html for board and notice show, csv for board",
               "table, json; html cho board và notice show, csv cho board"},
              "KIND")
      .Option("--lang", &flags.lang, {"vi or en (DONDOC_LANG)", "vi hoặc en (DONDOC_LANG)"}, "LANG")
      .Option("--timeout", &flags.timeout_seconds,
              {"bound of one call, default 30", "giới hạn một lần gọi, mặc định 30"}, "SECONDS")
      .Option("--request-id", &flags.request_id,
              {"repeat a change safely with the id of its first try",
               "lặp lại an toàn một thay đổi với mã của lần đầu"},
              "UUID")
      .Flag("--no-color", &flags.no_color,
            {"no colour (also NO_COLOR)", "không tô màu (cũng như NO_COLOR)"});
}

// Examples of the whole command, then the table of exit statuses.
std::string RootFooter(const Lang& lang) {
  return absl::StrCat(lang(Text{"Example:", "Ví dụ:"}),
                      "\n  dondoc notice import thong-bao.txt\n  dondoc task list --timeliness "
                      "overdue\n  dondoc board\n\n",
                      ExitStatusHelp(lang));
}

// The deepest command that was named.
const CLI::App* Chosen(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app;
}

std::string PathOf(const CLI::App* app) {
  return app->get_parent() == nullptr
             ? app->get_name()
             : absl::StrCat(PathOf(app->get_parent()), " ", app->get_name());
}

// The help of a node; the library puts the node's own name behind the path it is given.
std::string HelpOf(const CLI::App* app) {
  return app->help(app->get_parent() == nullptr ? "" : PathOf(app->get_parent()));
}

// Options hold for every subcommand wherever they are written, and every help is one language.
void Configure(CLI::App& app, const Lang& lang, const std::shared_ptr<CLI::FormatterBase>& format) {
  app.formatter(format);
  app.option_defaults()->group(lang(Text{"Options", "Tùy chọn"}));
  app.set_help_flag("-h,--help", lang(Text{"show this help", "xem trợ giúp này"}));
  app.group(lang(Text{"Commands", "Lệnh"}));
  app.fallthrough();
}

bool Prints(Forms forms, Output output) {
  switch (output) {
    case Output::kCsv:
      return forms == Forms::kAlsoCsvAndHtml;
    case Output::kHtml:
      return forms != Forms::kTableAndJson;
    default:
      return true;
  }
}

int Fail(std::ostream& err, const Lang& lang, const absl::Status& status,
         absl::string_view request_id, bool color) {
  PrintError(err, lang, status, request_id, color);
  return ExitStatusOf(status.code());
}

int ParseAndRun(const std::vector<std::string>& args, const Environment& env, Clock& clock,
                const std::string& path, const Profile& profile, const Lang& lang, std::istream& in,
                std::ostream& out, std::ostream& err) {
  CLI::App app(lang(Text{"Đôn Đốc: follows up what was ordered until it is done",
                         "Đôn Đốc: theo dõi việc được giao cho đến khi xong"}),
               "dondoc");
  Configure(app, lang, MakeFormatter(lang));
  app.footer(RootFooter(lang));
  GlobalFlags flags;
  Handlers handlers;
  Command root(app, lang, handlers);
  AddGlobalFlags(root, flags);
  RegisterAll(root);

  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    out << HelpOf(Chosen(app));
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    err << lang(Text{"Error", "Lỗi"}) << ": "
        << DescribeParseError(error, app.remaining(true), lang) << "\n  "
        << lang(Text{"see", "xem"}) << ": " << PathOf(Chosen(app)) << " --help\n";
    return kExitUsage;
  }
  const auto handler = handlers.find(Chosen(app));
  if (handler == handlers.end()) {
    // A group, or nothing at all: show what there is.
    const bool bare = args.empty();
    (bare ? out : err) << HelpOf(Chosen(app));
    return bare ? kExitOk : kExitUsage;
  }
  auto settings = ResolveSettings(flags, env, profile);
  const bool color = env.err_is_terminal && !flags.no_color && !env.Get("NO_COLOR");
  if (!settings.ok()) return Fail(err, lang, settings.status(), "", color);
  if (settings->output && !Prints(handler->second.forms, *settings->output)) {
    const bool page = handler->second.forms == Forms::kAlsoHtml;
    return Fail(err, settings->lang,
                InvalidField("--output", page ? Text{"this command prints table, json or html",
                                                     "lệnh này chỉ in table, json hoặc html"}
                                              : Text{"this command prints table or json",
                                                     "lệnh này chỉ in table hoặc json"}),
                "", color);
  }
  Context context(*std::move(settings), profile, path, env, clock, in, out, err);
  const absl::Status status = handler->second.run(context);
  out.flush();
  if (status.ok() && !out) {
    return Fail(err, lang,
                Error(absl::StatusCode::kInternal, "OUTPUT_FAILED",
                      {"the result could not be written", "không ghi được kết quả ra"}),
                context.used_request_id(), color);
  }
  if (status.ok()) return kExitOk;
  return Fail(err, context.lang(), status, context.used_request_id(), color);
}

}  // namespace

int RunCli(const std::vector<std::string>& args, const Environment& env, std::istream& in,
           std::ostream& out, std::ostream& err) {
  SystemClock system_clock;
  Clock& clock = env.clock != nullptr ? *env.clock : system_clock;
  const auto path = ProfilePath(env);
  Profile profile;
  absl::Status loaded;
  if (path.ok()) {
    auto read = LoadProfile(*path);
    loaded = read.status();
    if (read.ok()) profile = *std::move(read);
  }
  const Lang lang = EarlyLanguage(args, env, profile);
  // Help must work with a broken profile, so that its owner can find out how to mend it.
  const bool wants_help = std::any_of(args.begin(), args.end(), [](const std::string& arg) {
    return arg == "--help" || arg == "-h";
  });
  if (!loaded.ok() && !wants_help) return Fail(err, lang, loaded, "", false);
  return ParseAndRun(args, env, clock, path.value_or(""), profile, lang, in, out, err);
}

}  // namespace dondoc::cli
