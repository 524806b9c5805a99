// An independent model of the money rules: plain sums, no accounts, its own reading of TTLT
// 27/2015. It shares nothing with the code it judges but the names of the payment kinds.
#pragma once

#include <array>
#include <string>

#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {

inline constexpr int kSources = 2;    // 0 is state money, 1 other money.
inline constexpr int kContracts = 2;  // Of one project.
inline constexpr int kYears = 2;      // 2022 and 2023.
inline constexpr std::array<int, kSources> kApproved = {1000, 300};
inline constexpr std::array<std::array<int, kSources>, kContracts> kContracted = {
    {{700, 200}, {300, 100}}};

inline const std::string kSourceNames[kSources] = {kState, kOther};

// One line of the model's books: everything in plain sums, no accounts.
struct Flow {
  long advanced = 0, advanced_held = 0;
  long settled = 0, settled_held = 0;
  long paid = 0, paid_held = 0;  // Volume and final payments.
  long advance_returned = 0, expenditure_returned = 0;
};

struct Model {
  std::array<std::array<Flow, kSources>, kContracts> flow;
  std::array<std::array<long, kYears>, kSources> estimate = {}, carried = {}, out = {}, held = {};
  std::array<bool, kContracts> final_posted = {};
  bool accepted = false;

  long Left(int source, int year) const {
    long left =
        estimate[source][year] + carried[source][year] - out[source][year] - held[source][year];
    if (year == 0) left -= carried[source][1];  // Carried on into the next year.
    return left;
  }
  bool Holds(int contract) const {
    for (const Flow& f : flow[contract]) {
      if (f.advanced_held + f.settled_held + f.paid_held != 0) return true;
    }
    return false;
  }
  long Outstanding(int contract, int source) const {
    const Flow& f = flow[contract][source];
    return f.advanced - f.settled - f.advance_returned - f.settled_held;
  }
  long Spent(int contract, int source) const {
    const Flow& f = flow[contract][source];
    return f.settled + f.paid - f.expenditure_returned;
  }
};

struct Ask {
  int contract = 0;
  v1::Dossier::PaymentKind kind = v1::Dossier::ADVANCE;
  std::array<long, kSources> pay = {}, settle = {};
  int year = 0;
  bool exception = false;
};

// Whether the rules of TTLT 27/2015 and the house allow it, in the model's words.
inline bool Allowed(const Model& m, const Ask& ask) {
  long paid_total = 0;
  for (int s = 0; s < kSources; ++s) paid_total += ask.pay[s];
  if (ask.kind == v1::Dossier::FINAL && !m.accepted) return false;
  if (ask.kind == v1::Dossier::ADVANCE && m.accepted) return false;
  if (m.final_posted[ask.contract]) return false;
  for (int s = 0; s < kSources; ++s) {
    const Flow& f = m.flow[ask.contract][s];
    const long taken = f.advanced + f.advanced_held + f.paid + f.paid_held;
    if (ask.pay[s] > 0 && taken + ask.pay[s] > kContracted[ask.contract][s]) return false;
    if (ask.settle[s] > 0 && ask.settle[s] > m.Outstanding(ask.contract, s)) return false;
    if (ask.pay[s] > 0 && ask.pay[s] > m.Left(s, ask.year)) return false;
  }
  if (ask.kind == v1::Dossier::ADVANCE && ask.pay[0] > 0) {
    long advanced = 0, cleared = 0;
    for (int c = 0; c < kContracts; ++c) {
      advanced += m.flow[c][0].advanced + m.flow[c][0].advanced_held;
      cleared += m.flow[c][0].settled + m.flow[c][0].advance_returned;
    }
    if (advanced == 0) {
      if (2 * ask.pay[0] > kApproved[0]) return false;
      if (ask.pay[0] > m.estimate[0][ask.year]) return false;
    } else if (!ask.exception && 2 * cleared < advanced) {
      return false;
    }
  }
  if (ask.kind == v1::Dossier::FINAL && m.Holds(ask.contract)) return false;
  return true;
}

}  // namespace dondoc::finance
