// Structured logs: one JSON object a line on standard error, never a secret. Severity names are
// those of OpenTelemetry's log data model.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::obs {

enum class Severity { kDebug, kInfo, kWarning, kError };

// One field of a line; values are escaped, never interpreted.
using LogField = std::pair<absl::string_view, std::string>;

// Names the process in every line ("registry"). Called once, before threads start.
void SetLogComponent(absl::string_view component);
// Drops lines below `severity` (default kInfo).
void SetLogSeverity(Severity severity);

// Writes one line with one write(2), so that lines of threads and processes do not mix. Cut at
// 16 KiB.
void Log(Severity severity, absl::string_view message, std::initializer_list<LogField> fields = {});

inline void LogInfo(absl::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(Severity::kInfo, message, fields);
}
inline void LogWarning(absl::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(Severity::kWarning, message, fields);
}
inline void LogError(absl::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(Severity::kError, message, fields);
}

// The line that Log would write, without its time. For tests.
std::string FormatLogLine(Severity severity, absl::string_view time, absl::string_view message,
                          std::initializer_list<LogField> fields);

}  // namespace dondoc::obs
