// The walk's steps of dossiers and payments.
#include <algorithm>

#include "absl/strings/str_cat.h"

#include "tests/conformance/finance/board_walk.h"

namespace dondoc::finance {
namespace {

std::vector<v1::PaymentLine> ToLines(const std::vector<ModelLine>& lines) {
  std::vector<v1::PaymentLine> result;
  for (const ModelLine& line : lines) result.push_back(Line(line.source, line.pay, line.settle));
  return result;
}

}  // namespace

std::vector<ModelLine> BoardWalkTest::LinesByChance(size_t contract, bool advance) {
  std::vector<ModelLine> lines;
  for (const auto& [source, money] : model_->contracts[contract].money) {
    if (!lines.empty() && Pick(0, 1) == 0) continue;
    ModelLine line;
    line.source = source;
    // Mostly what fits now; sometimes more than ever will.
    const bool wild = Pick(0, 7) == 0;
    if (!advance && (money.unsettled() > 0 || wild)) {
      line.settle = Pick(1, wild ? 2000 : money.unsettled());
    }
    if (advance || line.settle == 0 || Pick(0, 1) == 0) {
      line.pay = Pick(1, wild ? 2000 : std::max<int64_t>(1, money.left() / 4));
    }
    lines.push_back(line);
  }
  return lines;
}

void BoardWalkTest::AddDossier() {
  ModelDossier dossier;
  dossier.contract = Index(model_->contracts.size());
  dossier.advance = Pick(0, 2) == 0;
  dossier.lines = LinesByChance(dossier.contract, dossier.advance);
  dossier.unit = model_->projects[model_->contracts[dossier.contract].project].unit;
  dossier.name =
      Must(Do(kAccountant, &ReceiveDossier,
              PaymentRequest(model_->contracts[dossier.contract].name,
                             dossier.advance ? v1::Dossier::ADVANCE : v1::Dossier::VOLUME,
                             ToLines(dossier.lines))))
          .name();
  model_->dossiers.push_back(dossier);
}

void BoardWalkTest::MoveDossier(ModelDossier& dossier) {
  switch (dossier.state) {
    case v1::Dossier::RECEIVED:
      if (Pick(0, 9) == 0) return CloseDossier(dossier, /*reject=*/false);
      ASSERT_OK(Validate(DossierNow(dossier.name)));
      dossier.state = v1::Dossier::VALID;
      dossier.last_day = AfterWeekdays(today(), kModelWorkingDays);
      return;
    case v1::Dossier::RETURNED: {
      if (Pick(0, 5) == 0) return CloseDossier(dossier, /*reject=*/false);
      v1::UpdateDossierRequest update;
      dossier.lines = LinesByChance(dossier.contract, dossier.advance);
      *update.mutable_dossier() = DossierNow(dossier.name);
      update.mutable_dossier()->clear_lines();
      for (const auto& line : ToLines(dossier.lines)) *update.mutable_dossier()->add_lines() = line;
      update.mutable_update_mask()->add_paths("lines");
      ASSERT_OK(Do(kSecondAccountant, &UpdateDossier, update));
      v1::ResubmitDossierRequest resubmit;
      resubmit.set_name(dossier.name);
      ASSERT_OK(Do(kOffice, &ResubmitDossier, resubmit));
      dossier.state = v1::Dossier::RECEIVED;
      return;
    }
    case v1::Dossier::VALID:
      return MoveValid(dossier);
    case v1::Dossier::APPROVED:
      return dossier.disbursement.empty() ? MoveApproved(dossier) : MoveReserved(dossier);
    case v1::Dossier::PAID:
      if (Pick(0, 3) == 0) TakeBack(dossier);
      return;
    default:
      return;
  }
}

void BoardWalkTest::CloseDossier(ModelDossier& dossier, bool reject) {
  if (reject) {
    v1::RejectDossierRequest request;
    request.set_name(dossier.name);
    request.set_etag(DossierNow(dossier.name).etag());
    request.set_reason("Không phù hợp");
    ASSERT_OK(Do(kDirector, &RejectDossier, request));
    dossier.state = v1::Dossier::REJECTED;
  } else {
    v1::WithdrawDossierRequest request;
    request.set_name(dossier.name);
    request.set_reason("Rút");
    ASSERT_OK(Do(kOffice, &WithdrawDossier, request));
    dossier.state = v1::Dossier::WITHDRAWN;
  }
  dossier.last_day.reset();
}

void BoardWalkTest::MoveValid(ModelDossier& dossier) {
  const int64_t what = Pick(0, 11);
  if (what == 0) return CloseDossier(dossier, /*reject=*/true);
  if (what == 1) return CloseDossier(dossier, /*reject=*/false);
  const std::set<std::string> broken = model_->BrokenBy(dossier);
  if (what < 10) {
    Foreseen(Approve(DossierNow(dossier.name)).status(), broken);
    if (broken.empty()) {
      dossier.state = v1::Dossier::APPROVED;
      dossier.last_day = AfterDays(today(), kModelApprovalDays);
      return;
    }
  }
  v1::ReturnDossierRequest request;
  request.set_name(dossier.name);
  request.set_reason("Bổ sung");
  ASSERT_OK(Do(kAccountant, &ReturnDossier, request));
  dossier.state = v1::Dossier::RETURNED;
  dossier.last_day.reset();
}

void BoardWalkTest::MoveApproved(ModelDossier& dossier) {
  if (Pick(0, 14) == 0) return CloseDossier(dossier, /*reject=*/true);
  v1::ReserveDisbursementRequest request;
  request.set_parent(kAgency);
  request.set_dossier(dossier.name);
  request.set_dossier_etag(DossierNow(dossier.name).etag());
  dossier.expire_day = today() + static_cast<int>(Pick(0, 4));
  *request.mutable_expire_date() = calendar::ToDate(dossier.expire_day);
  const std::set<std::string> broken = model_->BrokenBy(dossier);
  const auto reserved = Do(kAccountant, &ReserveDisbursement, request);
  Foreseen(reserved.status(), broken);
  if (!reserved.ok()) return;
  dossier.disbursement = reserved->name();
  model_->Reserve(dossier, +1);
}

void BoardWalkTest::MoveReserved(ModelDossier& dossier) {
  const v1::Disbursement disbursement = DisbursementNow(dossier.disbursement);
  const int64_t what = Pick(0, 9);
  if (what == 0) {
    ASSERT_OK(Void(disbursement));
  } else if (what < 3) {
    v1::ExpireDisbursementRequest request;
    request.set_name(disbursement.name());
    request.set_etag(disbursement.etag());
    const bool holds = today() <= dossier.expire_day;
    Foreseen(Do(kDirector, &ExpireDisbursement, request).status(),
             holds ? std::set<std::string>{"RESERVATION_STILL_HOLDS"} : std::set<std::string>{});
    if (holds) return;
  } else {
    const bool late = today() > dossier.expire_day;
    Foreseen(Post(disbursement, absl::StrCat("UNC ", ++numbers_)).status(),
             late ? std::set<std::string>{"RESERVATION_EXPIRED"} : std::set<std::string>{});
    if (late) return;
    model_->Reserve(dossier, -1);
    model_->Pay(dossier, +1, today());
    dossier.state = v1::Dossier::PAID;
    return;
  }
  model_->Reserve(dossier, -1);
  dossier.disbursement.clear();
}

void BoardWalkTest::TakeBack(ModelDossier& dossier) {
  const std::set<std::string> broken = model_->BrokenByReversal(dossier);
  Foreseen(Reverse(DisbursementNow(dossier.disbursement)).status(), broken);
  if (!broken.empty()) return;
  model_->Pay(dossier, -1, today());
  dossier.state = v1::Dossier::APPROVED;
  dossier.disbursement.clear();
}

}  // namespace dondoc::finance
