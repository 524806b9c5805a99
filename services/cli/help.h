// The help, and what is said about wrong arguments, in the user's language.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/cli/lang.h"

namespace CLI {
class App;
class FormatterBase;
class ParseError;
}  // namespace CLI

namespace dondoc::cli {

// A formatter with the labels of `lang` and columns by display width.
std::shared_ptr<CLI::FormatterBase> MakeFormatter(const Lang& lang);

// What is wrong with the arguments, in one sentence. `remaining`: those that nothing took, in the
// order they were typed.
std::string DescribeParseError(const CLI::ParseError& error,
                               const std::vector<std::string>& remaining, const Lang& lang);

}  // namespace dondoc::cli
