// Names of Office Open XML (ECMA-376): each namespace in its transitional form, which programs
// write, and its strict one.
#pragma once

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

inline constexpr absl::string_view kWord =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr absl::string_view kWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
inline constexpr absl::string_view kRelationshipId =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline constexpr absl::string_view kRelationshipIdStrict =
    "http://purl.oclc.org/ooxml/officeDocument/relationships";
inline constexpr absl::string_view kMath =
    "http://schemas.openxmlformats.org/officeDocument/2006/math";
inline constexpr absl::string_view kMathStrict = "http://purl.oclc.org/ooxml/officeDocument/math";
inline constexpr absl::string_view kCompatibility =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
inline constexpr absl::string_view kXml = "http://www.w3.org/XML/1998/namespace";

inline bool IsWord(absl::string_view space) { return space == kWord || space == kWordStrict; }
inline bool IsMath(absl::string_view space) { return space == kMath || space == kMathStrict; }

// Attribute `local` of the element in Word's namespace; "" where there is none.
inline absl::string_view WordAttribute(const XmlAttributes& attributes, absl::string_view local) {
  return attributes.Find(kWord, local).value_or(attributes.Get(kWordStrict, local));
}

// How things were before a tracked change of formatting ("rPrChange").
inline bool IsFormerState(absl::string_view local) { return absl::EndsWith(local, "Change"); }

}  // namespace dondoc::registry
