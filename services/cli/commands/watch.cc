// watch: one line for each change, as it happens.
#include <limits>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/text/width.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/render/json.h"
#include "services/cli/render/table.h"
#include "services/cli/words.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/feed.grpc.pb.h"
#include "dondoc/finance/v1/funding.grpc.pb.h"
#include "dondoc/finance/v1/project.pb.h"
#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/feed.grpc.pb.h"
#include "dondoc/inspection/v1/inspection_resource.pb.h"
#include "dondoc/inspection/v1/plan.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::cli {
namespace {

using common::v1::Change;
using common::v1::Cursor;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;
using finance::v1::FinanceFeedService;
using finance::v1::FundingService;
using inspection::v1::InspectionFeedService;
using inspection::v1::PlanService;
using registry::v1::DirectoryService;
using registry::v1::RegistryFeedService;

// Attempts in a row without a message before giving up, and the waits between them: a restart or a
// new leader takes seconds, what takes longer than a minute is an outage to be told.
constexpr int kMaxAttempts = 8;
constexpr absl::Duration kFirstWait = absl::Milliseconds(500);
constexpr absl::Duration kLongestWait = absl::Seconds(15);

struct WatchFlags {
  std::string since = "start";
  std::string service = "registry";
  bool until_caught_up = false;
};

enum class Source { kRegistry, kFinance, kInspection };

absl::StatusOr<Source> ParseSource(const std::string& service) {
  if (service == "registry") return Source::kRegistry;
  if (service == "finance") return Source::kFinance;
  if (service == "inspection") return Source::kInspection;
  return InvalidField("--service", {"write registry, finance or inspection",
                                    "hãy viết registry, finance hoặc inspection"});
}

// The revision of the service's shortest list, where what comes next begins.
template <typename Service, typename Request, typename Response>
absl::StatusOr<int64_t> RevisionOf(
    Context& context, const std::string& agency,
    grpc::Status (Service::StubInterface::*list)(grpc::ClientContext*, const Request&, Response*)) {
  Request request;
  request.set_parent(agency);
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const Response page, context.Call<Service>(list, request));
  return page.revision();
}

absl::StatusOr<int64_t> CurrentRevision(Context& context, const std::string& agency,
                                        Source source) {
  switch (source) {
    case Source::kFinance:
      return RevisionOf<FundingService>(context, agency,
                                        &FundingService::StubInterface::ListFundingSources);
    case Source::kInspection:
      return RevisionOf<PlanService>(context, agency, &PlanService::StubInterface::ListPlans);
    case Source::kRegistry:
      break;
  }
  return RevisionOf<DirectoryService>(context, agency, &DirectoryService::StubInterface::ListUnits);
}

// Opens the service's stream. The stub may go: the call belongs to the channel, which the client
// keeps.
std::unique_ptr<grpc::ClientReaderInterface<WatchChangesResponse>> OpenStream(
    Client& client, Source source, grpc::ClientContext& call, const WatchChangesRequest& request) {
  switch (source) {
    case Source::kFinance:
      return FinanceFeedService::NewStub(client.channel())->WatchChanges(&call, request);
    case Source::kInspection:
      return InspectionFeedService::NewStub(client.channel())->WatchChanges(&call, request);
    case Source::kRegistry:
      break;
  }
  return RegistryFeedService::NewStub(client.channel())->WatchChanges(&call, request);
}

// Where to begin: everything, only what comes, or what follows a revision.
absl::StatusOr<Cursor> StartCursor(Context& context, const std::string& agency, Source source,
                                   const std::string& since) {
  Cursor cursor;
  cursor.set_agency(agency);
  if (since == "start") return cursor;
  int64_t revision = 0;
  if (since == "now") {
    ASSIGN_OR_RETURN(revision, CurrentRevision(context, agency, source));
  } else if (!absl::SimpleAtoi(since, &revision) || revision < 0) {
    return InvalidField("--since", {"write start, now or a revision",
                                    "hãy viết start, now hoặc số "
                                    "phiên bản"});
  }
  cursor.set_revision(revision);
  // All of that revision has been seen; a change's ordinal never gets this far.
  if (revision > 0) cursor.set_ordinal(std::numeric_limits<int32_t>::max());
  return cursor;
}

// The office number of the `Resource` that a change is about; "" where it is about another kind.
template <typename Resource>
std::string NumberIn(const Change& change) {
  Resource resource;
  if (!change.after().Is<Resource>() || !change.after().UnpackTo(&resource)) return "";
  return resource.number();
}

// As NumberIn, of what has no number but a name.
template <typename Resource>
std::string DisplayNameIn(const Change& change) {
  Resource resource;
  if (!change.after().Is<Resource>() || !change.after().UnpackTo(&resource)) return "";
  return resource.display_name();
}

// The office number or the name where the change is about something that has one, else the short
// name.
std::string SubjectOf(const Change& change) {
  for (const auto number :
       {NumberIn<registry::v1::Task>, NumberIn<finance::v1::Dossier>,
        NumberIn<finance::v1::Project>, NumberIn<finance::v1::Disbursement>,
        NumberIn<inspection::v1::Inspection>, DisplayNameIn<registry::v1::Unit>,
        DisplayNameIn<registry::v1::Officer>, DisplayNameIn<inspection::v1::Entity>,
        DisplayNameIn<finance::v1::FundingSource>}) {
    if (std::string text = number(change); !text.empty()) return text;
  }
  const size_t slash = change.name().find('/', change.name().find('/') + 1);
  return slash == std::string::npos ? change.name() : change.name().substr(slash + 1);
}

void PrintChange(Context& context, const Change& change, bool json) {
  if (json) {
    auto line = ToJsonLine(change);
    // A change that holds a message of a newer service is still a change: its place is printed.
    if (!line.ok()) {
      Change bare = change;
      bare.clear_before();
      bare.clear_after();
      line = ToJsonLine(bare);
    }
    if (line.ok()) context.out() << *line;
    return;
  }
  const size_t slash = change.method().rfind('/');
  const std::string method =
      slash == std::string::npos ? change.method() : change.method().substr(slash + 1);
  // A method that this version does not know keeps its name.
  const std::string key = absl::StrCat("change.", method);
  const std::string done = FindWord(key) == nullptr ? method : context.lang().Word(key);
  const bool color = context.color();
  context.out() << Paint(text::PadRight(FormatTime(change.commit_time(), context.lang()), 19),
                         Style::kDim, color)
                << "  " << text::PadRight(OneLine(SubjectOf(change)), 30) << "  "
                << text::PadRight(OneLine(done), 20) << "  "
                << OneLine(context.names().Of(change.actor())) << "\n";
}

class Watch {
 public:
  Watch(Context& context, Client& client, const WatchFlags& flags, Source source, Cursor cursor,
        bool json)
      : context_(context),
        client_(client),
        flags_(flags),
        source_(source),
        cursor_(std::move(cursor)),
        json_(json) {}

  absl::Status Run() {
    absl::Duration wait = kFirstWait;
    int attempts = 0;
    while (true) {
      heard_ = false;
      const absl::Status status = Once();
      if (done_) return absl::OkStatus();
      // Streams end with UNAVAILABLE by design after half an hour; anything else is an answer.
      if (!status.ok() && !absl::IsUnavailable(status)) return status;
      if (heard_) {
        attempts = 0;
        wait = kFirstWait;
      }
      if (++attempts >= kMaxAttempts) return status;
      context_.err() << context_.lang()(
                            Text{"connection ended, trying again", "mất kết nối, đang thử lại"})
                     << "\n";
      context_.env().sleep(wait);
      wait = std::min(wait * 2, kLongestWait);
    }
  }

 private:
  absl::Status Once() {
    grpc::ClientContext call;
    RETURN_IF_ERROR(client_.Prepare(call, Client::CallKind::kStream));
    // Names are looked up while the stream is read: the stream's own id is kept for its errors.
    const std::string correlation_id = client_.correlation_id();
    WatchChangesRequest request;
    *request.add_cursors() = cursor_;
    request.set_stop_when_caught_up(flags_.until_caught_up);
    const auto reader = OpenStream(client_, source_, call, request);
    WatchChangesResponse response;
    while (reader->Read(&response)) {
      heard_ = true;
      for (const Change& change : response.changes()) PrintChange(context_, change, json_);
      for (const Cursor& cursor : response.cursors()) {
        if (cursor.agency() == cursor_.agency()) cursor_ = cursor;
      }
      context_.out().flush();
      if (!context_.out()) {
        // Whoever read our output has gone: nobody is left to watch for.
        call.TryCancel();
        done_ = true;
      }
      if (response.caught_up() && flags_.until_caught_up) done_ = true;
    }
    const grpc::Status status = reader->Finish();
    if (done_) return absl::OkStatus();
    if (status.ok()) {
      if (flags_.until_caught_up) done_ = true;
      return absl::UnavailableError("the stream ended");
    }
    return FromGrpc(status, correlation_id);
  }

  Context& context_;
  Client& client_;
  const WatchFlags& flags_;
  const Source source_;
  Cursor cursor_;
  const bool json_;
  bool heard_ = false;
  bool done_ = false;
};

absl::Status Run(Context& context, const WatchFlags& flags) {
  const Output output = context.OutputOr();
  ASSIGN_OR_RETURN(const std::string agency, context.Agency());
  ASSIGN_OR_RETURN(const Source source, ParseSource(flags.service));
  ASSIGN_OR_RETURN(Cursor cursor, StartCursor(context, agency, source, flags.since));
  ASSIGN_OR_RETURN(Client * client, context.client());
  return Watch(context, *client, flags, source, std::move(cursor), output == Output::kJson).Run();
}

}  // namespace

void RegisterWatch(Command& root) {
  const auto flags = std::make_shared<WatchFlags>();
  root.Add("watch", {"changes as they happen", "theo dõi thay đổi ngay khi xảy ra"},
           "watch --since now\nwatch --service finance --until-caught-up --output json")
      .Option("--service", &flags->service,
              {"registry (default), finance or inspection",
               "registry (mặc định), finance hoặc inspection"},
              "SERVICE")
      .Option("--since", &flags->since,
              {"start (default), now or a revision", "start (mặc định), now hoặc số phiên bản"},
              "WHEN")
      .Flag("--until-caught-up", &flags->until_caught_up,
            {"end once everything so far was printed", "dừng khi đã in hết những gì đang có"})
      .Run([flags](Context& context) { return Run(context, *flags); });
}

}  // namespace dondoc::cli
