#include "services/registry/formats/docx.h"

#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/formats/docx_numbering.h"
#include "services/registry/formats/docx_relationships.h"
#include "services/registry/formats/docx_styles.h"
#include "services/registry/formats/docx_text.h"
#include "services/registry/formats/text_builder.h"
#include "services/registry/formats/zip_package.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kUsualDocument = "word/document.xml";

// Reads the part of `kind` where the document has one.
absl::Status ReadPartOf(ZipPackage& package, const DocxRelationships& relationships,
                        absl::string_view kind, XmlHandler& handler) {
  const std::string part(relationships.PartByKind(kind));
  if (part.empty() || !package.Has(part)) return absl::OkStatus();
  return package.ReadXmlPart(part, handler);
}

absl::Status ReadHeader(ZipPackage& package, absl::string_view part, DocxContext& context,
                        TextBuilder& builder) {
  if (part.empty() || !package.Has(part)) return absl::OkStatus();
  builder.StartHeader();
  DocxTextReader reader(context, builder);
  RETURN_IF_ERROR(package.ReadXmlPart(part, reader));
  builder.EndHeader();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DocumentText> ReadDocx(absl::string_view bytes) {
  ASSIGN_OR_RETURN(ZipPackage package, ZipPackage::Open(bytes));
  ASSIGN_OR_RETURN(const DocxRelationships package_parts, DocxRelationships::Read(package, ""));
  std::string document(package_parts.PartByKind("officeDocument"));
  if (document.empty()) document = std::string(kUsualDocument);
  ASSIGN_OR_RETURN(const DocxRelationships parts, DocxRelationships::Read(package, document));

  DocxContext context;
  DocxStylesReader styles(context.styles);
  RETURN_IF_ERROR(ReadPartOf(package, parts, "styles", styles));
  DocxNumberingReader numbering(context.numbering);
  RETURN_IF_ERROR(ReadPartOf(package, parts, "numbering", numbering));

  TextBuilder builder(Format::kDocx);
  DocxTextReader body(context, builder);
  RETURN_IF_ERROR(package.ReadXmlPart(document, body));
  if (context.has_title_page) {
    RETURN_IF_ERROR(
        ReadHeader(package, parts.PartById(context.first_page_header), context, builder));
  }
  RETURN_IF_ERROR(ReadHeader(package, parts.PartById(context.default_header), context, builder));
  DocxTextReader footnotes(context, builder, &context.footnotes);
  RETURN_IF_ERROR(ReadPartOf(package, parts, "footnotes", footnotes));
  DocxTextReader endnotes(context, builder, &context.endnotes);
  RETURN_IF_ERROR(ReadPartOf(package, parts, "endnotes", endnotes));
  return std::move(builder).Build();
}

}  // namespace dondoc::registry
