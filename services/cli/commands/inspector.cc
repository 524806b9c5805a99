// inspector list, show, update, absences, absent, cancel-absence.
#include "services/cli/commands/inspector.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/inspection/v1/inspector.grpc.pb.h"

namespace dondoc::cli {
namespace {

using inspection::v1::Absence;
using inspection::v1::CancelAbsenceRequest;
using inspection::v1::CreateAbsenceRequest;
using inspection::v1::Inspector;
using inspection::v1::InspectorService;
using inspection::v1::ListAbsencesRequest;
using inspection::v1::ListAbsencesResponse;
using inspection::v1::ListInspectorsRequest;
using inspection::v1::ListInspectorsResponse;
using inspection::v1::UpdateInspectorRequest;
using InspectorStub = InspectorService::StubInterface;
using InspectorVerbs = Verbs<InspectorService, Inspector>;
using AbsenceVerbs = Verbs<InspectorService, Absence>;

// The contract's own maximum page size.
constexpr int32_t kMaxPage = 500;

absl::StatusOr<Inspector> GetInspector(Context& context, const std::string& text) {
  inspection::v1::GetInspectorRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), InspectorName(context, text));
  return context.Call<InspectorService>(&InspectorStub::GetInspector, request);
}

Cell StandingCell(const Inspector& inspector, const Lang& lang) {
  if (inspector.disabled()) return {lang(Text{"disabled", "đã ngừng"}), Style::kDim};
  if (inspector.ineligible()) {
    return {lang(Text{"may not sit in teams", "không được tham gia đoàn"}), Style::kBad};
  }
  return Cell();
}

absl::Status PrintInspector(Context& context, const Inspector& inspector) {
  const Lang& lang = context.lang();
  return Print(context, inspector, [&] {
    return FactsTable(inspector.display_name(),
                      {{lang.Word("unit"), context.names().Of(inspector.unit())},
                       {lang(Text{"Rank", "Ngạch"}), inspector.rank()},
                       {lang(Text{"Card", "Thẻ thanh tra"}), inspector.card_no()},
                       {lang.Word("state"), StandingCell(inspector, lang)},
                       {lang.Word("name"), Cell(inspector.name(), Style::kDim)}});
  });
}

absl::Status ListInspectors(Context& context, const PageFlags& pages, bool all_officers) {
  ListInspectorsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  request.set_include_all_officers(all_officers);
  ASSIGN_OR_RETURN(
      const ListInspectorsResponse list,
      ListOf<InspectorService>(context, pages, kMaxPage, &InspectorStub::ListInspectors, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang.Word("id")},
                     {lang.Word("name"), Align::kLeft, true},
                     {lang.Word("unit"), Align::kLeft, true},
                     {lang(Text{"Rank", "Ngạch"}), Align::kLeft, true},
                     {lang(Text{"Card", "Thẻ"})},
                     {lang.Word("state"), Align::kLeft, true}};
    for (const Inspector& inspector : list.inspectors()) {
      table.rows.push_back({ShortName(inspector.name()), inspector.display_name(),
                            context.names().Of(inspector.unit()), inspector.rank(),
                            inspector.card_no(), StandingCell(inspector, lang)});
    }
    AddListNotes(list.inspectors_size(), {"inspectors", "người"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

void AddInspectorUpdate(const InspectorVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string rank;
    std::string card_no;
    bool ineligible = false;
    bool eligible = false;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("update", {"change rank, card or eligibility", "sửa ngạch, thẻ, điều kiện"},
           "--rank 'thanh tra viên chính' --card A-0123", *flags)
      .Option("--rank", &flags->rank, {"rank", "ngạch"})
      .Option("--card", &flags->card_no, {"number of the card", "số thẻ thanh tra"}, "NUMBER")
      .Flag("--ineligible", &flags->ineligible,
            {"may not sit in teams", "không được tham gia đoàn"})
      .Flag("--eligible", &flags->eligible, {"may sit in teams again", "được tham gia đoàn lại"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        UpdateInspectorRequest request;
        Inspector& inspector = *request.mutable_inspector();
        auto& mask = *request.mutable_update_mask();
        if (!flags->rank.empty()) {
          inspector.set_rank(flags->rank);
          mask.add_paths("rank");
        }
        if (!flags->card_no.empty()) {
          inspector.set_card_no(flags->card_no);
          mask.add_paths("card_no");
        }
        if (flags->ineligible && flags->eligible) {
          return InvalidField("--eligible",
                              {"cannot go with --ineligible", "không dùng cùng --ineligible"});
        }
        if (flags->ineligible || flags->eligible) {
          inspector.set_ineligible(flags->ineligible);
          mask.add_paths("ineligible");
        }
        if (mask.paths().empty()) return NothingToChange();
        RETURN_IF_ERROR(verbs.Identify(context, *flags, &inspector));
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Inspector updated,
                         context.Call<InspectorService>(&InspectorStub::UpdateInspector, request));
        return PrintInspector(context, updated);
      });
}

// "agencies/a/inspectors/i/absences/x" -> "agencies/a/inspectors/i".
std::string OwnerOf(const std::string& name) {
  const size_t end = name.rfind("/absences/");
  return end == std::string::npos ? "" : name.substr(0, end);
}

absl::Status PrintAbsence(Context& context, const Absence& absence) {
  const Lang& lang = context.lang();
  return Print(context, absence, [&] {
    return FactsTable(context.names().Of(OwnerOf(absence.name())),
                      {{lang.Word("first_day"), FormatDate(absence.first_day(), lang)},
                       {lang.Word("until"), FormatDate(absence.last_day(), lang)},
                       {lang.Word("reason"), EnumWord(absence.type(), lang)},
                       {lang.Word("note"), absence.note()},
                       {lang.Word("state"), absence.cancelled() ? lang.Word("CANCELLED") : ""},
                       {lang(Text{"Collides with", "Trùng lịch"}),
                        {context.names().Joined(absence.colliding_inspections()), Style::kWarn}},
                       {lang.Word("name"), Cell(absence.name(), Style::kDim)}});
  });
}

struct AbsencesFlags {
  std::string inspector = "-";
  std::string from;
  bool cancelled = false;
  PageFlags pages;
};

absl::Status ListAbsences(Context& context, const AbsencesFlags& flags) {
  ListAbsencesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), InspectorName(context, flags.inspector));
  RETURN_IF_ERROR(ReadDate("--from", flags.from, request, &ListAbsencesRequest::mutable_from));
  request.set_include_cancelled(flags.cancelled);
  ASSIGN_OR_RETURN(const ListAbsencesResponse list,
                   ListOf<InspectorService>(context, flags.pages, kMaxPage,
                                            &InspectorStub::ListAbsences, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {{lang(Text{"Inspector", "Người vắng"}), Align::kLeft, true},
                     {lang.Word("first_day")},
                     {lang.Word("until")},
                     {lang.Word("reason")},
                     {lang.Word("note"), Align::kLeft, true},
                     {lang.Word("id")}};
    for (const Absence& absence : list.absences()) {
      table.rows.push_back(
          {context.names().Of(OwnerOf(absence.name())), FormatDate(absence.first_day(), lang),
           FormatDate(absence.last_day(), lang),
           absence.cancelled() ? lang.Word("CANCELLED") : EnumWord(absence.type(), lang),
           absence.note(), Cell(ShortName(absence.name()), Style::kDim)});
    }
    AddListNotes(list.absences_size(), {"absences", "lần vắng"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

void AddAbsent(Command& group) {
  struct Flags {
    std::string inspector;
    std::string from;
    std::string to;
    std::string type = "leave";
    std::string note;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string types = EnumValues<Absence::Type>();
  group
      .Add("absent", {"record days away", "ghi ngày vắng"},
           "inspector absent tran-van-b --from 10/10/2022 --to 14/10/2022 --type training")
      .Argument("inspector", &flags->inspector, {"id or name", "mã hoặc tên"})
      .Option("--from", &flags->from, {"first day away", "từ ngày"}, "DATE", Need::kRequired)
      .Option("--to", &flags->to, {"last day away", "đến ngày"}, "DATE", Need::kRequired)
      .Option("--type", &flags->type,
              {absl::StrCat(types, "; default leave"),
               absl::StrCat(types, "; mặc định leave (nghỉ phép)")},
              "TYPE")
      .Option("--note", &flags->note, {"anything else", "ghi chú"})
      .Run([flags](Context& context) -> absl::Status {
        CreateAbsenceRequest request;
        Absence& absence = *request.mutable_absence();
        ASSIGN_OR_RETURN(*request.mutable_parent(), InspectorName(context, flags->inspector));
        ASSIGN_OR_RETURN(*absence.mutable_first_day(), ParseDate("--from", flags->from));
        ASSIGN_OR_RETURN(*absence.mutable_last_day(), ParseDate("--to", flags->to));
        ASSIGN_OR_RETURN(const auto type, ParseEnum<Absence::Type>("--type", flags->type));
        absence.set_type(type);
        absence.set_note(flags->note);
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Absence created,
                         context.Call<InspectorService>(&InspectorStub::CreateAbsence, request));
        return PrintAbsence(context, created);
      });
}

// There is no method that gets one absence: it is looked for in the list it stands in.
absl::StatusOr<Absence> GetAbsence(Context& context, const std::string& text) {
  ListAbsencesRequest request;
  const size_t end = text.rfind("/absences/");
  if (end != std::string::npos) {
    request.set_parent(text.substr(0, end));
  } else {
    ASSIGN_OR_RETURN(*request.mutable_parent(), InspectorName(context, "-"));
  }
  request.set_include_cancelled(true);
  ASSIGN_OR_RETURN(
      const ListAbsencesResponse list,
      ListOf<InspectorService>(context, {}, kMaxPage, &InspectorStub::ListAbsences, request));
  for (const Absence& absence : list.absences()) {
    if (absence.name() == text || ShortName(absence.name()) == text) return absence;
  }
  return Error(absl::StatusCode::kNotFound, "ABSENCE_NOT_FOUND",
               {absl::StrCat("no absence '", text, "'"),
                absl::StrCat("không có lần vắng '", text, "'")})
      .With("absence", text);
}

absl::StatusOr<std::string> AbsenceName(Context& context, const std::string& text) {
  if (absl::StartsWith(text, "agencies/")) return text;
  ASSIGN_OR_RETURN(const Absence absence, GetAbsence(context, text));
  return absence.name();
}

}  // namespace

absl::StatusOr<std::string> InspectorName(Context& context, const std::string& text) {
  return context.Name("inspector", "inspectors", text);
}

void RegisterInspector(Command& root) {
  Command group = root.Add("inspector",
                           {"who inspects, when they are away, what they declared",
                            "thanh tra viên, lịch vắng, kê khai lợi ích"},
                           "inspector list");
  struct ListFlags {
    bool all_officers = false;
    PageFlags pages;
  };
  const auto flags = std::make_shared<ListFlags>();
  Command list = group.Add("list", {"list inspectors by name", "liệt kê theo tên"},
                           "inspector list --all-officers");
  list.Flag("--all-officers", &flags->all_officers,
            {"everybody who could sit in a team", "mọi cán bộ có thể tham gia đoàn"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) {
    return ListInspectors(context, flags->pages, flags->all_officers);
  });

  const auto name = std::make_shared<std::string>();
  group.Add("show", {"show an inspector", "xem một thanh tra viên"}, "inspector show tran-van-b")
      .Argument("inspector", name.get(), {"id or name", "mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Inspector found, GetInspector(context, *name));
        return PrintInspector(context, found);
      });
  AddInspectorUpdate(InspectorVerbs(group, {"inspector",
                                            "tran-van-b",
                                            "inspector",
                                            {"id or name", "mã hoặc tên"},
                                            InspectorName,
                                            GetInspector,
                                            PrintInspector}));

  const auto absences = std::make_shared<AbsencesFlags>();
  Command absence_list = group.Add("absences", {"days away, earliest first", "lịch vắng"},
                                   "inspector absences --from 03/10/2022");
  absence_list
      .Argument("inspector", &absences->inspector,
                {"of one inspector; default: everybody", "của một người; mặc định tất cả"},
                Need::kOptional)
      .Option("--from", &absences->from, {"that end on this day or later", "từ ngày"}, "DATE")
      .Flag("--cancelled", &absences->cancelled, {"those called off too", "cả lần đã hủy"});
  absences->pages.AddTo(absence_list);
  absence_list.Run([absences](Context& context) { return ListAbsences(context, *absences); });
  AddAbsent(group);
  AbsenceVerbs(group, {"inspector",
                       "01916a1e-0000-7000-8000-000000000001",
                       "absence",
                       {"id or name, as `absences` shows", "mã hoặc tên, theo lệnh absences"},
                       AbsenceName,
                       GetAbsence,
                       PrintAbsence})
      .AddPlain<CancelAbsenceRequest>("cancel-absence", {"call days away off", "hủy lịch vắng"},
                                      Etag::kRequired, &InspectorStub::CancelAbsence);
  RegisterInterests(group);
}

}  // namespace dondoc::cli
