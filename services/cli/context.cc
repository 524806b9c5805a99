#include "services/cli/context.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/credentials.h"
#include "services/cli/display_names.h"
#include "services/cli/files.h"

namespace dondoc::cli {
namespace {

// Largest file of certificate authorities, in bytes: a system's whole bundle has some 250 KiB.
constexpr size_t kMaxCaBytes = 1024 * 1024;

// Whether `text` can be an id or a resource name: a name with spaces or marks, typed where an id is
// wanted, would otherwise find nothing and say nothing.
bool MayBeId(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isalnum(c) || absl::StrContains("-_/.", c); });
}

}  // namespace

Context::Context(Settings settings, Profile profile, std::string profile_path,
                 const Environment& env, Clock& clock, std::istream& in, std::ostream& out,
                 std::ostream& err)
    : settings_(std::move(settings)),
      profile_(std::move(profile)),
      profile_path_(std::move(profile_path)),
      env_(env),
      clock_(clock),
      ids_(clock),
      in_(in),
      out_(out),
      err_(err),
      names_(std::make_unique<DisplayNames>(*this)) {}

Context::~Context() = default;

absl::StatusOr<ClientOptions> Context::ConnectionFor(const Settings& settings) {
  ClientOptions options;
  options.server = settings.server;
  options.lang = settings.lang;
  options.timeout = settings.timeout;
  options.token = MakeTokenSource(settings, clock_);
  if (!settings.ca.empty()) {
    ASSIGN_OR_RETURN(options.ca_pem, ReadFile(settings.ca, kMaxCaBytes, in_));
  }
  return options;
}

absl::StatusOr<Client*> Context::client() {
  if (client_ == nullptr) {
    ASSIGN_OR_RETURN(ClientOptions options, ConnectionFor(settings_));
    ASSIGN_OR_RETURN(client_, Client::Create(std::move(options), ids_));
  }
  return client_.get();
}

absl::StatusOr<std::unique_ptr<Client>> Context::ClientAs(const std::string& subject) {
  Settings other = settings_;
  other.subject = subject;
  other.token.clear();
  other.token_file.clear();
  ASSIGN_OR_RETURN(ClientOptions options, ConnectionFor(other));
  return Client::Create(std::move(options), ids_);
}

absl::StatusOr<std::string> Context::UnitName(absl::string_view text) const {
  if (!MayBeId(text)) {
    return InvalidField(
        "unit", {absl::StrCat("'", text, "' is not the id of a unit; see `dondoc unit list`"),
                 absl::StrCat("'", text, "' không phải mã đơn vị; xem `dondoc unit list`")});
  }
  return Name("unit", "units", text);
}

absl::StatusOr<std::string> Context::OfficerName(absl::string_view text) const {
  if (!MayBeId(text)) {
    return InvalidField(
        "officer",
        {absl::StrCat("'", text, "' is not the id of an officer; see `dondoc officer list`"),
         absl::StrCat("'", text, "' không phải mã cán bộ; xem `dondoc officer list`")});
  }
  return Name("officer", "officers", text);
}

absl::StatusOr<std::string> Context::TaskName(absl::string_view text) const {
  return Name("task", "tasks", text);
}

absl::StatusOr<std::string> Context::Name(absl::string_view flag, absl::string_view collection,
                                          absl::string_view text) const {
  // A full name needs no agency from elsewhere.
  std::string agency;
  if (text.substr(0, 9) != "agencies/") {
    ASSIGN_OR_RETURN(agency, Agency());
  }
  return ResourceName(flag, agency, collection, text);
}

const std::string& Context::request_id() {
  if (request_id_.empty()) {
    request_id_ = settings_.request_id.empty() ? ids_.Next() : settings_.request_id;
  }
  return request_id_;
}

}  // namespace dondoc::cli
