// Packages made in memory: zip files of parts, and office documents with the parts around a body.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

class PackageBuilder {
 public:
  PackageBuilder& Part(absl::string_view name, absl::string_view content) {
    parts_.push_back({std::string(name), std::string(content), ""});
    return *this;
  }
  PackageBuilder& EncryptedPart(absl::string_view name, absl::string_view content) {
    parts_.push_back({std::string(name), std::string(content), "mật khẩu"});
    return *this;
  }
  std::string Build() const;

 private:
  struct Entry {
    std::string name, content, password;
  };
  std::vector<Entry> parts_;
};

// A DOCX whose parts are given as the content of their root elements.
struct DocxParts {
  std::string body;
  std::string styles = "";
  std::string numbering = "";
  std::string footnotes = "";
  std::string endnotes = "";
  // By relationship: "h1" is word/h1.xml.
  std::vector<std::pair<std::string, std::string>> headers = {};
};
PackageBuilder DocxPackage(const DocxParts& parts);
std::string Docx(const DocxParts& parts);
// Of a body only.
std::string Docx(absl::string_view body);

// An ODT; `styles` and `content` are what stands in office:automatic-styles and office:text of
// content.xml, `common_styles` in the root element of styles.xml.
struct OdtParts {
  std::string text;
  std::string styles = "";
  std::string common_styles = "";
};
PackageBuilder OdtPackage(const OdtParts& parts);
std::string Odt(const OdtParts& parts);
std::string Odt(absl::string_view text);

}  // namespace dondoc::registry
