// What a clerk corrected in a draft, against what the reader reads of the same text.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/struct.pb.h>

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

struct Correction {
  // Number of the task in the corrected draft, or in the reading for one that was taken out; 0 for
  // the document itself.
  int task = 0;
  // As in the contract, "lead_unit", "header.signer"; "task" for a task put in or taken out.
  std::string field;
  // Empty where there is nothing on that side.
  std::string read;
  std::string corrected;
};

// In the document's order: the document, then task by task. Tasks are taken for the same where they
// stand in the same place, or say the same.
std::vector<Correction> CorrectionsOf(const registry::v1::NoticeDraft& read,
                                      const registry::v1::NoticeDraft& corrected);

Table CorrectionTable(const std::vector<Correction>& corrections, const Lang& lang);

// {"corrections": [{"task": 3, "field": "lead_unit", "read": "vp", "corrected": "qlkh"}]}
google::protobuf::Struct CorrectionStruct(const std::vector<Correction>& corrections);

}  // namespace dondoc::cli
