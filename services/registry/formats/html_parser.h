// Hostile HTML as events. libxml2 mends what is missing, so that every start has its end.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/html_tags.h"

namespace dondoc::registry {

class HtmlEvents {
 public:
  virtual ~HtmlEvents() = default;

  virtual void Start(absl::string_view name, const Attributes& attributes) = 0;
  virtual void End(absl::string_view name) = 0;
  // Words, entities resolved; may come in pieces that cut words.
  virtual void Text(absl::string_view text) = 0;
  // Contents of <style>; those of <script> are dropped.
  virtual void StyleText(absl::string_view /*css*/) {}
  // Asked after every start and text: whether the rest need not be read.
  virtual bool done() const { return false; }
};

// Reads `utf8` to its end, or until events.done(). Errors: NOTICE_UNPACKS_TOO_LARGE for elements
// more than kMaxMarkupDepth deep.
absl::Status ParseHtml(absl::string_view utf8, HtmlEvents& events);

}  // namespace dondoc::registry
