// Namespaces of OpenDocument (ISO/IEC 26300).
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::registry {

inline constexpr absl::string_view kOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
inline constexpr absl::string_view kStyle = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
inline constexpr absl::string_view kTextSpace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
inline constexpr absl::string_view kTableSpace = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
inline constexpr absl::string_view kDrawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
inline constexpr absl::string_view kFormatting =
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
inline constexpr absl::string_view kVector =
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0";
inline constexpr absl::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
inline constexpr absl::string_view kManifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
// LibreOffice's additions.
inline constexpr absl::string_view kExtension =
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0";
inline constexpr absl::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace";

}  // namespace dondoc::registry
