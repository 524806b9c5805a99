#include "services/inspection/domain/regime.h"

#include <array>

#include "common/base/error.h"
#include "common/calendar/date_proto.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;
using Limit = v1::LegalLimit;
using Body = v1::Decision;

constexpr absl::CivilDay kAlways{1, 1, 1};

const std::array<LimitPolicy, 15>& Table() {
  static const std::array<LimitPolicy, 15> table = {{
      // Law 56/2010: a department 30 days, mountainous or remote 45, counted from the announcement.
      {Inspection::LAW_2010, Limit::FIELDWORK, Inspection::ADMINISTRATIVE, Body::DEPARTMENT,
       kAlways, 30, 45, 15, 30, 45, Limit::SECONDARY, "Luật Thanh tra 56/2010/QH12 Điều 45"},
      // Same figures for specialised inspections by decree; the decree's text was not read.
      {Inspection::LAW_2010, Limit::FIELDWORK, Inspection::SPECIALISED, Body::DEPARTMENT, kAlways,
       30, 45, 15, 30, 45, Limit::UNVERIFIED, "NĐ 07/2012/NĐ-CP Điều 16"},
      {Inspection::LAW_2010, Limit::FIELDWORK, Inspection::KIND_UNSPECIFIED,
       Body::PROVINCIAL_INSPECTORATE, kAlways, 45, 45, 25, 70, 70, Limit::UNVERIFIED,
       "Luật Thanh tra 56/2010/QH12 Điều 45"},
      // Law 11/2022.
      {Inspection::LAW_2022, Limit::FIELDWORK, Inspection::KIND_UNSPECIFIED, Body::DEPARTMENT,
       kAlways, 30, 30, 15, 45, 45, Limit::UNVERIFIED, "Luật Thanh tra 11/2022/QH15 Điều 47"},
      {Inspection::LAW_2022, Limit::REPORT, Inspection::KIND_UNSPECIFIED, Body::DEPARTMENT, kAlways,
       15, 15, 0, 15, 15, Limit::SECONDARY, "Luật Thanh tra 11/2022/QH15"},
      // Report (15) and conclusion (15), one after the other.
      {Inspection::LAW_2022, Limit::CONCLUSION, Inspection::KIND_UNSPECIFIED, Body::DEPARTMENT,
       kAlways, 30, 30, 0, 30, 30, Limit::SECONDARY, "Luật Thanh tra 11/2022/QH15"},
      // Law 84/2025: thanh tra.
      {Inspection::LAW_2025, Limit::ANNOUNCEMENT, Inspection::KIND_UNSPECIFIED,
       Body::BODY_UNSPECIFIED, kAlways, 15, 15, 0, 15, 15, Limit::VERIFIED,
       "Luật Thanh tra 84/2025/QH15 Điều 26"},
      {Inspection::LAW_2025, Limit::FIELDWORK, Inspection::KIND_UNSPECIFIED,
       Body::PROVINCIAL_INSPECTORATE, kAlways, 45, 45, 25, 70, 70, Limit::VERIFIED,
       "Luật Thanh tra 84/2025/QH15 Điều 20"},
      {Inspection::LAW_2025, Limit::REPORT, Inspection::KIND_UNSPECIFIED, Body::BODY_UNSPECIFIED,
       kAlways, 20, 20, 10, 30, 30, Limit::VERIFIED, "Luật Thanh tra 84/2025/QH15 Điều 33"},
      // Report (20), draft (20) and signature (15), one after the other.
      {Inspection::LAW_2025, Limit::CONCLUSION, Inspection::KIND_UNSPECIFIED,
       Body::BODY_UNSPECIFIED, kAlways, 55, 55, 20, 75, 75, Limit::VERIFIED,
       "Luật Thanh tra 84/2025/QH15 Điều 33, 34, 36"},
      {Inspection::LAW_2025, Limit::PUBLICATION, Inspection::KIND_UNSPECIFIED,
       Body::BODY_UNSPECIFIED, kAlways, 10, 10, 0, 10, 10, Limit::VERIFIED,
       "Luật Thanh tra 84/2025/QH15 Điều 37"},
      // Decree 217/2025: kiểm tra chuyên ngành, in calendar days from the announcement.
      {Inspection::LAW_2025, Limit::FIELDWORK, Inspection::EXAMINATION, Body::DEPARTMENT,
       kDecree217From, 10, 10, 5, 15, 15, Limit::VERIFIED, "NĐ 217/2025/NĐ-CP Điều 13"},
      // A sub-department's head may order one; that its limit is the department's is practice.
      {Inspection::LAW_2025, Limit::FIELDWORK, Inspection::EXAMINATION, Body::SUB_DEPARTMENT,
       kDecree217From, 10, 10, 5, 15, 15, Limit::UNVERIFIED, "NĐ 217/2025/NĐ-CP Điều 13"},
      {Inspection::LAW_2025, Limit::FIELDWORK, Inspection::EXAMINATION, Body::COMMUNE,
       kDecree217From, 7, 7, 3, 10, 10, Limit::VERIFIED, "NĐ 217/2025/NĐ-CP Điều 13"},
      {Inspection::LAW_2025, Limit::FIELDWORK, Inspection::EXAMINATION, Body::MINISTRY_UNIT,
       kDecree217From, 15, 15, 7, 22, 22, Limit::VERIFIED, "NĐ 217/2025/NĐ-CP Điều 13"},
  }};
  return table;
}

// Higher is closer; -1 does not apply.
int Closeness(const LimitPolicy& row, Inspection::Kind kind, Body::Body body) {
  int closeness = 0;
  if (row.kind == kind) {
    closeness += 2;
  } else if (row.kind != Inspection::KIND_UNSPECIFIED || !IsThanhTra(kind)) {
    return -1;
  }
  if (row.body == body) {
    closeness += 1;
  } else if (row.body != Body::BODY_UNSPECIFIED) {
    return -1;
  }
  return closeness;
}

}  // namespace

Inspection::Regime RegimeOf(absl::CivilDay decision_date) {
  if (decision_date >= kLaw2025From) return Inspection::LAW_2025;
  if (decision_date >= kLaw2022From) return Inspection::LAW_2022;
  return Inspection::LAW_2010;
}

bool IsThanhTra(Inspection::Kind kind) {
  return kind == Inspection::SPECIALISED || kind == Inspection::ADMINISTRATIVE;
}

absl::Span<const LimitPolicy> LimitPolicies() { return Table(); }

const LimitPolicy* FindLimit(Inspection::Kind kind, Body::Body body, absl::CivilDay decision_date,
                             Limit::Purpose purpose) {
  if (body == Body::BODY_UNSPECIFIED) body = Body::DEPARTMENT;
  const Inspection::Regime regime = RegimeOf(decision_date);
  const LimitPolicy* best = nullptr;
  int best_closeness = -1;
  for (const LimitPolicy& row : Table()) {
    if (row.regime != regime || row.purpose != purpose || decision_date < row.from) continue;
    const int closeness = Closeness(row, kind, body);
    if (closeness > best_closeness) {
      best = &row;
      best_closeness = closeness;
    }
  }
  return best;
}

absl::Status CheckKindInRegime(Inspection::Kind kind, Body::Body body,
                               absl::CivilDay decision_date) {
  if (!IsThanhTra(kind) || decision_date < kLaw2025From) return absl::OkStatus();
  if (body == Body::PROVINCIAL_INSPECTORATE || body == Body::MINISTRY_UNIT) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kFailedPrecondition, "KIND_NOT_IN_REGIME",
               {"From 01/07/2025 a department holds no inspections (Law 84/2025/QH15): plan an "
                "examination instead.",
                "Từ ngày 01/7/2025 Sở không còn cơ quan thanh tra (Luật Thanh tra 84/2025/QH15): "
                "hãy tổ chức kiểm tra chuyên ngành."})
      .With("kind", Inspection::Kind_Name(kind))
      .With("body", Body::Body_Name(body == Body::BODY_UNSPECIFIED ? Body::DEPARTMENT : body))
      .With("decision_date", calendar::FormatIsoDay(decision_date))
      .With("legal_source", "Luật Thanh tra 84/2025/QH15; NĐ 217/2025/NĐ-CP");
}

}  // namespace dondoc::inspection
