// What the board should say, by plain sums over what was done: no ledger, no counters, no clocks
// but the weekdays of autumn 2022.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"

namespace dondoc::finance {

// Clocks of the model's agency, both for payments.
inline constexpr int kModelWorkingDays = 5;   // From a valid dossier.
inline constexpr int kModelApprovalDays = 3;  // From approval, in days.
inline constexpr int kModelDueSoonDays = 3;

// The day that `count` weekdays after `day` end with.
absl::CivilDay AfterWeekdays(absl::CivilDay day, int count);
// The day `count` days after `day`, or the Monday after where that is a weekend.
absl::CivilDay AfterDays(absl::CivilDay day, int count);

struct ModelSource {
  std::string display_name;
  bool state_money = false;
  int64_t estimate = 0, paid = 0, reserved = 0;
  int64_t available() const { return estimate - paid - reserved; }
};

// Of one contract and source.
struct ModelMoney {
  int64_t contracted = 0;
  int64_t advanced = 0, paid = 0, settled = 0;       // Paid as advance; paid otherwise.
  int64_t advance_returned = 0, spent_returned = 0;  // By the contractor.
  int64_t reserved_advance = 0, reserved_paid = 0, reserved_settle = 0;
  int64_t disbursed() const { return advanced + paid; }
  int64_t reserved() const { return reserved_advance + reserved_paid; }
  int64_t left() const { return contracted - disbursed() - reserved(); }
  int64_t unsettled() const { return advanced - settled - advance_returned - reserved_settle; }
  int64_t spent() const { return paid + settled - spent_returned; }
};

struct ModelProject {
  std::string name;
  std::string unit;
  std::map<std::string, int64_t> approved;  // By source.
  bool terminated = false;
  int contracts = 0;
};

struct ModelContract {
  std::string name;
  std::string unit;  // That of its project when it was signed.
  size_t project = 0;
  std::map<std::string, ModelMoney> money;  // By source.
  int64_t reserved() const;
};

struct ModelLine {
  std::string source;
  int64_t pay = 0, settle = 0;
};

struct ModelDossier {
  std::string name;
  std::string unit;  // That of its project when it was received.
  size_t contract = 0;
  bool advance = false;
  std::vector<ModelLine> lines;
  v1::Dossier::State state = v1::Dossier::RECEIVED;
  std::optional<absl::CivilDay> last_day;
  std::string disbursement;  // Live.
  absl::CivilDay expire_day;
  bool open() const;
};

class BoardModel {
 public:
  explicit BoardModel(std::vector<std::pair<std::string, std::string>> units)
      : units_(std::move(units)) {}

  std::map<std::string, ModelSource> sources;
  std::vector<ModelProject> projects;
  std::vector<ModelContract> contracts;
  std::vector<ModelDossier> dossiers;

  // Left of the project's approval of a source.
  int64_t ApprovedLeft(size_t project, const std::string& source) const;

  // The limits that paying the dossier would break; none where it may be paid.
  std::set<std::string> BrokenBy(const ModelDossier& dossier) const;
  // The same for taking a posted payment back.
  std::set<std::string> BrokenByReversal(const ModelDossier& dossier) const;

  void Contracted(size_t contract, const std::string& source, int64_t amount, absl::CivilDay day);
  void Reserve(const ModelDossier& dossier, int sign);
  void Pay(const ModelDossier& dossier, int sign, absl::CivilDay day);
  void Return(size_t contract, const std::string& source, int64_t advance, int64_t spent, int sign,
              absl::CivilDay day);

  // Without revisions.
  v1::FinanceBoard Board(absl::CivilDay as_of) const;

 private:
  // A change of money on a day.
  struct Event {
    absl::CivilDay day;
    std::string unit;
    int64_t contracted = 0, disbursed = 0, outstanding = 0, recovered = 0;
  };
  bool TotalsOf(const std::string& unit, absl::CivilDay as_of, v1::FinanceTotals& totals) const;

  const std::vector<std::pair<std::string, std::string>> units_;  // Name and display name.
  std::vector<Event> events_;
  std::set<std::string> reserved_once_;  // Units.
};

}  // namespace dondoc::finance
