// The labels of list items, which HTML counts and Word writes out.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/css.h"
#include "services/registry/formats/html_tags.h"
#include "services/registry/formats/list_labels.h"

namespace dondoc::registry {

class HtmlLabels {
 public:
  void StartList(bool ordered, const Attributes& attributes, const CssStyle& style);
  void EndList();
  // Its label waits for the item's first words.
  void StartItem(const Attributes& attributes, const CssStyle& style);
  void EndItem() { waiting_.clear(); }

  // A label that stands in the page as text; signs of symbol fonts become "-".
  void SetLabel(absl::string_view text);

  // The label of the words that follow, once; "" where there is none, or where bulleted words bring
  // a label of their own.
  std::string TakeLabel(absl::string_view words);

 private:
  struct List {
    NumberFormat format = NumberFormat::kBullet;
    int next = 1;
  };

  std::vector<List> lists_;
  std::string waiting_;
};

}  // namespace dondoc::registry
