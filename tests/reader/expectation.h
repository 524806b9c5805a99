// What a careful clerk would write down of a document: the format of tests/reader/GUIDE.md.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/reader.h"

namespace dondoc::registry {

struct ExpectedTask {
  std::string text;
  // Id of a unit, or "?words"; empty where nobody is named.
  std::string lead;
  std::vector<std::string> with;
  std::string to;
  std::string act = "ASSIGN";
  // Canonical form of the guide; empty where there is none.
  std::string deadline;
  std::string quantity;
  std::vector<std::string> cites;
  std::vector<std::string> money;
  std::string product;
  int line = 0;
};

struct Expectation {
  // "type", "reference", "issued", "conference", "signer" and what is said of each.
  std::vector<std::pair<std::string, std::string>> header;
  ReaderDirectory directory;
  std::vector<ExpectedTask> tasks;
};

// Errors: INVALID_ARGUMENT with the line.
absl::StatusOr<Expectation> ParseExpectation(absl::string_view text);

// The deadline in the guide's notation.
std::string CanonicalDeadline(const common::v1::Deadline& deadline);

}  // namespace dondoc::registry
