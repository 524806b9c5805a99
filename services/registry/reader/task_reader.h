// From one clause to draft tasks, with everything that hangs on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"
#include "services/registry/reader/amounts.h"
#include "services/registry/reader/citations.h"
#include "services/registry/reader/deadline_phrases.h"
#include "services/registry/reader/document.h"
#include "services/registry/reader/labels.h"
#include "services/registry/reader/unit_phrases.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// What a clause inherits from the headings above it.
struct ClauseContext {
  std::string section;
  std::string topic;
  // The units of the nearest heading that names any, the first leading; empty where none does.
  std::vector<UnitReading> units;
  // A lead-in with a verb, shared by items that have none ("Tập trung thực hiện:").
  TokenRange lead_in;
  // Those whom the opening or the address speaks to, the first leading: of a task that nobody else
  // is told.
  std::vector<UnitReading> everybody;
  // A day that the lead-in sets for its items.
  std::optional<DeadlineFinding> lead_deadline;
  // First tokens of paragraphs joined inside the block.
  std::vector<size_t> breaks;
  // The clause stands in the closing paragraph, where only what has a day is a task.
  bool closing = false;
  // Who was told last in this block: a clause that names nobody goes on with them. Kept up to date
  // by ReadTasks.
  std::vector<UnitReading> told;
  // A paragraph without number, which speaks to everybody rather than to the heading's unit.
  bool prose = false;
  // The lead-in asks and does not order: "Đề nghị UBND tỉnh:".
  bool requests = false;
  // What kind of order that was: "Đề nghị A ...; gửi ..." asks twice.
  v1::Act told_act = v1::ASSIGNMENT;
};

// Everything a clause is read with. The pointed-to objects must outlive it.
struct ReadingTools {
  const Document& document;
  const UnitMatcher& matcher;
  std::optional<absl::CivilDay> document_date;
  const calendar::Calendar* calendar;
  const calendar::Policy& policy;
};

// Adds the tasks of the clause `range`, and their typed clauses, to `draft`. `without_action`: as
// ClausePiece. Adds nothing for remarks and exhortations, and a decision for a ruling that tells
// nobody. Units without a name in the directory are added to `unknown`. Returns false when the
// draft is full (kMaxTasks).
bool ReadTasks(const ReadingTools& tools, TokenRange range, bool without_action,
               ClauseContext& context, v1::NoticeDraft* draft, std::vector<UnitReading>* unknown);

// A row of a task table.
struct TableTask {
  // The content cell, in order; more than one range only where the lines of cells alternate.
  std::vector<TokenRange> text;
  // Heading of the group of rows.
  std::string topic;
  // Who answers for it, the first leading.
  std::vector<UnitReading> units;
  std::vector<UnitReading> cooperating;
  // Of the time cell; nullopt where it says nothing.
  std::optional<DeadlineFinding> deadline;
  std::vector<TokenRange> product;
  std::vector<AmountFinding> amounts;
  // Of a column that says which document orders it.
  std::vector<CitationFinding> citations;
};

// Adds the row as one task. Returns false when the draft is full.
bool ReadTableTask(const ReadingTools& tools, const TableTask& row, ClauseContext& context,
                   v1::NoticeDraft* draft, std::vector<UnitReading>* unknown);

// Gives the fields of `labels` to the tasks of the draft from index `first` on. `base`: as
// ReadTimeCell.
void ApplyLabels(const ReadingTools& tools, const std::vector<Labelled>& labels, int first,
                 std::optional<absl::CivilDay> base, v1::NoticeDraft* draft,
                 std::vector<UnitReading>* unknown);

// Fills `deadline` from `finding` (none where null) and resolves it where there is a calendar.
void SetDeadline(const ReadingTools& tools, const DeadlineFinding* finding,
                 common::v1::Deadline* deadline);

}  // namespace dondoc::registry
