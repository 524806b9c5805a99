#include "tests/unit/formats/package_builder.h"

#include <cstdio>
#include <cstdlib>
#include <zip.h>

#include "absl/strings/str_cat.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kWordNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\"";

constexpr absl::string_view kOpenDocumentNamespaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\"";

constexpr absl::string_view kRelationshipType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "package builder: %s\n", what);
  std::abort();
}

std::string Root(absl::string_view name, absl::string_view content) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:", name,
                      " ", kWordNamespaces, ">", content, "</w:", name, ">");
}

std::string OpenDocumentRoot(absl::string_view name, absl::string_view content) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:", name, " ",
                      kOpenDocumentNamespaces, ">", content, "</office:", name, ">");
}

std::string Relationships(absl::string_view content) {
  return absl::StrCat(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
      content, "</Relationships>");
}

std::string Relationship(absl::string_view id, absl::string_view kind, absl::string_view target) {
  return absl::StrCat("<Relationship Id=\"", id, "\" Type=\"", kRelationshipType, kind,
                      "\" Target=\"", target, "\"/>");
}

}  // namespace

std::string PackageBuilder::Build() const {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  Check(target != nullptr, "no buffer");
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  Check(zip != nullptr, "no archive");
  for (const Entry& part : parts_) {
    zip_source_t* content = zip_source_buffer(zip, part.content.data(), part.content.size(), 0);
    const zip_int64_t index =
        zip_file_add(zip, part.name.c_str(), content, ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
    Check(index >= 0, "no part");
    if (!part.password.empty())
      Check(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_TRAD_PKWARE,
                                    part.password.c_str()) == 0,
            "no encryption");
  }
  Check(zip_close(zip) == 0, "not written");
  Check(zip_source_open(target) == 0, "not opened");
  zip_stat_t stat;
  zip_stat_init(&stat);
  Check(zip_source_stat(target, &stat) == 0, "no size");
  std::string bytes(stat.size, '\0');
  Check(
      zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()),
      "not read");
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

PackageBuilder DocxPackage(const DocxParts& parts) {
  PackageBuilder package;
  package.Part("[Content_Types].xml",
               "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
  package.Part("_rels/.rels",
               Relationships(Relationship("r1", "officeDocument", "word/document.xml")));
  std::string relationships;
  const auto add = [&](absl::string_view kind, absl::string_view content) {
    if (content.empty()) return;
    const std::string file = absl::StrCat(kind, ".xml");
    absl::StrAppend(&relationships, Relationship(absl::StrCat("id-", kind), kind, file));
    package.Part(absl::StrCat("word/", file), Root(kind, content));
  };
  add("styles", parts.styles);
  add("numbering", parts.numbering);
  add("footnotes", parts.footnotes);
  add("endnotes", parts.endnotes);
  for (const auto& [id, content] : parts.headers) {
    absl::StrAppend(&relationships, Relationship(id, "header", absl::StrCat(id, ".xml")));
    package.Part(absl::StrCat("word/", id, ".xml"), Root("hdr", content));
  }
  package.Part("word/_rels/document.xml.rels", Relationships(relationships));
  package.Part("word/document.xml",
               Root("document", absl::StrCat("<w:body>", parts.body, "</w:body>")));
  return package;
}

std::string Docx(const DocxParts& parts) { return DocxPackage(parts).Build(); }

std::string Docx(absl::string_view body) { return Docx(DocxParts{.body = std::string(body)}); }

PackageBuilder OdtPackage(const OdtParts& parts) {
  PackageBuilder package;
  package.Part("mimetype", "application/vnd.oasis.opendocument.text");
  package.Part("content.xml",
               OpenDocumentRoot("document-content",
                                absl::StrCat("<office:automatic-styles>", parts.styles,
                                             "</office:automatic-styles><office:body><office:text>",
                                             parts.text, "</office:text></office:body>")));
  if (!parts.common_styles.empty())
    package.Part("styles.xml", OpenDocumentRoot("document-styles", parts.common_styles));
  return package;
}

std::string Odt(const OdtParts& parts) { return OdtPackage(parts).Build(); }

std::string Odt(absl::string_view text) { return Odt(OdtParts{.text = std::string(text)}); }

}  // namespace dondoc::registry
