#include "common/obs/log.h"

#include <algorithm>
#include <atomic>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace dondoc::obs {
namespace {

// A line longer than this is no use to anybody and could fill a disk.
constexpr size_t kMaxLineBytes = 16 * 1024;

std::string& Component() {
  static std::string component = "dondoc";
  return component;
}

std::atomic<Severity> minimum_severity{Severity::kInfo};

absl::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return "DEBUG";
    case Severity::kInfo:
      return "INFO";
    case Severity::kWarning:
      return "WARN";
    case Severity::kError:
      return "ERROR";
  }
  return "ERROR";
}

// Bytes of the UTF-8 character at the beginning of `text`; 0 where there is no valid one.
size_t CharacterAt(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const size_t length = first < 0xc2   ? 0
                        : first < 0xe0 ? 2
                        : first < 0xf0 ? 3
                        : first < 0xf5 ? 4
                                       : 0;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and beyond U+10FFFF.
  if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
      (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f)) {
    return 0;
  }
  return length;
}

// Appends `text` as a JSON string of at most `room` bytes, quotes included; a longer one ends in
// "...". Bytes that are no UTF-8 become U+FFFD.
void AppendQuoted(std::string& out, absl::string_view text, size_t room = kMaxLineBytes) {
  constexpr absl::string_view kCut = "...\"";
  const size_t end = out.size() + std::max(room, kCut.size() + 1);
  out.push_back('"');
  while (!text.empty()) {
    const size_t length = CharacterAt(text);
    const char c = text[0];
    std::string piece;
    if (length == 0) {
      piece = "\\ufffd";
    } else if (c == '"' || c == '\\') {
      piece = {'\\', c};
    } else if (c == '\n') {
      piece = "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      piece = absl::StrFormat("\\u%04x", static_cast<unsigned char>(c));
    } else {
      piece = std::string(text.substr(0, length));
    }
    if (out.size() + piece.size() + kCut.size() > end) {
      absl::StrAppend(&out, kCut);
      return;
    }
    out += piece;
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  out.push_back('"');
}

}  // namespace

void SetLogComponent(absl::string_view component) { Component() = std::string(component); }

void SetLogSeverity(Severity severity) { minimum_severity = severity; }

std::string FormatLogLine(Severity severity, absl::string_view time, absl::string_view message,
                          std::initializer_list<LogField> fields) {
  std::string line = "{\"time\":";
  AppendQuoted(line, time);
  absl::StrAppend(&line, ",\"severity\":\"", SeverityName(severity), "\",\"component\":");
  AppendQuoted(line, Component());
  line += ",\"message\":";
  AppendQuoted(line, message, kMaxLineBytes / 4);
  for (const auto& [key, value] : fields) {
    // The object must close, and a long value must not push out the fields behind it.
    const size_t used = line.size() + key.size() + 8;
    if (used + 16 > kMaxLineBytes) break;
    line.push_back(',');
    AppendQuoted(line, key);
    line.push_back(':');
    AppendQuoted(line, value, std::min(kMaxLineBytes - used, kMaxLineBytes / 4));
  }
  line += "}\n";
  return line;
}

void Log(Severity severity, absl::string_view message, std::initializer_list<LogField> fields) {
  if (severity < minimum_severity.load(std::memory_order_relaxed)) return;
  const std::string time =
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  const std::string line = FormatLogLine(severity, time, message, fields);
  // A log that cannot be written must not stop the work it tells of.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace dondoc::obs
