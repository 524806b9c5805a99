// dossier receive, update, return, resubmit, validate, approve, pay, reject, withdraw, conclude.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/verbs.h"

#include "dondoc/finance/v1/dossier.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::ApproveDossierRequest;
using finance::v1::ConcludeDossierRequest;
using finance::v1::Dossier;
using finance::v1::DossierService;
using finance::v1::PaymentLine;
using finance::v1::ReceiveDossierRequest;
using finance::v1::RejectDossierRequest;
using finance::v1::ResubmitDossierRequest;
using finance::v1::ReturnDossierRequest;
using finance::v1::UpdateDossierRequest;
using finance::v1::ValidateDossierRequest;
using finance::v1::WithdrawDossierRequest;
using DossierStub = DossierService::StubInterface;
using DossierVerbs = Verbs<DossierService, Dossier>;

absl::Status PrintPlain(Context& context, const Dossier& dossier) {
  return PrintDossier(context, dossier, false);
}

// What a dossier asks for and contains: given at receipt, changed by update.
struct DossierContentFlags {
  std::string payment_kind;
  std::optional<int64_t> instalment;
  std::vector<std::string> pay;
  std::vector<std::string> settle;
  std::string settlement_amount;
  std::string equipment_reason;
  std::string equipment_confirmed_by;
  std::string equipment_basis;
  std::vector<std::string> documents;
  std::string sender;

  void AddTo(Command& command) {
    const std::string kinds = EnumValues<Dossier::PaymentKind>();
    command
        .Option("--payment-kind", &payment_kind,
                {kinds, absl::StrCat(kinds, " (tạm ứng, khối lượng, lần cuối)")}, "KIND")
        .Option("--instalment", &instalment,
                {"instalment of the contract, from 1", "đợt thanh toán của hợp đồng, từ 1"})
        .Option("--pay", &pay,
                {"to be paid from a source; may be repeated", "chi từ nguồn; được lặp lại"},
                kSourceAmountMetavar)
        .Option("--settle", &settle,
                {"advances settled by confirmed volume; may be repeated",
                 "thu hồi tạm ứng bằng khối lượng nghiệm thu; được lặp lại"},
                kSourceAmountMetavar)
        .Option("--settlement-amount", &settlement_amount,
                {"expenditure to settle", "số đề nghị quyết toán"}, "AMOUNT")
        .Option("--document", &documents,
                {"a paper of the dossier; may be repeated", "giấy tờ trong hồ sơ; được lặp lại"},
                kDocumentMetavar)
        .Option("--sender", &sender, {"who sent it", "người gửi"})
        .Option("--equipment-reason", &equipment_reason,
                {"why equipment is exempt from settling earlier advances (TTLT 27/2015 Art. 13)",
                 "lý do mua thiết bị được tạm ứng tiếp (TTLT 27/2015 Điều 13)"})
        .Option("--equipment-confirmed-by", &equipment_confirmed_by,
                {"officer who confirmed that", "cán bộ xác nhận"}, "OFFICER")
        .Option("--equipment-basis", &equipment_basis,
                {"paper that confirms that", "văn bản xác nhận"}, kDocumentMetavar);
  }
};

// The line of `source`, so that what is paid and what is settled of one source share a line.
PaymentLine* LineOf(const std::string& source, Dossier* dossier) {
  for (PaymentLine& line : *dossier->mutable_lines()) {
    if (line.source() == source) return &line;
  }
  PaymentLine* line = dossier->add_lines();
  line->set_source(source);
  return line;
}

// Fills `dossier` from the flags and names what was given in `mask`.
absl::Status FillDossier(Context& context, const DossierContentFlags& flags, Dossier* dossier,
                         google::protobuf::FieldMask* mask) {
  if (!flags.payment_kind.empty()) {
    ASSIGN_OR_RETURN(const auto kind,
                     ParseEnum<Dossier::PaymentKind>("--payment-kind", flags.payment_kind));
    dossier->set_payment_kind(kind);
    mask->add_paths("payment_kind");
  }
  if (flags.instalment) {
    // The contract allows 50 instalments.
    if (*flags.instalment < 0 || *flags.instalment > 50) {
      return InvalidField("--instalment", {"must be from 0 to 50", "phải từ 0 đến 50"});
    }
    dossier->set_instalment(static_cast<int32_t>(*flags.instalment));
    mask->add_paths("instalment");
  }
  for (const std::string& text : flags.pay) {
    ASSIGN_OR_RETURN(const auto given, ParseSourceAmount(context, "--pay", text));
    LineOf(given.source(), dossier)->set_pay_amount(given.amount());
  }
  for (const std::string& text : flags.settle) {
    ASSIGN_OR_RETURN(const auto given, ParseSourceAmount(context, "--settle", text));
    LineOf(given.source(), dossier)->set_settle_amount(given.amount());
  }
  if (!dossier->lines().empty()) mask->add_paths("lines");
  if (!flags.settlement_amount.empty()) {
    ASSIGN_OR_RETURN(const int64_t amount,
                     ParseAmount("--settlement-amount", flags.settlement_amount));
    dossier->set_settlement_amount(amount);
    mask->add_paths("settlement_amount");
  }
  if (!flags.equipment_reason.empty()) {
    auto& exception = *dossier->mutable_equipment_exception();
    exception.set_reason(flags.equipment_reason);
    if (!flags.equipment_confirmed_by.empty()) {
      ASSIGN_OR_RETURN(*exception.mutable_confirmed_by(),
                       context.OfficerName(flags.equipment_confirmed_by));
    }
    if (!flags.equipment_basis.empty()) {
      ASSIGN_OR_RETURN(*exception.mutable_basis(),
                       ParseDocument("--equipment-basis", flags.equipment_basis));
    }
    mask->add_paths("equipment_exception");
  }
  if (!flags.documents.empty()) {
    RETURN_IF_ERROR(AddDocuments("--document", flags.documents, dossier->mutable_documents()));
    mask->add_paths("documents");
  }
  if (!flags.sender.empty()) {
    dossier->set_sender(flags.sender);
    mask->add_paths("sender");
  }
  return absl::OkStatus();
}

void AddReceive(Command& group) {
  struct Flags {
    std::string kind;
    std::string project;
    std::string contract;
    std::string received;
    DossierContentFlags content;
  };
  const auto flags = std::make_shared<Flags>();
  const std::string kinds = EnumValues<Dossier::Kind>();
  Command receive = group.Add(
      "receive", {"receive a dossier", "tiếp nhận hồ sơ"},
      "dossier receive payment --project DA-2022-0003 --contract 05/2022/HĐ-SKHCN --payment-kind "
      "advance --pay su-nghiep='150 triệu' --document 'Đề nghị tạm ứng@03/10/2022'\n"
      "dossier receive settlement --project DA-2022-0003 --settlement-amount '1,2 tỷ'");
  receive
      .Argument("kind", &flags->kind,
                {kinds, absl::StrCat(kinds,
                                     " (thanh toán, quyết toán, "
                                     "thanh lý)")})
      .Option("--project", &flags->project, {"number, id or name", "số, mã hoặc tên đề tài"},
              "PROJECT", Need::kRequired)
      .Option("--contract", &flags->contract,
              {"number and symbol or name; for payment and liquidation",
               "số, ký hiệu hoặc tên hợp đồng; cho thanh toán, thanh lý"},
              "CONTRACT")
      .Option("--received", &flags->received,
              {"day of receipt; default: today", "ngày tiếp nhận; mặc định hôm nay"}, "DATE");
  flags->content.AddTo(receive);
  receive.Run([flags](Context& context) -> absl::Status {
    ReceiveDossierRequest request;
    Dossier& dossier = *request.mutable_dossier();
    ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<Dossier::Kind>("kind", flags->kind));
    dossier.set_kind(kind);
    google::protobuf::FieldMask unused;
    RETURN_IF_ERROR(FillDossier(context, flags->content, &dossier, &unused));
    RETURN_IF_ERROR(
        ReadDate("--received", flags->received, dossier, &Dossier::mutable_received_date));
    ASSIGN_OR_RETURN(*dossier.mutable_project(),
                     context.Name("--project", "projects", flags->project));
    if (!flags->contract.empty()) {
      ASSIGN_OR_RETURN(*dossier.mutable_contract(), ContractName(context, flags->contract));
    }
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Dossier received,
                     context.Call<DossierService>(&DossierStub::ReceiveDossier, request));
    return PrintPlain(context, received);
  });
}

void AddDossierUpdate(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    DossierContentFlags content;
  };
  const auto flags = std::make_shared<Flags>();
  Command update =
      verbs.Add("update", {"change what it asks for or contains", "sửa nội dung hồ sơ"},
                "--pay su-nghiep=120.000.000", *flags);
  flags->content.AddTo(update);
  update.Run([verbs, flags](Context& context) -> absl::Status {
    UpdateDossierRequest request;
    RETURN_IF_ERROR(FillDossier(context, flags->content, request.mutable_dossier(),
                                request.mutable_update_mask()));
    if (request.update_mask().paths().empty()) return NothingToChange();
    RETURN_IF_ERROR(verbs.Identify(context, *flags, request.mutable_dossier()));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Dossier updated,
                     context.Call<DossierService>(&DossierStub::UpdateDossier, request));
    return PrintPlain(context, updated);
  });
}

void AddReturn(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string reason;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("return", {"return for supplement", "trả lại để bổ sung"},
           "--reason 'Thiếu biên bản nghiệm thu'", *flags)
      .Option("--reason", &flags->reason, {"what is missing", "còn thiếu gì"}, "TEXT",
              Need::kRequired)
      .Option("--date", &flags->date, {"day; default: today", "ngày; mặc định hôm nay"}, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ReturnDossierRequest request;
        request.set_reason(flags->reason);
        RETURN_IF_ERROR(
            ReadDate("--date", flags->date, request, &ReturnDossierRequest::mutable_returned_date));
        return verbs.Perform(context, *flags, Etag::kOptional, &DossierStub::ReturnDossier,
                             request);
      });
}

void AddResubmit(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    std::vector<std::string> documents;
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("resubmit", {"take in a supplement", "nhận hồ sơ bổ sung"},
           "--document 'Biên bản nghiệm thu@05/10/2022'", *flags)
      .Option("--document", &flags->documents,
              {"a paper to add; may be repeated", "giấy tờ thêm vào; được lặp lại"},
              kDocumentMetavar)
      .Option("--date", &flags->date, {"day; default: today", "ngày; mặc định hôm nay"}, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ResubmitDossierRequest request;
        RETURN_IF_ERROR(AddDocuments("--document", flags->documents, request.mutable_documents()));
        RETURN_IF_ERROR(ReadDate("--date", flags->date, request,
                                 &ResubmitDossierRequest::mutable_received_date));
        return verbs.Perform(context, *flags, Etag::kOptional, &DossierStub::ResubmitDossier,
                             request);
      });
}

void AddValidate(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("validate",
           {"find complete: the clock starts", "xác nhận hợp lệ: bắt đầu tính thời hạn"},
           "--date 03/10/2022", *flags)
      .Option("--date", &flags->date,
              {"day it was complete; default: today", "ngày hợp lệ; mặc định hôm nay"}, "DATE")
      .Run([verbs, flags](Context& context) -> absl::Status {
        ValidateDossierRequest request;
        RETURN_IF_ERROR(
            ReadDate("--date", flags->date, request, &ValidateDossierRequest::mutable_valid_date));
        return verbs.Perform(context, *flags, Etag::kOptional, &DossierStub::ValidateDossier,
                             request);
      });
}

void AddDossierApprove(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    bool dry_run = false;
  };
  const auto flags = std::make_shared<Flags>();
  verbs.Add("approve", {"approve", "phê duyệt"}, "--dry-run", *flags)
      .Flag(
          "--dry-run", &flags->dry_run,
          {"check every rule and limit, approve nothing", "chỉ kiểm tra các giới hạn, không duyệt"})
      .Run([verbs, flags](Context& context) -> absl::Status {
        ApproveDossierRequest request;
        request.set_validate_only(flags->dry_run);
        return verbs.Perform(context, *flags, Etag::kRequired, &DossierStub::ApproveDossier,
                             request);
      });
}

// A payment is paid by posting its reservation, which is another person's than the one who made it.
void AddPay(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string voucher;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("pay", {"post the money reserved for it", "chi số tiền đã giữ cho hồ sơ"},
           "--voucher 'GRDT 0045@12/10/2022'", *flags)
      .Option("--voucher", &flags->voucher, {"treasury voucher", "chứng từ kho bạc"},
              kDocumentMetavar, Need::kRequired)
      .Run([flags](Context& context) -> absl::Status {
        RETURN_IF_ERROR(ParseDocument("--voucher", flags->voucher).status());
        ASSIGN_OR_RETURN(const Dossier dossier, GetDossier(context, flags->name));
        if (dossier.disbursement().empty()) {
          return Error(absl::StatusCode::kFailedPrecondition, "NOTHING_RESERVED",
                       {"no money is reserved for this dossier; the accountant runs `dondoc "
                        "disbursement reserve` first",
                        "chưa giữ tiền cho hồ sơ này; kế toán chạy `dondoc disbursement reserve` "
                        "trước"})
              .With("dossier", dossier.name());
        }
        // The version given is the dossier's: it guards what is paid, the disbursement's its step.
        if (!flags->etag.empty() && flags->etag != dossier.etag()) {
          return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                       {"the dossier has changed since it was read",
                        "hồ sơ đã thay đổi so với phiên bản đã đọc"})
              .With("dossier", dossier.name());
        }
        return PostReservation(context, dossier.disbursement(), "", flags->voucher);
      });
}

void AddDossierConclude(const DossierVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string document;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("conclude", {"conclude a settlement or liquidation", "hoàn thành quyết toán, thanh lý"},
           "--document 'Biên bản thanh lý 05/BBTL@20/12/2022'", *flags)
      .Option("--document", &flags->document,
              {"minutes of liquidation or settlement decision",
               "biên bản thanh lý hoặc quyết định quyết toán"},
              kDocumentMetavar, Need::kRequired)
      .Run([verbs, flags](Context& context) -> absl::Status {
        ConcludeDossierRequest request;
        ASSIGN_OR_RETURN(*request.mutable_conclusion(),
                         ParseDocument("--document", flags->document));
        return verbs.Perform(context, *flags, Etag::kRequired, &DossierStub::ConcludeDossier,
                             request);
      });
}

}  // namespace

void RegisterDossierVerbs(Command& dossier) {
  const DossierVerbs verbs(dossier, {"dossier",
                                     "HS-2022-0007",
                                     "dossier",
                                     {"number, id or name", "số, mã hoặc tên"},
                                     [](Context& context, const std::string& text) {
                                       return context.Name("dossier", "dossiers", text);
                                     },
                                     GetDossier,
                                     PrintPlain});
  AddReceive(dossier);
  AddDossierUpdate(verbs);
  AddReturn(verbs);
  AddResubmit(verbs);
  AddValidate(verbs);
  AddDossierApprove(verbs);
  AddPay(verbs);
  AddDossierConclude(verbs);
  verbs.AddReasoned<RejectDossierRequest>("reject", {"refuse for good", "từ chối"}, "Vượt dự toán",
                                          Etag::kRequired, &DossierStub::RejectDossier);
  verbs.AddReasoned<WithdrawDossierRequest>(
      "withdraw", {"take back on the sender's request", "rút hồ sơ theo đề nghị người gửi"},
      "Đơn vị xin rút", Etag::kOptional, &DossierStub::WithdrawDossier);
}

}  // namespace dondoc::cli
