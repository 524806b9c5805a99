// Resource names as people know what they stand for: "Văn phòng Sở" for
// "agencies/so-khcn/units/van-phong-so".
#pragma once

#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"

namespace dondoc::cli {

class Context;

// Looks names up while one command runs, for its tables; machine output carries resource names and
// never asks. Units and officers are read once, as lists; whatever else has a number or a name is
// read one by one. What cannot be read, for want of rights or of a server, is shown by its id: a
// table is never lost for the sake of its names.
class DisplayNames {
 public:
  // `context` must outlive this.
  explicit DisplayNames(Context& context) : context_(context) {}

  // What people call the resource: the display name of a unit, an officer (also as an inspector) or
  // an entity, the title of a directive, the number of a task, a dossier, a project, a contract, a
  // disbursement or an inspection; "dịch vụ finance" for a service; the last segment of anything
  // else. Two officers of one name carry their ids. "" for "".
  std::string Of(const std::string& name);

  // Of each, joined by commas.
  template <typename Names>
  std::string Joined(const Names& names) {
    std::string text;
    for (const std::string& name : names) {
      absl::StrAppend(&text, text.empty() ? "" : ", ", Of(name));
    }
    return text;
  }

 private:
  void LoadUnits(const std::string& agency);
  void LoadOfficers(const std::string& agency);
  std::string Listed(const std::string& name) const;
  std::string Asked(const std::string& name, const std::string& collection);

  Context& context_;
  // Lists that were asked for, with or without success: "agencies/a/units".
  std::set<std::string> loaded_;
  std::map<std::string, std::string> names_;
  // How many officers have a display name.
  std::map<std::string, int> bearers_;
  int asked_ = 0;
};

}  // namespace dondoc::cli
