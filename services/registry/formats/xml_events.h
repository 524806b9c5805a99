// XML as a stream of events, read by libxml2 with everything switched off that reaches outside the
// document or makes more of it than it holds: no network, no DTD, no entities but the five that XML
// defines. A document is held to kMaxMarkupDepth; memory does not depend on its size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {

// A name with its namespace resolved; "" for none. Valid during the event only.
struct XmlName {
  absl::string_view space;
  absl::string_view local;
};

// The attributes of one element. Valid during the event only.
class XmlAttributes {
 public:
  // Five pointers an attribute, as libxml2 has them.
  XmlAttributes(const unsigned char** attributes, int count)
      : attributes_(attributes), count_(count) {}

  std::optional<absl::string_view> Find(absl::string_view space, absl::string_view local) const;
  // "" where there is none. An ampersand is left as "&#38;" (AttributeText).
  absl::string_view Get(absl::string_view space, absl::string_view local) const {
    return Find(space, local).value_or("");
  }

 private:
  const unsigned char** attributes_;
  int count_;
};

// The value of an attribute as text.
std::string AttributeText(absl::string_view value);

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  virtual void StartElement(const XmlName& name, const XmlAttributes& attributes) = 0;
  virtual void EndElement(const XmlName& name) = 0;
  // A piece of text; the next may continue it. Never cut inside a character.
  virtual void Characters(absl::string_view text) = 0;
  // True when the rest of the part need not be read.
  virtual bool Done() const { return false; }
};

// Fills the buffer and says with how many bytes; 0 at the end.
using ReadBytes = absl::FunctionRef<absl::StatusOr<size_t>(char* buffer, size_t size)>;

// Reads the XML in UTF-8 that `read` gives. Errors: those of `read`; INVALID_ARGUMENT,
// NOTICE_MALFORMED with `part` for what is not well-formed, too deep, or declares entities.
absl::Status ReadXml(absl::string_view part, ReadBytes read, XmlHandler& handler);

}  // namespace dondoc::registry
