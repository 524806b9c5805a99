// A command is a function that adds itself to the tree: its words in both languages, an example,
// its options and what to do. A thin layer over CLI11, so that a command's file says what is its
// own and nothing else, and no exception leaves it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"

#include "services/cli/lang.h"

namespace CLI {
class App;
}

namespace dondoc::cli {

class Context;

// What a command does once its arguments are read.
using Handler = std::function<absl::Status(Context&)>;

// In which forms a command can print its result.
enum class Forms {
  kTableAndJson,
  kAlsoHtml,
  kAlsoCsvAndHtml,
};

// A command that can be run.
struct Runnable {
  Handler run;
  Forms forms;
};
// Them by the node of the command tree.
using Handlers = std::map<const CLI::App*, Runnable>;

enum class Need { kOptional, kRequired };

// A node of the command tree. Copyable; refers to the tree it belongs to. Values bound to options
// must live as long as the tree: hold them in a shared_ptr that the handler captures.
class Command {
 public:
  Command(CLI::App& app, const Lang& lang, Handlers& handlers)
      : app_(&app), lang_(&lang), handlers_(&handlers) {}

  // Adds a command below this one. `example`: one or more command lines, without the leading
  // "dondoc", one to a line; shown at the end of its help and never empty.
  Command Add(const std::string& name, const Text& summary, const std::string& example);

  // Options "--name" or "-n,--name" with a value; `metavar` names the value in the help.
  Command& Option(const std::string& names, std::string* value, const Text& help,
                  const std::string& metavar = "TEXT", Need need = Need::kOptional);
  Command& Option(const std::string& names, std::vector<std::string>* values, const Text& help,
                  const std::string& metavar = "TEXT", Need need = Need::kOptional);
  Command& Option(const std::string& names, std::optional<int64_t>* value, const Text& help,
                  const std::string& metavar = "N", Need need = Need::kOptional);
  Command& Option(const std::string& names, std::optional<double>* value, const Text& help,
                  const std::string& metavar);
  Command& Flag(const std::string& names, bool* value, const Text& help);

  // Arguments without a dash, in order.
  Command& Argument(const std::string& name, std::string* value, const Text& help,
                    Need need = Need::kRequired);
  Command& Arguments(const std::string& name, std::vector<std::string>* values, const Text& help);

  // What the command does. A command without a handler is a group and shows its help. A form that
  // it does not have is refused before it runs.
  void Run(Handler handler, Forms forms = Forms::kTableAndJson);

  const Lang& lang() const { return *lang_; }

 private:
  CLI::App* app_;
  const Lang* lang_;
  Handlers* handlers_;
};

}  // namespace dondoc::cli
