// login, logout, whoami: who acts.
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/credentials.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::Caller;
using registry::v1::DirectoryService;
using registry::v1::GetCallerRequest;

// What --print-token gives at most: services refuse tokens that live longer than a day.
constexpr int64_t kDefaultTokenMinutes = 60;
constexpr int64_t kMaxTokenMinutes = 24 * 60;

struct LoginFlags {
  bool print_token = false;
  std::string token_file;
  std::optional<int64_t> minutes;
};

absl::Status PrintToken(Context& context, const LoginFlags& flags) {
  const int64_t minutes = flags.minutes.value_or(kDefaultTokenMinutes);
  if (minutes < 1 || minutes > kMaxTokenMinutes) {
    return InvalidField("--minutes", {"must be from 1 to 1440", "phải từ 1 đến 1440"});
  }
  ASSIGN_OR_RETURN(
      const std::string token,
      SignLocalToken(context.settings(), absl::Minutes(minutes), context.clock().Now()));
  context.out() << token << "\n";
  return absl::OkStatus();
}

// The profile is used from other folders later.
std::string Absolute(const std::string& path) {
  return path.empty() ? "" : std::filesystem::absolute(path).lexically_normal().string();
}

// Keeps what this run was told, so that the next ones need not be.
absl::Status Login(Context& context, const LoginFlags& flags) {
  if (flags.print_token) return PrintToken(context, flags);
  RETURN_IF_ERROR(ProfilePath(context.env()));
  const Settings& settings = context.settings();
  Profile profile = context.profile();
  profile.server = settings.server;
  profile.key = Absolute(settings.key);
  profile.ca = Absolute(settings.ca);
  profile.lang = std::string(settings.lang.code());
  if (!settings.agency.empty()) profile.agency = ShortName(settings.agency);
  if (!flags.token_file.empty()) {
    RETURN_IF_ERROR(ReadTokenFile(flags.token_file));
    profile.token_file = Absolute(flags.token_file);
    profile.officer.clear();
  } else {
    // Signing once shows that the key and the subject hold; the token itself is not kept.
    RETURN_IF_ERROR(SignLocalToken(settings, kCallTokenLifetime, context.clock().Now()));
    profile.officer = settings.subject;
    profile.token_file.clear();
  }
  RETURN_IF_ERROR(SaveProfile(context.profile_path(), profile));
  const std::string who = profile.officer.empty() ? profile.token_file : profile.officer;
  context.err() << context.lang()(Text{"signed in as ", "đã đăng nhập: "}) << who << "\n";
  return absl::OkStatus();
}

absl::Status Logout(Context& context) {
  RETURN_IF_ERROR(ProfilePath(context.env()));
  Profile profile = context.profile();
  const bool signed_in = !profile.officer.empty() || !profile.token_file.empty();
  profile.officer.clear();
  profile.token_file.clear();
  RETURN_IF_ERROR(SaveProfile(context.profile_path(), profile));
  context.err() << (signed_in ? context.lang()(Text{"signed out", "đã đăng xuất"})
                              : context.lang()(Text{"nobody was signed in", "chưa ai đăng nhập"}))
                << "\n";
  return absl::OkStatus();
}

Table CallerTable(Context& context, const Caller& caller) {
  const Lang& lang = context.lang();
  const std::string roles = absl::StrJoin(caller.roles(), ", ", [&](std::string* out, int role) {
    absl::StrAppend(out, lang.Word(Role_Name(static_cast<Role>(role))));
  });
  return FactsTable("", {{lang.Word("subject"), {caller.subject(), Style::kStrong}},
                         {lang.Word("name"), caller.officer().display_name()},
                         {lang.Word("title"), caller.officer().title()},
                         {lang.Word("unit"), context.names().Of(caller.officer().unit())},
                         {lang.Word("roles"), roles},
                         {lang(Text{"Token ends", "Mã truy cập hết hạn"}),
                          FormatTime(caller.expire_time(), lang)},
                         {lang(Text{"Today is taken to be", "Hôm nay tính là ngày"}),
                          FormatDate(caller.business_date(), lang)}});
}

absl::Status WhoAmI(Context& context) {
  ASSIGN_OR_RETURN(const Caller caller,
                   context.Call<DirectoryService>(&DirectoryService::StubInterface::GetCaller,
                                                  GetCallerRequest()));
  return Print(context, caller, [&] { return CallerTable(context, caller); });
}

}  // namespace

void RegisterLogin(Command& root) {
  const auto flags = std::make_shared<LoginFlags>();
  root.Add("login",
           {"sign in; remembers server, agency, key and language",
            "đăng nhập; nhớ máy chủ, cơ quan, khóa và ngôn ngữ"},
           "login --as head-van-phong\nlogin --as office --print-token\n"
           "login --server dondoc.tinh.gov.vn:443 --token-file ~/.dondoc-token")
      .Flag("--print-token", &flags->print_token,
            {"print a token and remember nothing", "in mã truy cập, không lưu gì"})
      .Option("--minutes", &flags->minutes,
              {"how long the printed token lasts, default 60",
               "mã in ra có giá trị bao nhiêu phút, mặc định 60"})
      .Option("--token-file", &flags->token_file,
              {"use the token in this file (0600)", "dùng mã truy cập trong tệp này (0600)"},
              "FILE")
      .Run([flags](Context& context) { return Login(context, *flags); });
  root.Add("logout", {"forget who is signed in", "đăng xuất"}, "logout").Run(Logout);
  root.Add("whoami", {"who you are and what you may do", "bạn là ai, có vai trò gì"}, "whoami")
      .Run(WhoAmI);
}

}  // namespace dondoc::cli
