// inspector interests, declare-interest, withdraw-interest.
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/commands/inspector.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/inspection/v1/inspector.grpc.pb.h"

namespace dondoc::cli {
namespace {

using inspection::v1::DeclareInterestRequest;
using inspection::v1::InspectorService;
using inspection::v1::Interest;
using inspection::v1::ListInterestsRequest;
using inspection::v1::ListInterestsResponse;
using inspection::v1::WithdrawInterestRequest;
using InterestStub = InspectorService::StubInterface;
using InterestVerbs = Verbs<InspectorService, Interest>;

// The contract's own maximum page size.
constexpr int32_t kMaxInterestPage = 200;

constexpr char kInterestsSegment[] = "/interests/";

// "agencies/a/inspectors/i/interests/x" -> "agencies/a/inspectors/i".
std::string DeclarerOf(const std::string& name) {
  return name.substr(0, name.rfind(kInterestsSegment));
}

// How an interest is typed: "i/x", because ids alone do not say whose it is.
std::string TypedName(const std::string& name) {
  return absl::StrCat(ShortName(DeclarerOf(name)), "/", ShortName(name));
}

std::string InWhom(Context& context, const Interest& interest) {
  return context.names().Of(interest.has_unit() ? interest.unit() : interest.entity());
}

absl::Status PrintInterest(Context& context, const Interest& interest) {
  return Print(context, interest, [&] {
    const Lang& lang = context.lang();
    DisplayNames& names = context.names();
    return FactsTable(
        names.Of(DeclarerOf(interest.name())),
        {{lang.Word("interest_in"), {InWhom(context, interest), Style::kStrong}},
         {lang.Word("relation"), EnumWord(interest.relation(), lang)},
         {lang(Text{"Interest", "Lợi ích"}), interest.detail()},
         {lang(Text{"Declared", "Kê khai ngày"}), FormatDate(interest.declare_date(), lang)},
         {lang(Text{"Declared by", "Người kê khai"}), names.Of(interest.declared_by())},
         {lang.Word("state"), interest.withdrawn() ? lang.Word("interest_withdrawn") : ""},
         {lang.Word("reason"), interest.withdraw_reason()},
         {lang(Text{"Teams to change", "Cuộc phải đổi đoàn"}),
          {names.Joined(interest.affected_inspections()), Style::kWarn}},
         {lang.Word("id"), Cell(TypedName(interest.name()), Style::kDim)},
         {lang.Word("name"), Cell(interest.name(), Style::kDim)}});
  });
}

struct InterestsFlags {
  std::string inspector;
  bool withdrawn = false;
  PageFlags pages;
};

absl::Status ListInterests(Context& context, const InterestsFlags& flags) {
  ListInterestsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), InspectorName(context, flags.inspector));
  request.set_include_withdrawn(flags.withdrawn);
  ASSIGN_OR_RETURN(const ListInterestsResponse list,
                   ListOf<InspectorService>(context, flags.pages, kMaxInterestPage,
                                            &InterestStub::ListInterests, request));
  return Print(context, list, [&] {
    const Lang& lang = context.lang();
    Table table;
    table.title = context.names().Of(request.parent());
    table.columns = {{lang(Text{"Declared", "Kê khai ngày"})},
                     {lang.Word("interest_in"), Align::kLeft, true},
                     {lang.Word("relation")},
                     {lang(Text{"Interest", "Lợi ích"}), Align::kLeft, true},
                     {lang.Word("state")},
                     {lang.Word("id")}};
    for (const Interest& interest : list.interests()) {
      const Style style = interest.withdrawn() ? Style::kDim : Style::kPlain;
      table.rows.push_back(
          {Cell(FormatDate(interest.declare_date(), lang), style),
           Cell(InWhom(context, interest), style), Cell(EnumWord(interest.relation(), lang), style),
           Cell(interest.detail(), style),
           Cell(lang.Word(interest.withdrawn() ? "interest_withdrawn" : "interest_holds"), style),
           Cell(TypedName(interest.name()), Style::kDim)});
    }
    AddListNotes(list.interests_size(), {"interests", "lợi ích"}, list.next_page_token(), lang,
                 &table);
    return table;
  });
}

void AddDeclare(Command& group) {
  struct Flags {
    std::string inspector;
    std::string entity;
    std::string unit;
    std::string relation;
    std::string detail;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string relations = EnumValues<Interest::Relation>();
  group
      .Add("declare-interest",
           {"declare an interest in somebody who may be inspected",
            "kê khai lợi ích liên quan đến đối tượng có thể bị thanh tra"},
           "inspector declare-interest tran-van-b --entity 0100109106 --relation spouse --detail "
           "'Vợ là kế toán trưởng'\ninspector declare-interest tran-van-b --unit van-phong "
           "--relation own --detail 'Từng là phó chánh văn phòng'")
      .Argument("inspector", &flags->inspector, {"id or name", "mã hoặc tên"})
      .Option("--entity", &flags->entity,
              {"in this enterprise: tax code, id or name",
               "ở doanh nghiệp này: mã số thuế, mã hoặc tên"},
              "ENTITY")
      .Option("--unit", &flags->unit, {"in this unit of the agency", "ở đơn vị này của cơ quan"},
              "UNIT")
      .Option("--relation", &flags->relation,
              {relations,
               absl::StrCat(relations, " (bản thân; vợ, chồng; cha, mẹ; con; anh, chị, em)")},
              "RELATION", Need::kRequired)
      .Option("--detail", &flags->detail, {"what the interest is", "lợi ích gì"}, "TEXT",
              Need::kRequired)
      .Run([flags](Context& context) -> absl::Status {
        if (flags->entity.empty() == flags->unit.empty()) {
          return InvalidField(
              "--entity", {"give one of --entity, --unit", "hãy cho một trong --entity, --unit"});
        }
        DeclareInterestRequest request;
        Interest& interest = *request.mutable_interest();
        ASSIGN_OR_RETURN(*request.mutable_parent(), InspectorName(context, flags->inspector));
        ASSIGN_OR_RETURN(const auto relation,
                         ParseEnum<Interest::Relation>("--relation", flags->relation));
        interest.set_relation(relation);
        interest.set_detail(flags->detail);
        if (flags->unit.empty()) {
          ASSIGN_OR_RETURN(*interest.mutable_entity(),
                           EntityName(context, "--entity", flags->entity));
        } else {
          ASSIGN_OR_RETURN(*interest.mutable_unit(), context.UnitName(flags->unit));
        }
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Interest declared,
                         context.Call<InspectorService>(&InterestStub::DeclareInterest, request));
        return PrintInterest(context, declared);
      });
}

// "i/x" or the resource name.
absl::StatusOr<std::string> InterestName(Context& context, const std::string& text) {
  if (absl::StartsWith(text, "agencies/") && absl::StrContains(text, kInterestsSegment)) {
    return text;
  }
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
    return InvalidField(
        "interest",
        {absl::StrCat("'", text, "' is not INSPECTOR/ID, as `dondoc inspector interests` shows it"),
         absl::StrCat("'", text,
                      "' không có dạng CÁN_BỘ/MÃ, như `dondoc inspector interests` cho xem")});
  }
  ASSIGN_OR_RETURN(const std::string inspector, InspectorName(context, parts[0]));
  return absl::StrCat(inspector, kInterestsSegment, parts[1]);
}

// There is no method that gets one interest: it is looked for in the list it stands in.
absl::StatusOr<Interest> GetInterest(Context& context, const std::string& text) {
  ASSIGN_OR_RETURN(const std::string name, InterestName(context, text));
  ListInterestsRequest request;
  request.set_parent(DeclarerOf(name));
  request.set_include_withdrawn(true);
  ASSIGN_OR_RETURN(const ListInterestsResponse list,
                   ListOf<InspectorService>(context, {}, kMaxInterestPage,
                                            &InterestStub::ListInterests, request));
  for (const Interest& interest : list.interests()) {
    if (interest.name() == name) return interest;
  }
  return Error(absl::StatusCode::kNotFound, "INTEREST_NOT_FOUND",
               {absl::StrCat("no interest '", text, "'"),
                absl::StrCat("không có lợi ích '", text, "'")})
      .With("interest", text);
}

}  // namespace

void RegisterInterests(Command& inspector) {
  const auto flags = std::make_shared<InterestsFlags>();
  Command list =
      inspector.Add("interests",
                    {"declared interests, newest first (the person, director, auditor)",
                     "lợi ích đã kê khai, mới trước (chính người đó, giám đốc, kiểm toán)"},
                    "inspector interests tran-van-b --withdrawn");
  list.Argument("inspector", &flags->inspector, {"id or name", "mã hoặc tên"})
      .Flag("--withdrawn", &flags->withdrawn, {"those withdrawn too", "cả lợi ích đã rút"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListInterests(context, *flags); });
  AddDeclare(inspector);
  InterestVerbs(inspector,
                {"inspector",
                 "tran-van-b/01916a1e-0000-7000-8000-000000000001",
                 "interest",
                 {"INSPECTOR/ID, as `interests` shows", "CÁN_BỘ/MÃ, theo lệnh interests"},
                 InterestName,
                 GetInterest,
                 PrintInterest})
      .AddReasoned<WithdrawInterestRequest>("withdraw-interest",
                                            {"withdraw an interest that no longer holds (director)",
                                             "rút kê khai không còn đúng (giám đốc)"},
                                            "Đã chuyển nhượng cổ phần", Etag::kRequired,
                                            &InterestStub::WithdrawInterest);
}

}  // namespace dondoc::cli
