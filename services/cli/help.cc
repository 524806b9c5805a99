#include "services/cli/help.h"

#include "absl/strings/str_cat.h"
#include <CLI/CLI.hpp>

#include "common/text/width.h"

namespace dondoc::cli {
namespace {

// Columns of the names on the left; longer ones push the words to the next line.
constexpr size_t kNameColumns = 34;

class BilingualFormatter final : public CLI::Formatter {
 public:
  explicit BilingualFormatter(const Lang& lang) {
    column_width(kNameColumns);
    if (!lang.vietnamese()) return;
    label("Usage", "Cách dùng");
    label("OPTIONS", "TÙY CHỌN");
    label("SUBCOMMAND", "LỆNH");
    label("SUBCOMMANDS", "LỆNH");
    label("Positionals", "Tham số");
    label("REQUIRED", "(bắt buộc)");
    label("Env", "Biến");
  }

  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return Line(absl::StrCat(make_option_name(option, is_positional), make_option_opts(option)),
                make_option_desc(option));
  }

  std::string make_subcommand(const CLI::App* sub) const override {
    return Line(sub->get_name(), sub->get_description());
  }

 private:
  static std::string Line(const std::string& name, const std::string& words) {
    std::string line = absl::StrCat("  ", name);
    if (words.empty()) return line + "\n";
    if (text::DisplayWidth(line) >= kNameColumns) {
      return absl::StrCat(line, "\n", std::string(kNameColumns, ' '), words, "\n");
    }
    return absl::StrCat(text::PadRight(line, kNameColumns), words, "\n");
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> MakeFormatter(const Lang& lang) {
  return std::make_shared<BilingualFormatter>(lang);
}

std::string DescribeParseError(const CLI::ParseError& error, const Lang& lang) {
  const std::string what = error.what();
  if (!lang.vietnamese()) return what;
  // The library speaks English; its sentence is kept behind ours, because it names the argument.
  const auto say = [&](const char* words) { return absl::StrCat(words, " (", what, ")"); };
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return say("có tham số hoặc lệnh không hiểu được");
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    return say("thiếu tham số bắt buộc");
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return say("số giá trị của tham số không đúng");
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr ||
      dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
    return say("giá trị của tham số không đúng");
  }
  if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr ||
      dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
    return say("các tham số không dùng được cùng nhau");
  }
  return say("tham số không đúng");
}

}  // namespace dondoc::cli
