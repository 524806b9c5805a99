#include "services/cli/command.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <CLI/CLI.hpp>

namespace dondoc::cli {
namespace {

CLI::Option* Named(CLI::Option* option, const std::string& metavar, Need need) {
  option->type_name(metavar);
  if (need == Need::kRequired) option->required();
  return option;
}

}  // namespace

Command Command::Add(const std::string& name, const Text& summary, const std::string& example) {
  CLI::App* child = app_->add_subcommand(name, (*lang_)(summary));
  std::string footer = (*lang_)(Text{"Example:", "Ví dụ:"});
  for (const absl::string_view line : absl::StrSplit(example, '\n')) {
    absl::StrAppend(&footer, "\n  dondoc ", line);
  }
  absl::StrAppend(&footer, "\n",
                  (*lang_)(Text{"Options for every command: dondoc --help",
                                "Tùy chọn dùng chung cho mọi lệnh: dondoc --help"}));
  child->footer(footer);
  // The flag was copied from the root before its group had a name in this language.
  child->get_help_ptr()->group((*lang_)(Text{"Options", "Tùy chọn"}));
  return Command(*child, *lang_, *handlers_);
}

Command& Command::Option(const std::string& names, std::string* value, const Text& help,
                         const std::string& metavar, Need need) {
  Named(app_->add_option(names, *value, (*lang_)(help)), metavar, need);
  return *this;
}

Command& Command::Option(const std::string& names, std::vector<std::string>* values,
                         const Text& help, const std::string& metavar, Need need) {
  // One value each time: "--evidence A --evidence B"; a list would swallow the arguments after it.
  Named(app_->add_option(names, *values, (*lang_)(help)), metavar, need)->allow_extra_args(false);
  return *this;
}

Command& Command::Option(const std::string& names, std::optional<int64_t>* value, const Text& help,
                         const std::string& metavar, Need need) {
  CLI::Option* option = app_->add_option_function<int64_t>(
      names, [value](const int64_t& given) { *value = given; }, (*lang_)(help));
  Named(option, metavar, need);
  return *this;
}

Command& Command::Option(const std::string& names, std::optional<double>* value, const Text& help,
                         const std::string& metavar) {
  CLI::Option* option = app_->add_option_function<double>(
      names, [value](const double& given) { *value = given; }, (*lang_)(help));
  Named(option, metavar, Need::kOptional);
  return *this;
}

Command& Command::Flag(const std::string& names, bool* value, const Text& help) {
  app_->add_flag(names, *value, (*lang_)(help));
  return *this;
}

Command& Command::Argument(const std::string& name, std::string* value, const Text& help,
                           Need need) {
  Named(app_->add_option(name, *value, (*lang_)(help)), "", need);
  return *this;
}

Command& Command::Arguments(const std::string& name, std::vector<std::string>* values,
                            const Text& help) {
  Named(app_->add_option(name, *values, (*lang_)(help)), "", Need::kRequired);
  return *this;
}

void Command::Run(Handler handler, Forms forms) {
  (*handlers_)[app_] = {std::move(handler), forms};
}

}  // namespace dondoc::cli
