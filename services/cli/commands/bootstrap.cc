// agency bootstrap: a whole agency from a notice, for a first look and for tests. Ids follow from
// the notice alone and every step looks before it acts, so that a second run changes nothing.
#include "services/cli/commands/bootstrap.h"

#include <map>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include <google/protobuf/struct.pb.h>

#include "common/base/status_macros.h"
#include "services/cli/context.h"
#include "services/cli/notice_client.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::Agency;
using registry::v1::CreateAgencyRequest;
using registry::v1::CreateOfficerRequest;
using registry::v1::CreateUnitRequest;
using registry::v1::DirectoryService;
using registry::v1::GetAgencyRequest;
using registry::v1::GetOfficerRequest;
using registry::v1::ListUnitsRequest;
using registry::v1::NoticeDraft;
using registry::v1::Officer;
using registry::v1::Unit;
using DirectoryStub = DirectoryService::StubInterface;

// Longest id, as for every resource.
constexpr size_t kMaxIdLength = 63;
// A gateway learns of new officers by feed, within a second as a rule: tries and the wait between.
constexpr int kAdmissionTries = 40;
constexpr absl::Duration kAdmissionWait = absl::Milliseconds(250);

struct BootstrapFlags {
  std::string notice;
  std::string operator_id = "operators/local";
  std::string display_name;
  std::string symbol = "SKHCN";
  std::string province;
};

struct Line {
  std::string what;
  std::string name;
  std::string display_name;
  bool created = false;
};

// "head-van-phong"; an id that would be too long keeps its beginning and a hash of all of it.
std::string Join(absl::string_view prefix, absl::string_view unit_id) {
  std::string id = absl::StrCat(prefix, "-", unit_id);
  if (id.size() <= kMaxIdLength) return id;
  uint64_t hash = 14695981039346656037ULL;  // FNV-1a: stable between builds, unlike std::hash.
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return absl::StrFormat("%s-%08x", id.substr(0, kMaxIdLength - 9), hash & 0xffffffffULL);
}

class Bootstrap {
 public:
  Bootstrap(Context& context, const BootstrapFlags& flags, std::string agency)
      : context_(context), flags_(flags), agency_(std::move(agency)) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(file_, ReadNoticeFile(context_, flags_.notice));
    ASSIGN_OR_RETURN(auto operator_client, context_.ClientAs(flags_.operator_id));
    ASSIGN_OR_RETURN(admin_, context_.ClientAs(OfficerName("admin")));
    RETURN_IF_ERROR(EnsureAgency(*operator_client));
    ASSIGN_OR_RETURN(const NoticeDraft draft, Parse());
    RETURN_IF_ERROR(EnsureUnits(draft));
    // The agency's own officers, then two for each unit.
    RETURN_IF_ERROR(EnsureOfficers(draft));
    return Report();
  }

 private:
  std::string OfficerName(absl::string_view id) const {
    return absl::StrCat(agency_, "/officers/", id);
  }

  void Note(std::string what, std::string name, std::string display_name, bool created) {
    lines_.push_back({std::move(what), std::move(name), std::move(display_name), created});
  }

  absl::Status EnsureAgency(Client& client) {
    GetAgencyRequest get;
    get.set_name(agency_);
    auto found = client.Call<DirectoryService>(&DirectoryStub::GetAgency, get);
    if (found.ok()) {
      Note("agency", agency_, found->display_name(), false);
      return absl::OkStatus();
    }
    if (!absl::IsNotFound(found.status())) return found.status();
    CreateAgencyRequest request;
    request.set_agency_id(ShortName(agency_));
    request.mutable_agency()->set_display_name(
        flags_.display_name.empty() ? "Sở Khoa học và Công nghệ" : flags_.display_name);
    request.mutable_agency()->set_symbol(flags_.symbol);
    request.mutable_agency()->set_province(flags_.province);
    request.set_admin_id("admin");
    request.mutable_admin()->set_display_name("Quản trị hệ thống");
    request.mutable_admin()->set_title("Quản trị");
    request.mutable_admin()->add_roles(ADMIN);
    request.set_request_id(context_.FreshRequestId());
    ASSIGN_OR_RETURN(const Agency agency,
                     client.Call<DirectoryService>(&DirectoryStub::CreateAgency, request));
    Note("agency", agency_, agency.display_name(), true);
    Note("officer", OfficerName("admin"), request.admin().display_name(), true);
    return absl::OkStatus();
  }

  // The administrator may be younger than what the gateway knows: refusals are given a few seconds.
  absl::StatusOr<NoticeDraft> Parse() {
    absl::StatusOr<NoticeDraft> draft;
    for (int attempt = 0; attempt < kAdmissionTries; ++attempt) {
      if (attempt > 0) context_.env().sleep(kAdmissionWait);
      draft = ParseNotice(*admin_, agency_, file_);
      if (!absl::IsPermissionDenied(draft.status())) break;
    }
    return draft;
  }

  absl::StatusOr<std::map<std::string, Unit>> ExistingUnits() {
    std::map<std::string, Unit> units;
    ListUnitsRequest request;
    request.set_parent(agency_);
    request.set_page_size(500);
    do {
      ASSIGN_OR_RETURN(const auto page,
                       admin_->Call<DirectoryService>(&DirectoryStub::ListUnits, request));
      for (const Unit& unit : page.units()) units[ShortName(unit.name())] = unit;
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return units;
  }

  absl::Status EnsureUnits(const NoticeDraft& draft) {
    ASSIGN_OR_RETURN(units_, ExistingUnits());
    for (const auto& [id, unit] : units_) Note("unit", unit.name(), unit.display_name(), false);
    int position = static_cast<int>(units_.size());
    for (const auto& proposed : draft.proposed_units()) {
      CreateUnitRequest request;
      request.set_parent(agency_);
      request.set_unit_id(proposed.suggested_id());
      request.mutable_unit()->set_display_name(proposed.display_name());
      // Tens leave room for units founded between.
      request.mutable_unit()->set_position(10 * ++position);
      request.set_request_id(context_.FreshRequestId());
      ASSIGN_OR_RETURN(const Unit unit,
                       admin_->Call<DirectoryService>(&DirectoryStub::CreateUnit, request));
      units_[ShortName(unit.name())] = unit;
      Note("unit", unit.name(), unit.display_name(), true);
    }
    if (draft.proposed_units().empty()) return absl::OkStatus();
    // Reading again shows that every heading now finds its unit.
    ASSIGN_OR_RETURN(const NoticeDraft again, Parse());
    for (const auto& unknown : again.proposed_units()) {
      context_.err() << context_.lang()(Text{"still unknown: ", "vẫn chưa nhận ra: "})
                     << OneLine(unknown.display_name()) << "\n";
    }
    return absl::OkStatus();
  }

  absl::Status EnsureOfficer(const std::string& id, const std::string& display_name,
                             const std::string& title, Role role, const std::string& unit) {
    GetOfficerRequest get;
    get.set_name(OfficerName(id));
    auto found = admin_->Call<DirectoryService>(&DirectoryStub::GetOfficer, get);
    if (found.ok()) {
      Note("officer", found->name(), found->display_name(), false);
      return absl::OkStatus();
    }
    if (!absl::IsNotFound(found.status())) return found.status();
    CreateOfficerRequest request;
    request.set_parent(agency_);
    request.set_officer_id(id);
    request.mutable_officer()->set_display_name(display_name);
    request.mutable_officer()->set_title(title);
    request.mutable_officer()->set_unit(unit);
    request.mutable_officer()->add_roles(role);
    request.set_request_id(context_.FreshRequestId());
    ASSIGN_OR_RETURN(const Officer officer,
                     admin_->Call<DirectoryService>(&DirectoryStub::CreateOfficer, request));
    Note("officer", officer.name(), officer.display_name(), true);
    return absl::OkStatus();
  }

  // The unit whose id begins with `prefix`, else none: the Office and the inspectorate have an
  // officer of their own where the notice names them.
  std::string UnitBeginning(absl::string_view prefix) const {
    const auto unit = units_.lower_bound(std::string(prefix));
    if (unit == units_.end() || !absl::StartsWith(unit->first, prefix)) return "";
    return unit->second.name();
  }

  absl::Status EnsureOfficers(const NoticeDraft& draft) {
    const std::string& signer = draft.header().signer().value();
    const std::string& post = draft.header().signer_title().value();
    const std::string office = UnitBeginning("van-phong");
    RETURN_IF_ERROR(EnsureOfficer("admin", "Quản trị hệ thống", "Quản trị", ADMIN, ""));
    RETURN_IF_ERROR(EnsureOfficer("director", "Giám đốc Sở", "Giám đốc", DIRECTOR, ""));
    // Whoever signed the notice by order is of the Office that follows it up.
    RETURN_IF_ERROR(EnsureOfficer("office", signer.empty() ? "Văn thư Văn phòng" : signer,
                                  signer.empty() || post.empty() ? "Văn phòng" : post, OFFICE,
                                  office));
    RETURN_IF_ERROR(EnsureOfficer("accountant", "Kế toán Sở", "Kế toán", ACCOUNTANT, office));
    RETURN_IF_ERROR(EnsureOfficer("inspector", "Thanh tra viên", "Thanh tra viên", INSPECTOR,
                                  UnitBeginning("thanh-tra")));
    RETURN_IF_ERROR(EnsureOfficer("auditor", "Kiểm toán viên", "Kiểm toán", AUDITOR, ""));
    for (const auto& [id, unit] : units_) {
      RETURN_IF_ERROR(EnsureOfficer(Join("head", id), absl::StrCat("Trưởng ", unit.display_name()),
                                    "Trưởng đơn vị", UNIT_HEAD, unit.name()));
      RETURN_IF_ERROR(EnsureOfficer(Join("officer", id),
                                    absl::StrCat("Chuyên viên ", unit.display_name()),
                                    "Chuyên viên", OFFICER, unit.name()));
    }
    return absl::OkStatus();
  }

  absl::Status Report() {
    const Lang& lang = context_.lang();
    int created = 0;
    google::protobuf::Struct json;
    for (const char* key : {"created", "unchanged"}) {
      (*json.mutable_fields())[key].mutable_list_value();
    }
    Table table;
    table.columns = {
        {lang.Word("result")}, {lang.Word("id")}, {lang.Word("name"), Align::kLeft, true}};
    for (const Line& line : lines_) {
      created += line.created;
      (*json.mutable_fields())[line.created ? "created" : "unchanged"]
          .mutable_list_value()
          ->add_values()
          ->set_string_value(line.name);
      table.rows.push_back({Cell(lang.Word(line.created ? "CREATED" : "UNCHANGED"),
                                 line.created ? Style::kGood : Style::kDim),
                            std::string(absl::StripPrefix(line.name, agency_ + "/")),
                            line.display_name});
    }
    table.notes = {created == 0 ? lang(Text{"everything was there already; nothing changed",
                                            "đã có đủ; không có gì thay đổi"})
                                : absl::StrCat(created, lang(Text{" created", " mục được tạo"}))};
    return Print(context_, json, [&] { return table; });
  }

  Context& context_;
  const BootstrapFlags& flags_;
  const std::string agency_;
  NoticeFile file_;
  std::unique_ptr<Client> admin_;
  std::map<std::string, Unit> units_;
  std::vector<Line> lines_;
};

}  // namespace

void RegisterBootstrap(Command& agency) {
  const auto flags = std::make_shared<BootstrapFlags>();
  agency
      .Add("bootstrap",
           {"an agency with units and officers from a notice; needs the local key",
            "lập cơ quan, đơn vị, cán bộ từ một thông báo; cần khóa tại chỗ"},
           "agency bootstrap --agency so-khcn --notice thong-bao.txt")
      .Option("--notice", &flags->notice,
              {"notice whose headings name the units", "thông báo có tên các đơn vị"}, "FILE",
              Need::kRequired)
      .Option("--name", &flags->display_name, {"full name of the agency", "tên đầy đủ của cơ quan"})
      .Option("--symbol", &flags->symbol, {"symbol in document numbers", "ký hiệu văn bản"})
      .Option("--province", &flags->province, {"province or city", "tỉnh, thành phố"})
      .Option("--operator", &flags->operator_id,
              {"operator who creates the agency, default operators/local",
               "người vận hành tạo cơ quan, mặc định operators/local"},
              "SUBJECT")
      .Run([flags](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(std::string agency_name, context.Agency());
        return Bootstrap(context, *flags, std::move(agency_name)).Run();
      });
}

}  // namespace dondoc::cli
