// What a draft says of one task, field by field, in words.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// Below this, in hundredths, a person should look at a reading.
inline constexpr int kSureEnough = 80;
// Below this the reader itself would not bet on it.
inline constexpr int kHardlySure = 60;

// What people call a resource.
using Naming = std::function<std::string(const std::string&)>;

struct TaskFact {
  std::string label;
  std::string value;
  // How sure the reader is, in hundredths; 0 where it does not say.
  int sure = 0;
  Style style = Style::kPlain;
  // True for what a table of tasks has no column for.
  bool extra = false;
};

// "giao việc", "đề nghị"; empty where the draft does not say.
std::string ActWords(registry::v1::Act act, const Lang& lang);

// Units, deadline, quantity, product, addressee, amounts and cited documents: those that the
// task has, with the lead unit and the deadline always, for their absence is news.
std::vector<TaskFact> FactsOf(const registry::v1::DraftTask& task, const Naming& name_of,
                              const Lang& lang);

// How a figure of certainty is to stand out.
Style StyleOfSure(int sure);

// "1/4 cuộc", "0/2", "" where there is no quantity.
std::string QuantityText(const registry::v1::Quantity& quantity);

}  // namespace dondoc::cli
