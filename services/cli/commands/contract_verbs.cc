// project contract create, update, sign, amend, cancel.
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/finance_values.h"
#include "services/cli/verbs.h"

#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::AmendContractRequest;
using finance::v1::CancelContractRequest;
using finance::v1::Contract;
using finance::v1::CreateContractRequest;
using finance::v1::Instalment;
using finance::v1::ProjectService;
using finance::v1::SignContractRequest;
using finance::v1::UpdateContractRequest;
using ProjectStub = ProjectService::StubInterface;
using ContractVerbs = Verbs<ProjectService, Contract>;

constexpr char kInstalmentMetavar[] = "TEXT[@DATE]=AMOUNT|WEIGHT%";
const Text kInstalmentHelp = {
    "a planned payment by amount or by weight, in order; may be repeated",
    "một đợt thanh toán theo số tiền hoặc tỷ trọng, theo thứ tự; được lặp lại"};

// "Đợt 1@31/12/2022=500 triệu" or "Đợt 1=40%".
absl::StatusOr<Instalment> ParseInstalment(absl::string_view text) {
  constexpr absl::string_view kFlag = "--instalment";
  const size_t equals = text.rfind('=');
  if (equals == absl::string_view::npos) {
    return InvalidField(kFlag, {"write 'TEXT=AMOUNT' or 'TEXT=WEIGHT%'",
                                "hãy viết 'NỘI DUNG=SỐ_TIỀN' hoặc 'NỘI DUNG=TỶ_TRỌNG%'"});
  }
  Instalment instalment;
  absl::string_view value = absl::StripAsciiWhitespace(text.substr(equals + 1));
  if (absl::EndsWith(value, "%")) {
    value.remove_suffix(1);
    int32_t weight = 0;
    if (!absl::SimpleAtoi(value, &weight) || weight < 1) {
      return InvalidField(kFlag, {absl::StrCat("'", value, "' is not a whole weight"),
                                  absl::StrCat("'", value, "' không phải tỷ trọng nguyên")});
    }
    instalment.set_weight(weight);
  } else {
    ASSIGN_OR_RETURN(const int64_t amount, ParseAmount(kFlag, value));
    instalment.set_amount(amount);
  }
  absl::string_view what = text.substr(0, equals);
  if (const size_t at = what.rfind('@'); at != absl::string_view::npos) {
    ASSIGN_OR_RETURN(*instalment.mutable_due_date(), ParseDate(kFlag, what.substr(at + 1)));
    what = what.substr(0, at);
  }
  instalment.set_description(std::string(absl::StripAsciiWhitespace(what)));
  return instalment;
}

absl::Status AddInstalments(const std::vector<std::string>& texts,
                            google::protobuf::RepeatedPtrField<Instalment>* instalments) {
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(*instalments->Add(), ParseInstalment(text));
  }
  return absl::OkStatus();
}

// What a draft says: given at creation, changed by update.
struct DraftFlags {
  std::string number;
  std::string contractor;
  std::string tax_code;
  std::string signed_on;
  std::string start;
  std::string end;
  std::vector<std::string> amounts;
  std::vector<std::string> instalments;

  void AddTo(Command& command) {
    command.Option("--number", &number, {"number and symbol", "số, ký hiệu"})
        .Option("--contractor", &contractor, {"the other party", "bên nhận"})
        .Option("--tax-code", &tax_code, {"its tax code", "mã số thuế bên nhận"}, "CODE")
        .Option("--signed", &signed_on,
                {"day of signing; it chooses the rules", "ngày ký; chọn quy định áp dụng"}, "DATE")
        .Option("--start", &start, {"first day", "ngày bắt đầu"}, "DATE")
        .Option("--end", &end, {"last day", "ngày kết thúc"}, "DATE")
        .Option("--amount", &amounts,
                {"value of a source; may be repeated", "giá trị theo nguồn; được lặp lại"},
                kSourceAmountMetavar)
        .Option("--instalment", &instalments, kInstalmentHelp, kInstalmentMetavar);
  }
};

// Fills `contract` from the flags and names what was given in `mask`.
absl::Status FillContract(Context& context, const DraftFlags& flags, Contract* contract,
                          google::protobuf::FieldMask* mask) {
  if (!flags.number.empty()) {
    contract->set_contract_number(flags.number);
    mask->add_paths("contract_number");
  }
  if (!flags.contractor.empty() || !flags.tax_code.empty()) {
    contract->mutable_contractor()->set_display_name(flags.contractor);
    contract->mutable_contractor()->set_tax_code(flags.tax_code);
    mask->add_paths("contractor");
  }
  RETURN_IF_ERROR(ReadDate("--signed", flags.signed_on, *contract, &Contract::mutable_sign_date));
  if (contract->has_sign_date()) mask->add_paths("sign_date");
  RETURN_IF_ERROR(ReadDate("--start", flags.start, *contract, &Contract::mutable_start_date));
  if (contract->has_start_date()) mask->add_paths("start_date");
  RETURN_IF_ERROR(ReadDate("--end", flags.end, *contract, &Contract::mutable_end_date));
  if (contract->has_end_date()) mask->add_paths("end_date");
  if (!flags.amounts.empty()) {
    RETURN_IF_ERROR(
        AddSourceAmounts(context, "--amount", flags.amounts, contract->mutable_amounts()));
    mask->add_paths("amounts");
  }
  if (!flags.instalments.empty()) {
    RETURN_IF_ERROR(AddInstalments(flags.instalments, contract->mutable_instalments()));
    mask->add_paths("instalments");
  }
  return absl::OkStatus();
}

void AddContractCreate(Command& group) {
  struct Flags {
    std::string project;
    DraftFlags draft;
  };
  const auto flags = std::make_shared<Flags>();
  Command create = group.Add(
      "create", {"draft a contract", "soạn hợp đồng"},
      "project contract create DA-2022-0003 --number 05/2022/HĐ-SKHCN --contractor 'Trường Cao "
      "đẳng Kinh tế' --tax-code 0100109106 --signed 01/10/2022 --start 01/10/2022 --end 30/09/2024 "
      "--amount "
      "su-nghiep='1,2 tỷ' --instalment 'Đợt 1=50%' --instalment 'Đợt 2@30/09/2024=50%'");
  create.Argument("project", &flags->project, {"number, id or name", "số, mã hoặc tên đề tài"});
  flags->draft.AddTo(create);
  create.Run([flags](Context& context) -> absl::Status {
    CreateContractRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(),
                     context.Name("project", "projects", flags->project));
    google::protobuf::FieldMask unused;
    RETURN_IF_ERROR(FillContract(context, flags->draft, request.mutable_contract(), &unused));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Contract created,
                     context.Call<ProjectService>(&ProjectStub::CreateContract, request));
    return PrintContract(context, created);
  });
}

void AddContractUpdate(const ContractVerbs& verbs) {
  struct Flags : VerbFlags {
    DraftFlags draft;
  };
  const auto flags = std::make_shared<Flags>();
  Command update =
      verbs.Add("update", {"change a draft", "sửa dự thảo"}, "--end 31/12/2024", *flags);
  flags->draft.AddTo(update);
  update.Run([verbs, flags](Context& context) -> absl::Status {
    UpdateContractRequest request;
    RETURN_IF_ERROR(FillContract(context, flags->draft, request.mutable_contract(),
                                 request.mutable_update_mask()));
    if (request.update_mask().paths().empty()) return NothingToChange();
    RETURN_IF_ERROR(verbs.Identify(context, *flags, request.mutable_contract()));
    request.set_request_id(context.request_id());
    ASSIGN_OR_RETURN(const Contract updated,
                     context.Call<ProjectService>(&ProjectStub::UpdateContract, request));
    return PrintContract(context, updated);
  });
}

void AddAmend(const ContractVerbs& verbs) {
  struct Flags : VerbFlags {
    std::string annex;
    std::string reason;
    std::string end;
    std::vector<std::string> amounts;
    std::vector<std::string> instalments;
  };
  const auto flags = std::make_shared<Flags>();
  verbs
      .Add("amend", {"amend by an annex", "điều chỉnh bằng phụ lục"},
           "--annex 'PL01/05/2022/HĐ-SKHCN@15/03/2023' --reason 'Gia hạn' --end 31/12/2024", *flags)
      .Option("--annex", &flags->annex, {"the annex", "phụ lục hợp đồng"}, kDocumentMetavar,
              Need::kRequired)
      .Option("--reason", &flags->reason, {"why", "lý do"}, "TEXT", Need::kRequired)
      .Option("--end", &flags->end, {"new last day", "ngày kết thúc mới"}, "DATE")
      .Option("--amount", &flags->amounts,
              {"new value of a source; may be repeated", "giá trị mới theo nguồn; được lặp lại"},
              kSourceAmountMetavar)
      .Option("--instalment", &flags->instalments, kInstalmentHelp, kInstalmentMetavar)
      .Run([verbs, flags](Context& context) -> absl::Status {
        AmendContractRequest request;
        ASSIGN_OR_RETURN(*request.mutable_basis(), ParseDocument("--annex", flags->annex));
        request.set_reason(flags->reason);
        RETURN_IF_ERROR(
            ReadDate("--end", flags->end, request, &AmendContractRequest::mutable_end_date));
        RETURN_IF_ERROR(
            AddSourceAmounts(context, "--amount", flags->amounts, request.mutable_amounts()));
        RETURN_IF_ERROR(AddInstalments(flags->instalments, request.mutable_instalments()));
        return verbs.Perform(context, *flags, Etag::kRequired, &ProjectStub::AmendContract,
                             request);
      });
}

}  // namespace

void RegisterContractVerbs(Command& contract) {
  const ContractVerbs verbs(contract,
                            {"project contract",
                             "05/2022/HĐ-SKHCN",
                             "contract",
                             {"number and symbol, id or name", "số, ký hiệu, mã hoặc tên"},
                             ContractName,
                             GetContract,
                             PrintContract});
  AddContractCreate(contract);
  AddContractUpdate(verbs);
  verbs.AddPlain<SignContractRequest>("sign", {"sign: it commits its amounts", "ký hợp đồng"},
                                      Etag::kRequired, &ProjectStub::SignContract);
  AddAmend(verbs);
  verbs.AddReasoned<CancelContractRequest>("cancel", {"drop a draft", "hủy dự thảo"},
                                           "Hai bên không thống nhất", Etag::kRequired,
                                           &ProjectStub::CancelContract);
}

}  // namespace dondoc::cli
