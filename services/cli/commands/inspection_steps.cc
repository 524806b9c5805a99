// inspection decide, announce, suspend, resume, extend, end-fieldwork, conclude, cancel,
// discontinue, publish, follow-up: from the decision to the end.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/dates.h"
#include "services/cli/enums.h"
#include "services/cli/files.h"
#include "services/cli/render/json.h"

namespace dondoc::cli {
namespace {

using inspection::v1::AnnounceInspectionRequest;
using inspection::v1::CancelFromPlanRequest;
using inspection::v1::Closing;
using inspection::v1::CompleteFollowUpRequest;
using inspection::v1::ConcludeInspectionRequest;
using inspection::v1::Conclusion;
using inspection::v1::DecideInspectionRequest;
using inspection::v1::Decision;
using inspection::v1::DiscontinueInspectionRequest;
using inspection::v1::EndFieldworkRequest;
using inspection::v1::ExtendInspectionRequest;
using inspection::v1::Finding;
using inspection::v1::FollowUp;
using inspection::v1::InspectionService;
using inspection::v1::RecordPublicationRequest;
using inspection::v1::ResumeInspectionRequest;
using inspection::v1::SuspendInspectionRequest;
using inspection::v1::Suspension;
using InspectionStub = InspectionService::StubInterface;

// Largest conclusion read from a file, in bytes: 200 findings and follow-ups of 4,000 characters.
constexpr size_t kMaxConclusionBytes = 8 * 1024 * 1024;

const Text kDateHelp = {"day; default: today", "ngày; mặc định hôm nay"};
const Text kNumberHelp = {"number of the decision", "số quyết định"};
const Text kReasonHelp = {"why, in words", "lý do"};

void AddDecide(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string number;
    std::string date;
    std::string signer;
    std::string body;
    bool remote = false;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string bodies = EnumValues<Decision::Body>();
  verbs
      .Add("decide", {"record the decision; its date chooses the law", "ghi quyết định thanh tra"},
           "--number 87/QĐ-SKHCN --date 05/10/2022 --signer 'Nguyễn Văn A'", *flags)
      .Option("--number", &flags->number, kNumberHelp, "NUMBER", Need::kRequired)
      .Option("--date", &flags->date, {"day it was signed", "ngày ký"}, "DATE", Need::kRequired)
      .Option("--signer", &flags->signer, {"who signed it", "người ký"}, "NAME", Need::kRequired)
      .Option("--body", &flags->body,
              {absl::StrCat(bodies, "; default department"),
               absl::StrCat(bodies, "; mặc định department (Sở)")},
              "BODY")
      .Flag("--remote", &flags->remote,
            {"mountainous, border, island or remote site", "vùng núi, biên giới, hải đảo, xa xôi"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        DecideInspectionRequest request;
        Decision& decision = *request.mutable_decision();
        decision.set_reference_no(flags->number);
        decision.set_signer(flags->signer);
        decision.set_remote_area(flags->remote);
        ASSIGN_OR_RETURN(*decision.mutable_date(), ParseDate("--date", flags->date));
        if (!flags->body.empty()) {
          ASSIGN_OR_RETURN(const auto body, ParseEnum<Decision::Body>("--body", flags->body));
          decision.set_body(body);
        }
        return verbs.Perform(context, *flags, Etag::kOptional, &InspectionStub::DecideInspection,
                             request);
      });
}

// Verbs that want a day and nothing else.
template <typename Request>
void AddDated(const InspectionVerbs& verbs, const std::string& verb, const Text& summary,
              google::type::Date* (Request::*field)(), InspectionVerbs::Method<Request> method) {
  struct Flags : VerbFlags {
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs.Add(verb, summary, "--date 10/10/2022", *flags)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags, field, method](Context& context) -> absl::Status {
        Request request;
        RETURN_IF_ERROR(ReadDate("--date", flags->date, request, field));
        return verbs.Perform(context, *flags, Etag::kRequired, method, request);
      });
}

void AddSuspend(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string ground;
    std::string date;
    std::string number;
    std::string reason;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string grounds = EnumValues<Suspension::Ground>();
  verbs
      .Add("suspend", {"suspend by decision", "tạm dừng"},
           "--ground force-majeure --number 90/QĐ-SKHCN --reason 'Bão lũ'", *flags)
      .Option("--ground", &flags->ground,
              {grounds, absl::StrCat(grounds,
                                     " (bất khả kháng, nhiệm vụ đột xuất, đối tượng đề "
                                     "nghị)")},
              "GROUND", Need::kRequired)
      .Option("--number", &flags->number, kNumberHelp, "NUMBER", Need::kRequired)
      .Option("--reason", &flags->reason, kReasonHelp, "TEXT", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        SuspendInspectionRequest request;
        ASSIGN_OR_RETURN(const auto ground,
                         ParseEnum<Suspension::Ground>("--ground", flags->ground));
        request.set_ground(ground);
        request.set_reference_no(flags->number);
        request.set_reason(flags->reason);
        RETURN_IF_ERROR(
            ReadDate("--date", flags->date, request, &SuspendInspectionRequest::mutable_from));
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::SuspendInspection,
                             request);
      });
}

void AddResume(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string date;
    std::string number;
  };
  const auto flags = std::make_shared<Flags>();
  verbs.Add("resume", {"resume after a pause", "tiếp tục"}, "--number 95/QĐ-SKHCN", *flags)
      .Option("--number", &flags->number, kNumberHelp, "NUMBER", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ResumeInspectionRequest request;
        request.set_reference_no(flags->number);
        RETURN_IF_ERROR(ReadDate("--date", flags->date, request,
                                 &ResumeInspectionRequest::mutable_resume_date));
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::ResumeInspection,
                             request);
      });
}

void AddExtend(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::optional<int64_t> days;
    std::string number;
    std::string date;
    std::string reason;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("extend", {"extend the time on site, once", "gia hạn một lần"},
           "--days 10 --number 91/QĐ-SKHCN --reason 'Nội dung phức tạp'", *flags)
      .Option("--days", &flags->days, {"calendar days to add", "số ngày thêm"}, "N",
              Need::kRequired)
      .Option("--number", &flags->number, kNumberHelp, "NUMBER", Need::kRequired)
      .Option("--reason", &flags->reason, kReasonHelp, "TEXT", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ExtendInspectionRequest request;
        if (*flags->days < 1 || *flags->days > 366) {
          return InvalidField("--days", {"must be from 1 to 366", "phải từ 1 đến 366"});
        }
        request.set_days(static_cast<int32_t>(*flags->days));
        request.set_reference_no(flags->number);
        request.set_reason(flags->reason);
        RETURN_IF_ERROR(
            ReadDate("--date", flags->date, request, &ExtendInspectionRequest::mutable_date));
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::ExtendInspection,
                             request);
      });
}

struct ConcludeFlags : VerbFlags {
  std::string number;
  std::string date;
  std::string signer;
  std::string summary;
  std::vector<std::string> observations;
  std::vector<std::string> shortcomings;
  std::vector<std::string> violations;
  std::vector<std::string> follow_ups;
  std::string file;
  std::string fieldwork_end;
};

void AddFindings(const std::vector<std::string>& texts, Finding::Severity severity,
                 Conclusion* conclusion) {
  for (const std::string& text : texts) {
    Finding& finding = *conclusion->add_findings();
    finding.set_text(text);
    finding.set_severity(severity);
  }
}

// What the file says, then what the flags say over it.
absl::StatusOr<Conclusion> ReadConclusion(Context& context, const ConcludeFlags& flags) {
  Conclusion conclusion;
  if (!flags.file.empty()) {
    ASSIGN_OR_RETURN(const std::string json,
                     ReadFile(flags.file, kMaxConclusionBytes, context.in()));
    RETURN_IF_ERROR(FromJson(json, &conclusion));
  }
  if (!flags.number.empty()) conclusion.set_reference_no(flags.number);
  if (!flags.signer.empty()) conclusion.set_signer(flags.signer);
  if (!flags.summary.empty()) conclusion.set_summary(flags.summary);
  RETURN_IF_ERROR(ReadDate("--date", flags.date, conclusion, &Conclusion::mutable_date));
  AddFindings(flags.observations, Finding::OBSERVATION, &conclusion);
  AddFindings(flags.shortcomings, Finding::SHORTCOMING, &conclusion);
  AddFindings(flags.violations, Finding::VIOLATION, &conclusion);
  for (const std::string& text : flags.follow_ups) {
    FollowUp& item = *conclusion.add_follow_ups();
    const size_t at = text.rfind('@');
    item.set_text(text.substr(0, at));
    if (at != std::string::npos) {
      ASSIGN_OR_RETURN(*item.mutable_due_date(), ParseDate("--follow-up", text.substr(at + 1)));
    }
  }
  return conclusion;
}

void AddInspectionConclude(const InspectionVerbs& verbs) {
  const auto flags = std::make_shared<ConcludeFlags>();
  verbs
      .Add("conclude", {"record the conclusion", "ghi kết luận"},
           "--number 12/KL-TTr --date 15/11/2022 --signer 'Nguyễn Văn A' --violation 'Cột đo chưa "
           "kiểm định' --follow-up 'Kiểm định lại 02 cột đo@31/12/2022'",
           *flags)
      .Option("--number", &flags->number, {"number of the conclusion", "số kết luận"}, "NUMBER")
      .Option("--date", &flags->date, {"day it was signed", "ngày ký"}, "DATE")
      .Option("--signer", &flags->signer, {"who signed it", "người ký"}, "NAME")
      .Option("--summary", &flags->summary, {"summary", "tóm tắt"})
      .Option("--observation", &flags->observations,
              {"something found; may be repeated", "nhận xét; được lặp lại"})
      .Option("--shortcoming", &flags->shortcomings,
              {"something to be mended; may be repeated", "tồn tại, hạn chế; được lặp lại"})
      .Option("--violation", &flags->violations,
              {"a violation; may be repeated", "vi phạm; được lặp lại"})
      .Option("--follow-up", &flags->follow_ups,
              {"what must be done, with its last day; may be repeated",
               "việc phải thực hiện, kèm hạn; được lặp lại"},
              "TEXT[@DATE]")
      .Option("--file", &flags->file,
              {"the whole conclusion as JSON, - for standard input",
               "toàn bộ kết luận dạng JSON, - là đầu vào chuẩn"},
              "FILE")
      .Option("--fieldwork-end", &flags->fieldwork_end,
              {"last day on site, where end-fieldwork was not recorded",
               "ngày kết thúc làm việc trực tiếp, nếu chưa ghi"},
              "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ConcludeInspectionRequest request;
        ASSIGN_OR_RETURN(*request.mutable_conclusion(), ReadConclusion(context, *flags));
        RETURN_IF_ERROR(ReadDate("--fieldwork-end", flags->fieldwork_end, request,
                                 &ConcludeInspectionRequest::mutable_fieldwork_end_date));
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::ConcludeInspection,
                             request);
      });
}

void AddCancel(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string reason;
    std::string number;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("cancel", {"take out of the plan before any decision", "đưa ra khỏi kế hoạch"},
           "--reason 'Trùng với Thanh tra tỉnh' --number 215/TB-SKHCN", *flags)
      .Option("--reason", &flags->reason, kReasonHelp, "TEXT", Need::kRequired)
      .Option("--number", &flags->number, {"number of the document", "số văn bản"}, "NUMBER")
      .Run([verbs, flags](Context& context) {
        CancelFromPlanRequest request;
        request.set_reason(flags->reason);
        request.set_reference_no(flags->number);
        return verbs.Perform(context, *flags, Etag::kRequired, &InspectionStub::CancelFromPlan,
                             request);
      });
}

void AddDiscontinue(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string ground;
    std::string reason;
    std::string number;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string grounds = EnumValues<Closing::Ground>();
  verbs
      .Add("discontinue", {"end by decision without a conclusion", "đình chỉ"},
           "--ground criminal-case --number 99/QĐ-SKHCN --reason 'Cơ quan điều tra thụ lý'", *flags)
      .Option("--ground", &flags->ground, {grounds, grounds}, "GROUND", Need::kRequired)
      .Option("--number", &flags->number, kNumberHelp, "NUMBER", Need::kRequired)
      .Option("--reason", &flags->reason, kReasonHelp, "TEXT", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        DiscontinueInspectionRequest request;
        ASSIGN_OR_RETURN(const auto ground, ParseEnum<Closing::Ground>("--ground", flags->ground));
        request.set_ground(ground);
        request.set_reason(flags->reason);
        request.set_reference_no(flags->number);
        RETURN_IF_ERROR(
            ReadDate("--date", flags->date, request, &DiscontinueInspectionRequest::mutable_date));
        return verbs.Perform(context, *flags, Etag::kRequired,
                             &InspectionStub::DiscontinueInspection, request);
      });
}

void AddPublish(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string place;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("publish", {"record how the conclusion was published", "ghi việc công khai kết luận"},
           "--place https://skhcn.tinh.gov.vn/ket-luan/12", *flags)
      .Option("--place", &flags->place, {"where", "nơi công khai"}, "TEXT", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        RecordPublicationRequest request;
        request.set_publish_place(flags->place);
        RETURN_IF_ERROR(ReadDate("--date", flags->date, request,
                                 &RecordPublicationRequest::mutable_publish_date));
        return verbs.Perform(context, *flags, Etag::kOptional, &InspectionStub::RecordPublication,
                             request);
      });
}

void AddFollowUp(const InspectionVerbs& verbs) {
  struct Flags : VerbFlags {
    std::optional<int64_t> ordinal;
    std::string evidence;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("follow-up", {"record that a follow-up was carried out", "ghi kết quả thực hiện"},
           "--number 1 --evidence 'Giấy chứng nhận kiểm định 045'", *flags)
      .Option("--number", &flags->ordinal, {"which, from 1", "thứ mấy, từ 1"}, "N", Need::kRequired)
      .Option("--evidence", &flags->evidence, {"document that shows it", "văn bản minh chứng"},
              "TEXT", Need::kRequired)
      .Option("--date", &flags->date, kDateHelp, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        CompleteFollowUpRequest request;
        // The contract allows 200 follow-ups.
        if (*flags->ordinal < 1 || *flags->ordinal > 200) {
          return InvalidField("--number", {"must be from 1 to 200", "phải từ 1 đến 200"});
        }
        request.set_ordinal(static_cast<int32_t>(*flags->ordinal));
        request.set_evidence(flags->evidence);
        RETURN_IF_ERROR(ReadDate("--date", flags->date, request,
                                 &CompleteFollowUpRequest::mutable_complete_date));
        return verbs.Perform(context, *flags, Etag::kOptional, &InspectionStub::CompleteFollowUp,
                             request);
      });
}

}  // namespace

void RegisterInspectionSteps(const InspectionVerbs& verbs) {
  AddDecide(verbs);
  AddDated<AnnounceInspectionRequest>(
      verbs, "announce", {"record the announcement on site", "công bố quyết định"},
      &AnnounceInspectionRequest::mutable_announce_date, &InspectionStub::AnnounceInspection);
  AddSuspend(verbs);
  AddResume(verbs);
  AddExtend(verbs);
  AddDated<EndFieldworkRequest>(
      verbs, "end-fieldwork", {"record the end of the work on site", "kết thúc làm việc trực tiếp"},
      &EndFieldworkRequest::mutable_end_date, &InspectionStub::EndFieldwork);
  AddInspectionConclude(verbs);
  AddPublish(verbs);
  AddFollowUp(verbs);
  AddCancel(verbs);
  AddDiscontinue(verbs);
}

}  // namespace dondoc::cli
