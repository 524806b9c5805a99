// Limits of requests, each with its unit and the reason for its size.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/time/civil_time.h"

namespace dondoc::inspection {

// Years a plan or an office number may bear: before 1990 there was no law on inspection
// (Ordinance of 1990), after 2200 a year is mistyped.
inline constexpr int kMinPlanYear = 1990;
inline constexpr int kMaxPlanYear = 2200;

// Texts, in characters (code points).
inline constexpr size_t kMaxTitleChars = 500;
inline constexpr size_t kMaxScopeChars = 4000;
inline constexpr size_t kMaxReasonChars = 2000;
inline constexpr size_t kMaxReferenceChars = 100;
inline constexpr size_t kMaxPersonNameChars = 100;
inline constexpr size_t kMaxEntityNameChars = 300;
inline constexpr size_t kMaxAddressChars = 500;
inline constexpr size_t kMaxSectorChars = 200;
inline constexpr size_t kMaxSummaryChars = 10'000;
inline constexpr size_t kMaxFindingChars = 4000;
inline constexpr size_t kMaxLegalBasisChars = 500;
inline constexpr size_t kMaxPlaceChars = 500;
inline constexpr size_t kMaxInterestChars = 1000;
inline constexpr size_t kMaxRankChars = 100;
inline constexpr size_t kMaxCardChars = 50;

// Lists in one message. A team of 36 would empty any department; a conclusion with 200 findings is
// a book.
inline constexpr int kMaxDeputies = 5;
inline constexpr int kMaxMembers = 30;
inline constexpr int kMaxTeamSize = 1 + kMaxDeputies + kMaxMembers;
inline constexpr int kMaxSubjectUnits = 50;
inline constexpr int kMaxFindings = 200;
inline constexpr int kMaxFollowUps = 200;

// Calendar days between first and last day on site: no law allows a tenth of it, a slip of the year
// exceeds it.
inline constexpr int kMaxFieldworkDays = 366;
// Calendar days of one absence: a year of study and its edges.
inline constexpr int kMaxAbsenceDays = 400;
// Calendar days of a pause at the subject's request that are not counted (Law 84/2025 Art. 30).
inline constexpr int kMaxRequestedPauseDays = 30;
// Pauses of one inspection; real ones have one or two.
inline constexpr int kMaxSuspensions = 50;

// Stands for "no day" in sort columns and counters, which are NOT NULL.
inline constexpr absl::CivilDay kNoDay{9999, 12, 31};

}  // namespace dondoc::inspection
