#include "services/registry/formats/xml_events.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include <libxml/parser.h>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/markup_guard.h"
#include "services/registry/formats/unpack_errors.h"

namespace dondoc::registry {
namespace {

// Namespaces declared by the elements open at once; a word processor declares some forty, nearly
// all of them on the root. libxml2 looks prefixes up one by one.
constexpr int kMaxOpenNamespaces = 256;

absl::string_view View(const xmlChar* text) {
  return text == nullptr ? absl::string_view() : reinterpret_cast<const char*>(text);
}

// One run of the parser: what its callbacks get as context.
struct XmlRun {
  XmlRun(absl::string_view part_name, ReadBytes read_bytes, XmlHandler& xml_handler)
      : part(part_name), read(read_bytes), handler(xml_handler) {}

  absl::string_view part;
  ReadBytes read;
  XmlHandler& handler;
  xmlParserCtxtPtr parser = nullptr;
  MarkupGuard guard;
  absl::Status status;
  bool done = false;
  // Namespaces that each open element declared.
  std::vector<int> declared;
  int open_namespaces = 0;

  void Stop(absl::Status why) {
    if (status.ok()) status = std::move(why);
    done = true;
    xmlStopParser(parser);
  }
  void Refuse() { Stop(NoticeMalformed(part)); }
  void StopIfDone() {
    if (!handler.Done()) return;
    done = true;
    xmlStopParser(parser);
  }
};

XmlRun& Run(void* context) { return *static_cast<XmlRun*>(context); }

int Read(void* context, char* buffer, int size) {
  XmlRun& run = Run(context);
  if (run.done || size <= 0) return 0;
  const absl::StatusOr<size_t> read = run.read(buffer, static_cast<size_t>(size));
  if (!read.ok()) {
    run.status = read.status();
    return -1;
  }
  if (!run.guard.Accept(absl::string_view(buffer, *read))) {
    run.status = NoticeMalformed(run.part);
    return -1;
  }
  return static_cast<int>(*read);
}

int Close(void*) { return 0; }

void StartElement(void* context, const xmlChar* local, const xmlChar*, const xmlChar* space,
                  int namespaces, const xmlChar**, int attributes, int,
                  const xmlChar** attribute_values) {
  XmlRun& run = Run(context);
  if (run.done) return;
  run.declared.push_back(namespaces);
  run.open_namespaces += namespaces;
  if (run.declared.size() > kMaxMarkupDepth || run.open_namespaces > kMaxOpenNamespaces)
    return run.Refuse();
  run.handler.StartElement({View(space), View(local)}, XmlAttributes(attribute_values, attributes));
  run.StopIfDone();
}

void EndElement(void* context, const xmlChar* local, const xmlChar*, const xmlChar* space) {
  XmlRun& run = Run(context);
  if (run.done) return;
  run.open_namespaces -= run.declared.back();
  run.declared.pop_back();
  run.handler.EndElement({View(space), View(local)});
  run.StopIfDone();
}

void Characters(void* context, const xmlChar* text, int length) {
  XmlRun& run = Run(context);
  if (run.done) return;
  run.handler.Characters({reinterpret_cast<const char*>(text), static_cast<size_t>(length)});
}

void EntityDeclaration(void* context, const xmlChar*, int, const xmlChar*, const xmlChar*,
                       xmlChar*) {
  Run(context).Refuse();
}

// Errors are told by what the parser returns; it would print them otherwise.
void Ignore(void*, xmlErrorPtr) {}

xmlSAXHandler MakeCallbacks() {
  xmlSAXHandler callbacks = {};
  callbacks.initialized = XML_SAX2_MAGIC;
  callbacks.startElementNs = StartElement;
  callbacks.endElementNs = EndElement;
  callbacks.characters = Characters;
  callbacks.ignorableWhitespace = Characters;
  callbacks.cdataBlock = Characters;
  callbacks.entityDecl = EntityDeclaration;
  callbacks.serror = Ignore;
  return callbacks;
}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const {
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }
};

}  // namespace

std::optional<absl::string_view> XmlAttributes::Find(absl::string_view space,
                                                     absl::string_view local) const {
  for (int i = 0; i < count_; ++i) {
    const unsigned char** attribute = attributes_ + 5 * i;
    if (View(attribute[0]) != local || View(attribute[2]) != space) continue;
    const char* begin = reinterpret_cast<const char*>(attribute[3]);
    return absl::string_view(
        begin, static_cast<size_t>(reinterpret_cast<const char*>(attribute[4]) - begin));
  }
  return std::nullopt;
}

std::string AttributeText(absl::string_view value) {
  return absl::StrReplaceAll(value, {{"&#38;", "&"}});
}

absl::Status ReadXml(absl::string_view part, ReadBytes read, XmlHandler& handler) {
  XmlRun run(part, read, handler);
  xmlSAXHandler callbacks = MakeCallbacks();
  // Whatever a part says about its encoding: office files are UTF-8, and what is read must be what
  // the guard has seen.
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
      xmlCreateIOParserCtxt(&callbacks, &run, Read, Close, &run, XML_CHAR_ENCODING_UTF8));
  if (parser == nullptr) return run.status.ok() ? NoticeMalformed(part) : run.status;
  run.parser = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  const int result = xmlParseDocument(parser.get());
  if (!run.status.ok()) return run.status;
  if (!run.done && (result != 0 || !parser->wellFormed)) return NoticeMalformed(part);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
