#include "services/cli/help.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
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

// What stands behind `mark` in `text`; all of it where `mark` does not.
absl::string_view After(absl::string_view text, absl::string_view mark) {
  const size_t at = text.find(mark);
  return at == absl::string_view::npos ? text : text.substr(at + mark.size());
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> MakeFormatter(const Lang& lang) {
  return std::make_shared<BilingualFormatter>(lang);
}

std::string DescribeParseError(const CLI::ParseError& error,
                               const std::vector<std::string>& remaining, const Lang& lang) {
  const std::string what = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !remaining.empty()) {
    return absl::StrCat(lang(Text{"not understood here: ", "không hiểu tham số hoặc lệnh: "}),
                        absl::StrJoin(remaining, " "));
  }
  if (!lang.vietnamese()) return what;
  // The library speaks English: what it names is taken out of its sentence. A sentence that is not
  // known is kept behind ours.
  absl::string_view name = what;
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    absl::ConsumeSuffix(&name, " is required");
    return absl::StrCat("thiếu ", name);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return absl::StrCat("thiếu hoặc thừa giá trị của ", name.substr(0, name.find(':')));
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
    return absl::StrCat("giá trị không phải là số hợp lệ: ", After(what, "Could not convert: "));
  }
  if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
    return absl::StrCat("giá trị của tham số không đúng (", what, ")");
  }
  return absl::StrCat("tham số không đúng (", what, ")");
}

}  // namespace dondoc::cli
