// The law that governs an inspection, by the date of its decision, and the time limits it sets.
// The limits are data: each row names its source and how sure it is, and nothing else in the code
// holds a legal number.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// Names this edition of the table below.
inline constexpr absl::string_view kLimitPolicyVersion = "2025-08-05";

// First decisions under Law 11/2022/QH15, Law 84/2025/QH15 and Decree 217/2025/NĐ-CP.
inline constexpr absl::CivilDay kLaw2022From{2023, 7, 1};
inline constexpr absl::CivilDay kLaw2025From{2025, 7, 1};
inline constexpr absl::CivilDay kDecree217From{2025, 8, 5};

// The law for a decision of that date. An inspection decided earlier ends under its own law (Law
// 84/2025 Art. 64). INTERNAL_CHECK is no inspection in law: callers pass only other kinds.
v1::Inspection::Regime RegimeOf(absl::CivilDay decision_date);

// True for the kinds that are thanh tra in law; EXAMINATION is kiểm tra, INTERNAL_CHECK neither.
bool IsThanhTra(v1::Inspection::Kind kind);

// One time limit.
struct LimitPolicy {
  v1::Inspection::Regime regime;
  v1::LegalLimit::Purpose purpose;
  // KIND_UNSPECIFIED: both kinds of thanh tra.
  v1::Inspection::Kind kind;
  // BODY_UNSPECIFIED: every body.
  v1::Decision::Body body;
  // First decision date the row applies to.
  absl::CivilDay from;
  // Calendar days allowed by the decision itself, elsewhere and in remote areas.
  int base_days;
  int remote_base_days;
  // Calendar days one extension may add; 0 where the law knows none.
  int max_extension_days;
  // Calendar days allowed with the extension, elsewhere and in remote areas.
  int max_total_days;
  int remote_max_total_days;
  v1::LegalLimit::Certainty certainty;
  absl::string_view legal_source;

  int Base(bool remote) const { return remote ? remote_base_days : base_days; }
  int MaxTotal(bool remote) const { return remote ? remote_max_total_days : max_total_days; }
  // Limits nobody checked against a text warn and never refuse.
  bool Binding() const { return certainty != v1::LegalLimit::UNVERIFIED; }
};

// All rows.
absl::Span<const LimitPolicy> LimitPolicies();

// The row for an inspection of `kind`, decided by `body` (BODY_UNSPECIFIED is read as DEPARTMENT)
// on `decision_date`; null where no limit is known. A row for the very kind or body goes before one
// for all.
const LimitPolicy* FindLimit(v1::Inspection::Kind kind, v1::Decision::Body body,
                             absl::CivilDay decision_date, v1::LegalLimit::Purpose purpose);

// FAILED_PRECONDITION, reason KIND_NOT_IN_REGIME, for a thanh tra decided by a department, a
// sub-department or a commune from 01/07/2025: Law 84/2025 leaves them no inspectorate; what they
// may hold is an EXAMINATION.
absl::Status CheckKindInRegime(v1::Inspection::Kind kind, v1::Decision::Body body,
                               absl::CivilDay decision_date);

}  // namespace dondoc::inspection
