// A draft in a compact form that a person can review line by line: what golden files hold.
#pragma once

#include <string>

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// One line per value. Spans are shown only where a text is made of several; that every span holds
// its text is checked apart, for every draft (CheckSpans).
std::string PrintDraft(const v1::NoticeDraft& draft);

// The rule of a deadline and its last day: "BEFORE_DAY 2022-10-07 -> 2022-10-06".
std::string PrintDeadline(const common::v1::Deadline& deadline);

// Empty where every span of the draft lies in its text, on character borders, and holds the words
// it is said to hold; else what is wrong.
std::string CheckSpans(const v1::NoticeDraft& draft);

}  // namespace dondoc::registry
