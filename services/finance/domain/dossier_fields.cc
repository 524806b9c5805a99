#include "services/finance/domain/dossier_fields.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;

void ValidateLines(const Dossier& dossier, const Contract& contract, FieldErrors& errors) {
  if (dossier.lines().empty() || dossier.lines_size() > kMaxSourceAmounts) {
    errors.Add("dossier.lines",
               {absl::StrCat("A payment has 1 to ", kMaxSourceAmounts, " lines."),
                absl::StrCat("Hồ sơ thanh toán có từ 1 đến ", kMaxSourceAmounts, " dòng.")});
    return;
  }
  std::set<std::string> seen;
  for (int i = 0; i < dossier.lines_size(); ++i) {
    const v1::PaymentLine& line = dossier.lines(i);
    const std::string path = absl::StrCat("dossier.lines[", i, "]");
    if (AmountOf(contract.amounts(), line.source()) == 0) {
      errors.Add(path + ".source",
                 {"The contract has no such source.", "Hợp đồng không có nguồn vốn này."});
    }
    if (!seen.insert(line.source()).second) {
      errors.Add(path + ".source", {"This source is given twice.", "Nguồn vốn này bị lặp."});
    }
    ValidateAmountOrZero(line.pay_amount(), path + ".pay_amount", errors);
    ValidateAmountOrZero(line.settle_amount(), path + ".settle_amount", errors);
    if (line.pay_amount() == 0 && line.settle_amount() == 0) {
      errors.Add(path + ".pay_amount", {"One of the amounts must be above zero.",
                                        "Phải có ít nhất một số tiền lớn hơn 0."});
    }
    if (dossier.payment_kind() == Dossier::ADVANCE && line.settle_amount() != 0) {
      errors.Add(path + ".settle_amount",
                 {"An advance settles nothing.", "Tạm ứng không thanh toán tạm ứng trước."});
    }
  }
}

void ValidateException(const Dossier& dossier, absl::string_view agency_name, FieldErrors& errors) {
  if (!dossier.has_equipment_exception()) return;
  constexpr absl::string_view kField = "dossier.equipment_exception";
  const v1::EquipmentException& exception = dossier.equipment_exception();
  if (dossier.payment_kind() != Dossier::ADVANCE) {
    errors.Add(kField, {"Only an advance can be excepted.", "Chỉ áp dụng cho tạm ứng."});
  }
  ValidateText(exception.reason(), 1, kMaxReasonChars, absl::StrCat(kField, ".reason"), errors);
  ValidateNameBelow(exception.confirmed_by(), agency_name, "officers", /*optional=*/false,
                    absl::StrCat(kField, ".confirmed_by"), errors);
  ValidateDocument(exception.has_basis(), exception.basis(), /*required=*/true,
                   /*date_required=*/false, absl::StrCat(kField, ".basis"), errors);
}

void ValidatePayment(const Dossier& dossier, const Contract* contract, FieldErrors& errors) {
  if (dossier.payment_kind() == Dossier::PAYMENT_KIND_UNSPECIFIED ||
      !Dossier::PaymentKind_IsValid(dossier.payment_kind())) {
    errors.Add("dossier.payment_kind",
               {"ADVANCE, VOLUME or FINAL.", "ADVANCE, VOLUME hoặc FINAL."});
  }
  if (contract == nullptr) {
    errors.Add("dossier.contract",
               {"A payment needs its contract.", "Hồ sơ thanh toán cần có hợp đồng."});
    return;
  }
  ValidateLines(dossier, *contract, errors);
  if (dossier.instalment() < 0 || dossier.instalment() > contract->instalments_size()) {
    errors.Add("dossier.instalment",
               {"The contract has no such instalment.", "Hợp đồng không có đợt này."});
  }
}

// Fields that a kind has no use for are refused, not dropped.
void ValidateNoPayment(const Dossier& dossier, FieldErrors& errors) {
  const auto refuse = [&](bool present, absl::string_view field) {
    if (present) {
      errors.Add(field, {"Only a payment has this.", "Chỉ hồ sơ thanh toán mới có mục này."});
    }
  };
  refuse(dossier.payment_kind() != Dossier::PAYMENT_KIND_UNSPECIFIED, "dossier.payment_kind");
  refuse(!dossier.lines().empty(), "dossier.lines");
  refuse(dossier.instalment() != 0, "dossier.instalment");
}

}  // namespace

const std::vector<absl::string_view>& EditableDossierFields() {
  static const auto* const fields = new std::vector<absl::string_view>{
      "payment_kind",        "instalment", "lines",  "settlement_amount",
      "equipment_exception", "documents",  "sender",
  };
  return *fields;
}

void ValidateDossierDocuments(const google::protobuf::RepeatedPtrField<v1::Document>& documents,
                              absl::string_view field, FieldErrors& errors) {
  if (documents.size() > kMaxDossierDocuments) {
    errors.Add(field, {absl::StrCat("At most ", kMaxDossierDocuments, " documents."),
                       absl::StrCat("Tối đa ", kMaxDossierDocuments, " văn bản.")});
    return;
  }
  for (int i = 0; i < documents.size(); ++i) {
    ValidateDocument(true, documents[i], /*required=*/true, /*date_required=*/false,
                     absl::StrCat(field, "[", i, "]"), errors);
  }
}

absl::Status CompleteDossier(Dossier& dossier, const Contract* contract,
                             absl::string_view agency_name) {
  FieldErrors errors;
  switch (dossier.kind()) {
    case Dossier::PAYMENT:
      ValidatePayment(dossier, contract, errors);
      break;
    case Dossier::LIQUIDATION:
      ValidateNoPayment(dossier, errors);
      if (contract == nullptr) {
        errors.Add("dossier.contract",
                   {"A liquidation needs its contract.", "Hồ sơ thanh lý cần có hợp đồng."});
      }
      break;
    case Dossier::SETTLEMENT:
      ValidateNoPayment(dossier, errors);
      if (contract != nullptr) {
        errors.Add("dossier.contract",
                   {"A settlement is of the whole project.", "Quyết toán theo toàn bộ nhiệm vụ."});
      }
      break;
    default:
      errors.Add("dossier.kind",
                 {"PAYMENT, SETTLEMENT or LIQUIDATION.", "PAYMENT, SETTLEMENT hoặc LIQUIDATION."});
  }
  ValidateAmountOrZero(dossier.settlement_amount(), "dossier.settlement_amount", errors);
  if (dossier.kind() != Dossier::SETTLEMENT && dossier.settlement_amount() != 0) {
    errors.Add("dossier.settlement_amount",
               {"Only a settlement has this.", "Chỉ hồ sơ quyết toán mới có mục này."});
  }
  ValidateException(dossier, agency_name, errors);
  ValidateDossierDocuments(dossier.documents(), "dossier.documents", errors);
  ValidateText(dossier.sender(), 0, kMaxNameChars, "dossier.sender", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  int64_t pay = 0;
  int64_t settle = 0;
  for (const v1::PaymentLine& line : dossier.lines()) {
    ASSIGN_OR_RETURN(pay, CheckedAdd(pay, line.pay_amount()));
    ASSIGN_OR_RETURN(settle, CheckedAdd(settle, line.settle_amount()));
  }
  dossier.set_pay_total_amount(pay);
  dossier.set_settle_total_amount(settle);
  return absl::OkStatus();
}

}  // namespace dondoc::finance
