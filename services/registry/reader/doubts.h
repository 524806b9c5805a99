// Every doubt the reader can have: its stable reason, what it tells the clerk and how much it takes
// from the confidence of a task.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

#include "services/registry/reader/document.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

enum class Doubt {
  // The document as a whole.
  kTypeUnknown,
  kTitleMissing,
  kReferenceNoMissing,
  kIssuerMissing,
  kIssueDateInferred,
  kIssueDateMissing,
  kIssueDateIncomplete,
  kConferenceDateMissing,
  kDocumentDateMissing,
  kSignerMissing,
  kNoTasks,
  kTooManyTasks,
  kTooManyBlocks,
  kTooManyWarnings,
  kNestingTooDeep,
  kTextLeftOut,
  kTextNotReadWhole,
  kLegacyEncoding,
  kPagesWithoutText,
  // Units.
  kUnitUnknown,
  kUnitAmbiguous,
  kUnitMissing,
  kUnitCollective,
  kUnitFromOpening,
  // Words.
  kWordMissing,
  kNounMissing,
  kPhraseBroken,
  kNoActionVerb,
  kLeadInRepeated,
  kTaskInClosing,
  kTaskSplitByDeadline,
  kTaskCut,
  // Citations.
  kCitationWithoutYear,
  // Quantities.
  kSeveralQuantities,
  kQuantityRange,
  // Deadlines.
  kSeveralDeadlines,
  kDeadlineBeforeDocument,
  kDeadlineFromLeadIn,
  kDateImpossible,
  kYearInferred,
  kYearUnknown,
  kYearShort,
  kCalendarDays,
  kEventMissing,
  kHourTerm,
  kNumberWordsDiffer,
  kTermOutOfRange,
  kDateWindow,
  kPeriodRange,
  kRelativePeriod,
  kEstimate,
  kTarget,
  kRecurrenceWithoutDay,
  kWeekdayMissing,
  kRecurrenceAnchored,
  kAlsoOnEvent,
  // Clauses.
  kInspectionSuspended,
  kCountOutOfRange,
};

// The doubt's stable reason, e.g. "ISSUE_DATE_INFERRED".
absl::string_view ReasonOf(Doubt doubt);

// Points that the doubt takes from a task's confidence of 0 to 100.
int PenaltyOf(Doubt doubt);

// A doubt at a place; an empty range is a doubt without place.
struct DoubtAt {
  Doubt doubt;
  TokenRange range;
};

// The doubt as it stands in a draft. `detail`, where given, is added to the message.
v1::DraftWarning ToWarning(const Document& document, const DoubtAt& doubt,
                           absl::string_view detail = {});

}  // namespace dondoc::registry
