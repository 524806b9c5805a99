#include "services/registry/formats/odt.h"

#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/formats/odt_names.h"
#include "services/registry/formats/odt_styles.h"
#include "services/registry/formats/odt_text.h"
#include "services/registry/formats/text_builder.h"
#include "services/registry/formats/unpack_errors.h"
#include "services/registry/formats/zip_package.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kContent = "content.xml";
constexpr absl::string_view kStyles = "styles.xml";
constexpr absl::string_view kManifestPart = "META-INF/manifest.xml";

// Hands each section of a part to whoever reads it.
class OdtPartReader : public XmlHandler {
 public:
  OdtPartReader(OdtStyles& styles, TextBuilder& builder)
      : styles_(styles), text_(styles, builder) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override {
    if (depth_ == 0) section_ = SectionOf(name);
    if (section_ == nullptr) return;
    ++depth_;
    section_->StartElement(name, attributes);
  }
  void EndElement(const XmlName& name) override {
    if (depth_ == 0) return;
    section_->EndElement(name);
    if (--depth_ == 0) section_ = nullptr;
  }
  void Characters(absl::string_view text) override {
    if (section_ != nullptr) section_->Characters(text);
  }
  bool Done() const override { return text_.Done(); }

 private:
  XmlHandler* SectionOf(const XmlName& name) {
    if (name.space == kOffice) {
      if (name.local == "font-face-decls" || name.local == "styles" ||
          name.local == "automatic-styles")
        return &styles_;
      if (name.local == "text") return &text_;
    }
    return name.space == kStyle && name.local == "master-page" ? &text_ : nullptr;
  }

  OdtStylesReader styles_;
  OdtTextReader text_;
  XmlHandler* section_ = nullptr;
  int depth_ = 0;  // Elements open of the section.
};

class EncryptionFinder : public XmlHandler {
 public:
  void StartElement(const XmlName& name, const XmlAttributes&) override {
    found_ = found_ || (name.space == kManifest && name.local == "encryption-data");
  }
  void EndElement(const XmlName&) override {}
  void Characters(absl::string_view) override {}
  bool Done() const override { return found_; }

 private:
  bool found_ = false;
};

}  // namespace

absl::StatusOr<DocumentText> ReadOdt(absl::string_view bytes) {
  ASSIGN_OR_RETURN(ZipPackage package, ZipPackage::Open(bytes));
  // With a password the parts are bytes that only the manifest can tell of.
  if (package.Has(kManifestPart)) {
    EncryptionFinder finder;
    RETURN_IF_ERROR(package.ReadXmlPart(kManifestPart, finder));
    if (finder.Done()) return NoticeEncrypted();
  }
  OdtStyles styles;
  TextBuilder builder(Format::kOdt);
  if (package.Has(kStyles)) {
    OdtPartReader reader(styles, builder);
    RETURN_IF_ERROR(package.ReadXmlPart(kStyles, reader));
  }
  OdtPartReader reader(styles, builder);
  RETURN_IF_ERROR(package.ReadXmlPart(kContent, reader));
  return std::move(builder).Build();
}

}  // namespace dondoc::registry
