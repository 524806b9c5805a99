// Deadlines in words.
#pragma once

#include <string>

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::cli {

// The last day ("31/10/2022"), or why there is none ("chờ sự kiện"); "-" for no deadline.
std::string DeadlineText(const common::v1::Deadline& deadline, const Lang& lang);

// What the deadline means: "7 ngày làm việc từ 28/09/2022", "trước ngày 07/10/2022".
std::string RuleText(const common::v1::Deadline& deadline, const Lang& lang);

// Phrase, meaning, last day, doubts and the calendar it rests on, as a list of facts.
Table DeadlineFacts(const common::v1::Deadline& deadline, const Lang& lang);

// Every day counted or skipped, and why.
Table TraceTable(const common::v1::Deadline& deadline, const Lang& lang);

}  // namespace dondoc::cli
