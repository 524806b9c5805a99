#include "services/registry/formats/html_parser.h"

#include <cstring>
#include <memory>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/unpack_errors.h"

namespace dondoc::registry {
namespace {

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<xmlParserCtxt, FreeContext>;

const char* Chars(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

// What libxml2 calls back with.
struct Parse {
  HtmlEvents* events;
  htmlParserCtxtPtr context;
  int depth = 0;
  bool in_style = false;
  bool too_deep = false;
  bool stopped = false;

  void Stop() {
    stopped = true;
    xmlStopParser(context);
  }
  void CheckDone() {
    if (!stopped && events->done()) Stop();
  }
};

void OnStart(void* data, const xmlChar* name, const xmlChar** attributes) {
  auto* parse = static_cast<Parse*>(data);
  if (parse->stopped) return;
  if (++parse->depth > kMaxMarkupDepth) {
    parse->too_deep = true;
    parse->Stop();
    return;
  }
  parse->in_style = std::strcmp(Chars(name), "style") == 0;
  parse->events->Start(Chars(name), Attributes(reinterpret_cast<const char* const*>(attributes)));
  parse->CheckDone();
}

void OnEnd(void* data, const xmlChar* name) {
  auto* parse = static_cast<Parse*>(data);
  if (parse->stopped || parse->depth == 0) return;
  --parse->depth;
  parse->in_style = false;
  parse->events->End(Chars(name));
}

void OnText(void* data, const xmlChar* text, int size) {
  auto* parse = static_cast<Parse*>(data);
  if (parse->stopped || size <= 0) return;
  parse->events->Text(absl::string_view(Chars(text), static_cast<size_t>(size)));
  parse->CheckDone();
}

// Contents of <script> and <style>.
void OnRawText(void* data, const xmlChar* text, int size) {
  auto* parse = static_cast<Parse*>(data);
  if (parse->stopped || size <= 0 || !parse->in_style) return;
  parse->events->StyleText(absl::string_view(Chars(text), static_cast<size_t>(size)));
}

}  // namespace

absl::Status ParseHtml(absl::string_view utf8, HtmlEvents& events) {
  if (utf8.empty()) return absl::OkStatus();
  const Context context(htmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size())));
  if (context == nullptr) return NoticeMalformed("html");
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                        HTML_PARSE_NOWARNING | HTML_PARSE_NODEFDTD |
                                        HTML_PARSE_IGNORE_ENC);
  Parse parse{&events, context.get()};
  // Only these events; no tree is built.
  xmlSAXHandler* handler = context->sax;
  *handler = xmlSAXHandler{};
  handler->startElement = OnStart;
  handler->endElement = OnEnd;
  handler->characters = OnText;
  handler->ignorableWhitespace = OnText;
  handler->cdataBlock = OnRawText;
  context->userData = &parse;
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(context.get());
  if (parse.too_deep) return NoticeUnpacksTooLarge("elements in each other", kMaxMarkupDepth);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
