// A notice as the clerk left it, written down as a case that the reader can be measured on: the
// format of tests/reader/GUIDE.md.
#pragma once

#include <string>
#include <vector>

#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::cli {

// The contents of NAME.expected: header, the agency's units, every task with all its fields.
std::string RenderNoticeCase(const registry::v1::NoticeDraft& draft,
                             const std::vector<registry::v1::Unit>& units);

// A name for the case's files, without extension: lower-case letters, digits and hyphens, made of
// the document's file name, else of its number, else of its identity.
std::string CaseName(const registry::v1::NoticeDraft& draft);

// The deadline in the guide's notation ("BEFORE_DAY 2024-05-15"); empty where there is none.
std::string DeadlineNotation(const common::v1::Deadline& deadline);

}  // namespace dondoc::cli
