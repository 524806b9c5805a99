#include "tests/conformance/finance/board_model.h"

#include "common/calendar/date_proto.h"

namespace dondoc::finance {
namespace {

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

void SetModelShare(v1::FinanceTotals& totals) {
  if (totals.contracted_amount() > 0) {
    totals.set_disbursed_basis_points(totals.disbursed_amount() * 10000 /
                                      totals.contracted_amount());
  }
}

}  // namespace

absl::CivilDay AfterWeekdays(absl::CivilDay day, int count) {
  while (count > 0) {
    ++day;
    if (!IsWeekend(day)) --count;
  }
  return day;
}

absl::CivilDay AfterDays(absl::CivilDay day, int count) {
  day += count;
  while (IsWeekend(day)) ++day;
  return day;
}

int64_t ModelContract::reserved() const {
  int64_t sum = 0;
  for (const auto& [source, amounts] : money) sum += amounts.reserved() + amounts.reserved_settle;
  return sum;
}

bool ModelDossier::open() const {
  return state == v1::Dossier::RECEIVED || state == v1::Dossier::RETURNED ||
         state == v1::Dossier::VALID || state == v1::Dossier::APPROVED;
}

int64_t BoardModel::ApprovedLeft(size_t project, const std::string& source) const {
  int64_t left = projects[project].approved.at(source);
  for (const ModelContract& contract : contracts) {
    if (contract.project != project) continue;
    const auto found = contract.money.find(source);
    if (found != contract.money.end()) left -= found->second.contracted;
  }
  return left;
}

std::set<std::string> BoardModel::BrokenBy(const ModelDossier& dossier) const {
  std::set<std::string> broken;
  const ModelContract& contract = contracts[dossier.contract];
  const ModelProject& project = projects[contract.project];
  int64_t pay = 0, state_pay = 0;
  for (const ModelLine& line : dossier.lines) {
    const ModelSource& source = sources.at(line.source);
    const ModelMoney& money = contract.money.at(line.source);
    pay += line.pay;
    if (source.state_money) state_pay += line.pay;
    if (line.pay > money.left()) broken.insert("CONTRACT_LIMIT_EXCEEDED");
    if (line.pay > source.available()) broken.insert("ESTIMATE_EXCEEDED");
    if (line.settle > money.unsettled()) broken.insert("SETTLES_MORE_THAN_ADVANCED");
  }
  if (project.terminated && (dossier.advance || pay > 0)) return {"WRONG_STATE"};
  if (!dossier.advance || state_pay == 0) return broken;
  int64_t approved = 0, advanced = 0, cleared = 0;
  for (const auto& [name, amount] : project.approved) {
    if (sources.at(name).state_money) approved += amount;
  }
  for (const ModelContract& other : contracts) {
    if (other.project != contract.project) continue;
    for (const auto& [name, money] : other.money) {
      if (!sources.at(name).state_money) continue;
      advanced += money.advanced + money.reserved_advance;
      cleared += money.settled + money.advance_returned;
    }
  }
  if (advanced > 0) {
    if (2 * cleared < advanced) broken.insert("ADVANCES_NOT_SETTLED");
    return broken;
  }
  if (2 * state_pay > approved) broken.insert("FIRST_ADVANCE_ABOVE_SHARE");
  for (const ModelLine& line : dossier.lines) {
    const ModelSource& source = sources.at(line.source);
    if (source.state_money && line.pay > source.estimate) {
      broken.insert("FIRST_ADVANCE_ABOVE_ESTIMATE");
    }
  }
  return broken;
}

std::set<std::string> BoardModel::BrokenByReversal(const ModelDossier& dossier) const {
  std::set<std::string> broken;
  for (const ModelLine& line : dossier.lines) {
    const ModelMoney& money = contracts[dossier.contract].money.at(line.source);
    if (dossier.advance && line.pay > money.unsettled()) {
      broken.insert("SETTLES_MORE_THAN_ADVANCED");
    }
    if (!dossier.advance && line.pay + line.settle > money.spent()) {
      broken.insert("RETURNS_MORE_THAN_SPENT");
    }
  }
  return broken;
}

void BoardModel::Contracted(size_t contract, const std::string& source, int64_t amount,
                            absl::CivilDay day) {
  ModelMoney& money = contracts[contract].money[source];
  events_.push_back({day, contracts[contract].unit, amount - money.contracted});
  money.contracted = amount;
}

void BoardModel::Reserve(const ModelDossier& dossier, int sign) {
  ModelContract& contract = contracts[dossier.contract];
  for (const ModelLine& line : dossier.lines) {
    ModelMoney& money = contract.money[line.source];
    (dossier.advance ? money.reserved_advance : money.reserved_paid) += sign * line.pay;
    money.reserved_settle += sign * line.settle;
    sources[line.source].reserved += sign * line.pay;
    if (line.pay > 0) reserved_once_.insert(contract.unit);
  }
}

void BoardModel::Pay(const ModelDossier& dossier, int sign, absl::CivilDay day) {
  ModelContract& contract = contracts[dossier.contract];
  for (const ModelLine& line : dossier.lines) {
    ModelMoney& money = contract.money[line.source];
    (dossier.advance ? money.advanced : money.paid) += sign * line.pay;
    money.settled += sign * line.settle;
    sources[line.source].paid += sign * line.pay;
    events_.push_back({day, contract.unit, 0, sign * line.pay,
                       sign * ((dossier.advance ? line.pay : 0) - line.settle)});
  }
}

void BoardModel::Return(size_t contract, const std::string& source, int64_t advance, int64_t spent,
                        int sign, absl::CivilDay day) {
  ModelMoney& money = contracts[contract].money[source];
  money.advance_returned += sign * advance;
  money.spent_returned += sign * spent;
  events_.push_back(
      {day, contracts[contract].unit, 0, 0, -sign * advance, sign * (advance + spent)});
}

bool BoardModel::TotalsOf(const std::string& unit, absl::CivilDay as_of,
                          v1::FinanceTotals& totals) const {
  bool any = reserved_once_.contains(unit);
  int64_t contracted = 0, disbursed = 0, outstanding = 0, recovered = 0, reserved = 0;
  for (const Event& event : events_) {
    if (event.unit != unit || event.day > as_of) continue;
    any = true;
    contracted += event.contracted;
    disbursed += event.disbursed;
    outstanding += event.outstanding;
    recovered += event.recovered;
  }
  for (const ModelContract& contract : contracts) {
    if (contract.unit != unit) continue;
    for (const auto& [source, money] : contract.money) reserved += money.reserved();
  }
  int64_t open = 0, returned = 0, due_soon = 0, overdue = 0;
  for (const ModelDossier& dossier : dossiers) {
    if (dossier.unit != unit) continue;
    any = true;
    if (!dossier.open()) continue;
    ++open;
    if (dossier.state == v1::Dossier::RETURNED) ++returned;
    if (!dossier.last_day) continue;
    if (*dossier.last_day < as_of) {
      ++overdue;
    } else if (*dossier.last_day <= as_of + kModelDueSoonDays) {
      ++due_soon;
    }
  }
  totals.set_contracted_amount(contracted);
  totals.set_disbursed_amount(disbursed);
  totals.set_reserved_amount(reserved);
  totals.set_outstanding_advance_amount(outstanding);
  totals.set_recovered_amount(recovered);
  totals.set_open_dossiers(open);
  totals.set_returned_dossiers(returned);
  totals.set_due_soon_dossiers(due_soon);
  totals.set_overdue_dossiers(overdue);
  return any;
}

v1::FinanceBoard BoardModel::Board(absl::CivilDay as_of) const {
  v1::FinanceBoard board;
  *board.mutable_as_of() = calendar::ToDate(as_of);
  v1::FinanceTotals& total = *board.mutable_total();
  const auto* fields = v1::FinanceTotals::descriptor();
  for (const auto& [unit, display_name] : units_) {
    v1::FinanceTotals totals;
    if (!TotalsOf(unit, as_of, totals)) continue;
    for (int i = 0; i < fields->field_count(); ++i) {
      const auto* field = fields->field(i);
      const auto& reflection = *totals.GetReflection();
      if (const int64_t value = reflection.GetInt64(totals, field); value != 0) {
        reflection.SetInt64(&total, field, reflection.GetInt64(total, field) + value);
      }
    }
    SetModelShare(totals);
    v1::FinanceBoardRow& row = *board.add_rows();
    row.set_unit(unit);
    row.set_unit_display_name(display_name);
    *row.mutable_totals() = totals;
  }
  SetModelShare(total);
  for (const auto& [name, source] : sources) {
    if (as_of.year() != 2022) continue;
    v1::FinanceBoardSource& line = *board.add_sources();
    line.set_source(name);
    line.set_source_display_name(source.display_name);
    line.set_year(2022);
    line.set_estimate_amount(source.estimate);
    line.set_disbursed_amount(source.paid);
    line.set_reserved_amount(source.reserved);
    line.set_available_amount(source.available());
  }
  return board;
}

}  // namespace dondoc::finance
